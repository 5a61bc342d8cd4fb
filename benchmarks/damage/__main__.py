"""Damage the vector index's files, and see each time that it is noticed and mended; time a rebuild.

    python -m benchmarks.damage files                    each file, cut and flipped at 50 places
    python -m benchmarks.damage rebuild --corpus DIR     a library's index, filled anew in a copy

The first has fakes of the models. The second asks no model: vectors are in the catalogue. ``python
-m benchmarks.questions.scale make 100000 SMALL DIR`` draws a corpus of 100,000 passages.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.damage.files import damaged
from benchmarks.damage.rebuilding import rebuilt
from benchmarks.year.__main__ import commit, machine

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES = Path(__file__).with_name("figures.json")
PLACES = 50


def main(argv: Sequence[str] | None = None) -> int:
    """Do one of the two; 0 where all is as it should be."""
    options = _options(argv)
    logging.getLogger("retrieval").setLevel(logging.ERROR)  # it tells of each rebuild
    with tempfile.TemporaryDirectory(dir=options.temporary) as folder:
        if options.what == "files":
            found = damaged(Path(folder), options.places, options.seed, _tell)
        else:
            found = rebuilt(Path(folder), options.corpus, _tell)
    print(file=sys.stderr)
    found |= {"command": "python -m benchmarks.damage " + " ".join(argv or sys.argv[1:])}
    found |= {"date": datetime.now(UTC).date().isoformat(), "commit": commit()}
    found |= {"machine": machine()}
    print(json.dumps(found, indent=1))
    if options.write:
        size = "" if options.what == "files" else f" {found['passages']}"
        _write(options.what + size, found)
    return 1 if found.get("neither noticed nor harmless") else 0


def _write(what: str, found: dict[str, Any]) -> None:
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    FIGURES.write_text(json.dumps(kept | {what: found}, indent=1) + "\n", encoding="utf-8")


def _tell(line: str) -> None:
    print(f"\r{line}   ", end="", file=sys.stderr, flush=True)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("what", choices=("files", "rebuild"))
    parser.add_argument("--places", type=int, default=PLACES, help="in each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="the data folder that is copied for a rebuild")
    parser.add_argument("--temporary", type=Path, help="where copies go")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
