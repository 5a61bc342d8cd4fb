"""Charts of figures, in the look of the other pictures: bars on cards. Pure.

Colours stand on one another in the order of the legend, and each bar has its figure above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.layout import (
    GAP,
    HEADING,
    LINE,
    MARGIN,
    MARK,
    PAD,
    SMALL,
    TITLE,
    WIDTH,
    Box,
    Mark,
    Page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.pictures.layout import Measure, Picture
    from bot.pictures.palette import Palette

# The highest bar, in pixels, and how much of its place a bar takes.
HIGHEST, SHARE = 290, 0.62


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``counts`` stand on one another, ``total`` is written above it.

    ``label`` is below it, ``era`` below that: the year or month that begins with it, else empty.
    """

    label: str
    era: str
    counts: tuple[int, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a heading; the ``legend`` names what the counts are, empty where they are one."""

    heading: str
    bars: tuple[Bar, ...]
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charts:
    """A whole picture of charts."""

    title: str
    subtitle: str
    charts: tuple[Chart, ...]
    right_to_left: bool = False

    def words(self) -> Iterator[str]:
        """Everything that is written on it."""
        yield from (self.title, self.subtitle)
        for chart in self.charts:
            yield from (chart.heading, *chart.legend)
            for bar in chart.bars:
                yield from (bar.label, bar.era, bar.total)


def picture(charts: Charts, measure: Measure, palette: Palette) -> Picture:
    """Lay out charts, one below the other."""
    page = Page(measure, palette, right_to_left=charts.right_to_left)
    right = WIDTH - MARGIN
    page.y = page.write(charts.title, MARGIN, right, page.y, TITLE, palette.words, bold=True)
    page.y = page.write(charts.subtitle, MARGIN, right, page.y, SMALL, palette.faint) + GAP
    for chart in charts.charts:
        _card(page, chart)
    return page.finished()


def _card(page: Page, chart: Chart) -> None:
    left, right, top, place = MARGIN + PAD, WIDTH - MARGIN - PAD, page.y, len(page.boxes)
    words = page.palette.words
    y = page.write(chart.heading, left, right, top + PAD * 0.6, HEADING, words, bold=True)
    if chart.legend:
        y = _legend(page, chart.legend, left, right, y + 8)
    y = _bars(page, chart.bars, left, right, y + 8)
    page.y = y + PAD * 0.6
    page.boxes.insert(place, Box(MARGIN, top, WIDTH - MARGIN, page.y, page.palette.card, 14))
    page.y += GAP


def _legend(page: Page, legend: tuple[str, ...], left: float, right: float, top: float) -> float:
    """The names of the colours, in a row, or in several where they are wider than that."""
    at, y = 0.0, top
    for name, colour in zip(legend, page.palette.stacked, strict=True):
        width = MARK + 12 + page.measure.width(name, SMALL, bold=False)
        if at and at + width > right - left:
            at, y = 0.0, y + SMALL * LINE
        # Room for the letters' last pixel, which a line's width may miss.
        start, end = left + at, left + at + width + 2
        if page.right_to_left:
            start, end = right - at - width - 2, right - at
        mark = end - MARK if page.right_to_left else start
        page.marks.append(Mark(mark, y + (SMALL * LINE - MARK) / 2, colour, denies=False))
        inner = (start, mark - 12) if page.right_to_left else (mark + MARK + 12, end)
        page.write(name, *inner, y, SMALL, page.palette.words)
        at += width + 36
    return y + SMALL * LINE


def _bars(page: Page, bars: tuple[Bar, ...], left: float, right: float, top: float) -> float:
    """The bars with their figures above and their labels below; gives where the labels end."""
    most = max((sum(bar.counts) for bar in bars), default=0) or 1
    # A few bars do not grow over the whole width.
    slot = (right - left) / max(len(bars), 6)
    ground = top + SMALL * LINE + HIGHEST
    for number, bar in enumerate(bars):
        start = right - (number + 1) * slot if page.right_to_left else left + number * slot
        upper = _stack(page, bar, start + slot * (1 - SHARE) / 2, slot * SHARE, ground, most)
        _centred(page, bar.total, start, slot, upper - SMALL * LINE, page.palette.words)
        _centred(page, bar.label, start, slot, ground + 6, page.palette.faint)
        if _has_room(page, [each.era for each in bars[number : number + 2]], slot):
            _centred(page, bar.era, start, slot, ground + 6 + SMALL * LINE, page.palette.faint)
    page.boxes.append(Box(left, ground, right, ground + 3, page.palette.rule))
    return ground + 6 + 2 * SMALL * LINE


def _stack(page: Page, bar: Bar, left: float, width: float, ground: float, most: int) -> float:
    """The pieces of a bar, the first at the bottom; gives where the uppermost ends."""
    lower = ground
    for count, colour in zip(bar.counts, page.palette.stacked, strict=False):
        # What there is is seen, however little it is.
        height = max(3.0, HIGHEST * count / most) if count else 0.0
        if count:
            page.boxes.append(Box(left, lower - height, left + width, lower, colour))
        lower -= height
    return lower


def _has_room(page: Page, eras: list[str], slot: float) -> bool:
    """Tell whether the first of two neighbours' words does not meet the second."""
    wide = [page.measure.width(each, SMALL, bold=False) for each in eras]
    return not all(eras) or len(eras) < 2 or sum(wide) / 2 + 12 <= slot


def _centred(page: Page, words: str, left: float, width: float, top: float, colour: str) -> None:
    if not words:
        return
    wide = page.measure.width(words, SMALL, bold=False) + 2
    middle = left + width / 2
    page.write(words, middle - wide / 2, middle + wide / 2, top, SMALL, colour)
