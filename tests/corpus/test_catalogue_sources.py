"""Sources over articles: told apart, merged, split, renamed, and all that undone."""

import sqlite3
from datetime import UTC, datetime

import numpy as np
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from corpus.attribution import identity
from corpus.catalogue import (
    Catalogue,
    Delivery,
    Entry,
    Verdict,
    Wish,
    decided,
    engine,
    unmended,
)
from corpus.errors import AccordingToError, NotFound
from corpus.model import Article, Claim, Identity, Source, SourceKind, Span
from corpus.passages import divide

PERSON, BODY = SourceKind.PERSON, SourceKind.ORGANISATION
PORTS = Source("Norway's Ministry of Ports", BODY)
ABBREVIATED = Source("Portmin", BODY)
SMITH = Source("Ana Toric", PERSON, "harbour master")
AT = datetime(2031, 3, 4, tzinfo=UTC)


def entry(id_, *sources, text=None, day="2031-03-04", outlet="Courier"):
    lines = [f"Number {n} was said by {source.name}." for n, source in enumerate(sources)]
    text = text or "\n\n".join(lines)
    article = Article(id_, f"Report {id_}", text, outlet, published_at=day)
    claims = [
        Claim(source, (Span(0, n + 2),), Span(0, min(len(text), 20)), mention=Span(0, 3))
        for n, source in enumerate(sources)
    ]
    passages = divide(article, [Span(0, len(text))], claims)
    return Entry(article, claims, passages, np.ones((len(passages), 2), np.float32), "m:2", "r:1")


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place, identity=identity.identify, clock=lambda: AT)
    yield catalogue
    catalogue.close()


def names(catalogue):
    return {source.name: source.claims for source in catalogue.sources()}


def id_of(catalogue, name):
    (found,) = [each.id for each in catalogue.sources() if each.name == name]
    return found


def test_the_police_of_two_articles_are_two_entries(catalogue):
    police = Source("police", BODY)
    catalogue.put([entry("a", police), entry("b", police)])
    assert [(each.name, each.articles) for each in catalogue.sources()] == [("police", 1)] * 2
    assert catalogue.speakers("a")[police].id != catalogue.speakers("b")[police].id


def test_the_police_of_one_dateline_are_one_entry_with_its_place(catalogue):
    police = Source("police", BODY)
    text = "ALDERY — Two were held, police said."
    catalogue.put([entry("a", police, text=text), entry("b", police, text=text)])
    (found,) = catalogue.sources()
    assert (found.name, found.place, found.articles) == ("police", "Aldery", 2)


def test_two_people_of_one_name_in_other_callings_and_countries_are_two(catalogue):
    minister = Source("Toby Marl", PERSON, "Norwegian minister")
    striker = Source("Toby Marl", PERSON, "Danish striker")
    plain = Source("Toby Marl", PERSON)
    catalogue.put([entry("a", minister), entry("b", striker), entry("c", plain)])
    found = {each.role: each.articles for each in catalogue.sources()}
    assert found == {"Norwegian minister": 2, "Danish striker": 1}


def test_one_person_may_change_offices(catalogue):
    roles = ("Norwegian minister", "Norwegian senator", "envoy to Denmark", None)
    people = [Source("Toby Marl", PERSON, role) for role in roles]
    catalogue.put([entry(str(n), each) for n, each in enumerate(people)])
    assert [each.articles for each in catalogue.sources()] == [4]


def test_people_with_other_middle_initials_are_two(catalogue):
    one, other = Source("Toby A. Marl", PERSON), Source("Toby B. Marl", PERSON)
    catalogue.put([entry("a", one), entry("b", other), entry("c", other)])
    assert names(catalogue) == {"Toby A. Marl": 1, "Toby B. Marl": 2}


def test_a_capital_is_linked_to_its_government(catalogue):
    catalogue.put([entry("a", Source("Oslo", BODY), Source("Norwegian government", BODY))])
    one, other = catalogue.sources()
    assert one.linked == (other.id,)
    assert other.linked == (one.id,)


