"""``accordingto add`` over fakes of the models: ``kill_bulk.py STEP NUMBER -- ARGUMENTS…``.

It kills itself the ``NUMBER``th time that a step of adding is done. The step ``sigint`` sends
itself Ctrl-C after so many batches instead.
"""

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from store_fakes import SentenceAnalyser, WordsEmbedder

from bot import cli
from bot.commands import adding
from retrieval.library import Library


def main(step, number, _dashes, *arguments):
    left = int(number)

    def checkpoint(done):
        nonlocal left
        left -= done == ("catalogued" if step == "sigint" else step)
        if left == 0:
            left = -1
            os.kill(os.getpid(), signal.SIGINT if step == "sigint" else signal.SIGKILL)

    @contextmanager
    def opened(data, command):
        with Library.open(
            data,
            embedder=WordsEmbedder(),
            analyser=SentenceAnalyser(),
            checkpoint=checkpoint,
            command=f"accordingto {command}",
        ) as library:
            yield library

    adding.open_library = opened
    sys.argv = ["accordingto", *arguments]
    cli.main()


main(*sys.argv[1:])
