"""PDF reports into drafts, by pypdf."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader

from corpus.errors import Unreadable
from corpus.reading.items import Draft
from corpus.reading.plain import read_plain
from corpus.text import clean

MAX_PAGES = 200
# Fewer characters than this a page on average: the pages are pictures.
_MIN_CHARS_A_PAGE = 20
# How many lines at the top and at the bottom of a page may be the page's and not the text's.
_MARGIN_LINES = 2
_PAGE_NUMBER = re.compile(r"(?:page\s+|-\s*)?\d{1,4}(?:\s*(?:of|/|-)\s*\d{0,4})?", re.IGNORECASE)
# What browsers print at the foot of a page.
_PRINTED_ADDRESS = re.compile(r"(https?://\S+?)(?:\s+\d+\s*/\s*\d+)?")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_TITLE_WORDS = 3

# pypdf reports every oddity of a file to its logger; the moderator gets one sentence instead.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str) -> Draft:
    """Read one PDF report. Unreadable where it is damaged, encrypted, too long or only pictures."""
    try:
        pages, title = _read(data, name)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # a hostile file breaks the parser in ways that nobody lists
        raise Unreadable(
            f"{name} is not a whole PDF file: save it anew or paste the text."
        ) from None
    if sum(map(len, pages)) < _MIN_CHARS_A_PAGE * max(1, len(pages)):
        raise Unreadable(f"The pages of {name} are pictures without text: paste the text instead.")
    lines, url = _without_margins([clean(_unligatured(page)).split("\n") for page in pages])
    draft = read_plain(_under_title("\n".join(lines), title))
    draft.url = draft.url or url
    return draft


def _read(data: bytes, name: str) -> tuple[list[str], str | None]:
    """The text of each page, and the title that the file gives itself."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens(reader):
        raise Unreadable(f"{name} is encrypted: send it without a password.")
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(
            f"{name} has {len(reader.pages)} pages, more than {MAX_PAGES}: send the report alone."
        )
    pages = [page.extract_text() or "" for page in reader.pages]
    return pages, reader.metadata.title if reader.metadata else None


def _opens(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # ciphers that need a library which is not installed
        return False


def _unligatured(text: str) -> str:
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def _without_margins(pages: list[list[str]]) -> tuple[list[str], str | None]:
    """All lines but running heads, feet and page numbers; an address that is printed there."""
    pages = [[raw.strip() for raw in page if raw.strip()] for page in pages]
    seen = Counter(key for page in pages for key in {_key(page[at]) for at in _margin(page)})
    kept: list[str] = []
    url = None
    for page in pages:
        margin = set(_margin(page))
        for at, text in enumerate(page):
            address = _PRINTED_ADDRESS.fullmatch(text) if at in margin else None
            if address and len(pages) >= 1 and at >= len(page) - _MARGIN_LINES:
                url = url or address.group(1)
            elif at not in margin or not _is_margin(text, seen, len(pages)):
                kept.append(text)
    return kept, url


def _margin(page: list[str]) -> list[int]:
    last = len(page)
    return sorted({*range(min(_MARGIN_LINES, last)), *range(max(0, last - _MARGIN_LINES), last)})


def _is_margin(text: str, seen: Counter[str], pages: int) -> bool:
    if _PAGE_NUMBER.fullmatch(text):
        return True
    return pages > 1 and seen[_key(text)] * 2 > pages


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _under_title(text: str, title: str | None) -> str:
    """Part the title from the text, where the file names it and the text begins with it."""
    words = (title or "").split()
    if len(words) < _TITLE_WORDS:
        return text
    match = re.match(r"\s*" + r"\s+".join(map(re.escape, words)) + r"\s*\n", text, re.IGNORECASE)
    return f"{' '.join(match.group().split())}\n\n{text[match.end() :]}" if match else text
