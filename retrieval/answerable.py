"""Whether what was found answers the question, or the corpus does not say.

A logistic rule over two signs: the cross-encoder's best score for a passage, and the share of the
question's content words that this passage (or its title) has. Its numbers were fitted by
`python -m benchmarks.questions fit`, which also prints what ten-fold cross-validation says of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.frames import Kind
from retrieval.names import alike, content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bearing import Bearing
    from retrieval.model import Hit
    from retrieval.question import Question

SCORE_WEIGHT = 1.0
SHARED_WEIGHT = 3.0
LEAST = 6.0  # of the sum; chosen for at most 10 % false refusals
# A bare topic ("the attack") is no question to the cross-encoder, whose scores are lower then.
TOPICAL = frozenset({Kind.SAYERS, Kind.DENIERS, Kind.AGREEMENT, Kind.LATEST, Kind.EVENTS})
LEAST_OF_TOPIC = 2.0
# "Is there a truce in Arholm?" is not answered by what else there is in Arholm.
MISSED_IN_YES_NO = 4.0
LEAST_OF_SOURCE = -3.0  # logit of a claim of the very source that was asked for


def reported(question: Question, ranked: Sequence[Bearing], hits: Sequence[Hit]) -> bool:
    """Tell whether the best claims, or the passages around them, answer the question.

    ``hits`` are passages with the cross-encoder's scores; where one source was asked for, its
    claims alone count, since nobody else's answer will do.
    """
    if question.strict and question.kind is Kind.STATEMENTS:
        return not question.keywords or ranked[0].score >= LEAST_OF_SOURCE
    score, part = signs(question, hits)
    total = SCORE_WEIGHT * score + SHARED_WEIGHT * part
    if question.kind is Kind.YES_NO:
        total -= (1.0 - part) * MISSED_IN_YES_NO
    return total >= (LEAST_OF_TOPIC if question.kind in TOPICAL else LEAST)


def signs(question: Question, hits: Sequence[Hit]) -> tuple[float, float]:
    """Give the two signs, for the best passage."""
    best = max(hits, key=lambda hit: hit.score)
    return best.score, shared(question, best.article.title, best.text)


def shared(question: Question, *texts: str) -> float:
    """Give the share of the question's content words that texts have, in some spelling."""
    if not question.keywords:
        return 1.0
    have = set(content_words(" ".join(texts)))
    found = sum(w in have or any(alike(w, h) for h in have) for w in question.keywords)
    return found / len(question.keywords)
