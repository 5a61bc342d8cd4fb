"""Reading files, folders and pasted texts into articles.

What cannot be read comes as ``Skipped`` with one sentence, so that the rest goes on.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading.finish import finish
from corpus.reading.formats import (
    MAX_BYTES,
    check_readable,
    kind_of,
    short_name,
    text_draft,
    to_draft,
)
from corpus.reading.items import Item, Skipped
from corpus.text import clean

__all__ = ["Item", "Skipped", "read_bytes", "read_path", "read_text"]

# JSON Lines may be a whole corpus, read as it streams; a line may not be.
MAX_LINE_BYTES = 5 * 1024 * 1024
# What a packed file may unpack to, as a multiple of its size: text does not reach 50.
MAX_EXPANSION = 100
_EXPANSION_FREE = 50 * 1024 * 1024


def read_path(path: Path) -> Iterator[Item]:
    """Read a file, or all files below a folder in order of their names (hidden ones aside)."""
    try:
        if path.is_dir():
            yield from _folder(path)
            return
        if kind_of(path.name).startswith(".jsonl"):
            with path.open("rb") as file:
                yield from _json_lines(file, path.name, path.stat().st_size)
            return
        if path.stat().st_size > MAX_BYTES:
            yield Skipped(str(path), f"{path.name} is larger than 20 MB: send the report alone.")
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield Skipped(str(path), f"There is no file or folder {path}: check the path.")
        return
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Skipped(str(path), f"{path} cannot be opened: {why}.")
        return
    yield from read_bytes(data, name=str(path))


def read_bytes(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Item]:
    """Read what a file or a fetched page holds.

    ``name`` stands for the item in what is said of it, and its suffix tells the format unless
    the content or ``content_type`` says otherwise; ``url`` is where it was fetched.
    """
    short = short_name(name)
    try:
        kind = check_readable(data, name, content_type)
        if kind.startswith(".jsonl"):
            yield from _json_lines(io.BytesIO(data), short, len(data))
            return
        draft = to_draft(data, kind, short, url=url, content_type=content_type)
        draft.url = draft.url or url
        yield finish(draft, short)
    except Unreadable as error:
        yield Skipped(name, str(error))


def read_text(text: str, *, url: str | None = None) -> Article:
    """Read a pasted report, plain or Markdown; ``url`` is where it came from, if known.

    Unreadable where there is no body in it.
    """
    if not text.strip():
        raise Unreadable("The text is empty: paste a report.")
    draft = text_draft(clean(text))
    draft.url = draft.url or url
    return finish(draft, "the text")


def _folder(path: Path) -> Iterator[Item]:
    files = [
        found
        for found in sorted(path.rglob("*"))
        if found.is_file() and not any(p.startswith(".") for p in found.relative_to(path).parts)
    ]
    if not files:
        yield Skipped(str(path), f"There are no files in the folder {path}: give another one.")
    for file in files:
        yield from read_path(file)


def _json_lines(file: io.BufferedIOBase, name: str, size: int) -> Iterator[Item]:
    from corpus.reading.lines import read_lines

    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream = gzip.GzipFile(fileobj=file) if packed else file
    try:
        yield from read_lines(_decoded_lines(stream, _EXPANSION_FREE + MAX_EXPANSION * size), name)
    except Unreadable as error:
        yield Skipped(name, f"{name} {error}")
    except (OSError, EOFError, zlib.error):
        yield Skipped(name, f"{name} breaks off or is damaged: copy it anew.")


def _decoded_lines(stream: io.BufferedIOBase | gzip.GzipFile, most: int) -> Iterator[str]:
    encoding = "utf-8"
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        most -= len(raw)
        if len(raw) > MAX_LINE_BYTES:
            raise Unreadable("has a line of more than 5 MB: give one report a line.")
        if most < 0:
            raise Unreadable("unpacks to more than any corpus of its size does: unpack it first.")
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable("is in UTF-16: save it as UTF-8.")
        yield raw.removeprefix(b"\xef\xbb\xbf").decode(encoding, errors="replace")
