"""What the catalogue keeps of what was shown: answers, deliveries, histories, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from corpus.catalogue import Catalogue, Delivery, Entry, NoticeKind, PageKind, digest
from corpus.catalogue.answers import KeptAnswers
from corpus.errors import NotFound
from corpus.model import Article

FERRY = Article("ferry", "A ferry aground", "The ferry ran aground.", "The Harbour Courier")
STRIKE = Article("strike", "A strike", "The strike goes on.", "Velmar Radio")


def entry(article: Article) -> Entry:
    return Entry(article, [], [], np.zeros((0, 4), np.float32), "m", "a")


@pytest.fixture
def catalogue(place):
    now = datetime(2031, 3, 4, 12, tzinfo=UTC)
    catalogue = Catalogue(place, clock=lambda: now)
    catalogue.put([entry(FERRY), entry(STRIKE)])
    yield catalogue
    catalogue.close()


def states(catalogue, *ids):
    return {id_: each.state for id_, each in catalogue.histories.of(ids).items()}


def test_an_answer_comes_back_by_its_whole_key_only(catalogue):
    key = catalogue.answers.put({"question": "Who?"}, {"status": "answered"})
    found = catalogue.answers.get(key)
    assert (found.asked, found.given) == ({"question": "Who?"}, {"status": "answered"})
    for wrong in (key[:-1] + "!", key[:-1], "0-", "", "x", "٣-aaaaaaaa", "9" * 40 + "-aaaaaaaa"):
        assert catalogue.answers.get(wrong) is None


def test_the_numbers_of_answers_go_round_and_the_overwritten_one_is_gone(catalogue):
    answers = KeptAnswers(catalogue._database, kept=3)
    keys = [answers.put({"n": n}, {}) for n in range(4)]
    assert answers.get(keys[0]) is None
    assert [answers.get(key).asked["n"] for key in keys[1:]] == [1, 2, 3]
    assert keys[3].startswith("0-")


def test_an_opinion_stands_until_its_holder_has_another(catalogue):
    key = catalogue.answers.put({}, {})
    assert catalogue.answers.opine(key, 7, "good")
    assert catalogue.answers.opine(key, 7, "bad")
    assert catalogue.answers.opinions(key) == {"7": "bad"}
    assert not catalogue.answers.opine("5-aaaaaaaa", 7, "good")


def test_a_history_has_what_an_article_was_and_what_is_noted(catalogue):
    corrected = replace(FERRY, text="The ferry was towed.")
    catalogue.put([entry(corrected)])
    catalogue.histories.note("ferry", NoticeKind.CORRECTED, "It was towed.", by=7)
    (history,) = catalogue.histories.of(["ferry", "nowhere"]).values()
    assert history.article == corrected
    assert history.version(digest(FERRY)) == FERRY
    assert history.version(digest(STRIKE)) is None
    assert [(n.kind, n.note) for n in history.notices] == [("corrected", "It was towed.")]
    catalogue.remove(["ferry"])
    assert catalogue.histories.of(["ferry"])["ferry"].removed_at == "2031-03-04T12:00:00+00:00"


def test_a_notice_needs_an_article_that_is_there(catalogue):
    with pytest.raises(NotFound):
        catalogue.histories.note("nowhere", NoticeKind.RETRACTED)


CHANGES = {
    "removed": lambda c: c.remove(["ferry"]),
    "replaced": lambda c: c.put([entry(replace(FERRY, text="The ferry was towed."))]),
    "noted": lambda c: c.histories.note("ferry", NoticeKind.RETRACTED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_quotes_a_changed_article_is_due_until_it_is_settled(catalogue, change):
    both = states(catalogue, "ferry", "strike")
    catalogue.deliveries.put(Delivery({"a": 1}, 5, (10, 11)), both)
    catalogue.deliveries.put(Delivery({"a": 2}, inline_message_id="x"), {"strike": both["strike"]})
    assert catalogue.deliveries.due() == []
    CHANGES[change](catalogue)
    (due,) = catalogue.deliveries.due()
    assert (due.view, due.chat_id, due.message_ids) == ({"a": 1}, 5, (10, 11))
    assert sorted(catalogue.deliveries.articles(due.id)) == ["ferry", "strike"]
    catalogue.deliveries.settle(due.id, states(catalogue, "ferry", "strike"), [10, 11, 12])
    assert catalogue.deliveries.due() == []


def test_what_is_due_is_still_due_after_a_restart(catalogue, place):
    catalogue.deliveries.put(Delivery({}, 5, (10,)), states(catalogue, "ferry"))
    catalogue.remove(["ferry"])
    again = Catalogue(place)
    assert [each.chat_id for each in again.deliveries.due()] == [5]
    again.close()


def test_a_removed_article_that_is_back_as_it_was_is_in_the_state_that_it_was_in(catalogue):
    before = states(catalogue, "ferry")
    catalogue.remove(["ferry"])
    assert states(catalogue, "ferry") != before
    catalogue.restore(["ferry"])
    assert states(catalogue, "ferry") == before


def test_the_oldest_deliveries_are_forgotten_with_what_they_quote(catalogue):
    for n in range(5):
        catalogue.deliveries.put(Delivery({"n": n}, 5, (n,)), states(catalogue, "ferry"))
    assert catalogue.deliveries.forget(kept=2) == 3
    catalogue.remove(["ferry"])
    assert [each.view["n"] for each in catalogue.deliveries.due()] == [4, 3]


def test_a_target_keeps_its_token_until_it_is_revoked(catalogue):
    pages = catalogue.pages
    first = pages.tokens(PageKind.ARTICLE, ["ferry", "strike"])
    assert pages.tokens(PageKind.ARTICLE, ["ferry", "strike"]) == first
    assert len(set(first.values())) == 2
    assert all(len(token) >= 22 for token in first.values())
    page = pages.page(first["ferry"])
    assert (page.kind, page.target, page.revoked) == (PageKind.ARTICLE, "ferry", False)
    assert pages.revoke(PageKind.ARTICLE, "ferry")
    assert not pages.revoke(PageKind.ARTICLE, "ferry")
    assert pages.page(first["ferry"]).revoked
    again = pages.tokens(PageKind.ARTICLE, ["ferry"])
    assert again["ferry"] != first["ferry"]
    assert not pages.page(first["strike"]).revoked


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 10_000])
def test_a_token_that_never_was_leads_nowhere(catalogue, token):
    assert catalogue.pages.page(token) is None
