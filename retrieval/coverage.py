"""What the corpus does hold, for an honest "not reported"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Article, Source
    from retrieval.model import Hit
    from retrieval.ports import Corpus

NEAREST = 3
SPEAKERS = 6


def coverage(corpus: Corpus, hits: Sequence[Hit], *, note: str | None = None) -> Coverage:
    """Describe the corpus: how much, from when to when, and what is nearest to a question."""
    nearest = list({hit.article.id: hit.article for hit in hits}.values())[:NEAREST]
    held = corpus.extent()
    return Coverage(
        articles=held.articles,
        first=held.first,
        last=held.last,
        outlets=held.outlets,
        nearest=tuple(nearest),
        sources=tuple(_speakers(corpus, nearest)),
        note=note,
    )


def _speakers(corpus: Corpus, articles: Sequence[Article]) -> list[Source]:
    found = {
        claim.source.name: claim.source
        for article in articles
        for claim in corpus.claims(article.id)
        if claim.mention is not None
    }
    return list(found.values())[:SPEAKERS]
