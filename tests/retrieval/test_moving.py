"""A corpus saved, put back and carried elsewhere, and what is refused before anything changes."""

import json
import shutil
import sqlite3
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from corpus.catalogue import Catalogue, FeedMode, NoticeKind, Step, archive, copying
from corpus.errors import AccordingToError, NotFound, StoreBusy
from retrieval import moving
from retrieval.library import CATALOGUE, INDEX, Library


def opened(data):
    return Library.open(data, embedder=WordsEmbedder(), analyser=SentenceAnalyser())


@pytest.fixture
def data(tmp_path):
    """A corpus with something of everything in it."""
    folder = tmp_path / "data"
    with opened(folder) as library:
        library.add([article(number) for number in range(1, 6)])
        library.add([replace(article(2), title="Another title")])
        library.remove(["a3"])
        kept = library.catalogue
        kept.histories.note("a1", NoticeKind.CORRECTED, "It was Monday.", by=7)
        kept.moderators.put(7, "owner")
        kept.audit.put(Step("removed", "a3", 7, before={"titles": ["é"]}))
        kept.proposals.put([article(9)], by=8)
        kept.feeds.add("https://a.example/feed", minutes=30, mode=FeedMode.AUTO)
        kept.answers.put({"question": "Who?"}, {"accounts": []})
    return folder


def state(folder):
    """All that matters of a corpus, with what is found in it."""
    with opened(folder) as library:
        library.index.open()
        kept = library.catalogue
        vector = library._embedder.embed(["a flood in Harlow"])[0]
        return {
            "articles": library.articles(),
            "removed": kept.removed(),
            "claims": [library.claims(each.id) for each in library.articles()],
            "sources": library.sources(),
            "histories": kept.histories.of([each.id for each in library.articles()]),
            "roles": kept.moderators.all(),
            "audit": kept.audit.latest(),
            "proposals": kept.proposals.waiting(),
            "feeds": kept.feeds.all(),
            "dense": [key for key, _ in library.index.query(vector, 5)],
            "words": kept.lexical("flood Harlow said", 5),
            "extent": kept.extent(),
        }


def rewritten(path, change):
    """An archive with its files changed by a function of name and bytes; None leaves one out."""
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in files.items():
            changed = change(name, content)
            if changed is not None:
                new.writestr(name, changed)


# Saving and putting back


def test_a_backup_that_is_put_back_is_the_corpus_as_it_was(data, tmp_path):
    before = state(data)
    moving.backup(data, tmp_path / "saved")
    with opened(data) as library:
        library.remove(["a1"])
        library.add([article(6)])
    kept = moving.restore(tmp_path / "saved", data, "accordingto restore")
    assert state(data) == before
    assert kept is not None
    moving.restore(kept, data, "accordingto restore")
    with opened(data) as library:
        assert {each.id for each in library.articles()} == {"a2", "a4", "a5", "a6"}


def test_a_backup_of_another_machine_brings_its_own_index(data, tmp_path):
    moving.backup(data, tmp_path / "saved")
    other = tmp_path / "other"
    with opened(other) as library:
        library.add([article(number) for number in range(20, 26)])
    moving.restore(tmp_path / "saved", other, "accordingto restore")
    assert state(other)["dense"] == state(data)["dense"]


def test_a_backup_while_the_corpus_is_written_to_is_one_state_of_it(data, tmp_path):
    with opened(data) as library:
        library.index.open()
        stop, saved = threading.Event(), []

        def write():
            number = 100
            while not stop.is_set():
                library.add([article(number)])
                number += 1

        writer = threading.Thread(target=write)
        writer.start()
        for number in range(5):
            file = tmp_path / f"saved{number}"
            moving.backup(data, file)
            saved.append(file)
        stop.set()
        writer.join()
    for file in saved:
        copying.check(file)
        catalogue = Catalogue(file)
        assert not catalogue.lexical_differs()
        catalogue.close()
    assert not list(tmp_path.glob("*.part"))


def test_what_is_no_backup_is_refused_and_the_corpus_stays(data, tmp_path):
    before = state(data)
    bad = tmp_path / "bad"
    for content in (b"", b"not a database", (data / CATALOGUE).read_bytes()[:5000]):
        bad.write_bytes(content)
        with pytest.raises(AccordingToError):
            moving.restore(bad, data, "accordingto restore")
    sqlite3.connect(tmp_path / "foreign").execute("CREATE TABLE t (a)").connection.close()
    with pytest.raises(AccordingToError, match="no backup"):
        moving.restore(tmp_path / "foreign", data, "accordingto restore")
    with pytest.raises(NotFound, match="no file"):
        moving.restore(tmp_path / "absent", data, "accordingto restore")
    assert state(data) == before


def test_a_damaged_corpus_can_be_replaced_and_is_kept(data, tmp_path):
    before = state(data)
    moving.backup(data, tmp_path / "saved")
    content = bytearray((data / CATALOGUE).read_bytes())
    content[:100] = b"\xff" * 100
    (data / CATALOGUE).write_bytes(content)
    kept = moving.restore(tmp_path / "saved", data, "accordingto restore")
    assert kept.read_bytes() == bytes(content)
    assert state(data) == before


