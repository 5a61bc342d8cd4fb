"""Inline mode: ``@bot question`` in any chat offers an answer, and each account of it, to send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import markup, references, rendering
from bot.answers import KEY, Asked
from bot.coverage import not_reported
from bot.dividing import Block, divide
from bot.handlers.desk import Desk
from bot.markup import Markup
from retrieval import quotes
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.texts import Texts
    from retrieval.model import Account, Answer

MOST_ACCOUNTS = 8
# While somebody is still typing there is no question yet.
LEAST = 6
TITLE, DESCRIPTION = 60, 120


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to send: what the list shows of it, and the message."""

    title: str
    description: str
    message: Markup


async def offers(desk: Desk, query: str, user_id: int, me: str, texts: Texts) -> list[Offer]:
    """Give what is offered for a query: an answer's key, which brings that, or a question.

    ``me`` is the bot's name, for the links that lead to the whole answer.
    """
    words = " ".join(query.split())
    if KEY.fullmatch(words):
        found = await desk.run(desk.answers.shared, words)
        return _offered(*found, words, me, texts) if found else []
    if len(words) < LEAST or len(words) > 256:
        return []
    asked = Asked(words, user_id)
    answer = await desk.run(desk.answers.ask, asked)
    key = await desk.run(desk.answers.keep, asked, answer)
    return _offered(asked, answer, key, me, texts)


def _offered(asked: Asked, answer: Answer, key: str, me: str, texts: Texts) -> list[Offer]:
    quotes.check(answer)
    link = markup.link(texts.say("whole-answer"), f"https://t.me/{me}?start={key}")
    question = Block(markup.italic(references.label(asked.question)))
    if answer.status is Status.NOT_REPORTED:
        blocks = [question, *not_reported(answer.coverage, texts), Block(link)]
        return [Offer(texts.plain("not-reported"), asked.question, divide(blocks)[0])]
    accounts = rendering.both_sides(answer.accounts)
    status = rendering.status_line(answer, texts)
    names = ", ".join(account.source.name for account in accounts)
    offered = [
        Offer(_plain(status), names[:DESCRIPTION], _message(question, accounts, link, texts))
    ]
    for account in accounts[:MOST_ACCOUNTS]:
        title = _plain(rendering.said(account, texts))[:TITLE]
        sentence = account.claims[0].sentence[:DESCRIPTION]
        offered.append(Offer(title, sentence, _message(question, (account,), link, texts)))
    return offered


def _message(question: Block, accounts: tuple[Account, ...], link: Markup, texts: Texts) -> Markup:
    """As many whole accounts as fit in one message with the question and the link."""
    kept: list[Block] = [question]
    for account in accounts:
        longer = [*kept, rendering.account_block(account, texts)]
        if len(divide([*longer, Block(link)])) > 1:
            break
        kept = longer
    return divide([*kept, Block(link)])[0]


def _plain(shown: Markup) -> str:
    from bot.plain import plain

    return plain(shown.html)
