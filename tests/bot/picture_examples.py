"""Paints the two pictures in docs/ from the articles in examples/, with the real library.

python tests/bot/picture_examples.py
"""

import tempfile
from functools import partial
from pathlib import Path

from bot.pictures import board, draw
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
            "timeline": partial(board.timeline, library.about(TOPIC), TOPIC, texts),
            "compare": partial(board.compare, library.ask(QUESTION), QUESTION, texts),
        }
        for name, made in pictures.items():
            png = draw.png(made)
            assert png is not None
            ROOT.joinpath("docs", f"{name}.png").write_bytes(png)


if __name__ == "__main__":
    main()
