"""Turns articles, claims, passages and vectors into rows and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.model import Article, Claim, Passage, Source, SourceKind, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

PassageKey = tuple[str, int]
"""An article's id and the ordinal of a passage in it."""

FLOAT = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is visible: how many articles, their first and last days, and the outlets.

    The days are ISO 8601, None where no article has a date.
    """

    articles: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is kept of one article, so that it is wholly there or not at all.

    ``vectors`` has one row of float32 for each passage; ``embedded_by`` and ``analysed_by``
    are the fingerprints of the model and of the attribution that made them.
    """

    article: Article
    claims: Sequence[Claim]
    passages: Sequence[Passage]
    vectors: np.ndarray
    embedded_by: str
    analysed_by: str

    def __post_init__(self) -> None:
        """Refuse an entry whose parts do not fit together (ValueError)."""
        if len(self.passages) != len(self.vectors):
            raise ValueError(f"{len(self.passages)} passages with {len(self.vectors)} vectors")
        spans = [passage.span for passage in self.passages]
        spans += [claim.sentence for claim in self.claims]
        if any(span.end > len(self.article.text) for span in spans):
            raise ValueError(f"a span ends after the text of {self.article.id}")


@dataclass(frozen=True, slots=True)
class VectorBatch:
    """Passages with their vectors: ``ids`` are the catalogue's own, never used twice."""

    ids: list[int]
    keys: list[PassageKey]
    texts: list[str]
    matrix: np.ndarray


def digest(article: Article) -> str:
    """Give the SHA-256 of all that an article says of itself."""
    content = json.dumps(asdict(article), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def article_row(article: Article) -> dict[str, Any]:
    """Give an article as its own columns of ``articles``."""
    return asdict(article) | {"captions": list(article.captions), "digest": digest(article)}


def article_of(row: Row[Any]) -> Article:
    """Read an article from a row of ``articles``."""
    return Article(
        row.id,
        row.title,
        row.text,
        row.outlet,
        row.agency,
        row.byline,
        row.published_at,
        row.url,
        row.language,
        tuple(row.captions),
    )


def claim_row(claim: Claim, ordinal: int, source_id: int, identity: str) -> dict[str, Any]:
    """Give a claim as its row, without the article's id."""
    source, via = claim.source, claim.via
    return {
        "ordinal": ordinal,
        "source_id": source_id,
        "identity": identity,
        "source_name": source.name,
        "source_kind": source.kind.value,
        "source_role": source.role,
        "via": [via.name, via.kind.value, via.role] if via else None,
        "content": [[span.start, span.end] for span in claim.content],
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "mention": _pair(claim.mention),
        "cue": _pair(claim.cue),
        "stance": claim.stance.value,
        "confidence": claim.confidence,
        "source_confidence": claim.source_confidence,
    }


def claim_of(row: Row[Any]) -> Claim:
    """Read a claim from its row."""
    return Claim(
        source=Source(row.source_name, SourceKind(row.source_kind), row.source_role),
        content=tuple(Span(start, end) for start, end in row.content),
        sentence=Span(row.sentence_start, row.sentence_end),
        stance=Stance(row.stance),
        mention=Span(*row.mention) if row.mention else None,
        cue=Span(*row.cue) if row.cue else None,
        via=Source(row.via[0], SourceKind(row.via[1]), row.via[2]) if row.via else None,
        confidence=row.confidence,
        source_confidence=row.source_confidence,
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def vector_bytes(vector: np.ndarray) -> bytes:
    """Give a vector as it is kept: little-endian float32."""
    return np.ascontiguousarray(vector, FLOAT).tobytes()


def matrix_of(blobs: Sequence[bytes]) -> np.ndarray:
    """Read kept vectors as one matrix, a row for each; (0, 0) where there are none."""
    if not blobs:
        return np.zeros((0, 0), FLOAT)
    return np.frombuffer(b"".join(blobs), FLOAT).reshape(len(blobs), -1)
