"""Claims put right by hand, kept right whatever finds them next. Pure.

A mending keeps the claim as it should be with the words of its sentences. So it can be found
again in another version of the text, and is done again to what another attribution finds.
What was missed is made a claim of by ``corpus.missed``.
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
    return moved(mending.claim, mending.words, text)


def moved(claim: Claim, words: str, text: str) -> Claim | None:
    """Give a claim, whose sentence has these words, with its place in a text.

    None where they are not in the text, or several times and not where they were.
    """
    if claim.sentence.end <= len(text) and claim.sentence.of(text) == words:
        return claim
    if text.count(words) != 1:
        return None
    by = text.index(words) - claim.sentence.start

    def there(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(
        claim,
        content=tuple(there(span) for span in claim.content),
        sentence=there(claim.sentence),
        mention=there(claim.mention) if claim.mention else None,
        cue=there(claim.cue) if claim.cue else None,
    )


def by_hand(
    article: Article, claims: Sequence[Claim], mendings: Iterable[Mending]
) -> dict[int, Mending]:
    """Give for each claim that people set its place among the claims, with the mending."""
    found: dict[int, Mending] = {}
    for mending in mendings:
        claim = located(article.text, mending) if mending.what is not Mend.DROP else None
        if mending.undone_at is None and claim in claims:
            found[claims.index(claim)] = mending
    return found


def _done(article: Article, claims: list[Claim], mending: Mending) -> list[Claim]:
    wanted = mending.claim
    same = [each for each in claims if alike(each, wanted)]
    if mending.what is Mend.ADD:
        gone = [each for each in same if each.source.name == wanted.source.name]
    else:
        was = mending.was.name if mending.was else None
        gone = [each for each in same if each.source.name == was] or same
    kept = [each for each in claims if each not in gone]
    if mending.what is Mend.DROP:
        return kept + [_own(article, each.sentence) for each in gone[:1] if _is_free(each, kept)]
    silent = [each for each in kept if not (is_own(each) and _stands_in(wanted, each.sentence))]
    return [*silent, wanted]


def alike(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one text have much the same content."""
    mine, theirs = _characters(one.content), _characters(other.content)
    return len(mine & theirs) >= SAME * len(mine | theirs)


def _characters(spans: Sequence[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def is_own(claim: Claim) -> bool:
    """Tell whether nobody is quoted in a claim: the outlet speaks in its own voice."""
    return claim.source.kind is SourceKind.OUTLET and claim.cue is None


def _stands_in(claim: Claim, sentence: Span) -> bool:
    return any(span.overlaps(sentence) for span in claim.content)


def _is_free(claim: Claim, others: Sequence[Claim]) -> bool:
    """Tell whether no other claim's words stand in the sentence of a claim of somebody's."""
    return not is_own(claim) and not any(_stands_in(each, claim.sentence) for each in others)


def _own(article: Article, sentence: Span) -> Claim:
    return Claim(Source(article.outlet, SourceKind.OUTLET), (sentence,), sentence)
