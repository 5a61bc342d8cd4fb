"""A folder that is added, killed in the middle and added again; and its archive, imported."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.bulk import articles, command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.bulk.articles import Report

Figures = dict[str, Any]
# Questions that are asked of what was added.
ASKED = 20


def killed_and_again(reports: Sequence[Report], data: Path, folder: Path) -> Figures:
    """Add a folder of reports, with a SIGKILL in the middle, and again; and what came of it."""
    source, report = folder / "articles", folder / "skipped.jsonl"
    bad = articles.write(reports, source)
    half = len(reports) // 2
    words = ["add", str(source), "--json", "--report", str(report)]
    first = command.run(words, data, folder, kill=lambda shown: shown >= half)
    there = command.titles(data, folder)
    second = command.run(words, data, folder)
    found = second.json()
    third = command.run(words, data, folder)
    skipped = report.read_text("utf-8").splitlines()
    seconds = first.seconds + second.seconds
    return {
        "articles": len(reports),
        "bad": bad,
        "kill": {
            "after_s": round(first.seconds, 1),
            "shown_as_done": first.shown,
            "articles_there": len(there),
            "processes_left": first.left,
        },
        "again": {
            "added": len(found["added"]),
            "passed_over": len(found["unchanged"]),
            "skipped": len(found["skipped"]),
            "s": round(second.seconds, 1),
        },
        "reasons": Counter(_reason(each) for each in skipped),
        "articles_a_second": round(len(reports) / seconds, 2),
        "most_mb": max(first.most_mb, second.most_mb),
        "nothing_to_do_s": round(third.seconds, 1),
        "faults": {
            "was not killed": int(first.status != -9),
            "shown as done and not there": max(0, first.shown - bad - len(there)),
            **compared(reports, data, folder),
            "counts that are not right": abs(
                len(found["added"]) + len(found["unchanged"]) - len(reports)
            ),
            "bad ones that the report has not": abs(len(skipped) - bad),
            "status that is not right": int((second.status, third.status) != (1, 1)),
            "added again by a third run": len(third.json()["added"]),
        },
    }


def moved(reports: Sequence[Report], data: Path, folder: Path) -> Figures:
    """Export what is in a data folder, import it into an empty one, and compare the two."""
    archive, other = folder / "all.zip", folder / "other"
    exported = command.run(["export", str(archive)], data, folder)
    imported = command.run(["import", str(archive), "--json"], other, folder)
    before, after = (answers(reports[-ASKED:], each, folder) for each in (data, other))
    right = sum(is_right(*each) for each in zip(reports[-ASKED:], after, strict=True))
    return {
        "articles": imported.json()["imported"]["articles"],
        "archive_mb": round(archive.stat().st_size / 1e6, 1),
        "export_s": round(exported.seconds, 1),
        "import_s": round(imported.seconds, 1),
        "articles_a_second": round(len(reports) / imported.seconds, 1),
        "most_mb": {"export": exported.most_mb, "import": imported.most_mb},
        "asked": len(after),
        "right": right,
        "faults": {
            "status that is not right": abs(exported.status) + abs(imported.status),
            **compared(reports, other, folder),
            "answers that differ": sum(a != b for a, b in zip(before, after, strict=True)),
        },
    }


def answers(reports: Sequence[Report], data: Path, folder: Path) -> list[Figures]:
    """Ask what reports are of; the answers without how long they took."""
    asked = folder / "asked.jsonl"
    rows = [json.dumps({"id": str(each.number), "question": each.question}) for each in reports]
    asked.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = command.run(["ask", "--batch", str(asked)], data, folder)
    found = [json.loads(line) for line in ran.out.splitlines()]
    return [{name: value for name, value in each.items() if name != "took_ms"} for each in found]


def is_right(report: Report, answer: Figures) -> bool:
    """Tell whether an answer quotes the report's figure."""
    quotes = [claim["sentence"] for each in answer["accounts"] for claim in each["claims"]]
    return any(report.name in each and str(report.figure) in each for each in quotes)


def compared(reports: Sequence[Report], data: Path, folder: Path) -> dict[str, int]:
    """Count the reports that a data folder has not, and those that it has more than once."""
    there = Counter(command.titles(data, folder))
    wanted = Counter(each.title for each in reports)
    return {"missing": (wanted - there).total(), "there too often": (there - wanted).total()}


def _reason(line: str) -> str:
    given = json.loads(line)
    why = str(given["reason"]).replace(str(given["item"]), "…")
    return why.replace(str(given["item"]).rpartition("/")[2], "…")
