"""JSON Lines: one report a line, validated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import Unreadable
from corpus.reading.finish import finish
from corpus.reading.items import Draft, Item, Skipped


class ImportLine(BaseModel):
    """One line of an import, as the design fixes it; ``source`` is the outlet.

    Further fields are allowed and left aside: exports of other programs have them.
    """

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    body: str = Field(min_length=1)
    id: str | None = None
    title: str | None = None
    source: str | None = None
    agency: str | None = None
    byline: str | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None


def read_lines(lines: Iterable[str], name: str) -> Iterator[Item]:
    """Read reports line by line; a line that cannot be read is skipped with the reason."""
    empty = True
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        empty = False
        where = f"{name}:{number}"
        try:
            yield finish(_draft(text, where), where)
        except Unreadable as error:
            yield Skipped(where, str(error))
    if empty:
        yield Skipped(name, f"{name} is empty.")


def _draft(text: str, where: str) -> Draft:
    try:
        row = ImportLine.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        raise Unreadable(f"{where}: {field} is wrong: {first['msg']}.") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{where} is not JSON: {error}.") from None
    return Draft(
        body=row.body, title=row.title, outlet=row.source, agency=row.agency, byline=row.byline,
        published_at=row.published_at, url=row.url, language=row.language, id=row.id,
    )  # fmt: skip
