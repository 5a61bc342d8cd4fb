"""A question in, an answer out: accounts of those who spoke to it, or an honest "not reported"."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval import accounts as grouping
from retrieval import quotes
from retrieval.answerable import reported
from retrieval.bearing import Bearing, bearings, claims_of
from retrieval.coverage import coverage
from retrieval.disputes import conflicts, contradicted
from retrieval.frames import Kind
from retrieval.model import Account, Answer, Hit, Status
from retrieval.question import Question, analyse
from retrieval.search import Search
from retrieval.sources import Sources, named

if TYPE_CHECKING:
    from datetime import date

    from retrieval.lead import Lead
    from retrieval.ports import Corpus, Index, PairScorer, TextEmbedder

PASSAGES = 14  # whose sentences are read by the cross-encoder
WIDE = 40  # passages looked through for the claims of one source
SHOWN = 10  # passages in an answer


class Answerer:
    """Answers by selection: finds, ranks, groups and quotes; writes nothing of its own.

    ``lead`` puts a few checked sentences of a language model above the quotes; None: none.
    """

    def __init__(
        self,
        catalogue: Corpus,
        index: Index,
        embedder: TextEmbedder,
        reranker: PairScorer,
        lead: Lead | None = None,
    ) -> None:
        self._corpus = catalogue
        self._lead = lead
        self._reranker = reranker
        self._search = Search(catalogue, index, embedder)

    def ask(self, question: str, *, as_of: date | None = None, source: str | None = None) -> Answer:
        """Answer from what was published up to ``as_of`` (None: all), of ``source`` (None: any).

        Raises QuoteError where anything that would be shown is not verbatim.
        """
        began = time.perf_counter()
        asked = analyse(question, as_of=as_of)
        if source is not None:
            asked = replace(asked, source=source, strict=True)
        answer = quotes.check(self._answer(asked, as_of))
        if self._lead is not None and answer.accounts:
            answer = replace(answer, lead=self._lead.write(asked.text, answer.accounts))
        took = round((time.perf_counter() - began) * 1000)
        return replace(answer, took_ms=took)

    def search(self, question: str, k: int) -> list[Hit]:
        """Give the ``k`` best passages for a question, best first."""
        return self._search.find(question, k)

    def _answer(self, asked: Question, as_of: date | None) -> Answer:
        hits = self._search.find(asked.query, WIDE if asked.source else PASSAGES)
        if as_of is not None:
            hits = [h for h in hits if (day := h.article.published_on) is None or day <= as_of]
        sources = Sources(self._corpus)
        groups = claims_of(hits, self._corpus)
        if asked.source and asked.strict:
            groups = [
                (article, [c for c in claims if named(asked.source, sources.full(c.source))])
                for article, claims in groups
            ]
            groups = [group for group in groups if group[1]]
            if not groups:
                return self._not_reported(asked, hits, note=_absent(asked.source))
        ranked = _eligible(asked, bearings(asked, groups, self._reranker))
        shown = _by_best_claim(hits, ranked)[:SHOWN]
        if not ranked or not reported(asked, ranked):
            return self._not_reported(asked, shown)
        found, disputed = _accounts(asked, ranked, sources)
        status = Status.DISPUTED if disputed else Status.ANSWERED
        return Answer(asked.text, status, tuple(found), tuple(shown))

    def _not_reported(self, asked: Question, hits: list[Hit], note: str | None = None) -> Answer:
        return Answer(
            asked.text,
            Status.NOT_REPORTED,
            passages=tuple(hits[:SHOWN]),
            coverage=coverage(self._corpus, hits, note=note),
        )


def _eligible(asked: Question, ranked: list[Bearing]) -> list[Bearing]:
    if asked.kind in {Kind.SAYERS, Kind.DENIERS}:
        ranked = [b for b in ranked if b.claim.mention is not None]
    if asked.kind is Kind.DENIERS:
        ranked = [b for b in ranked if b.negative]
    return ranked


def _accounts(
    asked: Question, ranked: list[Bearing], sources: Sources
) -> tuple[list[Account], bool]:
    """Make the accounts; of one source that gives two answers, two accounts."""
    found = grouping.accounts(asked, ranked, sources)
    pairs = conflicts(asked, ranked)
    if not pairs:
        return found, contradicted(asked, ranked)
    one, other = pairs[0]
    if sources.identity(one.claim, one.article) != sources.identity(other.claim, other.article):
        return found, True
    return _divided(asked, ranked, pairs, sources), True


def _divided(
    asked: Question,
    ranked: list[Bearing],
    pairs: list[tuple[Bearing, Bearing]],
    sources: Sources,
) -> list[Account]:
    """Put the claims on the other side of a conflict of one source with itself apart."""
    far = {id(other) for _, other in pairs} - {id(one) for one, _ in pairs}
    mine = sources.identity(pairs[0][0].claim, pairs[0][0].article)
    apart = [b for b in ranked if id(b) in far and sources.identity(b.claim, b.article) == mine]
    rest = [b for b in ranked if not any(b is a for a in apart)]
    found = grouping.accounts(asked, rest, sources)
    place = next((i for i, a in enumerate(found) if a.claims[0].claim == pairs[0][0].claim), 0)
    return [*found[: place + 1], grouping.account(asked, apart, sources), *found[place + 1 :]]


def _by_best_claim(hits: list[Hit], ranked: list[Bearing]) -> list[Hit]:
    best: dict[tuple[str, int], float] = {}
    for hit in hits:
        inside = [
            b.sentence_score
            for b in ranked
            if b.article.id == hit.article.id and hit.passage.span.overlaps(b.claim.sentence)
        ]
        best[hit.article.id, hit.passage.ordinal] = max(inside, default=-20.0)
    scored = [Hit(h.passage, h.article, best[h.article.id, h.passage.ordinal]) for h in hits]
    return sorted(scored, key=lambda hit: -hit.score)


def _absent(source: str) -> str:
    return f"No claim by “{source}” was found that bears on this."
