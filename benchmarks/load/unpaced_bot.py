"""The bot as it is started, but without Telegram's limits: what it could do. For a comparison.

python -m benchmarks.load.unpaced_bot --data DIR
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bot import starting
from bot.commands.shared import open_library
from bot.settings import load
from corpus.memory import give_back_freed


def main() -> None:
    """Run it until SIGTERM."""
    give_back_freed()
    configured = starting.configured
    starting.configured = lambda *given: replace(configured(*given), limits=None)
    with open_library(Path(sys.argv[-1]), "bot") as library:
        starting.run(library, load())


if __name__ == "__main__":
    main()
