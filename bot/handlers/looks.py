"""How somebody wants to see what can be drawn: in words, or as a picture in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import views
from bot.handlers.desk import Desk, View

if TYPE_CHECKING:
    from bot.incoming import Incoming, Press


async def palette(desk: Desk, place: Incoming | Press) -> str | None:
    """Give the name of the palette for a picture; None where it is to be words."""
    person = await desk.run(desk.preferences.person, place.user_id)
    if not (desk.pictures and person.pictures):
        return None
    chosen = desk.preferences.palette
    return await desk.run(chosen, place.chat_id, place.user_id, private=place.private)


async def view(desk: Desk, place: Incoming | Press, picture: str, key: str) -> View:
    """Give an answer's view as a ``picture``, or the one that says the same in words."""
    colours = await palette(desk, place)
    if colours is None:
        return View(views.PICTURES[picture], (key,))
    return View(picture, (key,), palette=colours)
