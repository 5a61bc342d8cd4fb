"""Correcting: fields, notes, retractions, revisions, and taking one's own last step back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from bot import markup, mending, previews, publishing
from bot.dividing import Block, divide
from bot.handlers import channels, feeding, proposing, trust
from bot.handlers.desk import Desk, Reply
from bot.jobs import IMPORTED, take_back
from bot.reasons import in_words
from bot.rights import ROLE, Role
from bot.steps import UNDID, named, recorded, was_done
from corpus.catalogue import NoticeKind, Step
from corpus.errors import AccordingToError, NotFound
from corpus.reading.dates import iso_date
from corpus.reading.finish import web_address
from corpus.reading.paragraphs import paragraphs
from corpus.text import clean, line

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.ports import Library, Store
    from bot.texts import Texts
    from corpus.catalogue import Proposal
    from corpus.model import Article

EDITED, REMOVED, RESTORED = "edited", "removed", "restored"
CORRECTED, RETRACTED = "corrected", "retracted"
NOTHING = {"-", "–", "—"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})*")
SHOWN_REVISIONS = 10


async def edit(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Change a field of an article, or of a proposal (``#NUMBER``), and show the difference."""
    words = request.argument.split(maxsplit=2)
    if len(words) < 3:
        return Reply([texts.say("edit-which", fields=", ".join(proposing.FIELDS))])
    return await desk.run(_edit, desk, request, words[0], words[1].lower(), words[2], texts)


def _edit(desk: Desk, request: Incoming, id_: str, name: str, given: str, texts: Texts) -> Reply:
    field = proposing.field_of(name)
    value = value_of(name, given)
    if id_.startswith("#") and id_[1:].isascii() and id_[1:].isdigit():
        return _edit_proposal(desk, request, int(id_[1:10]), field, value, texts)
    if not desk.rights.may_moderate(request.user_id, request.chat_id):
        return Reply([texts.say("moderators-only")])
    article = desk.library.article(id_)
    changed = with_field(article, field, value)
    if changed == article:
        return Reply([texts.say("edit-same")])
    before, after = publishing.difference(article, changed)
    step = Step(EDITED, id_, request.user_id, request.chat_id, before, after)
    recorded(desk.library.catalogue, step, lambda: put(desk.library, changed))
    head = texts.say("edited", id=markup.code(id_), undo="/undo")
    lines = tuple(previews.changes(article, changed, texts))
    return Reply(divide([Block(head, lines)]))


def _edit_proposal(
    desk: Desk, request: Incoming, number: int, field: str, value: str | None, texts: Texts
) -> Reply:
    proposal = desk.library.catalogue.proposals.get(number)
    publishes = desk.rights.may_moderate(request.user_id, request.chat_id)
    if not publishes and proposal.proposed_by != request.user_id:
        return Reply([texts.say("moderators-only")])
    changed = with_field(proposal.article, field, value)
    before, after = publishing.difference(proposal.article, changed)
    step = Step(EDITED, f"#{number}", request.user_id, request.chat_id, before, after)
    recorded(desk.library.catalogue, step, lambda: _change(desk.library, proposal, changed))
    shown = previews.preview(desk.library, replace(proposal, article=changed))
    buttons = proposing.under(proposal, publishes, texts)
    return Reply(divide(previews.blocks(shown, texts)), buttons)


def _change(library: Library, proposal: Proposal, article: Article) -> None:
    if not library.catalogue.proposals.change(proposal.id, article):
        raise AccordingToError(f"The proposal #{proposal.id} does not wait any more.")


def with_field(article: Article, field: str, value: str | None) -> Article:
    """The article with another value of a field."""
    fields: dict[str, Any] = {field: value}
    return replace(article, **fields)


def value_of(name: str, given: str) -> str | None:
    """Give the value of a field as articles keep it, None for a dash.

    AccordingToError where the field cannot have that value.
    """
    if name == "text":
        text = "\n\n".join(paragraphs(clean(given)))
        if not any(c.isalnum() for c in text):
            raise AccordingToError("An article cannot be without text: write its whole text.")
        return text
    if given.strip() in NOTHING:
        if name in ("title", "outlet"):
            raise AccordingToError(f"An article cannot be without {name}: write another.")
        return None
    value = line(given)
    if name not in _CHECKED or value is None:
        return value
    if (found := _CHECKED[name](value)) is None:
        raise AccordingToError(f"{value} is no {name} that can be read: write it another way.")
    return found


def _language(value: str) -> str | None:
    return value if _LANGUAGE.fullmatch(value) else None


def put(library: Library, article: Article) -> None:
    """Put an article in the place of what it was (AccordingToError where it cannot be kept)."""
    report = library.add([article])
    if report.skipped:
        raise AccordingToError(report.skipped[0].reason)


