"""However the vector index is damaged, it is noticed at start and mended from the catalogue."""

import json
import pickle
import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from benchmarks.damage.files import FLIPPED, Case
from corpus.catalogue import VectorBatch
from retrieval import health, index, probe
from retrieval.library import Library
from retrieval.marker import Marker

ARTICLES = [article(number, paragraphs=6) for number in range(180)]


def opened(data, embedder=None):
    return Library.open(data, embedder=embedder or WordsEmbedder(), analyser=SentenceAnalyser())


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """More passages than Chroma keeps before it writes its graph out, once for all tests."""
    data = tmp_path_factory.mktemp("filled") / "data"
    with opened(data) as library:
        library.add(ARTICLES)
        assert library.catalogue.count()[2] > 1000
    return data


@pytest.fixture
def data(filled, tmp_path):
    return Path(shutil.copytree(filled, tmp_path / "data"))


def in_use(data):
    marker = Marker.read(data / "index")
    return data / "index" / marker.name


def graph(data, name):
    (found,) = in_use(data).rglob(name)
    return found


def forget_the_orderly_close(data):
    """As after a crash: the digests of the files are not known."""
    Marker.read(data / "index").opened().write(data / "index")


def assert_mended(data, *, rebuilt, why=""):
    embedder = WordsEmbedder()
    with opened(data, embedder) as library:
        library.index.open()
        assert (library.index.rebuilt is not None) == rebuilt
        assert why in (library.index.rebuilt or "")
        assert library.index.failure is None
        assert not library.index.differs()
        assert embedder.embedded == 0
        for batch in library.catalogue.vectors.batches(library.catalogue.vectors.ids()):
            for place in range(0, len(batch.ids), 50):
                found = library.index.query(batch.matrix[place], 5)
                assert batch.keys[place] in [key for key, _ in found]
                assert found[0][1] == pytest.approx(1, abs=1e-3)
    assert [path.name for path in (data / "index").iterdir() if path.is_dir()] == [
        in_use(data).name
    ]


def test_a_sound_index_is_left_as_it_is(data):
    assert_mended(data, rebuilt=False)


def test_after_a_crash_a_sound_index_is_left_as_it_is(data):
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=False)


@pytest.mark.parametrize("name", ["data_level0.bin", "link_lists.bin", "header.bin", "length.bin"])
def test_a_missing_file_of_the_graph_is_noticed(data, name):
    graph(data, name).unlink()
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=True)


def test_a_torn_pickle_is_noticed(data):
    torn = graph(data, "index_metadata.pickle")
    torn.write_bytes(torn.read_bytes()[:100])
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        pickle.loads(torn.read_bytes())
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=True)


def test_a_truncated_graph_is_noticed(data):
    torn = graph(data, "data_level0.bin")
    torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=True)


def test_a_single_changed_bit_is_noticed_after_an_orderly_close(data):
    path = graph(data, "data_level0.bin")
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0x40
    path.write_bytes(content)
    assert_mended(data, rebuilt=True, why="were changed")


GRAPH = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")


@pytest.mark.parametrize("name", GRAPH)
def test_a_single_changed_bit_of_the_graph_is_noticed_after_a_crash_too(filled, tmp_path, name):
    assert Case(name, FLIPPED, 0.4, crashed=True).open(filled, tmp_path / "data") == "rebuilt"


def test_a_file_that_grew_without_end_is_noticed_before_anything_opens_it(data, monkeypatch):
    monkeypatch.setattr(probe, "FILE_BYTES", 1 << 20)
    forget_the_orderly_close(data)
    with graph(data, "link_lists.bin").open("ab") as file:
        file.truncate(100 << 20)
    assert_mended(data, rebuilt=True, why="grew without end")


def test_a_file_that_grows_without_end_while_it_is_in_use_is_noticed(data, monkeypatch):
    monkeypatch.setattr(probe, "FILE_BYTES", 1 << 20)
    with opened(data) as library:
        library.index.open()
        with graph(data, "link_lists.bin").open("ab") as file:
            file.truncate(100 << 20)
        monkeypatch.setattr(index, "FIRST_RETRY", 0.0)
        library.index._pause = 0.0
        library.index.look()
        assert "grew without end" in library.index.rebuilt
        assert library.index.state == "ready"
        assert not library.index.differs()


