"""The refusal rule: its weights and threshold, and what cross-validation says of them."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import mean
from typing import TYPE_CHECKING

from retrieval import answerable, answering
from retrieval.answerable import Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.questions.sets import QuestionSet
    from retrieval.library import Library

SET = "realtimeqa_2022"
WEIGHTS = ((0, 0), (8, 0), (16, 0), (12, 8), (12, 12), (16, 8), (16, 12), (16, 16), (20, 16))
REFUSED = 0.055  # share of the answerable that the threshold refuses where it is fitted
FOLDS, ROUNDS = 10, 10
NOTHING = Signs(score=-11.0, shared=0.0, words=1, similarity=0.0, passages=1)

Sum = tuple[float, bool]


def fit(corpus: Library, data: QuestionSet) -> list[dict[str, float]]:
    """Give, for each pair of weights, the threshold and the held-out shares refused."""
    found = [(signs_of(corpus, q["question"]), bool(q["answerable"])) for q in data.questions]
    return [
        _row(words, near, [(_sum(signs, words, near), known) for signs, known in found])
        for words, near in WEIGHTS
    ]


def signs_of(corpus: Library, question: str) -> Signs:
    """Ask a question and give the signs that its refusal rests on."""
    seen: list[Signs] = []
    known = answering.signs

    def watched(*given: object) -> Signs:
        seen.append(known(*given))  # type: ignore[arg-type]
        return seen[-1]

    answering.signs = watched
    try:
        corpus.ask(question)
    finally:
        answering.signs = known
    return seen[0] if seen else NOTHING


def _sum(signs: Signs, words: float, near: float) -> float:
    alone = replace(signs, similarity=0.0).total - signs.score
    shared = alone / answerable.SHARED_WEIGHT
    return signs.score + words * shared + near * signs.similarity


def _row(words: float, near: float, values: list[Sum]) -> dict[str, float]:
    false, true = [], []
    for seed in range(ROUNDS):
        shuffled = random.Random(seed).sample(values, len(values))
        for fold in range(FOLDS):
            held = shuffled[fold::FOLDS]
            least = threshold([v for i, v in enumerate(shuffled) if i % FOLDS != fold])
            false.append(mean(v < least for v, answerable in held if answerable))
            true.append(mean(v < least for v, answerable in held if not answerable))
    return {
        "shared_weight": words,
        "similarity_weight": near,
        "threshold": round(threshold(values), 2),
        "false_refusal": round(mean(false), 3),
        "refusal": round(mean(true), 3),
    }


def threshold(values: Sequence[Sum]) -> float:
    """Give the value below which the allowed share of the answerable lies."""
    answerable = sorted(value for value, is_answerable in values if is_answerable)
    return answerable[int(REFUSED * len(answerable))]
