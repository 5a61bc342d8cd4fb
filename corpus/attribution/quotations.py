"""Quotations in a text: double and single, typographic and straight, nested, and left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = '“”"„‟〝〞'
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
# Elisions that look like an opening single mark: ’tis, '90s, 'em.
_ELISION = re.compile(r"['’‘](?:\d\ds?\b|em\b|tis\b|twas\b|til\b|cause\b|n\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks.

    ``span`` runs over several paragraphs where the marks say that it goes on: a paragraph left
    open and a next one that opens again. ``pieces`` are its paragraphs.
    """

    pieces: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first to the last mark."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def words(self, text: str) -> int:
        """How many words are quoted."""
        return sum(len(_WORD.findall(piece.of(text))) for piece in self.pieces)

    def is_utterance(self, text: str) -> bool:
        """Tell whether it can stand by itself: it ends like a sentence or part of one."""
        inner = text[self.span.start + 1 : self.span.end].rstrip("”\"’'")
        return inner.rstrip().endswith((",", ".", "?", "!", "…", "—", "–", "-"))


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of a text, in order."""
    found: list[Quotation] = []
    is_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        spans, left_open = _in_paragraph(text, paragraph.start(), paragraph.end())
        starts_quoted = bool(spans) and not text[paragraph.start() : spans[0].start].strip()
        if is_open and starts_quoted:
            found[-1] = Quotation((*found[-1].pieces, spans[0]))
            spans = spans[1:]
        found += [Quotation((span,)) for span in spans]
        is_open = left_open
    return found


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """The quotations between two offsets, and whether the last was left open."""
    double, is_open = _double(text, start, end)
    single = [
        span
        for span in _single(text, start, end)
        if not any(other.overlaps(span) for other in double)
    ]
    return sorted([*double, *single]), is_open


def _double(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    spans: list[Span] = []
    opened: int | None = None
    for at in range(start, end):
        mark = text[at]
        if mark not in _DOUBLE or (mark == '"' and text[at - 1 : at].isdigit() and opened is None):
            continue
        if opened is None:
            if mark != "”":
                opened = at
        elif mark != "“":
            spans.append(Span(opened, at + 1))
            opened = None
    if opened is None:
        return spans, False
    if opened == start or text[opened - 1].isspace():
        spans.append(Span(opened, end))
    return spans, True


def _single(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while at < end:
        if not _opens(text, at, start):
            at += 1
            continue
        close = next((i for i in range(at + 2, end) if _closes(text, i, end)), None)
        if close is None:
            at += 1
            continue
        yield Span(at, close + 1)
        at = close + 1


def _opens(text: str, at: int, start: int) -> bool:
    if text[at] not in "'‘" or _ELISION.match(text, at):
        return False
    before = text[at - 1] if at > start else " "
    return (before.isspace() or before in "(—–[") and text[at + 1 : at + 2].strip() != ""


def _closes(text: str, at: int, end: int) -> bool:
    if text[at] not in "'’":
        return False
    after = text[at + 1] if at + 1 < end else " "
    if after.isalnum():
        return False
    # A plural's possessive (the workers' demands) is no closing mark while another one follows.
    if text[at - 1] == "s" and after == " " and text[at + 2 : at + 3].islower():
        return not any(
            text[i] in "'’" and not text[i + 1 : i + 2].isalnum() for i in range(at + 1, end)
        )
    return True
