"""Looking around in the corpus: who is quoted, what one source said, what is covered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from bot import markup, references
from bot.answers import Asked
from bot.coverage import covered
from bot.dividing import Block, divide
from bot.handlers import views
from bot.handlers.desk import Desk, Reply, View
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
# Of one source's claims, how many are shown at once: two or three messages.
CLAIMS = 10
# Of its claims, how many are taken from the catalogue at once.
TAKEN = 50
SPEAKERS, LATEST = 10, 5
# Of the latest articles, how many headlines are looked through for topics, and how many are told.
RECENT, TOPICS = 500, 12


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
    who = source_name(source, source.role or source.place, texts)
    return texts.say("source-line", who=who, claims=source.claims, articles=source.articles)


def source_name(source: KnownSource, more: str | None, texts: Texts) -> Markup:
    """A source's name, with its role or what else tells it from others of its name."""
    name = references.label(source.name)
    return texts.say("name-role", name=name, role=references.label(more)) if more else name


async def source(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """All that one source said, the latest first, a page at a time."""
    words = request.argument.split()
    number = words.pop() if len(words) > 1 and words[-1].isdigit() else "1"
    name = " ".join(words)
    if not name:
        return Reply([texts.say("source-which")])
    return await said_by(desk, name, int(number), request.chat_id, texts)


async def said_by(desk: Desk, name: str, page: int, chat_id: int, texts: Texts) -> Reply:
    """A page of what a source said, counted from 1, for a chat."""
    found = await desk.run(desk.library.catalogue.find_sources, name)
    if not found:
        return Reply([texts.say("source-unknown", name=references.label(name))])
    wanted = min(max(page, 1), -(-found[0].claims // CLAIMS) or 1)
    said = await desk.run(_said_by, desk.library, found[0], wanted)
    shown = tuple(Account(each.claim.source, each.claim.stance, (each,)) for each in said.claims)
    asked = Asked(found[0].name, chat_id, source=found[0].name)
    key = await desk.run(desk.answers.keep, asked, Answer(asked.question, Status.ANSWERED, shown))
    more = None if said.is_last else "more"
    reply = await views.show(desk, View(views.SOURCE, (key,), said.number, more), texts)
    return reply or Reply([source_line(found[0], texts)])


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
    speaking = [
        each for each in await desk.run(desk.library.sources) if each.kind is not SourceKind.OUTLET
    ]
    if speaking:
        lines = tuple(source_line(each, texts) for each in speaking[:SPEAKERS])
        blocks.append(Block(markup.bold(texts.say("sources", count=len(speaking))), lines))
    recent = await desk.run(desk.library.catalogue.latest, RECENT)
    blocks.append(_topics([each.title or "" for each in recent], texts))
    linked = await desk.run(desk.addresses.articles, recent[:LATEST])
    latest = tuple(references.headline(each, texts) for each in linked)
    blocks.append(Block(markup.bold(texts.say("latest")), latest))
    return Reply(divide(blocks))


def _topics(titles: Sequence[str], texts: Texts) -> Block:
    names = [
        texts.say("source-count", name=references.label(word), count=count)
        for word, count in topics(titles, TOPICS)
    ]
    if not names:
        return Block(Markup())
    return Block(texts.say("topics", count=len(titles), names=markup.join(", ", names)))


def _outlets(outlets: Sequence[tuple[str, int]], texts: Texts) -> Block:
    names = [
        texts.say("source-count", name=references.label(name), count=count)
        for name, count in outlets[:PAGE]
        if name
    ]
    return Block(texts.say("outlets", names=markup.join(", ", names)) if names else Markup())


def paged(lines: list[Markup], head: Markup, command: str, argument: str, texts: Texts) -> Reply:
    """One page of a long list, and how to see the next; the argument is the page's number."""
    pages = max(1, -(-len(lines) // PAGE))
    wanted = int(argument) if argument.isascii() and argument.isdigit() else 1
    page = min(max(wanted, 1), pages)
    shown = tuple(lines[(page - 1) * PAGE : page * PAGE])
    blocks = [Block(markup.bold(head), shown, markup.bold(head))]
    if page < pages:
        # A command alone is sent by a tap, without its page; what is set in code is copied whole.
        following = markup.code(f"{command} {page + 1}")
        blocks.append(Block(texts.say("more-pages", command=following)))
    return Reply(divide(blocks))
