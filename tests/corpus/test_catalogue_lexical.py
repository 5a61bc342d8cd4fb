"""Lexical search takes any text as a question, and finds stems, accents and titles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalogue import Catalogue, Entry, lexical
from corpus.catalogue.postgres import Postgres
from corpus.model import Article
from corpus.passages import divide

TEXTS = {
    "flood": ("Flood in Harlow", "The river rose by 3 metres. Bridges were closed at night."),
    "vote": (
        "Election in Côte Dunmoor",
        "Voters elected José Müller. Not one bridge was mentioned.",
    ),
    "odd": ("Odd", 'NEAR the quay AND the "old" market* stood a title:post. 火事 Пожар.'),
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def catalogue(request, tmp_path_factory):
    if request.param == "sqlite":
        place = tmp_path_factory.mktemp("c") / "c.sqlite"
    else:
        server = request.getfixturevalue("postgres_running")
        place = Postgres(server.url(server.database()))
    catalogue = Catalogue(place)
    for id_, (title, text) in TEXTS.items():
        article = Article(id_, title, text, "Post")
        passages = divide(article, [], [])
        vectors = np.zeros((len(passages), 2), np.float32)
        catalogue.put([Entry(article, (), passages, vectors, "m", "r")])
    yield catalogue
    catalogue.close()


def found(catalogue, query, k=10):
    return [article_id for (article_id, _), _ in catalogue.lexical(query, k)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("rivers rising", "flood"),
        ("jose MULLER", "vote"),
        ("José Müller", "vote"),
        ("Who was elected in Cote Dunmoor?", "vote"),
        ("what happened in harlow", "flood"),
        ("пожар", "odd"),
        ("火事", "odd"),
        ("3", "flood"),
    ],
)
def test_a_passage_is_found_by_its_words_and_its_title(catalogue, query, first):
    assert found(catalogue, query)[0] == first


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "?!…", "🔥", "\U0001f468\u200d\U0001f469", '"', '""', "'", "*", "(", ")",
        "NEAR(", "AND", "OR NOT", "title:", "^", "-", "a-b", "_", "\0", "\ud83d", "\u202eflood",
        "x" * 100_000, "ab " * 50_000, "' OR 1=1 --",
    ],
)  # fmt: skip
def test_any_text_is_a_question(catalogue, query):
    assert isinstance(found(catalogue, query), list)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_no_text_breaks_the_search(catalogue, query):
    found(catalogue, query)


def test_operators_are_words(catalogue):
    assert found(catalogue, "flood NOT harlow")[0] == "flood"
    assert found(catalogue, '"old market*')[0] == "odd"


def test_stop_words_count_only_where_there_is_nothing_else():
    assert lexical.words_of("What did the mayor say about it?") == ["mayor"]
    assert lexical.words_of("What is it?") == ["what", "is", "it"]


def test_of_too_many_rows_the_rarest_words_decide(catalogue, monkeypatch):
    monkeypatch.setattr(lexical, "MOST_ROWS", 2)
    # "bridge" is in two passages, the others in one each: the two rare ones are enough.
    assert found(catalogue, "bridge market old") == ["odd"]
    assert set(found(catalogue, "bridge")) == {"flood", "vote"}


def test_accents_typed_in_two_characters_are_the_same(catalogue):
    assert found(catalogue, "Jose\u0301 Mu\u0308ller")[0] == "vote"


def test_the_best_come_first_and_no_more_than_asked(catalogue):
    scores = [score for _, score in catalogue.lexical("bridge closed river", 10)]
    assert scores == sorted(scores, reverse=True)
    assert found(catalogue, "bridge closed river", 1) == ["flood"]
    assert found(catalogue, "bridge", 0) == []


def test_a_word_is_known_in_any_of_its_forms(catalogue):
    assert catalogue.has_word("Bridge")
    assert catalogue.has_word("muller")
    assert not catalogue.has_word("tunnel")


def test_stems_of_all_words_are_found_by_their_first_letters(catalogue):
    assert catalogue.stems("Har") == ["harlow"]
    assert catalogue.stems("'") == []
    assert catalogue.stems("zzz") == []
