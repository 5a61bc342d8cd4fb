"""When digests are due: every day or on one weekday, at a time of a time zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.preferences import clock, known_zone

DAILY, WEEKLY = "daily", "weekly"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# So many letters of a day's name are enough.
LETTERS = 3


@dataclass(frozen=True, slots=True)
class Times:
    """A time such as ``08:00`` in a zone of the IANA's names; ``weekday`` counts from Monday.

    ``weekday`` is None for every day.
    """

    weekday: int | None
    time: str
    zone: str

    def __str__(self) -> str:
        """As it is written after /digest."""
        day = DAILY if self.weekday is None else f"{WEEKLY} {_DAYS[self.weekday][:LETTERS]}"
        return f"{day} {self.time} {self.zone}"

    @property
    def span(self) -> timedelta:
        """From one to the next."""
        return timedelta(days=1 if self.weekday is None else 7)

    def next(self, after: datetime) -> datetime:
        """Give the first after a moment, in UTC.

        A time that is skipped when clocks are set forward is one hour later that day; one that
        comes twice is the first of the two.
        """
        day = after.astimezone(ZoneInfo(self.zone)).date()
        while True:
            moment = datetime.combine(day, time.fromisoformat(self.time), ZoneInfo(self.zone))
            fits = self.weekday is None or day.weekday() == self.weekday
            if fits and moment.astimezone(UTC) > after:
                return moment.astimezone(UTC)
            day += timedelta(days=1)


def times(words: str, zone: str) -> Times | None:
    """Read ``daily 08:00 Europe/Berlin`` or ``weekly mon 8``; None where a text is none of these.

    ``zone`` is taken where the text names none. Raises UnknownZone, with a name that is near.
    """
    how, *rest = words.split() or [""]
    weekday = None
    if how.lower() == WEEKLY:
        weekday = _weekday(rest.pop(0)) if rest else None
        if weekday is None:
            return None
    elif how.lower() != DAILY:
        return None
    at = clock(rest[0]) if rest else None
    if at is None:
        return None
    return Times(weekday, at, known_zone(" ".join(rest[1:]) or zone))


def _weekday(word: str) -> int | None:
    given = word.lower()
    found = [n for n, day in enumerate(_DAYS) if len(given) >= LETTERS and day.startswith(given)]
    return found[0] if found else None