def test_a_merge_holds_for_what_is_there_and_for_what_comes(catalogue):
    catalogue.put([entry("a", PORTS), entry("b", ABBREVIATED)])
    kept, gone = id_of(catalogue, PORTS.name), id_of(catalogue, "Portmin")
    decision = catalogue.source_desk.decide(Wish(Verdict.MERGE, kept, gone), by="user 7")
    assert (decision.what, decision.made_by) == (Verdict.MERGE, "user 7")
    assert decision.made_at == "2031-03-04T00:00:00+00:00"
    catalogue.put([entry("c", ABBREVIATED)])
    (found,) = catalogue.sources()
    assert (found.id, found.name, found.claims) == (kept, PORTS.name, 3)
    assert found.variants == (PORTS.name, "Portmin")
    assert [each.id for each in catalogue.find_sources("portmin")] == [kept]
    assert catalogue.claims("b")[0].source == ABBREVIATED  # as its own article names it


def test_a_merge_that_is_undone_leaves_everything_as_it_was(catalogue):
    catalogue.put([entry("a", PORTS), entry("b", ABBREVIATED, day="2031-03-05")])
    before = catalogue.sources()
    kept, gone = id_of(catalogue, PORTS.name), id_of(catalogue, "Portmin")
    decision = catalogue.source_desk.decide(Wish(Verdict.MERGE, kept, gone), by="user 7")
    undone = catalogue.source_desk.undo(decision.id, by="user 8")
    assert catalogue.sources() == before
    assert (undone.undone_by, undone.undone_at) == ("user 8", decision.made_at)
    assert catalogue.source_desk.all() == [undone]
    with pytest.raises(NotFound, match="no decision 1 that could be undone"):
        catalogue.source_desk.undo(decision.id, by="user 8")


def test_the_name_of_the_one_that_is_kept_stays_however_full_the_other_is(catalogue):
    full = Source("Ministry of Ports of the Kingdom of Norway", BODY)
    catalogue.put([entry("a", ABBREVIATED), entry("b", full)])
    catalogue.source_desk.decide(
        Wish(Verdict.MERGE, id_of(catalogue, "Portmin"), id_of(catalogue, full.name)), by="x"
    )
    catalogue.put([entry("c", full)])
    assert names(catalogue) == {"Portmin": 3}


def test_a_name_is_split_off_and_stays_so_when_its_articles_come_again(catalogue):
    other = Source("the Norwegian Ministry of Ports", BODY)
    both = entry("a", PORTS), entry("b", other)
    catalogue.put(both)
    assert len(catalogue.sources()) == 1
    merged = catalogue.sources()[0].id
    catalogue.source_desk.decide(Wish(Verdict.SPLIT, merged, names=(other.name,)), by="x")
    assert names(catalogue) == {PORTS.name: 1, other.name: 1}
    catalogue.put(both)
    assert names(catalogue) == {PORTS.name: 1, other.name: 1}


def test_a_namesake_is_split_off_by_the_articles_that_quote_it(catalogue):
    catalogue.put([entry("a", SMITH), entry("b", SMITH), entry("c", SMITH)])
    wish = Wish(
        Verdict.SPLIT, id_of(catalogue, "Ana Toric"), articles=("b",), name="Ana Toric (skipper)"
    )
    decision = catalogue.source_desk.decide(wish, by="x")
    assert names(catalogue) == {"Ana Toric": 2, "Ana Toric (skipper)": 1}
    assert catalogue.speakers("b")[SMITH].name == "Ana Toric (skipper)"
    catalogue.source_desk.undo(decision.id, by="x")
    assert names(catalogue) == {"Ana Toric": 3}


def test_what_a_wish_would_change_is_foreseen_and_nothing_is_changed(catalogue):
    catalogue.put([entry("a", SMITH), entry("b", SMITH), entry("c", SMITH)])
    one = id_of(catalogue, "Ana Toric")
    wish = Wish(Verdict.SPLIT, one, articles=("b",), name="Ana Toric (skipper)")
    effect = catalogue.source_desk.foresee(wish)
    assert {each.name: each.claims for each in effect.before} == {"Ana Toric": 3}
    assert {each.name: each.claims for each in effect.after} == {
        "Ana Toric": 2,
        "Ana Toric (skipper)": 1,
    }
    assert names(catalogue) == {"Ana Toric": 3}
    assert catalogue.source_desk.all() == []
    with pytest.raises(NotFound, match="not quoted in an article z"):
        catalogue.source_desk.foresee(Wish(Verdict.SPLIT, one, articles=("z",)))


