"""PDF reports into drafts, by pypdf."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import Unreadable
from corpus.reading.dates import iso_date
from corpus.reading.items import Draft
from corpus.reading.plain import read_plain

MAX_PAGES = 200
# Fewer characters than this a page on average: the pages are pictures.
_MIN_CHARS_A_PAGE = 20

# pypdf reports every oddity of a file to its logger; the moderator gets one sentence instead.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str) -> Draft:
    """Read one PDF report. Unreadable where it is damaged, encrypted, too long or only pictures."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(f"{name} is encrypted: send it without a password.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(f"{name} has more than {MAX_PAGES} pages: send the report alone.")
        pages = [page.extract_text() or "" for page in reader.pages]
        info = reader.metadata
        # A file's own title is often that of a template, its date seldom is.
        written = str(info.get("/CreationDate") or "") if info else ""
    except Unreadable:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
    ):
        raise Unreadable(
            f"{name} is not a whole PDF file: save it anew or paste the text."
        ) from None
    if sum(map(len, pages)) < _MIN_CHARS_A_PAGE * max(1, len(pages)):
        raise Unreadable(f"The pages of {name} are pictures without text: paste the text instead.")
    draft = read_plain("\n".join(pages))
    draft.published_at = draft.published_at or _creation_day(written)
    return draft


def _creation_day(written: str) -> str | None:
    digits = written.removeprefix("D:")[:8]
    return (
        iso_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
        if digits.isdigit() and len(digits) == 8
        else None
    )
