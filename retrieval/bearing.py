"""How claims bear on a question: the cross-encoder on sentences, then on each claim's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import SourceKind, Stance
from retrieval.frames import Expects
from retrieval.names import content_words, stem, tokens
from retrieval.question import Question
from retrieval.values import has_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Article, Claim
    from retrieval.model import Hit
    from retrieval.ports import Corpus, PairScorer

SENTENCES = 64  # pairs for the cross-encoder; about 0.4 s on two cores at 45 tokens
CONTESTED = 10  # best sentences in which the claims of several sources are told apart
MISSING = 2.5  # logits off where the type of thing asked for is not in the claim
_NEGATIONS = """
    no not never none neither nor without deny denies denied denying dispute disputes disputed
    disputing reject rejects rejected rejecting refute refutes refuted false untrue nothing
    baseless contradict contradicts contradicted"""
NEGATIONS = frozenset(_NEGATIONS.split())
REACH = 8  # words between a negation and a word of the question that it governs


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim of the corpus with its bearing on a question.

    ``score`` is a logit of the cross-encoder, adjusted; ``sentence_score`` the plain one of
    its sentence; ``negative`` tells that the claim denies what the question asks about;
    ``own`` is what this source says: the quote without what others are quoted on within it.
    """

    claim: Claim
    article: Article
    score: float
    sentence_score: float
    own: str
    negative: bool

    @property
    def sentence(self) -> str:
        """The whole sentence or sentences of the claim."""
        return self.claim.sentence.of(self.article.text)


def claims_of(hits: Sequence[Hit], corpus: Corpus) -> list[tuple[Article, list[Claim]]]:
    """Give the claims of the passages, sentence by sentence, the best passage first."""
    by_article: dict[str, Sequence[Claim]] = {}
    groups: dict[tuple[str, int], tuple[Article, list[Claim]]] = {}
    for hit in hits:
        if hit.article.id not in by_article:
            by_article[hit.article.id] = corpus.claims(hit.article.id)
        for claim in by_article[hit.article.id]:
            if hit.passage.span.overlaps(claim.sentence):
                key = (hit.article.id, claim.sentence.start)
                group = groups.setdefault(key, (hit.article, []))
                if claim not in group[1]:
                    group[1].append(claim)
    return list(groups.values())


def bearings(
    question: Question,
    groups: Iterable[tuple[Article, list[Claim]]],
    scorer: PairScorer,
) -> list[Bearing]:
    """Score claims against the question, the best first."""
    groups = list(groups)[:SENTENCES]
    texts = [_sentence(article, claims) for article, claims in groups]
    distinct = list(dict.fromkeys(texts))
    scored = dict(zip(distinct, scorer.scores(question.query, distinct), strict=True))
    best = sorted(range(len(groups)), key=lambda i: -scored[texts[i]])
    contested = {i for i in best[:CONTESTED] if len({c.source for c in groups[i][1]}) > 1}
    own_scores = _own_scores(question, [groups[i] for i in sorted(contested)], scorer)
    found = [
        _bearing(question, article, claim, claims, scored[texts[i]], own_scores)
        for i, (article, claims) in enumerate(groups)
        for claim in claims
    ]
    return sorted(found, key=lambda b: (-b.score, b.article.id, b.claim.quote.start))


def own_words(claim: Claim, others: Iterable[Claim], text: str) -> str:
    """Give a claim's quote without the claims of other sources that stand inside it."""
    quote = claim.quote
    inner = [
        span
        for other in others
        if other.source != claim.source and quote.contains(other.quote) and other.quote != quote
        for span in (other.quote, other.mention, other.cue)
        if span is not None
    ]
    kept = [
        c
        for i, c in enumerate(text[quote.start : quote.end], quote.start)
        if not any(span.start <= i < span.end for span in inner)
    ]
    return " ".join("".join(kept).split())


def negative(claim: Claim, own: str, question: Question) -> bool:
    """Tell whether a claim says the contrary of what is asked about.

    A negation counts where a word of the question stands near it, a denial always.
    """
    if claim.stance is Stance.DENIES:
        return True
    words = tokens(own)
    wanted = set(question.keywords)
    for i, word in enumerate(words):
        if (word in NEGATIONS or word.endswith("n't")) and any(
            stem(near) in wanted for near in words[i + 1 : i + 1 + REACH]
        ):
            return True
    return False


def _sentence(article: Article, claims: list[Claim]) -> str:
    start = min(claim.sentence.start for claim in claims)
    end = max(claim.sentence.end for claim in claims)
    return article.text[start:end]


def _own_scores(
    question: Question, groups: list[tuple[Article, list[Claim]]], scorer: PairScorer
) -> dict[str, float]:
    texts = list(
        dict.fromkeys(
            _attributed(claim, own_words(claim, claims, article.text))
            for article, claims in groups
            for claim in claims
        )
    )
    return dict(zip(texts, scorer.scores(question.query, texts), strict=True))


def _attributed(claim: Claim, own: str) -> str:
    if claim.source.kind is SourceKind.OUTLET:
        return own
    return f"{claim.source.name} said: {own}"


def _bearing(
    question: Question,
    article: Article,
    claim: Claim,
    siblings: list[Claim],
    sentence_score: float,
    own_scores: dict[str, float],
) -> Bearing:
    own = own_words(claim, siblings, article.text)
    alone = own_scores.get(_attributed(claim, own))
    score = sentence_score if alone is None else (sentence_score + alone) / 2
    if question.expects is not Expects.ANYTHING and not has_answer(
        own, question.expects, question.text
    ):
        score -= MISSING
    return Bearing(claim, article, score, sentence_score, own, negative(claim, own, question))


def overlap(question: Question, text: str) -> float:
    """Give the share of the question's keywords that a text has, 0 to 1; 1 where it has none."""
    if not question.keywords:
        return 1.0
    have = set(content_words(text))
    return sum(word in have for word in question.keywords) / len(question.keywords)
