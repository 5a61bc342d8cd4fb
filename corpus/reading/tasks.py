"""What readers do, as tasks that a process of its own can be given: bytes in, plain values out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.errors import Unreadable
from corpus.reading.finish import finish
from corpus.reading.formats import text_draft, to_draft
from corpus.text import clean

Json = dict[str, Any]


def report(data: bytes, kind: str, name: str, url: str | None, content_type: str | None) -> Json:
    """Read the report in bytes of a format that ``formats.kind_of`` told (Unreadable)."""
    draft = to_draft(data, kind, name, url=url, content_type=content_type)
    draft.url = draft.url or url
    return asdict(finish(draft, name))


def line(data: bytes, where: str) -> Json:
    """Read a line of JSON Lines (Unreadable)."""
    from corpus.reading.lines import read_line

    return asdict(read_line(data.decode("utf-8", errors="replace"), where))


def lines(data: bytes, wheres: list[str]) -> Json:
    """Read lines of JSON Lines: of each what is ``given``, why it is ``refused``, or neither."""
    found = zip(data.split(b"\n"), wheres, strict=True)
    return {"items": [_one(each, where) for each, where in found]}


def _one(data: bytes, where: str) -> Json:
    try:
        return {"given": line(data, where)}
    except Unreadable as error:
        return {"refused": str(error)}
    except MemoryError:
        raise
    except Exception:  # the others are none the worse; the parent asks for this one alone
        return {}


def pasted(data: bytes, url: str | None) -> Json:
    """Read a pasted report, in UTF-8 (Unreadable)."""
    draft = text_draft(clean(data.decode("utf-8", "surrogatepass")))
    draft.url = draft.url or url
    return asdict(finish(draft, "the text"))


def feed(data: bytes, url: str, content_type: str | None) -> Json:
    """Read a feed that was fetched (Unreadable)."""
    from corpus.reading.feeds import parse_feed

    return asdict(parse_feed(data, url, content_type))


TASKS: dict[str, Callable[..., Json]] = {
    "report": report, "line": line, "lines": lines, "pasted": pasted, "feed": feed,
}  # fmt: skip
