"""Two processes add to one corpus in a real PostgreSQL and a real Chroma server; one is killed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder

from corpus.catalogue import Postgres
from retrieval.chroma_address import ChromaAddress
from retrieval.library import Library

SCRIPT = Path(__file__).with_name("sharing_adding.py")


@pytest.fixture
def adding(chroma_running, postgres_url, tmp_path):
    """A function that starts a process which adds the articles of some numbers."""
    started = []

    def start(first, last):
        command = [sys.executable, str(SCRIPT), postgres_url, chroma_running.url]
        started.append(
            subprocess.Popen(
                [*command, str(first), str(last)], stdout=subprocess.PIPE, text=True, cwd=tmp_path
            )
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()
        each.stdout.close()


def test_killed_beside_another_nothing_acknowledged_is_lost_or_there_twice(
    adding, chroma_running, postgres_url, tmp_path
):
    one, other = adding(0, 1000), adding(1000, 1020)
    acknowledged = []
    for line in one.stdout:
        acknowledged += json.loads(line)
        if len(acknowledged) > 15:
            one.kill()
    for line in other.stdout:
        acknowledged += json.loads(line)
    assert other.wait() == 0
    with Library.open(
        tmp_path / "data",
        embedder=WordsEmbedder(),
        analyser=SentenceAnalyser(),
        database=Postgres(postgres_url),
        chroma=ChromaAddress.read(chroma_running.url),
    ) as library:
        kept = [each.id for each in library.articles()]
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept))
        assert {f"a{number}" for number in range(1000, 1020)} <= set(kept)
        library.look_at_index()
        assert not library.index.differs()
        assert not library.catalogue.lexical_differs()
        articles, _, passages = library.catalogue.count()
        assert (articles, passages) == (len(kept), library.catalogue.passage_count())
    assert not (tmp_path / "data").exists()
