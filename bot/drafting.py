"""What a draft says while an answer is being made: a line for each stage that has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.texts import Texts

# The stages that people are told of, with what is said; the search is the first of all.
STAGES = {"rerank": "working-rerank", "claims": "working-claims", "lead": "working-lead"}


class Draft:
    """A text that grows. ``began`` is called by other threads than those that read ``text``."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._lines = [texts.plain("working")]

    def began(self, stage: str) -> None:
        """Take note that a stage has begun, of those that people are told of, each once."""
        if stage in STAGES and (line := self._texts.plain(STAGES[stage])) not in self._lines:
            self._lines.append(line)

    @property
    def text(self) -> str:
        """What it says by now."""
        return "\n".join(self._lines)
