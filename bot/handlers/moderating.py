"""Commands for moderators: looking at articles, taking them out and bringing them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import markup, previews, references
from bot.dividing import Block, divide
from bot.handlers import views
from bot.handlers.browsing import paged
from bot.handlers.desk import Desk, Reply, Shown, View
from bot.handlers.editing import REMOVED, RESTORED
from bot.marks import became
from bot.markup import Markup
from bot.steps import recorded, was_done
from corpus.catalogue import Step

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.texts import Texts

SHOWN_COPIES = 12
# Of an article's text, how many characters its card shows.
OPENING = 600


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
    return texts.say("one-report", count=len(others), outlets=texts.listed(outlets))


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
    shown = await views.show(desk, View(views.CARD, (), note=found.id), texts)
    return shown or Reply([texts.say("article-which")])


def card(desk: Desk, view: View, texts: Texts) -> Reply | None:
    """One article as it is, with what became of it; None where there never was one. Blocks."""
    article_id = view.note or ""
    history = desk.library.catalogue.histories.of([article_id]).get(article_id)
    if history is None:
        return None
    fate, text = became(history), history.article.text
    opening = text[:OPENING]
    if len(opening) < len(text):
        opening = opening.rsplit(" ", 1)[0] + " …"
    words = markup.foreign(opening)
    if history.removed_at is None:
        described = description(desk, article_id, texts)
    else:
        described, words = markup.Markup(), markup.struck(words)
    line = views.changed_line(history.article, fate, texts) if fate else markup.Markup()
    head = markup.join("\n", (line, described))
    messages = divide([Block(head, (markup.blockquote(words, folded=True),))])
    return Reply(messages, shown=Shown(view, texts.language, {article_id: history.state}))


async def remove(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take articles out of the corpus; they can be brought back."""
    ids = list(dict.fromkeys(request.argument.split()))
    if not ids:
        return Reply([texts.say("remove-which")])
    await desk.run(_remove, desk, request, ids)
    restoring = markup.code(f"/restore {' '.join(ids)}")
    return Reply([texts.say("removed", ids=_codes(ids), restore=restoring)])


def _remove(desk: Desk, request: Incoming, ids: list[str]) -> None:
    if was_done(desk.library.catalogue, request.user_id, REMOVED, ids, gone=True):
        return
    titles = [desk.library.article(each).title for each in ids]
    step = Step(REMOVED, " ".join(ids), request.user_id, request.chat_id, {"titles": titles})
    recorded(desk.library.catalogue, step, lambda: desk.library.remove(ids))


async def restore(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Bring removed articles back."""
    ids = list(dict.fromkeys(request.argument.split()))
    if not ids:
        return Reply([texts.say("restore-which")])
    await desk.run(_restore, desk, request, ids)
    return Reply([texts.say("restored", ids=_codes(ids))])


def _restore(desk: Desk, request: Incoming, ids: list[str]) -> None:
    if was_done(desk.library.catalogue, request.user_id, RESTORED, ids, gone=False):
        return
    step = Step(RESTORED, " ".join(ids), request.user_id, request.chat_id)
    recorded(desk.library.catalogue, step, lambda: desk.library.restore(ids))


def _codes(ids: list[str]) -> Markup:
    return markup.join(", ", map(markup.code, ids))
