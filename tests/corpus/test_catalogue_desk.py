"""The moderators' side of the catalogue: roles, audit, proposals, feeds, copies."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from corpus.catalogue import Catalogue, Entry, FeedMode, ProposalState, Step, engine
from corpus.copies import bands, likeness, signature
from corpus.errors import AccordingToError, NotFound
from corpus.model import Article

WORDS = (
    "The harbour authority of Velmar closed the eastern quay on Monday after a crane fell on two "
    "empty barges during the night. Nobody was hurt, the harbour master said, and the pilots "
    "would turn ships away until the wreck was lifted. The dockers' union asked why the crane "
    "had not been looked at since the autumn, when a hook had come loose over the same quay. "
    "The ministry of ports promised an inquiry and said that its result would be published "
    "before the end of the month, whatever it was. Ferries to the islands leave from the old "
    "pier until then, and the fish market stays where it is."
)
OTHER = (
    "Voters in the hill towns of Norrland choose a new council on Sunday, and for the first time "
    "the bakers, who have held the mayor's chair for thirty years, may lose it to the orchard "
    "growers. Both sides promise cheaper buses and quieter nights in the market streets."
)


class Clock:
    def __init__(self):
        self.now = datetime(2031, 3, 4, tzinfo=UTC)

    def __call__(self):
        return self.now

    def goes_on(self, **more):
        self.now += timedelta(**more)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def catalogue(place, clock):
    catalogue = Catalogue(place, clock=clock)
    yield catalogue
    catalogue.close()


def article(id_, words=WORDS, **more):
    return Article(id_, **{"title": id_, "text": words, "outlet": "Harbour Courier", **more})


def keep(catalogue, *articles):
    empty = np.zeros((0, 1), np.float32)
    catalogue.put([Entry(each, [], [], empty, "none", "none") for each in articles])


# Roles


def test_a_role_in_a_chat_stands_beside_the_one_everywhere(catalogue):
    people = catalogue.moderators
    people.put(7, "contributor")
    people.put(7, "moderator", chat_id=-100)
    assert people.get(7).role == "contributor"
    assert people.get(7, -100).role == "moderator"
    assert people.get(7, -200) is None
    assert people.remove(7, chat_id=-100)
    assert [each.chat_id for each in people.all()] == [0]


def test_the_last_owner_stays_and_nothing_is_changed(catalogue):
    people = catalogue.moderators
    people.put(7, "owner")
    people.put(8, "owner", chat_id=-100)
    for change in (
        lambda: people.remove(7, lasting="owner"),
        lambda: people.put(7, "user", lasting="owner"),
    ):
        with pytest.raises(AccordingToError, match="last owner"):
            change()
        assert people.get(7).role == "owner"
    people.put(9, "owner", lasting="owner")
    assert people.remove(7, lasting="owner")


def test_moderators_of_an_earlier_version_keep_their_roles(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite"
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text("INSERT INTO moderators VALUES (7, 'owner', '2031', NULL)"))
    catalogue = Catalogue(path)
    assert [(each.user_id, each.role, each.chat_id) for each in catalogue.moderators.all()] == [
        (7, "owner", 0)
    ]
    catalogue.close()


# The audit


def test_steps_are_kept_with_who_what_when_and_the_difference(catalogue):
    step = Step("edited", "spill", 7, -100, {"title": "A"}, {"title": "B"})
    number = catalogue.audit.put(step)
    catalogue.audit.put(Step("removed", "spill"))
    removed, edited = catalogue.audit.latest()
    assert (edited.id, edited.at) == (number, "2031-03-04T00:00:00+00:00")
    assert (edited.who, edited.chat_id) == (7, -100)
    assert (edited.before, edited.after) == ({"title": "A"}, {"title": "B"})
    assert (removed.who, removed.before) == (None, None)
    assert catalogue.audit.latest(before=removed.id) == [edited]


def test_what_the_audit_holds_cannot_be_changed_or_taken_out(catalogue):
    catalogue.audit.put(Step("removed", "spill", 7))
    for statement in ("UPDATE audit SET who = 8", "DELETE FROM audit"):
        with pytest.raises(DatabaseError, match="append-only"), catalogue._database.writing() as c:
            c.exec_driver_sql(statement)
    assert [each.who for each in catalogue.audit.latest()] == [7]


def test_the_last_step_is_ones_own_and_was_not_taken_back(catalogue):
    audit = catalogue.audit
    first, second = audit.put(Step("removed", "a", 7)), audit.put(Step("removed", "b", 7))
    audit.put(Step("removed", "c", 8))
    assert audit.last_of(7).id == second
    audit.put(Step("restored", "b", 7, undoes=second))
    assert audit.last_of(7).id == first
    audit.put(Step("restored", "a", 7, undoes=first))
    assert audit.last_of(7) is None


# Proposals


def test_proposals_that_came_together_are_one_batch(catalogue):
    one, two = catalogue.proposals.put([article("a"), article("b")], by=7)
    (three,) = catalogue.proposals.put([article("c", captions=("A crane.",))], feed_id=3)
    assert (one.batch, two.batch, three.batch) == (one.id, one.id, three.id)
    assert catalogue.proposals.waiting() == [one, two, three]
    assert catalogue.proposals.waiting(batch=one.id) == [one, two]
    assert catalogue.proposals.waiting(by=7) == [one, two]
    assert catalogue.proposals.get(three.id).article == article("c", captions=("A crane.",))


def test_a_proposal_is_decided_once(catalogue):
    (one,) = catalogue.proposals.put([article("a")], by=7)
    assert catalogue.proposals.change(one.id, article("a", title="Better"))
    assert catalogue.proposals.decide(one.id, ProposalState.PUBLISHED, 8)
    assert not catalogue.proposals.decide(one.id, ProposalState.DISCARDED, 9)
    assert not catalogue.proposals.change(one.id, article("a"))
    kept = catalogue.proposals.get(one.id)
    assert (kept.state, kept.decided_by) == (ProposalState.PUBLISHED, 8)
    assert kept.article.title == "Better"
    assert catalogue.proposals.waiting() == []
    catalogue.proposals.reopen(one.id)
    assert [each.id for each in catalogue.proposals.waiting()] == [one.id]


def test_a_proposal_that_is_not_there_is_said_to_be_missing(catalogue):
    with pytest.raises(NotFound, match="no proposal #4"):
        catalogue.proposals.get(4)


def test_what_waits_is_not_among_the_articles(catalogue):
    catalogue.proposals.put([article("a")])
    assert catalogue.articles() == []
    assert catalogue.lexical("harbour", 5) == []


# Feeds


def test_a_feed_is_due_at_once_and_then_after_its_minutes(catalogue, clock):
    feed = catalogue.feeds.add("https://a.example/feed", minutes=30, mode=FeedMode.REVIEW, by=7)
    assert catalogue.feeds.due() == [feed]
    catalogue.feeds.fetched(feed.id, title="A", etag='"1"', last_modified="Tuesday")
    assert catalogue.feeds.due() == []
    clock.goes_on(minutes=30)
    (again,) = catalogue.feeds.due()
    assert (again.title, again.etag, again.last_modified) == ("A", '"1"', "Tuesday")
    catalogue.feeds.fetched(feed.id, unchanged=True)
    assert catalogue.feeds.find(str(feed.id)).etag == '"1"'


def test_a_feed_that_fails_waits_twice_as_long_each_time_and_is_dead_in_the_end(catalogue, clock):
    feed = catalogue.feeds.add("https://a.example/feed", minutes=30, mode=FeedMode.AUTO)
    waits = []
    for _ in range(8):
        failed = catalogue.feeds.failed(feed.id, "It is gone.")
        waits.append(datetime.fromisoformat(failed.next_at) - clock.now)
    assert [wait / timedelta(minutes=30) for wait in waits[:4]] == [2, 4, 8, 16]
    assert max(waits) == timedelta(days=1)
    assert failed.dead
    assert failed.trouble == "It is gone."
    catalogue.feeds.fetched(feed.id)
    assert not catalogue.feeds.find(feed.url).dead


def test_an_entry_that_was_seen_is_not_new_again(catalogue):
    feed = catalogue.feeds.add("https://a.example/feed", minutes=30, mode=FeedMode.AUTO)
    catalogue.feeds.saw(feed.id, "a")
    catalogue.feeds.saw(feed.id, "b")
    assert catalogue.feeds.unseen(feed.id, ["a", "b", "c"]) == {"c"}
    catalogue.feeds.remove(feed.id)
    catalogue.feeds.saw(feed.id, "d")
    assert catalogue.feeds.all() == []
    with pytest.raises(NotFound):
        catalogue.feeds.find(feed.url)


def test_an_entry_that_cannot_be_read_is_tried_three_times(catalogue):
    feed = catalogue.feeds.add("https://a.example/feed", minutes=30, mode=FeedMode.AUTO)
    for _ in range(3):
        assert catalogue.feeds.unseen(feed.id, ["a"]) == {"a"}
        catalogue.feeds.saw(feed.id, "a", read=False)
    assert catalogue.feeds.unseen(feed.id, ["a"]) == set()


@pytest.mark.parametrize("minutes", [0, 4, 20_000])
def test_a_feed_is_not_fetched_too_often_or_too_seldom(catalogue, minutes):
    with pytest.raises(AccordingToError, match="from 5 to"):
        catalogue.feeds.add("https://a.example/feed", minutes=minutes, mode=FeedMode.AUTO)


# Copies


def test_a_text_is_wholly_like_itself_and_unlike_another():
    assert likeness(signature(WORDS), signature(WORDS.upper())) == 1.0
    assert likeness(signature(WORDS), signature(OTHER)) < 0.1
    assert not set(bands(signature(WORDS))) & set(bands(signature(OTHER)))


def test_a_script_without_spaces_is_compared_by_its_letters():
    text_ = "港口管理局周一关闭了东码头因为一台起重机在夜间倒塌砸中两艘空驳船没有人受伤" * 2
    edited = text_.replace("周一", "周二", 1)
    assert likeness(signature(text_), signature(edited)) > 0.5
    assert (
        likeness(signature(text_), signature("选民周日选出新的议会面包师可能失去市长的位置")) < 0.1
    )


def test_a_copy_edited_a_little_is_one_report_with_the_first(catalogue, clock):
    keep(catalogue, article("first"))
    clock.goes_on(hours=1)
    edited = WORDS.replace("on Monday", "early on Monday").rsplit(". ", 1)[0] + "."
    keep(catalogue, article("copy", edited, outlet="Velmar Radio"), article("other", OTHER))
    (best, *rest) = catalogue.copies.like(WORDS, besides="first")
    assert (best.article_id, best.is_copy, rest) == ("copy", True, [])
    assert catalogue.copies.report("copy") == ["first", "copy"]
    assert catalogue.copies.report("other") == ["other"]
    assert catalogue.copies.report("nothing") == []


def test_a_changed_article_is_compared_as_it_is_now(catalogue):
    keep(catalogue, article("a"))
    assert [each.article_id for each in catalogue.copies.like(WORDS)] == ["a"]
    keep(catalogue, article("a", OTHER))
    assert catalogue.copies.like(WORDS) == []
    assert [each.article_id for each in catalogue.copies.like(OTHER)] == ["a"]


def test_a_removed_article_is_no_ones_copy_until_it_is_restored(catalogue):
    keep(catalogue, article("a"), article("b"))
    assert catalogue.copies.report("b") == ["a", "b"]
    catalogue.remove(["a"])
    assert [each.article_id for each in catalogue.copies.like(WORDS)] == ["b"]
    assert catalogue.copies.report("b") == ["b"]
    catalogue.restore(["a"])
    assert catalogue.copies.report("b") == ["a", "b"]


def test_catching_up_takes_no_more_than_it_may_at_once(catalogue):
    keep(catalogue, *(article(str(number)) for number in range(5)))
    assert [catalogue.copies.catch_up(2) for _ in range(4)] == [2, 2, 1, 0]
