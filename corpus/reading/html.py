"""Web pages into drafts, by trafilatura and the page's own metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html
from trafilatura import bare_extraction

from corpus.errors import Unreadable
from corpus.reading.dates import iso_date
from corpus.reading.items import Draft
from corpus.text import line, paragraphs

# A page with less than this many words of body, and marked as paid, is only the teaser.
_TEASER_WORDS = 120
_WALL = (
    "subscribe to continue",
    "subscribe to read",
    "sign in to continue",
    "verify you are human",
    "enable javascript and cookies",
    "are you a robot",
    "access denied",
    "captcha",
)
_ARTICLE_TYPES = (
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BlogPosting",
    "AnalysisNewsArticle",
)


def read_html(page: str, name: str, url: str | None = None) -> Draft:
    """Read one page; ``url`` is its address where it was fetched.

    Unreadable where it has no report in it: nothing but navigation, a paywall, a robot check.
    """
    try:
        tree = lxml_html.fromstring(
            page.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        raise Unreadable(f"{name} is an empty page.") from None
    meta = _Metadata(tree)
    captions = [text for node in tree.iter("figcaption") if (text := line(node.text_content()))]
    extracted: Any = bare_extraction(
        page, url=url, include_comments=False, include_tables=False, with_metadata=True
    )
    body = _body(extracted.text if extracted else "", captions)
    _refuse_walls(body, meta, page, name)
    return Draft(
        body="\n\n".join(body),
        title=meta.of("og:title", "headline", "twitter:title")
        or (extracted.title if extracted else None),
        outlet=meta.outlet() or _site_name(extracted.sitename if extracted else None),
        byline=meta.author() or (extracted.author if extracted else None),
        published_at=meta.published() or (extracted.date if extracted else None),
        url=url or meta.address(),
        language=(tree.get("lang") or "")[:2] or None,
        captions=captions,
    )


def _site_name(site: str | None) -> str | None:
    # trafilatura falls back to the bare domain, from which we can make a name ourselves.
    return site if site and " " in site else None


def _body(text: str | None, captions: list[str]) -> list[str]:
    # trafilatura gives one paragraph a line.
    lines = "\n\n".join((text or "").split("\n"))
    return [p for p in paragraphs(lines) if p not in captions]


def _refuse_walls(body: list[str], meta: _Metadata, page: str, name: str) -> None:
    words = sum(len(p.split()) for p in body)
    if words >= _TEASER_WORDS:
        return
    if meta.is_paid():
        raise Unreadable(
            f"{name} is behind a paywall and shows only its beginning: paste the text instead."
        )
    lowered = page.lower()
    if words < _TEASER_WORDS // 3 and any(mark in lowered for mark in _WALL):
        raise Unreadable(
            f"{name} asks for a sign-in or a robot check and shows no report: "
            "paste the text instead."
        )
    if not words:
        raise Unreadable(f"There is no report on {name}, only navigation: paste the text instead.")


class _Metadata:
    """What a page says of itself: meta elements and JSON-LD."""

    def __init__(self, tree: lxml_html.HtmlElement) -> None:
        self._tree = tree
        self._meta: dict[str, str] = {}
        for node in tree.iter("meta"):
            key = node.get("property") or node.get("name") or node.get("itemprop")
            if key and node.get("content"):
                self._meta.setdefault(key.lower(), node.get("content"))
        self._linked = [found for found in _json_ld(tree) if _is_article(found)]

    def of(self, *names: str) -> str | None:
        """The first of these that is there."""
        for name in names:
            if value := line(self._meta.get(name)) or self._ld(name):
                return value
        return None

    def outlet(self) -> str | None:
        """The site's name, as the page gives it."""
        return (
            line(self._meta.get("og:site_name"))
            or self._ld("publisher")
            or line(self._meta.get("application-name"))
        )

    def author(self) -> str | None:
        """Who wrote it; addresses of authors' pages are not names."""
        names = [
            self._ld("author"),
            self._meta.get("author"),
            self._meta.get("article:author"),
            self._meta.get("byl"),
        ]
        return next((name for name in names if name and "://" not in name), None)

    def published(self) -> str | None:
        """When it was published, not when it was changed."""
        names = ("date", "datepublished", "dc.date", "pubdate")
        values = [self._meta.get("article:published_time"), self._ld("datePublished")]
        values += [self._meta.get(name) for name in names]
        return next((found for value in values if (found := iso_date(value))), None)

    def address(self) -> str | None:
        """The address that the page calls its own."""
        for node in self._tree.iter("link"):
            if "canonical" in (node.get("rel") or "") and (node.get("href") or "").startswith(
                "http"
            ):
                return str(node.get("href"))
        return self._meta.get("og:url")

    def is_paid(self) -> bool:
        """Whether the page says that the report is not free."""
        return any(
            str(found.get("isAccessibleForFree", "")).lower() == "false" for found in self._linked
        )

    def _ld(self, key: str) -> str | None:
        return next((name for found in self._linked if (name := _name(found.get(key)))), None)


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for node in tree.iter("script"):
        if node.get("type") == "application/ld+json":
            try:
                found = json.loads(node.text or "")
            except (ValueError, RecursionError):
                continue
            for entry in found if isinstance(found, list) else [found]:
                if isinstance(entry, dict):
                    graph = entry.get("@graph")
                    yield from (
                        (e for e in graph if isinstance(e, dict))
                        if isinstance(graph, list)
                        else (entry,)
                    )


def _is_article(found: dict[str, Any]) -> bool:
    kinds = found.get("@type")
    return any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for each in value if (name := _name(each))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return line(value) if isinstance(value, str) else None
