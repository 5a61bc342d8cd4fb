"""How much came in and how much was asked, by months and weeks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = WEEKS = 12
# In the order in which they stand on one another.
OUTCOMES = (Status.ANSWERED, Status.DISPUTED, Status.NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted from a day on: the articles, or the questions by ``OUTCOMES``."""

    day: date
    counts: tuple[int, ...]


def months(added: Mapping[str, int], today: date) -> list[Figure]:
    """Give the last twelve months, from the first of them on in which anything was added.

    ``added`` counts by months such as ``2031-03``.
    """
    days = [today.replace(day=1)]
    while len(days) < MONTHS:
        days.append((days[-1] - timedelta(days=1)).replace(day=1))
    return _begun([Figure(day, (added.get(f"{day:%Y-%m}", 0),)) for day in reversed(days)])


def first_week(today: date) -> date:
    """Give the Monday with which the first of the last twelve weeks begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def weeks(asked: Mapping[tuple[str, str], int], today: date) -> list[Figure]:
    """Give the last twelve weeks, from the first of them on in which anything was asked.

    ``asked`` counts by days (ISO 8601) and by the statuses of answers.
    """
    counts: dict[date, list[int]] = {}
    for (day, status), count in asked.items():
        of_day = date.fromisoformat(day)
        week = counts.setdefault(of_day - timedelta(days=of_day.weekday()), [0] * len(OUTCOMES))
        if status in OUTCOMES:
            week[OUTCOMES.index(Status(status))] += count
    days = [first_week(today) + timedelta(weeks=number) for number in range(WEEKS)]
    return _begun([Figure(day, tuple(counts.get(day, [0] * len(OUTCOMES)))) for day in days])


def _begun(figures: list[Figure]) -> list[Figure]:
    """The figures from the first on that counts anything."""
    first = next((n for n, each in enumerate(figures) if sum(each.counts)), len(figures))
    return figures[first:]
