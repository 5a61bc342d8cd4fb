"""The index on a Chroma server, which several processes share, with a real one on loopback."""

import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from corpus.catalogue import Change, Postgres, VectorBatch
from corpus.errors import AccordingToError, StoreBusy
from retrieval import chroma, index_server
from retrieval.chroma_address import ChromaAddress
from retrieval.library import Library

ARTICLES = [article(number) for number in range(8)]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    monkeypatch.setattr(index_server, "FIRST_RETRY", 0.0)
    monkeypatch.setattr(index_server, "LAST_RETRY", 0.0)


@pytest.fixture
def server(chroma_running):
    """The server, which runs after the test whatever was done to it."""
    yield chroma_running
    chroma_running.start()


@pytest.fixture
def opened(chroma_running, postgres_url, tmp_path):
    """A function that opens the shared corpus as another process would."""
    libraries = []

    def open_(**more):
        given = {
            "database": Postgres(postgres_url),
            "chroma": ChromaAddress.read(chroma_running.url),
            "embedder": WordsEmbedder(),
            "analyser": SentenceAnalyser(),
        }
        libraries.append(Library.open(tmp_path / "data", **given | more))
        return libraries[-1]

    yield open_
    for library in libraries:
        library.close()


def nearest(library, number, k=3):
    vector = library._embedder.embed([f"{article(number).title}\n{article(number).text}"])[0]
    return [article_id for (article_id, _), _ in library.index.query(vector, k)]


def test_what_one_process_adds_and_removes_the_other_finds_and_misses(opened, tmp_path):
    one, other = opened(), opened()
    assert nearest(other, 3) == []
    one.add(ARTICLES)
    assert set(nearest(other, 3)) == {"a3"}
    other.remove(["a3"])
    assert "a3" not in nearest(one, 3, 30)
    one.restore(["a3"])
    assert set(nearest(other, 3)) == {"a3"}
    assert not one.index.differs()
    assert not other.index.differs()
    assert not (tmp_path / "data").exists()


