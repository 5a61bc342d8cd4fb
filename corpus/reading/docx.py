"""Word files (.docx) into drafts, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx

from corpus.errors import Unreadable
from corpus.reading.items import Draft
from corpus.reading.plain import read_plain
from corpus.text import clean

if TYPE_CHECKING:
    from docx.document import Document

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What the parts of a file may unpack to together, and how many there may be: pictures are most
# of a real file, and text does not reach this.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 5_000
MAX_PARAGRAPHS = 50_000
# What a file in an older format, or one with a password, begins with.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_BODY = ".//w:p[not(ancestor::w:txbxContent) and not(ancestor::w:tbl)]"
_TABLES = ".//w:tbl//w:p[not(ancestor::w:txbxContent)]"
# Inserted text counts and deleted text does not, whether or not somebody accepted the changes.
_PIECES = (
    ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:del) and not(ancestor::w:moveFrom) and not(ancestor::w:txbxContent)]"
    "[not(ancestor::w:pPr)]"
)
_TITLE_STYLES = ("Title", "Heading1")


def read_docx(data: bytes, name: str) -> Draft:
    """Read one report in a Word file.

    Tables are read where there is more text in them than beside them. Unreadable where the file
    is damaged, has a password, or unpacks to more than a report does.
    """
    if data.startswith(_COMPOUND):
        raise Unreadable(
            f"{name} is in an older format of Word or has a password: save it as .docx without one."
        )
    _check_size(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        title, lines = _lines(document, name)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # a hostile file breaks the parser in ways that nobody lists
        raise Unreadable(
            f"{name} is not a whole Word file: save it anew or paste the text."
        ) from None
    draft = read_plain(clean("\n\n".join(lines)))
    if title:
        draft.title = title
    return draft


def _check_size(data: bytes, name: str) -> None:
    """Refuse archives that unpack to too much; zipfile reads no more than a part declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable(
            f"{name} is not a whole Word file: save it anew or paste the text."
        ) from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(f"{name} unpacks to more than a report does: paste the text instead.")


def _lines(document: Document, name: str) -> tuple[str | None, list[str]]:
    """The title, where a paragraph has its style, and the other paragraphs."""
    body = document.element.body
    paragraphs, tables = body.xpath(_BODY), body.xpath(_TABLES)
    if len(paragraphs) + len(tables) > MAX_PARAGRAPHS:
        raise Unreadable(f"{name} has more paragraphs than a report: send the report alone.")
    beside = [(each.style, text) for each in paragraphs if (text := _text(each))]
    within = [(each.style, text) for each in tables if (text := _text(each))]
    chosen = within if _length(within) > _length(beside) else beside
    if chosen and chosen[0][0] in _TITLE_STYLES:
        return " ".join(chosen[0][1].split()), [text for _, text in chosen[1:]]
    return None, [text for _, text in chosen]


def _length(paragraphs: list[tuple[str | None, str]]) -> int:
    return sum(len(text) for _, text in paragraphs)


def _text(paragraph: object) -> str:
    pieces = paragraph.xpath(_PIECES)  # type: ignore[attr-defined]
    return "".join(_letters(piece) for piece in pieces).strip()


def _letters(piece: object) -> str:
    kind = str(piece.tag).rsplit("}", 1)[-1]  # type: ignore[attr-defined]
    if kind == "t":
        return str(piece.text or "")  # type: ignore[attr-defined]
    return {"noBreakHyphen": "-", "tab": " "}.get(kind, "\n")
