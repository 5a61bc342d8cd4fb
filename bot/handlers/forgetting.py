"""``/forget_me``: all that is kept about a person goes, once they said so a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import markup
from bot.handlers.buttons import Pressed
from bot.handlers.desk import Button, Desk, Reply
from bot.rights import EVERYWHERE, ROLE, Role
from bot.steps import recorded
from corpus.catalogue import Step

if TYPE_CHECKING:
    from bot.incoming import Incoming, Press
    from bot.texts import Texts
    from corpus.catalogue import Forgotten

FORGET = "fgt"
VERBS = frozenset({FORGET})


async def forget_me(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Say what would go, with the button that does it; in private, where nobody else presses it."""
    if not request.private or request.user_id is None:
        return Reply([texts.say("forget-in-private")])
    pieces = [texts.say("forget-what")]
    if await desk.run(desk.library.catalogue.people.roles, request.user_id):
        pieces.append(texts.say("forget-moderator"))
    button = Button(texts.plain("button-forget"), FORGET)
    return Reply([markup.join("\n\n", pieces)], ((button,),))


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Forget whoever pressed the button, in their own chat with the bot."""
    if not press.private:
        return Pressed(texts.plain("button-stale"))
    await desk.run(_forget, desk, press.user_id)
    return Pressed(words=texts.say("forgotten"), buttons=())


def _forget(desk: Desk, user_id: int) -> None:
    store = desk.library.catalogue
    if roles := store.people.roles(user_id):
        # Others have to see that a role ended; the audit knew the person already.
        change = {"role": ", ".join(roles), "chat": EVERYWHERE}
        step = Step(ROLE, str(user_id), user_id, None, change, {"role": Role.USER.word})
        gone: Forgotten = recorded(store, step, lambda: desk.rights.forget(user_id))
    else:
        gone = desk.rights.forget(user_id)
    desk.answers.drop(gone.keys)
    desk.talk.leave(user_id)