@pytest.mark.parametrize("share", [0, 0.4, 0.9])
def test_a_truncated_database_is_noticed(data, share):
    path = in_use(data) / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=True)


def test_a_few_missing_and_left_over_rows_are_mended_in_place(data):
    with opened(data) as library:
        library.index.open()
        ids = sorted(library.catalogue.vectors.ids())
        library.index._collection.delete(ids[:20])
        (batch,) = library.catalogue.vectors.batches(ids[20:25])
        stray = replace(batch, ids=[id_ + 1_000_000 for id_ in batch.ids])
        library.index._collection.add(stray)
    assert_mended(data, rebuilt=False)


def test_many_missing_rows_mean_a_rebuild(data):
    with opened(data) as library:
        library.index.open()
        ids = sorted(library.catalogue.vectors.ids())
        library.index._collection.delete(ids[: len(ids) // 2])
    assert_mended(data, rebuilt=True, why="were missing")


def test_stale_vectors_under_the_right_ids_are_noticed(data):
    with opened(data) as library:
        library.index.open()
        everything = list(library.catalogue.vectors.batches(library.catalogue.vectors.ids()))
        collection = library.index._collection
        for batch in everything:
            collection.delete(batch.ids)
            collection.add(
                VectorBatch(batch.ids, batch.keys, batch.texts, np.roll(batch.matrix, 1, axis=0))
            )
    assert_mended(data, rebuilt=True, why="another vector")


def test_an_index_of_another_model_is_rebuilt(data):
    path = data / "index" / "current"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps(kept | {"model": "another"}))
    assert_mended(data, rebuilt=True, why="another model")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": "../../x", "model": "m"}'])
def test_a_marker_that_makes_no_sense_means_a_rebuild(data, content):
    (data / "index" / "current").write_text(content)
    assert_mended(data, rebuilt=True)


def test_a_missing_index_is_rebuilt_with_progress(data):
    shutil.rmtree(data / "index")
    told = []
    with opened(data) as library:
        library.index.open(lambda done, total: told.append((done, total)))
        passages = library.catalogue.count()[2]
    assert told[-1] == (passages, passages)
    assert_mended(data, rebuilt=False)


def test_too_many_deleted_rows_mean_a_rebuild(data):
    marker = Marker.read(data / "index")
    marker.with_dead(100_000).write(data / "index")
    assert_mended(data, rebuilt=True, why="deleted passages")


def test_an_unfinished_rebuild_is_swept_away(data):
    (data / "index" / "77").mkdir()
    (data / "index" / "77" / "chroma.sqlite3").write_bytes(b"half")
    assert_mended(data, rebuilt=False)


def test_a_folder_that_hangs_is_given_up(data, monkeypatch):
    forget_the_orderly_close(data)
    monkeypatch.setattr(probe, "SECONDS", 0.01)
    assert_mended(data, rebuilt=True, why="within 0.01 s")


def test_a_search_that_fails_gives_nothing_and_the_next_start_rebuilds(data):
    with opened(data) as library:
        library.index.open()
        library.index._collection.close()
        shutil.rmtree(in_use(data))
        library.index._collection._store = None  # as if every call failed
        assert library.index.query(WordsEmbedder().embed(["flood"])[0], 3) == []
        assert library.index.failure is not None
        assert any("accordingto rebuild" in f.detail for f in library.doctor() if not f.ok)
        # The catalogue takes articles nevertheless.
        assert library.add([article(900)]).added == ["a900"]
    assert_mended(data, rebuilt=True)


def test_rebuilding_brings_a_failed_index_back(data):
    with opened(data) as library:
        library.index.open()
        library.index._fail(OSError("No space left on device"))
        library.rebuild()
        assert library.index.failure is None
        assert not library.index.differs()


def test_searches_give_nothing_while_the_index_is_rebuilt(data):
    seen = []
    with opened(data) as library:
        vector = WordsEmbedder().embed(["flood in Harlow"])[0]
        library.index.open()
        assert library.index.query(vector, 3)
        library.index.rebuild(
            lambda _done, _total: seen.append(
                (library.index.building, library.index.query(vector, 3))
            )
        )
        assert seen[0] == (True, [])
        assert library.index.query(vector, 3)


def test_one_that_failed_is_made_anew_by_itself_and_has_what_came_meanwhile(data):
    with opened(data) as library:
        library.index.open()
        library.index._pause = 0.0
        library.index._fail(OSError("No space left on device"))
        library.add([article(900)])
        library.remove(["a3"])
        assert library.index.state == "failed"
        library.index.look()
        assert library.index.state == "ready"
        assert library.index.rebuilt == "OSError: No space left on device"
        assert not library.index.differs()


def test_one_that_failed_waits_for_room_on_the_disk_and_no_longer(data, monkeypatch):
    usage = SimpleNamespace(free=health.LEAST_FREE)
    with opened(data) as library:
        library.index.open()
        library.index._fail(OSError("No space left on device"))
        library.index._retry_at = 0.0
        with monkeypatch.context() as full:
            full.setattr("retrieval.health.shutil.disk_usage", lambda _path: usage)
            for _ in range(20):  # ten minutes of a full disk
                library.index.look()
                assert "MB are free on its disk" in library.index.failure
        library.index.look()
        assert library.index.state == "ready"
        assert not library.index.differs()


def test_changes_do_not_wait_for_a_rebuild_and_are_in_it(data):
    """They come from another thread: an addition, another version, a removal."""
    changed = []

    def change(done, _total):
        if not changed:
            changed.append(done)
            with ThreadPoolExecutor(1) as other:
                work = other.submit(
                    lambda: (
                        library.add([article(900), article(5, version=2)]),
                        library.remove(["a7"]),
                        library.index.query(WordsEmbedder().embed(["flood"])[0], 3),
                    )
                )
                assert work.result(timeout=30)[2] == []

    with opened(data) as library:
        library.index.open()
        library.index.rebuild(change)
        assert changed
        assert not library.index.differs()
        assert dense_ids(library, article(900)) >= {"a900"}
    assert_mended(data, rebuilt=False)


def dense_ids(library, one):
    vector = WordsEmbedder().embed([f"{one.title}\n{one.text}"])[0]
    return {article_id for (article_id, _), _ in library.index.query(vector, 5)}


def test_a_question_does_not_wait_for_an_index_that_is_being_opened(data, monkeypatch):
    monkeypatch.setattr(index, "ASKING", 0.1)
    forget_the_orderly_close(data)
    at_it, go_on = Event(), Event()

    def probing(_folder, _largest):
        at_it.set()
        go_on.wait(30)

    monkeypatch.setattr(probe, "in_subprocess", probing)
    with opened(data) as library, ThreadPoolExecutor(1) as other:
        opening = other.submit(library.index.open)
        assert at_it.wait(30)
        assert library.index.query(WordsEmbedder().embed(["flood"])[0], 3) == []
        library.add([article(900)])
        go_on.set()
        opening.result(timeout=30)
        assert library.index.query(WordsEmbedder().embed(["flood"])[0], 3)
        assert not library.index.differs()


def test_how_far_a_rebuild_is_can_be_seen(data):
    seen = []
    with opened(data) as library:
        library.index.open()
        assert library.index_progress() is None
        library.index.rebuild(lambda _done, _total: seen.append(library.index_progress()))
        passages = library.catalogue.count()[2]
    assert seen[-1] == (passages, passages)


def test_the_index_is_a_langchain_vector_store(data):
    with opened(data) as library:
        (first, *_) = library.index.store.similarity_search(ARTICLES[3].text[:200], k=1)
        assert first.metadata["article_id"] == "a3"
        assert first.page_content in ARTICLES[3].text


def test_the_space_is_cosine_whatever_chroma_defaults_to(data):
    with opened(data) as library:
        library.index.open()
    with sqlite3.connect(in_use(data) / "chroma.sqlite3") as database:
        kept = " ".join(str(row) for row in database.execute("SELECT * FROM collections"))
    assert "cosine" in kept


def test_an_index_that_everything_was_taken_out_of_opens_after_a_kill(tmp_path):
    data = tmp_path / "data"
    with opened(data) as library:
        library.remove(library.add([article(1)]).added)
    forget_the_orderly_close(data)
    assert_mended(data, rebuilt=False)
