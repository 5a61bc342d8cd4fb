"""Digests: set up in a group or for oneself, sent once for each time, and kept true."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from bot_fakes import CLAIMS, PORT, FakeLibrary, claim
from client import bot_is

from bot.digest_times import Times, times
from bot.preferences import UnknownZone
from corpus.catalogue import Catalogue, NoticeKind
from corpus.model import Article, Source, SourceKind


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        # A Wednesday evening: the articles of the tests come in then.
        self.now = datetime(2031, 3, 5, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: int, hour: int, minute: int = 0) -> None:
        self.now = datetime(2031, 3, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def library(tmp_path, clock):
    return FakeLibrary(Catalogue(tmp_path / "c.sqlite", clock=clock))


@pytest.fixture
def group(world):
    return world.telegram.group("Newsroom")


@pytest.fixture
def admin(world, group):
    person = world.telegram.person("Ada")
    world.api.admins.add((group.id, person.id))
    return person


def said(world, chat):
    return [sent for sent in world.api.sent if sent.chat == chat and "Reported" in sent.text]


async def due(world, clock, day, hour=7, minute=0):
    """Let it be that time, and the bot look at its schedule."""
    clock.set(day, hour, minute)
    await world.service.digesting.look()


def add(library, name, text, outlet="Velmar Radio"):
    article = Article(name, text.split(".")[0], text, outlet, published_at="2031-03-06")
    CLAIMS[name] = [claim(article, Source(outlet, SourceKind.OUTLET), text)]
    library.add([article])
    return article


async def test_a_group_gets_what_was_reported_with_quotes_and_who_said_them(
    world, group, admin, clock
):
    answer = await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    assert "every day at 08:00 (Europe/Berlin), the next on March 6, 2031, 08:00" in answer.text
    await due(world, clock, 6, 6, 59)
    assert said(world, group.id) == []
    await due(world, clock, 6)
    (digest,) = said(world, group.id)
    assert "Reported since March 5, 2031, 08:00" in digest.text
    assert "New reports: 2 (The Harbour Courier 1, Velmar Radio 1)" in digest.text
    assert "1. Fire at the port of Velmar · " in digest.text
    assert "they differ" in digest.text
    assert "Dockers' Union denied" in digest.text
    assert digest.quotes
    assert all(quote in PORT.text or "strike" in quote for quote in digest.quotes)
    assert "Coast Press in The Harbour Courier, March 4, 2031" in digest.text
    assert any(link.startswith("https://harbour-courier.example") for link in digest.links)
    assert "reply_parameters" not in digest.params
    brought = await admin.presses(digest, digest.buttons["1"])
    assert "Ana Toric" in brought.text


async def test_for_one_time_a_digest_is_sent_once(world, group, admin, clock):
    await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    await due(world, clock, 6)
    await due(world, clock, 6, 8)
    await due(world, clock, 6, 20)
    assert len(said(world, group.id)) == 1


async def test_times_that_were_missed_are_made_up_for_once(world, group, admin, clock):
    await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    await due(world, clock, 9, 15)
    assert len(said(world, group.id)) == 1
    state = await admin.says("/digest", group=group)
    assert "the next on March 10, 2031, 08:00" in state.text


async def test_a_digest_that_may_have_arrived_is_not_sent_again_and_the_next_tells_it(
    world, group, admin, clock, library
):
    await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    kept = library.catalogue.digests.get(group.id)
    # As it is when the bot was killed while it was sending.
    assert library.catalogue.digests.claim(group.id, kept.next_at, {}) is not None
    await due(world, clock, 6)
    assert said(world, group.id) == []
    await due(world, clock, 7)
    (digest,) = said(world, group.id)
    assert "New reports: 2" in digest.text


async def test_each_article_is_told_in_one_digest(world, group, admin, clock, library):
    await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    await due(world, clock, 6)
    # In the very second in which the digest was made.
    add(library, "ferry", "The ferry to Mora stopped on Thursday.")
    await due(world, clock, 7)
    await due(world, clock, 8)
    first, second = said(world, group.id)
    assert "New reports: 2" in first.text
    assert "New reports: 1 (Velmar Radio 1)" in second.text
    assert "The ferry to Mora stopped on Thursday." in second.quotes


async def test_where_nothing_is_new_nothing_is_sent(world, group, admin, clock):
    await admin.says("/digest daily 08:00 Europe/Berlin", group=group)
    await due(world, clock, 6)
    await due(world, clock, 7)
    assert len(said(world, group.id)) == 1
    nothing = await admin.says("/digest now", group=group)
    assert "Nothing was reported here since March 7, 2031, 08:00." in nothing.text


async def test_in_quiet_hours_a_digest_waits_until_they_are_over(world, group, admin, clock):
    await admin.says("/settings 22:00-09:00 Europe/Berlin", group=group)
    await admin.says("/digest daily 08:00", group=group)
    await due(world, clock, 6, 7, 30)
    assert said(world, group.id) == []
    await due(world, clock, 6, 8, 1)
    assert len(said(world, group.id)) == 1


async def test_a_digest_goes_to_the_topic_where_it_was_set_up(world, group, admin, clock):
    topic = {"message_thread_id": 7, "is_topic_message": True}
    await admin.says("/digest daily 08:00", group=group, **topic)
    await due(world, clock, 6, 8)
    (digest,) = said(world, group.id)
    assert digest.params["message_thread_id"] == "7"
    world.api.fail("sendMessage", 400, "Bad Request: message thread not found")
    world.library.catalogue.histories.note("strike", NoticeKind.CORRECTED, "Monday.")
    clock.set(7, 8)
    await world.service.digesting.look()
    assert "message_thread_id" not in said(world, group.id)[-1].params


async def test_a_group_that_became_a_supergroup_keeps_its_digest(world, clock):
    group = world.telegram.group("Newsroom", kind="group")
    new = world.telegram.group("Newsroom")
    ada = world.telegram.person("Ada")
    world.api.admins.add((group.id, ada.id))
    await ada.says("/digest daily 08:00", group=group)
    await ada.says("", group=group, migrate_to_chat_id=new.id)
    await due(world, clock, 6, 8)
    assert said(world, group.id) == []
    assert len(said(world, new.id)) == 1


async def test_a_move_that_is_noticed_at_sending_is_followed(world, group, admin, clock):
    new = world.telegram.group("Newsroom")
    await admin.says("/digest daily 08:00", group=group)
    moved = {"migrate_to_chat_id": new.id}
    world.api.fail("sendMessage", 400, "Bad Request: upgraded to a supergroup", **moved)
    await due(world, clock, 6, 8)
    assert len(said(world, new.id)) == 1
    assert world.library.catalogue.digests.get(group.id) is None
    assert world.library.catalogue.digests.get(new.id).next_at.startswith("2031-03-07")


async def test_put_out_of_a_group_the_bot_sends_it_no_digest(world, group, admin, clock):
    await admin.says("/digest daily 08:00", group=group)
    await bot_is(world.telegram, group.chat, "kicked", admin)
    await due(world, clock, 6, 8)
    assert said(world, group.id) == []
    assert "No digest is sent" in (await admin.says("/digest", group=group)).text


async def test_a_chat_that_refuses_a_digest_gets_none_from_then_on(world, clock):
    alice = world.telegram.person("Alice")
    await alice.says("/digest daily 08:00")
    world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await due(world, clock, 6, 8)
    await due(world, clock, 7, 8)
    assert said(world, alice.id) == []
    assert world.library.catalogue.digests.get(alice.id) is None


async def test_only_admins_and_moderators_decide_on_a_group_s_digest(world, group, admin, clock):
    alice, mara = world.telegram.person("Alice"), world.moderator()
    refused = await alice.says("/digest daily 08:00", group=group)
    assert "Only the admins of this group and moderators" in refused.text
    assert "every day" in (await mara.says("/digest daily 08:00", group=group)).text
    assert "Only the admins" in (await alice.says("/digest off", group=group)).text
    assert "every day" in (await alice.says("/digest", group=group)).text
    assert "any more" in (await admin.says("/digest off", group=group)).text
    await due(world, clock, 6, 8)
    assert said(world, group.id) == []


async def test_anybody_has_one_for_themselves_in_their_own_language(world, clock):
    olga = world.telegram.person("Olga", "ru")
    answer = await olga.says("/digest weekly thu 08:00 Berlin")
    assert "четверг" in answer.text
    await due(world, clock, 6)
    (digest,) = [sent for sent in world.api.sent if "Опубликовано с" in sent.text]
    assert "27 февраля 2031" in digest.text
    await due(world, clock, 12)
    assert len([sent for sent in world.api.sent if "Опубликовано с" in sent.text]) == 1


async def test_a_digest_is_shown_at_once_and_still_comes(world, group, admin, clock):
    clock.set(5, 19)
    shown = await admin.says("/digest now", group=group)
    assert "New reports: 2" in shown.text
    await admin.says("/digest daily 08:00", group=group)
    assert "New reports: 2" in (await admin.says("/digest now", group=group)).text
    await due(world, clock, 6, 8)
    assert len(said(world, group.id)) == 3


async def test_corrections_and_retractions_are_told(world, group, admin, clock):
    mara = world.moderator()
    await admin.says("/digest daily 08:00", group=group)
    await mara.says("/correct port-fire There were 13 containers.")
    await mara.says("/retract strike The letter was a forgery.")
    await due(world, clock, 6, 8)
    (digest,) = said(world, group.id)
    assert "Put right since then" in digest.text
    assert "The Harbour Courier, March 4, 2031 – corrected: There were 13" in digest.text
    assert "Dockers announce a strike, Velmar Radio, March 6, 2031 – retracted:" in digest.text
    assert "a strike would begin" not in "".join(digest.quotes)


async def test_a_digest_that_quotes_an_article_is_edited_when_that_is_retracted(
    world, group, admin, clock
):
    mara = world.moderator()
    await admin.says("/digest daily 08:00", group=group)
    await due(world, clock, 6, 8)
    (digest,) = said(world, group.id)
    await mara.says("/retract port-fire It was another port.")
    async with asyncio.timeout(20):
        while not digest.edited:  # noqa: ASYNC110 - the bot's own loop
            await asyncio.sleep(0.01)
    assert digest.of_type("strikethrough")
    assert "It was another port." in digest.text
    assert digest.buttons["1"]


async def test_however_much_was_reported_a_digest_is_one_message(world, group, admin, clock):
    for number in range(30):
        words = " ".join(f"word{number}x{i}" for i in range(60))
        add(
            world.library, f"long-{number}", f"Ferry number{number} stopped near {words}.", "O" * 90
        )
    clock.now += timedelta(minutes=1)
    answer = await admin.says("/digest now", group=group)
    assert "New reports: 32" in answer.only.text
    assert len(answer.only.buttons) >= 2


async def test_what_a_digest_looked_up_is_nobody_s_question(world, group, admin, clock, library):
    clock.set(5, 19)
    await admin.says("/digest now", group=group)
    assert library.catalogue.news.asked_by_day("2031-01-01") == {}


@pytest.mark.parametrize("words", ["sometimes", "daily", "daily 25:00", "weekly 08:00"])
async def test_what_is_no_command_for_digests_says_how_to_write_one(world, group, admin, words):
    assert "Write /digest daily" in (await admin.says(f"/digest {words}", group=group)).text


async def test_a_time_zone_that_is_not_known_is_asked_for(world, group, admin):
    answer = await admin.says("/digest daily 08:00 Europe/Berln", group=group)
    assert "Europe/Berlin" in answer.text


def test_times_are_read_with_their_days_and_zones():
    assert times("daily 08:00 Europe/Berlin", "UTC") == Times(None, "08:00", "Europe/Berlin")
    assert times("weekly Monday 8", "UTC") == Times(0, "08:00", "UTC")
    assert times("weekly Monday 8:00", "Asia/Tokyo") == Times(0, "08:00", "Asia/Tokyo")
    assert times("WEEKLY sun 23:30", "UTC") == Times(6, "23:30", "UTC")
    with pytest.raises(UnknownZone):
        times("daily 08:00 Nowhere/Atall", "UTC")


def test_when_clocks_change_each_day_has_one_time():
    berlin = Times(None, "02:30", "Europe/Berlin")
    moment, found = datetime(2031, 3, 28, 12, tzinfo=UTC), []
    for _ in range(3):
        moment = berlin.next(moment)
        found.append(moment.isoformat())
    assert found == [
        "2031-03-29T01:30:00+00:00",
        "2031-03-30T01:30:00+00:00",
        "2031-03-31T00:30:00+00:00",
    ]
    autumn = berlin.next(datetime(2031, 10, 25, 12, tzinfo=UTC))
    assert autumn.isoformat() == "2031-10-26T00:30:00+00:00"
    assert berlin.next(autumn).isoformat() == "2031-10-27T01:30:00+00:00"


def test_a_week_later_is_the_same_day_of_the_week():
    tokyo = Times(0, "08:00", "Asia/Tokyo")
    first = tokyo.next(datetime(2031, 3, 5, tzinfo=UTC))
    assert first.isoformat() == "2031-03-09T23:00:00+00:00"
    assert tokyo.next(first) - first == timedelta(days=7)


async def test_in_arabic_a_storys_line_runs_from_right_to_left(run_bot, library, clock):
    async with run_bot(library) as world:
        ada = world.telegram.person("Ada", language="ar")
        clock.set(5, 20)
        told = (await ada.says("/digest now")).text
        (line,) = [each for each in told.splitlines() if "1. Fire at the port" in each]
        assert line.startswith("\u200f\u2068")
        assert "1. Fire at the port of Velmar\u2069 · \u2068" in line
