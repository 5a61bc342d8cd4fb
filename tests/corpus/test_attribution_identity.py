"""Which names of different articles are one source."""

from __future__ import annotations

import pytest

from corpus.attribution.identity import identify, key
from corpus.attribution.likeness import alike, may_be_one
from corpus.model import Article, Identity, Source, SourceKind


def body(name: str) -> Source:
    return Source(name, SourceKind.ORGANISATION)


def person(name: str) -> Source:
    return Source(name, SourceKind.PERSON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway's Defense Ministry", "Norwegian Ministry of Defence"),
        ("Norway's Defense Ministry", "Norwegian Defence Ministry"),
        ("Norway's Defense Ministry", "the Ministry of Defence of Norway"),
        ("Foreign Ministry", "Ministry of Foreign Affairs"),
        ("Harrow Foods Inc", "Harrow Foods"),
        ("The Salt Coast Union", "Salt Coast Union"),
        ("U.S. Forest Department", "US Forest Department"),
        ("Fenn & Lowe", "Fenn and Lowe"),
    ],
)
def test_spellings_of_one_body_have_one_key(one: str, other: str) -> None:
    assert key(body(one)) == key(body(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway's Defense Ministry", "Denmark's Defense Ministry"),
        ("Norway's Defense Ministry", "Norway's Interior Ministry"),
        ("Defense Ministry", "Norway's Defense Ministry"),
        ("Oslo", "Norway"),
    ],
)
def test_different_bodies_stay_apart(one: str, other: str) -> None:
    assert key(body(one)) != key(body(other))
    assert not may_be_one(body(one), body(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Orla B. Tennick", "Orla Tennick"),
        ("Sir Toby Marl KC", "Toby Marl"),
        ("Inés Quille", "Ines Quille"),
        ("Naji al-Marouf", "Naji Al-Marouf"),
    ],
)
def test_titles_initials_and_accents_do_not_part_a_person(one: str, other: str) -> None:
    assert key(person(one)) == key(person(other))


