"""Which format bytes are in, and the reader of each."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import Unreadable
from corpus.reading.items import Draft
from corpus.reading.markdown import read_markdown
from corpus.reading.plain import decode, read_plain
from corpus.text import clean

# Telegram's limit for what a bot may download.
MAX_BYTES = 20 * 1024 * 1024
SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".jsonl", ".ndjson",
    ".jsonl.gz", ".docx",
)  # fmt: skip
FEED = ".feed"  # no suffix of files: what lists reports and is none
_TYPES = {
    "text/plain": ".txt", "text/markdown": ".md", "text/html": ".html", "application/pdf": ".pdf",
    "application/xhtml+xml": ".html", "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_CANONICAL = {
    ".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl"
}  # fmt: skip
_WORD = (".doc", ".odt", ".rtf", ".epub", ".pages")
_FEED_TYPES = ("rss", "atom", "feed+json")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,3} |\]\((?:https?:|#)|\*\*\S", re.MULTILINE)


def short_name(name: str) -> str:
    """Give what an item is called in a sentence: an address, or a file's name without folders."""
    return name if "://" in name else Path(name).name


def check_readable(data: bytes, name: str, content_type: str | None) -> str:
    """Give the format of bytes, as a suffix. Unreadable where they cannot be an article."""
    short = short_name(name)
    if not data.strip():
        raise Unreadable(f"{short} is empty: send a file with a report in it.")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"{short} is larger than 20 MB: send the report alone.")
    kind = kind_of(name, data, content_type)
    if kind in _WORD:
        raise Unreadable(
            f"{short} is a word processor's file of a kind that is not read: "
            "save it as .docx, PDF or text."
        )
    if kind == FEED:
        raise Unreadable(
            f"{short} is a feed and no report: give its address to /feeds add, "
            "or to accordingto feeds add."
        )
    if not kind:
        raise Unreadable(
            f"{short} is of no kind that can be read: "
            "send a text, Markdown, HTML, PDF, Word or JSON Lines file."
        )
    return kind


def kind_of(name: str, data: bytes = b"", content_type: str | None = None) -> str:
    """Tell a format as a suffix: by the content, then as declared, then by the name.

    Empty where it is none that is known.
    """
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return ".pdf"
    declared = (content_type or "").split(";")[0].strip().lower()
    if any(kind in declared for kind in _FEED_TYPES) or _starts_feed(start):
        return FEED
    suffix = _suffix(urlsplit(name).path if "://" in name else name)
    if start.startswith(b"<") and _PAGE.search(start) and suffix != ".md":
        return ".html"
    if "://" in name:
        return _TYPES.get(declared, "") or ("" if declared else suffix)
    return suffix or _TYPES.get(declared, "")


def to_draft(
    data: bytes, kind: str, name: str, *, url: str | None = None, content_type: str | None = None
) -> Draft:
    """Read bytes of a format that ``kind_of`` told. Unreadable where they are no such report."""
    if kind == ".pdf":
        from corpus.reading.pdf import read_pdf

        return read_pdf(data, name)
    if kind == ".docx":
        from corpus.reading.docx import read_docx

        return read_docx(data, name)
    charset = _charset(content_type)
    if kind == ".html":
        from corpus.reading.html import read_html

        return read_html(decode(data, name, charset or _declared_charset(data)), name, url)
    text = clean(decode(data, name, charset))
    return read_markdown(text) if kind == ".md" else text_draft(text)


def text_draft(text: str) -> Draft:
    """Read a text of which only itself tells whether it is Markdown."""
    return read_markdown(text) if _MARKDOWN.search(text) else read_plain(text)


def _starts_feed(start: bytes) -> bool:
    head = start[:600].decode("latin-1")
    return head.lower().startswith(("<?xml", "<rss", "<feed", "<rdf")) and bool(_FEED.search(head))


def _suffix(name: str) -> str:
    lowered = name.lower()
    found = max((s for s in (*SUFFIXES, *_WORD) if lowered.endswith(s)), key=len, default="")
    return _CANONICAL.get(found, found)


def _charset(content_type: str | None) -> str | None:
    for part in (content_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _declared_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii") if match else None
