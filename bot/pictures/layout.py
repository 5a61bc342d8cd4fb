"""What stands where on a picture, in pixels from the top left corner. Pure.

A picture is 1080 pixels wide: on a phone of 390 points its smallest letters, of 28 pixels, have
10 points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.pictures.board import Board, Card, Row, Section
    from bot.pictures.palette import Palette

WIDTH = 1080
# Telegram shrinks what is taller than 1280 pixels for the chat: no more than to two thirds.
MOST_HEIGHT = 1920
MARGIN, GAP, PAD, RAIL = 44, 24, 26, 44
LINE = 1.36
TITLE, HEADING, NAME, QUOTE, SMALL = 44, 32, 32, 32, 28
SMALLEST = SMALL
STRIPE, MARK = 8, 26
# DejaVu's, as parts of the letters' size.
ASCENT = 0.93
_JOINERS = "\u200c\u200d"
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"


class Measure(Protocol):
    """Tells how wide words are."""

    def width(self, words: str, size: int, *, bold: bool) -> float:
        """Give the width in pixels of words in letters of ``size`` pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: ``left`` and ``top`` of the box that it takes, ``baseline`` within."""

    words: str
    left: float
    top: float
    width: float
    size: int
    colour: str
    bold: bool = False

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge, with the space to the next line."""
        return self.top + self.size * LINE

    @property
    def baseline(self) -> float:
        """Where the letters stand."""
        return self.top + self.size * (ASCENT + (LINE - 1.17) / 2)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``dashes`` is the colour of a broken line around it, None for no line."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    round: float = 0
    dashes: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of what somebody does: a disc where they assert, a cross where they deny."""

    left: float
    top: float
    colour: str
    denies: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on a picture, in the order in which it is painted, and the ``ground`` below."""

    ground: str
    height: int
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH


class Page:
    """A picture as it grows from the top down."""

    def __init__(self, measure: Measure, palette: Palette, *, right_to_left: bool) -> None:
        self.measure = measure
        self.palette = palette
        self.right_to_left = right_to_left
        self.boxes: list[Box] = []
        self.marks: list[Mark] = []
        self.lines: list[Line] = []
        self.y: float = MARGIN

    def write(
        self,
        words: str,
        left: float,
        right: float,
        top: float,
        size: int,
        colour: str,
        *,
        bold: bool = False,
        own: bool = False,
        aside: bool = False,
    ) -> float:
        """Write words between two edges; give where they end.

        Words run as the reader's language does, with ``own`` as they do by themselves; they
        begin at the edge where that language begins, with ``aside`` at their own.
        """
        turned = runs_right_to_left(words) if own else self.right_to_left
        at_right = turned if aside else self.right_to_left
        for each in wrapped(words, right - left, size, self.measure, bold=bold):
            shown = (RIGHT_TO_LEFT if turned else LEFT_TO_RIGHT) + each
            width = self.measure.width(shown, size, bold=bold)
            start = right - width if at_right else left
            self.lines.append(Line(shown, start, top, width, size, colour, bold))
            top += size * LINE
        return top

    def finished(self) -> Picture:
        """Give the picture, which ends a margin below the last gap."""
        height = round(self.y + MARGIN - GAP)
        things = tuple(self.boxes), tuple(self.marks), tuple(self.lines)
        return Picture(self.palette.ground, height, *things)


def picture(board: Board, measure: Measure, palette: Palette) -> Picture:
    """Lay out a board."""
    page = Page(measure, palette, right_to_left=board.right_to_left)
    words, faint, right = palette.words, palette.faint, WIDTH - MARGIN
    page.y = page.write(board.title, MARGIN, right, page.y, TITLE, words, bold=True, own=True)
    page.y = page.write(board.subtitle, MARGIN, right, page.y, SMALL, faint) + GAP
    _sections(page, board.sections)
    if board.more:
        page.y = page.write(board.more, MARGIN, right, page.y, SMALL, faint) + GAP
    return page.finished()


