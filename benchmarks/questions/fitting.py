"""The refusal rule: its weight and threshold, and what cross-validation says of them."""

from __future__ import annotations

import random
from statistics import mean
from typing import TYPE_CHECKING

from retrieval.answerable import signs
from retrieval.question import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.questions.sets import QuestionSet
    from retrieval.library import Library

SET = "realtimeqa_2022"
WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)
REFUSED = 0.09  # share of the answerable that the threshold refuses where it is fitted
FOLDS, ROUNDS = 10, 10

Sign = tuple[float, bool]


def fit(corpus: Library, data: QuestionSet) -> list[dict[str, float]]:
    """Give, for each weight of the shared words, the threshold and the held-out shares refused."""
    found = []
    for question in data.questions:
        hits = corpus.search(question["question"], 12)
        pair = signs(analyse(question["question"]), hits) if hits else (-11.0, 0.0)
        found.append((pair, bool(question["answerable"])))
    return [_row(weight, [(s + weight * p, a) for (s, p), a in found]) for weight in WEIGHTS]


def _row(weight: float, values: list[Sign]) -> dict[str, float]:
    false, true = [], []
    for seed in range(ROUNDS):
        shuffled = random.Random(seed).sample(values, len(values))
        for fold in range(FOLDS):
            held = shuffled[fold::FOLDS]
            least = threshold([v for i, v in enumerate(shuffled) if i % FOLDS != fold])
            false.append(mean(v < least for v, answerable in held if answerable))
            true.append(mean(v < least for v, answerable in held if not answerable))
    return {
        "weight": weight,
        "threshold": round(threshold(values), 2),
        "false_refusal": round(mean(false), 3),
        "refusal": round(mean(true), 3),
    }


def threshold(values: Sequence[Sign]) -> float:
    """Give the value below which the allowed share of the answerable lies."""
    answerable = sorted(value for value, is_answerable in values if is_answerable)
    return answerable[int(REFUSED * len(answerable))]