def test_what_was_merged_can_be_split_off_merged_again_and_all_undone_in_any_order(catalogue):
    catalogue.put([entry("a", PORTS), entry("b", ABBREVIATED)])
    desk = catalogue.source_desk
    kept = id_of(catalogue, PORTS.name)
    first = desk.decide(Wish(Verdict.MERGE, kept, id_of(catalogue, "Portmin")), by="x")
    second = desk.decide(Wish(Verdict.SPLIT, kept, names=("Portmin",)), by="x")
    assert names(catalogue) == {PORTS.name: 1, "Portmin": 1}
    third = desk.decide(Wish(Verdict.MERGE, kept, id_of(catalogue, "Portmin")), by="x")
    assert names(catalogue) == {PORTS.name: 2}
    desk.undo(second.id, by="x")
    assert names(catalogue) == {PORTS.name: 2}
    desk.undo(first.id, by="x")
    assert names(catalogue) == {PORTS.name: 1, "Portmin": 1}
    desk.undo(third.id, by="x")
    assert names(catalogue) == {PORTS.name: 1, "Portmin": 1}


def test_a_name_that_was_decided_on_stays_and_is_found(catalogue):
    catalogue.put([entry("a", ABBREVIATED)])
    decision = catalogue.source_desk.decide(
        Wish(Verdict.RENAME, id_of(catalogue, "Portmin"), name=" Port  office "), by="x"
    )
    catalogue.put([entry("b", ABBREVIATED)])
    assert names(catalogue) == {"Port office": 2}
    assert [each.name for each in catalogue.find_sources("port office")] == ["Port office"]
    catalogue.source_desk.undo(decision.id, by="x")
    assert names(catalogue) == {"Portmin": 2}


def test_what_makes_no_sense_is_refused_and_changes_nothing(catalogue):
    catalogue.put([entry("a", PORTS)])
    desk, one = catalogue.source_desk, id_of(catalogue, PORTS.name)
    with pytest.raises(AccordingToError, match="one source already"):
        desk.decide(Wish(Verdict.MERGE, one, one), by="x")
    with pytest.raises(NotFound, match="no source 99"):
        desk.decide(Wish(Verdict.MERGE, one, 99), by="x")
    with pytest.raises(NotFound, match="does not go by Portmin"):
        desk.decide(Wish(Verdict.SPLIT, one, names=("Portmin",)), by="x")
    with pytest.raises(NotFound, match="not quoted in an article z"):
        desk.decide(Wish(Verdict.SPLIT, one, articles=("z",)), by="x")
    with pytest.raises(AccordingToError, match="Say which"):
        desk.decide(Wish(Verdict.SPLIT, one), by="x")
    with pytest.raises(AccordingToError, match="rename it"):
        desk.decide(Wish(Verdict.SPLIT, one, names=(PORTS.name,)), by="x")
    with pytest.raises(AccordingToError, match="letters"):
        desk.decide(Wish(Verdict.RENAME, one, name=" ! "), by="x")
    assert desk.all() == []
    assert names(catalogue) == {PORTS.name: 1}


def test_decisions_follow_sources_that_another_version_identifies_otherwise(place):
    old = Catalogue(place, identity=lambda _, found: {each: Identity(each.name) for each in found})
    old.put([entry("a", PORTS), entry("b", ABBREVIATED), entry("c", SMITH)])
    old.source_desk.decide(
        Wish(Verdict.MERGE, id_of(old, PORTS.name), id_of(old, "Portmin")), by="x"
    )
    old.close()
    new = Catalogue(place, identity=identity.identify)
    new.identify_anew()
    assert names(new) == {PORTS.name: 2, "Ana Toric": 1}
    new.put([entry("d", ABBREVIATED)])
    assert names(new) == {PORTS.name: 3, "Ana Toric": 1}
    new.close()


def test_sources_identified_anew_are_those_of_a_fresh_catalogue(catalogue, tmp_path):
    police = Source("police", BODY)
    entries = [entry("a", police, SMITH), entry("b", police, PORTS), entry("c", SMITH)]
    coarse = Catalogue(tmp_path / "coarse.sqlite", clock=lambda: AT)
    coarse.put(entries)
    assert len(coarse.sources()) == 3
    coarse.close()
    again = Catalogue(tmp_path / "coarse.sqlite", identity=identity.identify)
    again.identify_anew()
    catalogue.put(entries)
    told = [
        sorted((each.name, each.role, each.variants, each.claims) for each in one.sources())
        for one in (again, catalogue)
    ]
    assert told[0] == told[1]
    again.close()


