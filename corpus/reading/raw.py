"""Files and lines before they are read, so that what is known by its bytes need not be."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from corpus.errors import Unreadable
from corpus.reading import apart
from corpus.reading.blocks import Block
from corpus.reading.formats import MAX_BYTES, check_readable, kind_of, short_name
from corpus.reading.items import Item, Skipped, article_of

# JSON Lines may be a whole corpus, read as it streams; a line may not be.
MAX_LINE_BYTES = 5 * 1024 * 1024
# What a packed file may unpack to, as a multiple of its size: text does not reach 50.
MAX_EXPANSION = 100
EXPANSION_FREE = 50 * 1024 * 1024
LINES = ".jsonl"


@dataclass(frozen=True, slots=True)
class Raw:
    """What becomes one item when it is ``read``; ``name`` stands for it in what is said of it.

    ``size`` is in bytes. ``digest`` is the SHA-256 of the bytes and of the code that reads them:
    what has the same becomes the same item. It is None for what is never the same.
    """

    name: str
    size: int
    digest: str | None
    read: Callable[[], Item]

    @classmethod
    def of(cls, item: Item) -> Raw:
        """Give an item that was read already."""
        name = item.item if isinstance(item, Skipped) else item.id
        return cls(name, 0, None, lambda: item)


def raw_path(path: Path) -> Iterator[Raw]:
    """Give what is in a file, or in all files below a folder, by their names.

    Hidden files are left out. What cannot be opened is there, and skipped when it is read.
    """
    try:
        if path.is_dir():
            yield from _folder(path)
            return
        size = path.stat().st_size
        if kind_of(path.name).startswith(LINES):
            with path.open("rb") as file:
                yield from _lines(file, path.name, size)
            return
        if size > MAX_BYTES:
            larger = f"{path.name} is larger than 20 MB: send the report alone."
            yield Raw.of(Skipped(str(path), larger))
            return
        data = path.read_bytes()
    except FileNotFoundError:
        none = f"There is no file or folder {path}: check the path."
        yield Raw.of(Skipped(str(path), none))
        return
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Raw.of(Skipped(str(path), f"{path} cannot be opened: {why}."))
        return
    yield from raw_bytes(data, name=str(path))


def raw_bytes(
    data: bytes, *, name: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Raw]:
    """Give what is in the bytes of a file or a fetched page; see ``corpus.reading.read_bytes``."""
    try:
        kind = check_readable(data, name, content_type)
    except Unreadable as error:
        yield Raw.of(Skipped(name, str(error)))
        return
    if kind.startswith(LINES):
        yield from _lines(io.BytesIO(data), short_name(name), len(data))
        return
    digest = _digest(f"{kind} {url} {content_type}", data)
    yield Raw(name, len(data), digest, partial(_report, data, kind, name, url, content_type))


def count(path: Path) -> int:
    """Count what ``raw_path`` would give, reading no more of it than that takes."""
    try:
        if path.is_dir():
            return sum(map(count, _files(path))) or 1
        if not kind_of(path.name).startswith(LINES):
            return 1
        with path.open("rb") as file:
            found = sum(
                1 for line in _unpacked(file, path.name, path.stat().st_size) if line.strip()
            )
    except (OSError, ValueError, EOFError, zlib.error, Unreadable):
        return 1
    return found or 1


def _report(data: bytes, kind: str, name: str, url: str | None, content_type: str | None) -> Item:
    short = short_name(name)
    more = {"kind": kind, "name": short, "url": url, "content_type": content_type}
    try:
        return article_of(apart.run("report", data, short, **more))
    except Unreadable as error:
        return Skipped(name, str(error))


def _folder(path: Path) -> Iterator[Raw]:
    files = _files(path)
    if not files:
        why = f"There are no files in the folder {path}: give another one."
        yield Raw.of(Skipped(str(path), why))
    for file in files:
        yield from raw_path(file)


def _files(path: Path) -> list[Path]:
    return [
        found
        for found in sorted(path.rglob("*"))
        if found.is_file() and not any(p.startswith(".") for p in found.relative_to(path).parts)
    ]


def _lines(file: io.BufferedIOBase, name: str, size: int) -> Iterator[Raw]:
    empty, why = True, None
    block, waiting = Block(), list[Raw]()
    try:
        for number, line in enumerate(_unpacked(file, name, size), 1):
            if not line.strip():
                continue
            if not block.takes(line):
                yield from waiting
                block, waiting = Block(), []
            where, empty = f"{name}:{number}", False
            waiting.append(Raw(where, len(line), _digest(LINES, line), block.add(line, where)))
    except Unreadable as error:
        why = str(error)
    except (OSError, EOFError, zlib.error):
        why = f"{name} breaks off or is damaged: copy it anew."
    yield from waiting
    if empty and why is None:
        why = f"{name} is empty: send a file with a report in it."
    if why is not None:
        yield Raw.of(Skipped(name, why))


def _unpacked(file: io.BufferedIOBase, name: str, size: int) -> Iterator[bytes]:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream = gzip.GzipFile(fileobj=file) if packed else file
    most = EXPANSION_FREE + MAX_EXPANSION * size
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        most -= len(raw)
        if len(raw) > MAX_LINE_BYTES:
            raise Unreadable(f"{name} has a line of more than 5 MB: give one report a line.")
        if most < 0:
            raise Unreadable(
                f"{name} unpacks to more than any corpus of its size does: unpack it first."
            )
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable(f"{name} is in UTF-16: save it as UTF-8.")
        yield raw.removeprefix(b"\xef\xbb\xbf")


def _digest(how: str, data: bytes) -> str:
    return hashlib.sha256(f"{_readers()} {how}\n".encode() + data).hexdigest()


@cache
def _readers() -> str:
    """A digest of the code that reads: another version may read the same bytes otherwise."""
    found = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()
