"""Inline mode: ``@bot question`` in any chat offers an answer, and each account of it, to send."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import markup, references, rendering
from bot.answers import KEY, Asked
from bot.coverage import not_reported
from bot.dividing import Block, divide
from bot.handlers import views
from bot.handlers.desk import Desk, Reply, Shown, View
from retrieval import quotes
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.markup import Markup
    from bot.texts import Texts
    from retrieval.model import Account

MOST_ACCOUNTS = 8
# While somebody is still typing there is no question yet.
LEAST = 6
TITLE, DESCRIPTION = 60, 120


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to send: what the list shows of it, and the message.

    ``id`` tells, once it was sent, what of which answer it shows (``sent_as``).
    """

    id: str
    title: str
    description: str
    reply: Reply


async def offers(desk: Desk, query: str, user_id: int, texts: Texts) -> list[Offer]:
    """Give what is offered for a query: an answer's key, which brings that, or a question."""
    words = " ".join(query.split())
    if KEY.fullmatch(words):
        return await desk.run(_offered, desk, words, texts)
    if len(words) < LEAST or len(words) > 256:
        return []
    asked = Asked(words, user_id)
    answer = await desk.run(desk.answers.ask, asked)
    if answer.status is Status.NOT_REPORTED:
        linked = await desk.run(desk.addresses.linked, quotes.check(answer))
        question = Block(markup.italic(references.label(words)))
        messages = divide([question, *not_reported(linked.coverage, texts)])
        return [Offer("0", texts.plain("not-reported"), words, Reply(messages[:1]))]
    key = await desk.run(desk.answers.keep, asked, answer)
    return await desk.run(_offered, desk, key, texts)


def sent_as(desk: Desk, result_id: str, texts: Texts) -> Shown | None:
    """Tell what an offer of that id shows, once it was sent; None where it quotes nothing.

    Where an article changed since it was offered, the states are empty: it is due at once.
    """
    key, _, rest = result_id.partition(".")
    number, _, states = rest.partition(".")
    if not (number.isascii() and number.isdigit()):
        return None
    reply = views.reply(desk, View(views.OFFER, (key,), int(number)), texts)
    if reply is None or reply.shown is None:
        return None
    shown = reply.shown
    return (
        shown if states == _short(shown) else replace(shown, states=dict.fromkeys(shown.states, ""))
    )


def _short(shown: Shown) -> str:
    return hashlib.sha256(repr(sorted(shown.states.items())).encode()).hexdigest()[:12]


def _offered(desk: Desk, key: str, texts: Texts) -> list[Offer]:
    kept = desk.answers.get(key)
    if kept is None:
        return []
    accounts = rendering.both_sides(kept.answer.accounts)
    status = rendering.status_line(kept.answer, texts)
    names = dict.fromkeys(account.source.name for account in accounts)
    titles = [(_plain(status), _plain(texts.listed(map(references.label, names))))]
    titles += [_title(account, texts) for account in accounts[:MOST_ACCOUNTS]]
    offered = []
    for number, (title, description) in enumerate(titles):
        reply = views.reply(desk, View(views.OFFER, (key,), number), texts)
        if reply is not None and reply.shown is not None:
            result_id = f"{key}.{number}.{_short(reply.shown)}"
            shown = _cut(title, TITLE), _cut(description, DESCRIPTION)
            offered.append(Offer(result_id, *shown, reply))
    return offered


def _title(account: Account, texts: Texts) -> tuple[str, str]:
    """Who said it, and what: below that also that a later report replaces it."""
    said = _plain(rendering.said(replace(account, superseded=False), texts))
    sentence = account.claims[0].sentence
    return said, f"{texts.plain('superseded')} {sentence}" if account.superseded else sentence


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _plain(shown: Markup) -> str:
    from bot.plain import plain

    return plain(shown.html)
