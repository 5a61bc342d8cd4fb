"""Adding in bulk from a chat: a file of many reports is looked into, started, shown, cancelled."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from telegram import InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot import bulk, jobs, markup
from bot.dividing import Block, divide
from bot.handlers.buttons import Pressed
from bot.handlers.desk import Button, Desk, Reply, Rows
from bot.reasons import in_plain_words, in_words
from bot.rights import Role
from bot.sending import keyboard
from bot.texts import Texts
from corpus.catalogue import JobState
from corpus.reading import Skipped, raw_bytes
from corpus.reading.formats import kind_of

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.incoming import Content, Incoming, Press
    from bot.markup import Markup
    from corpus.catalogue import Job

_log = logging.getLogger(__name__)
START, CANCEL = "jst", "jcn"
VERBS = frozenset({START, CANCEL})
# So many reports are proposed one by one; more are one job.
FEW = 30
SHOWN_REASONS, REASON_CHARS, SHOWN_JOBS = 5, 200, 20


def is_bulk(content: Content, data: bytes | None) -> bool:
    """Tell whether a message's file is to be added as a job: JSON lines, and many of them."""
    if content.attachment is None or data is None:
        return False
    name = content.attachment.name
    if not kind_of(name).startswith(".jsonl"):
        return False
    found = raw_bytes(data, name=name)
    return sum(1 for _ in zip(range(FEW + 1), found, strict=False)) > FEW


def propose(desk: Desk, content: Content, data: bytes, request: Incoming, texts: Texts) -> Reply:
    """Keep a file as a job that somebody has to start, and show what is in it; blocks."""
    name = content.attachment.name if content.attachment else ""
    found = jobs.look_into(desk.library, data, name)
    job = desk.library.catalogue.jobs.put(
        [name],
        content=data,
        found=found,
        total=found["reports"] + found["skipped"],
        by=request.user_id,
        chat_id=request.chat_id,
        state=JobState.PROPOSED,
    )
    starts = desk.rights.may_moderate(request.user_id, request.chat_id)
    return Reply(*shown(job, texts, starts=starts))


