"""The words of the project as types: articles, spans, sources, claims, passages.

Offsets everywhere are half-open Unicode code points of ``Article.text``. Everything here is
immutable and imports the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN_OUTLET = "unknown outlet"
"""The outlet of a report that names none and has no address."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``[start, end)`` of characters of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse empty and backward ranges (ValueError)."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


class SourceKind(StrEnum):
    """What a source is; the values are those of the answer's JSON."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    OUTLET = "outlet"


class Stance(StrEnum):
    """Whether a source puts a claim forward or contradicts it."""

    ASSERTS = "asserts"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Article:
    """One published report.

    ``text`` is the body alone, normalised once before any offset exists: paragraphs are
    separated by one blank line, no line breaks inside a paragraph, and neither title, byline,
    captions, boilerplate nor address is in it. ``published_at`` is ISO 8601, a date
    (``2020-01-23``) or an aware date-time, as precise as the report gives it. Optional fields
    are None where the report does not say.
    """

    id: str
    title: str
    text: str
    outlet: str
    agency: str | None = None
    byline: str | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()

    @property
    def published_on(self) -> date | None:
        """The day of publication, None where it is not known."""
        return date.fromisoformat(self.published_at[:10]) if self.published_at else None


@dataclass(frozen=True, slots=True)
class Source:
    """Who made a claim, under the fullest name the article gives.

    ``role`` is office and affiliation ("spokesman for the National Liberation Front coalition
    of rebel groups"), None where the article gives none. For the outlet's own voice ``name``
    is the outlet and ``kind`` is OUTLET.
    """

    name: str
    kind: SourceKind
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entry of the catalogue a source of one article belongs to.

    Sources of one ``key`` are one entry. ``place`` tells it from others of its name (the police
    of Aldery), None where the name does. ``link`` is the same for entries that stand for one
    another: a capital and its government. ``traits`` are what two mentions of one person cannot
    differ in; where they differ from the entry's, the source belongs under ``apart`` instead.
    """

    key: str
    place: str | None = None
    link: str | None = None
    traits: tuple[tuple[str, str], ...] = ()
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A found attribution before its source is resolved: bare spans, in reading order.

    ``source`` and ``cue`` may be empty; ``content`` never is. Each may be in pieces.
    ``confidence`` is the probability that it is right, 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says in an article.

    ``content`` has one span or more, in reading order; ``cue`` and ``mention`` (the words that
    name the source there) are None for the outlet's own voice. ``sentence`` covers the whole
    sentences that the content, cue and mention stand in. ``via`` is the source through which
    the claim reached the outlet, if the article says so. ``confidence`` is the probability
    that this is a claim with that content, ``source_confidence`` that ``source`` made it.
    """

    source: Source
    content: tuple[Span, ...]
    sentence: Span
    stance: Stance = Stance.ASSERTS
    mention: Span | None = None
    cue: Span | None = None
    via: Source | None = None
    confidence: float = 1.0
    source_confidence: float = 1.0

    @property
    def quote(self) -> Span:
        """The content from its first to its last piece, the cue between them included."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences that is embedded and searched; it never cuts a claim.

    ``ordinal`` counts the passages of an article from 0.
    """

    article_id: str
    ordinal: int
    span: Span
