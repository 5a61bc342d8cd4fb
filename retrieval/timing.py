"""Which articles can speak to the days that a question is about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from retrieval.frames import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.dates import Period
    from retrieval.model import Hit
    from retrieval.question import Question

SHORT = timedelta(days=31)  # a longer period is a part of a name ("the 2020 draft") as often
EARLY = timedelta(days=1)  # a report of the evening before may carry the next day's date


def in_time(hits: Sequence[Hit], question: Question, as_of: date | None) -> list[Hit]:
    """Leave out what was published after ``as_of``, or before the days asked about.

    An article cannot report what came after it. Relative dates ("this week") hold only where
    the asker's day is given: whoever asks an old corpus about this week means the corpus'.
    Articles without a date stay.
    """
    kept = [
        h for h in hits if as_of is None or (day := h.article.published_on) is None or day <= as_of
    ]
    period = question.period
    if period is None or period.first is None or not _binding(period, question.kind, as_of):
        return kept
    first = period.first - EARLY
    return [h for h in kept if _published(h, first, None)]


def _published(hit: Hit, first: date | None, last: date | None) -> bool:
    day = hit.article.published_on
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def _binding(period: Period, kind: Kind, as_of: date | None) -> bool:
    if period.relative:
        return as_of is not None
    if kind is Kind.EVENTS or period.first is None or period.last is None:
        return True
    return period.last - period.first <= SHORT
