"""Channels, digests and what is new, in both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from corpus.catalogue import Catalogue, Digest, Entry, FeedMode, NoticeKind
from corpus.errors import NotFound
from corpus.model import Article

PORT = Article("port", "Fire at the port", "A fire broke out.", "Velmar Radio")
FERRY = Article("ferry", "Ferry late", "The ferry was late.", "Mora Post", captions=("The ferry",))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2031, 3, 4, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def catalogue(place, clock):
    catalogue = Catalogue(place, clock=clock)
    yield catalogue
    catalogue.close()


def put(catalogue, *articles):
    vectors = np.zeros((0, 1), np.float32)
    catalogue.put([Entry(each, [], [], vectors, "none", "none") for each in articles])


def digest(chat=-1, next_at="2031-03-04T09:00:00+00:00"):
    since = "2031-03-03T09:00:00+00:00"
    return Digest(chat, 7, None, "09:00", "UTC", "en", 1, since, next_at)


def test_a_channel_s_posts_and_what_was_read_in_them_are_kept_until_it_is_left(catalogue):
    watches = catalogue.watches
    watch = watches.add(-100, "Velmar Wire", None, mode=FeedMode.AUTO, by=1, told_in=5)
    watches.keep(watch.id, "album", {"message_id": 2, "text": "b"})
    watches.keep(watch.id, "album", {"message_id": 1, "text": "a"})
    watches.keep(watch.id, "album", {"message_id": 2, "text": "c"})
    watches.keep(watch.id, "3", {"message_id": 3})
    assert [each["text"] for each in watches.messages(watch.id, "album")] == ["a", "c"]
    watches.report(watch.id, "album", "words", PORT)
    watches.report(watch.id, "album", "words", FERRY)
    assert watches.reports(watch.id, "album") == {"words": FERRY}
    assert watches.read(watch.id) == {"ferry"}
    found = watches.of(-100)
    assert (found.posts, found.left_alone) == (2, 1)
    watches.remove(watch.id)
    assert watches.of(-100) is None
    assert watches.messages(watch.id, "album") == []
    with pytest.raises(NotFound):
        watches.find(watch.id)


def test_that_a_channel_is_left_is_told_once(catalogue):
    catalogue.watches.add(-100, "Velmar Wire", "wire", mode=FeedMode.REVIEW)
    assert catalogue.watches.lives(-100, alive=True) is None
    assert catalogue.watches.lives(-100, alive=False).died_at == "2031-03-04T08:00:00+00:00"
    assert catalogue.watches.lives(-100, alive=False) is None
    assert catalogue.watches.lives(-100, alive=True).died_at is None
    assert catalogue.watches.lives(-7, alive=False) is None


def test_a_digest_is_claimed_once_for_each_time(catalogue, clock):
    digests = catalogue.digests
    digests.put(digest())
    assert digests.due() == []
    clock.now = datetime(2031, 3, 4, 9, tzinfo=UTC)
    (due,) = digests.due()
    number = digests.claim(due.chat_id, due.next_at, {"reports": 3})
    assert digests.facts(number) == {"reports": 3}
    assert digests.claim(due.chat_id, due.next_at, {}) is None
    assert digests.claim(due.chat_id, None, {}) != digests.claim(due.chat_id, None, {})
    digests.settle(due, "2031-03-05T09:00:00+00:00", digests.now())
    assert digests.due() == []
    assert digests.get(-1).since == "2031-03-04T09:00:00+00:00"
    # What was decided meanwhile is not overwritten.
    digests.settle(due, "2031-03-06T09:00:00+00:00")
    assert digests.get(-1).next_at == "2031-03-05T09:00:00+00:00"


def test_a_digest_moves_with_its_group_and_does_not_replace_another(catalogue):
    digests = catalogue.digests
    digests.put(digest(-1))
    digests.move(-1, -2)
    assert digests.get(-1) is None
    assert digests.get(-2).thread_id is None
    digests.put(digest(-1, "2031-03-09T09:00:00+00:00"))
    digests.move(-1, -2)
    assert digests.get(-2).next_at == "2031-03-04T09:00:00+00:00"
    assert digests.remove(-2)
    assert not digests.remove(-2)


def test_what_is_new_is_in_one_span_of_time(catalogue, clock):
    first, second, third = (f"2031-03-04T{hour:02}:00:00+00:00" for hour in (8, 9, 10))
    put(catalogue, PORT)
    clock.now = datetime(2031, 3, 4, 9, tzinfo=UTC)
    put(catalogue, FERRY)
    news = catalogue.news
    assert [each.article.id for each in news.articles(first, second, limit=9)] == ["port"]
    assert news.outlets(second, third) == {"Mora Post": 1}
    catalogue.histories.note("ferry", NoticeKind.CORRECTED, "It was early.")
    catalogue.histories.note("ferry", NoticeKind.RETRACTED, "There was none.")
    catalogue.remove(["ferry"])
    (noticed,) = news.notices(second, third, limit=9)
    assert (noticed.kind, noticed.note) == (NoticeKind.RETRACTED, "There was none.")
    assert news.notices(first, second, limit=9) == []
    assert news.outlets(second, third) == {}
    assert news.added_by_month() == {"2031-03": 1}


def test_what_was_asked_is_counted_without_what_nobody_asked(catalogue, clock):
    answers = catalogue.answers
    answers.put({"question": "a", "unasked": False}, {"status": "answered"})
    answers.put({"question": "b"}, {"status": "disputed"})
    answers.put({"question": "c", "unasked": True}, {"status": "answered"})
    asked = catalogue.news.asked_by_day("2031-03-01")
    assert asked == {("2031-03-04", "answered"): 1, ("2031-03-04", "disputed"): 1}
    assert catalogue.news.asked_by_day("2031-03-05") == {}


def test_what_waits_is_found_by_its_article(catalogue):
    catalogue.proposals.put([PORT, FERRY])
    assert [each.article for each in catalogue.proposals.waiting(article_id="ferry")] == [FERRY]
