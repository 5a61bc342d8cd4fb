"""/settings: what one person wants, in private; what the admins of a group want, in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.handlers.desk import Button, Desk, Reply, Rows
from bot.pictures.palette import PALETTES
from bot.preferences import (
    NIGHT,
    SIZES,
    Asking,
    Personal,
    Place,
    Rules,
    UnknownZone,
    quiet_hours,
)
from bot.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.incoming import Incoming, Press
    from bot.markup import Markup

MINE, OURS = "me", "us"
OWN = "own"


@dataclass(frozen=True, slots=True)
class Panel:
    """The message of settings: its words, and the buttons that change them."""

    words: Markup
    buttons: Rows


async def settings(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Show the settings; in a group, after the command, an admin may write quiet hours."""
    preferences = desk.preferences
    if request.private:
        if request.user_id is None:
            return Reply([])
        shown = mine(await desk.run(preferences.person, request.user_id), texts)
        return Reply([shown.words], shown.buttons)
    if request.argument:
        return await _hours(desk, request, texts)
    shown = ours(await desk.run(preferences.group, request.chat_id), texts)
    return Reply([shown.words], shown.buttons)


async def may_change(desk: Desk, request: Incoming) -> bool:
    """Tell whether a request in a group comes from one of its admins, by name or not."""
    if request.as_group:
        return True
    if request.user_id is None:
        return False
    return await desk.is_admin(request.chat_id, request.user_id)


async def _hours(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    if not await may_change(desk, request):
        return Reply([texts.say("admins-change")])
    before = (await desk.run(desk.preferences.group, request.chat_id)).quiet or NIGHT
    try:
        hours = quiet_hours(request.argument, before.zone)
    except UnknownZone as unknown:
        if unknown.near is None:
            return Reply([texts.say("zone-unknown", zone=unknown.zone)])
        return Reply([texts.say("zone-near", zone=unknown.zone, near=unknown.near)])
    if hours is None:
        return Reply([texts.say("quiet-how")])
    rules = await desk.run(desk.preferences.set_group, request.chat_id, quiet=hours)
    shown = ours(rules, texts)
    return Reply([shown.words], shown.buttons)


def mine(now: Personal, texts: Texts) -> Panel:
    """A person's settings."""
    sizes = ((texts.plain("choice-size", count=size), f"{size}") for size in SIZES)
    rows = (
        _row("size", f"{now.size}", sizes),
        _row(
            "pictures",
            _switch(now.pictures),
            ((texts.plain("choice-pictures"), "1"), (texts.plain("choice-words"), "0")),
        ),
        _palette(now.palette, texts),
        _row(
            "drafts",
            _switch(now.drafts),
            ((texts.plain("choice-drafts"), "1"), (texts.plain("choice-no-drafts"), "0")),
        ),
        _row("language", now.language or OWN, _languages(texts.plain("choice-language-telegram"))),
    )
    return _panel(MINE, rows, texts.say("settings-mine"))


def ours(now: Rules, texts: Texts) -> Panel:
    """A group's settings."""
    quiet = now.quiet or NIGHT
    rows = (
        _row(
            "asking",
            now.asking,
            (
                (texts.plain("choice-all"), Asking.ALL),
                (texts.plain("choice-admins"), Asking.ADMINS),
            ),
        ),
        _row(
            "place",
            now.place,
            (
                (texts.plain("choice-here"), Place.HERE),
                (texts.plain("choice-private"), Place.PRIVATE),
            ),
        ),
        _row(
            "quiet",
            _switch(now.quiet is not None),
            (
                (texts.plain("choice-no-quiet"), "0"),
                (texts.plain("choice-quiet", hours=str(quiet)), "1"),
            ),
        ),
        _palette(now.palette, texts),
        _row("language", now.language or OWN, _languages(texts.plain("choice-language-own"))),
    )
    return _panel(OURS, rows, texts.say("settings-group"))


@dataclass(frozen=True, slots=True)
class Change:
    """What a press of a settings' button leads to: a word, and the panel as it is now."""

    notice: str
    panel: Panel | None = None


async def pressed(desk: Desk, press: Press, texts: Texts) -> Change:
    """Change what a button stands for; in a group only an admin can, whoever sees it."""
    whose, name, value = (*press.data.split(":"), "", "")[:3]
    stale = Change(texts.plain("button-stale"))
    if whose == MINE:
        change = _personal(name, value)
        if change is None or not press.private:
            return stale
        person = await desk.run(desk.preferences.set_person, press.user_id, **change)
        spoken = Texts(person.language or press.language)
        return Change(spoken.plain("settings-kept"), mine(person, spoken))
    change = _common(name, value)
    if change is None or press.private:
        return stale
    if not await desk.is_admin(press.chat_id, press.user_id):
        return Change(texts.plain("admins-change"))
    if name == "quiet" and change["quiet"] is not None:
        before = await desk.run(desk.preferences.group, press.chat_id)
        change = {"quiet": before.quiet or NIGHT}
    rules = await desk.run(desk.preferences.set_group, press.chat_id, **change)
    spoken = Texts(rules.language or texts.language)
    return Change(spoken.plain("settings-kept"), ours(rules, spoken))


def _personal(name: str, value: str) -> dict[str, object] | None:
    if name == "size" and value in map(str, SIZES):
        return {"size": int(value)}
    if name in {"pictures", "drafts"} and value in {"0", "1"}:
        return {name: value == "1"}
    return _shared(name, value)


def _common(name: str, value: str) -> dict[str, object] | None:
    if name == "asking" and value in set(Asking):
        return {"asking": Asking(value)}
    if name == "place" and value in set(Place):
        return {"place": Place(value)}
    if name == "quiet" and value in {"0", "1"}:
        return {"quiet": NIGHT if value == "1" else None}
    return _shared(name, value)


def _shared(name: str, value: str) -> dict[str, object] | None:
    """What both a person and a group can choose."""
    if name == "palette" and value in PALETTES:
        return {"palette": value}
    if name == "language" and value in {*LANGUAGES, OWN}:
        return {"language": None if value == OWN else value}
    return None


def _palette(now: str, texts: Texts) -> tuple[Button, ...]:
    return _row("palette", now, ((texts.plain(f"choice-{each}"), each) for each in PALETTES))


def _languages(own: str) -> tuple[tuple[str, str], ...]:
    names = ((Texts(each).plain("language-name"), each) for each in LANGUAGES)
    return (*names, (own, OWN))


def _switch(on: bool) -> str:
    return "1" if on else "0"


def _row(name: str, now: str, choices: Iterable[tuple[str, str]]) -> tuple[Button, ...]:
    """The choices of a setting, the one that holds with a tick."""
    return tuple(
        Button(f"✓ {caption}" if value == now else caption, f"{name}:{value}")
        for caption, value in choices
    )


def _panel(whose: str, rows: Rows, words: Markup) -> Panel:
    marked = tuple(
        tuple(Button(each.caption, f"{whose}:{each.data}") for each in row) for row in rows
    )
    return Panel(words, marked)
