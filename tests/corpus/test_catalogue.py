"""The catalogue: whole articles in, out and back, sources, settings, the inbox, moderators."""

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from corpus.catalogue import Catalogue, Entry, Extent, Moderator, Update, embedded, engine
from corpus.catalogue.schema import metadata
from corpus.errors import AccordingToError, NotFound, StoreDamaged
from corpus.model import Article, Claim, Identity, Source, SourceKind, Span, Stance
from corpus.passages import divide

TEXT = "The Ministry of Ports denied the spill. “We saw oil,” said Ana Toric.\n\nBoats stayed in."
MINISTRY = Source("Ministry of Ports", SourceKind.ORGANISATION)
TORIC = Source("Ana Toric", SourceKind.PERSON, "harbour master")
COURIER = Source("Harbour Courier", SourceKind.OUTLET)
CLAIMS = (
    Claim(MINISTRY, (Span(29, 38),), Span(0, 39), Stance.DENIES, Span(0, 21), Span(22, 28)),
    Claim(TORIC, (Span(41, 51),), Span(40, 69), via=MINISTRY, confidence=0.5),
    Claim(COURIER, (Span(71, 86),), Span(71, 87)),
)


def report(id_="spill", text=TEXT, **more):
    fields = {"title": "Oil in Velmar", "outlet": "Harbour Courier", "published_at": "2031-03-04"}
    return Article(id_, text=text, **{**fields, **more})


def entry(article=None, claims=CLAIMS, dimension=4, model="model:4"):
    article = article or report()
    passages = divide(article, [claim.sentence for claim in claims], claims)
    vectors = np.arange(len(passages) * dimension, dtype=np.float32).reshape(-1, dimension)
    return Entry(article, claims, passages, vectors, model, "rules:1")


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place)
    yield catalogue
    catalogue.close()


def held(catalogue):
    ids = catalogue.vectors.ids()
    return [key for batch in catalogue.vectors.batches(ids) for key in batch.keys]


def test_the_extent_counts_what_is_visible_and_names_its_days_and_outlets(catalogue):
    assert catalogue.extent() == Extent(0, None, None, ())
    catalogue.put(
        [
            entry(),
            entry(report("late", published_at="2031-05-01T08:00:00+00:00", outlet="Post")),
            entry(report("gone", published_at="2030-01-01", outlet="Gazette")),
        ]
    )
    catalogue.remove(["gone"])
    assert catalogue.extent() == Extent(2, "2031-03-04", "2031-05-01", ("Harbour Courier", "Post"))
    assert catalogue.passage_count() == catalogue.count()[2]


def test_an_article_comes_back_as_it_went_in(catalogue):
    full = report(
        agency="Coast Press", byline="I. Brandt", url="https://x.example/é", language="en"
    )
    full = Article(**{**{f: getattr(full, f) for f in full.__slots__}, "captions": ("a", "b")})
    catalogue.put([entry(full)])
    assert catalogue.article("spill") == full
    assert catalogue.articles() == [full]


def test_claims_come_back_as_they_went_in(catalogue):
    catalogue.put([entry()])
    assert tuple(catalogue.claims("spill")) == CLAIMS


def test_passages_and_vectors_come_back_as_they_went_in(catalogue):
    one = entry()
    change = catalogue.put([one])
    keys = [("spill", passage.ordinal) for passage in one.passages]
    assert list(catalogue.passages(keys).values()) == one.passages
    (batch,) = catalogue.vectors.batches(change.entered.ids)
    assert batch.keys == keys
    assert batch.texts == [passage.span.of(TEXT) for passage in one.passages]
    assert np.array_equal(batch.matrix, one.vectors)


