"""Reading files, folders and pasted texts into articles.

What cannot be read comes as ``Skipped`` with one sentence, so that the rest goes on.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading.finish import finish
from corpus.reading.items import Draft, Item, Skipped
from corpus.reading.markdown import read_markdown
from corpus.reading.plain import decode, read_plain
from corpus.text import clean

__all__ = ["Item", "Skipped", "read_bytes", "read_path", "read_text"]

# Telegram's limit for what a bot may download.
MAX_BYTES = 20 * 1024 * 1024
# JSON Lines may be a whole corpus, read as it streams; what is inflated is limited a line.
MAX_LINE_BYTES = 5 * 1024 * 1024
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".jsonl", ".jsonl.gz")
_TYPES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/xhtml+xml": ".html",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
_FEED_TYPES = ("rss", "atom", "feed+json")


def read_path(path: Path) -> Iterator[Item]:
    """Read a file, or all files below a folder in order of their names (hidden ones aside)."""
    if path.is_dir():
        yield from _folder(path)
        return
    try:
        suffix = _suffix(path.name)
        if suffix.startswith(".jsonl"):
            with path.open("rb") as file:
                yield from _json_lines(file, path.name, packed=suffix == ".jsonl.gz")
            return
        if path.stat().st_size > MAX_BYTES:
            yield Skipped(str(path), f"{path.name} is larger than 20 MB: send the report alone.")
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield Skipped(str(path), f"There is no file or folder {path}.")
        return
    except OSError as error:
        yield Skipped(str(path), f"{path} cannot be opened: {error.strerror or error}.")
        return
    yield from read_bytes(data, name=str(path))


def read_bytes(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Item]:
    """Read what a file or a fetched page holds.

    ``name`` stands for the item in what is said of it, and its suffix tells the format unless
    the content or ``content_type`` says otherwise; ``url`` is where it was fetched.
    """
    kind = _kind(data, name, content_type)
    short = name if "://" in name else Path(name).name
    try:
        if not data.strip():
            raise Unreadable(f"{short} is empty.")
        if len(data) > MAX_BYTES:
            raise Unreadable(f"{short} is larger than 20 MB: send the report alone.")
        if kind in (".jsonl", ".jsonl.gz"):
            yield from _json_lines(io.BytesIO(data), short, packed=kind == ".jsonl.gz")
            return
        draft = _draft(data, kind, short, url, content_type)
        draft.url = draft.url or url
        yield finish(draft, short)
    except Unreadable as error:
        yield Skipped(name, str(error))


def read_text(text: str, *, url: str | None = None) -> Article:
    """Read a pasted report, plain or Markdown; ``url`` is where it came from, if known.

    Unreadable where there is no body in it.
    """
    draft = _text_draft(clean(text))
    draft.url = draft.url or url
    return finish(draft, "the text")


def _text_draft(text: str) -> Draft:
    marked = any(mark in text for mark in ("](", "\n# ", "**")) or text.lstrip().startswith("# ")
    return read_markdown(text) if marked else read_plain(text)


def _folder(path: Path) -> Iterator[Item]:
    files = [
        found
        for found in sorted(path.rglob("*"))
        if found.is_file() and not any(p.startswith(".") for p in found.relative_to(path).parts)
    ]
    if not files:
        yield Skipped(str(path), f"There are no files in the folder {path}.")
    for file in files:
        yield from read_path(file)


def _draft(data: bytes, kind: str, name: str, url: str | None, content_type: str | None) -> Draft:
    if kind == ".pdf":
        from corpus.reading.pdf import read_pdf

        return read_pdf(data, name)
    if kind == "":
        raise Unreadable(f"{name} is of no kind that can be read: send {', '.join(SUFFIXES)}.")
    text = decode(data, name, _charset(content_type))
    if kind == ".feed" or _is_feed(text):
        raise Unreadable(
            f"{name} is a feed, and feeds are not built yet: add the addresses of its reports."
        )
    if kind in (".html", ".htm"):
        from corpus.reading.html import read_html

        return read_html(_declared(data, text), name, url)
    if kind in (".md", ".markdown"):
        return read_markdown(clean(text))
    return _text_draft(clean(text))


def _json_lines(file: io.BufferedIOBase, name: str, *, packed: bool) -> Iterator[Item]:
    from corpus.reading.lines import read_lines

    stream = gzip.GzipFile(fileobj=file) if packed else file
    try:
        yield from read_lines(_decoded_lines(stream, name), name)
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(name, f"{name} breaks off or is damaged: {error}.")


def _decoded_lines(stream: io.BufferedIOBase | gzip.GzipFile, name: str) -> Iterator[str]:
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        if len(raw) > MAX_LINE_BYTES:
            raise OSError("a line is longer than 5 MB")
        yield raw.decode("utf-8-sig", errors="replace")


def _kind(data: bytes, name: str, content_type: str | None) -> str:
    """The format as a suffix: by content first, then as declared, then by the name."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return ".pdf"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    declared = (content_type or "").split(";")[0].strip().lower()
    if any(kind in declared for kind in _FEED_TYPES):
        return ".feed"
    suffix = "" if "://" in name else _suffix(name)
    return suffix or _TYPES.get(declared, "")


def _suffix(name: str) -> str:
    lowered = name.lower()
    return max((s for s in SUFFIXES if lowered.endswith(s)), key=len, default="")


def _charset(content_type: str | None) -> str | None:
    for part in (content_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _declared(data: bytes, text: str) -> str:
    """Decode a page anew where it declares another charset than the one that was guessed."""
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    if match is None or match.group(1).lower() in (b"utf-8", b"utf8"):
        return text
    try:
        return data.decode(match.group(1).decode(), errors="replace")
    except LookupError:
        return text


def _is_feed(text: str) -> bool:
    start = text[:600].lstrip().lower()
    return start.startswith(("<?xml", "<rss", "<feed")) and (
        "<rss" in start or "<feed" in start or "<rdf" in start
    )