def test_processes_that_start_at_once_fill_one_collection_between_them(opened, monkeypatch):
    first = opened()
    first.add(ARTICLES)
    server = chroma.Server(first.index._address)
    server.drop(first.index._name)
    made = []
    monkeypatch.setattr(
        chroma.Server, "make", lambda self, *args, _make=chroma.Server.make: (
            made.append(args[0]), _make(self, *args))[1]
    )  # fmt: skip
    libraries = [opened() for _ in range(3)]
    threads = [threading.Thread(target=each.index.open) for each in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert all(set(nearest(each, 2)) == {"a2"} for each in libraries)
    assert all(set(nearest(each, 2)) == {"a2"} for each in [first])
    server.close()


def test_without_the_server_articles_go_in_and_words_are_searched(opened, server):
    server.kill()
    library = opened()
    assert len(library.add(ARTICLES).added) == 8
    assert nearest(library, 2) == []
    assert library.index.state == "failed"
    assert "does not answer" in library.index.failure
    assert library.catalogue.lexical("Ostrand election", 3)
    (finding,) = [each for each in library.doctor() if each.check == "vector index"]
    assert not finding.ok
    assert "see that the Chroma server at http://127.0.0.1" in finding.detail
    with pytest.raises(AccordingToError, match=r"was not rebuilt.*does not answer"):
        library.rebuild()
    server.start()
    library.index.look()
    assert set(nearest(library, 2)) == {"a2"}
    assert library.index.state == "ready"


@pytest.mark.parametrize("lost", [False, True], ids=["all kept", "all lost"])
def test_a_server_that_comes_back_is_used_again_with_what_it_kept_or_without(opened, server, lost):
    library = opened()
    library.add(ARTICLES)
    assert set(nearest(library, 2)) == {"a2"}
    server.kill()
    assert nearest(library, 2) == []
    library.remove(["a5"])
    library.add([article(20)])
    if lost:
        server.forget()
    server.start()
    library.index.look()
    assert set(nearest(library, 2)) == {"a2"}
    assert set(nearest(library, 20)) == {"a20"}
    assert "a5" not in nearest(library, 5, 30)
    assert not library.index.differs()
    assert (library.index.rebuilt is not None) == lost


def test_a_rebuild_by_one_process_is_noticed_by_the_other(opened):
    one, other = opened(), opened()
    one.add(ARTICLES)
    assert set(nearest(other, 2)) == {"a2"}
    before = other.index._name
    one.rebuild()
    assert set(nearest(other, 2)) == {"a2"}
    other.add([article(20)])
    assert other.index._name == one.index._name != before
    assert set(nearest(one, 20)) == {"a20"}
    server = chroma.Server(one.index._address)
    assert server.names(before.rpartition("-")[0]) == [one.index._name]
    server.close()


def test_changes_that_come_late_leave_what_is_true_now(opened):
    one, other = opened(), opened()
    one.add(ARTICLES)
    removed = one.catalogue.remove(["a1"])
    restored = other.catalogue.restore(["a1"])
    other.index.apply(restored)
    one.index.apply(removed)
    assert set(nearest(one, 1)) == {"a1"}
    back = one.catalogue.remove(["a1"])
    one.index.apply(back)
    other.index.apply(Change(restored.entered, []))
    assert not one.index.differs()


def test_what_a_killed_process_left_undone_another_does(opened):
    one, other = opened(), opened()
    one.add(ARTICLES[:4])
    assert set(nearest(other, 2)) == {"a2"}
    removed = one.catalogue.remove(["a2"])  # and killed before the index followed
    assert removed.gone
    other.index.look()
    assert "a2" not in nearest(other, 2, 30)
    assert not other.index.differs()


def test_an_index_that_another_model_filled_is_filled_anew(opened):
    one = opened()
    one.add(ARTICLES[:3])
    one.catalogue.set("chroma", one.catalogue.setting("chroma").replace("words:48", "other:48"))
    other = opened()
    assert set(nearest(other, 2)) == {"a2"}
    assert other.index.rebuilt == "another model filled it"


def test_vectors_that_are_not_the_catalogues_are_noticed(opened):
    one = opened()
    one.add(ARTICLES)
    ids = sorted(one.catalogue.vectors.ids())
    (batch,) = one.catalogue.vectors.batches(ids)
    one.index._collection.delete(ids)
    turned = VectorBatch(batch.ids, batch.keys, batch.texts, batch.matrix[:, ::-1].copy())
    one.index._collection.add(turned)
    other = opened()
    assert set(nearest(other, 2)) == {"a2"}
    assert "had another vector" in other.index.rebuilt


def test_two_corpora_share_a_server(opened, chroma_running, tmp_path):
    shared = opened()
    shared.add(ARTICLES[:3])
    own = opened(database=None)
    own.add(ARTICLES[3:])
    assert set(nearest(shared, 5, 30)) == {"a0", "a1", "a2"}
    assert not {"a0", "a1", "a2"} & set(nearest(own, 1, 30))
    with pytest.raises(StoreBusy, match="is in use by"):
        opened(database=None)


def test_an_index_of_ones_own_is_refused_beside_those_who_share(opened):
    opened()
    with pytest.raises(StoreBusy, match="set both DATABASE_URL and CHROMA_URL"):
        opened(chroma=None)


def test_those_who_share_are_refused_beside_an_index_of_ones_own(opened):
    opened(chroma=None)
    with pytest.raises(StoreBusy, match="set both DATABASE_URL and CHROMA_URL"):
        opened()


def test_what_is_no_chroma_server_is_one_sentence():
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self):
            keys.append(self.headers["x-chroma-token"])
            self.send_response(403)
            self.end_headers()

        def log_message(self, *args):
            pass

    keys = []
    with HTTPServer(("127.0.0.1", 0), Refusing) as site:
        thread = threading.Thread(target=site.handle_request)
        thread.start()
        address = ChromaAddress.read(f"http://127.0.0.1:{site.server_port}", "hunter2")
        with pytest.raises(AccordingToError, match=r"lets us in.*CHROMA_KEY") as told:
            chroma.Server(address)
        thread.join()
    assert keys == ["hunter2"]
    assert "hunter2" not in str(told.value)


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(chroma, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = ChromaAddress.read(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(AccordingToError, match="does not answer"):
            chroma.Server(address)


def test_no_call_to_a_server_waits_for_ever(chroma_running):
    server = chroma.Server(ChromaAddress.read(chroma_running.url))
    assert [each.timeout.read for each in server._sessions] == [chroma.SECONDS] * 2
    server.close()


def test_a_tenant_that_is_not_there_is_one_sentence(chroma_running):
    with pytest.raises(AccordingToError, match="no database none of a tenant nobody"):
        chroma.Server(ChromaAddress.read(f"{chroma_running.url}?tenant=nobody&database=none"))