def test_a_removed_article_keeps_all_and_shows_nothing(catalogue):
    catalogue.put([entry()])
    change = catalogue.remove(["spill"])
    assert len(change.gone) == 1
    assert catalogue.articles() == []
    assert catalogue.claims("spill") == []
    assert catalogue.passages([("spill", 0)]) == {}
    assert catalogue.lexical("oil", 5) == []
    assert catalogue.sources() == []
    assert catalogue.count() == (0, 0, 0)
    assert held(catalogue) == [("spill", 0)] or catalogue.vectors.ids() == set()
    assert [each.id for each in catalogue.removed()] == ["spill"]
    with pytest.raises(NotFound, match="was removed; it can be restored"):
        catalogue.article("spill")
    assert catalogue.restore(["spill"]).entered.ids == change.gone
    assert catalogue.article("spill") == report()
    assert catalogue.lexical("oil", 5)


def test_restoring_what_was_not_removed_is_refused(catalogue):
    catalogue.put([entry()])
    with pytest.raises(NotFound, match="is not removed"):
        catalogue.restore(["spill"])
    with pytest.raises(NotFound, match="no article nowhere"):
        catalogue.restore(["nowhere"])


def test_a_replaced_article_leaves_nothing_of_itself_but_its_revision(catalogue):
    old = catalogue.put([entry()]).entered.ids
    new = report(text="Nothing of the kind was seen near Ostrand.")
    claims = (Claim(COURIER, (Span(0, 42),), Span(0, 42)),)
    change = catalogue.put([entry(new, claims)])
    assert change.gone == old
    assert not set(change.entered.ids) & set(old)
    assert catalogue.lexical("boats spill", 5) == []
    assert catalogue.lexical("Ostrand", 5)
    assert catalogue.claims("spill") == list(claims)
    assert catalogue.revisions("spill") == [report()]
    assert [source.name for source in catalogue.sources()] == ["Harbour Courier"]


def test_ids_of_passages_are_never_used_twice(catalogue):
    used = catalogue.put([entry()]).entered.ids
    catalogue.put([entry(report(text="Other."), ())])
    again = catalogue.put([entry()])
    assert min(again.entered.ids) > max(used)


def test_a_batch_that_fails_leaves_nothing(catalogue):
    broken = entry(report("broken"), ())
    object.__setattr__(broken, "passages", [*broken.passages, *broken.passages])
    object.__setattr__(broken, "vectors", np.zeros((2, 4), np.float32))
    with pytest.raises(Exception, match=r"(?i)unique"):
        catalogue.put([entry(), broken])
    assert catalogue.articles() == []
    assert catalogue.vectors.ids() == set()
    assert not catalogue.lexical_differs()
    assert catalogue.lexical("oil", 5) == []


def test_parts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="1 passages with 0 vectors"):
        Entry(report(), (), entry().passages, np.zeros((0, 4)), "m", "r")
    with pytest.raises(ValueError, match="after the text"):
        entry(report(text="Short."), CLAIMS)


def test_only_articles_that_are_just_so_are_unchanged(catalogue):
    catalogue.put([entry(), entry(report("gone"))])
    catalogue.remove(["gone"])
    changed = report(title="Another title")
    assert catalogue.unchanged([report(), report("gone"), report("new")]) == {"spill"}
    assert catalogue.unchanged([changed]) == set()


def test_a_source_of_several_articles_is_one_with_all_its_names(catalogue):
    the_ministry = Source("The ministry of ports", SourceKind.ORGANISATION, "a ministry")
    other = Claim(the_ministry, (Span(29, 38),), Span(0, 39))
    catalogue.put([entry(), entry(report("second"), (other,))])
    first, *_ = catalogue.sources()
    assert (first.name, first.claims, first.articles) == ("The ministry of ports", 2, 2)
    assert first.variants == ("Ministry of Ports", "The ministry of ports")
    assert first.role == "a ministry"
    assert catalogue.claims("spill")[0].source == MINISTRY  # as its own article names it


def by_surname(article, sources):
    return {source: Identity(source.name.split()[-1]) for source in sources}


def test_the_identity_that_is_given_says_who_is_the_same(place):
    catalogue = Catalogue(place, identity=by_surname)
    toric = Source("Mayor Toric", SourceKind.PERSON)
    catalogue.put([entry(), entry(report("b"), (Claim(toric, (Span(0, 3),), Span(0, 39)),))])
    merged = next(source for source in catalogue.sources() if "Toric" in source.name)
    assert merged.variants == ("Ana Toric", "Mayor Toric")
    catalogue.close()