def test_an_initial_may_stand_for_the_first_name() -> None:
    assert may_be_one(person("O. Tennick"), person("Orla Tennick"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Orla Tennick", "Piers Tennick"), ("Tennick", "Orla Tennick"), ("Orla Tennick", "Orla Marl")],
)
def test_people_of_one_surname_are_never_merged(one: str, other: str) -> None:
    assert key(person(one)) != key(person(other))
    assert not may_be_one(person(one), person(other))


def test_a_person_is_no_organisation_of_the_same_name() -> None:
    assert key(person("Harrow")) != key(body("Harrow"))


def test_an_acronym_may_be_its_organisation() -> None:
    assert may_be_one(body("SCU"), body("Salt Coast Union"))
    assert not may_be_one(body("SCU"), body("Salt Coast Authority"))


def test_one_name_of_two_kinds_may_be_one() -> None:
    assert may_be_one(person("Harrow Foods"), body("Harrow Foods"))
    assert not may_be_one(person("Harrow"), body("Harrow"))


def test_those_of_a_corpus_that_may_be_one_are_paired() -> None:
    sources = [body("SCU"), person("O. Tennick"), body("Salt Coast Union"), person("Orla Tennick")]
    assert alike([*sources, person("Tennick"), body("Salt Coast Authority")]) == [(0, 2), (1, 3)]


def report(text: str, id_: str = "a", outlet: str = "Northern Courier", title: str = "") -> Article:
    return Article(id_, title, text, outlet)


def identity(source: Source, article: Article) -> Identity:
    return identify(article, [source])[source]


HERE = report("The road was closed.", "here")
THERE = report("The school was shut.", "there")
GENERIC = (
    "police", "the council", "the ministry", "the company", "authorities", "Officials",
    "city council", "news outlets", "Minneapolis-based company", "his office", "some hospitals",
    "the government", "Transport Department", "governor’s office", "Tallow’s campaign",
    "Harrow Foods chief", "Video",
)  # fmt: skip


@pytest.mark.parametrize("name", GENERIC)
def test_a_body_of_common_words_is_another_one_in_another_article(name: str) -> None:
    assert identity(body(name), HERE).key != identity(body(name), THERE).key
    assert identity(body(name), HERE).key == identity(body(name), HERE).key


@pytest.mark.parametrize(
    "name",
    [
        "Aldery Borough Council",
        "Aldery police",
        "Norwegian government",
        "Norway’s foreign ministry",
        "Salt Coast Union",
        "Teller County Council",
        "National Transport Safety Board",
        "University of Velm",
        "Dunmore Rangers",
        "The Northern Courier",
        "SCU",
        "Kremlin",
    ],
)
def test_a_body_whose_name_tells_which_is_one_over_all_articles(name: str) -> None:
    assert identity(body(name), HERE).key == identity(body(name), THERE).key


def test_the_police_of_one_dateline_are_one_and_those_of_another_are_others() -> None:
    aldery = report("ALDERY, April 2 — A bridge fell, police said.", "1")
    again = report("ALDERY (Coast Press) - Two were held, police said.", "2")
    port = report("PORT VELM — A ship sank, police said.", "3")
    one, two, three = (identity(body("police"), each) for each in (aldery, again, port))
    assert one == two
    assert one.place == "Aldery"
    assert three.place == "Port Velm"
    assert one.key != three.key
    assert one.key == identity(body("Aldery Police"), HERE).key


def test_the_name_of_an_agency_is_no_dateline() -> None:
    assert identity(body("police"), report("CNN — Two were held.", outlet="CNN")).place is None
    found = identity(body("police"), report("COURIER — Two.", outlet="The Courier"))
    assert found.place is None


def test_a_ministry_is_that_of_the_only_country_in_the_article() -> None:
    norway = report("A Norwegian ship sank off Norway, the Defence Ministry said.")
    known = identity(body("Norway's Ministry of Defence"), HERE)
    assert identity(body("Defence Ministry"), norway).key == known.key
    both = report("Norway and Denmark signed, the Defence Ministry said.")
    assert identity(body("Defence Ministry"), both).key != known.key


def test_a_ministry_in_an_article_without_countries_is_that_of_its_outlet() -> None:
    ours, same, theirs = (
        identity(body("Ministry of Ports"), report("Boats stayed in.", str(n), outlet))
        for n, outlet in enumerate(("Courier", "The Courier", "Observer"))
    )
    assert ours.key == same.key != theirs.key


def test_a_bare_surname_belongs_to_its_article() -> None:
    assert identity(person("Tennick"), HERE).key != identity(person("Tennick"), THERE).key
    assert identity(person("Tennick"), HERE).key != identity(person("Orla Tennick"), HERE).key


def test_a_reigning_name_is_whole() -> None:
    title = Source("Anselm", SourceKind.PERSON, "pope")
    assert identity(title, HERE).key == identity(person("Pope Anselm"), THERE).key


def test_father_and_son_are_two() -> None:
    assert key(person("Toby Marl Jr.")) != key(person("Toby Marl"))


@pytest.mark.parametrize("kind", [SourceKind.UNNAMED, SourceKind.DOCUMENT])
def test_unnamed_sources_and_described_documents_belong_to_their_article(kind: SourceKind) -> None:
    source = Source("two officials", kind)
    assert identity(source, HERE).key != identity(source, THERE).key


def test_a_document_with_a_title_is_one_over_all_articles() -> None:
    source = Source("Salt Coast Charter", SourceKind.DOCUMENT)
    assert identity(source, HERE).key == identity(source, THERE).key


@pytest.mark.parametrize(
    "name", ["The Northern Courier", "Northern Courier", "NorthernCourier.com"]
)
def test_an_outlet_is_one_under_its_variants(name: str) -> None:
    known = identity(Source("The Northern Courier", SourceKind.OUTLET), HERE)
    assert identity(Source(name, SourceKind.OUTLET), THERE) == known


def test_a_capital_and_its_government_are_linked_and_two() -> None:
    capital, ruled = identity(body("Oslo"), HERE), identity(body("Norwegian government"), HERE)
    assert capital.key != ruled.key
    assert capital.link == ruled.link is not None
    assert identity(body("Harrow"), HERE).link is None


def test_people_of_one_name_differ_in_calling_and_country_or_in_the_initial() -> None:
    def traits(name: str, role: str | None) -> dict[str, str]:
        return dict(identity(Source(name, SourceKind.PERSON, role), HERE).traits)

    assert traits("Toby Marl", "Norwegian minister") == {"calling": "politics norway"}
    assert traits("Toby B. Marl", None) == {"initial": "b"}
    assert traits("Toby Marl", "minister") == {}


def test_the_adjective_of_a_country_in_no_list_is_that_country() -> None:
    assert key(body("Kesteria's Defence Ministry")) == key(body("Kesterian Ministry of Defense"))