def test_nothing_is_put_in_place_while_the_bot_runs(data, tmp_path):
    moving.backup(data, tmp_path / "saved")
    with opened(data), pytest.raises(StoreBusy):
        moving.restore(tmp_path / "saved", data, "accordingto restore")


def test_a_backup_where_nothing_can_be_written_says_so(data, tmp_path):
    with pytest.raises(AccordingToError, match="cannot be written"):
        moving.backup(data, tmp_path / "absent" / "saved")
    with pytest.raises(AccordingToError, match="is a folder"):
        moving.backup(data, tmp_path)
    with pytest.raises(AccordingToError, match="the corpus itself"):
        moving.backup(data, data / CATALOGUE)
    with pytest.raises(NotFound, match="no corpus"):
        moving.backup(tmp_path / "absent", tmp_path / "saved")


# Archives


def test_an_archive_carries_everything_to_an_empty_folder(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    moving.import_archive(tmp_path / "all.zip", tmp_path / "new", "accordingto import")
    assert state(tmp_path / "new") == state(data)


def test_an_archive_can_be_written_while_the_bot_runs(data, tmp_path):
    with opened(data):
        moving.export(data, tmp_path / "all.zip")
    assert archive.check(tmp_path / "all.zip")


def test_an_archive_can_be_read_by_any_program(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert {each["file"] for each in manifest["parts"]} | {"manifest.json"} == set(
            packed.namelist()
        )
        articles = [json.loads(line) for line in packed.read("articles.jsonl").splitlines()]
    assert {each["id"] for each in articles} == {"a1", "a2", "a3", "a4", "a5"}
    assert articles[0]["captions"] == ["A view of the town"]


def test_an_archive_leaves_out_messages_that_wait(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert "inbox.jsonl" not in packed.namelist()


def test_an_archive_of_an_earlier_version_is_brought_up_to_date(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")

    def older(name, content):
        """The archive as it would have been before roles had chats, and sources traits."""
        earlier = ("articles", "revisions", "settings", "models")
        if name == "manifest.json":
            manifest = json.loads(content)
            parts = [each for each in manifest["parts"] if each["file"][:-6] in earlier]
            return json.dumps({**manifest, "schema": "0001", "parts": parts})
        return content if name.removesuffix(".jsonl") in earlier else None

    rewritten(tmp_path / "all.zip", older)
    moving.import_archive(tmp_path / "all.zip", tmp_path / "new", "accordingto import")
    with opened(tmp_path / "new") as library:
        assert {each.id for each in library.articles()} == {"a1", "a2", "a4", "a5"}


def _cut(name, content):
    return content[:-20] if name == "articles.jsonl" else content


def _missing(name, content):
    return None if name == "claims.jsonl" else content


def _edited(name, content):
    return content.replace(b"Another title", b"Some other one") if "articles" in name else content


def _newer(name, content):
    return content.replace(b'"version": 1', b'"version": 2') if "manifest" in name else content


def _future(name, content):
    return content.replace(b'"schema": "', b'"schema": "9') if "manifest" in name else content


def _foreign(name, content):
    return b"{}" if name == "manifest.json" else content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_cut, "not what it was"),
        (_missing, "cannot be read"),
        (_edited, "not what it was"),
        (_newer, "newer accordingto"),
        (_future, "newer accordingto"),
        (_foreign, "no archive"),
    ],
)
def test_an_archive_that_is_not_sound_is_refused_and_leaves_nothing(data, tmp_path, change, words):
    moving.export(data, tmp_path / "all.zip")
    rewritten(tmp_path / "all.zip", change)
    with pytest.raises(AccordingToError, match=words):
        moving.import_archive(tmp_path / "all.zip", tmp_path / "new", "accordingto import")
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["lock"]


def test_rows_that_do_not_fit_together_are_refused(data, tmp_path):
    import hashlib

    moving.export(data, tmp_path / "all.zip")

    def orphaned(name, content):
        if name == "manifest.json":
            manifest = json.loads(content)
            for each in manifest["parts"]:
                if each["file"] == "articles.jsonl":
                    each |= {"lines": 0, "sha256": hashlib.sha256(b"").hexdigest()}
            return json.dumps(manifest)
        return b"" if name == "articles.jsonl" else content

    rewritten(tmp_path / "all.zip", orphaned)
    with pytest.raises(AccordingToError, match="do not fit together"):
        moving.import_archive(tmp_path / "all.zip", tmp_path / "new", "accordingto import")
    assert not (tmp_path / "new" / CATALOGUE).exists()


def test_an_archive_does_not_go_over_a_corpus(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    before = state(data)
    with pytest.raises(AccordingToError, match="another folder"):
        moving.import_archive(tmp_path / "all.zip", data, "accordingto import")
    assert state(data) == before


def test_an_index_of_an_earlier_corpus_does_not_stay(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    new = tmp_path / "new"
    shutil.copytree(data / INDEX, new / INDEX)
    moving.import_archive(tmp_path / "all.zip", new, "accordingto import")
    assert state(new) == state(data)


def test_the_documentation_names_every_part_of_an_archive(data, tmp_path):
    moving.export(data, tmp_path / "all.zip")
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")
    manifest = archive.check(tmp_path / "all.zip")
    assert [part.table for part in manifest.parts if f"`{part.table}`" not in page] == []
