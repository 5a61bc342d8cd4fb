"""The buttons under an answer, and what happens when one is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rendering, surroundings
from bot.dividing import divide
from bot.handlers import views
from bot.handlers.desk import Button, Desk, Reply, Rows, View
from bot.texts import LANGUAGES, Texts
from retrieval import quotes

if TYPE_CHECKING:
    from bot.incoming import Press
    from retrieval.model import Answer

MORE, CONTEXT, ARTICLES, GOOD, BAD, WHY, SPEAK = "more", "ctx", "art", "good", "bad", "why", "lang"
REASONS = ("wrong-source", "beside", "missing", "outdated")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press leads to: a word on the screen, a reply, other buttons in place of these."""

    notice: str | None = None
    reply: Reply | None = None
    buttons: Rows | None = None


def under(answer: Answer, key: str, texts: Texts, start: int = 0) -> Rows:
    """The buttons under the accounts of an answer from number ``start`` on."""
    end = start + rendering.ACCOUNTS
    left = len(answer.accounts) - end
    rows: list[tuple[Button, ...]] = []
    if left > 0:
        caption = texts.plain("button-more", count=left)
        rows.append((Button(caption, f"{MORE}:{key}:{end}"),))
    context = Button(texts.plain("button-context"), f"{CONTEXT}:{key}:{start}")
    rows.append((context, Button(texts.plain("button-articles"), f"{ARTICLES}:{key}")))
    if not start:
        share = Button(texts.plain("button-share"), key, shares=True)
        rows.append((Button("👍", f"{GOOD}:{key}"), Button("👎", f"{BAD}:{key}"), share))
    return tuple(rows)


def languages() -> Rows:
    """A button for each language, in its own name."""
    names = (Button(Texts(each).plain("language-name"), f"{SPEAK}:{each}") for each in LANGUAGES)
    return (tuple(names),)


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Do what a button stands for; one that is unknown, forged or too old says so."""
    verb, _, rest = press.data.partition(":")
    key, _, number = rest.partition(":")
    if verb == SPEAK and key in LANGUAGES:
        await desk.run(desk.library.catalogue.set, f"language:{press.user_id}", key)
        return Pressed(Texts(key).plain("language-set"))
    if verb in {GOOD, BAD, WHY}:
        return await _mark(desk, press, verb, key, number, texts)
    start = int(number) if number.isascii() and number.isdigit() else 0
    if verb not in {MORE, CONTEXT, ARTICLES}:
        return Pressed(texts.plain("button-stale"))
    kept = await desk.run(desk.answers.get, key)
    if kept is None:
        return Pressed(texts.plain("button-stale"))
    if verb == ARTICLES:
        answer = await desk.run(desk.addresses.linked, quotes.check(kept.answer), key)
        return Pressed(reply=Reply(divide(surroundings.articles_of(answer, texts))))
    view = View(views.CONTEXT if verb == CONTEXT else views.ANSWER, (key,), start)
    reply = await views.show(desk, view, texts)
    if reply is None or start >= len(kept.answer.accounts):
        return Pressed(texts.plain("button-stale"))
    return Pressed(reply=reply)


async def _mark(
    desk: Desk, press: Press, verb: str, key: str, reason: str, texts: Texts
) -> Pressed:
    """Keep what somebody thinks; who finds it bad may say why with one more tap."""
    if verb == WHY and reason not in REASONS:
        return Pressed(texts.plain("button-stale"))
    mark = reason if verb == WHY else verb
    if not await desk.run(desk.answers.mark, key, press.user_id, mark):
        return Pressed(texts.plain("button-stale"))
    if verb == BAD:
        rows = tuple(
            (Button(texts.plain(f"reason-{each}"), f"{WHY}:{key}:{each}"),) for each in REASONS
        )
        return Pressed(texts.plain("mark-why"), buttons=rows)
    return Pressed(texts.plain("mark-thanks"), buttons=())
