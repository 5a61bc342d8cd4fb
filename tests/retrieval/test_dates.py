"""The days that a question is about."""

from datetime import date

import pytest

from retrieval.dates import Period, period

TODAY = date(2031, 6, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 2030-05-04", date(2030, 5, 4), date(2030, 5, 4)),
        ("on May 4, 2030", date(2030, 5, 4), date(2030, 5, 4)),
        ("on the 4th of May 2030", date(2030, 5, 4), date(2030, 5, 4)),
        ("in Feb. 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("in 2030", date(2030, 1, 1), date(2030, 12, 31)),
        ("on 4 May", date(2031, 5, 4), date(2031, 5, 4)),
        ("on 4 July", date(2030, 7, 4), date(2030, 7, 4)),
        ("between 4 May 2030 and 9 May 2030", date(2030, 5, 4), date(2030, 5, 9)),
        ("since March 2030", date(2030, 3, 1), None),
        ("before March 3, 2030", None, date(2030, 3, 3)),
        ("yesterday", date(2031, 6, 14), date(2031, 6, 14)),
        ("this week", date(2031, 6, 8), date(2031, 6, 15)),
        ("in the last 3 days", date(2031, 6, 12), date(2031, 6, 15)),
    ],
)
def test_a_period_is_found(text, first, last):
    found = period(text, TODAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["who may resign", "on May 45, 2030", "", "13 soldiers marched"])
def test_what_is_no_date_gives_no_period(text):
    found = period(text, TODAY)
    assert found is None or found.first == date(2030, 1, 1)


def test_a_period_holds_its_first_and_last_day():
    span = Period(date(2030, 5, 4), date(2030, 5, 9))
    assert span.holds(date(2030, 5, 4))
    assert span.holds(date(2030, 5, 9))
    assert not span.holds(date(2030, 5, 10))


def test_a_period_without_an_end_holds_all_that_comes_after():
    assert Period(date(2030, 5, 4), None).holds(date(2099, 1, 1))
