"""What "how many" counts, and which figures of a text count it."""

import pytest

from retrieval.counting import counted, counting, is_typed
from retrieval.question import analyse


@pytest.mark.parametrize(
    "text",
    [
        "killing at least 31 people",
        "the number of dead at 31",
        "31 bodies had been identified",
        "the death toll rose to 31",
    ],
)
def test_the_dead_are_counted_in_many_words(text):
    wanted = counted("How many people died when the ferry sank?")
    assert [figure.value for figure in counting(text, wanted)] == [31]


def test_passengers_and_stalls_are_not_the_dead():
    wanted = counted("How many people were killed when the ferry capsized?")
    assert not counting("the ship was certified for 160 passengers", wanted)
    assert not counting("she feared for the 57 stalls", wanted)


def test_what_is_named_after_how_many_is_what_counts():
    wanted = counted("How many stalls are in the market hall?")
    assert [figure.value for figure in counting("57 stalls and 12 cellars", wanted)] == [57]


def test_every_figure_counts_where_the_question_does_not_tell():
    assert counted("By how much did the bank raise its rate?") == frozenset()
    assert len(counting("by 2 points to 5 per cent", frozenset())) == 2


def test_a_figure_of_the_question_itself_answers_nothing():
    question = "How many of the 160 passengers were saved?"
    assert not counting("160 passengers", counted(question), question)


def test_a_count_without_figures_is_of_the_type_that_is_asked_for():
    assert is_typed(analyse("How many tanks did they have?"), "dozens of tanks")
    assert not is_typed(analyse("How many tanks did they have?"), "50 fighters with tanks on top")
    assert not is_typed(analyse("How many tanks did they have?"), "tanks and machine guns")


def test_how_many_people_live_somewhere_asks_of_no_dead():
    assert counted("How many people now live in the valley?") == counted("How many people?")


def test_where_things_are_is_not_what_is_counted():
    assert counted("How many ships in Averland were laid up?") == {"ship"}


def test_what_became_of_those_counted_tells_what_is_counted():
    wanted = counted("How many people were injured?")
    assert [f.value for f in counting("23 workers were injured. And 4 ships sank", wanted)] == [23]
