"""Feeds: RSS and Atom by feedparser, JSON Feed (https://www.jsonfeed.org/version/1.1/) by json."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]

from corpus.errors import Unreadable
from corpus.reading.dates import iso_date
from corpus.reading.feed_items import Feed, FeedItem
from corpus.reading.finish import web_address
from corpus.text import line

# A feed that lists more is an archive; its latest items are enough.
MAX_ITEMS = 500
MAX_KEY_CHARS = 300


def parse_feed(data: bytes, url: str, content_type: str | None = None) -> Feed:
    """Read a feed that was fetched from ``url``. Unreadable where it is none."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _json_feed(data, url)
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except MemoryError:
        raise
    except Exception:  # a hostile feed breaks the parser in ways that nobody lists
        raise Unreadable(f"{url} is no feed that can be read: check the address.") from None
    if not found.get("version") and not found.entries:
        raise Unreadable(f"{url} is no feed: give the address of an RSS, Atom or JSON feed.")
    items = [_entry(entry, url) for entry in found.entries[:MAX_ITEMS]]
    return Feed(line(found.feed.get("title")), tuple(each for each in items if each))


def _entry(entry: Any, feed_url: str) -> FeedItem | None:  # noqa: ANN401 - feedparser's, untyped
    url = _address(entry.get("link"), feed_url)
    title = line(entry.get("title"))
    key = entry.get("id") or url or title
    if not key:
        return None
    contents = [each.get("value") for each in entry.get("content", ()) if each.get("value")]
    return FeedItem(
        str(key)[:MAX_KEY_CHARS],
        url,
        title,
        iso_date(entry.get("published") or entry.get("updated")),
        line(entry.get("author")),
        max(contents, key=len, default=None),
    )


def _json_feed(data: bytes, url: str) -> Feed:
    try:
        found = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise Unreadable(f"{url} is no feed that can be read: check the address.") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise Unreadable(f"{url} is no feed: give the address of an RSS, Atom or JSON feed.")
    items = [_json_item(each, url) for each in found["items"][:MAX_ITEMS] if isinstance(each, dict)]
    return Feed(_said(found, "title"), tuple(each for each in items if each))


def _json_item(item: dict[str, Any], feed_url: str) -> FeedItem | None:
    url = _address(_said(item, "url") or _said(item, "external_url"), feed_url)
    title = _said(item, "title")
    key = item["id"] if isinstance(item.get("id"), (str, int)) else url or title
    if not key:
        return None
    authors = item.get("authors") or [item.get("author")]
    names = [
        name
        for each in (authors if isinstance(authors, list) else [])
        if isinstance(each, dict) and (name := _said(each, "name"))
    ]
    html, plain = item.get("content_html"), item.get("content_text")
    return FeedItem(
        str(key)[:MAX_KEY_CHARS],
        url,
        title,
        iso_date(_said(item, "date_published") or _said(item, "date_modified")),
        ", ".join(names) or None,
        html if isinstance(html, str) and html else _as_html(plain),
    )


def _as_html(text: object) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return None
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{part}</p>" for part in escaped.split("\n") if part.strip())


def _said(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return line(value) if isinstance(value, str) else None


def _address(given: str | None, feed_url: str) -> str | None:
    try:
        return web_address(urljoin(feed_url, given)) if given else None
    except ValueError:
        return None
