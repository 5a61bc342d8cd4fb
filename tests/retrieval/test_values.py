"""Figures, dates and names as answers."""

import pytest

from retrieval.frames import Expects
from retrieval.values import days, figures, has_answer, other_values, same_day, same_figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("up to 40 guards", 40, "guard"),
        ("2.9 million vehicles", 2_900_000, "vehicl"),
        ("$1.65 billion", 1.65e9, "$"),
        ("a fine of €400m", 4e8, "$"),
        ("12,500 people", 12_500, "people"),
        ("twenty-five hostages", 25, "hostag"),
        ("13 percent", 13, "%"),
    ],
)
def test_a_figure_is_read_with_what_it_counts(text, value, unit):
    (figure,) = figures(text)
    assert figure.value == pytest.approx(value)
    assert figure.unit.split()[0].startswith(unit[:5])


def test_days_and_years_are_no_figures():
    assert figures("It opened on July 21, 2017, and closed in 2019.") == []


def test_rounded_figures_are_one():
    (a,), (b,), (c,) = figures("nearly 3 million"), figures("2.9 million"), figures("2 million")
    assert same_figure(a, b)
    assert not same_figure(a, c)


def test_a_vaguer_date_can_be_the_same_day():
    (exact,), (month,), (other,) = days("July 21, 2017"), days("July 2017"), days("July 1, 2007")
    assert same_day(exact, month)
    assert not same_day(exact, other)


@pytest.mark.parametrize(
    ("text", "expects", "has"),
    [
        ("It killed 12 guards.", Expects.NUMBER, True),
        ("It killed dozens.", Expects.NUMBER, True),
        ("It killed guards.", Expects.NUMBER, False),
        ("It cost $3 million.", Expects.MONEY, True),
        ("It cost 3 lives.", Expects.MONEY, False),
        ("It opened on Monday.", Expects.DATE, True),
        ("It opened late.", Expects.DATE, False),
        ("The prize went to Lena Orso.", Expects.PERSON, True),
        ("The prize went to nobody.", Expects.PERSON, False),
    ],
)
def test_the_type_asked_for_is_looked_for(text, expects, has):
    assert has_answer(text, expects, "What of the Orlen tunnel?") is has


def test_what_the_question_says_itself_is_no_answer():
    assert not has_answer("Lena Orso won.", Expects.PERSON, "Whom did Lena Orso beat?")


def test_sentences_equal_but_for_one_name_give_two_answers():
    swap = other_values(
        "Orso Shipping bought the ferry line in 2014.",
        "Vard Lines bought the ferry line in 2014.",
        "Who bought the ferry line?",
    )
    assert swap == ("Orso Shipping", "Vard Lines")


def test_sentences_about_different_things_give_none():
    swap = other_values(
        "Orso Shipping bought the ferry line in 2014.",
        "The ferry line was founded by two brothers.",
        "Who bought the ferry line?",
    )
    assert swap is None


def test_sentences_that_differ_in_what_is_done_do_not_differ_in_a_value():
    one = "The Orlec council has declared the fever a public emergency."
    other = "The Volmark assembly also recognises the fever a public emergency."
    assert other_values(one, other, "Who declared an emergency?") is None
