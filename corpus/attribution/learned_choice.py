"""Settles what each attribution keeps when all of a text's are seen together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.learned_decoding import Found, Settings, WordSpan
from corpus.attribution.learned_features import Reading
from corpus.attribution.learned_repair import joined, overlap, quotations

ALIKE = 0.75  # contents that share so much of their words are one statement with two cues
SHORTEST_LEFT_OVER = 6  # words and marks; a shorter quotation is rather a title or a phrase


def given_out(
    reading: Reading, found: Sequence[Found], settings: Settings
) -> list[tuple[Found, float]]:
    """What is worth giving out of what was found, with its confidence, in reading order.

    Of several with much the same content the likeliest stays; a piece that two claim goes to
    the nearer cue; a quotation left over after one of the same paragraph goes on with it.
    """
    sure = [(one, one.confidence(settings.calibration)) for one in found]
    kept = _distinct([pair for pair in sure if pair[1] >= settings.floor])
    ones = _shared_out(reading, [one for one, _ in kept])
    ones = _gone_on(reading, ones)
    pairs = ((one, confidence) for one, (_, confidence) in zip(ones, kept, strict=True))
    return sorted(pairs, key=lambda pair: pair[0].cue)


def _distinct(sure: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    kept: list[tuple[Found, float]] = []
    words: list[set[int]] = []
    for one, confidence in sorted(sure, key=lambda pair: (-pair[1], pair[0].cue)):
        own = {word for piece in one.content for word in range(*piece)}
        if all(len(own & other) < ALIKE * len(own | other) for other in words):
            kept.append((one, confidence))
            words.append(own)
    return kept


def _shared_out(reading: Reading, ones: list[Found]) -> list[Found]:
    """Take from each its pieces that are also another's whose cue is nearer."""
    result = []
    for one in ones:
        rivals = [other for other in ones if other is not one and not _nested(one, other)]
        pieces = [
            piece
            for piece in one.content
            if not any(
                _holds(rival, piece)
                and _distance(reading, rival, piece) < _distance(reading, one, piece)
                for rival in rivals
            )
        ]
        result.append(replace(one, content=tuple(pieces or one.content)))
    return result


def _nested(one: Found, other: Found) -> bool:
    """Tell whether one reports the other: "he said that she had denied it"."""
    return any(overlap(piece, other.cue) for piece in one.content) or any(
        overlap(piece, one.cue) for piece in other.content
    )


def _holds(one: Found, piece: WordSpan) -> bool:
    return any(own[0] <= piece[0] and piece[1] <= own[1] for own in one.content)


def _distance(reading: Reading, one: Found, piece: WordSpan) -> tuple[int, int]:
    """How far a piece is from the cue: in sentences, then in words."""
    if piece[1] <= one.cue[0]:
        near, words = piece[1] - 1, one.cue[0] - piece[1]
    else:
        near, words = piece[0], piece[0] - one.cue[1]
    return abs(int(reading.sentence[near] - reading.sentence[one.cue[0]])), words


def _gone_on(reading: Reading, ones: list[Found]) -> list[Found]:
    """Give quotations that nobody is credited with to the one that they follow directly."""
    result = list(ones)
    quoted = quotations(reading)
    for left in quoted:
        claimed = any(overlap(left, p) for one in result for p in (*one.content, one.cue))
        if claimed or left[1] - left[0] < SHORTEST_LEFT_OVER or not _begins(reading, left[0]):
            continue
        before = [
            number
            for number, one in enumerate(result)
            if _end(one) <= left[0]
            and reading.sentence[_end(one) - 1] == reading.sentence[left[0] - 1]
            and any(overlap(piece, quotation) for piece in one.content for quotation in quoted)
        ]
        if before:
            last = max(before, key=lambda number: _end(result[number]))
            content = joined([*result[last].content, left])
            result[last] = replace(result[last], content=tuple(content))
    return result


def _begins(reading: Reading, word: int) -> bool:
    """Tell whether a sentence begins there that no paragraph begins with."""
    before = reading.sentence[word - 1] if word else reading.sentence[word]
    return bool(reading.sentence[word] != before and not reading.features[word, 5])


def _end(one: Found) -> int:
    return max(one.content[-1][1], one.cue[1], one.source[1] if one.source else 0)
