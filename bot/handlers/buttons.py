"""The buttons under an answer, and what happens when one is pressed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import rendering
from bot.handlers import browsing, looks, settings, views
from bot.handlers.desk import Button, Desk, Reply, Rows, View
from bot.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from bot.answers import Kept
    from bot.incoming import Press
    from bot.markup import Markup
    from retrieval.model import Answer

MORE, CONTEXT, ARTICLES, COMPARE, OTHERS, SOURCE = "more", "ctx", "art", "cmp", "oth", "src"
GOOD, BAD, WHY, SPEAK = "good", "bad", "why", "lang"
REASONS = ("wrong-source", "beside", "missing", "outdated")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press leads to: a word on the screen, a reply, other buttons in place of these.

    With ``words`` the message itself becomes those.
    """

    notice: str | None = None
    reply: Reply | None = None
    buttons: Rows | None = None
    words: Markup | None = None


def under(
    answer: Answer, key: str, texts: Texts, start: int = 0, size: int = rendering.ACCOUNTS
) -> Rows:
    """The buttons under the ``size`` accounts of an answer from number ``start`` on."""
    end = start + size
    left = len(answer.accounts) - end
    rows: list[tuple[Button, ...]] = []
    if left > 0:
        caption = texts.plain("button-more", count=left)
        rows.append((Button(caption, f"{MORE}:{key}:{end}:{size}"),))
    context = Button(texts.plain("button-context"), f"{CONTEXT}:{key}:{start}:{size}")
    rows.append((context, Button(texts.plain("button-articles"), f"{ARTICLES}:{key}")))
    if start:
        return tuple(rows)
    others = Button(texts.plain("button-others"), f"{OTHERS}:{key}")
    compare = Button(texts.plain("button-compare"), f"{COMPARE}:{key}")
    rows.append((compare, others) if len(answer.accounts) > 1 else (others,))
    share = Button(texts.plain("button-share"), key, shares=True)
    rows.append((Button("👍", f"{GOOD}:{key}"), Button("👎", f"{BAD}:{key}:{size}"), share))
    return tuple(rows)


def languages() -> Rows:
    """A button for each language, in its own name."""
    names = (Button(Texts(each).plain("language-name"), f"{SPEAK}:{each}") for each in LANGUAGES)
    return (tuple(names),)


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Do what a button stands for; one that is unknown, forged or too old says so."""
    verb, key, number, size = (*press.data.split(":"), "", "", "")[:4]
    if verb == SPEAK and key in LANGUAGES:
        await desk.run(desk.preferences.set_person, press.user_id, language=key)
        return Pressed(Texts(key).plain("language-set"))
    if verb in {settings.MINE, settings.OURS}:
        change = await settings.pressed(desk, press, texts)
        if change.panel is None:
            return Pressed(change.notice)
        return Pressed(change.notice, None, change.panel.buttons, change.panel.words)
    if verb in {GOOD, BAD, WHY}:
        reason, size = (number, size) if verb == WHY else ("", number)
        return await _mark(desk, press, Opinion(verb, key, reason, whole(size)), texts)
    if verb in {browsing.LISTED, browsing.VOICE}:
        return await _of_sources(desk, press, verb, key, texts)
    kept = await desk.run(desk.answers.get, key)
    if kept is None or verb not in {MORE, CONTEXT, ARTICLES, COMPARE, OTHERS, SOURCE}:
        return Pressed(texts.plain("button-stale"))
    if verb == ARTICLES:
        return Pressed(reply=await views.show(desk, View(views.ARTICLES, (key,)), texts))
    if verb == SOURCE:
        asked = replace(kept.asked, chat_id=press.chat_id)
        return _found(await browsing.said_further(desk, asked, whole(number), texts), texts)
    if verb == OTHERS:
        return await _others(desk, press, kept, texts)
    if verb == COMPARE:
        view = await looks.view(desk, press, views.COMPARED_PICTURE, key)
        return Pressed(reply=await views.show(desk, view, texts))
    start = whole(number)
    name = views.CONTEXT if verb == CONTEXT else views.ANSWER
    view = View(name, (key,), start, size=whole(size) or rendering.ACCOUNTS)
    reply = await views.show(desk, view, texts)
    if reply is None or start >= len(kept.answer.accounts):
        return Pressed(texts.plain("button-stale"))
    return Pressed(reply=reply)


def whole(words: str, digits: int = 3) -> int:
    """The number that a button carries, 0 where it carries none that there could be."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= digits else 0


async def _of_sources(desk: Desk, press: Press, verb: str, number: str, texts: Texts) -> Pressed:
    """Another page of those who are quoted, or what one of them said."""
    if verb == browsing.VOICE:
        wanted = whole(number, 10)
        return _found(await browsing.said_by_number(desk, wanted, press.chat_id, texts), texts)
    return _found(await browsing.listed(desk, number, texts) if whole(number) else None, texts)


def _found(reply: Reply | None, texts: Texts) -> Pressed:
    """A reply; where there is none, that the button is too old."""
    return Pressed(texts.plain("button-stale")) if reply is None else Pressed(reply=reply)


async def _others(desk: Desk, press: Press, kept: Kept, texts: Texts) -> Pressed:
    """Who else speaks where an answer was found."""
    found = await desk.run(desk.library.beside, kept.answer)
    if not found.accounts:
        return Pressed(texts.plain("others-none"))
    asked = replace(kept.asked, chat_id=press.chat_id)
    key = await desk.run(desk.answers.keep, asked, found)
    return Pressed(reply=await views.show(desk, View(views.OTHERS, (key,)), texts))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of an answer: good, bad, or why; ``size`` accounts were shown of it."""

    verb: str
    key: str
    reason: str
    size: int


async def _mark(desk: Desk, press: Press, given: Opinion, texts: Texts) -> Pressed:
    """Keep what somebody thinks; who finds it bad may say why with one more tap.

    The reasons come below the other buttons, which everybody in the chat may still need.
    """
    if given.verb == WHY and given.reason not in REASONS:
        return Pressed(texts.plain("button-stale"))
    thought = given.reason or given.verb
    kept = await desk.run(desk.answers.get, given.key)
    known = await desk.run(desk.answers.mark, given.key, press.user_id, thought)
    if kept is None or not known:
        return Pressed(texts.plain("button-stale"))
    if given.verb == GOOD:
        return Pressed(texts.plain("mark-thanks"))
    rows = under(kept.answer, given.key, texts, size=given.size or rendering.ACCOUNTS)
    if given.verb == WHY:
        return Pressed(texts.plain("mark-thanks"), buttons=rows)
    why = f"{WHY}:{given.key}:{{}}:{given.size}".format
    reasons = tuple((Button(texts.plain(f"reason-{each}"), why(each)),) for each in REASONS)
    return Pressed(texts.plain("mark-why"), buttons=(*rows, *reasons))
