"""Names that a question spells otherwise than the articles do."""

import pytest

from corpus.model import Article
from retrieval.model import Status
from retrieval.spelling import one_spelling_of, respelled

TEXT = "Shells fell on Idrisk on Monday. Mohammed Zelenskyy said that the observatory was closed."


@pytest.fixture
def told_of(corpus):
    corpus.add(Article("a", "Shells fall", TEXT, "The Post", published_at="2031-05-02"))
    return corpus


@pytest.mark.parametrize(
    ("asked", "as_spelt"),
    [
        ("What happened in Idresk?", "What happened in Idrisk?"),
        ("What did Muhammad Zelensky say?", "What did Mohammed Zelenskyy say?"),
        ("was the obsevatory closed?", "was the observatory closed?"),
        ("What happened in Idrisk?", "What happened in Idrisk?"),
        ("What happened in Marlow?", "What happened in Marlow?"),
        ("What did Idresk's mayor say?", "What did Idrisk's mayor say?"),
    ],
)
def test_an_unknown_word_is_asked_as_the_corpus_spells_it(told_of, asked, as_spelt):
    assert respelled(asked, told_of) == as_spelt


@pytest.mark.parametrize(
    ("one", "other"),
    [("niger", "nigeria"), ("austria", "australia"), ("iran", "iraq"), ("mali", "male")],
)
def test_other_names_are_no_other_spellings(one, other):
    assert not one_spelling_of(one, other)


def test_an_answer_tells_the_question_as_it_was_asked(told_of, answerer):
    answer = answerer.ask("What happened in Idresk?")
    assert answer.status is Status.ANSWERED
    assert answer.question == "What happened in Idresk?"
    assert "Idrisk" in answer.accounts[0].claims[0].quote


def test_a_word_that_stands_nowhere_in_any_spelling_is_not_reported(told_of, answerer):
    assert answerer.ask("What happened in Marlow?").status is Status.NOT_REPORTED
