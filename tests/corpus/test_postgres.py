"""A catalogue in PostgreSQL: what is otherwise than in SQLite, and what must not be."""

import hashlib
import json
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

sys.path.insert(0, str(Path(__file__).parent))

from archive_rows import planted

from corpus.catalogue import Catalogue, Entry, Inbox, Postgres, Step, Update, archive, engine
from corpus.errors import AccordingToError, NotFound, SettingsError
from corpus.model import Article
from corpus.passages import divide
from corpus.reading import read_path

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def catalogue(postgres_url):
    catalogue = Catalogue(Postgres(postgres_url))
    yield catalogue
    catalogue.close()


def entry(article):
    passages = divide(article, [], [])
    return Entry(article, (), passages, np.zeros((len(passages), 2), np.float32), "m", "r")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://u:hunter2@db/x",
        "postgresql://u:hunter2@db",
        "http://u:hunter2@db/x",
    ],
)
def test_an_address_that_is_none_is_one_sentence_without_the_password(url):
    with pytest.raises(SettingsError, match="write postgresql://") as told:
        Postgres(url)
    assert "hunter2" not in str(told.value)


def test_a_wrong_password_is_one_sentence_without_it(postgres_running, postgres_catalogue):
    wrong = Postgres(postgres_running.url(postgres_catalogue, "hunter2"))
    with pytest.raises(SettingsError, match=r"refuses us.*correct DATABASE_URL") as told:
        Catalogue(wrong)
    assert "hunter2" not in str(told.value) + repr(wrong) + str(wrong)


def test_a_database_that_is_not_there_is_one_sentence(postgres_running):
    with pytest.raises(SettingsError, match=r'"nowhere" does not exist.*correct DATABASE_URL'):
        Catalogue(Postgres(postgres_running.url("nowhere")))


def test_a_server_that_is_not_there_is_one_sentence():
    with pytest.raises(AccordingToError, match=r"127\.0\.0\.1:9/x does not answer.*start it"):
        Catalogue(Postgres("postgresql://u:hunter2@127.0.0.1:9/x"))


def test_a_database_that_cannot_hold_every_character_is_refused(postgres_running):
    postgres_running.sql("CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0 LOCALE 'C'")
    with pytest.raises(SettingsError, match="is in LATIN1"):
        Catalogue(Postgres(postgres_running.url("latin")))


def test_the_catalogue_outlives_a_restart_of_the_server(postgres_running, catalogue):
    catalogue.set("name", "value")
    postgres_running.pause()
    with pytest.raises(AccordingToError, match="does not answer"):
        catalogue.setting("name")
    postgres_running.resume()
    assert catalogue.setting("name") == "value"


@pytest.mark.parametrize(("default", "then"), [("off", "on"), ("remote_apply", "remote_apply")])
def test_a_commit_is_on_the_disk_whatever_the_databases_default_is(postgres_running, default, then):
    name = postgres_running.database()
    postgres_running.sql(f"ALTER DATABASE {name} SET synchronous_commit TO {default}")
    opened = Catalogue(Postgres(postgres_running.url(name)))
    for beside in (True, False):  # the inbox, and the rest
        with opened._database.writing(beside=beside) as connection:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == then
    opened.close()


def test_every_earlier_schema_is_brought_to_todays(postgres_running):
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    earlier = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    for revision in earlier[1:]:
        place = Postgres(postgres_running.url(postgres_running.database()))
        engine.make(place, revision)
        opened = Catalogue(place)
        opened.put([entry(Article("a", "T", "Rain fell on the quay.", "Post"))])
        assert opened.lexical("quays", 3)
        opened.close()


def test_an_archive_goes_from_a_file_into_postgresql_and_back(postgres_running, tmp_path):
    file = Catalogue(tmp_path / "c.sqlite")
    file.put([entry(Article("a", "T", "Rain fell on the quay.", "Post", captions=("A quay",)))])
    file.audit.put(Step("added", "a", 7, after={"title": "T"}))
    file.close()
    archive.write(tmp_path / "c.sqlite", tmp_path / "out.zip")
    place = Postgres(postgres_running.url(postgres_running.database()))
    archive.read(tmp_path / "out.zip", place)
    opened = Catalogue(place)
    assert opened.articles() == [
        Article("a", "T", "Rain fell on the quay.", "Post", captions=("A quay",))
    ]
    assert opened.lexical("quays", 3)
    assert opened.audit.put(Step("removed", "a")) == 2
    opened.put([entry(Article("b", "T", "Snow.", "Post"))])
    opened.close()
    with pytest.raises(AccordingToError, match="make another database"):
        archive.read(tmp_path / "out.zip", place)
    archive.write(place, tmp_path / "back.zip")
    archive.read(tmp_path / "back.zip", tmp_path / "again.sqlite")
    again = Catalogue(tmp_path / "again.sqlite")
    assert [each.id for each in again.articles()] == ["a", "b"]
    assert [step.after for step in again.audit.latest()] == [None, {"title": "T"}]
    again.close()


