"""From the network's scores to spans of words; numpy only.

Spans of words are half-open pairs. Scores are natural logarithms of probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.attribution.learned_relations import LEFT

Floats = npt.NDArray[np.float32]
WordSpan = tuple[int, int]

LONGEST_SOURCE = 40  # words
_NEVER = np.float32(-1e4)
_FIRST = np.array([0, 0, _NEVER], dtype=np.float32)  # nothing goes on before it begins
_STEP = np.array([[0, 0, _NEVER], [0, 0, 0], [0, 0, 0]], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen on held-out training articles.

    ``eager`` is added to the scores of a cue's tags, so that doubtful cues are read too;
    ``calibration`` are the weights of a logistic regression over ``Found.evidence``, the
    constant last; ``floor`` is the confidence below which nothing is given out.
    """

    eager: float = 1.0
    calibration: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 0.0)
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as spans of words.

    ``evidence``: the logarithms of the probabilities that the cue's words are a cue's, that
    the cue is one once its surroundings are read, of the source, and of the content's words.
    """

    cue: WordSpan
    source: WordSpan | None
    content: tuple[WordSpan, ...]
    evidence: tuple[float, float, float, float]

    def confidence(self, calibration: Sequence[float]) -> float:
        """The probability that content and source are right."""
        *weights, constant = calibration
        logit = constant + sum(w * e for w, e in zip(weights, self.evidence, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def log_softmax(scores: Floats, axis: int = -1) -> Floats:
    """Normalise scores along an axis."""
    scores = scores - scores.max(axis=axis, keepdims=True)
    result: Floats = scores - np.log(np.exp(scores).sum(axis=axis, keepdims=True))
    return result


def best_tags(scores: Floats) -> npt.NDArray[np.int64]:
    """Viterbi over outside, begins, goes on: (rows, places, 3) to (rows, places)."""
    rows, places, _ = scores.shape
    best = scores[:, 0] + _FIRST if places else np.zeros((rows, 3), np.float32)
    back = np.zeros((rows, places, 3), dtype=np.int64)
    for place in range(1, places):
        ways = best[:, :, None] + _STEP
        back[:, place] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[:, place]
    tags = np.zeros((rows, places), dtype=np.int64)
    if places:
        tags[:, -1] = best.argmax(axis=1)
    for place in range(places - 1, 0, -1):
        tags[:, place - 1] = back[np.arange(rows), place, tags[:, place]]
    return tags


def runs(tags: Sequence[int]) -> list[WordSpan]:
    """Read off the spans that begin at 1 and go on at 2."""
    found: list[WordSpan] = []
    for place, tag in enumerate(tags):
        if tag == 1:
            found.append((place, place + 1))
        elif tag == 2 and found and found[-1][1] == place:
            found[-1] = found[-1][0], place + 1
    return found


def source_span(ends: Floats, cue_length: int) -> tuple[WordSpan | None, float]:
    """The likeliest source, as places of the surroundings, and its log probability.

    ``ends``: (2, places), log probabilities of its first and last word. The cue's first place,
    which stands for "none", gives None.
    """
    start, stop = ends[0].copy(), ends[1].copy()
    start[LEFT + 1 : LEFT + cue_length] = stop[LEFT + 1 : LEFT + cue_length] = _NEVER
    places = np.arange(len(start))
    pairs = start[:, None] + stop[None, :]
    length = places[None, :] - places[:, None]
    crosses = (places[:, None] <= LEFT) & (places[None, :] >= LEFT)
    pairs[(length < 0) | (length >= LONGEST_SOURCE) | crosses] = _NEVER
    pairs[LEFT, LEFT] = start[LEFT] + stop[LEFT]
    first, last = divmod(int(pairs.argmax()), len(start))
    return (None if first == LEFT else (first, last + 1)), float(pairs[first, last])
