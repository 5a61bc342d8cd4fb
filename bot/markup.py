"""Telegram's HTML as values that know how much of a message they take.

A ``Markup`` is built from plain text and put together with ``+`` and ``join``; whatever the
text holds, it comes out as text. Telegram counts a message in UTF-16 code units after the
tags are parsed, and allows so many entities in one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
# Letters of right-to-left scripts, and every control that changes the direction of a line.
_TURNS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Not valid in a message: lone surrogates cannot be sent, other controls are not shown.
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a message: its HTML, its length in UTF-16 units and its number of entities."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: Markup) -> Markup:
        return Markup(
            self.html + other.html, self.units + other.units, self.entities + other.entities
        )

    def __bool__(self) -> bool:
        return bool(self.html)


def utf16(value: str) -> int:
    """Count the UTF-16 code units of a string."""
    return len(value) + sum(char > "\uffff" for char in value)


def text(value: str) -> Markup:
    """Plain text, escaped. Characters that no message can hold are replaced."""
    clean = _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", value))
    return Markup(html.escape(clean, quote=False), utf16(clean))


def foreign(value: str) -> Markup:
    """Text that others wrote: as ``text``, and it cannot turn the direction of what is around.

    Text with right-to-left letters or direction controls is put between isolates, with as many
    more as its own unpaired ones need; other text is left without invisible characters.
    """
    if not _TURNS.search(value):
        return text(value)
    opened = closing = 0
    for control in _ISOLATES.findall(value):
        if control != POP_ISOLATE:
            opened += 1
        elif opened:
            opened -= 1
        else:
            closing += 1
    before = FIRST_STRONG_ISOLATE * (closing + 1)
    return text(f"{before}{value}{POP_ISOLATE * (opened + 1)}")


def isolated(inner: Markup) -> Markup:
    """A piece whose direction does not mix with what is around it; nothing around nothing."""
    return text(FIRST_STRONG_ISOLATE) + inner + text(POP_ISOLATE) if inner else inner


def bold(inner: Markup) -> Markup:
    """Bold."""
    return _tagged("<b>", inner, "</b>")


def italic(inner: Markup) -> Markup:
    """Italic."""
    return _tagged("<i>", inner, "</i>")


def struck(inner: Markup) -> Markup:
    """Struck through."""
    return _tagged("<s>", inner, "</s>")


def code(value: str) -> Markup:
    """Monospaced text that is copied by a tap."""
    return _tagged("<code>", text(value), "</code>")


def blockquote(inner: Markup, *, folded: bool = False) -> Markup:
    """A quotation block; a folded one shows three lines until it is tapped."""
    return _tagged("<blockquote expandable>" if folded else "<blockquote>", inner, "</blockquote>")


def link(inner: Markup, url: str | None) -> Markup:
    """A link to a web address; plain where the address is none that may be opened."""
    if not url or not is_web(url):
        return inner
    return _tagged(f'<a href="{html.escape(_SURROGATE.sub("", url))}">', inner, "</a>")


def is_web(url: str) -> bool:
    """Tell whether an address is http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def join(separator: str, pieces: Iterable[Markup]) -> Markup:
    """Put pieces together with plain text between them; empty ones are left out."""
    whole, between = Markup(), text(separator)
    for piece in pieces:
        if piece:
            whole = whole + between + piece if whole else piece
    return whole


def _tagged(before: str, inner: Markup, after: str) -> Markup:
    return (
        Markup(f"{before}{inner.html}{after}", inner.units, inner.entities + 1) if inner else inner
    )
