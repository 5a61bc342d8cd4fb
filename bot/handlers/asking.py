"""Commands for everybody: questions, sources, help."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import followups, markup, rendering
from bot.answers import KEY, Asked
from bot.handlers import buttons, checking, looks, views
from bot.handlers.desk import Desk, Reply, View
from bot.rights import Role
from bot.steps import recorded
from bot.texts import LANGUAGES, Texts
from corpus.catalogue import PageKind, Step
from retrieval import quotes
from retrieval.model import Status

if TYPE_CHECKING:
    from datetime import date

    from bot.incoming import Incoming
    from retrieval.model import Answer

# Longer "questions" are pasted articles; asking them would only be slow.
MAX_QUESTION = 1000
# What people say who do not ask yet, or have been answered.
_GREETS = re.compile(
    r"(?:hi|hello|hey|hallo|good (?:morning|day|afternoon|evening)|привет(?:ик)?|здравствуй(?:те)?|"
    r"добр(?:ый|ое|ого) (?:день|утро|вечер|дня)|مرحب[اًا]+|أهلا|أهلًا|السلام عليكم)\b\W*",
    re.IGNORECASE,
)
# Days that words alone name; others without a figure in them are the question's first words.
_NAMED_DAYS = frozenset(("today", "yesterday", "сегодня", "вчера", "позавчера", "اليوم", "أمس"))
_THANKS = re.compile(
    r"(?:ok[, ]+)?(?:many |большое )?(?:thanks?|thank you|thx|спасибо|благодарю|شكر[اًا]+)"
    r"(?: (?:you|a lot|so much|very much|большое|вам|جزيلا|جزيلًا|لك))*\W*",
    re.IGNORECASE,
)


async def start(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What this bot is, with a question to try; a moderator also learns what they can do.

    A link to an answer carries its key: then that answer is shown.
    """
    if KEY.fullmatch(request.argument):
        return await answer_again(desk, request, texts)
    pieces = [texts.say("start"), texts.say("start-try" if request.private else "help-groups")]
    if await desk.run(desk.rights.may_moderate, request.user_id):
        pieces.append(texts.say("start-moderator"))
    return Reply([markup.join("\n\n", pieces)])


