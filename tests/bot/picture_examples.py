"""Paints the pictures in docs/: two from the articles in examples/, with the real library.

The figures of the third are invented.

python tests/bot/picture_examples.py
"""

import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bot import figures
from bot.pictures import board, charts, draw
from bot.pictures.palette import DARK, LIGHT
from bot.texts import Texts
from corpus.reading import read_path
from retrieval.library import Library

ROOT = Path(__file__).parents[2]
TOPIC, QUESTION = "ferry passengers", "Was the ferry Lady Isolde overloaded?"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        library.add(list(read_path(ROOT / "examples")))
        texts = Texts("en")
        pictures = {
            "timeline": (partial(board.timeline, library.about(TOPIC), TOPIC, texts), LIGHT),
            "compare": (partial(board.compare, library.ask(QUESTION), QUESTION, texts), DARK),
        }
        for name, (made, palette) in pictures.items():
            png = draw.png(made, palette)
            assert png is not None
            ROOT.joinpath("docs", f"{name}.png").write_bytes(png)
    ROOT.joinpath("docs", "stats.png").write_bytes(stats())


def stats(language: str = "en") -> bytes:
    """A chart of a corpus that is a few months old."""
    today = date(2031, 3, 20)
    added = (0, 0, 0, 0, 812, 240, 196, 231, 0, 174, 305, 288, 152)
    answered = (3, 9, 14, 22, 18, 31, 40, 38, 52, 47, 61, 24)
    disputed = (0, 1, 2, 4, 2, 6, 9, 5, 11, 8, 14, 3)
    in_vain = (6, 8, 7, 11, 9, 8, 12, 9, 10, 13, 9, 4)
    months = {f"{2030 + n // 12}-{n % 12 + 1:02}": count for n, count in enumerate(added, start=2)}
    weeks = {
        ((figures.first_week(today) + timedelta(weeks=n)).isoformat(), s): c
        for n, counts in enumerate(zip(answered, disputed, in_vain, strict=True))
        for s, c in zip(figures.OUTCOMES, counts, strict=True)
    }
    made = charts.stats(
        figures.months(months, today), figures.weeks(weeks, today), today, Texts(language)
    )
    png = draw.charts(made, LIGHT)
    assert png is not None
    return png


if __name__ == "__main__":
    main()
