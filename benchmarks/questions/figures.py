"""The figures of the issue's table, from answers and ranked passages."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.questions.sets import QuestionSet, Row

    Scorer = Callable[[Sequence[Row], Sequence[Row]], dict[str, Any]]

FACT_FOUND = 0.5  # share of a gold fact's words that a passage must have: passages may cut it


def of_answers(shared: Path, questions: Sequence[Row], answers: Sequence[Row]) -> dict[str, Any]:
    """Give the figures of the shared script, whose docstring defines them."""
    return dict(_script(shared).score(questions, answers))


def contested(shared: Path, questions: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """Give how often both answers are shown and marked disputed, where sources give two.

    Shown is what stands in the first three claims of an account, as in the shared script.
    """
    has = _script(shared).has
    both = 0
    for question, answer in zip(questions, answers, strict=True):
        said = [
            " ".join(f"{c['quote']} {c['sentence']}" for c in account["claims"][:3])
            for account in answer["accounts"]
        ]
        sides = [
            any(has(text, value) for text in said for value in question[side])
            for side in ("answers", "wrong_answers")
        ]
        both += all(sides) and answer["status"] == "disputed"
    return {"both_shown_and_disputed": round(both / len(questions), 3)}


def recall(questions: QuestionSet, ranked: Sequence[Sequence[Row]]) -> dict[str, float]:
    """Give recall of gold facts in the first 4 and 10 passages, and of all of a question's."""
    facts = {
        fact["id"]: (row["id"], set(fact["text"].lower().split()))
        for row in questions.articles
        for fact in row.get("passages", [])
    }
    sums = {"recall_at_4": 0.0, "recall_at_10": 0.0, "all_in_10": 0.0}
    asked = 0
    for question, hits in zip(questions.questions, ranked, strict=True):
        gold = [facts[id_] for id_ in question.get("gold_passage_ids", [])]
        if not gold:
            continue
        asked += 1
        found = [[_finds(hit, *fact) for hit in hits] for fact in gold]
        sums["recall_at_4"] += sum(any(one[:4]) for one in found) / len(gold)
        sums["recall_at_10"] += sum(any(one[:10]) for one in found) / len(gold)
        sums["all_in_10"] += all(any(one[:10]) for one in found)
    return {name: round(value / max(asked, 1), 3) for name, value in sums.items()}


def unverified(answers: Sequence[Row], texts: dict[str, str]) -> int:
    """Count quotes and sentences that are not in their article letter for letter."""
    return sum(
        texts[c["article_id"]][c["start"] : c["end"]] != c["quote"]
        or texts[c["article_id"]][c["sentence_start"] : c["sentence_end"]] != c["sentence"]
        for answer in answers
        for account in answer["accounts"]
        for c in account["claims"]
    )


def _finds(hit: Row, article: str, words: set[str]) -> bool:
    have = set(hit["text"].lower().split())
    return hit["article_id"] == article and len(words & have) >= FACT_FOUND * len(words)


def _script(shared: Path) -> Any:  # noqa: ANN401 - a script beside the project
    spec = importlib.util.spec_from_file_location("score_answers", shared / "score_answers.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score_answers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
