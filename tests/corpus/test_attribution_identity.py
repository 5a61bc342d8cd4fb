"""Which names of different articles are one source."""

from __future__ import annotations

import pytest

from corpus.attribution.identity import government, key, same_source
from corpus.model import Source, SourceKind


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
    assert same_source(body(one), body(other))


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
    assert not same_source(body(one), body(other))


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
    assert same_source(person("O. Tennick"), person("Orla Tennick"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Orla Tennick", "Piers Tennick"), ("Tennick", "Orla Tennick"), ("Orla Tennick", "Orla Marl")],
)
def test_people_of_one_surname_are_never_merged(one: str, other: str) -> None:
    assert key(person(one)) != key(person(other))
    assert not same_source(person(one), person(other))


def test_a_person_is_no_organisation_of_the_same_name() -> None:
    assert key(person("Harrow")) != key(body("Harrow"))


def test_an_acronym_is_its_organisation() -> None:
    assert same_source(body("SCU"), body("Salt Coast Union"))
    assert not same_source(body("SCU"), body("Salt Coast Authority"))


def test_a_capital_is_linked_to_its_government_and_stays_itself() -> None:
    assert government(body("Oslo")) == "norway"
    assert government(body("Harrow")) is None
    assert government(person("Oslo")) is None