@pytest.mark.parametrize("name", ["Toric", "ana toric", "ANA TORÍC’s", "toric ana"])
def test_a_source_is_found_by_any_of_its_names_and_by_their_words(catalogue, name):
    catalogue.put([entry()])
    assert [source.name for source in catalogue.find_sources(name)] == ["Ana Toric"]


@pytest.mark.parametrize("name", ["", "!", "Tor", "%", "Ana Brandt", "_na"])
def test_what_is_no_name_of_a_source_finds_none(catalogue, name):
    catalogue.put([entry()])
    assert catalogue.find_sources(name) == []


def test_the_source_of_just_that_name_comes_before_those_with_more_claims(catalogue):
    long = Source("Union of Ports Toric", SourceKind.ORGANISATION)
    claims = [Claim(long, (Span(0, n),), Span(0, 39)) for n in (3, 9)]
    short = Claim(Source("Toric", SourceKind.PERSON), (Span(0, 3),), Span(0, 39))
    catalogue.put([entry(claims=(*claims, short))])
    assert [s.name for s in catalogue.find_sources("Toric")] == ["Toric", "Union of Ports Toric"]


def test_settings_are_kept_replaced_and_forgotten(catalogue):
    assert catalogue.setting("code") is None
    catalogue.set("code", "one")
    catalogue.set("code", "two")
    assert catalogue.setting("code") == "two"
    catalogue.set("code", None)
    assert catalogue.setting("code") is None


def test_an_update_is_kept_once_and_worked_on_in_the_order_of_its_chat(catalogue):
    inbox = catalogue.inbox
    updates = [Update(3, 7, "c"), Update(1, 7, "a"), Update(2, 8, "b"), Update(4, None, "d")]
    assert inbox.put(updates) == 4
    assert inbox.put([Update(1, 7, "again"), Update(5, 8, "e")]) == 1
    assert inbox.put([]) == 0
    assert [u.update_id for u in inbox.next()] == [1, 2, 4]
    assert [u.update_id for u in inbox.next(busy=[7, None])] == [2]
    assert inbox.next(busy=[7, 8, None]) == []
    inbox.done(1)
    assert inbox.next(limit=1) == [Update(2, 8, "b")]
    assert [u.update_id for u in inbox.next(busy=[8])] == [3, 4]
    assert inbox.waiting() == 4
    inbox.done(2, 3, 5)
    assert [u.update_id for u in inbox.next()] == [4]


def test_an_update_that_is_done_stays_known_and_its_words_do_not(catalogue):
    catalogue.inbox.put([Update(1, 7, "a secret")])
    catalogue.inbox.done(1)
    assert catalogue.inbox.put([Update(1, 7, "a secret")]) == 0
    with catalogue._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT payload FROM inbox").scalars().all() == [""]


def test_ids_of_updates_are_forgotten_when_they_are_old(place):
    now = [datetime(2031, 3, 4, tzinfo=UTC)]
    catalogue = Catalogue(place, clock=lambda: now[0])
    catalogue.inbox.put([Update(1, 7, "a"), Update(2, 7, "b"), Update(3, 7, "c")])
    catalogue.inbox.done(1)
    now[0] += timedelta(days=3)
    catalogue.inbox.done(2)
    assert catalogue.inbox.forget("2031-03-06T00:00:00+00:00") == 1
    assert catalogue.inbox.put([Update(1, 7, "a"), Update(2, 7, "b")]) == 1
    catalogue.close()


def test_moderators_come_and_go_by_number(place):
    at = "2031-03-04T00:00:00+00:00"
    catalogue = Catalogue(place, clock=lambda: datetime.fromisoformat(at))
    people = catalogue.moderators
    people.put(7, "owner")
    people.put(5_000_000_000, "moderator", by=7)
    people.put(5_000_000_000, "owner", by=7)
    assert people.get(7) == Moderator(7, "owner", at, None)
    assert people.all() == [people.get(7), Moderator(5_000_000_000, "owner", at, 7)]
    assert people.remove(7)
    assert not people.remove(7)
    assert people.get(7) is None
    catalogue.close()


