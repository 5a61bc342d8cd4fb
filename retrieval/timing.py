"""Which articles can speak to the days that a question is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.frames import Kind
from retrieval.values import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.dates import Period
    from retrieval.model import Hit
    from retrieval.question import Question

SHORT = timedelta(days=31)  # a longer period is a part of a name ("the 2020 draft") as often
EARLY = timedelta(days=1)  # a report of the evening before may carry the next day's date
LATE = timedelta(days=7)  # what happened on a day is news for so long; later it is told by its date


def in_time(hits: Sequence[Hit], question: Question, as_of: date | None) -> list[Hit]:
    """Leave out what was published after ``as_of``, or cannot tell of the days asked about.

    An article cannot report what came after it. Of what happened on some days, those published
    soon after report, and later ones whose passage names a day of them. Relative dates ("this
    week") hold for what happened, and else only where the asker's day is given: whoever asks an
    old corpus about this week means the corpus'. Articles without a date stay.
    """
    kept = [h for h in hits if as_of is None or _until(h, as_of)]
    period = question.period
    if period is None or period.first is None or not _binding(period, question.kind, as_of):
        return kept
    first = period.first - EARLY
    kept = [h for h in kept if (day := h.article.published_on) is None or first <= day]
    if question.kind is not Kind.EVENTS or period.last is None:
        return kept
    return [h for h in kept if _until(h, period.last + LATE) or _names(h, period)]


def _until(hit: Hit, last: date) -> bool:
    day = hit.article.published_on
    return day is None or day <= last


def _names(hit: Hit, period: Period) -> bool:
    """Tell whether a passage names a day of a period; without a year, it is its article's."""
    written = hit.article.published_on
    for named, month, day in days(hit.text):
        year = named or (written.year if written else None)
        try:
            if year and month and day and period.holds(date(year, month, day)):
                return True
        except ValueError:  # the 31st of June
            continue
    return False


def _binding(period: Period, kind: Kind, as_of: date | None) -> bool:
    if kind is Kind.EVENTS:
        return True
    if period.relative:
        return as_of is not None
    return period.last is None or period.first is None or period.last - period.first <= SHORT
