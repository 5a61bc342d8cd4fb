"""Text with line breaks inside its sentences, as e-mail and old wire services send it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_BLOCK = re.compile(r"(?:[ \t]*\r?\n){2,}[ \t]*")
_ENDS = re.compile(r"[.!?:;][”\"’')\]]*$")
_FULL = 0.6  # of the longest line: from here a line goes on in the next one


def unwrapped(text: str) -> str:
    """Give the text with spaces for the breaks within its sentences; no offset changes.

    A text is taken to be wrapped where two or more lines, and a third of those that another
    follows, stop in the middle of a sentence; else single breaks divide paragraphs and stay.
    """
    lines = _lines(text)
    followed = [pair for pair in lines if pair[1] is not None]
    mid = [1 for line, after in followed if after and _goes_on(line, after)]
    if len(mid) < 2 or 3 * len(mid) < len(followed):
        return text
    longest = max(len(line) for line, _ in lines)
    out, at = [], 0
    for block in [*(found.span() for found in _BLOCK.finditer(text)), (len(text), len(text))]:
        out += [_joined(text[at : block[0]], longest), text[slice(*block)]]
        at = block[1]
    return "".join(out)


def _lines(text: str) -> Sequence[tuple[str, str | None]]:
    """Each line with the one after it in its block; None after a block's last."""
    pairs: list[tuple[str, str | None]] = []
    for block in _BLOCK.split(text):
        lines = _BREAK.split(block)
        pairs += zip(lines, [*lines[1:], None], strict=True)
    return pairs


def _goes_on(line: str, after: str) -> bool:
    return not _ENDS.search(line) and after[:1].islower()


def _joined(block: str, longest: int) -> str:
    """Put spaces for the breaks of one block behind full lines and within sentences."""
    out, at = [], 0
    for found in _BREAK.finditer(block):
        line = block[at : found.start()]
        after = block[found.end() :]
        wrapped = len(line) >= _FULL * longest or _goes_on(line, after)
        out += [line, " " * len(found.group()) if wrapped else found.group()]
        at = found.end()
    return "".join([*out, block[at:]])
