"""What is said where the corpus does not say: that, and what it does cover. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dividing import Block
from bot.markup import Markup, bold, join
from bot.reasons import in_words
from bot.references import OUTLETS, headline, label

if TYPE_CHECKING:
    from bot.texts import Texts
    from retrieval.model import Coverage

NEAREST, SPEAKERS = 3, 6


def not_reported(coverage: Coverage | None, texts: Texts) -> list[Block]:
    """What is said where the corpus does not say: that, and what it does cover."""
    blocks = [Block(bold(texts.say("not-reported")))]
    if coverage is None:
        return blocks
    if coverage.note:
        blocks.append(Block(in_words(coverage.note, texts)))
    blocks.append(Block(covered(coverage, texts)))
    if coverage.nearest:
        parts = tuple(headline(article, texts) for article in coverage.nearest[:NEAREST])
        blocks.append(Block(texts.say("nearest"), parts))
    if coverage.sources:
        names = texts.listed(label(source.name) for source in coverage.sources[:SPEAKERS])
        blocks.append(Block(texts.say("speakers", names=names)))
    return blocks


def covered(coverage: Coverage, texts: Texts) -> Markup:
    """How many articles there are, from when, and of whom."""
    if not coverage.articles:
        return texts.say("corpus-empty")
    days = (texts.day(coverage.first), texts.day(coverage.last))
    if not all(days):
        line = texts.say("covers", count=coverage.articles)
    elif days[0] == days[1]:
        line = texts.say("covers-day", count=coverage.articles, day=days[0])
    else:
        line = texts.say("covers-days", count=coverage.articles, first=days[0], last=days[1])
    if coverage.outlets:
        names = texts.listed(label(name) for name in coverage.outlets[:OUTLETS])
        line = join(" ", (line, texts.say("outlets", names=names)))
    return line
