"""Lines around the body of a plain or Markdown report.

Front matter, title, byline, date and address before it; "Original url:" and the like after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.reading.dates import is_date_line, iso_date
from corpus.reading.items import Draft

_FIELD = re.compile(
    r"^(title|headline|outlet|source|publication|agency|wire|by|byline|author|date|published|"
    r"published_at|published at|url|link|original url|source url|language|lang|id|caption)"
    r"\s*:\s*(.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^<?(https?://[^\s<>]+)>?$")
_BYLINE = re.compile(r"^by:?\s+\S.{0,100}$", re.IGNORECASE)
_ORIGIN = re.compile(
    r"^(?:original(?:ly published at| url| link| article| source)?|source(?: url| link)?|url|link|"
    r"read the original(?: at)?)\s*:\s*(.*)$",
    re.IGNORECASE,
)
# A title is one line that is no sentence: short, and not ended by a full stop.
_TITLE_CHARS = 200
# How many lines a head may have before it is taken to be the body.
_HEAD_LINES = 12

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


_SETTERS: dict[str, _Set] = {
    **{name: _setter("title") for name in ("title", "headline")},
    **{name: _setter("outlet") for name in ("outlet", "source", "publication")},
    **{name: _setter("agency") for name in ("agency", "wire")},
    **{name: _setter("byline") for name in ("by", "byline", "author")},
    **dict.fromkeys(("date", "published", "published_at", "published at"), _put_date),
    **dict.fromkeys(("url", "link", "original url", "source url"), _put_url),
    **{name: _setter("language") for name in ("language", "lang")},
    "id": _setter("id"),
    "caption": lambda draft, value: draft.captions.append(value),
}


def take_head(draft: Draft) -> None:
    """Move what the first lines of ``draft.body`` say about the report into its fields."""
    lines = draft.body.split("\n")
    lines = _front_matter(draft, lines)
    used = 0
    for i, raw in enumerate(lines):
        text = raw.strip()
        if not text:
            continue
        if used >= _HEAD_LINES or not (
            _takes(draft, text) or _is_title(draft, text, lines[i + 1 :])
        ):
            draft.body = "\n".join(lines[i:])
            return
        used += 1
    draft.body = ""


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
    return not value.strip() or bool(_ADDRESS.match(value.strip()))


def _front_matter(draft: Draft, lines: list[str]) -> list[str]:
    start = next((i for i, text in enumerate(lines) if text.strip()), len(lines))
    if start == len(lines) or lines[start].strip() != "---":
        return lines
    end = next((i for i in range(start + 1, len(lines)) if lines[i].strip() == "---"), None)
    if end is None:
        return lines[start + 1 :]
    for text in lines[start + 1 : end]:
        _takes_field(draft, text.strip())
    return lines[end + 1 :]


def _takes_field(draft: Draft, text: str) -> bool:
    match = _FIELD.match(text)
    if match is None:
        return False
    value = match.group(2).strip().strip("\"'")
    if value:
        _SETTERS[match.group(1).lower()](draft, value)
    return True


def _takes(draft: Draft, text: str) -> bool:
    if _takes_field(draft, text):
        return True
    if match := _ADDRESS.match(text):
        draft.url = draft.url or match.group(1)
        return True
    if _BYLINE.match(text) and not text.endswith((".", ",", "”", '"')):
        draft.byline = draft.byline or text
        return True
    if is_date_line(text):
        draft.published_at = draft.published_at or iso_date(text)
        return True
    return False


def _is_title(draft: Draft, text: str, rest: list[str]) -> bool:
    if (
        draft.title is not None
        or draft.byline
        or draft.published_at
        or not any(map(str.strip, rest))
    ):
        return False
    if len(text) > _TITLE_CHARS or (
        text.endswith((".", ",", ";", ":")) and not text.endswith("...")
    ):
        return False
    draft.title = text
    return True
