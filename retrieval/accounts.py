"""From ranked claims to accounts: one for each source, repetitions folded, the best first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.model import SourceKind, Span, Stance
from retrieval.frames import Kind
from retrieval.model import Account, QuotedClaim
from retrieval.names import content_words, tokens
from retrieval.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Article, Claim
    from retrieval.bearing import Bearing
    from retrieval.sources import Sources

MARGIN = 8.0  # logits below the best claim at which an account no longer bears on the question
LEAST = -4.0  # logit under which it bears on it only if the best are hardly better
CLOSE = 2.0  # how much better
FURTHER = 10.0  # logits below the best at which further claims of an account are left out
ACCOUNTS = 6
CLAIMS = 4  # of one account; the first three are what a reader sees at a glance


def accounts(question: Question, ranked: Sequence[Bearing], sources: Sources) -> list[Account]:
    """Group claims, given in order of bearing, by who made them.

    An account stands where its best claim does; claims that say no more than one before them
    are folded into it.
    """
    if not ranked:
        return []
    best = ranked[0].score
    floor = max(best - MARGIN, min(LEAST, best - CLOSE))
    groups: dict[str, list[Bearing]] = {}
    carried: dict[tuple[str, frozenset[str]], str] = {}
    for bearing in ranked:
        if bearing.score >= best - FURTHER:
            key = sources.identity(bearing.claim, bearing.article)
            # Outlets that carry the same words carry the same wire's: that is one account.
            copy = (_carried_name(bearing.claim), frozenset(content_words(bearing.own)))
            key = carried.setdefault(copy, key)
            if key in groups or bearing.score >= floor:
                groups.setdefault(key, []).append(bearing)
    found = _without_echoes([account(question, group, sources) for group in groups.values()])
    if question.kind is Kind.LATEST:
        found.sort(key=_newest, reverse=True)
    if question.kind is Kind.SAYERS:
        found.sort(key=lambda account: account.stance is Stance.DENIES)
    return found[:ACCOUNTS]


def _without_echoes(found: Sequence[Account]) -> list[Account]:
    """Leave out an outlet's own account of sentences that all stand in accounts before it."""
    shown: set[tuple[str, Span]] = set()
    kept = []
    for each in found:
        told = {(quoted.article.id, quoted.claim.sentence) for quoted in each.claims}
        if each.source.kind is not SourceKind.OUTLET or not told <= shown:
            kept.append(each)
        shown |= told
    return kept


def _carried_name(claim: Claim) -> str:
    """What must be the same, beside the words, in copies of one report.

    An outlet's own voice is that of the wire; everybody else is called the same in each copy.
    """
    return "" if claim.source.kind is SourceKind.OUTLET else claim.source.name.casefold()


def cut(account: Account) -> Account:
    """Keep as many claims as are shown."""
    return replace(account, claims=account.claims[:CLAIMS])


def account(question: Question, group: Sequence[Bearing], sources: Sources) -> Account:
    """Make one account of claims of one source, given in order of bearing."""
    return Account(
        source=sources.full(group[0].claim.source, group[0].article),
        stance=stance(question, group[0]),
        claims=tuple(fold(group)),
    )


def led_by(account: Account, claim: Claim) -> Account:
    """Let a claim of the account be among its first two, which nobody overlooks."""
    place = next((i for i, quoted in enumerate(account.claims) if quoted.claim == claim), 0)
    if place < 2:
        return account
    claims = list(account.claims)
    claims.insert(1, claims.pop(place))
    return replace(account, claims=tuple(claims))


@dataclass(frozen=True, slots=True)
class Page:
    """Claims of one source, and the number of the page that they are."""

    claims: tuple[QuotedClaim, ...]
    number: int
    is_last: bool


def stance(question: Question, bearing: Bearing) -> Stance:
    """Give the stance of a claim towards what is asked."""
    if question.kind in {Kind.YES_NO, Kind.AGREEMENT, Kind.SAYERS, Kind.DENIERS}:
        return Stance.DENIES if bearing.negative else Stance.ASSERTS
    return bearing.claim.stance


def fold(group: Iterable[Bearing]) -> list[QuotedClaim]:
    """Give a source's claims, each with those that say nothing that it does not say."""
    kept: list[tuple[set[str], QuotedClaim]] = []
    for bearing in group:
        quoted = QuotedClaim(bearing.claim, bearing.article, bearing.score)
        words = set(content_words(quoted.quote))
        for i, (have, first) in enumerate(kept):
            if words <= have:
                kept[i] = (have, replace(first, repeats=(*first.repeats, quoted)))
                break
        else:
            kept.append((words, quoted))
    return [quoted for _, quoted in kept]


def page_of(said: Iterable[tuple[Article, Claim]], number: int, size: int) -> Page:
    """Give a page, counted from 1, of what a source said, or the last one that there is.

    What has the same words and stance is one claim with its repeats, wherever else it stands; no
    more is taken of ``said`` than it takes to know of a next page.
    """
    found: dict[tuple[Stance, tuple[str, ...]], QuotedClaim] = {}
    for article, claim in said:
        quoted = QuotedClaim(claim, article)
        same = claim.stance, tuple(tokens(quoted.quote))
        if (first := found.get(same)) is not None:
            found[same] = replace(first, repeats=(*first.repeats, quoted))
        elif len(found) < number * size:
            found[same] = quoted
        else:
            break
    else:
        number = min(number, max(1, -(-len(found) // size)))
        return Page(tuple(found.values())[(number - 1) * size :], number, is_last=True)
    return Page(tuple(found.values())[(number - 1) * size :], number, is_last=False)


def _newest(account: Account) -> str:
    return max(quoted.article.published_at or "" for quoted in account.claims)
