"""The file that says which folder holds the vector index, and whether it was left in order."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "current"
# What Chroma writes its graph into after so many changes. Without the second there is none yet, and
# the first hold whatever was in memory.
GRAPH, HEAD = {".bin", ".pickle"}, "index_metadata.pickle"


@dataclass(frozen=True, slots=True)
class Marker:
    """Which folder is in use, and in what state it was left.

    ``model`` is the fingerprint of what filled it, ``dead`` counts deletions, and ``files`` has
    each file's SHA-256 at the last orderly close; it is empty while the index is open and after
    a crash. ``graph`` has those of the graph's files as they were last written in full, None
    where that is not known.
    """

    name: str
    model: str
    dead: int
    files: dict[str, str]
    graph: dict[str, str] | None = None

    @classmethod
    def read(cls, folder: Path) -> Marker | None:
        """Read the marker of an index, None where there is none or it makes no sense."""
        try:
            kept = json.loads((folder / NAME).read_text("utf-8"))
            graph = kept.get("graph")
            marker = cls(
                str(kept["name"]),
                str(kept["model"]),
                int(kept["dead"]),
                dict(kept["files"]),
                None if graph is None else dict(graph),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return marker if (folder / marker.name).is_dir() and marker.name.isdigit() else None

    @staticmethod
    def forget(folder: Path) -> None:
        """Make the next start rebuild the index."""
        (folder / NAME).unlink(missing_ok=True)

    def write(self, folder: Path) -> None:
        """Put this marker in the place of any other, at once and on the disk."""
        draft = folder / (NAME + ".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / NAME)

    def opened(self) -> Marker:
        """Give the marker of an index that is in use."""
        return replace(self, files={})

    def with_dead(self, more: int) -> Marker:
        """Give the marker after so many more deletions."""
        return replace(self, dead=self.dead + more)

    def closed(self, folder: Path) -> Marker:
        """Give the marker of an index that has just been closed in order."""
        return replace(self, files=_digests(folder / self.name, _files(folder / self.name)))

    def with_graph(self, folder: Path) -> Marker:
        """Give the marker of an index whose graph has just been written in full."""
        return replace(self, graph=_digests(folder / self.name, graph_files(folder / self.name)))

    def is_whole(self, folder: Path) -> bool:
        """Tell whether the files are those that were left at an orderly close."""
        return self.files == _digests(folder / self.name, _files(folder / self.name))

    def has_graph(self, folder: Path) -> bool:
        """Tell whether the graph's files are those that were last written in full."""
        at = folder / self.name
        return self.graph is None or self.graph == _digests(at, graph_files(at))


def graph_files(folder: Path) -> list[Path]:
    """Give the files of the graph in a folder of Chroma's, if there is one on the disk."""
    found = [path for path in _files(folder) if path.suffix in GRAPH]
    return [path for path in found if (path.parent / HEAD).exists()]


def written(folder: Path) -> dict[Path, tuple[int, int]]:
    """Give the size of each of the graph's files, and when it was written; cheap."""
    stats = ((path, path.stat()) for path in graph_files(folder))
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats}


def largest(folder: Path) -> int:
    """Give the size of the largest file in a folder, in bytes."""
    return max((path.stat().st_size for path in _files(folder)), default=0)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digests(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    found = {}
    for path in files:
        with path.open("rb") as file:
            found[str(path.relative_to(folder))] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
