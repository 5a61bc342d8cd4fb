"""Figures of the learned extractor by the shared scorer, and its settings chosen by them."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.attribution_examples import Row
from corpus.attribution.learned import characters
from corpus.attribution.learned_choice import given_out
from corpus.attribution.learned_decoding import Found, Settings, WordSpan
from corpus.attribution.learned_features import Reading
from corpus.attribution.learned_finding import Finder

Floats = NDArray[np.float64]
FLOORS = np.arange(0.10, 0.60, 0.02)


def scorer(data: Path) -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", data / "score_attribution.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer in {data}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logistic(evidence: Floats, right: NDArray[np.bool_]) -> tuple[float, ...]:
    """Fit a logistic regression by Newton's method, L2 penalty 1; the constant comes last."""
    inputs = np.hstack([evidence, np.ones((len(evidence), 1))])
    penalty = np.diag([1.0] * evidence.shape[1] + [0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (guess - right) + penalty @ weights
        curve = (inputs.T * (guess * (1 - guess))) @ inputs + penalty
        weights -= np.linalg.solve(curve, slope)
    return tuple(map(float, weights))


class Trial:
    """What was found in marked articles, to be scored under one setting or another."""

    def __init__(
        self, finder: Finder, marked: Sequence[Row], readings: Mapping[str, Reading], data: Path
    ) -> None:
        self.scores = scorer(data)
        self.readings = readings
        self.texts = {row["id"]: row["text"] for row in marked}
        self.gold = {row["id"]: row["attributions"] for row in marked}
        began = time.monotonic()
        self.found = {name: finder.find(readings[name]) for name in self.texts}
        words = sum(len(text.split()) for text in self.texts.values())
        self.words_a_second = words / (time.monotonic() - began)

    def predictions(self, name: str, found: Iterable[Found]) -> list[Row]:
        """Attributions found in one article, as the scorer takes them."""
        reading = self.readings[name]

        def spans(words: Sequence[WordSpan]) -> list[tuple[int, int]]:
            found = (characters(reading, one) for one in words)
            return [(span.start, span.end) for span in found]

        return [
            {
                "source": spans([one.source] if one.source else []),
                "cue": spans([one.cue]),
                "content": spans(one.content),
            }
            for one in found
        ]

    def figures(self, settings: Settings, samples: int = 0) -> dict[str, Any]:
        """Score under a setting; ``samples`` of the articles give the intervals."""
        guesses = {}
        for name, found in self.found.items():
            given = given_out(self.readings[name], found, settings)
            guesses[name] = self.predictions(name, [one for one, _ in given])
        result: dict[str, Any] = self.scores.score(self.texts, self.gold, guesses, samples)
        return result

    def right(self, name: str) -> list[tuple[Found, bool]]:
        """Each found attribution, and whether a marked one has its content and source."""
        text = self.scores.Text(self.texts[name])
        marked = self.scores.prepare(text, self.gold[name])
        guesses = self.scores.prepare(text, self.predictions(name, self.found[name]))
        return [
            (
                one,
                any(
                    self.scores.jac(mark["content"], guess["content"]) >= self.scores.THRESHOLD
                    and self.scores.source_right(mark, guess)
                    for mark in marked
                ),
            )
            for one, guess in zip(self.found[name], guesses, strict=True)
        ]

    def settings(self, before: Settings) -> Settings:
        """Fit the confidence to what was right, and choose the floor that scores best."""
        judged = [pair for name in self.texts for pair in self.right(name)]
        if len({right for _, right in judged}) < 2:
            return before  # too little was learned to tell right from wrong
        weights = logistic(
            np.array([one.evidence for one, _ in judged]), np.array([right for _, right in judged])
        )
        tried = [
            replace(before, calibration=weights, floor=round(float(floor), 2)) for floor in FLOORS
        ]
        return max(tried, key=self._worth)

    def _worth(self, settings: Settings) -> float:
        figures = self.figures(settings)
        return float(figures["all"]["attribution"]["f1"] + figures["who"]["f1"])

    def calibration(self, settings: Settings) -> str:
        """How often attributions of each tenth of confidence were right."""
        judged = [pair for name in self.texts for pair in self.right(name)]
        tenths: dict[int, list[bool]] = {}
        for one, right in judged:
            tenth = min(9, int(10 * one.confidence(settings.calibration)))
            tenths.setdefault(tenth, []).append(right)
        shares = ((t, sum(found) / len(found), len(found)) for t, found in sorted(tenths.items()))
        return "  ".join(f"{t / 10:.1f}: {share:.2f} of {count}" for t, share, count in shares)