_CHECKED: dict[str, Callable[[str], str | None]] = {
    "date": iso_date,
    "url": web_address,
    "language": _language,
}


async def revisions(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What an article was before, and what changed each time."""
    if not request.argument:
        return Reply([texts.say("revisions-which")])
    return await desk.run(_revisions, desk, request.argument, texts)


def _revisions(desk: Desk, id_: str, texts: Texts) -> Reply:
    history = desk.library.catalogue.histories.of([id_]).get(id_)
    if history is None:
        raise NotFound(f"There is no article {id_}.")
    if not history.earlier:
        return Reply([texts.say("revisions-none", id=markup.code(id_))])
    versions = [*(each.article for each in history.earlier), history.article]
    blocks = [Block(markup.bold(texts.say("revisions", count=len(history.earlier))))]
    for number in range(len(versions) - 1, 0, -1)[:SHOWN_REVISIONS]:
        day = texts.day(history.earlier[number - 1].replaced_at)
        changed = previews.changes(versions[number - 1], versions[number], texts)
        blocks.append(Block(texts.say("revision", number=number, day=day), tuple(changed)))
    return Reply(divide(blocks))


async def correct(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Put a dated note on an article, which every answer that quotes it carries from then on."""
    id_, note = _two(request.argument)
    if not note:
        return Reply([texts.say("correct-what")])
    await desk.run(_note, desk, request, id_, NoticeKind.CORRECTED, note)
    return Reply([texts.say("corrected", id=markup.code(id_), note=note)])


async def retract(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Answer from an article no more, and mark the answers that quoted it."""
    id_, reason = _two(request.argument)
    if not reason:
        return Reply([texts.say("retract-what")])
    await desk.run(_note, desk, request, id_, NoticeKind.RETRACTED, reason)
    return Reply([texts.say("retracted", id=markup.code(id_), why=reason, undo="/undo")])


def _two(argument: str) -> tuple[str, str]:
    id_, _, rest = argument.partition(" ")
    return id_, " ".join(rest.split())


def _note(desk: Desk, request: Incoming, id_: str, kind: NoticeKind, note: str) -> None:
    library, retracts = desk.library, kind is NoticeKind.RETRACTED
    if retracts and was_done(library.catalogue, request.user_id, RETRACTED, [id_], gone=True):
        return
    library.article(id_)

    def work() -> None:
        library.catalogue.histories.note(id_, kind, note, by=request.user_id)
        if retracts:
            library.remove([id_])

    what = RETRACTED if retracts else CORRECTED
    step = Step(what, id_, request.user_id, request.chat_id, after={"note": note})
    recorded(library.catalogue, step, work)


async def undo(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take one's own last step back, or the one of a number, and put that on record too."""
    return await desk.run(_undo, desk, request, texts)


def _undo(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    store, step, again = desk.library.catalogue, None, False
    if request.user_id is not None:
        step, again = _to_undo(store, request.user_id, request)
    if step is None:
        return Reply([texts.say("undo-nothing")])
    if step.what not in _UNDO:
        said = texts.say("undo-not", what=named(step.what, texts), target=step.target)
        return Reply([markup.join("\n", (said, *_earlier(store, step, texts)))])
    needed = Role.CONTRIBUTOR if step.target.startswith("#") else _UNDO[step.what][0]
    if not desk.rights.may(request.user_id, needed, request.chat_id):
        return Reply([texts.say("moderators-only")])
    what, chat = f"{UNDID}{step.what}", request.chat_id
    back = Step(what, step.target, request.user_id, chat, step.after, step.before, step.id)
    try:
        recorded(store, back, lambda: _UNDO[step.what][1](desk, step))
    except AccordingToError as error:
        if not again:  # else it was done before the kill
            return _refused(store, step, in_words(str(error), texts), texts)
    return Reply([texts.say("undone", what=named(step.what, texts), target=step.target)])


def _refused(store: Store, step: Step, why: Markup, texts: Texts) -> Reply:
    """Say that a step stays as it is, and how to get at the one before it."""
    said = texts.say("undo-refused", what=named(step.what, texts), target=step.target, why=why)
    return Reply([markup.join("\n", (said, *_earlier(store, step, texts)))])


def _earlier(store: Store, step: Step, texts: Texts) -> list[Markup]:
    """How to get at a person's step before one; empty where there is none."""
    earlier = store.audit.last_of(step.who, before=step.id) if step.who is not None else None
    if earlier is None:
        return []
    what, command = named(earlier.what, texts), f"/undo {earlier.id}"
    return [texts.say("undo-earlier", what=what, target=earlier.target, command=command)]


def _to_undo(store: Store, who: int, request: Incoming) -> tuple[Step | None, bool]:
    """Give the step that a person's message takes back, and whether that was begun before.

    A message that comes again after a kill takes back the same step, not the one before it.
    """
    name, message = f"undo:{who}", f"{request.chat_id}:{request.message_id}"
    kept = json.loads(store.setting(name) or "{}")
    if kept.get("message") == message:
        (step,) = store.audit.latest(limit=1, before=kept["step"] + 1)
        return step, True
    number = request.argument.strip().removeprefix("#")
    given = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else None
    found = store.audit.last_of(who, before=None if given is None else given + 1)
    if found is not None and given not in {None, found.id}:
        return None, False
    if found is not None:
        store.set(name, json.dumps({"message": message, "step": found.id}))
    return found, False


def _undo_removed(desk: Desk, step: Step) -> None:
    desk.library.restore(step.target.split())


def _undo_restored(desk: Desk, step: Step) -> None:
    desk.library.remove(step.target.split())


def _undo_edited(desk: Desk, step: Step) -> None:
    if step.target.startswith("#"):
        proposal = desk.library.catalogue.proposals.get(int(step.target[1:]))
        _change(desk.library, proposal, _as_before(proposal.article, step))
    else:
        put(desk.library, _as_before(desk.library.article(step.target), step))


def _undo_published(desk: Desk, step: Step) -> None:
    """A new article goes out again and waits; a later version gives way to the one before."""
    if step.before is None:
        desk.library.remove([step.target])
    else:
        put(desk.library, _as_before(desk.library.article(step.target), step))
    desk.library.catalogue.proposals.reopen(int((step.after or {})["proposal"]))


def _undo_discarded(desk: Desk, step: Step) -> None:
    desk.library.catalogue.proposals.reopen(int(step.target[1:]))


def _undo_corrected(desk: Desk, step: Step) -> None:
    note = (step.after or {})["note"]
    desk.library.catalogue.histories.withdraw(step.target, NoticeKind.CORRECTED, note)


def _undo_retracted(desk: Desk, step: Step) -> None:
    note = (step.after or {})["note"]
    desk.library.catalogue.histories.withdraw(step.target, NoticeKind.RETRACTED, note)
    desk.library.restore([step.target])


def _undo_imported(desk: Desk, step: Step) -> None:
    take_back(desk.library, int((step.after or {})["job"]))


def _undo_role(desk: Desk, step: Step) -> None:
    before = step.before or {}
    if not desk.rights.may(step.who, Role.OWNER, before["chat"]):
        raise AccordingToError("Only owners can do that, where the role holds.")
    kept = desk.library.catalogue.moderators.get(int(step.target), before["chat"])
    if (kept.role if kept else Role.USER.word) != (step.after or {})["role"]:
        raise AccordingToError(f"The role of {step.target} was changed since: write /promote.")
    role = Role.of(before["role"]) or Role.USER
    desk.rights.give(int(step.target), role, by=step.who, chat_id=before["chat"])


def _undo_mended(desk: Desk, step: Step) -> None:
    mending.take_back(desk.library, step)


def _as_before(article: Article, step: Step) -> Article:
    """The article with what a step changed put back; refused where somebody changed it since."""
    now = asdict(article)
    after = {name: value for name, value in (step.after or {}).items() if name in now}
    if any(_plain(now[name]) != value for name, value in after.items()):
        raise AccordingToError(f"{step.target} was changed since: edit it instead.")
    before = dict(step.before or {})
    if "captions" in before:
        before["captions"] = tuple(before["captions"])
    return replace(article, **before)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


# What can be taken back, the role that it takes, and how. A proposal's own steps take less.
_UNDO: dict[str, tuple[Role, Callable[[Desk, Step], None]]] = {
    REMOVED: (Role.MODERATOR, _undo_removed),
    RESTORED: (Role.MODERATOR, _undo_restored),
    EDITED: (Role.MODERATOR, _undo_edited),
    publishing.PUBLISHED: (Role.MODERATOR, _undo_published),
    publishing.DISCARDED: (Role.MODERATOR, _undo_discarded),
    CORRECTED: (Role.MODERATOR, _undo_corrected),
    RETRACTED: (Role.MODERATOR, _undo_retracted),
    IMPORTED: (Role.MODERATOR, _undo_imported),
    ROLE: (Role.OWNER, _undo_role),
    trust.TWO_EYES: (Role.OWNER, trust.undo_eyes),
    feeding.ADDED: (Role.MODERATOR, feeding.undo_added),
    feeding.REMOVED: (Role.MODERATOR, feeding.undo_removed),
    channels.ADDED: (Role.MODERATOR, channels.undo_added),
    channels.REMOVED: (Role.MODERATOR, channels.undo_removed),
    **dict.fromkeys(mending.STEPS, (Role.MODERATOR, _undo_mended)),
}
