"""Questions on a small invented corpus, from the asking to the accounts."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise

import pytest

from corpus.model import Article, Stance
from retrieval.answering import Answerer
from retrieval.model import Status

REPORT = """Fighters shelled the Karsa bridge on Monday, the Interior Ministry of Vardania said.

The Interior Ministry of Vardania said the shelling killed 12 border guards.

Lena Orso, a spokeswoman for the Northern League, said there was no shelling of the Karsa bridge.

The Karsa bridge is the only road link between the two valleys."""


@pytest.fixture
def reported(corpus, told):
    article = Article("a1", "Bridge shelled", REPORT, "The Valley Post", published_at="2031-05-02")
    ministry = "Interior Ministry of Vardania"
    corpus.add(
        article,
        [
            told(ministry, "Fighters shelled the Karsa bridge on Monday"),
            told(ministry, "the shelling killed 12 border guards"),
            told(
                "Lena Orso",
                "there was no shelling of the Karsa bridge",
                role="a spokeswoman for the Northern League",
                stance=Stance.DENIES,
            ),
        ],
    )
    return article


def names(answer):
    return [account.source.name for account in answer.accounts]


def test_the_claim_with_the_figure_answers_how_many(reported, answerer):
    answer = answerer.ask("How many border guards were killed by the shelling?")
    assert answer.status is not Status.NOT_REPORTED
    assert answer.accounts[0].source.name == "Interior Ministry of Vardania"
    assert answer.accounts[0].claims[0].quote == "the shelling killed 12 border guards"


def test_a_yes_no_question_shows_both_sides_and_is_disputed(reported, answerer):
    answer = answerer.ask("Was there shelling of the Karsa bridge?")
    assert answer.status is Status.DISPUTED
    sides = {account.source.name: account.stance for account in answer.accounts}
    assert sides["Lena Orso"] is Stance.DENIES
    assert sides["Interior Ministry of Vardania"] is Stance.ASSERTS


def test_what_the_corpus_does_not_touch_is_not_reported_and_its_coverage_is_given(
    reported, answerer
):
    answer = answerer.ask("Who won the chess championship in Lisbon?")
    assert answer.status is Status.NOT_REPORTED
    assert answer.accounts == ()
    assert answer.coverage is not None
    assert (answer.coverage.articles, answer.coverage.first) == (1, "2031-05-02")


def test_what_one_source_says_leaves_out_all_the_others(reported, answerer):
    answer = answerer.ask("What did the Northern League say about the shelling of the bridge?")
    assert names(answer) == ["Lena Orso"]


def test_a_source_that_did_not_speak_is_not_replaced_by_its_neighbour(reported, answerer):
    answer = answerer.ask("What did the foreign ministry say about the shelling?")
    assert answer.status is Status.NOT_REPORTED
    assert answer.coverage is not None
    assert "foreign ministry" in (answer.coverage.note or "")


def test_who_denies_gives_only_those_who_deny(reported, answerer):
    answer = answerer.ask("Who denies the shelling of the Karsa bridge?")
    assert names(answer) == ["Lena Orso"]


def test_who_says_leaves_out_the_outlets_own_voice(reported, answerer):
    answer = answerer.ask("Who says fighters shelled the Karsa bridge?")
    assert "The Valley Post" not in names(answer)
    assert names(answer)[0] == "Interior Ministry of Vardania"


def test_a_second_outlets_copy_is_folded_into_the_first(reported, corpus, told, answerer):
    copy = Article("a2", "Bridge hit", REPORT, "Evening Echo", published_at="2031-05-02")
    corpus.add(
        copy, [told("Interior Ministry of Vardania", "the shelling killed 12 border guards")]
    )
    answer = answerer.ask("How many border guards were killed by the shelling?")
    best = answer.accounts[0].claims[0]
    assert [repeat.article.outlet for repeat in best.repeats] == ["Evening Echo"]


def test_nothing_published_after_the_day_asked_for_is_used(reported, answerer):
    from datetime import date

    answer = answerer.ask(
        "How many border guards were killed by the shelling?", as_of=date(2031, 5, 1)
    )
    assert answer.status is Status.NOT_REPORTED


def test_two_answers_in_one_outlets_voice_stand_side_by_side(corpus, answerer):
    for id_, year in (("b1", "2019"), ("b2", "2007")):
        text = f"The Orlen tunnel in Vardania was opened to traffic in {year} by the queen."
        corpus.add(Article(id_, "Tunnel", text, "Almanac"))
    answer = answerer.ask("When was the Orlen tunnel in Vardania opened to traffic?")
    assert answer.status is Status.DISPUTED
    shown = [account.claims[0].quote for account in answer.accounts]
    assert any("2019" in quote for quote in shown)
    assert any("2007" in quote for quote in shown)


def test_an_empty_corpus_reports_nothing(answerer):
    answer = answerer.ask("Was the bridge shelled?")
    assert answer.status is Status.NOT_REPORTED
    assert answer.coverage is not None
    assert answer.coverage.articles == 0


def test_on_two_cores_the_texts_of_one_question_are_read_before_the_next_ones(
    reported, corpus, embedder, scorer, monkeypatch
):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    reading, mixed = [], threading.Barrier(2)
    scores = scorer.scores

    def watched(question, texts):
        reading.append(question)
        if not mixed.broken:
            # Whoever is read beside this one has half a second to come.
            with suppress(threading.BrokenBarrierError):
                mixed.wait(0.5)
        return scores(question, texts)

    monkeypatch.setattr(scorer, "scores", watched)
    answerer = Answerer(corpus, corpus, embedder, scorer)
    asked = ["How many border guards were killed?", "Was there shelling of the Karsa bridge?"]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(answerer.ask, asked))
    assert all(answer.accounts for answer in answers)
    changes = sum(one != other for one, other in pairwise(reading))
    assert changes == 1
    assert mixed.broken