async def listed(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The latest jobs; one with its number, and its buttons."""
    argument = request.argument.removeprefix("#")
    if argument.isascii() and argument.isdigit():
        job = await desk.run(desk.library.catalogue.jobs.get, int(argument[:9]))
        return Reply(*shown(job, texts))
    found = await desk.run(desk.library.catalogue.jobs.latest, SHOWN_JOBS)
    if not found:
        return Reply([texts.say("jobs-none")])
    lines = tuple(_line(each, texts) for each in found)
    return Reply(divide([Block(markup.bold(texts.say("jobs")), lines)]))


def proposed(desk: Desk, texts: Texts) -> list[Block]:
    """The jobs that somebody has to start, with the command that shows each; blocks."""
    waiting = [
        each
        for each in desk.library.catalogue.jobs.latest(SHOWN_JOBS)
        if each.state is JobState.PROPOSED
    ]
    return [
        Block(_line(each, texts), (texts.say("job-who-starts", command=f"/jobs {each.id}"),))
        for each in waiting
    ]


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Start or cancel a job, if whoever presses may do so now."""
    return await desk.run(_pressed, desk, press, texts)


def _pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    verb, _, number = press.data.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return Pressed(texts.plain("button-stale"))
    kept = desk.library.catalogue.jobs
    job = kept.get(int(number))
    moderates = desk.rights.may(press.user_id, Role.MODERATOR, press.chat_id)
    withdraws = verb == CANCEL and job.state is JobState.PROPOSED and job.asked_by == press.user_id
    if not (moderates or withdraws):
        return Pressed(texts.plain("moderators-only"))
    if verb == START:
        if desk.rights.two_eyes and job.asked_by == press.user_id:
            return Pressed(reply=Reply([texts.say("two-eyes")]))
        kept.shown(job.id, press.chat_id, press.message_id)
        kept.move(job.id, JobState.PROPOSED, JobState.WAITING)
    else:
        kept.end(job.id, JobState.CANCELLED)
    now = kept.get(job.id)
    state = texts.plain(f"job-{now.state.value}")
    # From its start on the message is the bot's loop's: two hands would edit it out of order.
    if verb == START or job.state is JobState.RUNNING:
        return Pressed(state)
    messages, buttons = shown(now, texts)
    return Pressed(words=messages[0], buttons=buttons)


def shown(job: Job, texts: Texts, *, starts: bool = True) -> tuple[list[Markup], Rows]:
    """A job as a message, with what can be done to it; ``starts``: by who may start it."""
    blocks = [Block(markup.bold(_line(job, texts)), tuple(_details(job, texts)))]
    cancel = Button(texts.plain("button-cancel"), f"{CANCEL}:{job.id}")
    if job.state is JobState.PROPOSED:
        start = Button(texts.plain("button-start"), f"{START}:{job.id}")
        discard = Button(texts.plain("button-discard"), f"{CANCEL}:{job.id}")
        rows: Rows = ((start, discard),) if starts else ((discard,),)
        if not starts:
            blocks.append(Block(texts.say("job-who-starts", command=f"/jobs {job.id}")))
    else:
        rows = ((cancel,),) if job.is_open else ()
    return divide(blocks)[:1], rows


def _line(job: Job, texts: Texts) -> Markup:
    """A job in a line: its number, what it is of, and where it is."""
    name = markup.foreign(", ".join(job.places)[:REASON_CHARS])
    state = texts.plain(f"job-{job.state.value}")
    return texts.say("job", number=str(job.id), name=name, state=state)


def _details(job: Job, texts: Texts) -> list[Markup]:
    if job.state is JobState.PROPOSED:
        return _in_it(job, texts)
    count, result = job.count, job.result or {}
    lines = []
    if job.state is not JobState.WAITING:
        total = count.done if count.total is None else count.total
        lines.append(texts.say("job-done-of", done=count.done, total=total))
        numbers = {"added": count.added, "unchanged": count.unchanged, "skipped": count.skipped}
        lines.append(texts.say("job-counts", **numbers))
    if "trouble" in result:
        lines.append(texts.say("refused", why=in_words(str(result["trouble"]), texts)))
    if result.get("skipped"):
        skipped = [Skipped(each["item"], each["reason"]) for each in result["skipped"]]
        lines += _reasons([[each.count, each.reason] for each in bulk.reasons(skipped)], texts)
    if count.added and not job.is_open:
        lines.append(texts.say("job-undo"))
    return lines


def _in_it(job: Job, texts: Texts) -> list[Markup]:
    """What a look into a proposed job's file found."""
    found = job.found or {}
    lines = [texts.say("job-reports", count=int(found["reports"]))]
    if found["known"]:
        lines.append(texts.say("job-known", count=int(found["known"])))
    many, names = found["outlets"]
    if many:
        more = " …" if many > len(names) else ""
        lines.append(texts.say("job-outlets", count=int(many), names=", ".join(names) + more))
    if found["first"]:
        first, last = texts.day(found["first"]), texts.day(found["last"])
        lines.append(texts.say("job-days", first=first, last=last))
    if found["skipped"]:
        lines.append(texts.say("job-unreadable", count=int(found["skipped"])))
        lines += _reasons(found["reasons"], texts)
    return lines


def _reasons(reasons: list[list[int | str]], texts: Texts) -> list[Markup]:
    return [
        texts.say("job-reason", count=int(count), why=in_words(str(why), texts, most=REASON_CHARS))
        for count, why in reasons[:SHOWN_REASONS]
    ]


async def tell(telegram: ExtBot[int], desk: Desk, job: Job) -> None:
    """Show in its chat how far a job is; at its end also send what was skipped, as a file."""
    if job.chat_id is None or job.message_id is None:
        return
    if job.chat_id < 0:
        language = (await desk.run(desk.preferences.group, job.chat_id)).language
    else:
        language = (await desk.run(desk.preferences.person, job.chat_id)).language
    messages, buttons = shown(job, texts := Texts(language))
    try:
        await telegram.edit_message_text(
            messages[0].html,
            chat_id=job.chat_id,
            message_id=job.message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard(buttons),
        )
    except BadRequest as refusal:
        # Shown before a kill, or the message is gone.
        _log.info("job %s could not be shown: %s", job.id, refusal)
    except Forbidden as refusal:
        _log.info("nobody can be told of job %s: %s", job.id, refusal)
        return
    if not job.is_open and (job.result or {}).get("skipped"):
        await _report(telegram, job, await desk.run(_lines, job, texts), texts)


def _lines(job: Job, texts: Texts) -> str:
    """What was skipped and why, in JSON Lines."""
    said = (
        {**each, "reason": in_plain_words(each["reason"], texts)}
        for each in (job.result or {})["skipped"]
    )
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in said)


async def _report(telegram: ExtBot[int], job: Job, lines: str, texts: Texts) -> None:
    await telegram.send_document(
        job.chat_id or 0,
        InputFile(lines.encode(), filename=f"job-{job.id}-skipped.jsonl"),
        caption=texts.say("job-report", count=lines.count("\n")).html,
        parse_mode=ParseMode.HTML,
        reply_parameters=ReplyParameters(job.message_id or 0, allow_sending_without_reply=True),
    )
