"""Dates in questions: days, months, years, ranges, and dates relative to a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, (*[""] * 9, "sept"))
    for number, name in enumerate(names)
    if name
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
ABSOLUTE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b",
        rf"\b(?P<month>{_MONTH})\b\.?,?\s+{_DAY}\b,?(?:\s+(?:of\s+)?{_YEAR}\b)?",
        rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?,?(?:\s+{_YEAR}\b)?",
        rf"\b(?P<month>{_MONTH})\b\.?,?\s+(?:of\s+)?{_YEAR}\b",
        rf"\b{_YEAR}\b",
    )
)
_RELATIVE = re.compile(
    r"\b(?:(?P<day>today|tonight|yesterday)"
    r"|(?P<which>this|last|past|previous)\s+(?P<count>\d+\s+)?(?P<unit>day|week|month|year)s?"
    r"|(?P<ago>\d+)\s+(?P<ago_unit>day|week|month|year)s?\s+ago)\b",
    re.IGNORECASE,
)
_UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included; None is open on that side.

    ``relative`` tells that it was named from the asker's day ("this week") and is as vague.
    """

    first: date | None
    last: date | None
    relative: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def period(text: str, today: date) -> Period | None:
    """Find the period that a question is about; None where it names none.

    Absolute dates win over relative ones; of two the first begins and the last ends the
    period. "Since", "after", "until" and "before" open it. A date without a year is the last
    such day up to ``today``.
    """
    found = sorted(_absolute(text, today))
    if not found:
        return _relative(text, today)
    begins, first, _ = found[0]
    _, _, last = found[-1]
    before = text[:begins].rstrip().lower()
    if len(found) == 1 and re.search(r"\b(?:since|after|from)$", before):
        return Period(first, None)
    if len(found) == 1 and re.search(r"\b(?:until|till|before|by|up to)$", before):
        return Period(None, last)
    return Period(first, last) if first <= last else Period(last, first)


def without_days(text: str) -> str:
    """Take the dates out of a text, "last week" too; years alone stay: they are parts of names."""
    for pattern in ABSOLUTE[:-1]:
        text = pattern.sub(" ", text)
    return _RELATIVE.sub(" ", text)


def _absolute(text: str, today: date) -> list[tuple[int, date, date]]:
    found: list[tuple[int, date, date]] = []
    taken: list[tuple[int, int]] = []
    for pattern in ABSOLUTE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            days = _days(match.groupdict(), today)
            if days is not None:
                taken.append((start, end))
                found.append((start, *days))
    return found


def _days(parts: dict[str, str | None], today: date) -> tuple[date, date] | None:
    """Turn a match into its first and last day; None where there is no such day."""
    month = int(parts.get("number") or 0) or MONTHS.get((parts.get("month") or "").lower())
    year, day = parts.get("year"), parts.get("day")
    try:
        if month is None:
            return date(int(year or 0), 1, 1), date(int(year or 0), 12, 31)
        if day is None:
            last = calendar.monthrange(int(year or 0), month)[1]
            return date(int(year or 0), month, 1), date(int(year or 0), month, last)
        if year is not None:
            exact = date(int(year), month, int(day))
        else:
            exact = date(today.year, month, int(day))
            if exact > today:
                exact = exact.replace(year=today.year - 1)
    except ValueError:
        return None
    return exact, exact


def _relative(text: str, today: date) -> Period | None:
    match = _RELATIVE.search(text)
    if match is None:
        return None
    if day := match.group("day"):
        first = today - timedelta(days=day.lower() == "yesterday")
        return Period(first, first, relative=True)
    if ago := match.group("ago"):
        middle = today - timedelta(days=int(ago) * _UNIT_DAYS[match.group("ago_unit").lower()])
        slack = timedelta(days=_UNIT_DAYS[match.group("ago_unit").lower()] // 2)
        return Period(middle - slack, middle + slack, relative=True)
    length = timedelta(days=_UNIT_DAYS[match.group("unit").lower()])
    length *= int(match.group("count") or 1)
    if match.group("which").lower() in {"last", "previous"} and not match.group("count"):
        length *= 2  # "last week" reaches from its first day, up to two weeks back
    return Period(today - length, today, relative=True)
