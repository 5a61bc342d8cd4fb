"""Who said what about a topic that is no question: "ferry", "the bridge at Orlec".

A topic has nothing that could be answered, so claims are not ranked by their bearing on it: they
are those in the passages that are found for it and hold its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import SourceKind, Stance
from retrieval import quotes
from retrieval.coverage import coverage
from retrieval.model import Account, Answer, QuotedClaim, Status
from retrieval.names import alike, content_words
from retrieval.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Article, Claim
    from retrieval.model import Hit
    from retrieval.ports import Corpus

FOUND = 60  # passages looked through
CLAIMS = 24  # in an answer: three messages
BESIDE = 8  # passages in which others than those who answer are looked for
OTHERS = 8  # of them
LONG, LEAST = 3, 2 / 3  # of a topic of three words or more, two thirds are enough


def about(topic: str, corpus: Corpus, hits: Sequence[Hit]) -> Answer:
    """Give the accounts in passages found for a topic, given best first; or not reported.

    An outlet's own words count where they name the topic, those of others in the same passage
    as well. Accounts that deny are apart from those that assert.
    """
    words = content_words(topic)
    sources = Sources(corpus)
    groups: dict[tuple[str, Stance], list[QuotedClaim]] = {}
    for quoted in list(_found(words, corpus, hits))[:CLAIMS]:
        key = sources.identity(quoted.claim, quoted.article), quoted.claim.stance
        groups.setdefault(key, []).append(quoted)
    if not groups:
        covered = coverage(corpus, hits)
        return Answer(topic, Status.NOT_REPORTED, passages=tuple(hits), coverage=covered)
    disputed = any(stance is Stance.DENIES for _, stance in groups)
    accounts = tuple(
        Account(sources.full(claims[0].claim.source, claims[0].article), stance, tuple(claims))
        for (_, stance), claims in groups.items()
    )
    status = Status.DISPUTED if disputed else Status.ANSWERED
    return quotes.check(Answer(topic, status, accounts, tuple(hits)))


def beside(answer: Answer, corpus: Corpus, hits: Sequence[Hit]) -> Answer:
    """Give who else speaks in passages, given best first, than those in an answer.

    Each source has its first claim there that shares most words with the question. Outlets'
    own words are left out: there are some in every passage.
    """
    sources = Sources(corpus)
    words = set(content_words(answer.question))
    shown = [q for a in answer.accounts for quoted in a.claims for q in (quoted, *quoted.repeats)]
    heard = {sources.identity(quoted.claim, quoted.article) for quoted in shown}
    # In each copy of a wire report a body of common words ("the police") is a source of its own.
    copied = {_told(quoted.claim, quoted.article) for quoted in shown}
    keys: dict[tuple[str, frozenset[str]], str] = {}
    best: dict[str, tuple[int, QuotedClaim]] = {}
    for hit in hits:
        for claim in corpus.claims(hit.article.id):
            told = _told(claim, hit.article)
            key = keys.setdefault(told, sources.identity(claim, hit.article))
            inside = hit.passage.span.contains(claim.sentence)
            known = key in heard or told in copied
            if known or not inside or claim.source.kind is SourceKind.OUTLET:
                continue
            quoted = QuotedClaim(claim, hit.article, hit.score)
            shared = len(words & set(content_words(quoted.sentence)))
            if key not in best or shared > best[key][0]:
                best[key] = shared, quoted
    accounts = tuple(
        Account(sources.full(quoted.claim.source, quoted.article), quoted.claim.stance, (quoted,))
        for _, quoted in list(best.values())[:OTHERS]
    )
    status = Status.ANSWERED if accounts else Status.NOT_REPORTED
    return quotes.check(Answer(answer.question, status, accounts, tuple(hits)))


def _told(claim: Claim, article: Article) -> tuple[str, frozenset[str]]:
    """What is the same in copies of a claim: who makes it, as it is named there, and its words."""
    quote = claim.quote.of(article.text)
    return claim.source.name.casefold(), frozenset(content_words(quote))


def _found(words: list[str], corpus: Corpus, hits: Sequence[Hit]) -> Iterator[QuotedClaim]:
    """Claims that name the topic, then those that stand beside it, each text once."""
    beside: list[QuotedClaim] = []
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if not _names(words, f"{hit.article.title} {hit.text}"):
            continue
        for claim in corpus.claims(hit.article.id):
            quoted = QuotedClaim(claim, hit.article, hit.score)
            key = (claim.source.name, " ".join(content_words(quoted.quote)))
            if key in seen or not hit.passage.span.contains(claim.sentence):
                continue
            if _names(words, quoted.sentence):
                seen.add(key)
                yield quoted
            elif claim.source.kind is not SourceKind.OUTLET:
                seen.add(key)
                beside.append(quoted)
    yield from beside


def _names(words: list[str], text: str) -> bool:
    """Tell whether a text has a topic's words, in some form of theirs."""
    have = content_words(text)
    known = set(have)
    found = sum(word in known or any(alike(word, other) for other in have) for word in words)
    needed = len(words) if len(words) < LONG else LEAST * len(words)
    return bool(words) and found >= needed
