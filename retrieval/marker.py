"""The file that says which folder holds the vector index, and whether it was left in order."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "current"


@dataclass(frozen=True, slots=True)
class Marker:
    """Which folder is in use, and in what state it was left.

    ``model`` is the fingerprint of what filled it, ``dead`` counts deletions, and ``files`` has
    each file's SHA-256 at the last orderly close; it is empty while the index is open and after
    a crash.
    """

    name: str
    model: str
    dead: int
    files: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Marker | None:
        """Read the marker of an index, None where there is none or it makes no sense."""
        try:
            kept = json.loads((folder / NAME).read_text("utf-8"))
            marker = cls(
                str(kept["name"]), str(kept["model"]), int(kept["dead"]), dict(kept["files"])
            )
        except (OSError, ValueError, KeyError, TypeError):
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
        return replace(self, files=_digests(folder / self.name))

    def is_whole(self, folder: Path) -> bool:
        """Tell whether the files are those that were left at an orderly close."""
        return self.files == _digests(folder / self.name)


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[str(path.relative_to(folder))] = hashlib.file_digest(
                    file, "sha256"
                ).hexdigest()
    return found
