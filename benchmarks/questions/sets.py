"""The shared question sets: where they lie, what is in them, and small parts of them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "questions"
NAMES = ("rgb_en_fact", "multihoprag_evidence", "realtimeqa_2022")
FILLERS = 10  # articles that answer nothing, for each question of a part

Row = dict[str, Any]


@dataclass(frozen=True)
class QuestionSet:
    """Questions and the articles that they are asked of, as the files have them."""

    name: str
    questions: list[Row]
    articles: list[Row]
    digest: str


def load(name: str, folder: Path = FOLDER, limit: int | None = None) -> QuestionSet:
    """Read a set; with a limit, that many of its questions and a part of its articles."""
    path = folder / name
    questions = _rows((path / "questions.jsonl").read_text(encoding="utf-8"))
    packed = (path / "corpus.jsonl.gz").read_bytes()
    articles = _rows(gzip.decompress(packed).decode())
    digest = hashlib.sha256(packed + (path / "questions.jsonl").read_bytes()).hexdigest()
    if limit is not None:
        chosen = random.Random(0)
        questions = chosen.sample(questions, min(limit, len(questions)))
        wanted = {id_ for q in questions for id_ in _documents(q)}
        others = [row for row in articles if row["id"] not in wanted]
        fillers = chosen.sample(others, min(len(others), FILLERS * limit))
        articles = [row for row in articles if row["id"] in wanted] + fillers
    return QuestionSet(name, questions, articles, digest)


def _documents(question: Row) -> set[str]:
    kinds = ("gold", "evidence", "counterfactual", "negative")
    return {id_ for kind in kinds for id_ in question.get(f"{kind}_doc_ids", [])}


def _rows(text: str) -> list[Row]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]
