"""One target under atheris: ``atheris_run.py TARGET`` and libFuzzer's options."""

from __future__ import annotations

import logging
import sys

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["bot", "corpus", "retrieval"]):
    from benchmarks.fuzzing.targets import TARGETS


def main() -> None:
    """Fuzz until libFuzzer has had enough; it ends the process."""
    logging.disable(logging.CRITICAL)
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
