"""Lines of JSON Lines, read many at once: asking for each by itself took most of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from corpus.errors import Unreadable
from corpus.reading import apart
from corpus.reading.items import Item, Skipped, article_of

# A fifth of a second's work, so that nobody waits for it, and who stops does so at once.
MOST_BYTES, MOST_LINES = 256 * 1024, 300

Line = tuple[bytes, str]


class Block:
    """Lines that follow each other; all are read when the first of them is. Not for threads.

    A line that breaks its reader, takes too long or too much memory costs that line alone: where
    the block is not read in the time and memory of one task, each line of it gets its own.
    """

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._size = 0
        self._items: list[Item] | None = None

    def takes(self, line: bytes) -> bool:
        """Tell whether there is room for a line; for the first there always is."""
        few, small = len(self._lines) < MOST_LINES, self._size + len(line) <= MOST_BYTES
        return not self._lines or (few and small)

    def add(self, line: bytes, where: str) -> Callable[[], Item]:
        """Take a line in, ``where`` standing for it, and give what reads it."""
        self._lines.append((line, where))
        self._size += len(line)
        return partial(self._item, len(self._lines) - 1)

    def _item(self, place: int) -> Item:
        if self._items is None:
            self._items = _read(self._lines)
            self._lines = []
        return self._items[place]


def _read(lines: Sequence[Line]) -> list[Item]:
    if len(lines) == 1:
        return [_alone(*lines[0])]
    data = b"\n".join(line.rstrip(b"\n") for line, _ in lines)
    first, wheres = lines[0][1], [where for _, where in lines]
    try:
        found = apart.run("lines", data, first, wheres=wheres).get("items")
    except Unreadable:
        found = None
    if not isinstance(found, list) or len(found) != len(lines):
        return [_alone(*each) for each in lines]
    return [_given(answer, *each) for answer, each in zip(found, lines, strict=True)]


def _given(answer: object, line: bytes, where: str) -> Item:
    """Give what came of a line; one of which nothing came is read once more, by itself."""
    if isinstance(answer, dict) and isinstance(answer.get("refused"), str):
        return Skipped(where, answer["refused"])
    if not (isinstance(answer, dict) and isinstance(answer.get("given"), dict)):
        return _alone(line, where)
    try:
        return article_of(answer["given"])
    except Unreadable as error:
        return Skipped(where, str(error))


def _alone(line: bytes, where: str) -> Item:
    try:
        return article_of(apart.run("line", line, where, where=where))
    except Unreadable as error:
        return Skipped(where, str(error))
