"""Adds articles to a shared corpus: sharing_adding.py DATABASE CHROMA FIRST LAST [DATA].

Prints a line of JSON with the ids of each run of articles once they are acknowledged.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from corpus.catalogue import Postgres
from retrieval.chroma_address import ChromaAddress
from retrieval.library import Library


def say(ids):
    sys.stdout.write(json.dumps(ids) + "\n")
    sys.stdout.flush()


def main(database, chroma, first, last):
    with Library.open(
        Path("nothing is kept here"),
        embedder=WordsEmbedder(),
        analyser=SentenceAnalyser(),
        database=Postgres(database),
        chroma=ChromaAddress.read(chroma),
    ) as library:
        say([])
        for number in range(int(first), int(last), 2):
            several = [article(number), article(number + 1)]
            if number % 10 == 4:  # what the other adds and changes too
                several.append(article(0, version=number))
            say(library.add(several).added)


main(*sys.argv[1:])
