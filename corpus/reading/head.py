"""Lines around the body of a plain or Markdown report.

Front matter, title, byline, date and address before it; "Original url:" and the like after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.reading.agencies import agency_named
from corpus.reading.dates import is_date_line, iso_date
from corpus.reading.items import Draft
from corpus.reading.outlets import is_domain, outlet_from_address

_FIELD = re.compile(r"^([A-Za-z][\w -]{0,24}?)\s*:(?:\s+(.*)|)$")
_FRONT = re.compile(r"\s*---[ ]*\n((?:(?!---|\.\.\.).*\n){0,60}?)(?:---|\.\.\.)[ ]*(?:\n|$)")
_ADDRESS = re.compile(r"^<?(https?://[^\s<>]+)>?$", re.IGNORECASE)
_NAME = r"[A-ZÀ-ÞА-Я][\w.'’-]*"
_JOIN = r"(?:and|&|with|in|of|for|the|at|de|da|del|van|von|der|bin|ibn|el|al|la|le|\||/|,|-|–|—)"
_BYLINE = re.compile(rf"^(?:By|BY|by):?\s+{_NAME}(?:,?\s*(?:{_JOIN}\s+)*{_NAME}){{0,14}}\.?$")
_PIECES = re.compile(r"\s+[|•·]\s+|\s+/\s+")
_ORIGIN = re.compile(
    r"^(?:original(?:ly published (?:at|on|by))?(?: url| link| article| source)?"
    r"|source(?: url| link)?|url|link|via"
    r"|read (?:the )?(?:original|full article|more)(?: here| at)?)\s*:?\s*(\S*)$",
    re.IGNORECASE,
)
# A title is no sentence: short, and not ended by a full stop.
_TITLE_CHARS, _TITLE_LINES = 250, 3
# A title that stands right above the body is shorter than the body's lines by this much.
_TITLE_SHARE = 0.75
# How many lines a head may have before it is taken to be the body.
_HEAD_LINES = 14

_Set = Callable[[Draft, str], None]


def _setter(name: str) -> _Set:
    def put(draft: Draft, value: str) -> None:
        if getattr(draft, name) is None:
            setattr(draft, name, value)

    return put


def _put_date(draft: Draft, value: str) -> None:
    draft.published_at = draft.published_at or iso_date(value)


def _put_url(draft: Draft, value: str) -> None:
    if match := _ADDRESS.match(value.strip()):
        draft.url = draft.url or match.group(1)


def _put_source(draft: Draft, value: str) -> None:
    if _ADDRESS.match(value):
        _put_url(draft, value)
    else:
        draft.outlet = draft.outlet or value


_SETTERS: dict[str, _Set] = {
    **dict.fromkeys(("title", "headline"), _setter("title")),
    **dict.fromkeys(
        ("outlet", "source", "publication", "publisher", "site", "newspaper"), _put_source
    ),
    **dict.fromkeys(("agency", "wire"), _setter("agency")),
    **dict.fromkeys(("by", "byline", "author", "authors", "writer"), _setter("byline")),
    **dict.fromkeys(
        ("date", "published", "published at", "publish date", "pubdate", "publication date"),
        _put_date,
    ),
    **dict.fromkeys(
        ("url", "link", "address", "original url", "source url", "canonical", "permalink"), _put_url
    ),
    **dict.fromkeys(("language", "lang"), _setter("language")),
    "id": _setter("id"),
    "caption": lambda draft, value: draft.captions.append(value),
}


def take_head(draft: Draft) -> None:
    """Move what the first lines of ``draft.body`` say about the report into its fields."""
    lines = [raw.strip() for raw in draft.body.split("\n")]
    at = used = 0
    while at < len(lines) and used < _HEAD_LINES:
        if not lines[at]:
            at += 1
            continue
        taken = _takes(draft, lines, at) or _takes_title(draft, lines, at)
        if not taken:
            break
        at, used = at + taken, used + 1
    draft.body = "\n".join(lines[at:])


def take_tail(draft: Draft) -> None:
    """Cut a trailing "Original url:" with its address from ``draft.body``, keeping the address."""
    lines = draft.body.rstrip().split("\n")
    while lines:
        text = lines[-1].strip()
        origin = _ORIGIN.match(text)
        if text and not _ADDRESS.match(text) and not (origin and _is_origin(origin.group(1))):
            break
        _put_url(draft, origin.group(1) if origin else text)
        lines.pop()
    draft.body = "\n".join(lines)


def _is_origin(value: str) -> bool:
    return not value or bool(_ADDRESS.match(value))


def take_front_matter(draft: Draft) -> None:
    """Move the fields between two ``---`` lines at the beginning, in the manner of YAML."""
    match = _FRONT.match(draft.body)
    if match is None:
        return
    draft.body = draft.body[match.end() :]
    key = ""
    for raw in match.group(1).split("\n"):
        text = raw.strip()
        if text.startswith("- ") and key:
            _take_field(draft, key, text[2:])
        elif field := _FIELD.match(text):
            key = field.group(1)
            _take_field(draft, key, (field.group(2) or "").strip("[]"))


def _take_field(draft: Draft, key: str, value: str) -> bool:
    put = _SETTERS.get(key.strip().lower().replace("_", " ").replace("-", " "))
    value = value.strip().strip("\"'").strip()
    if put and value:
        put(draft, value)
    return put is not None


def _takes(draft: Draft, lines: list[str], at: int) -> int:
    """Take a line of the head; how many lines were taken, 0 where it is none."""
    text = lines[at]
    if match := _FIELD.match(text):
        if _take_field(draft, match.group(1), match.group(2) or ""):
            return 1
        # A field that nobody asked for, among those that were.
        if at and (before := _FIELD.match(lines[at - 1])) and len(text) < 80:
            return int(before.group(1).lower().replace("_", " ") in _SETTERS)
    if _names_the_site(draft, lines, at):
        return 1
    pieces = [text] if _takes_piece(None, text) else _PIECES.split(text)
    if not all(_takes_piece(None, piece) for piece in pieces):
        return 0
    for piece in pieces:
        _takes_piece(draft, piece)
    return 1


def _takes_piece(draft: Draft | None, text: str) -> bool:
    """Whether ``text`` is a byline, agency, date or address; put into ``draft`` where given."""
    put: _Set
    if _ADDRESS.match(text):
        put = _put_url
    elif is_date_line(text):
        put = _put_date
    elif _BYLINE.match(text):
        put = _SETTERS["byline"]
    elif agency_named(text):
        put = _SETTERS["agency"]
    else:
        return False
    if draft:
        put(draft, text)
    return True


def _names_the_site(draft: Draft, lines: list[str], at: int) -> bool:
    """The outlet's name above its address, or the outlet's bare domain."""
    text = lines[at]
    if is_domain(text):
        draft.outlet = draft.outlet or text
        return True
    behind = next((line for line in lines[at + 1 : at + 3] if line), "")
    match = _ADDRESS.match(behind)
    if match is None or _squeezed(outlet_from_address(match.group(1)) or "") != _squeezed(text):
        return False
    draft.outlet = draft.outlet or text
    return True


def _squeezed(name: str) -> str:
    return re.sub(r"\W|^the\b", "", name.lower())


def _takes_title(draft: Draft, lines: list[str], at: int) -> int:
    """Take the title; how many lines it has, 0 where the body begins instead."""
    if draft.title is not None or draft.byline or draft.published_at:
        return 0
    block: list[str] = []
    for text in lines[at : at + _TITLE_LINES + 1]:
        if not text or (block and _takes_piece(None, text)):
            break
        block.append(text)
    rest = any(lines[at + len(block) :])
    whole = " ".join(block)
    if len(block) <= _TITLE_LINES and rest and _is_title(whole) and _is_one(block):
        draft.title = whole
        return len(block)
    if len(block) > 1 and _is_title(block[0]) and _stands_above(block[0], block[1]):
        draft.title = block[0]
        return 1
    return 0


def _is_title(text: str) -> bool:
    ended = text.endswith((".", ",", ";", ":", ".”", '."')) and not text.endswith("...")
    return len(text) <= _TITLE_CHARS and not ended


def _is_one(block: list[str]) -> bool:
    """A title over several lines: none of them is a sentence, and it goes on in small letters."""
    return all(text[0].islower() and not text.endswith(".") for text in block[1:])


def _stands_above(title: str, below: str) -> bool:
    return not below[0].islower() and len(title) < len(below) * _TITLE_SHARE
