"""Commands for moderators: adding, looking at and removing articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import adding, markup, references
from bot.dividing import Block, divide
from bot.handlers.browsing import paged
from bot.handlers.desk import Desk, Reply
from bot.markup import Markup
from corpus.model import SourceKind

if TYPE_CHECKING:
    from bot.incoming import Content, Incoming
    from bot.ports import AddReport
    from bot.texts import Texts
    from corpus.model import Article, Claim

SHOWN_SOURCES, SHOWN_ITEMS = 12, 20


async def add(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Add a text, addresses or a file, from the message itself or the one it replies to."""
    content = _to_add(request)
    if content is None:
        return Reply([texts.say("add-what")])
    data = None
    if content.attachment is not None:
        if (content.attachment.size or 0) > adding.MAX_FILE:
            return Reply([texts.say("add-too-large")])
        data = await desk.download(content.attachment.file_id)
        if len(data) > adding.MAX_FILE:
            return Reply([texts.say("add-too-large")])
    report = await desk.run(_add, desk, content, data)
    return Reply(divide(await desk.run(_reported, desk, report, texts)))


def _add(desk: Desk, content: Content, data: bytes | None) -> AddReport:
    return desk.library.add(adding.items(desk.reader, content, data))


def _to_add(request: Incoming) -> Content | None:
    """What to add: the message's own file or text, else what it replies to, else None."""
    for content in (request.content, request.replied):
        if content is not None and (content.attachment or content.text):
            return content
    return None


def _reported(desk: Desk, report: AddReport, texts: Texts) -> list[Block]:
    blocks = [
        Block(markup.bold(texts.say("added")), (description(desk, article_id, texts),))
        for article_id in report.added[:SHOWN_ITEMS]
    ]
    if len(report.added) > SHOWN_ITEMS:
        blocks.append(Block(texts.say("added-more", count=len(report.added) - SHOWN_ITEMS)))
    if report.unchanged:
        ids = markup.join(", ", map(markup.code, report.unchanged[:SHOWN_ITEMS]))
        blocks.append(Block(texts.say("add-unchanged", count=len(report.unchanged), ids=ids)))
    blocks += [
        Block(texts.say("add-skipped", item=references.label(skipped.item), why=skipped.reason))
        for skipped in report.skipped[:SHOWN_ITEMS]
    ]
    return blocks or [Block(texts.say("add-nothing"))]


def description(desk: Desk, article_id: str, texts: Texts) -> Markup:
    """An article and who is quoted in it, in a few lines."""
    article = desk.library.article(article_id)
    return markup.join(
        "\n", (*facts(article, texts), who_speaks(desk.library.claims(article_id), texts))
    )


def facts(article: Article, texts: Texts) -> list[Markup]:
    """Title, outlet, agency, byline, day, length and id of an article, a line each."""
    title = markup.link(markup.bold(references.label(article.title or article.id)), article.url)
    outlet = references.outlet(article, texts, None)
    day = texts.day(article.published_at)
    return [
        title,
        markup.join(", ", (outlet, references.label(article.byline), markup.text(day))),
        texts.say("article-size", count=len(article.text.split()), id=markup.code(article.id)),
        *([] if article.published_at else [texts.say("article-no-date")]),
    ]


def who_speaks(claims: Sequence[Claim], texts: Texts) -> Markup:
    """How many claims there are, and whose."""
    counts = Counter(
        claim.source.name for claim in claims if claim.source.kind is not SourceKind.OUTLET
    )
    if not counts:
        return texts.say("article-nobody")
    names = [
        texts.say("source-count", name=references.label(name), count=count)
        for name, count in counts.most_common(SHOWN_SOURCES)
    ]
    more = [markup.text("…")] if len(counts) > SHOWN_SOURCES else []
    return texts.say(
        "article-claims",
        count=counts.total(),
        sources=len(counts),
        names=markup.join(", ", names + more),
    )


async def articles(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The articles, the latest first, a page at a time."""
    known = await desk.run(desk.library.articles)
    if not known:
        return Reply([texts.say("corpus-empty")])
    ranked = sorted(known, key=lambda each: (each.published_at or "", each.id), reverse=True)
    return paged(
        [
            markup.join(" ", (markup.code(each.id), references.headline(each, texts)))
            for each in ranked
        ],
        texts.say("articles", count=len(ranked)),
        "/articles",
        request.argument,
        texts,
    )


async def article(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """One article: its facts, who speaks in it, and its first words."""
    if not request.argument:
        return Reply([texts.say("article-which")])
    found = await desk.run(desk.library.article, request.argument)
    described = await desk.run(description, desk, found.id, texts)
    opening = found.text[:600]
    if len(opening) < len(found.text):
        opening = opening.rsplit(" ", 1)[0] + " …"
    quote = markup.blockquote(markup.foreign(opening), folded=True)
    return Reply(divide([Block(described, (quote,))]))


async def remove(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take articles out of the corpus; they can be brought back."""
    ids = request.argument.split()
    if not ids:
        return Reply([texts.say("remove-which")])
    await desk.run(desk.library.remove, ids)
    return Reply([texts.say("removed", ids=_codes(ids), restore=f"/restore {' '.join(ids)}")])


async def restore(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Bring removed articles back."""
    ids = request.argument.split()
    if not ids:
        return Reply([texts.say("restore-which")])
    await desk.run(desk.library.restore, ids)
    return Reply([texts.say("restored", ids=_codes(ids))])


def _codes(ids: list[str]) -> Markup:
    return markup.join(", ", map(markup.code, ids))
