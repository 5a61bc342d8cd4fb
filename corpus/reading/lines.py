"""JSON Lines: one report a line, validated."""

from __future__ import annotations

import html
import json
import re

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading.finish import finish
from corpus.reading.items import Draft

_MARKED = re.compile(r"</(?:p|div|h[1-6])>|<br ?/?>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote|br|figure|table|tr)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>|</?[a-z][^<>]*>", re.IGNORECASE | re.S
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)


class ImportLine(BaseModel):
    """One line of an import, as the design fixes it; ``source`` is the outlet.

    Further fields are allowed and left aside: exports of other programs have them.
    """

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    body: str
    id: str | None = None
    title: str | None = None
    source: str | None = None
    agency: str | None = None
    byline: str | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None


def read_line(text: str, where: str) -> Article:
    """Read the report in a line; ``where`` stands for it in what is said of it (Unreadable)."""
    return finish(_draft(text, where), where)


def _draft(text: str, where: str) -> Draft:
    row = _validated(text, where)
    return Draft(
        body=_unmarked(row.body), title=_unescaped(row.title), outlet=_unescaped(row.source),
        agency=row.agency, byline=_unescaped(row.byline), published_at=row.published_at,
        url=row.url, language=row.language, id=row.id,
    )  # fmt: skip


def _validated(text: str, where: str) -> ImportLine:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(f"{where} is not JSON: give one object a line.") from None
    if not isinstance(found, dict):
        raise Unreadable(f"{where} is not a JSON object: give one report a line.")
    try:
        return ImportLine.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        what = "is missing" if first["type"] == "missing" else "is no text"
        raise Unreadable(f'{where} cannot be used: its "{field}" {what}.') from None


def _unmarked(body: str) -> str:
    """The words of a body that was exported as HTML; others as they are."""
    if not _MARKED.search(body):
        return body
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", body)))


def _unescaped(text: str | None) -> str | None:
    return html.unescape(text) if text and _ENTITY.search(text) else text
