"""The corpora that are asked, copies of given ones or the project's examples; the questions."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.questions import sets

EXAMPLES = Path(__file__).parents[2] / "examples"
SET = "realtimeqa_2022"
ASKED = 300
# How many words of a sentence make a question of it.
WORDS = 8


@dataclass(frozen=True, slots=True)
class Corpus:
    """A copy of a data folder, the questions to it, and the digest of both."""

    data: Path
    passages: int
    questions: list[str]
    digest: str

    @property
    def size(self) -> str:
        """The passages, rounded: what figures are filed under."""
        return f"{round(self.passages, -3):,}" if self.passages >= 1000 else str(self.passages)


def copy(source: Path | None, folder: Path, asked: Path | None = None) -> Corpus:
    """Copy a data folder, None: add the examples to a new one.

    ``asked`` is a JSON list of questions. Without it they are those of a shared set, and where
    that is not there, the beginnings of sentences of the corpus.
    """
    data = folder / "data"
    if source is None:
        _add_examples(data)
    else:
        print(f"copying {source}", file=sys.stderr)
        shutil.copytree(source, data, ignore=shutil.ignore_patterns("lock"))
    with sqlite3.connect(data / "catalogue.sqlite") as catalogue:
        passages = catalogue.execute("SELECT count(*) FROM passages").fetchone()[0]
        rows = catalogue.execute("SELECT id, text FROM articles ORDER BY id").fetchall()
    questions = _questions(asked, [text for _, text in rows])
    digest = hashlib.sha256(json.dumps([rows, questions]).encode()).hexdigest()
    return Corpus(data, passages, questions, digest)


def _questions(asked: Path | None, texts: list[str]) -> list[str]:
    if asked is not None:
        given: list[str] = json.loads(asked.read_text("utf-8"))
        return given
    if (sets.FOLDER / SET).is_dir() and len(texts) > ASKED:
        return [row["question"] for row in sets.load(SET).questions]
    chance = Random(0)
    sentences = [
        each for text in texts for each in text.split(". ") if len(each.split()) >= 2 * WORDS
    ]
    chosen = chance.sample(sentences, min(ASKED, len(sentences)))
    return [f"Who said that {' '.join(each.split()[:WORDS])}?" for each in chosen]


def _add_examples(data: Path) -> None:
    from corpus.reading import read_path
    from retrieval.library import Library

    with Library.open(data) as library:
        library.add(list(read_path(EXAMPLES)))
