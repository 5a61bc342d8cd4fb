"""What reading gives: articles, and items that were skipped with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.errors import Unreadable
from corpus.model import Article


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that did not become an article. ``reason`` is one sentence for the moderator."""

    item: str
    reason: str


Item = Article | Skipped


def article_of(given: dict[str, Any]) -> Article:
    """Give the article that a task gave as JSON (Unreadable where it is none)."""
    captions = given.get("captions") or ()
    words = [*captions, *(given[name] for name in given if name != "captions")]
    try:
        article = Article(**given | {"captions": tuple(captions)})
    except TypeError:
        words = [0]
    if not all(each is None or isinstance(each, str) for each in words):
        raise Unreadable("What was read is no report: send the report alone.")
    return article


@dataclass(slots=True)
class Draft:
    """What a format's reader found, before it is finished into an ``Article``; all as it stood."""

    body: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None
    captions: list[str] = field(default_factory=list)