async def help_(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The commands that this person can use."""
    pieces = [texts.say("help"), texts.say("help-groups")]
    who, where = request.user_id, request.chat_id
    if await desk.run(desk.rights.may, who, Role.CONTRIBUTOR, where):
        pieces.append(texts.say("help-contributors"))
    if await desk.run(desk.rights.may, who, Role.MODERATOR, where):
        pieces.append(texts.say("help-moderators"))
    return Reply([markup.join("\n\n", pieces)])


async def ask(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Answer a question; without one, the message that is replied to is the question.

    A question that leans on the one before it is put together with that.
    """
    question = " ".join(request.argument.split())
    if not question and request.replied is not None:
        question = " ".join(request.replied.text.split())
    if _GREETS.fullmatch(question):
        return await start(desk, request, texts)
    if _THANKS.fullmatch(question):
        return Reply([texts.say("welcome")])
    if checking.is_post(request, MAX_QUESTION):
        return await checking.check(desk, request, texts)
    if refusal := refused(question, texts, private=request.private):
        return refusal
    before = desk.talk.before(request.chat_id, request.user_id, request.replied_id)
    readings = [question]
    if before is not None and followups.is_followup(question):
        readings = followups.readings(before, question)
    asked, answer = await _first_reported(desk, request.chat_id, readings)
    desk.talk.asked(request.chat_id, request.user_id, asked.question)
    note = "asked-as" if asked.question != question else None
    return await answered(desk, request, asked, answer, texts, note)


async def _first_reported(desk: Desk, chat_id: int, readings: list[str]) -> tuple[Asked, Answer]:
    """The first reading of a question that the articles answer, else the first of all."""
    first: tuple[Asked, Answer] | None = None
    for reading in readings:
        asked = Asked(reading, chat_id)
        answer = await desk.run(desk.answers.ask, asked)
        first = first or (asked, answer)
        if answer.status is not Status.NOT_REPORTED:
            return asked, answer
    assert first is not None  # noqa: S101 - there is always one reading
    return first


async def as_of(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Answer a question from what had been published up to a day."""
    day, question = leading_day(request.argument)
    if day is None or not question:
        return Reply([texts.say("asof-what")])
    if refusal := refused(question, texts):
        return refusal
    asked = Asked(question, request.chat_id, as_of=day.isoformat())
    answer = await desk.run(desk.answers.ask, asked)
    return await answered(desk, request, asked, answer, texts)


async def timeline(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Who said what when about a topic, as a picture or in words; a question will do as well."""
    topic = " ".join(request.argument.split())
    if not topic:
        return Reply([texts.say("timeline-what")])
    if refusal := refused(topic, texts):
        return refusal
    asked = Asked(topic, request.chat_id, topic=not topic.endswith(("?", "؟")))
    answer = await desk.run(desk.answers.ask, asked)
    if answer.status is Status.NOT_REPORTED and asked.topic:
        asked = replace(asked, topic=False)
        answer = await desk.run(desk.answers.ask, asked)
    if answer.status is Status.NOT_REPORTED:
        return await answered(desk, request, asked, answer, texts)
    key = await desk.run(desk.answers.keep, asked, answer)
    view = await looks.view(desk, request, views.TIMELINE_PICTURE, key)
    return await views.show(desk, view, texts) or gone(texts)


def refused(question: str, texts: Texts, *, private: bool = False) -> Reply | None:
    """Tell why a text cannot be a question; None where it can."""
    if not any(char.isalnum() for char in question):
        return Reply([texts.say("hint" if private and question else "ask-what")])
    if len(question) > MAX_QUESTION:
        return Reply([texts.say("ask-shorter", most=MAX_QUESTION)])
    return None


async def answered(
    desk: Desk,
    request: Incoming,
    asked: Asked,
    answer: Answer,
    texts: Texts,
    note: str | None = None,
) -> Reply:
    """Show the first accounts of an answer, with buttons for what else there is.

    ``note`` is the id of a remark that is put before them, as in a view.
    """
    if answer.status is Status.NOT_REPORTED:
        # Nothing of it can be shown again; moderators see what is missing.
        await desk.run(desk.answers.keep, asked, answer)
        linked = await desk.run(desk.addresses.linked, quotes.check(answer))
        remark = views.remark(asked, note, texts)
        return Reply(rendering.answer(linked, texts, note=remark), about=asked.question)
    key = await desk.run(desk.answers.keep, asked, answer)
    view = View(views.ANSWER, (key,), note=note, size=await _size(desk, request))
    return await views.show(desk, view, texts) or gone(texts)


async def _size(desk: Desk, request: Incoming) -> int:
    """How many accounts are seen at once: as many as the person wants, who alone sees them."""
    if not request.private:
        return rendering.ACCOUNTS
    return (await desk.run(desk.preferences.person, request.user_id)).size


def gone(texts: Texts) -> Reply:
    """For an answer that is not kept any more."""
    return Reply([texts.say("answer-gone")])


async def answer_again(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Show the answer that stands behind a key as it was, and what has changed since."""
    key, size = request.argument.strip(), await _size(desk, request)
    if KEY.fullmatch(key) is None:
        return Reply([texts.say("answer-which")])
    view = View(views.ANSWER, (key,), note="asked-shared", size=size)
    return await views.show(desk, view, texts) or gone(texts)


async def revoke(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take back the address of a page: of an article by its id, of an answer by its number.

    Moderators may, and who asked, in private.
    """
    target = request.argument.strip()
    if not target:
        return Reply([texts.say("revoke-what")])
    kept = await desk.run(desk.answers.get, target)
    own = kept is not None and request.private and kept.asked.chat_id == request.chat_id
    if not own and not await desk.run(desk.rights.may_moderate, request.user_id):
        return Reply([texts.say("revoke-refused")])
    kind = PageKind.ARTICLE if kept is None else PageKind.ANSWER
    work = lambda: desk.addresses.revoke(kind, target)  # noqa: E731
    if not own:
        step = Step("page-revoked", target, request.user_id, request.chat_id)
        held = await desk.run(recorded, desk.library.catalogue, step, work)
    else:
        held = await desk.run(work)
    return Reply([texts.say("revoked" if held else "revoke-nothing")])


async def new(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Forget the questions before."""
    desk.talk.forget(request.chat_id, request.user_id)
    return Reply([texts.say("new")])


def leading_day(words: str) -> tuple[date | None, str]:
    """Give the day that a text begins with, None where it does not, and the rest."""
    import dateparser  # type: ignore[import-untyped]

    parts = words.split()
    for count in range(min(4, len(parts)), 0, -1):
        head = " ".join(parts[:count])
        if not any(char.isdigit() for char in head) and head.casefold() not in _NAMED_DAYS:
            continue
        strict = {"STRICT_PARSING": True, "DATE_ORDER": "DMY"}
        found = dateparser.parse(head, languages=["en", "ru", "ar"], settings=strict)
        if found is not None:
            return found.date(), " ".join(parts[count:])
    return None, words


async def hint(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """For stickers, voice and the like: what the bot can do with them, which is nothing.

    A moderator's file is not added unless they say so.
    """
    may_add = await desk.run(desk.rights.may_moderate, request.user_id)
    if may_add and request.content.attachment is not None:
        return Reply([texts.say("hint-file")])
    return Reply([texts.say("hint")])


async def unknown(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """For a command that there is not."""
    return Reply([texts.say("unknown-command")])


async def language(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Speak the language that is named, by its code or name; else offer those that there are."""
    wanted = request.argument.strip().casefold()
    for code in LANGUAGES:
        own = Texts(code)
        if request.user_id is not None and wanted in {code, own.plain("language-name").casefold()}:
            await desk.run(desk.preferences.set_person, request.user_id, language=code)
            return Reply([own.say("language-set")])
    return Reply([texts.say("language-which")], buttons.languages())


async def privacy(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What is kept about people, and for how long."""
    return Reply([texts.say("privacy")])
