"""What the bot says, from the Fluent files in ``locales``: English, Russian and Arabic.

https://projectfluent.org. The files hold plain text; names, quotes and links come in as
``Markup`` and are put in after the text around them was escaped.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from babel import Locale
from babel.dates import format_date, format_timedelta, get_day_names
from fluent.runtime import FluentBundle, FluentResource

from bot import markup
from bot.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("en", "ru", "ar")
DEFAULT = "en"
# How the names of the files begin that a language has.
PARTS = ("", "moderators.", "mending.", "chats.", "reasons.")
RIGHT_TO_LEFT = {"ar"}
# Babel's long form ends in an abbreviation, whose full stop would meet that of a sentence.
_DAYS = {"ru": "d MMMM y 'года'"}
# Stand-ins for Markup while Fluent formats: private-use characters, which no file here has.
_FIRST_STAND_IN = 0xF0000
_STAND_INS = re.compile("[\U000f0000-\U000f00ff]")
# The word that CLDR has for "in 5 minutes" in Arabic also means "within": "after" is plain.
_WITHIN = ("خلال", "بعد")
_MARK = "\u200f"
Value = Markup | str | int


def language_of(code: str | None) -> str:
    """Give the interface language for an IETF language code such as ``ru`` or ``en-GB``."""
    base = (code or DEFAULT).replace("_", "-").split("-")[0].lower()
    return base if base in LANGUAGES else DEFAULT


class Texts:
    """The messages of one language."""

    def __init__(self, language: str | None = DEFAULT) -> None:
        self.language = language_of(language)
        self._bundle = _bundle(self.language)

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def say(self, key: str, **values: Value) -> Markup:
        """Give a message with its values, escaped. An unknown key raises KeyError."""
        pieces = [
            value if isinstance(value, Markup) else markup.foreign(str(value))
            for value in values.values()
            if not isinstance(value, int)
        ]
        names = [name for name, value in values.items() if not isinstance(value, int)]
        stand_ins = {name: chr(_FIRST_STAND_IN + i) for i, name in enumerate(names)}
        numbers = {name: value for name, value in values.items() if isinstance(value, int)}
        formatted = self.plain(key, **numbers, **stand_ins)
        if self.right_to_left:
            # Names and titles are mostly in Latin letters: each keeps its place among the others,
            # and a line that begins with one runs from right to left all the same.
            pieces = [markup.isolated(piece) for piece in pieces]
            formatted = _MARK + formatted if _begins_left(formatted) else formatted
        whole, end = Markup(), 0
        for match in _STAND_INS.finditer(formatted):
            whole += markup.text(formatted[end : match.start()])
            whole += pieces[ord(match.group()) - _FIRST_STAND_IN]
            end = match.end()
        return whole + markup.text(formatted[end:])

    def listed(self, pieces: Iterable[Markup], between: str | None = None) -> Markup:
        """Put pieces beside one another, with the language's commas; empty ones are left out.

        ``between`` stands in place of the commas.
        """
        if not self.right_to_left:
            return markup.join(between or ", ", pieces)
        line = markup.join(between or "، ", map(self.apart, pieces))
        return markup.text(_MARK) + line if line else line

    def apart(self, piece: Markup) -> Markup:
        """Others' words in a line that may run against them, so that their full stop ends them."""
        return markup.isolated(piece) if self.right_to_left else piece

    def plain(self, key: str, **values: str | int) -> str:
        """Give a message as plain text, for buttons and command menus."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        formatted, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(formatted)

    def day(self, iso: str | None) -> str:
        """Give the day of an ISO 8601 date or time in words; empty where there is none."""
        if not iso:
            return ""
        try:
            form = _DAYS.get(self.language, "long")
            return format_date(date.fromisoformat(iso[:10]), format=form, locale=self.language)
        except ValueError:
            return iso

    def weekday(self, number: int) -> str:
        """Give the name of a day of the week, counted from Monday as 0."""
        return str(get_day_names("wide", locale=self.language)[number])

    def language_name(self, code: str | None) -> str:
        """Give the name of a language by its code; empty where there is none."""
        if not code:
            return ""
        return str(Locale.parse(self.language).languages.get(code.split("-")[0].lower(), code))

    def wait(self, seconds: float) -> str:
        """Tell when it is in so many seconds, in words: "in 12 minutes"; never too early."""
        span = timedelta(minutes=ceil(seconds / 60))
        words = format_timedelta(
            span, add_direction=True, threshold=1.5, granularity="minute", locale=self.language
        )
        return str(words).replace(*_WITHIN)


def _begins_left(formatted: str) -> bool:
    """Tell whether a line would run from left to right (stand-ins count as Latin names)."""
    strong = (kind for each in formatted if (kind := bidirectional(each)) in {"L", "R", "AL"})
    return next(strong, "R") == "L"


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolates are put in by markup.foreign, only where a value needs them.
    bundle = FluentBundle([language], use_isolating=False)
    for part in PARTS:
        source = files("bot").joinpath("locales", f"{part}{language}.ftl").read_text("utf-8")
        bundle.add_resource(FluentResource(source))
    return bundle
