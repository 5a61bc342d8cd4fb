"""Commands for everybody: questions, sources, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import markup, rendering
from bot.dividing import Block, divide
from bot.handlers.desk import Desk, Reply
from bot.markup import Markup
from retrieval import quotes

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.ports import KnownSource
    from bot.texts import Texts

PAGE = 30
# Longer "questions" are pasted articles; asking them would only be slow.
MAX_QUESTION = 1000


async def start(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What this bot is, with a question to try; a moderator also learns what they can do."""
    pieces = [texts.say("start"), texts.say("start-try")]
    if await desk.run(desk.rights.may_moderate, request.user_id):
        pieces.append(texts.say("start-moderator"))
    return Reply([markup.join("\n\n", pieces)])


async def help_(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The commands that this person can use."""
    pieces = [texts.say("help"), texts.say("help-groups")]
    if await desk.run(desk.rights.may_moderate, request.user_id):
        pieces.append(texts.say("help-moderators"))
    return Reply([markup.join("\n\n", pieces)])


async def ask(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Answer a question; without one, the message that is replied to is the question."""
    question = " ".join(request.argument.split())
    if not question and request.replied is not None:
        question = " ".join(request.replied.text.split())
    if not any(char.isalnum() for char in question):
        return Reply([texts.say("ask-what")])
    if len(question) > MAX_QUESTION:
        return Reply([texts.say("ask-shorter", most=MAX_QUESTION)])
    answer = await desk.run(desk.library.ask, question)
    return Reply(rendering.answer(quotes.check(answer), texts))


async def sources(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Everybody who is quoted, those with most claims first, a page at a time."""
    known = await desk.run(desk.library.sources)
    if not known:
        return Reply([texts.say("corpus-empty")])
    ranked = sorted(known, key=lambda source: (-source.claims, source.name))
    return paged(
        [source_line(source, texts) for source in ranked],
        texts.say("sources", count=len(ranked)),
        "/sources",
        request.argument,
        texts,
    )


def source_line(source: KnownSource, texts: Texts) -> Markup:
    """A source with how much the corpus has of it."""
    name = rendering.label(source.name)
    who = (
        texts.say("name-role", name=name, role=rendering.label(source.role))
        if source.role
        else name
    )
    return texts.say("source-line", who=who, claims=source.claims, articles=source.articles)


def paged(lines: list[Markup], head: Markup, command: str, argument: str, texts: Texts) -> Reply:
    """One page of a long list, and how to see the next; the argument is the page's number."""
    pages = max(1, -(-len(lines) // PAGE))
    wanted = int(argument) if argument.isascii() and argument.isdigit() else 1
    page = min(max(wanted, 1), pages)
    shown = tuple(lines[(page - 1) * PAGE : page * PAGE])
    blocks = [Block(markup.bold(head), shown, markup.bold(head))]
    if page < pages:
        blocks.append(Block(texts.say("more-pages", command=f"{command} {page + 1}")))
    return Reply(divide(blocks))


async def hint(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """For stickers, voice and the like: what the bot can do with them, which is nothing.

    A moderator's file is not added unless they say so.
    """
    if request.content.attachment and await desk.run(desk.rights.may_moderate, request.user_id):
        return Reply([texts.say("hint-file")])
    return Reply([texts.say("hint")])


async def unknown(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """For a command that there is not."""
    return Reply([texts.say("unknown-command")])
