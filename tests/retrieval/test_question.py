"""Questions taken apart: what is asked for, of whom, about when."""

from datetime import date

import pytest

from retrieval.frames import Expects, Kind
from retrieval.question import analyse


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Was there an attack on Monday?", Kind.YES_NO),
        ("After the storm, did the dam hold?", Kind.YES_NO),
        ("What does the Harbour Board say about the strike?", Kind.STATEMENTS),
        ("How did the union respond to the offer?", Kind.STATEMENTS),
        ("What is Orso's view of the treaty?", Kind.STATEMENTS),
        ("Who says the dam broke?", Kind.SAYERS),
        ("Who denies that the dam broke?", Kind.DENIERS),
        ("Do they agree on the number of dead?", Kind.AGREEMENT),
        ("Is the number of dead disputed?", Kind.AGREEMENT),
        ("Latest on the strike", Kind.LATEST),
        ("What's new in Arholm?", Kind.LATEST),
        ("What happened in Arholm on 5 May 2030?", Kind.EVENTS),
        ("Which minister resigned?", Kind.FACT),
        ("What did people say about it?", Kind.FACT),
    ],
)
def test_the_form_of_a_question_is_recognised(text, kind):
    assert analyse(text).kind is kind


@pytest.mark.parametrize(
    ("text", "kind", "query"),
    [
        ("Did the dam hold? Who denies that?", Kind.DENIERS, "the dam hold"),
        ("How many guards were killed? And who says so?", Kind.SAYERS, "guards were killed"),
        (
            "The ferry was overloaded. Who else confirms it?",
            Kind.SAYERS,
            "The ferry was overloaded",
        ),
        ("Did it sink? Who denies that? Who says so?", Kind.SAYERS, "it sink"),
    ],
)
def test_that_is_what_the_question_before_asks_about(text, kind, query):
    found = analyse(text)
    assert (found.kind, found.query, found.text) == (kind, query, text)


@pytest.mark.parametrize(
    ("text", "expects"),
    [
        ("How many guards were killed?", Expects.NUMBER),
        ("What percentage of voters stayed at home?", Expects.NUMBER),
        ("How much did the bridge cost?", Expects.MONEY),
        ("What would repairing the roof cost?", Expects.MONEY),
        ("What is the ticket price?", Expects.MONEY),
        ("What will rising costs mean for the port?", Expects.ANYTHING),
        ("When was the tunnel opened?", Expects.DATE),
        ("In which year was it founded?", Expects.DATE),
        ("Who resigned?", Expects.PERSON),
        ("Which country closed its border?", Expects.PLACE),
        ("The ferry sank on Monday. Where was it bound?", Expects.PLACE),
        ("Why was the strike called off?", Expects.REASON),
        ("What was banned?", Expects.ANYTHING),
        ("Did many die?", Expects.ANYTHING),
    ],
)
def test_the_type_of_the_answer_is_recognised(text, expects):
    assert analyse(text).expects is expects


@pytest.mark.parametrize(
    ("text", "source", "strict"),
    [
        ("What did the foreign ministry say about the raid?", "foreign ministry", True),
        ("According to the Harbour Board, how many ships left?", "Harbour Board", True),
        ("How many ships left, according to a new study?", "new study", False),
        ("How many did the police say were hurt?", "police", True),
        ("How many were hurt?", None, False),
    ],
)
def test_the_source_asked_for_is_found(text, source, strict):
    question = analyse(text)
    assert (question.source, question.strict) == (source, strict)


def test_keywords_leave_out_the_source_and_the_frame():
    question = analyse("What does the Harbour Board say about the strike?")
    assert question.keywords == ("strik",)


def test_a_frame_that_would_mislead_is_not_searched_for():
    assert analyse("Who denies that the dam broke?").query == "the dam broke"


def test_relative_dates_count_from_the_day_given():
    period = analyse("What was decided yesterday?", as_of=date(2030, 3, 1)).period
    assert period is not None
    assert (period.first, period.last) == (date(2030, 2, 28), date(2030, 2, 28))


@pytest.mark.parametrize("text", ["", "?", "   ", "Why", "the the the", "🙂", "who who says"])
def test_odd_questions_are_taken_apart_without_an_error(text):
    assert analyse(text).text == " ".join(text.split())
