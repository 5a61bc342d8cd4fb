"""Ask all questions of the shared sets, and print what is found, refused and how fast.

    python -m benchmarks.questions                 all sets; exits 1 where a floor is missed
    python -m benchmarks.questions --limit 20      a quick look at a part, without floors
    python -m benchmarks.questions --rules         attribution by rules alone, which is faster
    python -m benchmarks.questions fit             the refusal rule's numbers, cross-validated
    python -m benchmarks.questions speed           beside a plain LangChain pipeline
    python -m benchmarks.questions scale           at 12,000 and at 100,000 passages

Corpora are built once, under --work, and taken up again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.questions import figures, fitting, floors, scale, sets, speed
from retrieval.json import answer_to_json, hit_to_json
from retrieval.library import Library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.questions.sets import QuestionSet


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 where all floors hold or the shared data is not there."""
    options = _options(argv)
    if not options.data.is_dir():
        print(f"skipped: there is no question data in {options.data}", file=sys.stderr)
        return 0
    lines: list[str] = []
    for name in options.set or sets.NAMES:
        data = sets.load(name, options.data, options.limit)
        if options.what == "fit":
            if name == fitting.SET:
                with library(data, options) as corpus:
                    print(json.dumps(fitting.fit(corpus, data), indent=1))
            continue
        if options.what == "speed":
            if name == speed.SET:
                print(json.dumps(speed.compare(data, options.rules), indent=1))
            continue
        if options.what == "scale":
            if name == speed.SET:
                library(data, options).close()
                print(json.dumps(scale.measure(data, folder(data, options)), indent=1))
            continue
        found = measure(data, options)
        print(json.dumps({name: found}, indent=1), flush=True)
        if options.update:
            floors.update(name, data.digest)
        if options.limit is None:
            lines += floors.missed(name, data.digest, found)
    print("\n".join(lines), file=sys.stderr)
    return 1 if lines else 0


def measure(data: QuestionSet, options: argparse.Namespace) -> dict[str, Any]:
    """Ask every question of a set and give its figures."""
    with library(data, options) as corpus:
        answers = [
            {"id": q["id"], **answer_to_json(corpus.ask(q["question"]))} for q in data.questions
        ]
        texts = {article.id: article.text for article in corpus.articles()}
        found = figures.of_answers(options.data, data.questions, answers)
        found["unverified_quotes"] = figures.unverified(answers, texts)
        if data.name.startswith("rgb"):
            found |= figures.contested(options.data, data.questions, answers)
        if data.name.startswith("multihoprag"):
            ranked = [
                [hit_to_json(hit) for hit in corpus.search(q["question"], 10)]
                for q in data.questions
            ]
            found |= figures.recall(data, ranked)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        rows = "".join(json.dumps(answer) + "\n" for answer in answers)
        (options.out / f"{data.name}.jsonl").write_text(rows, encoding="utf-8")
    return found


def library(data: QuestionSet, options: argparse.Namespace) -> Library:
    """Open a set's corpus, adding what is not yet in it."""
    from corpus.attribution import Attributor
    from corpus.memory import give_back_freed
    from corpus.reading import read_path

    give_back_freed()  # as the command line does
    analyser = Attributor(learned=False) if options.rules else None
    corpus = Library.open(folder(data, options), analyser=analyser)
    with tempfile.TemporaryDirectory() as passing:
        path = Path(passing) / "corpus.jsonl"
        have = {article.id for article in corpus.articles()}
        rows = [row for row in data.articles if row["id"] not in have]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        if rows:
            corpus.add(read_path(path), progress=_progress)
    corpus.warm_up()
    return corpus


def folder(data: QuestionSet, options: argparse.Namespace) -> Path:
    """Give the folder of a set's corpus."""
    work: Path = options.work
    return work / f"{data.name}-{options.limit or 'all'}"


def _progress(done: int, total: int | None) -> None:
    if done % 50 == 0:
        print(f"\radded {done} of {total or '?'}", end="", file=sys.stderr, flush=True)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["ask", "fit", "speed", "scale"], default="ask")
    parser.add_argument("--data", type=Path, default=sets.FOLDER)
    parser.add_argument("--set", action="append", choices=sets.NAMES)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/questions/.work"))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
