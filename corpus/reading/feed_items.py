"""What a feed gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed.

    ``key`` tells it from the others for good. ``url`` is the report's address, None where the
    entry has none; ``html`` the text that the feed itself carries, as HTML, None where it
    carries none or only a summary.
    """

    key: str
    url: str | None
    title: str | None
    published_at: str | None
    byline: str | None
    html: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was fetched: its own title, and its entries in its order."""

    title: str | None
    items: tuple[FeedItem, ...]
