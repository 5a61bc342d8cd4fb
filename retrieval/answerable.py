"""Whether what was found answers the question, or the corpus does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bearing import Bearing
    from retrieval.question import Question

LEAST = 0.5


def reported(question: Question, ranked: Sequence[Bearing]) -> bool:
    """Tell whether the best claims answer the question."""
    return ranked[0].score > LEAST
