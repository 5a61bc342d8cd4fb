"""What people and groups want, and the clock of quiet hours."""

from datetime import UTC, datetime

import pytest
from bot_fakes import new_catalogue

from bot.preferences import (
    Asking,
    Personal,
    Place,
    Preferences,
    QuietHours,
    Rules,
    UnknownZone,
    clock,
    quiet_hours,
)
from corpus.catalogue import Catalogue

BERLIN = QuietHours("22:00", "07:00", "Europe/Berlin")


@pytest.fixture
def preferences():
    return Preferences(new_catalogue())


def test_who_never_said_anything_has_the_defaults(preferences):
    assert preferences.person(7) == Personal()
    assert preferences.person(None) == Personal()
    assert preferences.group(-7) == Rules()


def test_what_was_chosen_is_kept_in_the_catalogue(tmp_path):
    catalogue = Catalogue(tmp_path / "c.sqlite")
    Preferences(catalogue).set_person(7, size=8, language="ar")
    Preferences(catalogue).set_group(-7, asking=Asking.ADMINS, place=Place.PRIVATE, quiet=BERLIN)
    catalogue.close()
    again = Preferences(Catalogue(tmp_path / "c.sqlite"))
    assert again.person(7) == Personal("ar", 8)
    assert again.group(-7) == Rules(None, Asking.ADMINS, Place.PRIVATE, BERLIN)
    assert isinstance(again.group(-7).asking, Asking)


def test_a_change_leaves_the_rest_as_it_is(preferences):
    preferences.set_person(7, size=3)
    assert preferences.set_person(7, drafts=False) == Personal(None, 3, True, False)


def test_a_group_that_moves_takes_its_rules_with_it_once(preferences):
    preferences.set_group(-7, language="ru")
    preferences.move_group(-7, -1007)
    preferences.move_group(-7, -1007)
    assert preferences.group(-1007).language == "ru"
    assert preferences.group(-7) == Rules()


@pytest.mark.parametrize(
    ("utc", "ends"),
    [
        ("2031-01-05T20:59", None),
        ("2031-01-05T21:00", "2031-01-06T07:00+01:00"),
        ("2031-01-06T05:59", "2031-01-06T07:00+01:00"),
        ("2031-01-06T06:00", None),
        # In summer Berlin is two hours ahead.
        ("2031-07-05T20:30", "2031-07-06T07:00+02:00"),
    ],
)
def test_quiet_hours_are_those_of_the_zone_over_midnight(utc, ends):
    found = BERLIN.ends(datetime.fromisoformat(utc).replace(tzinfo=UTC))
    assert (found and found.isoformat("T", "minutes")) == ends


def test_quiet_hours_within_a_day_end_on_it():
    siesta = QuietHours("13:00", "15:00", "UTC")
    assert siesta.ends(datetime(2031, 1, 5, 14, tzinfo=UTC)) == datetime(2031, 1, 5, 15, tzinfo=UTC)
    assert siesta.ends(datetime(2031, 1, 5, 15, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("22:00-07:00 Europe/Berlin", BERLIN),
        ("22-7 berlin", BERLIN),
        ("22:00–7:00 europe/berlin", BERLIN),
        ("9:30-10:15", QuietHours("09:30", "10:15", "UTC")),
        ("23-6 New York", QuietHours("23:00", "06:00", "America/New_York")),
        ("at night", None),
        ("25-26 UTC", None),
        ("7-7", None),
        ("", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(words, hours):
    assert quiet_hours(words) == hours


def test_the_zone_of_before_stays_where_none_is_named():
    assert quiet_hours("1-2", "Asia/Tokyo") == QuietHours("01:00", "02:00", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("zone", "near"), [("Europe/Berln", "Europe/Berlin"), ("Qqqqqqq", None), ("../etc/x", None)]
)
def test_a_zone_that_there_is_not_is_named_with_one_that_is_near(zone, near):
    with pytest.raises(UnknownZone) as unknown:
        quiet_hours(f"1-2 {zone}")
    assert (unknown.value.zone, unknown.value.near) == (zone, near)


@pytest.mark.parametrize(
    ("words", "time"),
    [("7", "07:00"), ("00:00", "00:00"), ("23:59", "23:59"), ("24", None), ("1:60", None)],
)
def test_a_time_of_day_is_read(words, time):
    assert clock(words) == time
