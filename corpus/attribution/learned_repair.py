"""Mends what the network says with what punctuation and parse know for certain.

The network tags word by word, and wavers where a quotation has several sentences or a phrase is
long. A quotation is said whole by whoever says a part of it, and a phrase is not cut before the
noun that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.attribution.learned_decoding import WordSpan
from corpus.attribution.learned_features import Reading

LONGEST_PHRASE = 12  # words that are added to reach the word that the last one hangs on
_OPENS, _CLOSES = 2, 3


def quotations(reading: Reading) -> list[WordSpan]:
    """Quotations with their marks.

    One that is not closed ends with its paragraph, or goes on in the next if that begins with
    an opening mark.
    """
    found: list[WordSpan] = []
    opened: int | None = None
    states, breaks = reading.features[:, 4].tolist(), reading.features[:, 5].tolist()
    for word, (state, begins) in enumerate(zip(states, breaks, strict=True)):
        if opened is not None and (begins or state in (0, _OPENS)):
            if begins and state == _OPENS:
                continue
            found.append((opened, word))
            opened = None
        if state == _OPENS:
            opened = word
        elif state == _CLOSES and opened is not None:
            found.append((opened, word + 1))
            opened = None
    if opened is not None:
        found.append((opened, len(reading)))
    return found


def mended(
    reading: Reading,
    quoted: Iterable[WordSpan],
    content: Iterable[WordSpan],
    cue: WordSpan,
    source: WordSpan | None,
) -> tuple[WordSpan, ...]:
    """A content with its last phrases and its quotations made whole, clear of cue and source.

    ``quoted`` are the reading's quotations.
    """
    taken = [cue, source] if source else [cue]
    pieces = joined((start, _phrase_end(reading, stop, taken)) for start, stop in content)
    for quotation in quoted:
        if any(overlap(quotation, one) for one in taken):
            continue
        within = quotation[0] + 1, quotation[1] - 1
        if any(overlap(piece, within) for piece in pieces):
            pieces = joined([*pieces, quotation])
    marks = reading.features[:, 4] >= _OPENS
    return tuple(piece for piece in pieces if not marks[slice(*piece)].all())


def _phrase_end(reading: Reading, stop: int, taken: list[WordSpan]) -> int:
    """Follow the last word to the one that it hangs on, and so on, while that lies ahead."""
    while True:
        head = int(reading.heads[stop - 1])
        beyond = stop, head + 1
        if (
            not 0 <= head - stop < LONGEST_PHRASE
            or reading.sentence[head] != reading.sentence[stop - 1]
            or any(overlap(beyond, one) for one in taken)
        ):
            return stop
        stop = head + 1


def own_paragraph(reading: Reading, source: WordSpan, cue: WordSpan) -> WordSpan:
    """The part of a source in the paragraph nearest to the cue: a headline names nobody."""
    starts = [word for word in range(source[0] + 1, source[1]) if reading.features[word, 5]]
    if not starts:
        return source
    return (starts[-1], source[1]) if source[1] <= cue[0] else (source[0], starts[0])


def overlap(one: WordSpan, other: WordSpan) -> bool:
    """Tell whether two spans share a word."""
    return one[0] < other[1] and other[0] < one[1]


def joined(spans: Iterable[WordSpan]) -> list[WordSpan]:
    """Sort spans and join those that touch."""
    result: list[WordSpan] = []
    for start, stop in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(stop, result[-1][1])
        else:
            result.append((start, stop))
    return result
