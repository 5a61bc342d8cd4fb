"""What can speak to the days asked about."""

from datetime import date

import pytest

from corpus.model import Article, Passage, Span
from retrieval.model import Hit
from retrieval.question import analyse
from retrieval.timing import in_time


def hits(*days, text="Text"):
    return [
        Hit(
            Passage(str(day), 0, Span(0, len(text))),
            Article(str(day), "T", text, "O", published_at=day),
            1,
        )
        for day in days
    ]


def kept(question, *days, as_of=None):
    return [
        h.article.published_at for h in in_time(hits(*days), analyse(question, as_of=as_of), as_of)
    ]


def test_what_was_published_before_the_event_does_not_report_it():
    asked = "What happened in Arholm on 5 May 2030?"
    assert kept(asked, "2030-05-03", "2030-05-04", "2030-05-06", None) == [
        "2030-05-04",
        "2030-05-06",
        None,
    ]


def test_what_happened_on_a_day_is_not_what_was_published_weeks_after_it():
    asked = "What happened in Arholm on 5 May 2030?"
    assert kept(asked, "2030-05-05", "2030-05-12", "2030-05-17") == ["2030-05-05", "2030-05-12"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The mill burned down on May 5.", 1),
        ("The mill burned down on 5 May 2029.", 0),
        ("A council met on May 31.", 0),
    ],
)
def test_a_later_report_tells_what_happened_on_a_day_that_it_names(text, left):
    asked = analyse("What happened in Arholm on 5 May 2030?")
    assert len(in_time(hits("2030-06-20", text=text), asked, None)) == left


def test_what_happened_last_week_is_not_what_an_old_corpus_tells():
    assert kept("What happened in Arholm last week?", "2020-05-05") == []


def test_a_year_in_a_name_leaves_all_articles_in():
    assert kept("Who won the 2030 Arholm cup?", "2029-12-01") == ["2029-12-01"]


@pytest.mark.parametrize(("as_of", "left"), [(None, 2), (date(2030, 5, 6), 1)])
def test_this_week_binds_only_where_the_askers_day_is_given(as_of, left):
    assert len(kept("What was banned this week?", "2030-01-01", "2030-05-05", as_of=as_of)) == left
