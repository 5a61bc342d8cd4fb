"""What a digest tells: the stories that most sources speak in, and those where they differ. Blocks.

A story begins with a report that is new, the ones in which most people speak first. Who says what
about it is looked up by its headline, as for a topic; copies of one report are one. What was told
with an earlier story is not told again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import SourceKind, Stance
from retrieval import quotes
from retrieval.model import Account, Answer, QuotedClaim, Status
from retrieval.names import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.ports import Library
    from corpus.catalogue import Fresh
    from corpus.model import Article, Claim

# Reports that are looked through, and of them headlines that are looked up, which takes a second.
LOOKED_AT, LOOKED_UP = 200, 8
STORIES = 6
# Stories are known by their headlines, else by so many of their first words.
WORDS = 12
# A story of which more than this share was told with others comes after those that were not.
AGAIN = 1 / 3
# What share of a denial's words stands in what it denies.
DENIED = 0.5
Told = set[tuple[str, int]]


def stories(library: Library, since: str, until: str) -> list[Answer]:
    """Give the stories in what was added in a span of time, what differs first."""
    store = library.catalogue
    while store.copies.catch_up():
        pass
    fresh = store.news.articles(since, until, limit=LOOKED_AT)
    ids = {each.article.id for each in fresh}
    found: list[tuple[bool, Answer]] = []
    told: Told = set()
    for article, claims in _openings(library, fresh)[: 2 * LOOKED_UP]:
        if len(found) == LOOKED_UP or _is_told(article, claims, told):
            continue
        story = _story(library, article, claims, ids)
        places = _told(story)
        found += [(len(places & told) > AGAIN * len(places), story)] if story.accounts else []
        told |= places
    found.sort(key=lambda each: (each[0], not _is_one_matter(each[1]), -_voices(each[1].accounts)))
    return [story for _, story in found[:STORIES]]


def shown(story: Answer, most: int) -> tuple[Account, ...]:
    """Give so many accounts of a story, each with one claim; both sides where they differ.

    There are two at most then. Who is quoted comes before outlets in their own voice.
    """
    if story.status is Status.DISPUTED and most > 1 and (pair := _opposed(story.accounts)):
        return pair[1]
    ranked = sorted(story.accounts, key=lambda each: each.source.kind is SourceKind.OUTLET)
    return tuple(replace(each, claims=each.claims[:1]) for each in ranked[:most])


def _openings(library: Library, fresh: Sequence[Fresh]) -> list[tuple[Article, Sequence[Claim]]]:
    """One article of each report with its claims, those in which most speak first."""
    reports: dict[str, list[Fresh]] = {}
    for each in fresh:
        reports.setdefault(each.report, []).append(each)
    found = [
        (group[0].article, library.claims(group[0].article.id), len(group))
        for group in reports.values()
    ]
    found.sort(key=lambda each: (-len(_speaking(each[1])), -each[2]))
    return [(article, claims) for article, claims, _ in found]


def _speaking(claims: Iterable[Claim]) -> set[tuple[str, Stance]]:
    quoted = (claim for claim in claims if claim.source.kind is not SourceKind.OUTLET)
    return {(claim.source.name, claim.stance) for claim in quoted}


def _is_told(article: Article, claims: Sequence[Claim], told: Told) -> bool:
    """Tell whether half of what a report says was told with another story."""
    places = {(article.id, claim.sentence.start) for claim in claims}
    return bool(places) and 2 * len(places & told) >= len(places)


def _told(story: Answer) -> Told:
    quoted = [claim for account in story.accounts for claim in account.claims]
    quoted += [again for claim in quoted for again in claim.repeats]
    return {(each.article.id, each.claim.sentence.start) for each in quoted}


def _story(library: Library, article: Article, claims: Sequence[Claim], ids: set[str]) -> Answer:
    topic = article.title or " ".join(article.text.split()[:WORDS])
    given = library.about(topic)
    # A headline in other words than its report finds less than stands in that.
    ways = _new(given.accounts, ids), _own(article, claims)
    accounts = max(ways, key=lambda each: (_voices(each), len(each)))
    status = Status.DISPUTED if _opposed(accounts) else Status.ANSWERED
    return quotes.check(Answer(given.question, status, accounts))


def _new(accounts: Sequence[Account], ids: set[str]) -> tuple[Account, ...]:
    """What is new of some accounts; with the other side, where only that was told before."""
    new: list[Account] = []
    old: list[Account] = []
    for account in accounts:
        claims = tuple(each for each in account.claims if each.article.id in ids)
        if claims:
            new.append(replace(account, claims=claims))
        else:
            old.append(account)
    stances = _stances(new)
    return (*new, *(each for each in old if stances and each.stance not in stances))


def _own(article: Article, claims: Sequence[Claim]) -> tuple[Account, ...]:
    """The accounts in one report, as they stand there."""
    found: dict[tuple[str, Stance], list[QuotedClaim]] = {}
    for claim in claims:
        key = claim.source.name, claim.stance
        found.setdefault(key, []).append(QuotedClaim(claim, article))
    return tuple(
        Account(quoted[0].claim.source, stance, tuple(quoted))
        for (_, stance), quoted in found.items()
    )


def _stances(accounts: Iterable[Account]) -> set[Stance]:
    return {account.stance for account in accounts}


def _opposed(accounts: Sequence[Account]) -> tuple[bool, tuple[Account, Account]] | None:
    """Give who asserts and who denies, each with a claim; None where there are not both.

    The first denial that somebody else's claim has most of the words of is about that, and the
    two are known to be of one matter (True); else it is the pair with most words in common.
    """
    best: tuple[float, tuple[Account, Account]] | None = None
    asserted = [
        (account, claim, set(content_words(claim.sentence)))
        for account in accounts
        if account.stance is Stance.ASSERTS
        for claim in account.claims
    ]
    for denier, denial in _denials(accounts):
        words = set(content_words(denial.quote))
        for account, claim, said in asserted:
            share = len(words & said) / max(len(words), 1)
            # One sentence that has both would be shown twice.
            apart = account.source.name != denier.source.name and claim.sentence != denial.sentence
            if apart and (best is None or share > best[0]):
                pair = replace(account, claims=(claim,)), replace(denier, claims=(denial,))
                best = share, pair
        if best is not None and best[0] >= DENIED:
            return True, best[1]
    return None if best is None else (False, best[1])


def _is_one_matter(story: Answer) -> bool:
    """Tell whether somebody denies what somebody else asserts."""
    pair = _opposed(story.accounts)
    return pair is not None and pair[0]


def _denials(accounts: Sequence[Account]) -> Iterable[tuple[Account, QuotedClaim]]:
    for account in accounts:
        if account.stance is Stance.DENIES:
            yield from ((account, claim) for claim in account.claims)


def _voices(accounts: Iterable[Account]) -> int:
    return sum(account.source.kind is not SourceKind.OUTLET for account in accounts)
