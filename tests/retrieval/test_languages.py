"""Questions in another language than the corpus, found by vectors that know both."""

import numpy as np
import pytest

from corpus.model import Article
from retrieval.answering import Answerer
from retrieval.model import Status

TEXT = "Three bridges were closed after the flood in the north of Vardania."
GERMAN = "Wie viele Brücken wurden nach dem Hochwasser im Norden gesperrt?"


class TwoLanguages:
    """Words of either language that mean one thing share an axis."""

    AXES = (("bridges", "brücken"), ("flood", "hochwasser"), ("closed", "gesperrt"), ("wine",))
    name = "multilingual"

    def embed(self, texts):
        rows = [[float(any(w in t.lower() for w in axis)) for axis in self.AXES] for t in texts]
        matrix = np.array([[*row, 0.1] for row in rows])
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


class EnglishOnly:
    """A cross-encoder that makes nothing of another language."""

    def scores(self, question, texts):
        return [-11.0 for _ in texts]


@pytest.fixture
def foreign(corpus):
    embedder = TwoLanguages()
    corpus.add(Article("e", "Flood", TEXT, "The Valley Post", language="en"))
    corpus.query = lambda vector, k: [
        (key, float(embedder.embed([passage.span.of(corpus.held[key[0]].text)])[0] @ vector))
        for key, passage in corpus._all().items()
    ]
    return Answerer(corpus, corpus, embedder, EnglishOnly())


def test_a_question_in_german_is_answered_in_the_articles_own_words(foreign):
    answer = foreign.ask(GERMAN)
    assert answer.status is Status.ANSWERED
    assert answer.accounts[0].claims[0].quote == TEXT


def test_a_question_in_german_that_nothing_is_near_is_not_reported(foreign):
    answer = foreign.ask("Wann wurde der Wein aus dem Süden endlich wieder billiger?")
    assert answer.status is Status.NOT_REPORTED


def test_a_question_in_the_corpus_own_language_is_left_to_the_cross_encoder(foreign):
    assert foreign.ask("Which wine was sold in the south?").status is Status.NOT_REPORTED


def test_a_search_in_german_keeps_the_order_of_the_vectors(foreign, corpus):
    corpus.add(Article("f", "Wine", "The wine harvest was good.", "Post", language="en"))
    assert [hit.article.id for hit in foreign.search(GERMAN, 2)] == ["e", "f"]


def test_where_nothing_is_found_a_question_in_another_language_is_told_that_it_is(foreign):
    german = foreign.ask("Wann wurde der Wein aus dem Süden endlich wieder billiger?")
    assert "another language" in german.coverage.note
    assert foreign.ask("Which wine was sold in the south?").coverage.note is None
