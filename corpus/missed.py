"""A claim that attribution missed, made of the words that somebody points at. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError
from corpus.model import Claim, Source, SourceKind, Span, Stance
from corpus.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Article


def pieces(text: str, words: str) -> tuple[Span, ...]:
    """Find words letter for letter in an article's text.

    Content that stands in pieces is given with a line for each, in reading order.
    AccordingToError where a piece is not there, or there several times.
    """
    wanted = clean(words).strip()
    if wanted and wanted in text:
        return (_only(text, wanted, 0),)
    lines = [line.strip() for line in wanted.splitlines() if line.strip()]
    if not lines:
        raise AccordingToError("These are no words: copy them from the article.")
    found: list[Span] = []
    for line in lines:
        found.append(_only(text, line, found[-1].end if found else 0))
    return tuple(found)


def _only(text: str, words: str, after: int) -> Span:
    """Give the only place of words after another, of a later piece the next."""
    start = text.find(words, after)
    if start < 0:
        raise AccordingToError(
            f"“{words}” does not stand in the article letter for letter: copy the words from it."
        )
    if not after and text.find(words, start + 1) >= 0:
        raise AccordingToError(f"“{words}” stands in the article several times: give more words.")
    return Span(start, start + len(words))


def claim_of(
    article: Article,
    claims: Iterable[Claim],
    content: Sequence[Span],
    source: Source,
    stance: Stance = Stance.ASSERTS,
) -> Claim:
    """Make the claim; its sentence is that of the claims around, its mention the name there."""
    sentence = sentence_around(article.text, claims, content)
    mention = _mention(article.text, sentence, content, source)
    return Claim(source, tuple(content), sentence, stance, mention)


def sentence_around(text: str, claims: Iterable[Claim], content: Sequence[Span]) -> Span:
    """Give the whole sentences around words, as the claims there have them, else the paragraph."""
    whole = Span(content[0].start, content[-1].end)
    spans = sorted({each.sentence for each in claims}, key=lambda span: span.end - span.start)
    for span in spans:
        if span.contains(whole):
            return span
    around = [span for span in spans if span.overlaps(whole)]
    covered = [whole, *around] if around else [whole, _paragraph(text, whole)]
    return Span(min(each.start for each in covered), max(each.end for each in covered))


def _paragraph(text: str, span: Span) -> Span:
    start, end = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
    return Span(start + 2 if start >= 0 else 0, end if end >= 0 else len(text))


def _mention(text: str, sentence: Span, content: Sequence[Span], source: Source) -> Span | None:
    """Find the name in the sentence beside the content, of a person also the surname alone."""
    names = [source.name]
    if source.kind is SourceKind.PERSON:
        names.append(source.name.split()[-1])
    for name in names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.of(text)):
            span = Span(sentence.start + found.start(), sentence.start + found.end())
            if not any(span.overlaps(piece) for piece in content):
                return span
    return None
