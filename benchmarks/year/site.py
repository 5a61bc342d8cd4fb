"""The papers' site on loopback: pages, feeds in three formats with ETags, and trouble at will."""

from __future__ import annotations

import hashlib
import html
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from benchmarks.year.articles import slug

if TYPE_CHECKING:
    from benchmarks.year.articles import Report

LISTED = 40  # a feed lists its latest
FORMATS = ("rss", "atom", "json")
TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass
class Feed:
    """A feed of an outlet: ``listed`` are its entries, the latest first; ``status`` its state."""

    outlet: str
    number: int
    listed: list[tuple[str, str, str]] = field(default_factory=list)
    status: int = 200

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/{slug(self.outlet)}/feed-{self.number}"

    @property
    def format(self) -> str:
        """The format that it is in."""
        return FORMATS[self.number % len(FORMATS)]

    def body(self) -> bytes:
        """The feed as it is served now."""
        return _WRITERS[self.format](self).encode()


class Site:
    """Serves ``pages`` by path and ``feeds``; ``asked`` counts what was answered how."""

    def __init__(self, feeds: list[Feed]) -> None:
        self.pages: dict[str, str] = {}
        self.feeds = {feed.path: feed for feed in feeds}
        self.asked: Counter[str] = Counter()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body, headers = site.answer(self.path, self.headers.get("If-None-Match"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.daemon = True
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, report: Report) -> None:
        """Put a report's page on the site, in place of an earlier version."""
        self.pages[report.path] = page(report)

    def list_in(self, feed: Feed, report: Report, marker: str = "") -> None:
        """List a report in a feed; ``marker`` makes another entry of it."""
        more = f"?utm_source={marker}" if marker else ""
        feed.listed.insert(
            0, (f"{report.path}{marker}", self.url + report.path + more, report.title)
        )
        del feed.listed[LISTED:]

    def answer(self, path: str, known: str | None) -> tuple[int, bytes, dict[str, str]]:
        """Give status, body and headers for a request."""
        path = path.partition("?")[0]
        if (feed := self.feeds.get(path)) is not None:
            return self._feed(feed, known)
        found = self.pages.get(path)
        self.asked["page" if found else "no page"] += 1
        body = (found or "").encode()
        return 200 if found else 404, body, {"Content-Type": "text/html; charset=utf-8"}

    def _feed(self, feed: Feed, known: str | None) -> tuple[int, bytes, dict[str, str]]:
        if feed.status != 200:
            self.asked["feed in trouble"] += 1
            return feed.status, b"", {}
        body = feed.body()
        state = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if known == state:
            self.asked["feed unchanged"] += 1
            return 304, b"", {}
        self.asked["feed"] += 1
        return 200, body, {"Content-Type": TYPES[feed.format], "ETag": state}

    def allow(self, host: str, _port: int) -> bool:
        """Let the fetcher through to this site, which is on loopback, and to no other host."""
        return host == "127.0.0.1"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def page(report: Report) -> str:
    """A report as its outlet's page."""
    e = html.escape
    body = "".join(f"<p>{e(each)}</p>" for each in report.paragraphs)
    return (
        f'<html lang="en"><head><title>{e(report.title)} | {e(report.outlet)}</title>'
        f'<meta property="og:site_name" content="{e(report.outlet)}">'
        f'<meta property="og:title" content="{e(report.title)}">'
        f'<meta name="author" content="{e(report.byline)}">'
        f'<meta property="article:published_time" content="{report.event.day.isoformat()}">'
        "</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{e(report.title)}</h1>{body}</article>"
        f"<footer>© {e(report.outlet)}. All rights reserved.</footer></body></html>"
    )


def _rss(feed: Feed) -> str:
    items = "".join(
        f"<item><guid isPermaLink='false'>{key}</guid><link>{html.escape(url)}</link>"
        f"<title>{html.escape(title)}</title></item>"
        for key, url, title in feed.listed
    )
    title = html.escape(feed.outlet)
    head = f"<title>{title}</title><link>http://127.0.0.1/</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def _atom(feed: Feed) -> str:
    entries = "".join(
        f"<entry><id>{key}</id><link href='{html.escape(url)}'/>"
        f"<title>{html.escape(title)}</title></entry>"
        for key, url, title in feed.listed
    )
    title = html.escape(feed.outlet)
    space = "http://www.w3.org/2005/Atom"
    return f'<?xml version="1.0"?><feed xmlns="{space}"><title>{title}</title>{entries}</feed>'


def _json(feed: Feed) -> str:
    items = [{"id": key, "url": url, "title": title} for key, url, title in feed.listed]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": feed.outlet, "items": items})


_WRITERS = {"rss": _rss, "atom": _atom, "json": _json}
