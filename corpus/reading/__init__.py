"""Reading files, folders and pasted texts into articles.

What cannot be read comes as ``Skipped`` with one sentence, so that the rest goes on. Readers work
in processes of their own (``corpus.reading.apart``), with limits on memory and time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading import apart
from corpus.reading.feed_items import Feed, FeedItem
from corpus.reading.items import Item, Skipped, article_of
from corpus.reading.raw import Raw, count, raw_bytes, raw_path

__all__ = [
    "Feed",
    "FeedItem",
    "Item",
    "Raw",
    "Skipped",
    "count",
    "raw_bytes",
    "raw_path",
    "read_bytes",
    "read_feed",
    "read_path",
    "read_text",
]


def read_path(path: Path) -> Iterator[Item]:
    """Read a file, or all files below a folder in order of their names (hidden ones aside)."""
    for raw in raw_path(path):
        yield raw.read()


def read_bytes(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Item]:
    """Read what a file or a fetched page holds.

    ``name`` stands for the item in what is said of it, and its suffix tells the format unless
    the content or ``content_type`` says otherwise; ``url`` is where it was fetched.
    """
    for raw in raw_bytes(data, name=name, url=url, content_type=content_type):
        yield raw.read()


def read_text(text: str, *, url: str | None = None) -> Article:
    """Read a pasted report, plain or Markdown; ``url`` is where it came from, if known.

    Unreadable where there is no body in it.
    """
    if not text.strip():
        raise Unreadable("The text is empty: paste a report.")
    data = text.encode("utf-8", "surrogatepass")
    return article_of(apart.run("pasted", data, "The text", url=url))


def read_feed(data: bytes, url: str, content_type: str | None = None) -> Feed:
    """Read a feed that was fetched from ``url``. Unreadable where it is none."""
    found = apart.run("feed", data, url, url=url, content_type=content_type)
    return Feed(found["title"], tuple(FeedItem(**each) for each in found["items"]))
