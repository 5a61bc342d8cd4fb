"""A question in, an answer out: accounts of those who spoke to it, or an honest "not reported"."""

from __future__ import annotations

import math
import os
import time
from dataclasses import replace
from threading import Semaphore
from typing import TYPE_CHECKING

from retrieval import accounts as grouping
from retrieval import quotes
from retrieval.answerable import FITTED_MODEL, TYPED, USUAL_SIMILARITY, reported, signs
from retrieval.bearing import Bearing, Group, bearings, groups_of, telling_of_it
from retrieval.counting import is_typed
from retrieval.coverage import coverage
from retrieval.disputes import (
    Conflict,
    both_sides,
    conflicts,
    contested_first,
    contradicted,
    denials,
    disputes_something,
    key,
    other_side,
    ranked_score,
    with_replies,
)
from retrieval.frames import Kind
from retrieval.languages import ByVectors, in_another, is_foreign, is_near
from retrieval.model import Account, Answer, Hit, Status
from retrieval.question import Question, analyse
from retrieval.runs import widened
from retrieval.search import Search, parts, versions
from retrieval.sources import Sources, mentioned
from retrieval.spelling import respelled
from retrieval.stages import stage, staged
from retrieval.timing import in_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.lead import Lead
    from retrieval.ports import Corpus, Index, PairScorer, TextEmbedder

