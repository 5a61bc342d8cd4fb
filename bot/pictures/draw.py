"""Paints a picture with matplotlib, which ships a font and shapes right-to-left scripts itself.

The same picture gives the same bytes: nothing in it depends on the time or the machine's fonts.
"""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from bot.pictures import chart
from bot.pictures.layout import MARK, MOST_HEIGHT, Box, Line, Mark, Picture, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from bot.pictures.board import Board
    from bot.pictures.chart import Charts
    from bot.pictures.palette import Palette

# At 72 dots an inch a pixel is a point.
DPI = 72
# More quotes than this are never legible on one picture.
MOST_QUOTES = 14
# What stands for a symbol that the font lacks, such as an emoji; and what only alters one: joiners,
# variation selectors, skin tones, the frame of a key.
STAND_IN = "\u25af"
_ALTERING = frozenset("\u200d\u20e3\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
# matplotlib keeps fonts in a place that all threads share.
_painting = Lock()


class Fonts:
    """The widths of words in DejaVu Sans. Not for several threads at once."""

    def __init__(self) -> None:
        from matplotlib import get_data_path
        from matplotlib.ft2font import FT2Font

        folder = Path(get_data_path(), "fonts", "ttf")
        self.paths = {False: folder / "DejaVuSans.ttf", True: folder / "DejaVuSans-Bold.ttf"}
        self._fonts = {bold: FT2Font(str(path)) for bold, path in self.paths.items()}
        self._known = set.intersection(*(set(f.get_charmap()) for f in self._fonts.values()))
        self._widths: dict[tuple[str, int, bool], float] = {}

    def width(self, words: str, size: int, *, bold: bool) -> float:
        """Give the width in pixels of words in letters of ``size`` pixels."""
        key = (words, size, bold)
        if key not in self._widths:
            from matplotlib.ft2font import LoadFlags

            font = self._fonts[bold]
            font.set_size(size, DPI)
            font.set_text(self.drawn(words), 0.0, flags=LoadFlags.NO_HINTING)
            # In 64ths of a pixel.
            self._widths[key] = font.get_width_height()[0] / 64
        return self._widths[key]

    def have(self, words: str) -> bool:
        """Tell whether there is a letter for each character that is seen."""
        return all(map(self._has, self.drawn(words)))

    def drawn(self, words: str) -> str:
        """Give words as they are drawn: what the font lacks in its plain form, "B" for a bold one.

        A symbol, or a run of them, for which there is none becomes ``STAND_IN``: it must not cost
        the picture. A letter that the font lacks stays.
        """
        if all(map(self._has, words)) and _ALTERING.isdisjoint(words):
            return words
        found = ""
        for char in words:
            plain = char if self._has(char) else normalize("NFKC", char)
            if char in _ALTERING and found.endswith(STAND_IN):
                continue
            if all(map(self._has, plain)):
                found += plain
            elif char in _ALTERING:
                continue
            elif category(char)[0] not in "SPC" and category(char) != "No":
                found += char
            elif not found.endswith(STAND_IN):
                found += STAND_IN
        return found

    def _has(self, char: str) -> bool:
        return ord(char) in self._known or category(char) in {"Cf", "Zs"}


def png(board: Callable[[int], Board], palette: Palette) -> bytes | None:
    """Paint a board with as many quotes as a picture holds: ``board`` makes it with so many.

    None where the font lacks a letter, or where not even one quote fits.
    """
    with _painting:
        fonts = Fonts()
        for most in range(MOST_QUOTES, 0, -1):
            made = board(most)
            if not all(map(fonts.have, made.words())):
                return None
            laid_out = picture(made, fonts, palette)
            if laid_out.height <= MOST_HEIGHT:
                return painted(laid_out, fonts)
    return None


def charts(made: Charts, palette: Palette) -> bytes | None:
    """Paint charts, as a PNG file; None where the font lacks a letter."""
    with _painting:
        fonts = Fonts()
        if not all(map(fonts.have, made.words())):
            return None
        return painted(chart.picture(made, fonts, palette), fonts)


def painted(laid_out: Picture, fonts: Fonts) -> bytes:
    """Paint what was laid out, as a PNG file."""
    from matplotlib import rc_context, rcdefaults

    with rc_context():
        # Whatever matplotlib was told on this machine does not count.
        rcdefaults()
        return _painted(laid_out, fonts)


def _painted(laid_out: Picture, fonts: Fonts) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    size = laid_out.width / DPI, laid_out.height / DPI
    figure = Figure(figsize=size, dpi=DPI, facecolor=laid_out.ground)
    FigureCanvasAgg(figure)
    for box in laid_out.boxes:
        _box(figure, box, laid_out.height)
    for mark in laid_out.marks:
        _mark(figure, mark, laid_out.height)
    for line in laid_out.lines:
        _line(figure, line, laid_out.height, fonts)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()


def _box(figure: Figure, box: Box, height: int) -> None:
    from matplotlib.patches import FancyBboxPatch

    shape = f"round,pad=0,rounding_size={box.round}" if box.round else "square,pad=0"
    patch = FancyBboxPatch(
        (box.left, height - box.bottom),
        box.right - box.left,
        box.bottom - box.top,
        boxstyle=shape,
        facecolor=box.colour,
        edgecolor=box.dashes or "none",
        linewidth=3 if box.dashes else 0,
        linestyle=(0, (4, 3)) if box.dashes else "solid",
    )
    patch.set_transform(None)
    figure.add_artist(patch)


def _mark(figure: Figure, mark: Mark, height: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle

    left, bottom = mark.left + 3, height - mark.top - MARK + 3
    side = MARK - 6
    if not mark.denies:
        disc = Circle((left + side / 2, bottom + side / 2), side / 2, color=mark.colour)
        disc.set_transform(None)
        figure.add_artist(disc)
        return
    stroke = partial(Line2D, color=mark.colour, linewidth=6, solid_capstyle="round")
    for ends in ((bottom, bottom + side), (bottom + side, bottom)):
        line = stroke((left, left + side), ends)
        line.set_transform(None)
        figure.add_artist(line)


def _line(figure: Figure, line: Line, height: int, fonts: Fonts) -> None:
    from matplotlib.font_manager import FontProperties

    figure.text(
        line.left,
        height - line.baseline,
        fonts.drawn(line.words),
        fontproperties=FontProperties(fname=fonts.paths[line.bold], size=line.size),
        color=line.colour,
        horizontalalignment="left",
        verticalalignment="baseline",
        parse_math=False,
        transform=None,
    )
