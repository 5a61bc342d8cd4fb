"""What was asked in vain: questions without an answer, or with a bad one, put together. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.names import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable

# The mark of an answer that said that nobody reports it; the others are what people pressed.
NOT_REPORTED, GOOD = "not-reported", "good"
# The share of common words from which on two questions ask for the same.
ALIKE = 0.5


@dataclass(slots=True)
class Gap:
    """Questions that ask for the same: the latest of them, and how often what was wrong."""

    question: str
    marks: Counter[str] = field(default_factory=Counter)
    words: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How often it was asked in vain."""
        return self.marks.total()


def gaps(asked: Iterable[tuple[str, str]]) -> list[Gap]:
    """Group questions, each with its mark, the latest first; give those asked most often first."""
    found: list[Gap] = []
    for question, mark in asked:
        words = frozenset(content_words(question))
        gap = next((each for each in found if _alike(each.words, words)), None)
        if gap is None:
            gap = Gap(question, words=words)
            found.append(gap)
        gap.marks[mark] += 1
    return sorted(found, key=lambda each: -each.count)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return one == other
    return len(one & other) >= ALIKE * len(one | other)
