"""Telegram's HTML as text for a terminal: quotes keep a bar, links their address."""

from __future__ import annotations

from html.parser import HTMLParser

_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_BAR = "  │ "


def plain(html: str, *, colour: bool = False) -> str:
    """Give the text; ``colour`` adds bold and dim for a terminal that shows them."""
    reader = _Reader(colour=colour)
    reader.feed(html)
    reader.close()
    return "".join(reader.out).strip("\n")


class _Reader(HTMLParser):
    def __init__(self, *, colour: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._colour = colour
        self._links: list[str] = []
        self._quoted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quoted = True
            self.out.append(_BAR)
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag == "b" and self._colour:
            self.out.append(_BOLD)

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._quoted = False
        elif tag == "a":
            address = self._links.pop().partition("#:~:")[0]
            shown = f" <{address}>"
            self.out.append(f"{_DIM}{shown}{_OFF}" if self._colour else shown)
        elif tag == "b" and self._colour:
            self.out.append(_OFF)

    def handle_data(self, data: str) -> None:
        # What articles hold must not steer the terminal.
        safe = "".join(c if c.isprintable() or c in "\n\t\u2068\u2069" else " " for c in data)
        self.out.append(safe.replace("\n", f"\n{_BAR}") if self._quoted else safe)
