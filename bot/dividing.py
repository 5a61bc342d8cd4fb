"""Dividing what is to be said into messages that Telegram takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.markup import Markup, join, utf16

UNITS = 4096
ENTITIES = 100
# Telegram also bounds the raw text; links with text fragments are much longer than they look.
RAW = 16_000
# A quote longer than this goes into several blocks, so that each fits with its heading.
QUOTE_UNITS = 3000
_SENTENCE_END = re.compile(r"(?<=[.!?…。؟])[\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stays together where it can: a heading and indivisible parts.

    ``again`` heads what is left where the block goes on in another message.
    """

    head: Markup
    parts: tuple[Markup, ...] = ()
    again: Markup = field(default_factory=Markup)

    def whole(self) -> Markup:
        """The block in one piece."""
        return join("\n", (self.head, *self.parts))


def divide(blocks: Iterable[Block]) -> list[Markup]:
    """Put blocks into as few messages as fit, and cut between blocks where possible.

    A block that is too long for one message is cut between its parts, never within one; a
    part that alone is too long raises ValueError, as does a heading.
    """
    messages: list[Markup] = []
    current = Markup()
    for block in blocks:
        whole = block.whole()
        if fits(longer := join("\n\n", (current, whole))):
            current = longer
            continue
        if fits(whole):
            messages.append(current)
            current = whole
        else:
            *full, current = _between_parts(current, block)
            messages += full
    return [*messages, current] if current else messages


def fits(message: Markup) -> bool:
    """Tell whether Telegram takes it as one message."""
    return message.units <= UNITS and message.entities <= ENTITIES and len(message.html) <= RAW


def _between_parts(current: Markup, block: Block) -> list[Markup]:
    messages = []
    heading = block.head
    for part in block.parts:
        headed = join("\n", (heading, part)) if heading else part
        if not fits(longer := join("\n" if not heading else "\n\n", (current, headed))):
            messages.append(current)
            longer = join("\n", (heading or block.again, part))
        current, heading = longer, Markup()
    messages.append(current)
    if not all(map(fits, messages)):
        raise ValueError("a part of an answer is longer than a message")
    return messages


def cut_quote(quote: str, limit: int = QUOTE_UNITS) -> list[str]:
    """Cut a quote that is too long between sentences, else between words, else anywhere.

    The pieces are verbatim, and only the white space between them is lost. No piece is cut
    within a UTF-16 pair or between a letter and the marks on it.
    """
    pieces: list[str] = []
    current = ""
    for unit, gap in _units(quote, limit):
        if current and utf16(current + unit) > limit:
            pieces.append(current.strip())
            current = ""
        current += unit + gap
    return [*pieces, current.strip()] if current.strip() else pieces


def sentences(text: str) -> list[str]:
    """Cut a text after each full stop, question mark and the like, and at each line's end."""
    return [
        sentence for line in text.splitlines() for sentence, _ in _with_gaps(line, _SENTENCE_END)
    ]


def _units(quote: str, limit: int) -> Iterator[tuple[str, str]]:
    """Sentences and the white space after them; words for those that are too long."""
    for sentence, gap in _with_gaps(quote, _SENTENCE_END):
        if utf16(sentence) <= limit:
            yield sentence, gap
            continue
        for word, space in _with_gaps(sentence, _SPACE):
            *pieces, last = _clusters(word, limit)
            yield from ((piece, "") for piece in pieces)
            yield last, space
        yield "", gap


def _with_gaps(whole: str, boundary: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    start = 0
    for match in boundary.finditer(whole):
        kept = match.group().rstrip()
        end = match.start() + len(kept)
        yield whole[start:end], whole[end : match.end()]
        start = match.end()
    if start < len(whole):
        yield whole[start:], ""


# Marks, variation selectors, joiners and skin tones belong to the character before them.
_CLUSTER = re.compile(
    "(?s).(?:[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u20d0-\u20ff"
    "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.)*"
)


def _clusters(word: str, limit: int) -> list[str]:
    if utf16(word) <= limit:
        return [word]
    pieces, current = [], ""
    for cluster in _CLUSTER.findall(word):
        # A letter under thousands of marks is cut all the same.
        step = len(cluster) if utf16(cluster) <= limit else limit // 2
        for start in range(0, len(cluster), step):
            piece = cluster[start : start + step]
            if current and utf16(current + piece) > limit:
                pieces.append(current)
                current = ""
            current += piece
    return [*pieces, current]
