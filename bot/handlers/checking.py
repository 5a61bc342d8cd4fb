"""A forwarded or pasted post, sentence by sentence: who in the corpus speaks to it, or nobody.

No verdict on what is true: only who says what.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answers import Asked
from bot.dividing import sentences
from bot.handlers import views
from bot.handlers.desk import Desk, Reply, View
from retrieval.languages import in_another

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.texts import Texts

# Each sentence is a question to the library, about half a second of work.
MOST_SENTENCES, LEAST_WORDS, MOST_CHARS = 6, 4, 500
# What stands before the claim in a post: "🔴 BREAKING:", "‼️Срочно –".
_SHOUT = re.compile(
    r"^(?:[^\w\s\"'«“‘(]+\s*)?(?:(?:breaking(?: news)?|urgent|just in|alert|update|exclusive|"
    r"срочно|молния|эксклюзив|عاجل|خبر عاجل)\b\s*[:!|–—-]+\s*)?(?:[^\w\s\"'«“‘(]+\s+)?",
    re.IGNORECASE,
)


async def check(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Check the text after the command, else that of the message it replies to."""
    text = request.argument or (request.replied.text if request.replied else "")
    claims = checkable(text)
    if not claims:
        return Reply([texts.say("check-what")])
    keys, note = [], None
    for claim in claims[:MOST_SENTENCES]:
        asked = Asked(claim, request.chat_id)
        answer = await desk.run(desk.answers.ask, asked)
        keys.append(await desk.run(desk.answers.keep, asked, answer))
        if answer.coverage is not None and answer.coverage.note == in_another():
            note = views.FOREIGN
    left = max(0, len(claims) - MOST_SENTENCES)
    reply = await views.show(desk, View(views.CHECK, tuple(keys), left, note=note), texts)
    return reply or Reply([texts.say("answer-gone")])


def is_post(request: Incoming, most: int) -> bool:
    """Tell whether a private message is something to check rather than a question.

    ``most`` is how long a question may be, in characters.
    """
    text = request.argument
    forwarded = request.content.origin_date is not None and bool(checkable(text))
    return request.private and (forwarded or len(text) > most)


def checkable(text: str) -> list[str]:
    """The sentences of a text that can be claims: not questions, and with words enough."""
    found = (_SHOUT.sub("", " ".join(sentence.split())) for sentence in sentences(text))
    return [
        sentence
        for sentence in found
        if len(sentence.split()) >= LEAST_WORDS
        and len(sentence) <= MOST_CHARS
        and not sentence.endswith(("?", "؟"))
    ]
