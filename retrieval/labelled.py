"""Mended articles as labelled data: who says what in them, and which of it people set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.mending import Mend, by_hand, is_own, located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.mending import Mending
    from corpus.model import Article, Claim, Span
    from retrieval.library import Library

Json = dict[str, Any]


def labelled(library: Library) -> Iterator[Json]:
    """Give each article that has mended claims and is not removed, in the order of their ids."""
    holding = [each for each in library.mendings() if each.undone_at is None]
    there = {each.id for each in library.articles()}
    for id_ in sorted({each.article_id for each in holding} & there):
        own = [each for each in holding if each.article_id == id_]
        yield labels(library.article(id_), library.claims(id_), own)


def labels(article: Article, claims: Sequence[Claim], mendings: Sequence[Mending]) -> Json:
    """Give an article with its claims as ``attributions`` gives them, and what was dropped.

    ``by_hand`` tells which were set or added by people; what the outlet says in its own voice is
    nobody's attribution. Spans are half-open code points of ``text``.
    """
    hand = by_hand(article, claims, mendings)
    names = ("id", "title", "outlet", "published_at", "language", "text")
    return {name: getattr(article, name) for name in names} | {
        "attributions": [
            _attribution(claim, hand=n in hand)
            for n, claim in enumerate(claims)
            if not is_own(claim)
        ],
        "dropped": [_dropped(claim) for claim in _gone(article, claims, mendings)],
    }


def _attribution(claim: Claim, *, hand: bool) -> Json:
    source = claim.source
    return {
        "source": _spans([claim.mention]),
        "cue": _spans([claim.cue]),
        "content": _spans(claim.content),
        "name": source.name,
        "role": source.role,
        "kind": source.kind.value,
        "stance": claim.stance.value,
        "by_hand": hand,
    }


def _gone(
    article: Article, claims: Sequence[Claim], mendings: Sequence[Mending]
) -> Iterator[Claim]:
    """Give what people said is no claim, as far as it is not one again."""
    for each in mendings:
        claim = located(article.text, each) if each.what is Mend.DROP else None
        if claim is not None and not is_own(claim) and claim not in claims:
            yield claim


def _dropped(claim: Claim) -> Json:
    return {"content": _spans(claim.content), "name": claim.source.name}


def _spans(spans: Sequence[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span is not None]