def test_vectors_of_another_model_are_known_and_replaced(catalogue):
    catalogue.put([entry(), entry(report("b"), model="other:4")])
    assert catalogue.vectors.models() == {"model:4", "other:4"}
    ids = catalogue.vectors.of_other_models("model:4")
    assert [title for _, title, _ in catalogue.vectors.words(ids)] == ["Oil in Velmar"]
    catalogue.vectors.replace(ids, np.ones((1, 4)), "model:4")
    assert catalogue.vectors.models() == {"model:4"}
    (batch,) = catalogue.vectors.batches(ids)
    assert batch.matrix.tolist() == [[1, 1, 1, 1]]


def test_articles_of_another_attribution_are_known_and_renewed_where_they_are(catalogue):
    catalogue.put([entry(), entry(report("gone"))])
    catalogue.remove(["gone"])
    assert catalogue.analysed_otherwise("rules:1") == []
    assert catalogue.analysed_otherwise("rules:2") == ["gone", "spill"]
    new = [
        replace(entry(each, CLAIMS[:1]), analysed_by="rules:2")
        for each in (report(), report("gone"))
    ]
    change = catalogue.renew(new)
    assert catalogue.analysed_otherwise("rules:2") == []
    assert catalogue.claims("spill") == [CLAIMS[0]]
    assert catalogue.revisions("spill") == []
    assert [each.id for each in catalogue.removed()] == ["gone"]
    assert set(change.entered.ids) == catalogue.vectors.ids()
    assert not catalogue.lexical_differs()
    assert catalogue.restore(["gone"]).entered.keys == [("gone", 0)]
    assert catalogue.claims("gone") == [CLAIMS[0]]


def test_every_commit_is_synced_to_the_disk_and_foreign_keys_hold(tmp_path):
    catalogue = Catalogue(tmp_path / "c.sqlite")
    with catalogue._database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "synchronous": 2,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": embedded.BUSY_MS,
    }
    catalogue.close()


def test_threads_write_and_read_side_by_side(catalogue):
    failures = []

    def work(number):
        try:
            for step in range(5):
                catalogue.put([entry(report(f"{number}-{step}"))])
                catalogue.inbox.put([Update(number * 10 + step, number, "x")])
                assert catalogue.lexical("oil", 3)
                assert catalogue.article(f"{number}-{step}")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert catalogue.count()[0] == 30
    assert catalogue.inbox.waiting() == 30


def test_the_migrations_make_the_schema_that_the_code_has(catalogue):
    with catalogue._database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    own = ("passages_fts", "sendings")  # of one database only, or of its own kind
    ours = [each for each in differences if not any(name in str(each) for name in own)]
    assert ours == []


def test_the_newest_migration_is_the_one_that_the_code_expects():
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [engine.HEAD]


def test_a_catalogue_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "c.sqlite"
    Catalogue(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreDamaged, match="newer accordingto"):
        Catalogue(path)


def test_a_file_that_is_no_database_is_called_damaged(tmp_path):
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database at all " * 200)
    with pytest.raises(StoreDamaged, match="restore it from a backup"):
        Catalogue(path)


def test_a_catalogue_that_was_torn_is_not_sound(tmp_path):
    path = tmp_path / "c.sqlite"
    catalogue = Catalogue(path)
    catalogue.put([entry(report(str(n))) for n in range(200)])
    catalogue.close()
    content = bytearray(path.read_bytes())
    # The schema, which is read on opening, stands in the first pages.
    for place in range(len(content) * 3 // 4, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(content)
    torn = Catalogue(path)
    assert not torn.is_sound()
    torn.close()


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(AccordingToError, match="cannot be written"):
        Catalogue(tmp_path / "nowhere" / "c.sqlite")
