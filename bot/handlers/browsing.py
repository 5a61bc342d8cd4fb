"""Looking around in the corpus: who is quoted, what one source said, what is covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bot import markup, references
from bot.answers import Asked
from bot.coverage import covered
from bot.dividing import Block, divide
from bot.handlers import views
from bot.handlers.desk import Button, Desk, Reply, Rows, View
from bot.markup import Markup
from bot.topics import topics
from corpus.model import SourceKind
from retrieval.accounts import Page, page_of
from retrieval.model import Account, Answer, Coverage, Status

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.ports import KnownSource, Library
    from bot.texts import Texts

PAGE = 30
# Of those who are quoted, how many are listed at once: a screen of a phone with their buttons.
SOURCES = 12
# What the buttons do that bring a source by its number, and another page of all of them. As many
# numbers stand in a row as a phone has room for.
VOICE, LISTED = "who", "lst"
IN_A_ROW = 6
# Of one source's claims, how many are shown at once: two or three messages.
CLAIMS = 10
# Of its claims, how many are taken from the catalogue at once.
TAKEN = 50
SPEAKERS, LATEST = 10, 5
# Of the latest articles, how many headlines are looked through for topics, and how many are told.
RECENT, TOPICS = 500, 12


async def sources(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Everybody who is quoted, those with most claims first, a page at a time."""
    return await listed(desk, request.argument, texts)


async def listed(desk: Desk, page: str, texts: Texts) -> Reply:
    """A page of those who are quoted: each has a button that brings what they said."""
    known = await desk.run(desk.library.sources)
    if not known:
        return Reply([texts.say("corpus-empty")])
    ranked = sorted(known, key=lambda source: (-source.claims, source.name))
    start = shown_page(page, len(ranked), SOURCES) * SOURCES
    lines = [source_line(each, texts, number) for number, each in enumerate(ranked, start=1)]
    head = texts.say("sources", count=len(ranked))
    reply = paged(lines, head, "/sources", page, texts, size=SOURCES)
    rows = voices(ranked[start : start + SOURCES], start + 1)
    if start + SOURCES < len(ranked):
        more = Button(texts.plain("button-next"), f"{LISTED}:{start // SOURCES + 2}")
        rows = (*rows, (more,))
    return replace(reply, buttons=rows)


def voices(known: Sequence[KnownSource], first: int = 1) -> Rows:
    """A button for each source, with its number in the list above, counted from ``first``."""
    buttons = [Button(f"{n}", f"{VOICE}:{each.id}") for n, each in enumerate(known, start=first)]
    return tuple(tuple(buttons[i : i + IN_A_ROW]) for i in range(0, len(buttons), IN_A_ROW))


def source_line(source: KnownSource, texts: Texts, number: int = 0) -> Markup:
    """A source with how much the corpus has of it; in a list with a ``number``, from 1.

    Of an outlet it is what it tells in its own words: as a body others may quote it, too.
    """
    own = texts.plain("in-its-own-words") if source.kind is SourceKind.OUTLET else None
    who = source_name(source, own or source.role or source.place, texts)
    held = {"claims": source.claims, "articles": source.articles}
    return texts.say("source-line", number=number, who=who, **held)


def source_name(source: KnownSource, more: str | None, texts: Texts) -> Markup:
    """A source's name, with its role or what else tells it from others of its name."""
    name = references.label(references.capitalised(source.name))
    return texts.say("name-role", name=name, role=references.label(more)) if more else name


