"""Killed while it adds, the library is whole when it is opened again."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder

from corpus.passages import divide
from retrieval.embeddings import Embedder
from retrieval.ingest import embedded_text
from retrieval.library import Library

SCRIPT = Path(__file__).parent / "kill_adding.py"
# ``make bench`` asks for many more; here it is to be seen that the harness works.
KILLS = int(os.environ.get("ACCORDINGTO_TEST_KILLS", "3"))


def start(*words):
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def acknowledged(process):
    """Read what a killed process said that it had kept, and make sure that it was killed."""
    try:
        said, errors = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == -signal.SIGKILL, errors
    # The last line may have been cut by the kill; it was then not said.
    lines = [line for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return {id_ for line in lines for id_ in json.loads(line)}


def assert_whole(data, expected, embedder=None):
    """Every acknowledged article is there, and every one that is there is so in all parts."""
    embedder, analyser = embedder or WordsEmbedder(), SentenceAnalyser()
    with Library.open(data, embedder=embedder, analyser=analyser) as library:
        library.index.open()
        assert library.index.failure is None
        assert library.catalogue.is_sound()
        assert not library.catalogue.lexical_differs()
        assert not library.index.differs()
        articles = library.articles()
        # The script also removes and restores: killed between the two, an article stays removed.
        removed = {each.id for each in library.catalogue.removed()}
        assert expected <= {each.id for each in articles} | removed
        ids = library.catalogue.vectors.ids()
        batches = list(library.catalogue.vectors.batches(ids))
        kept = {
            key: (id_, text, vector)
            for batch in batches
            for id_, key, text, vector in zip(
                batch.ids, batch.keys, batch.texts, batch.matrix, strict=True
            )
        }
        in_chroma = library.index._collection.vectors(ids)
        for one in articles:
            (analysis,) = analyser.analyse_many([one])
            assert tuple(library.claims(one.id)) == analysis.claims
            passages = divide(one, analysis.sentences, analysis.claims)
            for passage in passages:
                id_, text, vector = kept.pop((one.id, passage.ordinal))
                assert text == passage.span.of(one.text)
                (wanted,) = embedder.embed([embedded_text(one.title, text)])
                assert vector @ wanted > 0.999  # the real model rounds as its batch has it
                assert np.allclose(in_chroma[id_], vector, atol=1e-3)
        assert not kept  # no passage without its article
        return len(articles)


def test_killed_at_random_nothing_acknowledged_is_lost(tmp_path):
    data, expected, chance = tmp_path / "data", set(), random.Random(7)
    for round_ in range(KILLS):
        process = start("fakes", data, round_ * 100_000)
        first = process.stdout.readline()  # it is open now, and begins to add
        assert json.loads(first) == []
        time.sleep(chance.uniform(0.05, 1.5))
        process.kill()
        expected |= acknowledged(process)
        assert_whole(data, expected)


@pytest.mark.parametrize("step", ["analysed", "embedded", "catalogued", "indexed"])
def test_killed_after_a_step_the_library_is_whole(tmp_path, step):
    expected = acknowledged(start("fakes", tmp_path / "data", 0, step, 3))
    assert expected
    assert assert_whole(tmp_path / "data", expected) >= len(expected)


def test_killed_with_the_real_embedding_model_the_library_is_whole(tmp_path):
    expected = acknowledged(start("real", tmp_path / "data", 0, "catalogued", 2))
    assert expected
    assert_whole(tmp_path / "data", expected, Embedder())
