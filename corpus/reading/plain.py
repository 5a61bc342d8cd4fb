"""Plain text: finding the encoding of bytes, and reading pasted or saved reports."""

from __future__ import annotations

import codecs

from corpus.errors import Unreadable
from corpus.reading.head import take_front_matter, take_head, take_tail
from corpus.reading.items import Draft

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Share of characters that no text has, beyond which bytes are not text.
_BINARY_SHARE = 0.02
# Share of bytes beyond ASCII from which on a text is not written in Latin letters.
_FOREIGN_SHARE = 0.25


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Decode text: by its byte-order mark, the charset given with it, UTF-8, else Windows-1252.

    UTF-16 without a mark is known by its zero bytes. Unreadable where the bytes are not text.
    """
    text = _decoded(data, charset)
    odd = sum((c < " " and c not in "\t\n\r\f\v") or c == "\ufffd" for c in text[:20_000])
    if odd > max(2, len(text[:20_000]) * _BINARY_SHARE):
        raise Unreadable(
            f"{name} is not text: send a text, Markdown, HTML, PDF or JSON Lines file."
        )
    return text


def _decoded(data: bytes, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    sample = data[:2000]
    if len(sample) > 3 and sample.count(0) > len(sample) // 4:
        big = sample[0::2].count(0) > sample[1::2].count(0)
        return data.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    for encoding in filter(None, (charset, "utf-8")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(data)


def _guessed(data: bytes) -> str:
    """Decode what is neither UTF-8 nor declared.

    Few bytes beyond ASCII are the quotation marks and accents of Windows-1252; many are another
    script, whose encoding is guessed from its letters.
    """
    high = sum(byte > 0x7F for byte in data[:20_000])
    if high > len(data[:20_000]) * _FOREIGN_SHARE:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:50_000]).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace")
    return data.decode("cp1252", errors="replace")


def read_plain(text: str) -> Draft:
    """Read one plain-text report: its head and tail lines become fields."""
    draft = Draft(body=text)
    take_front_matter(draft)
    take_head(draft)
    take_tail(draft)
    return draft