def test_every_table_comes_back_from_postgresql_as_it_was_in_a_file(postgres_running, tmp_path):
    planted(tmp_path / "c.sqlite")
    there = archive.write(tmp_path / "c.sqlite", tmp_path / "there.zip")
    place = Postgres(postgres_running.url(postgres_running.database()))
    archive.read(tmp_path / "there.zip", place)
    back = archive.write(place, tmp_path / "back.zip")
    assert {each.table: each.lines for each in back.parts} == {
        each.table: each.lines for each in there.parts
    }
    assert min(each.lines for each in back.parts) > 0
    archive.read(tmp_path / "back.zip", tmp_path / "again.sqlite")
    again = archive.write(tmp_path / "again.sqlite", tmp_path / "again.zip")
    assert again.parts == there.parts


def test_an_archive_that_does_not_fit_leaves_the_database_empty(postgres_running, tmp_path):
    Catalogue(tmp_path / "c.sqlite").close()
    archive.write(tmp_path / "c.sqlite", tmp_path / "out.zip")
    line = json.dumps({"article_id": "gone", "claims": []}).encode() + b"\n"
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        manifest = json.loads(packed.read("manifest.json"))
    for part in manifest["parts"]:
        if part["file"] == "found_claims.jsonl":
            part |= {"lines": 1, "sha256": hashlib.sha256(line).hexdigest()}
        else:
            part |= {"lines": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        for part in manifest["parts"]:
            packed.writestr(part["file"], line if part["lines"] else b"")
    place = Postgres(postgres_running.url(postgres_running.database()))
    with pytest.raises(AccordingToError, match="do not fit together"):
        archive.read(tmp_path / "bad.zip", place)
    with pytest.raises(NotFound, match="no corpus"):
        archive.write(place, tmp_path / "none.zip")


def test_texts_sort_as_in_sqlite_whatever_the_servers_language(catalogue):
    ids = ["b", "B", "a-c", "ab", "é", "Z"]
    catalogue.put([entry(Article(id_, "T", "Rain.", "Post")) for id_ in ids])
    assert [each.id for each in catalogue.articles()] == sorted(ids)


def test_what_postgresql_cannot_keep_is_replaced(catalogue):
    catalogue.set("name\0", "a\0b")
    assert catalogue.setting("name\0") == "a\ufffdb"
    key = catalogue.answers.put({"question": "a\0 \ud83d \\u0000 \U0001f525"}, {"status": "x"})
    assert catalogue.answers.get(key).asked["question"] == "a\ufffd \ufffd \\u0000 \U0001f525"
    assert catalogue.answers.usage().statuses == {"x": 1}


def test_a_number_that_no_row_can_have_finds_nothing(catalogue):
    with pytest.raises(NotFound, match="so great a number"):
        catalogue.choose_sources("9" * 30)


def test_the_audit_cannot_be_emptied_at_one_stroke(catalogue):
    catalogue.audit.put(Step("removed", "spill", 7))
    with pytest.raises(Exception, match="append-only"), catalogue._database.writing() as c:
        c.exec_driver_sql("TRUNCATE audit")


def test_passages_rank_as_with_fts5(catalogue, tmp_path):
    """By both databases' own figures: the ranks of the examples' titles and of their sentences."""
    articles = [each for each in read_path(EXAMPLES) if isinstance(each, Article)]
    embedded = Catalogue(tmp_path / "c.sqlite")
    for each in (catalogue, embedded):
        each.put([entry(article) for article in articles])
    questions = [article.title for article in articles]
    questions += [article.text.split(". ")[1] for article in articles if ". " in article.text]
    for question in questions:
        here, there = catalogue.lexical(question, 10), embedded.lexical(question, 10)
        assert [key for key, _ in here[:3]] == [key for key, _ in there[:3]]
        for (_, score), (_, other) in zip(here, there, strict=True):
            assert score == pytest.approx(other, rel=0.05)
    embedded.close()


def test_in_how_many_passages_each_word_stands_is_kept_whatever_comes_and_goes(catalogue):
    counted = "SELECT stem, passages FROM passages_fts_stems WHERE passages > 0 ORDER BY stem"
    there = "SELECT word, ndoc FROM ts_stat('SELECT words FROM passages_fts') ORDER BY word"

    def assert_right():
        with catalogue._database.reading() as connection:
            kept, right = (connection.exec_driver_sql(each).all() for each in (counted, there))
        assert kept == right
        return dict(kept)

    one, two = (Article(id_, "Rain", f"Rain fell on quay {id_}.", "Post") for id_ in ("a", "b"))
    catalogue.put([entry(one), entry(two)])
    assert assert_right()["quai"] == 2
    catalogue.put([entry(replace(one, text="Snow fell, and the snow stayed."))])
    assert assert_right()["quai"] == 1
    catalogue.remove(["b"])
    assert "quai" not in assert_right()
    catalogue.restore(["b"])
    catalogue.rebuild_lexical()
    assert assert_right() == {"b": 1, "fell": 2, "on": 1, "quai": 1, "rain": 2} | {
        "and": 1, "snow": 1, "stai": 1, "the": 1
    }  # fmt: skip


# Several processes


@pytest.fixture
def processes(postgres_url):
    """Two catalogues as two processes would have them."""
    two = [Catalogue(Postgres(postgres_url)) for _ in range(2)]
    yield two
    for each in two:
        each.close()


def soon(look):
    """What a look gives once it gives anything: the server notices an end a moment later."""
    found = look()
    for _ in range(500):
        if found:
            break
        time.sleep(0.01)
        found = look()
    return found


def ids(updates):
    return [each.update_id for each in updates]


def test_a_chat_is_worked_for_by_one_process_in_its_order(processes):
    one, other = (each.inbox for each in processes)
    one.put([Update(1, 7, "a"), Update(2, 7, "b"), Update(3, 8, "c"), Update(4, None, "d")])
    assert ids(one.take(limit=1)) == [1]
    assert ids(other.take()) == [3, 4]
    assert one.take(busy=[7]) == []
    assert other.following(Update(1, 7, "a")) == Update(2, 7, "b")
    one.done(1)
    assert other.take(busy=[8, None]) == []  # the talk stays where it began
    one.free(7)
    assert ids(one.take()) == [2]
    one.done(2)
    one.free(7)
    one.put([Update(5, 7, "e")])
    assert other.take(busy=[8, None]) == []
    one.rest()
    assert ids(other.take(busy=[8, None])) == [5]


def test_many_chats_that_another_process_holds_keep_nobody_from_the_rest(processes):
    one, other = (each.inbox for each in processes)
    one.put(Update(number, number, "a") for number in range(1, 101))
    assert len(one.take(limit=90)) == 90
    for number in range(1, 61):
        one.done(number)
        one.free(number)
    one.put(Update(200 + number, number, "b") for number in range(1, 61))
    assert ids(other.take(limit=4)) == [91, 92, 93, 94]
    assert ids(other.take(busy=range(91, 95), limit=50)) == list(range(95, 101))


def test_a_chat_is_let_go_when_it_was_silent(processes):
    now = [0.0]
    one = Inbox(processes[0]._database, clock=lambda: now[0])
    other = processes[1].inbox
    one.put([Update(1, 7, "a")])
    assert ids(one.take()) == [1]
    one.done(1)
    one.free(7)
    one.put([Update(2, 7, "b"), Update(3, 8, "c")])
    assert ids(other.take()) == [3]
    now[0] += 601
    assert ids(one.take(busy=[7])) == []
    assert ids(other.take(busy=[8])) == [2]


def test_what_a_process_held_is_free_when_it_ends(processes):
    one, other = processes
    one.inbox.put([Update(1, 7, "a")])
    job = one.jobs.put(["/srv/reports"])
    assert ids(one.inbox.take()) == [1]
    assert one.jobs.take() == job
    with one.alone("feeds") as mine, other.alone("feeds") as theirs:
        assert (mine, theirs) == (True, False)
    assert (other.inbox.take(), other.jobs.take()) == ([], None)
    one.close()
    assert ids(soon(other.inbox.take)) == [1]
    assert soon(other.jobs.take) == job
    with other.alone("feeds", patience=5) as theirs:
        assert theirs


def test_after_a_restart_of_the_server_locks_are_taken_anew(postgres_running, processes):
    one, other = processes
    with one.alone("feeds") as mine:
        assert mine
        postgres_running.pause()
        postgres_running.resume()
        with other.alone("feeds", patience=5) as theirs:
            assert theirs
    with one.alone("feeds", patience=5) as mine:
        assert mine


def test_messages_of_all_processes_keep_the_limits_together(processes):
    one, other = (each.sendings for each in processes)
    first, _ = one.begin("7", (3, 60.0), [(1, 60.0)])
    assert first is not None
    number, wait = other.begin("7", (3, 60.0), [(1, 60.0)])
    assert number is None
    assert 0 < wait < 1  # it hangs on the first, which is on its way
    one.end(first)
    assert 50 < other.begin("7", (3, 60.0), [(1, 60.0)])[1] <= 60
    assert other.begin("8", (3, 60.0), [(1, 60.0)])[0] is not None
    assert one.begin("9", (3, 60.0), [(1, 60.0)])[0] is not None
    assert one.begin("10", (3, 60.0), [(1, 60.0)])[0] is None


def test_a_file_is_its_owners_and_has_nothing_to_share(tmp_path):
    catalogue = Catalogue(tmp_path / "c.sqlite")
    assert (catalogue.shared, catalogue.sendings) == (False, None)
    with catalogue.alone("feeds") as mine, catalogue.alone("feeds") as again:
        assert (mine, again) == (True, False)
    catalogue.close()
