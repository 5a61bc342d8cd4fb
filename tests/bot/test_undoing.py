"""``/undo`` of feeds, channels, roles, pairs of eyes and jobs: taken back, or why not."""

import pytest
from news_site import NewsSite

from bot.adding import CorpusReader
from bot.rights import Rights, Role
from corpus.catalogue import FeedMode


@pytest.fixture
def site():
    site = NewsSite()
    yield site
    site.close()


@pytest.fixture
async def world(run_bot, library, site):
    async with run_bot(library, reader=CorpusReader(allow=site.allow)) as world:
        yield world


def feeds(world):
    return [(each.minutes, each.mode) for each in world.library.catalogue.feeds.all()]


async def test_a_feed_that_was_followed_is_left_again(world, site):
    site.lists("Velmar")
    mara = world.moderator()
    assert "/undo takes that back" in (await mara.says(f"/feeds add {site.url}/feed")).text
    assert "Taken back: feed added" in (await mara.says("/undo")).text
    assert feeds(world) == []


async def test_a_feed_that_was_left_or_changed_is_followed_as_before(world, site):
    site.lists("Velmar")
    mara = world.moderator()
    await mara.says(f"/feeds add {site.url}/feed every 60 min")
    await mara.says(f"/feeds add {site.url}/feed every 90 min auto")
    assert feeds(world) == [(90, FeedMode.AUTO)]
    await mara.says("/feeds remove 1")
    assert feeds(world) == []
    await mara.says("/undo")
    assert feeds(world) == [(90, FeedMode.AUTO)]
    await mara.says("/undo")
    assert feeds(world) == [(60, FeedMode.REVIEW)]
    assert world.library.catalogue.feeds.all()[0].chat_id == mara.id
    await mara.says("/undo")
    assert feeds(world) == []


async def test_a_feed_that_somebody_else_changed_since_stays(world, site):
    site.lists("Velmar")
    mara, olga = world.moderator(), world.moderator("Olga")
    await mara.says(f"/feeds add {site.url}/feed")
    await olga.says(f"/feeds add {site.url}/feed auto")
    assert "was changed since" in (await mara.says("/undo")).text
    assert feeds(world) == [(30, FeedMode.AUTO)]


async def test_a_feed_that_is_followed_outlives_an_attempt_to_change_it_while_it_is_down(
    world, site
):
    site.lists("Velmar")
    mara = world.moderator()
    await mara.says(f"/feeds add {site.url}/feed every 60 min")
    site.status = 500
    refused = await mara.says(f"/feeds add {site.url}/feed every 90 min")
    assert "/undo" not in refused.text
    assert feeds(world) == [(60, FeedMode.REVIEW)]


async def test_what_is_no_feed_leaves_no_step_to_take_back(world, site):
    mara = world.moderator()
    await mara.says(f"/feeds add {site.url}/nowhere")
    assert feeds(world) == []
    assert "There is no step of yours" in (await mara.says("/undo")).text
    assert "came to nothing" in (await mara.says("/audit")).text


async def test_pairs_of_eyes_are_asked_for_as_before(world):
    olga, rights = world.moderator("Olga"), Rights(world.library.catalogue)
    await olga.says("/eyes on")
    await olga.says("/eyes on")
    await olga.says("/undo")
    assert rights.two_eyes
    await olga.says("/undo")
    assert not rights.two_eyes


async def test_a_role_is_given_back_unless_somebody_changed_it_since(world):
    olga, mara = world.moderator("Olga"), world.moderator("Mara")
    rights = Rights(world.library.catalogue)
    await olga.says("/promote 99 contributor")
    await olga.says("/promote 99 moderator")
    assert "Taken back: role of 99" in (await olga.says("/undo")).text
    assert rights.role(99) is Role.CONTRIBUTOR
    await mara.says("/promote 99 owner")
    assert "was changed since" in (await olga.says("/undo")).text
    assert rights.role(99) is Role.OWNER


async def test_a_role_of_one_chat_is_taken_back_there(world):
    olga, group = world.moderator("Olga"), world.telegram.group("Newsroom")
    rights = Rights(world.library.catalogue)
    await olga.says("/promote 99 moderator")
    await olga.says("/promote@according_bot 99 owner here", group=group)
    await olga.says("/undo")
    assert rights.role(99, group.id) is Role.MODERATOR


async def test_a_channel_that_somebody_else_changed_since_stays(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    world.telegram.channel("Velmar Wire", "velmar_wire").joined()
    await mara.says("/watch add @velmar_wire")
    await olga.says("/watch add @velmar_wire auto")
    assert "changed since" in (await mara.says("/undo")).text
    assert [each.mode for each in world.library.catalogue.watches.all()] == [FeedMode.AUTO]


@pytest.mark.parametrize(("language", "words"), [("ru", "Ваш шаг до него"), ("ar", "خطوتك التي")])
async def test_a_refusal_names_the_step_before_in_the_readers_language(world, language, words):
    mara, olga = world.telegram.person("Mara", language=language), world.moderator("Olga")
    world.library.catalogue.moderators.put(mara.id, "moderator")
    await mara.says("/remove port-fire")
    await mara.says("/edit strike title Mara's")
    await olga.says("/edit strike title Olga's")
    refused = (await mara.says("/undo")).text
    assert words in refused
    assert "removed" not in refused


async def test_the_audit_says_what_differs_once_and_in_which_zone(world):
    olga = world.moderator("Olga")
    await olga.says("/promote 99 moderator")
    told = (await olga.says("/audit")).text
    assert "UTC" in told
    assert "role of 99 · role: user → moderator; chat: 0" in told
    assert "0 → 0" not in told


async def test_in_arabic_an_audits_pieces_run_from_right_to_left_each_by_itself(world):
    ada = world.telegram.person("Ada", language="ar")
    world.library.catalogue.moderators.put(ada.id, "owner")
    await ada.says("/edit strike title Fire in the harbour")
    line = (await ada.says("/audit")).text.splitlines()[1]
    assert line.startswith("\u200f\u2068#1\u2069 · ")
    assert line.endswith("\u2068title: Dockers announce a strike → Fire in the harbour\u2069")
    assert "\u2068strike\u2069" in line


async def test_a_groups_digest_is_on_record_and_a_persons_own_is_not(world):
    mara, group = world.moderator(), world.telegram.group("Newsroom")
    await mara.says("/digest daily 08:00")
    assert world.library.catalogue.audit.latest() == []
    await mara.says("/remove port-fire")
    await mara.says("/digest@according_bot daily 08:00 Europe/Berlin", group=group)
    await mara.says("/digest@according_bot weekly mon 09:00", group=group)
    await mara.says("/digest@according_bot off", group=group)
    told = (await mara.says("/audit")).text
    times = "when: daily 08:00 Europe/Berlin → weekly mon 09:00 Europe/Berlin"
    assert f"digest of {group.id} · {times}" in told
    assert len(world.library.catalogue.audit.latest()) == 4
    refused = (await mara.says("/undo")).text
    assert f"cannot be taken back: digest of {group.id}" in refused
    assert "/undo 3 takes that back" in refused


async def test_a_page_that_a_moderator_closes_is_on_record(world):
    mara = world.moderator()
    await mara.says("/revoke port-fire")
    (step,) = world.library.catalogue.audit.latest()
    assert (step.who, step.what, step.target) == (mara.id, "page-revoked", "port-fire")
