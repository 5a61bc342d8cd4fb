"""Dates of publication as ISO 8601, from the many ways in which they are written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|updated|last\s+updated|posted|date|issued)\b(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s*(?:at\s+|-\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2}|\([A-Z]{2,5}\))?)?"
)
_WRITTEN = re.compile(
    rf"^{_DAY_NAME}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T\S+)?|"
    rf"\d{{4}}/\d{{2}}/\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}){_TIME}$",
    re.IGNORECASE,
)
# Before this year nothing was published that anybody adds; 1970 is a clock that was never set.
_FIRST_YEAR = 1700


def iso_date(text: str | None) -> str | None:
    """Give a date of publication as ISO 8601.

    A day (``2020-01-23``), or an aware date-time where the text has a time of day (UTC where it
    names no zone). None for what is no date, for the first of January
    1970, and for dates before 1700.
    """
    text = _LABEL.sub("", " ".join(str(text or "").split()))
    if not text:
        return None
    if _ISO_DAY.match(text):
        try:
            return _checked(date.fromisoformat(text))
        except ValueError:
            return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _parsed(text)
    return _checked(moment)


def is_date_line(text: str) -> bool:
    """Tell whether a line of a report's head is nothing but a date, a label before it or not."""
    return len(text) <= 60 and bool(_WRITTEN.match(_LABEL.sub("", text.strip())))


def _parsed(text: str) -> str | None:
    import dateparser  # type: ignore[import-untyped]

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    moment = dateparser.parse(text, languages=["en"], settings=settings)
    if moment is None:
        return None
    with_time = re.search(r"\d[:.]\d{2}(?!\d{2})|\b\d{1,2}\s*[ap]\.?m\b", text)
    return _checked(moment if with_time else moment.date())


def _checked(moment: date | datetime) -> str | None:
    if moment.year < _FIRST_YEAR or (moment.year, moment.month, moment.day) == (1970, 1, 1):
        return None
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    return moment.isoformat()
