"""An article's text cut where quotes begin and end, so that each piece knows who says it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.page.addresses import anchor
from corpus.model import SourceKind, Span, Stance

if TYPE_CHECKING:
    from corpus.model import Article, Claim, Source

# As many colours as the style sheet has; the number tells sources of one colour apart.
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """A source that speaks in an article; ``number`` counts them from 1 in reading order."""

    number: int
    source: Source

    @property
    def colour(self) -> int:
        """The number of its colour, from 1."""
        return (self.number - 1) % COLOURS + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. ``voice`` says them, None where the report does in its own words.

    ``begins`` are the voices whose words begin here, ``anchors`` the names of this place.
    ``asked`` tells that the words were quoted in answer to the question.
    """

    text: str
    voice: Voice | None = None
    denied: bool = False
    asked: bool = False
    begins: tuple[Voice, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """That a voice says or denies something in a paragraph; as one of its claims there."""

    voice: Voice
    claim: Claim


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, which put together are its text, and who speaks in it."""

    pieces: tuple[Piece, ...]
    said: tuple[Said, ...]


def voices(claims: Iterable[Claim], asked: Sequence[Claim] = ()) -> dict[Source, Voice]:
    """Number the sources by where they first speak.

    The outlet in its own voice has a number only where it was quoted for the question.
    """
    found: dict[Source, Voice] = {}
    for claim in sorted([*claims, *asked], key=lambda each: each.quote):
        named = claim.source.kind is not SourceKind.OUTLET or claim in asked
        if named and claim.source not in found:
            found[claim.source] = Voice(len(found) + 1, claim.source)
    return found


def paragraphs(
    article: Article, claims: Sequence[Claim], asked: Sequence[Claim] = ()
) -> list[Paragraph]:
    """Cut an article's text. ``asked`` are the claims that were quoted for the question."""
    numbered = voices(claims, asked)
    every = [*asked, *(claim for claim in claims if claim not in asked)]
    marked = [
        (span, claim)
        for claim in every
        if claim.source in numbered
        and (claim in asked or claim.source.kind is not SourceKind.OUTLET)
        for span in claim.content
    ]
    starts = {claim.sentence.start for claim in every}
    found, position = [], 0
    for text in article.text.split("\n\n"):
        if text:
            whole = Span(position, position + len(text))
            within = [(span, claim) for span, claim in marked if span.overlaps(whole)]
            pieces = _pieces(article.text, whole, within, starts, numbered, asked)
            found.append(Paragraph(tuple(pieces), _said(within, numbered)))
        position += len(text) + 2
    return found


def _pieces(
    text: str,
    whole: Span,
    marked: Sequence[tuple[Span, Claim]],
    starts: set[int],
    numbered: dict[Source, Voice],
    asked: Sequence[Claim],
) -> Iterable[Piece]:
    cuts = {whole.start, whole.end} | {start for start in starts if whole.start < start < whole.end}
    for span, _ in marked:
        cuts |= {max(span.start, whole.start), min(span.end, whole.end)}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        here = Span(start, end)
        covering = [(span, claim) for span, claim in marked if span.contains(here)]
        # Of a quote within a quote the inner one speaks.
        inner = min(covering, key=lambda pair: pair[0].end - pair[0].start, default=None)
        begin = (numbered[claim.source] for span, claim in covering if span.start == start)
        yield Piece(
            here.of(text),
            numbered[inner[1].source] if inner else None,
            denied=bool(inner and inner[1].stance is Stance.DENIES),
            asked=any(claim in asked for _, claim in covering),
            begins=tuple(dict.fromkeys(begin)),
            anchors=(anchor(start),) if start in starts else (),
        )


def _said(marked: Sequence[tuple[Span, Claim]], numbered: dict[Source, Voice]) -> tuple[Said, ...]:
    """Who speaks in a paragraph, each once for what they say and once for what they deny."""
    found: dict[tuple[Source, Stance], Said] = {}
    for _, claim in sorted(marked, key=lambda pair: pair[0]):
        voice = numbered[claim.source]
        found.setdefault((claim.source, claim.stance), Said(voice, claim))
    return tuple(found.values())
