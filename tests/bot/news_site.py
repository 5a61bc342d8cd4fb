"""A news site on loopback for the tests: pages, feeds, states, and trouble at will."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = (
    "The {name} council met on Monday and said that the old bridge would be closed to lorries "
    "until its eastern pier had been looked at. “We found a crack as long as a hand,” said Ana "
    "Toric, the engineer of {name}. The dockers' union denied that lorries had been too heavy. "
)


def report(name: str, date: str | None = "2031-03-04") -> str:
    """A page with a report about a place."""
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    body = "".join(f"<p>{PARAGRAPH.format(name=name)} Part {n} of {name}.</p>" for n in range(4))
    return (
        f"<html><head><title>Bridge in {name} closed</title>{meta}"
        '<meta property="og:site_name" content="Velmar Radio"></head>'
        f"<body><article><h1>Bridge in {name} closed</h1>{body}</article></body></html>"
    )


class NewsSite:
    """``pages`` by path; ``feed`` lists paths as a JSON feed, and answers 304 to its state."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.listed: list[dict] = []
        self.status = 200
        self.asked: list[tuple[str, int]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body, headers = site.answer(self.path, self.headers.get("If-None-Match"))
                site.asked.append((self.path, status))
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
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def lists(self, *names: str, **more: str) -> None:
        """Publish a report about each place, and list it in the feed, the latest first."""
        for name in names:
            self.pages[f"/{name}"] = report(name)
            item = {"id": name, "url": f"{self.url}/{name}", "title": f"Bridge in {name}", **more}
            self.listed.insert(0, item)

    def answer(self, path: str, known: str | None) -> tuple[int, bytes, dict[str, str]]:
        html = {"Content-Type": "text/html; charset=utf-8"}
        if path == "/feed":
            if self.status != 200:
                return self.status, b"", {}
            body = json.dumps({"title": "Velmar Radio", "items": self.listed}).encode()
            state = f'"{hash(body)}"'
            if known == state:
                return 304, b"", {}
            return 200, body, {"Content-Type": "application/feed+json", "ETag": state}
        if path in self.pages:
            return 200, self.pages[path].encode(), html
        return 404, b"", html

    def allow(self, host: str, _port: int) -> bool:
        return host == "127.0.0.1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
