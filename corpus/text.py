"""Normalising text once, before any offset exists, and dividing it into paragraphs. Pure."""

from __future__ import annotations

import re
import unicodedata

# Characters that say nothing to a reader and can mislead one, or break a store: controls,
# lone surrogates, bidirectional overrides and isolates, zero-width spaces, soft hyphens, the
# invisible tag block. Joiners (U+200C, U+200D) stay: emoji and several scripts need them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
# Stacked combining marks beyond what any language writes.
_STACKED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
# A sentence or a heading that is complete: it ends in closing punctuation.
_ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*$|[\"”»]$")
_LINE_HYPHEN = re.compile(r"(?<=[a-z])-$")
# The longest line that a hard-wrapped text is expected to have.
WRAP_CHARS = 110


def clean(text: str) -> str:
    """Give ``text`` in NFC, with plain spaces and line feeds as its only line ends.

    Characters that mislead or break are left out; quotation marks and everything else that is
    printed stay as they are.
    """
    text = _BREAKS.sub("\n", text)
    text = _DROPPED.sub("", text)
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
    return _STACKED.sub(r"\1", text)


def line(text: str | None) -> str | None:
    """Give ``text`` cleaned and on one line; None where nothing is left."""
    return " ".join(clean(text).split()) or None if text else None


def paragraphs(text: str) -> list[str]:
    """Divide a body into paragraphs, each on one line, none empty.

    Blank lines divide. Single line breaks divide too, except where lines are wrapped or break
    off in the middle of a sentence; a paragraph that breaks off before a lower-case word goes
    on in the next one.
    """
    found: list[str] = []
    for block in _BLANK.split(clean(text)):
        for part in _unwrapped(
            [stripped for raw in block.split("\n") if (stripped := raw.strip())]
        ):
            if found and _goes_on(found[-1], part):
                found[-1] = _joined(found[-1], part)
            else:
                found.append(part)
    return [" ".join(part.split()) for part in found]


def _unwrapped(lines: list[str]) -> list[str]:
    wrapped = _is_wrapped(lines)
    parts: list[str] = []
    for text in lines:
        if parts and (wrapped or _goes_on(parts[-1], text)):
            parts[-1] = _joined(parts[-1], text)
        else:
            parts.append(text)
    return parts


def _is_wrapped(lines: list[str]) -> bool:
    """Lines of about one length, most of which break off, are one wrapped paragraph."""
    if len(lines) < 2:
        return False
    longest = max(map(len, lines))
    full, open_ended = lines[:-1], [text for text in lines[:-1] if not _ENDED.search(text)]
    return (
        longest <= WRAP_CHARS
        and len(open_ended) * 2 >= len(full)
        and all(len(text) > longest * 0.6 for text in full)
    )


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs on over the break: it is not ended and a lower-case word follows."""
    return after[0].islower() and not _ENDED.search(before) and len(before.split()) > 3


def _joined(before: str, after: str) -> str:
    if _LINE_HYPHEN.search(before) and after[0].islower():
        return before[:-1] + after
    return f"{before} {after}"