def test_the_claims_of_a_source_come_a_page_at_a_time_the_latest_first(catalogue):
    catalogue.put([entry(day, SMITH, day=f"2031-03-0{day}") for day in "132"])
    one = id_of(catalogue, "Ana Toric")
    said = catalogue.claims_of(one)
    assert [article.id for article, _ in said] == ["3", "2", "1"]
    assert {claim.source for _, claim in said} == {SMITH}
    assert catalogue.claims_of(one, limit=1, offset=1) == said[1:2]
    catalogue.remove(["2"])
    assert [article.id for article, _ in catalogue.claims_of(one)] == ["3", "1"]


def test_outlets_are_counted_and_one_under_the_ways_they_are_written(catalogue):
    outlets = ["The Courier", "Courier", "Courier", "Observer"]
    catalogue.put([entry(str(n), SMITH, outlet=outlet) for n, outlet in enumerate(outlets)])
    assert catalogue.outlets() == [("Courier", 3), ("Observer", 1)]
    assert catalogue.extent().outlets == ("Courier", "Observer")
    assert len(catalogue.latest(2)) == 2


def test_a_source_is_chosen_by_its_number_or_its_name_alone(catalogue):
    long = Source("Portmin Staff Union", BODY)
    catalogue.put([entry("a", ABBREVIATED, long)])
    one = id_of(catalogue, "Portmin")
    assert [each.id for each in catalogue.choose_sources(str(one))] == [one]
    assert [each.id for each in catalogue.choose_sources("PORTMIN")] == [one]
    assert [each.name for each in catalogue.choose_sources("union")] == [long.name]
    assert catalogue.choose_sources("99") == []


def test_a_catalogue_of_the_version_before_keeps_its_sources_and_claims(tmp_path):
    path = tmp_path / "c.sqlite"
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    with sqlite3.connect(path) as file:
        file.execute(
            "INSERT INTO articles (id, revision, digest, title, text, outlet, captions,"
            " analysed_by, added_at)"
            " VALUES ('a', 1, 'd', 'T', 'Ana Toric spoke.', 'C', '[]', 'r', '')"
        )
        file.execute(
            "INSERT INTO sources (id, key, name, kind)"
            " VALUES (5, 'person:ana', 'Ana Toric', 'person')"
        )
        file.execute("INSERT INTO source_variants VALUES (5, 'Ana Toric', 'ana toric')")
        file.execute(
            "INSERT INTO claims (article_id, ordinal, source_id, source_name, source_kind, content,"
            " sentence_start, sentence_end, stance, confidence, source_confidence) VALUES"
            " ('a', 0, 5, 'Ana Toric', 'person', '[[0, 3]]', 0, 16, 'asserts', 1.0, 1.0)"
        )
    catalogue = Catalogue(path, identity=identity.identify)
    (found,) = catalogue.sources()
    assert (found.id, found.name, found.claims) == (5, "Ana Toric", 1)
    catalogue.identify_anew()
    assert names(catalogue) == {"Ana Toric": 1}
    assert catalogue.source_desk.all() == []
    catalogue.close()


def test_what_shows_an_article_is_due_when_its_sources_were_decided_on_and_nothing_else_is(
    catalogue,
):
    catalogue.put([entry("a", PORTS), entry("b", ABBREVIATED), entry("c", SMITH)])

    def states():
        found = catalogue.histories.of(["a", "b", "c"])
        return [found[id_].state for id_ in ("a", "b", "c")]

    before = states()
    for number, id_ in enumerate(("a", "b", "c")):
        catalogue.deliveries.put(Delivery({}, 7 + number, (1,)), {id_: before[number]})
    assert catalogue.deliveries.due() == []
    kept, gone = id_of(catalogue, PORTS.name), id_of(catalogue, "Portmin")
    merged = catalogue.source_desk.decide(Wish(Verdict.MERGE, kept, gone), by="x")
    one = states()
    assert {each.chat_id for each in catalogue.deliveries.due()} == {7, 8}
    catalogue.source_desk.decide(Wish(Verdict.RENAME, kept, name="Ports of Norway"), by="x")
    two = states()
    catalogue.source_desk.undo(merged.id, by="x")
    assert {each[2] for each in (before, one, two, states())} == {before[2]}
    assert all(len({before[n], one[n], two[n], states()[n]}) == 4 for n in (0, 1))
    assert [decided(each) for each in before] == ["", "", ""]
    assert list(map(bool, map(decided, two))) == [True, True, False]
    assert list(map(unmended, two)) == before
