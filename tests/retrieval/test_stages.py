"""Stages are told to whoever watches in the same context, and to nobody else."""

import sys
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from retrieval.library import Library
from retrieval.stages import stage, staged, watcher


class Seen:
    def __init__(self):
        self.steps = []

    @contextmanager
    def stage(self, name):
        self.steps.append(f"{name} begins")
        try:
            yield
        finally:
            self.steps.append(f"{name} ends")


@pytest.fixture
def seen():
    found = Seen()
    before = watcher.set(found)
    yield found
    watcher.reset(before)


@staged("search")
def search(fails=False):
    if fails:
        raise ValueError("torn")
    return 7


def test_a_stage_within_a_stage_is_told_in_its_place(seen):
    with stage("answer"):
        assert search() == 7
    assert seen.steps == ["answer begins", "search begins", "search ends", "answer ends"]


def test_a_stage_that_fails_ends_and_its_error_goes_on(seen):
    with pytest.raises(ValueError, match="torn"):
        search(fails=True)
    assert seen.steps == ["search begins", "search ends"]


def test_a_thread_tells_the_watcher_whose_context_it_was_given(seen):
    others = copy_context()
    for run in (search, lambda: others.run(search)):
        thread = Thread(target=run)
        thread.start()
        thread.join()
    assert seen.steps == ["search begins", "search ends"]


def test_where_nobody_watches_a_stage_is_only_its_body():
    assert search() == 7


def test_a_question_to_the_library_is_searched_reranked_and_its_claims_ranked(seen, tmp_path):
    reranker = SimpleNamespace(scores=lambda question, texts: [5.0] * len(texts))
    parts = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser(), "reranker": reranker}
    with Library.open(tmp_path / "data", **parts) as library:
        library.add([article(1)])
        seen.steps.clear()
        library.ask(library.article("a1").title)
    assert [step for step in seen.steps if step.endswith("begins")] == [
        "search begins",
        "rerank begins",
        "claims begins",
    ]
