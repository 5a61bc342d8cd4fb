"""Views as pictures, for those who would rather look; the same words go with them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot import markup, references
from bot.handlers.desk import Reply
from bot.markup import Markup
from bot.parts import FULL
from bot.pictures import board, draw
from bot.pictures.palette import PALETTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.views import Scene
    from bot.pictures.board import Board

# Telegram's limit for the words under a picture, in UTF-16 units.
CAPTION = 1024


def timeline(scene: Scene, words: Reply) -> Reply:
    """Who said what when as a picture."""
    made = partial(board.timeline, scene.answer, _title(scene), scene.texts, marks=scene.marks)
    heading = scene.texts.say("picture-timeline", topic=references.label(_title(scene)))
    return _pictured(made, heading, scene, words)


def compared(scene: Scene, words: Reply) -> Reply:
    """The accounts side by side as a picture."""
    made = partial(board.compare, scene.answer, _title(scene), scene.texts, marks=scene.marks)
    heading = scene.texts.say("picture-compare", question=references.label(_title(scene)))
    return _pictured(made, heading, scene, words)


def _pictured(made: Callable[[int], Board], heading: Markup, scene: Scene, words: Reply) -> Reply:
    """The words under the picture where they fit there; else a heading, and they come after it.

    Without a picture, where the font lacks a letter, the words alone, which say so.
    """
    from bot.handlers import views  # which shows pictures

    png = draw.png(made, PALETTES[scene.view.palette])
    if png is None:
        return _without(words, scene.texts.say("picture-none"))
    changed = scene.texts.say("changed") if scene.marks.changed() else Markup()
    lines = (markup.bold(heading), changed, views.became(scene))
    return pictured(png, markup.join("\n", lines), words)


def _without(words: Reply, why: Markup) -> Reply:
    """Words with a remark above the first message that has room for it.

    A message of its own would stand in the way when the words are edited.
    """
    for number, message in enumerate(words.messages):
        remarked = markup.join("\n\n", (markup.italic(why), message))
        if remarked.units <= FULL:
            messages = [*words.messages[:number], remarked, *words.messages[number + 1 :]]
            return replace(words, messages=messages)
    return words


def pictured(png: bytes, heading: Markup, words: Reply) -> Reply:
    """A picture with its words below it where they fit there, else with a heading and they after.

    They also go in its place, where a chat lets nobody send pictures.
    """
    if len(words.messages) == 1 and words.messages[0].units <= CAPTION:
        return replace(words, picture=png, words=words)
    return replace(words, messages=[heading], buttons=(), picture=png, words=words)


def _title(scene: Scene) -> str:
    return scene.kept[0].asked.question
