"""Draws the evidence pages of the examples into docs/: python tests/bot/page_screenshots.py.

Needs the package with its models, and Chromium.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from pathlib import Path

from page_world import Pages, chromium, serving
from PIL import Image

from corpus.reading import read_path
from retrieval.library import Library

ROOT = Path(__file__).parents[2]
QUESTION = "Was the ferry Lady Isolde overloaded?"
PHONE, DESK = (390, 844), (1180, 860)
SHOTS = {
    "answer-phone-light": ("answer", PHONE, "light"),
    "quote-phone-dark": ("quote", PHONE, "dark"),
    "article-desk-light": ("article", DESK, "light"),
}


async def draw(library: Library, folder: Path) -> None:
    pages = Pages(library)
    key = pages.asked(QUESTION)
    article = library.ask(QUESTION).accounts[0].claims[0].article.id
    at_quote = pages.articles(key)[article]
    paths = {
        "answer": pages.answer(key),
        "article": at_quote.partition("#")[0],
        "quote": at_quote,
    }
    async with serving(pages.app) as base, chromium() as browser:
        for name, (page, (width, height), scheme) in SHOTS.items():
            context = await browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                java_script_enabled=False,
            )
            tab = await context.new_page()
            await tab.goto(base + paths[page])
            small(await tab.screenshot()).save(folder / f"{name}.png", optimize=True)
            await context.close()


def small(png: bytes) -> Image.Image:
    """A screenshot in as many colours as text needs."""
    return Image.open(io.BytesIO(png)).convert("RGB").quantize(160, dither=Image.Dither.NONE)


def main(folder: str = str(ROOT / "docs" / "pages")) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Library.open(Path(data)) as library:
        library.add(list(read_path(ROOT / "examples")))
        asyncio.run(draw(library, Path(folder)))


if __name__ == "__main__":
    main(*sys.argv[1:])
