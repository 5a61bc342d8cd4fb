"""Adds articles until it is killed: ``kill_adding.py MODELS DATA FIRST [STEP NUMBER]``.

``MODELS`` is ``fakes``, or ``real`` for the real embedding model. Prints a line of JSON with the
ids of each run of articles once they are acknowledged. With a step it kills itself the
``NUMBER``th time that it is done.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from retrieval.embeddings import Embedder
from retrieval.library import Library


class KillAt:
    def __init__(self, step, number):
        self.step, self.left = step, number

    def __call__(self, step):
        self.left -= step == self.step
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def say(ids):
    sys.stdout.write(json.dumps(ids) + "\n")
    sys.stdout.flush()


def main(models, data, first, step="", number="0"):
    checkpoint = KillAt(step, int(number)) if step else lambda _step: None
    embedder = WordsEmbedder() if models == "fakes" else Embedder()
    library = Library.open(
        Path(data), embedder=embedder, analyser=SentenceAnalyser(), checkpoint=checkpoint
    )
    library.index.open()
    say([])
    at, sizes = int(first), random.Random(int(first))
    most = 40 if models == "fakes" else 3
    while True:
        several = [article(n) for n in range(at, at + sizes.randint(1, most))]
        if at > 20:
            several.append(article(sizes.randrange(at), version=at))
        say(library.add(several).added)
        if at % 3 == 0:
            library.remove([f"a{at}"])
            library.restore([f"a{at}"])
        at += len(several)


if __name__ == "__main__":
    main(*sys.argv[1:])
