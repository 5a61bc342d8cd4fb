"""Claims put right by hand, kept right whatever finds them next. Pure.

A mending keeps the claim as it should be with the words of its sentences. So it can be found
again in another version of the text, and is done again to what another attribution finds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.model import Article, Claim, Source, SourceKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAME = 0.5  # share of the characters of two contents from which on they are one claim's


class Mend(StrEnum):
    """What is done to a claim."""

    SOURCE = "source"
    DROP = "drop"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Mending:
    """One claim of an article put right.

    ``claim`` is as it should be, of a dropped one as it was; ``words`` are those of its
    ``sentence``. ``was`` is the source that it had, None for one that was missed. ``key`` is that
    of the entry of the catalogue which was chosen for it, None where its name tells. ``made_by``
    is who did it; ``undone_by`` and ``undone_at`` are None as long as it holds.
    """

    what: Mend
    article_id: str
    claim: Claim
    words: str
    made_by: str
    was: Source | None = None
    key: str | None = None
    made_at: str = ""
    undone_by: str | None = None
    undone_at: str | None = None
    id: int = 0


def mended(article: Article, claims: Iterable[Claim], mendings: Iterable[Mending]) -> list[Claim]:
    """Do mendings, in their order, to the claims that were found in an article.

    One whose sentence is no more in the text, or several times, is left out. Where nobody is
    quoted on a sentence any more it is in the outlet's own voice again, and the other way round.
    """
    out = list(claims)
    for mending in mendings:
        claim = located(article.text, mending)
        if claim is not None:
            out = _done(article, out, replace(mending, claim=claim))
    return sorted(out, key=lambda each: (each.content[0], each.content[-1]))


def located(text: str, mending: Mending) -> Claim | None:
    """Give the claim of a mending with its place in a text, None where it has none there."""
    claim, words = mending.claim, mending.words
    if claim.sentence.end <= len(text) and claim.sentence.of(text) == words:
        return claim
    if text.count(words) != 1:
        return None
    by = text.index(words) - claim.sentence.start

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(
        claim,
        content=tuple(moved(span) for span in claim.content),
        sentence=moved(claim.sentence),
        mention=moved(claim.mention) if claim.mention else None,
        cue=moved(claim.cue) if claim.cue else None,
    )


def _done(article: Article, claims: list[Claim], mending: Mending) -> list[Claim]:
    wanted = mending.claim
    same = [each for each in claims if _alike(each, wanted)]
    if mending.what is Mend.ADD:
        gone = [each for each in same if each.source.name == wanted.source.name]
    else:
        was = mending.was.name if mending.was else None
        gone = [each for each in same if each.source.name == was] or same
    kept = [each for each in claims if each not in gone]
    if mending.what is Mend.DROP:
        return kept + [_own(article, each.sentence) for each in gone[:1] if _is_free(each, kept)]
    silent = [each for each in kept if not (_is_own(each) and _stands_in(wanted, each.sentence))]
    return [*silent, wanted]


def _alike(one: Claim, other: Claim) -> bool:
    mine, theirs = _characters(one.content), _characters(other.content)
    return len(mine & theirs) >= SAME * len(mine | theirs)


def _characters(spans: Sequence[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _is_own(claim: Claim) -> bool:
    return claim.source.kind is SourceKind.OUTLET and claim.cue is None


def _stands_in(claim: Claim, sentence: Span) -> bool:
    return any(span.overlaps(sentence) for span in claim.content)


def _is_free(claim: Claim, others: Sequence[Claim]) -> bool:
    """Tell whether no other claim's words stand in the sentence of a claim of somebody's."""
    return not _is_own(claim) and not any(_stands_in(each, claim.sentence) for each in others)


def _own(article: Article, sentence: Span) -> Claim:
    return Claim(Source(article.outlet, SourceKind.OUTLET), (sentence,), sentence)
