"""What moderators look at: /gaps and /stats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot import markup, references
from bot.dividing import Block, divide
from bot.gaps import GOOD, NOT_REPORTED, Gap, gaps
from bot.handlers.browsing import paged
from bot.handlers.desk import Desk, Reply
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts

MONTHS, BAR = 12, 12
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
    return texts.say("gap-line", count=gap.count, question=question, marks=markup.join(", ", marks))


def _mark(mark: str, texts: Texts) -> str:
    if mark == NOT_REPORTED:
        return texts.plain("gap-not-reported")
    return texts.plain("gap-bad" if mark == "bad" else f"reason-{mark}")


async def stats(desk: Desk, _request: Incoming, texts: Texts) -> Reply:
    """How much there is and how it is used, with the articles of the last months as bars."""
    return await desk.run(_stats, desk, texts)


def _stats(desk: Desk, texts: Texts) -> Reply:
    library, store = desk.library, desk.library.catalogue
    articles = library.articles()
    speaking = len(library.sources())
    outlets = len({each.outlet for each in articles})
    usage = store.answers.usage()
    asked = sum(usage.statuses.values())
    vain = usage.statuses.get(Status.NOT_REPORTED.value, 0)
    good = usage.opinions.get(GOOD, 0)
    bad = sum(usage.opinions.values()) - good
    feeds = store.feeds.all()
    lines = (
        texts.say("stats-corpus", count=len(articles), outlets=outlets, sources=speaking),
        texts.say("stats-answers", count=asked, vain=vain),
        texts.say("stats-marks", good=good, bad=bad),
        texts.say(
            "stats-work",
            waiting=store.proposals.count(),
            feeds=len(feeds),
            dead=sum(each.dead for each in feeds),
        ),
    )
    blocks = [Block(markup.bold(texts.say("stats")), lines)]
    months = Counter(each.published_at[:7] for each in articles if each.published_at)
    if months:
        blocks.append(Block(texts.say("stats-months"), tuple(_bars(months))))
    return Reply(divide(blocks))


def _bars(months: Counter[str]) -> list[Markup]:
    """The last months that have articles, a bar each."""
    last = sorted(months)[-MONTHS:]
    most = max(months[month] for month in last)
    return [markup.code(f"{month} {_bar(months[month] / most)} {months[month]}") for month in last]


def _bar(share: float) -> str:
    full = max(1, round(BAR * share))
    return _FULL * full + _EMPTY * (BAR - full)
