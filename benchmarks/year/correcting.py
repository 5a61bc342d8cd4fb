"""What moderators correct in the year, and what should be there then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter

    from client import Person  # type: ignore[import-not-found]

    from benchmarks.year.articles import Report

ORDER = ("correct", "edit", "retract", "correct", "remove", "edit", "undo", "correct", "retract")


@dataclass
class Kept:
    """What should be there of a report: the version, its title, what was noted, whether it shows.

    ``revisions`` are how many versions came before.
    """

    report: Report
    title: str
    revisions: int = 0
    gone: bool = False
    notes: list[str] = field(default_factory=list)
    reason: str | None = None


async def correct(moderator: Person, article_id: str, kept: Kept, made: Counter[str]) -> None:
    """Put a note on an article."""
    note = f"The figure was read out over a poor line, note {made['corrections']}."
    await moderator.says(f"/correct {article_id} {note}")
    kept.notes.append(note)


async def edit(moderator: Person, article_id: str, kept: Kept, made: Counter[str]) -> None:
    """Give an article another title."""
    kept.title = f"{kept.title} (put right)"
    await moderator.says(f"/edit {article_id} title {kept.title}")
    kept.revisions += 1


async def retract(moderator: Person, article_id: str, kept: Kept, made: Counter[str]) -> None:
    """Take an article out for good."""
    kept.reason = f"The letter was a forgery, reason {made['corrections']}."
    await moderator.says(f"/retract {article_id} {kept.reason}")
    kept.gone = True


async def remove(moderator: Person, article_id: str, kept: Kept, made: Counter[str]) -> None:
    """Take an article out; every second comes back."""
    await moderator.says(f"/remove {article_id}")
    if made["corrections: remove"] % 2:
        await moderator.says(f"/restore {article_id}")
    else:
        kept.gone = True


async def undo(moderator: Person, article_id: str, kept: Kept, made: Counter[str]) -> None:
    """Change an article's byline, and take that back."""
    await moderator.says(f"/edit {article_id} byline Nobody")
    said = await moderator.says("/undo")
    made["undo refused"] += "Taken back" not in said.text
    kept.revisions += 2


CORRECTING: dict[str, Any] = {
    "correct": correct,
    "edit": edit,
    "retract": retract,
    "remove": remove,
    "undo": undo,
}
