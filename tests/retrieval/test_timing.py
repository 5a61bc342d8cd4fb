"""What can speak to the days asked about."""

from datetime import date

import pytest

from corpus.model import Article, Passage, Span
from retrieval.model import Hit
from retrieval.question import analyse
from retrieval.timing import in_time


def hits(*days):
    return [
        Hit(
            Passage(str(day), 0, Span(0, 4)),
            Article(str(day), "T", "Text", "O", published_at=day),
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


def test_a_year_in_a_name_leaves_all_articles_in():
    assert kept("Who won the 2030 Arholm cup?", "2029-12-01") == ["2029-12-01"]


@pytest.mark.parametrize(("as_of", "left"), [(None, 2), (date(2030, 5, 6), 1)])
def test_this_week_binds_only_where_the_askers_day_is_given(as_of, left):
    assert len(kept("What was banned this week?", "2030-01-01", "2030-05-05", as_of=as_of)) == left