FOUND = 40  # passages found; versions of one text among them count once
READ = 12  # passages that the cross-encoder reads, about 0.2 s on two cores
CLOSE = 8  # of them, whose sentences it reads one by one, about as long;
CLOSE_AT_LEAST = 3  # so many, and the others if they score
CLOSE_BELOW = 6.0  # no more logits than this below the best; others changed no figure
CONTESTED = 2  # more texts of which there are versions that may contradict one another,
CONTESTED_BELOW = 4.0  # if they score no more logits than this below the best
VERSIONS = 6  # of one text, whose sentences are read
WIDE = 40  # passages looked through for the claims of one source
TYPED_BELOW = 4.0  # logits below the best claim at which one with a figure is still the answer
RERANKED = 1.0  # of a passage's rank, what the cross-encoder gives it, beside 1.6 of the search;
PARTS_RERANKED = 0.2  # of several parts, where it reads for one answer and several are wanted
SOFTNESS = 3.0  # logits by which its score is flattened
LEAST_READ = -11.0  # the cross-encoder's least, for passages that it did not read
TITLED = 2  # texts read once more with their titles, for whether they answer the question
SHOWN = 10  # passages in an answer
CORES = 2  # for each question whose texts are read: one waits less for its turn than beside others


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
        self._embedder = embedder
        self._fitted = getattr(embedder, "name", FITTED_MODEL) == FITTED_MODEL
        self._search = Search(catalogue, index, embedder)
        self._reading = Semaphore(max(1, (os.cpu_count() or 1) // CORES))

    def ask(self, question: str, *, as_of: date | None = None, source: str | None = None) -> Answer:
        """Answer from what was published up to ``as_of`` (None: all), of ``source`` (None: any).

        Raises QuoteError where anything that would be shown is not verbatim.
        """
        began = time.perf_counter()
        question = _valid(question)
        asked = analyse(respelled(question, self._corpus), as_of=as_of)
        if source is not None:
            asked = replace(asked, source=source, strict=True, kind=Kind.STATEMENTS)
        answer = quotes.check(self._answer(asked, as_of))
        answer = replace(answer, question=" ".join(question.split()))  # as it was spelt
        if self._lead is not None and answer.accounts:
            with stage("lead"):
                lead = self._lead.write(asked.text, answer.accounts)
            answer = replace(answer, lead=lead)
        took = round((time.perf_counter() - began) * 1000)
        return replace(answer, took_ms=took)

    def search(self, question: str, k: int) -> list[Hit]:
        """Give the ``k`` best passages for a question, best first."""
        question = respelled(_valid(question), self._corpus)
        asked = analyse(question)
        several = parts(question)
        query = question if len(several) > 1 else asked.query
        hits = self._search.find(query, max(k, FOUND))
        if len(several) > 1:
            return _fused(several, hits, self._reranker, PARTS_RERANKED)[:k]
        if is_foreign(asked, hits):
            return hits[:k]
        return _fused([query], hits, self._reranker, RERANKED)[:k]

    def _answer(self, asked: Question, as_of: date | None) -> Answer:
        hits = self._search.find(asked.query, WIDE if asked.of_one_source else FOUND)
        with self._reading:
            return self._read(asked, in_time(hits, asked, as_of))

    def _read(self, asked: Question, hits: list[Hit]) -> Answer:
        """Answer from the passages that were found."""
        sources = Sources(self._corpus)
        foreign = is_foreign(asked, hits)
        scorer = ByVectors(self._embedder) if foreign else self._reranker
        if asked.of_one_source:
            shown, groups = hits, self._of_source(asked, hits, sources, scorer)
        else:
            shown = _reread(asked.query, hits, scorer)
            best = [hit for group in _to_read_closely(shown) for hit in group[:VERSIONS]]
            groups = groups_of(best, self._corpus)
            if asked.strict:
                groups = _around(asked.source or "", groups, best, sources)
        if asked.strict and not groups:
            return self._not_reported(asked, shown, note=absent(asked.source or ""))
        with stage("claims"):
            ranked = _eligible(asked, bearings(asked, groups, scorer), hits)
        if not ranked or not (
            is_near(hits) if foreign else self._is_reported(asked, ranked, shown, hits)
        ):
            return self._not_reported(asked, shown, note=in_another() if foreign else None)
        found, disputed = _accounts(asked, ranked, sources)
        status = Status.DISPUTED if disputed else Status.ANSWERED
        found = [grouping.cut(account) for account in widened(found, groups)]
        return Answer(asked.text, status, tuple(found), tuple(shown[:SHOWN]))

    def _is_reported(
        self, asked: Question, ranked: list[Bearing], shown: list[Hit], hits: list[Hit]
    ) -> bool:
        nearest = max((hit.similarity or 0.0 for hit in hits), default=0.0)
        if not self._fitted:
            nearest = USUAL_SIMILARITY
        if not asked.of_one_source:
            shown = _with_titles(asked.query, shown, self._reranker)
        found = signs(asked, ranked, shown, nearest, self._corpus.passage_count())
        return reported(asked, ranked, found)

    def _of_source(
        self, asked: Question, hits: list[Hit], sources: Sources, scorer: PairScorer
    ) -> list[Group]:
        """Give the claims of the source asked for, with how well the passages around answer."""
        source = asked.source or ""
        groups = groups_of([replace(hit, score=0.0) for hit in hits], self._corpus)
        kept = [
            replace(
                group,
                claims=tuple(
                    claim
                    for claim in group.claims
                    if sources.means(source, claim.source, group.article)
                ),
            )
            for group in groups
        ]
        kept = [group for group in kept if group.claims]
        if not asked.keywords:
            return kept
        around = [h for h in hits if any(h.holds(g.article.id, g.claims[0].sentence) for g in kept)]
        read = _reread(asked.query, around, scorer)
        return [
            replace(group, passage_score=_score_around(group, read) or LEAST_READ) for group in kept
        ]

    def _not_reported(self, asked: Question, hits: list[Hit], note: str | None = None) -> Answer:
        return Answer(
            asked.text,
            Status.NOT_REPORTED,
            passages=tuple(hits[:SHOWN]),
            coverage=coverage(self._corpus, hits, note=note),
        )


@staged("rerank")
def _reread(query: str, hits: list[Hit], scorer: PairScorer) -> list[Hit]:
    """Rank passages by the cross-encoder; versions of one text are read once."""
    groups = versions(hits)[:READ]
    scores = scorer.scores(query, [group[0].text for group in groups])
    scored = [
        replace(hit, score=score)
        for group, score in zip(groups, scores, strict=True)
        for hit in group
    ]
    return sorted(scored, key=lambda hit: -hit.score)


def _with_titles(query: str, hits: list[Hit], scorer: PairScorer) -> list[Hit]:
    """Give the best passages with the scores that they have beneath their articles' titles.

    A title tells what a passage leaves out. To rank by it brings up passages that say no more
    than it does, but it tells better whether the question is answered at all.
    """
    best = [group[0] for group in versions(hits)[:TITLED]]
    scores = scorer.scores(query, [f"{hit.article.title}. {hit.text}" for hit in best])
    return [replace(hit, score=score) for hit, score in zip(best, scores, strict=True)]


def _fused(queries: Sequence[str], hits: list[Hit], scorer: PairScorer, weight: float) -> list[Hit]:
    """Add to the best passages' scores how well they answer that query which they answer best."""
    read, rest = hits[:READ], hits[READ:]
    texts = [hit.text for hit in read]
    best = [max(each) for each in zip(*(scorer.scores(q, texts) for q in queries), strict=True)]
    more = [weight / (1 + math.exp(-logit / SOFTNESS)) for logit in best]
    scored = [replace(hit, score=hit.score + m) for hit, m in zip(read, more, strict=True)]
    return sorted(scored + rest, key=lambda hit: -hit.score)


def _valid(question: str) -> str:
    """A question without lone surrogates, which no model reads: a terminal's bad bytes are such."""
    return question.encode(errors="replace").decode()


def _to_read_closely(hits: list[Hit]) -> list[list[Hit]]:
    """Give the best texts, and of the next best those of which two versions differ."""
    groups = versions(hits)
    best = groups[0][0].score if groups else 0.0
    near = [group for group in groups[:CLOSE] if group[0].score >= best - CLOSE_BELOW]
    contested = [
        group
        for group in groups[CLOSE:]
        if group[0].score >= best - CONTESTED_BELOW and len({hit.text for hit in group}) > 1
    ]
    return (near if len(near) > CLOSE_AT_LEAST else groups[:CLOSE_AT_LEAST]) + contested[:CONTESTED]


def _score_around(group: Group, read: list[Hit]) -> float | None:
    where = group.article.id, group.claims[0].sentence
    return max((hit.score for hit in read if hit.holds(*where)), default=None)


def _around(source: str, groups: list[Group], hits: list[Hit], sources: Sources) -> list[Group]:
    """Keep what the source asked for says, or what stands in a passage that names it."""
    naming = [hit for hit in hits if mentioned(source, f"{hit.article.title} {hit.text}")]
    return [
        group
        for group in groups
        if any(sources.means(source, claim.source, group.article) for claim in group.claims)
        or any(hit.holds(group.article.id, group.claims[0].sentence) for hit in naming)
    ]


def _eligible(asked: Question, ranked: list[Bearing], hits: list[Hit]) -> list[Bearing]:
    if asked.kind in {Kind.SAYERS, Kind.DENIERS}:
        ranked = [b for b in ranked if b.claim.mention is not None]
        telling = telling_of_it if asked.kind is Kind.SAYERS else denials
        return telling(asked, ranked, hits)
    return _of_its_type(asked, ranked)


def _of_its_type(asked: Question, ranked: list[Bearing]) -> list[Bearing]:
    """Where a number or a date is asked for and given, leave out what gives and disputes none."""
    if asked.expects not in TYPED:
        return ranked
    typed = [b for b in ranked if is_typed(asked, b.own)]
    if not typed or typed[0].score < ranked[0].score - TYPED_BELOW:
        return ranked
    return [b for b in ranked if b in typed or disputes_something(b)]


def _accounts(
    asked: Question, ranked: list[Bearing], sources: Sources
) -> tuple[list[Account], bool]:
    """Make the accounts; of one source that gives two answers, two accounts."""
    ranked = with_replies(asked, both_sides(asked, ranked))
    pairs = conflicts(asked, ranked)
    if not pairs:
        return grouping.accounts(asked, ranked, sources), contradicted(asked, ranked)
    ranked = contested_first(asked, ranked, pairs)
    own = [pair for pair in pairs if _is_of_one_source(pair, sources)]
    if not own:
        return grouping.accounts(asked, ranked, sources), True
    first = max(own, key=lambda pair: ranked_score(pair, ranked))
    found = _divided(asked, ranked, first, own, sources)
    days = [b.article.published_on for b in (first.one, first.other)]
    if None in days or days[0] == days[1]:
        return found, True
    newest = max(filter(None, days))
    older = first.one if days[0] != newest else first.other
    others = [p for p in pairs if p not in own and key(older) not in {key(p.one), key(p.other)}]
    return [_dated(account, first, newest) for account in found], bool(others)


def _is_of_one_source(pair: Conflict, sources: Sources) -> bool:
    one, other = (sources.identity(b.claim, b.article) for b in (pair.one, pair.other))
    return one == other


def _dated(account: Account, first: Conflict, newest: date) -> Account:
    """Mark the account of a source that a later report of the same source replaces."""
    mine = {first.one.claim, first.other.claim}
    sides = [q for q in account.claims if q.claim in mine]
    older = bool(sides) and all(q.article.published_on != newest for q in sides)
    return replace(account, superseded=older)


def _divided(
    asked: Question,
    ranked: list[Bearing],
    first: Conflict,
    pairs: list[Conflict],
    sources: Sources,
) -> list[Account]:
    """Put the claims on the other side of a conflict of one source with itself apart."""
    far = other_side(ranked, first, pairs)
    apart = [b for b in ranked if key(b) in far]
    rest = [b for b in ranked if key(b) not in far]
    found = grouping.accounts(asked, rest, sources)
    mine = sources.identity(first.one.claim, first.one.article)
    places = [
        i
        for i, account in enumerate(found)
        if sources.identity(account.claims[0].claim, account.claims[0].article) == mine
    ]
    place = places[0] + 1 if places else 0
    if places:
        found[places[0]] = grouping.led_by(found[places[0]], first.one.claim)
    return [*found[:place], grouping.account(asked, apart, sources), *found[place:]]


def absent(source: str) -> str:
    """Say of whom nothing was found."""
    return f"No claim by “{source}” was found that bears on this."
