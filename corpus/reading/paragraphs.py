"""Dividing a body into paragraphs: wrapped lines joined, broken sentences mended. Pure."""

from __future__ import annotations

import re

from corpus.reading.vocabulary import is_word
from corpus.text import clean

_BLANK = re.compile(r"\n[ \t]*\n\s*")
# A sentence or a heading that is complete: it ends in closing punctuation.
_ENDED = re.compile(r"[.!?:;…。！？؟।][\"”’'»)\]]*$|[\"”»]$")
_ITEM = re.compile(r"^(?:[•▪◦‣·]|[-*](?= ))\s*(?=\S)")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s")
# The place and the wire in front of a report, left alone on a line: "MOSCOW (Reuters) —".
_DATELINE = re.compile(r"^\S.{0,60}\s(?:[-—–]{1,2})$")
_LINE_HYPHEN = re.compile(r"(\w+)-$")
# Words that no sentence and no heading of a report ends in.
_DANGLING = re.compile(
    r"(?:,|\b(?:the|an?|of|and|or|to|for|by|with|from|at|as|that|which|who|its|their|his|her|our|"
    r"than|into|is|are|was|were|has|have|had|be|been|will|would))$"
)
# Where a paragraph ends is seen in its last characters.
_END_CHARS = 20
# Lines longer than this are paragraphs, not lines of a wrapped text.
_WRAP_CHARS = 110
# Shorter "lines" are lists, verses or tables.
_WRAP_LEAST = 40
# A wrapped line may be this much shorter than the longest one, for letters differ in width.
_RAGGED = 0.85


def paragraphs(text: str) -> list[str]:
    """Divide a body into paragraphs, each cleaned and on one line, none empty.

    Blank lines divide, and so do single line breaks, except where lines are wrapped or break
    off in the middle of a sentence. A paragraph that breaks off goes on in the next one, and a
    word that was parted at the end of a line is whole again.
    """
    found: list[str] = []
    for block in _BLANK.split(clean(text)):
        lines = [stripped for raw in block.split("\n") if (stripped := raw.strip())]
        for part in _unwrapped(lines):
            if found and _goes_on(found[-1], part):
                found[-1] = _joined(found[-1], part)
            else:
                found.append(part)
    return [bare for part in found if (bare := " ".join(_ITEM.sub("", part).split()))]


def _unwrapped(lines: list[str]) -> list[str]:
    width = _wrap_width(lines)
    parts: list[str] = []
    for before, text in zip(["", *lines], lines, strict=False):
        if parts and (_goes_on(parts[-1], text) or (width and _continues(before, text, width))):
            parts[-1] = _joined(parts[-1], text)
        else:
            parts.append(text)
    return parts


def _wrap_width(lines: list[str]) -> int:
    """The width at which lines were wrapped; 0 where they were not.

    Wrapped lines are full, and most of them break off in the middle of a sentence.
    """
    width = max(map(len, lines), default=0)
    if len(lines) < 2 or not _WRAP_LEAST <= width <= _WRAP_CHARS:
        return 0
    if not any(_is_ended(text) for text in lines):
        return 0  # headings, or a table
    broken = [text for text in lines[:-1] if len(text) > width * 0.7 and not _is_ended(text)]
    return width if len(broken) * 2 >= len(lines) - 1 else 0


def _continues(before: str, after: str, width: int) -> bool:
    """Whether a wrapped line goes on in the next: its first word had no room any more."""
    if _ITEM.match(after) or _NUMBERED.match(after):
        return False
    had_room = len(before) + 1 + len(after.split(" ", 1)[0]) <= width * _RAGGED
    return not had_room


def _is_ended(text: str) -> bool:
    return bool(_ENDED.search(text[-_END_CHARS:]))


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs on over a break between lines or paragraphs."""
    if _ITEM.match(after) or _is_ended(before):
        return False
    if _DATELINE.match(before):
        return True
    words = before.split()
    if len(words) <= 3:
        return False
    return after[0].islower() or (len(words) > 5 and bool(_DANGLING.search(before[-_END_CHARS:])))


def _joined(before: str, after: str) -> str:
    match = _LINE_HYPHEN.search(before[-_WRAP_CHARS:])
    if match is None or not after[0].isalpha() or re.match(r"(?:and|or|to)\b", after):
        return f"{before} {after}"
    first, second = match.group(1), re.match(r"\w+", after)
    parted = second.group() if second else ""
    whole = first.islower() and after[0].islower() and not _is_compound(first, parted)
    return (before[:-1] if whole else before) + after


def _is_compound(first: str, second: str) -> bool:
    return not is_word(first + second) and is_word(first) and is_word(second)
