"""From what a moderator sends to items that can be added. Everything here blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.markup import is_web
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.incoming import Content
    from corpus.reading import Item
    from corpus.reading.fetch import Allow, Page, Validators

# What a bot may download from Telegram.
MAX_FILE = 20 * 1024 * 1024
_TRAILING = re.compile(r"[),.;>\]]+$")


class Reader(Protocol):
    """Reads what can become articles; the real one is ``CorpusReader``."""

    def text(self, text: str, url: str | None) -> Iterator[Item]:
        """Read a pasted text."""

    def fetch(self, url: str, known: Validators | None = None) -> Page:
        """Fetch a web address, only if it changed since a known state."""

    def report(self, url: str) -> Iterator[Item]:
        """Fetch and read one report."""

    def address(self, url: str) -> Iterator[Item]:
        """Fetch and read a report, or all that a feed lists."""

    def file(self, data: bytes, name: str, content_type: str | None) -> Iterator[Item]:
        """Read a file's bytes."""


class CorpusReader:
    """``corpus.reading``, imported when something is first read.

    ``allow(host, port)`` lets hosts through that are not public; tests have their own.
    """

    def __init__(self, allow: Allow | None = None) -> None:
        self._allow = allow

    def text(self, text: str, url: str | None) -> Iterator[Item]:
        """Read a pasted text."""
        from corpus.reading import read_text

        yield read_text(text, url=url)

    def fetch(self, url: str, known: Validators | None = None) -> Page:
        """Fetch a web address, only if it changed; those that are not public are refused."""
        from corpus.reading.fetch import fetch

        return fetch(url, allow=self._allow, known=known)

    def report(self, url: str) -> Iterator[Item]:
        """Fetch and read one report; a feed is none."""
        yield from _read(url, self.fetch(url))

    def address(self, url: str) -> Iterator[Item]:
        """Fetch and read a report, or all that a feed lists."""
        from corpus.reading.formats import FEED, kind_of

        page = self.fetch(url)
        if kind_of(url, page.data, page.content_type) != FEED:
            yield from _read(url, page)
            return
        from bot.following import reports
        from corpus.reading import read_feed

        yield from reports(self, read_feed(page.data, page.url, page.content_type))

    def file(self, data: bytes, name: str, content_type: str | None) -> Iterator[Item]:
        """Read a file's bytes."""
        from corpus.reading import read_bytes

        yield from read_bytes(data, name=name, content_type=content_type)


def items(reader: Reader, content: Content, data: bytes | None) -> Iterator[Item]:
    """Give the items in a message: its file (``data``), else its addresses, else its text.

    What cannot be read comes as Skipped, with the reason.
    """
    if content.attachment is not None and data is not None:
        name, kind = content.attachment.name, content.attachment.content_type
        for item in _readable(name, lambda: reader.file(data, name, kind)):
            yield _with_origin(item, content)
    elif urls := addresses(content.text):
        for url in urls:
            yield from _readable(url, lambda url=url: reader.address(url))  # type: ignore[misc]
    else:
        for item in _readable(_first_words(content.text), lambda: _text(reader, content)):
            yield _with_origin(item, content)


def _read(url: str, page: Page) -> Iterator[Item]:
    from corpus.reading import read_bytes

    yield from read_bytes(page.data, name=url, url=page.url, content_type=page.content_type)


def addresses(text: str) -> list[str]:
    """Give the addresses of a text that holds nothing else; empty where it holds more."""
    words = [_TRAILING.sub("", word) for word in text.split()]
    return words if words and all("://" in word and is_web(word) for word in words) else []


def _text(reader: Reader, content: Content) -> Iterator[Item]:
    return reader.text(content.text, content.origin_url)


def _with_origin(item: Item, content: Content) -> Item:
    """A forwarded post's channel and date, where the text does not say better."""
    from corpus.model import UNKNOWN_OUTLET, Article
    from corpus.reading.outlets import outlet_from_address

    if not isinstance(item, Article) or content.origin_date is None:
        return item
    # What the address alone tells is Telegram's name, not the channel's.
    guessed = outlet_from_address(content.origin_url)
    known = item.outlet not in ("", UNKNOWN_OUTLET, guessed)
    return replace(
        item,
        url=item.url or content.origin_url,
        outlet=item.outlet if known else content.origin_name or item.outlet,
        published_at=item.published_at or content.origin_date.isoformat(),
    )


def _readable(name: str, read: Reading) -> Iterator[Item]:
    try:
        yield from read()
    except AccordingToError as error:
        from corpus.reading import Skipped

        yield Skipped(name, str(error))


def _first_words(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:59] + "…"


if TYPE_CHECKING:
    from collections.abc import Callable

    Reading = Callable[[], Iterator[Item]]
