"""Commands for moderators: looking at articles, taking them out and bringing them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import markup, previews, references
from bot.dividing import Block, divide
from bot.handlers.browsing import paged
from bot.handlers.desk import Desk, Reply
from bot.handlers.editing import REMOVED, RESTORED
from bot.markup import Markup
from bot.steps import recorded
from corpus.catalogue import Step

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.texts import Texts

SHOWN_COPIES = 12


def description(desk: Desk, article_id: str, texts: Texts) -> Markup:
    """An article, who is quoted in it, and its copies in other outlets, in a few lines."""
    article = desk.library.article(article_id)
    speaking = previews.who_speaks(desk.library.claims(article_id), texts)
    lines = (*previews.facts(article, texts), speaking, _one_report(desk, article_id, texts))
    return markup.join("\n", lines)


def _one_report(desk: Desk, article_id: str, texts: Texts) -> Markup:
    """The other articles that are the same report; empty where there are none."""
    others = [
        each for each in desk.library.catalogue.copies.report(article_id) if each != article_id
    ]
    outlets = [
        markup.join(" ", (references.label(desk.library.article(each).outlet), markup.code(each)))
        for each in others[:SHOWN_COPIES]
    ]
    if not outlets:
        return Markup()
    return texts.say("one-report", count=len(others), outlets=markup.join(", ", outlets))


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
    ids = list(dict.fromkeys(request.argument.split()))
    if not ids:
        return Reply([texts.say("remove-which")])
    await desk.run(_remove, desk, request, ids)
    return Reply([texts.say("removed", ids=_codes(ids), restore=f"/restore {' '.join(ids)}")])


def _remove(desk: Desk, request: Incoming, ids: list[str]) -> None:
    titles = [desk.library.article(each).title for each in ids]
    step = Step(REMOVED, " ".join(ids), request.user_id, request.chat_id, {"titles": titles})
    recorded(desk.library.catalogue, step, lambda: desk.library.remove(ids))


async def restore(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Bring removed articles back."""
    ids = list(dict.fromkeys(request.argument.split()))
    if not ids:
        return Reply([texts.say("restore-which")])
    step = Step(RESTORED, " ".join(ids), request.user_id, request.chat_id)
    work = lambda: desk.library.restore(ids)  # noqa: E731
    await desk.run(recorded, desk.library.catalogue, step, work)
    return Reply([texts.say("restored", ids=_codes(ids))])


def _codes(ids: list[str]) -> Markup:
    return markup.join(", ", map(markup.code, ids))
