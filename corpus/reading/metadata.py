"""What a web page says of itself: meta elements and JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]

from corpus.reading.dates import iso_date
from corpus.text import line

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report)$")
_TAGS = re.compile(r"<[^>]+>")
_DEPTH = 5


class Metadata:
    """A page's metadata; each method gives None where the page does not say."""

    def __init__(self, tree: lxml_html.HtmlElement) -> None:
        self._tree = tree
        self._meta: dict[str, str] = {}
        for node in tree.iter("meta"):
            key = node.get("property") or node.get("name") or node.get("itemprop")
            if key and node.get("content"):
                self._meta.setdefault(key.strip().lower(), node.get("content"))
        entries = list(_json_ld(tree))
        self._reports = [entry for entry in entries if _is_report(entry)]

    def title(self, site: str | None = None) -> str | None:
        """The headline, without the name of the site behind it (``site`` if it does not say)."""
        candidates = (
            self._of("og:title"), self._ld("headline"), self._of("twitter:title"), self._heading(),
            line(self._tree.findtext(".//title")),
        )  # fmt: skip
        title = next((found for found in candidates if found), None)
        heading = self._heading()
        if title and heading and title != heading and title.startswith(heading):
            return heading
        return _without_site(title, self.outlet() or site) if title else None

    def outlet(self) -> str | None:
        """The site's name."""
        found = self._of("og:site_name") or self._ld("publisher") or self._of("application-name")
        # "The Post | News, Sport, Weather": what the site adds is no name.
        first = re.split(r"\s[|–—:-]\s", found)[0] if found else None
        return first or found

    def author(self) -> str | None:
        """Who wrote it; addresses of authors' pages are not names."""
        names = (
            self._ld("author"), self._of("author"), self._of("article:author"), self._of("byl"),
            self._of("parsely-author"), self._of("dc.creator"), self._of("sailthru.author"),
        )  # fmt: skip
        return next((name for name in names if name and "://" not in name), None)

    def published(self) -> str | None:
        """When it was published, not when it was changed, as ISO 8601."""
        names = (
            "article:published_time", "og:published_time", "datepublished", "date", "dc.date",
            "dc.date.issued", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
        )  # fmt: skip
        values = [self._meta.get(names[0]), self._ld("datePublished")]
        values += [self._meta.get(name) for name in names[1:]]
        values += [
            node.get("datetime")
            for node in self._tree.xpath(
                "//time[@pubdate or contains(@itemprop, 'datePublished') or ancestor::article"
                " or ancestor::header]"
            )
        ]
        return next((found for value in values if (found := iso_date(value))), None)

    def address(self) -> str | None:
        """The address that the page calls its own."""
        for node in self._tree.iter("link"):
            address = node.get("href") or ""
            if "canonical" in (node.get("rel") or "").lower() and address.startswith("http"):
                return str(address)
        return self._of("og:url")

    def language(self) -> str | None:
        """The language that the page declares."""
        return self._tree.get("lang") or self._of("og:locale")

    def is_paid(self) -> bool:
        """Whether the page says that the report is not free."""
        told = [str(entry.get("isAccessibleForFree", "")).lower() for entry in self._reports]
        tier = (self._of("article:content_tier") or "").lower()
        return "false" in told or tier in ("locked", "metered")

    def body(self) -> str | None:
        """The report's text where the metadata holds the whole of it."""
        found = next((e["articleBody"] for e in self._reports if e.get("articleBody")), None)
        return html.unescape(_TAGS.sub("\n\n", found)) if isinstance(found, str) else None

    def _heading(self) -> str | None:
        headings = [line(node.text_content()) for node in self._tree.iter("h1")]
        return headings[0] if len(headings) == 1 else None

    def _of(self, name: str) -> str | None:
        return line(html.unescape(self._meta.get(name) or ""))

    def _ld(self, key: str) -> str | None:
        return next((name for found in self._reports if (name := _name(found.get(key)))), None)


def _without_site(title: str, outlet: str | None) -> str:
    """Cut " | The Post" or " - The Post, News" where it names the site."""
    match = re.match(r"^(.{8,}?)\s+[|–—-]\s+([^|]{2,60})$", title)
    if match is None or not outlet:
        return title
    behind, own = (re.sub(r"\W+|^the\b", "", name.lower()) for name in (match.group(2), outlet))
    return match.group(1) if own and (own in behind or behind in own) else title


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for node in tree.iter("script"):
        if (node.get("type") or "").strip().lower() == "application/ld+json":
            try:
                # Line breaks inside strings are common, and not allowed by the strict reading.
                yield from _entries(json.loads(node.text or "", strict=False))
            except (ValueError, RecursionError):
                continue


def _entries(found: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(found, list):
        for each in found:
            yield from _entries(each, depth + 1)
    elif isinstance(found, dict):
        yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _entries(found.get(key), depth + 1)


def _is_report(entry: dict[str, Any]) -> bool:
    kinds = entry.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPE.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for each in value if (name := _name(each)))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return line(html.unescape(value)) if isinstance(value, str) else None
