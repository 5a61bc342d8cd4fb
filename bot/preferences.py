"""What people want of the bot, and what the admins of a group want of it; kept in the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

if TYPE_CHECKING:
    from bot.ports import Store

# How many accounts are seen at once, to choose from.
SIZES = (3, 5, 8)
# The pictures' colours to begin with: Telegram's own theme is light until somebody chooses another.
LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Personal:
    """What one person wants; ``language`` None is that of their Telegram.

    ``size`` is how many accounts are seen at once, ``pictures`` whether timelines are pictures,
    ``drafts`` whether a draft shows that an answer is on its way, ``palette`` the name of the
    pictures' colours (``bot.pictures.palette``) in the private chat. ``heard`` is the language of a
    moderator's Telegram, in which what happens later is told.
    """

    language: str | None = None
    size: int = 5
    pictures: bool = True
    drafts: bool = True
    palette: str = LIGHT
    heard: str | None = None


class Asking(StrEnum):
    """Who may ask in a group."""

    ALL = "all"
    ADMINS = "admins"


class Place(StrEnum):
    """Where what is asked in a group is answered."""

    HERE = "here"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of a day, ``start`` and ``end`` as ``22:00``, in a time zone of the IANA's names."""

    start: str
    end: str
    zone: str

    def __str__(self) -> str:
        return f"{self.start}–{self.end} {self.zone}"

    def ends(self, now: datetime) -> datetime | None:
        """Give when the hours that ``now`` lies in end; None where it lies in none."""
        here = now.astimezone(ZoneInfo(self.zone))
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        moment = here.time()
        inside = start <= moment < end if start < end else moment >= start or moment < end
        if not inside:
            return None
        day = here.date() + timedelta(days=moment >= end)
        return datetime.combine(day, end, here.tzinfo)


# Hours to begin with, until an admin names others.
NIGHT = QuietHours("22:00", "07:00", "UTC")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a group's admins want; ``language`` None is that of whoever asks.

    ``palette`` is the name of the pictures' colours in the group, ``heard`` as of ``Personal``.
    """

    language: str | None = None
    asking: Asking = Asking.ALL
    place: Place = Place.HERE
    quiet: QuietHours | None = None
    palette: str = LIGHT
    heard: str | None = None


class Preferences:
    """Looks up and keeps preferences; blocks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def person(self, user_id: int | None) -> Personal:
        """Give what a person wants; the defaults for nobody and for who never said."""
        return Personal(**self._kept(f"person:{user_id}"))

    def set_person(self, user_id: int, **changes: Any) -> Personal:  # noqa: ANN401 - its fields
        """Change what a person wants, and give it."""
        personal = replace(self.person(user_id), **changes)
        self._store.set(f"person:{user_id}", json.dumps(asdict(personal)))
        return personal

    def group(self, chat_id: int) -> Rules:
        """Give the rules of a group."""
        kept = self._kept(f"group:{chat_id}")
        if kept.get("quiet"):
            kept["quiet"] = QuietHours(**kept["quiet"])
        for name, kind in (("asking", Asking), ("place", Place)):
            if name in kept:
                kept[name] = kind(kept[name])
        return Rules(**kept)

    def set_group(self, chat_id: int, **changes: Any) -> Rules:  # noqa: ANN401 - its fields
        """Change the rules of a group, and give them."""
        rules = replace(self.group(chat_id), **changes)
        self._store.set(f"group:{chat_id}", json.dumps(asdict(rules)))
        return rules

    def hear(self, chat_id: int, language: str) -> None:
        """Remember in which language a moderator spoke in a group, or in private."""
        if chat_id < 0 and self.group(chat_id).heard != language:
            self.set_group(chat_id, heard=language)
        elif chat_id > 0 and self.person(chat_id).heard != language:
            self.set_person(chat_id, heard=language)

    def palette(self, chat_id: int, user_id: int | None, *, private: bool) -> str:
        """Give the name of the pictures' colours in a chat, where ``user_id`` asks."""
        return (self.person(user_id) if private else self.group(chat_id)).palette

    def move_group(self, before: int, after: int) -> None:
        """Keep a group's rules under the id that it has as a supergroup."""
        kept = self._store.setting(f"group:{before}")
        if kept is not None:
            self._store.set(f"group:{after}", kept)
            self._store.set(f"group:{before}", None)

    def _kept(self, name: str) -> dict[str, Any]:
        return dict(json.loads(self._store.setting(name) or "{}"))


def quiet_hours(words: str, zone: str = NIGHT.zone) -> QuietHours | None:
    """Read ``22:00-07:00 Europe/Berlin``; None where a text is nothing of the kind.

    ``zone`` is taken where the text names none. Raises UnknownZone, with a name that is near.
    """
    hours, _, named = words.replace("–", "-").partition(" ")
    start, dash, end = hours.partition("-")
    begins, ends = clock(start), clock(end)
    if not dash or begins is None or ends is None or begins == ends:
        return None
    return QuietHours(begins, ends, known_zone(named.strip() or zone))


class UnknownZone(Exception):
    """There is no such time zone; ``near`` is one that is spelt like it, else None."""

    def __init__(self, zone: str, near: str | None) -> None:
        super().__init__(zone)
        self.zone, self.near = zone, near


def known_zone(words: str) -> str:
    """Give a time zone's name as it is spelt (UnknownZone); a city's name is enough."""
    wanted = words.replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    names = {zone.rpartition("/")[2].casefold(): zone for zone in reversed(zones)}
    names |= {zone.casefold(): zone for zone in zones}
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=1)
    raise UnknownZone(words, names[near[0]] if near else None)


def clock(words: str) -> str | None:
    """Give a time of day such as ``7`` or ``22:30`` as ``07:00``; None where it is none."""
    hour, colon, minute = words.strip().partition(":")
    digits = hour + (minute if colon else "00")
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 4):
        return None
    if not (int(hour) < 24 and int(digits[len(hour) :]) < 60):
        return None
    return f"{int(hour):02}:{int(digits[len(hour) :]):02}"
