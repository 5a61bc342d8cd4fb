"""Who may do what, and who did what: /promote, /demote, /mods, /audit, /eyes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot import markup
from bot.dividing import Block, divide
from bot.handlers.desk import Desk, Reply
from bot.reasons import in_words
from bot.rights import EVERYWHERE, ROLE, Role
from bot.steps import named, recorded
from corpus.catalogue import FAILED, TERMINAL, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts

HERE = "here"
TWO_EYES = "two-eyes"
SHOWN_STEPS, STEP_CHARS = 20, 300


async def promote(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Give somebody a role: ``ID ROLE``, or ``ROLE`` as a reply to them; ``here`` in this chat."""
    return await desk.run(_promote, desk, request, texts)


def _promote(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    words = request.argument.lower().split()
    role = next((found for word in words if (found := Role.of(word))), None)
    user_id = _who(request, words)
    if role is None or user_id is None:
        return Reply([texts.say("promote-what")])
    return _give(desk, request, user_id, role, texts)


async def demote(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take somebody's role away, everywhere or here."""
    return await desk.run(_demote, desk, request, texts)


def _demote(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    user_id = _who(request, request.argument.lower().split())
    if user_id is None:
        return Reply([texts.say("demote-who")])
    return _give(desk, request, user_id, Role.USER, texts)


def _who(request: Incoming, words: list[str]) -> int | None:
    """The person who is meant: a number among the words, else who is replied to."""
    for word in words:
        if word.isascii() and word.isdigit() and len(word) < 16:
            return int(word)
    return request.replied_user_id


def _give(desk: Desk, request: Incoming, user_id: int, role: Role, texts: Texts) -> Reply:
    here = HERE in request.argument.lower().split() and not request.private
    place = request.chat_id if here else EVERYWHERE
    # An owner of this chat alone gives and takes roles in it alone.
    if not desk.rights.may(request.user_id, Role.OWNER, place):
        return Reply([texts.say("owners-only")])
    kept = desk.library.catalogue.moderators.get(user_id, place)
    before = kept.role if kept else Role.USER.word
    step = Step(
        ROLE,
        str(user_id),
        request.user_id,
        request.chat_id,
        {"role": before, "chat": place},
        {"role": role.word, "chat": place},
    )
    work = lambda: desk.rights.give(user_id, role, by=request.user_id, chat_id=place)  # noqa: E731
    recorded(desk.library.catalogue, step, work)
    key = "role-here" if here else "role-everywhere"
    return Reply([texts.say(key, who=markup.code(str(user_id)), role=_word(role, texts))])


def _word(role: Role, texts: Texts) -> str:
    return texts.plain(f"role-{role.word}")


async def moderators(desk: Desk, _request: Incoming, texts: Texts) -> Reply:
    """Everybody who has a role."""
    people = await desk.run(desk.library.catalogue.moderators.all)
    lines = []
    for each in people:
        role = Role.of(each.role) or Role.USER
        where = markup.text(f"({each.chat_id})") if each.chat_id else markup.Markup()
        who = markup.join(" ", (markup.code(str(each.user_id)), where))
        said = texts.say("mod-line", who=who, role=_word(role, texts), day=texts.day(each.added_at))
        lines.append(said)
    blocks = [Block(markup.bold(texts.say("mods", count=len(lines))), tuple(lines))]
    if await desk.run(lambda: desk.rights.two_eyes):
        blocks.append(Block(texts.say("eyes-are-on")))
    return Reply(divide(blocks))


async def eyes(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Ask for two pairs of eyes: who proposed an article may then not publish it."""
    wanted = request.argument.strip().lower()
    if wanted not in {"on", "off"}:
        return Reply([texts.say("eyes-what")])
    # It holds in all chats, so an owner of this one alone does not decide it.
    if not await desk.run(desk.rights.may, request.user_id, Role.OWNER):
        return Reply([texts.say("owners-only")])
    on = wanted == "on"
    before = {"on": await desk.run(lambda: desk.rights.two_eyes)}
    step = Step(TWO_EYES, wanted, request.user_id, request.chat_id, before, {"on": on})
    work = lambda: desk.rights.ask_two_eyes(on)  # noqa: E731
    await desk.run(recorded, desk.library.catalogue, step, work)
    return Reply([texts.say("eyes-are-on" if on else "eyes-are-off")])


def undo_eyes(desk: Desk, step: Step) -> None:
    """Ask for as many pairs of eyes as before."""
    if not desk.rights.may(step.who, Role.OWNER):
        raise AccordingToError("Only owners everywhere can do that.")
    if step.before is None:
        raise AccordingToError("What was asked for before is not on record: write /eyes on or off.")
    desk.rights.ask_two_eyes(step.before["on"])


async def audit(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What was changed, by whom and when, the latest first; with a number those before it."""
    given = request.argument.removeprefix("#")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else None
    steps = await desk.run(desk.library.catalogue.audit.latest, limit=SHOWN_STEPS, before=before)
    if not steps:
        return Reply([texts.say("audit-empty")])
    head = markup.bold(texts.say("audit"))
    blocks = [Block(head, tuple(_line(step, texts) for step in steps), head)]
    if steps[-1].id > 1:
        blocks.append(Block(texts.say("more-pages", command=f"/audit {steps[-1].id}")))
    return Reply(divide(blocks))


def _line(step: Step, texts: Texts) -> Markup:
    who = markup.code(str(step.who))
    if not step.who:
        who = texts.say("audit-terminal" if step.who == TERMINAL else "audit-bot")
    when = markup.text(step.at.replace("T", " ")[:16])
    target = texts.apart(markup.code(step.target))
    what = markup.join(" ", (markup.bold(named(step.what, texts)), target))
    pieces = (markup.text(f"#{step.id}"), when, who, what, _change(step, texts))
    return texts.listed(pieces, " · ")


def _change(step: Step, texts: Texts) -> Markup:
    """What differs: "title: Fire → Fire in the harbour"; what was not there has one side only.

    So has what stayed the same. What came to nothing says why.
    """
    if step.what == FAILED:
        return in_words(str((step.after or {}).get("why", "")), texts, most=STEP_CHARS)
    before, after = step.before or {}, step.after or {}
    names = dict.fromkeys((*before, *after))
    sides = {name: [each[name] for each in (before, after) if name in each] for name in names}
    said = {name: " → ".join(dict.fromkeys(map(_brief, each))) for name, each in sides.items()}
    return markup.foreign("; ".join(f"{name}: {each}" for name, each in said.items()))


def _brief(value: object) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said if len(said) <= STEP_CHARS else said[: STEP_CHARS - 1] + "…"
