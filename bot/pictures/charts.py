"""The charts of /stats: what is written on them, in the reader's language. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from bot.pictures.chart import Bar, Chart, Charts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures import Figure
    from bot.texts import Texts

# From here on a fraction of thousands finds no room.
LEAST_WHOLE = 9.95


def stats(added: Sequence[Figure], asked: Sequence[Figure], today: date, texts: Texts) -> Charts:
    """The articles that were added by month, and the questions by week and outcome."""
    outcomes = (
        texts.plain("chart-answered"),
        texts.plain("chart-disputed"),
        texts.plain("chart-not-reported"),
    )
    made = (
        Chart(texts.plain("chart-months"), _bars(added, texts, "%-m", "y")),
        Chart(
            texts.plain("chart-weeks"),
            _bars(asked, texts, "%-d", "LLL"),
            outcomes,
        ),
    )
    day = texts.day(today.isoformat())
    return Charts(
        texts.plain("stats"),
        texts.plain("stats-until", day=day),
        tuple(chart for chart in made if chart.bars),
        texts.right_to_left,
    )


def _bars(figures: Sequence[Figure], texts: Texts, label: str, era: str) -> tuple[Bar, ...]:
    """Bars with labels, and with what changes less often only where it does."""
    eras = [str(format_date(each.day, format=era, locale=texts.language)) for each in figures]
    shown = ["" if n and eras[n - 1] == name else name for n, name in enumerate(eras)]
    return tuple(
        Bar(each.day.strftime(label), name, each.counts, short(sum(each.counts)))
        for each, name in zip(figures, shown, strict=True)
    )


def short(count: int) -> str:
    """Give a number in four characters at most, which is as wide as a bar's place: 16800 as 17k."""
    for unit, letter in ((1_000_000, "M"), (1000, "k")):
        # What would be rounded to a thousand of a unit is one of the next.
        if count >= unit - unit // 2000:
            share = count / unit
            return f"{share:.1f}{letter}" if share < LEAST_WHOLE else f"{share:.0f}{letter}"
    return str(count)
