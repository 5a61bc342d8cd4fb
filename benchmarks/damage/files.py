"""Each file of the graph, cut off and flipped at many places: noticed and mended, or harmless."""

from __future__ import annotations

import itertools
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.kills.models import open_library
from retrieval.marker import Marker, graph_files

# Behind the folders of the tests, which ``models`` makes known.
from store_fakes import article  # type: ignore[import-not-found] # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.library import Library

ARTICLES = 180  # with six paragraphs each: more passages than Chroma keeps before it writes a graph
PARAGRAPHS = 6
CUT, FLIPPED = "cut off", "a bit flipped"
MENDED = REBUILT, HARMLESS = "rebuilt", "harmless"


def damaged(folder: Path, places: int, seed: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Damage copies of an index, after a crash and after an orderly close; count what came of it.

    After an orderly close a fifth of the places will do: the digests of all files are known.
    """
    sound = folder / "sound"
    with open_library(sound) as library:
        library.add([article(number, paragraphs=PARAGRAPHS) for number in range(ARTICLES)])
        passages = library.catalogue.count()[2]
    chance, counts, by_file = np.random.default_rng(seed), Counter[str](), Counter[str]()
    missed: list[str] = []
    began = time.perf_counter()
    for case in _cases(sound, places, chance):
        became = case.open(sound, folder / "damaged")
        counts[became] += 1
        by_file[f"{case.name} {case.how}: {became}"] += 1
        missed += [str(case)] if became not in MENDED else []
        tell(f"{counts.total()} damaged, {counts['rebuilt']} rebuilt, {len(missed)} missed")
    return {
        "passages": passages,
        "seconds": round(time.perf_counter() - began),
        "damaged": counts.total(),
        **{name: counts[name] for name in MENDED},
        "neither noticed nor harmless": missed,
        "by file": dict(sorted(by_file.items())),
    }


@dataclass(frozen=True, slots=True)
class Case:
    """A file that is damaged at a share of its length, of an index that was closed or not."""

    name: str
    how: str
    place: float
    crashed: bool

    def open(self, sound: Path, data: Path) -> str:
        """Damage it in a copy, open that, and say what became of it."""
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(sound, data)
        if self.crashed:
            kept = Marker.read(data / "index")
            assert kept is not None
            kept.opened().write(data / "index")
        (path,) = (each for each in graph_files(data / "index") if each.name == self.name)
        _damage(path, self.how, self.place)
        with open_library(data) as library:
            return _became(library)


def _cases(sound: Path, places: int, chance: np.random.Generator) -> Iterator[Case]:
    names = [path.name for path in graph_files(sound / "index")]
    for crashed, name, how in itertools.product((True, False), names, (CUT, FLIPPED)):
        for place in chance.random(places if crashed else max(1, places // 5)):
            yield Case(name, how, round(float(place), 4), crashed)


def _became(library: Library) -> str:
    library.index.open()
    if library.index.failure is not None or library.index.differs():
        return "out of use"
    (batch,) = library.catalogue.vectors.batches(sorted(library.catalogue.vectors.ids())[::27])
    for key, vector in zip(batch.keys, batch.matrix, strict=True):
        if key not in [found for found, _ in library.index.query(vector, 5)]:
            return "not found by its vector"
    return HARMLESS if library.index.rebuilt is None else REBUILT


def _damage(path: Path, how: str, place: float) -> None:
    content = bytearray(path.read_bytes())
    at = int(place * len(content))
    if how == CUT:
        path.write_bytes(content[:at])
    elif content:  # a file that is empty has no bit
        content[at] ^= 1 << (at % 8)
        path.write_bytes(content)
