"""What is counted while the bot works. Who counts is chosen at the start; by default nobody."""

from __future__ import annotations


class Meters:
    """Counts nothing. ``bot.operations.prometheus`` has the one that does."""

    def question(self, status: str) -> None:
        """One question came to its end: an ``Answer``'s status, or "failed"."""

    def refused(self, why: str) -> None:
        """Somebody was told no: "admission" (quotas, a group's rules), "rights" or "error"."""

    def stage(self, name: str, seconds: float) -> None:
        """A stage of a question is done."""

    def called(self, method: str, outcome: str) -> None:
        """A call of Telegram ended: "ok", "429", "network" or "refused"."""

    def arrived(self, *, new: int, known: int) -> None:
        """Updates were taken in; those that were known were dropped."""

    def posted(self, outcome: str) -> None:
        """Somebody called the webhook: "taken", or why it was not."""
