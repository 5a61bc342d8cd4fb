"""Questions at 12,000 and at 100,000 passages: how long they take, and how much memory.

A large corpus is made of a small one's sentences: each passage takes sentences, with their
claims, from passages drawn at random, and a vector near one of theirs, so that words, claims and
vectors are spread as in the small one while no two passages are the same. No model is run for
it. Each size is asked in a process of its own, so that its memory is its own.
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

import numpy as np

from corpus.catalogue import Entry
from corpus.model import Article, Claim, Passage, Source, SourceKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.questions.sets import QuestionSet
    from retrieval.library import Library

SIZES = (12_000, 100_000)
ASKED = 100
PASSAGES = 12  # of an article
WRITTEN = 50  # articles in one transaction
SPREAD = 0.5  # length of what is added to a vector of length 1

Result = dict[str, float]


def measure(data: QuestionSet, source: Path) -> dict[str, Any]:
    """Make a corpus of each size from the library in ``source``, and ask each; and the ratios."""
    asked = [q["question"] for q in data.questions[:ASKED]]
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        questions = Path(folder) / "asked.json"
        questions.write_text(json.dumps(asked), encoding="utf-8")
        for size in SIZES:
            made = Path(folder) / str(size)
            found[str(size)] = _apart("make", str(size), str(source), str(made))
            found[str(size)] |= _apart("ask", str(made), str(questions))
    small, large = (found[str(size)] for size in SIZES)
    names = [name for name in small if name.endswith("p95_ms")]
    found["ratios"] = {name: round(large[name] / small[name], 2) for name in names}
    return found


def _apart(*arguments: str) -> Result:
    command = [sys.executable, "-m", "benchmarks.questions.scale", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def make(size: int, source: Path, target: Path) -> Result:
    """Fill a new library at ``target`` with so many passages drawn from another's."""
    from retrieval.embeddings import Embedder
    from retrieval.library import Library

    with Library.open(source) as small:
        articles = [article for article in small.articles() if small.claims(article.id)]
        claims = {article.id: small.claims(article.id) for article in articles}
        fingerprint = Embedder().fingerprint
        vectors = _vectors(small)
    began = time.perf_counter()
    with Library.open(target) as large:
        large.index.open()
        drawing = entries(articles, claims, vectors, fingerprint)
        batch: list[Entry] = []
        while (done := large.catalogue.passage_count()) < size:
            batch = [next(drawing) for _ in range(WRITTEN)]
            large.index.apply(large.catalogue.put(batch))
            print(f"\rmade {done:,} of {size:,} passages", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        return {
            "passages": large.catalogue.passage_count(),
            "articles": large.catalogue.extent().articles,
            "make_s": round(time.perf_counter() - began, 1),
        }


def _vectors(small: Library) -> np.ndarray:
    stored = small.catalogue.vectors
    return np.concatenate([batch.matrix for batch in stored.batches(stored.ids())])


def entries(
    articles: Sequence[Article],
    claims: dict[str, Sequence[Claim]],
    vectors: np.ndarray,
    fingerprint: str,
) -> Iterator[Entry]:
    """Give articles without end; the same ones each time."""
    chance = np.random.default_rng(0)
    number = 0
    while True:
        number += 1
        model = articles[chance.integers(len(articles))]
        text, told, spans = _written(articles, claims, chance)
        article = Article(
            f"drawn-{number}",
            f"{model.title} ({number})",
            text,
            model.outlet,
            published_at=model.published_at,
            language=model.language,
        )
        passages = [Passage(article.id, i, span) for i, span in enumerate(spans)]
        near = vectors[chance.integers(len(vectors), size=len(spans))]
        away = chance.standard_normal(near.shape)
        away *= SPREAD / np.linalg.norm(away, axis=1, keepdims=True)
        rows = near + away
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        yield Entry(article, told, passages, rows.astype(np.float32), fingerprint, "drawn")


def _written(
    articles: Sequence[Article], claims: dict[str, Sequence[Claim]], chance: np.random.Generator
) -> tuple[str, list[Claim], list[Span]]:
    """Write a text of drawn sentences: the text, who says them, and the passages."""
    text, told, spans = "", list[Claim](), list[Span]()
    for _ in range(PASSAGES):
        text += "\n\n" if text else ""
        begins = len(text)
        for _ in range(int(chance.integers(3, 7))):
            article = articles[chance.integers(len(articles))]
            theirs = claims[article.id]
            claim = theirs[chance.integers(len(theirs))]
            text += " " if len(text) > begins else ""
            told.append(_moved(claim, len(text) - claim.sentence.start))
            text += claim.sentence.of(article.text).replace("\n", " ")
        spans.append(Span(begins, len(text)))
    return text, told, spans


def _moved(claim: Claim, by: int) -> Claim:
    def at(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + by, span.end + by)

    whole = claim.sentence
    inside = all(
        span is None or whole.contains(span) for span in (*claim.content, claim.mention, claim.cue)
    )
    sentence = Span(whole.start + by, whole.end + by)
    if not inside:
        return Claim(Source("a drawn outlet", SourceKind.OUTLET), (sentence,), sentence)
    content = tuple(Span(span.start + by, span.end + by) for span in claim.content)
    return Claim(claim.source, content, sentence, claim.stance, at(claim.mention), at(claim.cue))


def ask(folder: Path, questions: Sequence[str]) -> Result:
    """Ask each question of a library: with re-ranking, and by the search alone.

    It is the one that ``DATABASE_URL`` and ``CHROMA_URL`` name, as far as they are set.
    """
    from bot.settings import load
    from corpus.memory import give_back_freed
    from retrieval.embeddings import Embedder
    from retrieval.library import Library
    from retrieval.search import Search

    give_back_freed()  # as the command line does
    began = time.perf_counter()
    embedder, kept = Embedder(), load()
    places = {"database": kept.database(), "chroma": kept.chroma()}
    with Library.open(folder, embedder=embedder, **places) as library:
        library.ask(questions[0])
        first = time.perf_counter() - began
        search = Search(library.catalogue, library.index, embedder)
        found: Result = {"first_answer_s": round(first, 1)}
        found |= _timed("ask", library.ask, questions)
        found |= _timed("search", lambda question: search.find(question, 10), questions)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"peak_mb": round(peak)}


def _timed(name: str, work: Callable[[str], object], questions: Sequence[str]) -> Result:
    took = []
    for question in questions:
        began = time.perf_counter()
        work(question)
        took.append(1000 * (time.perf_counter() - began))
    p50, p95 = np.percentile(took, [50, 95])
    return {f"{name}_p50_ms": round(float(p50), 1), f"{name}_p95_ms": round(float(p95), 1)}


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "make":
        print(json.dumps(make(int(given[0]), Path(given[1]), Path(given[2]))))
    else:
        print(json.dumps(ask(Path(given[0]), json.loads(Path(given[1]).read_text("utf-8")))))
