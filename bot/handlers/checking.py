"""A forwarded or pasted post, sentence by sentence: who in the corpus speaks to it, or nobody.

No verdict on what is true: only who says what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import markup, rendering
from bot.answers import Asked
from bot.dividing import Block, divide, sentences
from bot.handlers.desk import Desk, Reply
from bot.markup import Markup
from retrieval import quotes
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.texts import Texts
    from retrieval.model import Answer

# Each sentence is a question to the library, about half a second of work.
MOST_SENTENCES, LEAST_WORDS, MOST_CHARS = 6, 4, 500
ACCOUNTS = 3


async def check(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Check the text after the command, else that of the message it replies to."""
    text = request.argument or (request.replied.text if request.replied else "")
    claims = checkable(text)
    if not claims:
        return Reply([texts.say("check-what")])
    blocks = [Block(markup.italic(texts.say("check-note")))]
    for claim in claims[:MOST_SENTENCES]:
        answer = await desk.run(desk.answers.ask, Asked(claim, request.chat_id))
        blocks += _checked(claim, quotes.check(answer), texts)
    if len(claims) > MOST_SENTENCES:
        blocks.append(Block(texts.say("check-more", count=len(claims) - MOST_SENTENCES)))
    return Reply(divide(blocks))


def is_post(request: Incoming, most: int) -> bool:
    """Tell whether a private message is something to check rather than a question.

    ``most`` is how long a question may be, in characters.
    """
    text = request.argument
    forwarded = request.content.origin_date is not None and bool(checkable(text))
    return request.private and (forwarded or len(text) > most)


def checkable(text: str) -> list[str]:
    """The sentences of a text that can be claims: not questions, and with words enough."""
    found = (" ".join(sentence.split()) for sentence in sentences(text))
    return [
        sentence
        for sentence in found
        if len(sentence.split()) >= LEAST_WORDS
        and len(sentence) <= MOST_CHARS
        and not sentence.endswith("?")
    ]


def _checked(claim: str, answer: Answer, texts: Texts) -> list[Block]:
    head = texts.say("check-claim", claim=markup.bold(markup.foreign(claim)))
    if answer.status is Status.NOT_REPORTED:
        return [Block(head, (texts.say("check-nobody"),))]
    shown = rendering.both_sides(answer.accounts)[:ACCOUNTS]
    parts: list[Markup] = []
    for account in shown:
        block = rendering.account_block(account, texts)
        parts += [markup.join("\n", (block.head, block.parts[0])), *block.parts[1:]]
    return [Block(head, tuple(parts), texts.say("continued", head=head))]
