"""Whether what was found answers the question, or the corpus does not say.

A logistic rule over three signs: the cross-encoder's best score for a passage under its title or
for a sentence, the share of the question's content words that the best article has, and how near
the nearest passage's vector is. Its numbers were fitted by `python -m benchmarks.questions fit`,
which also prints what ten-fold cross-validation says of them; the title came later, and the least
was chosen anew for it.

The more passages, the more of them look like an answer by chance, so of a small corpus less is
asked: of parts of RealTimeQA's corpus, the sum that 95 % of the unanswerable stay below fell by
1.6 with each halving. Half of that is granted, since questions about a small corpus are about
its matters even where it does not answer them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from retrieval.counting import is_typed, same_matter
from retrieval.frames import Expects, Kind
from retrieval.names import alike, content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bearing import Bearing
    from retrieval.model import Hit
    from retrieval.question import Question

SHARED_WEIGHT = 16.0
SIMILARITY_WEIGHT = 12.0
LEAST = 25.0  # of the sum; chosen for about 5 % false refusals, so that unseen years have some room
SENTENCE_LESS = 2.0  # logits: a sentence alone proves less than the passage around it
PRIOR = 2  # words taken as shared, so that one word of a short question does not decide
FITTED_ON = 32_000  # passages
PER_HALVING, MOST_GRANTED = 0.8, 4.4
FITTED_MODEL = "all-MiniLM-L6-v2"
USUAL_SIMILARITY = 0.65  # taken where the model's similarities are not those of the fit
WITHOUT_ITS_TYPE = 3.0  # where a number or a date is asked for, and no claim has any
# A bare topic ("the attack") is no question to the cross-encoder, whose scores are lower then.
TOPICAL = frozenset({Kind.SAYERS, Kind.DENIERS, Kind.AGREEMENT, Kind.LATEST, Kind.EVENTS})
GRANTED_TO_TOPICS = 4.0
# "Is there a truce in Arholm?" is not answered by what else there is in Arholm.
MISSED_IN_YES_NO = 12.0
LEAST_OF_SOURCE = -3.0  # logit of a claim of the very source that was asked for
TYPED = frozenset({Expects.NUMBER, Expects.MONEY, Expects.DATE})
CONSIDERED = 5  # best claims in which the type is looked for


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether a question is answered: see the module.

    ``shared`` is of ``words`` content words, ``passages`` those of the whole corpus.
    """

    score: float
    shared: float
    words: int
    similarity: float
    passages: int

    @property
    def total(self) -> float:
        """The sum that ``least`` is compared with."""
        shared = (self.shared * self.words + PRIOR) / (self.words + PRIOR)
        return self.score + SHARED_WEIGHT * shared + SIMILARITY_WEIGHT * self.similarity

    @property
    def least(self) -> float:
        """The sum from which on a question counts as answered."""
        halvings = max(0.0, log2(FITTED_ON / max(1, self.passages)))
        return LEAST - min(MOST_GRANTED, PER_HALVING * halvings)


def reported(question: Question, ranked: Sequence[Bearing], signs: Signs) -> bool:
    """Tell whether the best claims, or the passages around them, answer the question.

    Where one source was asked for, its claims alone count, since nobody else's answer will do.
    """
    if question.of_one_source:
        return not question.keywords or ranked[0].score >= LEAST_OF_SOURCE
    if question.kind is Kind.EVENTS and question.period and not question.keywords:
        return True  # whatever was published then is what happened then
    total = signs.total
    if question.kind is Kind.YES_NO:
        total -= (1.0 - signs.shared) * MISSED_IN_YES_NO
    if question.kind in TOPICAL:
        total += GRANTED_TO_TOPICS
    if question.expects in TYPED and not any(
        is_typed(question, bearing.own) for bearing in ranked[:CONSIDERED]
    ):
        total -= WITHOUT_ITS_TYPE
    return total >= signs.least


def signs(
    question: Question,
    ranked: Sequence[Bearing],
    hits: Sequence[Hit],
    similarity: float,
    passages: int,
) -> Signs:
    """Give the signs, of passages that have the cross-encoder's scores.

    ``similarity`` is the nearest passage's; ``USUAL_SIMILARITY`` where the vectors are not of
    the model that the numbers were fitted to.
    """
    best = max(hits, key=lambda hit: hit.score)
    sentence = max((bearing.sentence_score for bearing in ranked), default=best.score)
    return Signs(
        score=max(best.score, sentence - SENTENCE_LESS),
        shared=shared(question, best.article.title, best.article.text),
        words=len(question.keywords),
        similarity=similarity,
        passages=passages,
    )


def shared(question: Question, *texts: str) -> float:
    """Give the share of the question's content words that texts have, in some spelling."""
    if not question.keywords:
        return 1.0
    have = set(content_words(" ".join(texts)))
    found = sum(
        w in have or same_matter(w, have) or any(alike(w, h) for h in have)
        for w in question.keywords
    )
    return found / len(question.keywords)