async def source(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """All that one source said, the latest first, a page at a time."""
    words = request.argument.split()
    number = words.pop() if len(words) > 1 and words[-1].isdigit() else "1"
    name = " ".join(words)
    if not name:
        return Reply([texts.say("source-which")])
    found = await desk.run(desk.library.catalogue.find_sources, name)
    if not found:
        return Reply([texts.say("source-unknown", name=references.label(name))])
    asked = _asked(found[0], request.chat_id, name)
    return await said_by(desk, found[0], asked, int(number), texts)


async def said_by_number(desk: Desk, number: int, chat_id: int, texts: Texts) -> Reply | None:
    """What the source of a number said; None where nothing is quoted of it any more."""
    known = await desk.run(desk.library.find_sources, f"{number}")
    if not known:
        return None
    return await said_by(desk, known[0], _asked(known[0], chat_id), 1, texts)


async def said_further(desk: Desk, asked: Asked, page: int, texts: Texts) -> Reply | None:
    """Another page of what a source said; None where nothing is quoted of it any more."""
    known = await desk.run(speaking, desk.library, asked)
    return await said_by(desk, known[0], asked, page, texts) if known else None


def _asked(known: KnownSource, chat_id: int, called: str | None = None) -> Asked:
    name = known.name
    return Asked(name, chat_id, source=name, source_id=known.id, called=called)


async def said_by(desk: Desk, known: KnownSource, asked: Asked, page: int, texts: Texts) -> Reply:
    """A page of what a source said, counted from 1."""
    wanted = min(max(page, 1), -(-known.claims // CLAIMS) or 1)
    said = await desk.run(_said_by, desk.library, known, wanted)
    shown = tuple(Account(each.claim.source, each.claim.stance, (each,)) for each in said.claims)
    key = await desk.run(desk.answers.keep, asked, Answer(asked.question, Status.ANSWERED, shown))
    more = None if said.is_last else "more"
    reply = await views.show(desk, View(views.SOURCE, (key,), said.number, more), texts)
    return reply or Reply([source_line(known, texts)])


def speaking(library: Library, asked: Asked) -> Sequence[KnownSource]:
    """Give the source that was asked for, where it still speaks, and then others of its name."""
    by_name = library.catalogue.find_sources(asked.called or asked.source or "")
    known = () if asked.source_id is None else library.find_sources(f"{asked.source_id}")
    return [*known, *(each for each in by_name if each.id not in {one.id for one in known})]


def _said_by(library: Library, known: KnownSource, page: int) -> Page:
    """A page of a source's claims, the latest report first, copies of a wire story as one."""
    starts = range(0, known.claims, TAKEN)
    taken = (library.claims_of(known.id, limit=TAKEN, offset=start) for start in starts)
    return page_of(chain.from_iterable(taken), page, CLAIMS)


async def coverage(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What the corpus holds: how much, from when, of whom, and who speaks in it."""
    held = await desk.run(desk.library.catalogue.extent)
    if not held.articles:
        return Reply([texts.say("corpus-empty")])
    whole = Coverage(held.articles, held.first, held.last)
    outlets = await desk.run(desk.library.catalogue.outlets)
    blocks = [Block(covered(whole, texts)), _outlets(outlets, texts)]
    known = await desk.run(desk.library.sources)
    # As /sources counts them; outlets stand above already.
    heard = [each for each in known if each.kind is not SourceKind.OUTLET]
    lines = tuple(source_line(each, texts, n) for n, each in enumerate(heard[:SPEAKERS], start=1))
    if heard:
        blocks.append(Block(markup.bold(texts.say("sources", count=len(known))), lines))
    recent = await desk.run(desk.library.catalogue.latest, RECENT)
    blocks.append(_topics([each.title or "" for each in recent], texts))
    linked = await desk.run(desk.addresses.articles, recent[:LATEST])
    latest = tuple(references.headline(each, texts) for each in linked)
    blocks.append(Block(markup.bold(texts.say("latest")), latest))
    return Reply(divide(blocks), voices(heard[:SPEAKERS]))


def _topics(titles: Sequence[str], texts: Texts) -> Block:
    names = [
        texts.say("source-count", name=references.label(word), count=count)
        for word, count in topics(titles, TOPICS)
    ]
    if not names:
        return Block(Markup())
    return Block(texts.say("topics", count=len(titles), names=texts.listed(names)))


def _outlets(outlets: Sequence[tuple[str, int]], texts: Texts) -> Block:
    names = [
        texts.say("source-count", name=references.label(name), count=count)
        for name, count in outlets[:PAGE]
        if name
    ]
    return Block(texts.say("outlets", names=texts.listed(names)) if names else Markup())


def shown_page(argument: str, count: int, size: int = PAGE) -> int:
    """The page, from 0, of a list of ``count`` that somebody asked for in words, from 1."""
    wanted = int(argument) if argument.isascii() and argument.isdigit() else 1
    return min(max(wanted, 1), max(1, -(-count // size))) - 1


def paged(
    lines: list[Markup], head: Markup, command: str, argument: str, texts: Texts, size: int = PAGE
) -> Reply:
    """One page of a long list, and how to see the next; the argument is the page's number."""
    pages = max(1, -(-len(lines) // size))
    page = shown_page(argument, len(lines), size) + 1
    shown = tuple(lines[(page - 1) * size : page * size])
    blocks = [Block(markup.bold(head), shown, markup.bold(head))]
    if page < pages:
        # A command alone is sent by a tap, without its page; what is set in code is copied whole.
        following = markup.code(f"{command} {page + 1}")
        blocks.append(Block(texts.say("more-pages", command=following)))
    return Reply(divide(blocks))
