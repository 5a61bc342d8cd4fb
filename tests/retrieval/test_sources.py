"""Which source a name means."""

import pytest

from corpus.model import Source, SourceKind
from retrieval.sources import mentioned, named

LEAGUE = Source("Lena al-Orso", SourceKind.PERSON, "spokeswoman for the league of rebel groups")
DEFENCE = Source("Vardania's Defense Ministry", SourceKind.ORGANISATION)


@pytest.mark.parametrize(
    ("wanted", "source"),
    [
        ("Orso", LEAGUE),
        ("al-Orso", LEAGUE),
        ("the rebels", LEAGUE),
        ("defence ministry", DEFENCE),
        ("Vardania", DEFENCE),
        ("Volodymyr Zelensky", Source("Volodymyr Zelenskyy", SourceKind.PERSON)),
    ],
)
def test_a_source_is_meant_by_its_name_or_role_in_some_spelling(wanted, source):
    assert named(wanted, source)


@pytest.mark.parametrize(
    ("wanted", "source"),
    [
        ("foreign ministry", DEFENCE),
        ("Syria", Source("Syrian Observatory", SourceKind.ORGANISATION)),
        ("the", DEFENCE),
        ("Orlov", LEAGUE),
    ],
)
def test_a_neighbour_is_not_meant(wanted, source):
    assert not named(wanted, source)


def test_initials_name_an_organisation_in_a_text():
    assert mentioned("Harbour Safety Agency", "The HSA closed the port.")
    assert not mentioned("Harbour Safety Agency", "The port was closed.")


def test_the_proper_part_of_a_description_is_enough():
    assert mentioned("price tracker Fuelwatch", "Fuelwatch expects higher prices.")
