"""Divides an article into the passages that are embedded and searched.

A passage is a run of whole sentences, about a paragraph or two long: short enough that what a
reader asks about is not drowned in the rest, long enough to say who is meant. It never cuts a
claim, and together the passages hold every character of the text that is not white space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Article, Claim

ENOUGH_WORDS = 60  # a passage that is this long ends with its paragraph
MOST_WORDS = 100  # about 130 word pieces; the embedding model reads 256 and no more


def divide(article: Article, sentences: Sequence[Span], claims: Sequence[Claim]) -> list[Passage]:
    """Divide ``article`` into passages, in reading order.

    ``sentences`` are the sentences of its text and ``claims`` its claims, whose ``sentence``
    spans are kept whole. A passage is longer than ``MOST_WORDS`` only where a single sentence
    or claim is. Text that no sentence covers counts as a sentence. An empty text has no passages.
    """
    blocks = _blocks(article.text, [*sentences, *(claim.sentence for claim in claims)])
    spans = _pack(article.text, blocks)
    return [Passage(article.id, ordinal, span) for ordinal, span in enumerate(spans)]


def _blocks(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give what must stay whole: spans that overlap in one, what lies between them by itself."""
    merged: list[Span] = []
    for span in sorted(spans):
        if span.start >= len(text):
            continue
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, min(len(text), max(span.end, merged[-1].end)))
        else:
            merged.append(Span(span.start, min(len(text), span.end)))
    blocks: list[Span] = []
    at = 0
    for span in merged:
        blocks += _stripped(text, at, span.start) + _stripped(text, span.start, span.end)
        at = span.end
    return blocks + _stripped(text, at, len(text))


def _stripped(text: str, start: int, end: int) -> list[Span]:
    part = text[start:end]
    inner = part.strip()
    if not inner:
        return []
    start += len(part) - len(part.lstrip())
    return [Span(start, start + len(inner))]


def _pack(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Join neighbouring blocks into passages of ``ENOUGH_WORDS`` to ``MOST_WORDS``."""
    packed: list[Span] = []
    length = 0
    for block in blocks:
        words = len(block.of(text).split())
        if packed and not _ends(text, packed[-1], block, length, words):
            packed[-1] = Span(packed[-1].start, block.end)
            length += words
        else:
            packed.append(block)
            length = words
    return packed


def _ends(text: str, passage: Span, block: Span, length: int, words: int) -> bool:
    new_paragraph = "\n" in text[passage.end : block.start]
    return length + words > MOST_WORDS or (new_paragraph and length >= ENOUGH_WORDS)