def _sections(page: Page, sections: Sequence[Section]) -> None:
    """Rows; those with headings hang on a line at the side, with a knot at each heading."""
    began = page.y + HEADING * LINE / 2
    middle = WIDTH - MARGIN - MARK / 2 if page.right_to_left else MARGIN + MARK / 2
    rail, words = len(page.boxes), page.palette.words
    for section in sections:
        left, right = MARGIN, WIDTH - MARGIN
        if section.heading:
            left, right = (left, right - RAIL) if page.right_to_left else (left + RAIL, right)
            knot = page.y + (HEADING * LINE - MARK) / 2
            page.marks.append(Mark(middle - MARK / 2, knot, words, denies=False))
            page.y = page.write(section.heading, left, right, page.y, HEADING, words, bold=True)
            page.y += 8
        for row in section.rows:
            _row(page, row, left, right)
    if any(section.heading for section in sections):
        page.boxes.insert(rail, Box(middle - 2, began, middle + 2, page.y - GAP, page.palette.rule))


def _row(page: Page, row: Row, left: float, right: float) -> None:
    """Cards of one height, side by side."""
    count = len(row.cards)
    each = (right - left - GAP * (count - 1)) / count
    cards = row.cards[::-1] if page.right_to_left else row.cards
    starts = [left + i * (each + GAP) for i in range(count)]
    top, first = page.y, len(page.boxes)
    page.y = max(
        _card(page, card, start, start + each, top)
        for card, start in zip(cards, starts, strict=True)
    )
    page.boxes[first:] = [replace(box, bottom=page.y) for box in page.boxes[first:]]
    page.y += GAP


def _card(page: Page, card: Card, left: float, right: float, top: float) -> float:
    """One card; gives where its words end, with the space below them."""
    palette = page.palette
    colour = palette.voices[card.colour % len(palette.voices)]
    page.boxes.append(Box(left, top, right, top, palette.card, 14, colour if card.denies else None))
    if not card.denies:
        edge = right - STRIPE if page.right_to_left else left
        page.boxes.append(Box(edge, top, edge + STRIPE, top, colour, 4))
    start, end, y = left + PAD, right - PAD, top + PAD * 0.6
    middle = y + (NAME * LINE - MARK) / 2
    if page.right_to_left:
        page.marks.append(Mark(end - MARK, middle, colour, card.denies))
        y = page.write(card.said, start, end - MARK - 14, y, NAME, colour, bold=True)
    else:
        page.marks.append(Mark(start, middle, colour, card.denies))
        y = page.write(card.said, start + MARK + 14, end, y, NAME, colour, bold=True)
    if card.note:
        y = page.write(card.note, start, end, y, SMALL, palette.faint, own=True)
    # What may not stand any more does not catch the eye.
    shade = palette.faint if card.fate else palette.words
    for quote in card.quotes:
        y = page.write(quote, start, end, y + 8, QUOTE, shade, own=True, aside=True)
    y += 8
    for line in card.where:
        y = page.write(line, start, end, y, SMALL, palette.faint)
    if card.fate:
        y = page.write(card.fate, start, end, y + 8, SMALL, palette.warning, bold=True)
    return y + PAD * 0.6


def wrapped(
    words: str, width: float, size: int, measure: Measure, *, bold: bool = False
) -> Iterator[str]:
    """Break words into lines that are no wider than ``width``; nothing but spaces is lost."""
    line = ""
    for word in words.split():
        for piece in _broken(word, width, size, measure, bold=bold):
            longer = f"{line} {piece}" if line else piece
            if line and measure.width(longer, size, bold=bold) > width:
                yield line
                longer = piece
            line = longer
    if line:
        yield line


def _broken(word: str, width: float, size: int, measure: Measure, *, bold: bool) -> Iterable[str]:
    """A word, in pieces where it is wider than a line; marks stay with their letters."""
    if measure.width(word, size, bold=bold) <= width:
        return [word]
    pieces = [""]
    for char in word:
        joined = unicodedata.combining(char) or char in _JOINERS
        if not joined and measure.width(pieces[-1] + char, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def runs_right_to_left(words: str) -> bool:
    """Tell in which direction words run: that of their first letter."""
    for char in words:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
