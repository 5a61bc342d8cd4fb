"""What moderators look at: /gaps and /stats."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot import figures, markup, references
from bot.dividing import Block, divide
from bot.gaps import GOOD, NOT_REPORTED, Gap, gaps
from bot.handlers import looks
from bot.handlers.browsing import paged
from bot.handlers.desk import Desk, Reply
from bot.handlers.pictures import pictured
from bot.pictures import charts, draw
from bot.pictures.palette import PALETTES
from retrieval.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures import Figure
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts

BAR = 12
_FULL, _EMPTY = "█", "░"


async def find_gaps(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Questions that nobody's words answered, or that people found badly answered, grouped."""
    return await desk.run(_gaps, desk, request.argument, texts)


def _gaps(desk: Desk, argument: str, texts: Texts) -> Reply:
    found = gaps(desk.library.catalogue.answers.in_vain())
    if not found:
        return Reply([texts.say("gaps-none")])
    lines = [_line(gap, texts) for gap in found]
    return paged(lines, texts.say("gaps", count=len(found)), "/gaps", argument, texts)


def _line(gap: Gap, texts: Texts) -> Markup:
    marks = [
        texts.say("gap-mark", mark=_mark(mark, texts), count=count)
        for mark, count in gap.marks.most_common()
    ]
    question = references.label(gap.question)
    return texts.say("gap-line", count=gap.count, question=question, marks=texts.listed(marks))


def _mark(mark: str, texts: Texts) -> str:
    if mark == NOT_REPORTED:
        return texts.plain("gap-not-reported")
    return texts.plain("gap-bad" if mark == "bad" else f"reason-{mark}")


async def stats(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """How much there is and how it is used, with articles and questions as bars."""
    return await desk.run(_stats, desk, texts, await looks.palette(desk, request))


def _stats(desk: Desk, texts: Texts, palette: str | None) -> Reply:
    news = desk.library.catalogue.news
    today = date.fromisoformat(news.now()[:10])
    added = figures.months(news.added_by_month(), today)
    since = figures.first_week(today).isoformat()
    asked = figures.weeks(news.asked_by_day(since), today)
    head = markup.bold(texts.say("stats"))
    standing = Block(head, _standing(desk, texts))
    words = Reply(divide([standing, *_bars(added, texts), *_weeks(asked, texts)]))
    if palette is None or not (added or asked):
        return words
    png = draw.charts(charts.stats(added, asked, today, texts), PALETTES[palette])
    return words if png is None else pictured(png, head, words)


def _standing(desk: Desk, texts: Texts) -> tuple[Markup, ...]:
    library, store = desk.library, desk.library.catalogue
    articles = library.articles()
    outlets = len({each.outlet for each in articles})
    usage = store.answers.usage()
    good = usage.opinions.get(GOOD, 0)
    feeds = store.feeds.all()
    return (
        texts.say(
            "stats-corpus",
            count=len(articles),
            outlets=outlets,
            sources=len(library.sources()),
        ),
        texts.say(
            "stats-answers",
            count=sum(usage.statuses.values()),
            vain=usage.statuses.get(Status.NOT_REPORTED.value, 0),
        ),
        texts.say("stats-marks", good=good, bad=sum(usage.opinions.values()) - good),
        texts.say(
            "stats-work",
            waiting=store.proposals.count(),
            feeds=len(feeds),
            dead=sum(each.dead for each in feeds),
        ),
    )


def _bars(added: Sequence[Figure], texts: Texts) -> list[Block]:
    """The articles of each month, a bar each."""
    most = max((each.counts[0] for each in added), default=0)
    lines = tuple(
        markup.code(f"{each.day:%Y-%m} {_bar(each.counts[0] / most)} {each.counts[0]}")
        for each in added
    )
    return [Block(texts.say("stats-months"), lines)] if lines else []


def _bar(share: float) -> str:
    full = max(1, round(BAR * share)) if share else 0
    return _FULL * full + _EMPTY * (BAR - full)


def _weeks(asked: Sequence[Figure], texts: Texts) -> list[Block]:
    """The questions of each week from its Monday on, by what came of them."""
    lines = tuple(
        markup.code(" ".join((f"{each.day}", *(f"{count:>5}" for count in each.counts))))
        for each in asked
    )
    return [Block(texts.say("stats-weeks"), lines)] if lines else []
