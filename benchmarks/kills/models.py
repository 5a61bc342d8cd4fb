"""Stand-ins for the models: what is killed here is the bot, not they."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.library import Library

if TYPE_CHECKING:
    from retrieval.ingest import Checkpoint

ROOT = Path(__file__).parents[2]
# The tests' Bot API server, the people who speak to it, and the tests' models.
sys.path[:0] = [str(ROOT / "tests" / "bot"), str(ROOT / "tests" / "retrieval")]

from server import TOKEN  # type: ignore[import-not-found]  # noqa: E402
from store_fakes import SentenceAnalyser, WordsEmbedder  # type: ignore[import-not-found]  # noqa: E402

__all__ = ["ROOT", "TOKEN", "open_library"]


class WordScorer:
    """High where a text has most of the question's words."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give one score for each text."""
        wanted = set(question.lower().split())
        return [24.0 * len(wanted & set(t.lower().split())) / len(wanted) - 18.0 for t in texts]


def open_library(data: Path, checkpoint: Checkpoint = lambda _step: None) -> Library:
    """Open the library over them: the catalogue, Chroma and all else are real."""
    parts: dict[str, Any] = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser()}
    return Library.open(
        data, reranker=WordScorer(), checkpoint=checkpoint, command="accordingto bot", **parts
    )
