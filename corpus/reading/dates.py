"""Dates of publication as ISO 8601, from the many ways in which they are written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|updated|last\s+updated|modified|posted|date|issued|created)\b"
    r"(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
# "Published Jan. 3, 2020 | Updated Jan. 4, 2020": what is first counts.
_LATER = re.compile(r"(?<=\d)[\s,.;|•·(-]+(?:last\s+)?(?:updated|modified)\b.*$", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"\d{1,2}(?:[:.]\d{2}){1,2}\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2}|\([A-Z]{2,5}\)|local time)?"
)
_WRITTEN = re.compile(
    rf"^(?:{_CLOCK},?\s+(?:on\s+)?)?{_DAY_NAME}"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T\S+)?|"
    rf"\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
    rf"(?:,?\s*(?:at\s+|[-|•·]\s*)?{_CLOCK})?$",
    re.IGNORECASE,
)
# A day, a word and a year, which may be a date in another language.
_FOREIGN = re.compile(
    r"^(?:[^\W\d]+,?\s)?\d{1,2}\.?\s(?:de\s)?[^\W\d]+\s(?:de\s)?\d{4}(?:\s?\w{1,4}\.?)?$"
)
_NUMERIC = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$")
_STAMP = re.compile(r"^(\d{10})(?:\.\d+|\d{3})?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
# The languages that dates are written in, tried in this order; a fixed list, so that the same
# text gives the same date on every machine.
_LANGUAGES = ["en", "ru", "uk", "de", "fr", "es", "it", "pt", "pl", "nl", "tr", "ar", "zh", "ja"]
# Nothing that anybody adds was published before or after these; the first of January 1970 is a
# clock that was never set. The clock of this machine is not asked: it may be wrong.
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_MOST_CHARS = 80


@lru_cache(maxsize=4096)
def iso_date(text: str | None) -> str | None:
    """Give a date of publication as ISO 8601.

    A day (``2020-01-23``), or an aware date-time where the text has a time of day (UTC where it
    names no zone). None for what is no whole date, for relative ones ("yesterday"), for days
    that cannot be told from months (03/02/2020), for the first of January 1970.
    """
    bare = _LATER.sub("", _LABEL.sub("", " ".join(str(text or "").split())))
    if not bare or len(bare) > _MOST_CHARS:
        return None
    if match := _STAMP.match(bare):
        return _checked(datetime.fromtimestamp(int(match.group(1)), UTC))
    if match := _NUMERIC.match(bare):
        return _numeric(int(match.group(1)), match.group(2), int(match.group(3)), match.group(4))
    bare = _COMPACT.sub(r"\1-\2-\3", bare)
    try:
        if len(bare) == len("2020-01-23"):
            return _checked(date.fromisoformat(bare))
        return _checked(datetime.fromisoformat(bare))
    except ValueError:
        return _parsed(bare)


def is_date_line(text: str) -> bool:
    """Tell whether a line of a report's head is nothing but a date, a label before it or not."""
    if len(text) > 2 * _MOST_CHARS:
        return False
    bare = _LATER.sub("", _LABEL.sub("", text.strip()))
    return bool(_WRITTEN.match(bare) or (_FOREIGN.match(bare) and iso_date(bare)))


def _numeric(first: int, mark: str, second: int, year: str) -> str | None:
    # With full stops the day is first; with strokes it may be either, and a guess would be a lie.
    if mark == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None
    try:
        return _checked(date(int(year), month, day))
    except ValueError:
        return None


def _parsed(text: str) -> str | None:
    import dateparser  # type: ignore[import-untyped]

    if not re.search(r"\d", text):
        return None
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    moment = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    if moment is None:
        return None
    with_time = re.search(r"\d[:.]\d{2}(?!\d{2})|\b\d{1,2}\s*[ap]\.?m\b", text, re.IGNORECASE)
    return _checked(moment if with_time else moment.date())


def _checked(moment: date | datetime) -> str | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    if (moment.year, moment.month, moment.day) == (1970, 1, 1):
        return None
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    return moment.isoformat()
