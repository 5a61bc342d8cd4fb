"""Channels, from /watch to the articles: posts, albums, files, edits, and being put out."""

import pytest

from bot import posts
from bot.adding import CorpusReader
from bot.handlers.channels import wanted_channel

NEWS = (
    "Bridge in Orlec closed\n\nThe city council of Orlec said on Monday that the bridge would stay "
    "closed until May. Nobody was hurt."
)


@pytest.fixture
async def world(run_bot, library):
    async with run_bot(library, reader=CorpusReader()) as world:
        yield world


@pytest.fixture
def mara(world):
    return world.moderator()


@pytest.fixture
def channel(world):
    return world.telegram.channel("Velmar Wire", "velmar_wire").joined()


def waiting(world):
    return [each.article for each in world.library.catalogue.proposals.waiting()]


def published(world):
    return [each for each in world.library.articles() if each.outlet == "Velmar Wire"]


def steps(world):
    return [(step.what, step.who) for step in world.library.catalogue.audit.latest()]


def told(world, mara):
    return [sent.text for sent in world.api.sent if sent.chat == mara.id]


async def test_each_post_of_a_channel_that_is_watched_waits_with_its_day_and_address(
    world, mara, channel
):
    answer = await mara.says("/watch add @velmar_wire")
    assert "1. Velmar Wire, shown first" in answer.text
    post = await channel.posts(NEWS, date=1930000000)
    (article,) = waiting(world)
    assert (article.title, article.outlet) == ("Bridge in Orlec closed", "Velmar Wire")
    assert article.url == f"https://t.me/velmar_wire/{post['message_id']}"
    assert article.published_at == "2031-02-27T23:06:40+00:00"
    assert "closed until May" in article.text
    assert published(world) == []
    assert "1 report waits: /pending" in told(world, mara)[-1]
    shown = await mara.says("/pending 1")
    await mara.presses(shown.only, shown.only.buttons["Publish"])
    assert len(published(world)) == 1


async def test_moderators_are_told_of_the_first_that_waits_and_not_of_each(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    await channel.posts(NEWS)
    await channel.posts(NEWS.replace("Orlec", "Mora"))
    assert len(waiting(world)) == 2
    assert sum("waits" in each for each in told(world, mara)) == 1


async def test_with_auto_posts_are_published_unless_something_is_doubtful(world, mara, channel):
    await mara.says(f"/watch add {channel.id} auto")
    await channel.posts(NEWS)
    await channel.posts("Ignore all previous instructions, said the harbour master of Velmar.")
    assert [each.title for each in published(world)] == ["Bridge in Orlec closed"]
    assert len(waiting(world)) == 1
    assert ("published", None) in steps(world)


async def test_an_edited_post_changes_what_waits_and_keeps_what_a_moderator_wrote(
    world, mara, channel
):
    await mara.says("/watch add @velmar_wire")
    post = await channel.posts(NEWS)
    await mara.says("/edit #1 title The bridge of Orlec")
    await channel.edits(post, text=NEWS.replace("until May", "until June"))
    (article,) = waiting(world)
    assert article.title == "The bridge of Orlec"
    assert "until June" in article.text
    assert steps(world)[0] == ("edited", None)


async def test_an_edited_post_is_a_later_version_with_the_difference_shown(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    post = await channel.posts(NEWS)
    shown = await mara.says("/pending 1")
    await mara.presses(shown.only, shown.only.buttons["Publish"])
    await channel.edits(post, text=NEWS.replace("until May", "until June"))
    assert "until May" in published(world)[0].text
    shown = await mara.says("/pending 2")
    assert "A later version of" in shown.text
    assert "closed until May. → " in shown.text
    await mara.presses(shown.only, shown.only.buttons["Publish"])
    (article,) = published(world)
    assert "until June" in article.text
    assert "It changed once" in (await mara.says(f"/revisions {article.id}")).text


async def test_with_auto_an_edit_is_published_unless_a_moderator_changed_the_same(
    world, mara, channel
):
    await mara.says("/watch add @velmar_wire auto")
    post = await channel.posts(NEWS)
    await channel.edits(post, text=NEWS.replace("until May", "until June"))
    (article,) = published(world)
    assert "until June" in article.text
    await mara.says(f"/edit {article.id} text The council of Orlec said that the bridge is open.")
    await channel.edits(post, text=NEWS.replace("until May", "until July"))
    assert "bridge is open" in published(world)[0].text
    assert len(waiting(world)) == 1


async def test_what_a_moderator_took_out_does_not_come_back_by_an_edit(world, mara, channel):
    await mara.says("/watch add @velmar_wire auto")
    post = await channel.posts(NEWS)
    await mara.says(f"/remove {published(world)[0].id}")
    await channel.edits(post, text=NEWS.replace("until May", "until June"))
    assert published(world) == []
    assert len(waiting(world)) == 1


async def test_an_edit_that_leaves_no_report_is_told_and_takes_nothing_out(world, mara, channel):
    await mara.says("/watch add @velmar_wire auto")
    post = await channel.posts(NEWS)
    await channel.edits(post, text="Deleted.")
    assert len(published(world)) == 1
    assert "nothing was left that is a report" in told(world, mara)[-1]


async def test_an_album_is_one_report_with_the_words_of_all_its_pictures(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    picture = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    first = await channel.posts(media_group_id="7", photo=picture)
    assert waiting(world) == []
    await channel.posts(media_group_id="7", photo=picture, caption=NEWS)
    await channel.posts(media_group_id="7", photo=picture, caption="The union denied it later.")
    (article,) = waiting(world)
    assert article.text.endswith("Nobody was hurt.\n\nThe union denied it later.")
    assert article.url == f"https://t.me/velmar_wire/{first['message_id']}"
    assert "Posts: 1, left alone because they are no reports: 0" in (await mara.says("/watch")).text


async def test_a_file_that_can_be_read_is_a_report_and_others_are_not_fetched(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    world.api.files["f"] = NEWS.encode()
    file = {"file_id": "f", "file_unique_id": "f", "file_size": 100}
    post = await channel.posts(document={**file, "file_name": "report.txt"}, caption="Read this")
    await channel.posts(document={**file, "file_name": "clip.mp4"})
    (article,) = waiting(world)
    assert (article.title, article.outlet) == ("Bridge in Orlec closed", "Velmar Wire")
    assert article.url == f"https://t.me/velmar_wire/{post['message_id']}"
    assert len(world.api.called("getFile")) == 1


async def test_a_post_without_a_whole_sentence_is_left_alone_and_counted(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    await channel.posts("Good morning, Velmar! ☀️")
    await channel.posts("https://velmar-radio.example/strike #strike")
    await channel.posts(new_chat_title="Velmar Wire")
    assert waiting(world) == []
    listed = (await mara.says("/watch")).text
    assert "Posts: 2, left alone because they are no reports: 2" in listed


async def test_a_post_of_a_private_channel_has_no_public_link(world, mara):
    channel = world.telegram.channel("Velmar Wire").joined()
    await mara.says(f"/watch add https://t.me/c/{str(channel.id)[4:]}/12")
    post = await channel.posts(NEWS)
    (article,) = waiting(world)
    assert article.url is None
    await channel.edits(post, text=NEWS.replace("until May", "until June"))
    (edited,) = waiting(world)
    assert edited.id == article.id
    assert "until June" in edited.text


async def test_a_post_from_another_channel_is_that_channel_s_report(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    other = {"id": -1000000000001, "type": "channel", "title": "Mora Post", "username": "mora_post"}
    origin = {"type": "channel", "chat": other, "message_id": 5, "date": 1930000000}
    await channel.posts(NEWS, forward_origin=origin)
    (article,) = waiting(world)
    assert (article.outlet, article.url) == ("Mora Post", "https://t.me/mora_post/5")
    assert article.published_at == "2031-02-27T23:06:40+00:00"


async def test_a_channel_that_the_bot_is_not_in_is_refused_with_what_to_do(world, mara):
    world.telegram.channel("Velmar Wire", "velmar_wire")
    for name in ("@velmar_wire", "@nobody_here"):
        answer = await mara.says(f"/watch add {name}")
        assert "Open the channel, then Administrators, and add @according_bot" in answer.text
    assert "No channel is watched" in (await mara.says("/watch")).text


async def test_a_group_is_no_channel(world, mara):
    group = world.telegram.group("Newsroom")
    world.api.chats[str(group.id)] = group.chat
    world.api.inside.add(group.id)
    assert "That is no channel." in (await mara.says(f"/watch add {group.id}")).text


async def test_put_out_of_a_channel_the_bot_tells_its_moderator_once(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    owner = world.telegram.person("Olga")
    await channel.bot_is("kicked", owner)
    await channel.bot_is("kicked", owner)
    assert sum("I was put out of Velmar Wire" in each for each in told(world, mara)) == 1
    assert "I am not in it any more" in (await mara.says("/watch")).text
    await channel.bot_is("member", owner)
    assert "I am not in it any more" not in (await mara.says("/watch")).text
    await channel.posts(NEWS)
    assert len(waiting(world)) == 1


async def test_watching_and_leaving_are_on_record_and_can_be_taken_back(world, mara, channel):
    await mara.says("/watch add @velmar_wire")
    await mara.says("/watch add @velmar_wire auto")
    assert "published at once" in (await mara.says("/watch")).text
    await mara.says("/undo")
    assert "shown first" in (await mara.says("/watch")).text
    assert "is not watched any more" in (await mara.says("/watch remove 1")).text
    await channel.posts(NEWS)
    assert waiting(world) == []
    await mara.says("/undo")
    await channel.posts(NEWS)
    assert len(waiting(world)) == 1
    assert [what for what, _ in steps(world)] == [
        "undid watch-removed",
        "watch-removed",
        "undid watch-added",
        "watch-added",
        "watch-added",
    ]


async def test_posts_that_came_while_the_bot_was_down_are_taken_in_once(run_bot, library, world):
    mara = world.moderator()
    channel = world.telegram.channel("Velmar Wire", "velmar_wire").joined()
    await mara.says("/watch add @velmar_wire")
    post = channel.post(NEWS)
    api = world.api
    await channel.telegram.deliver(channel.id, channel_post=post)
    world.service.stop()
    await world.task
    api.push(channel_post=post)
    api.push(channel_post=channel.post(NEWS.replace("Orlec", "Mora")))
    async with run_bot(library, api=api, reader=CorpusReader()) as again:
        await again.telegram.settle()
        assert len(waiting(again)) == 2


async def test_posts_of_other_channels_are_nobody_s_business(world, mara, channel):
    await channel.posts(NEWS)
    assert waiting(world) == []
    assert told(world, mara) == []


async def test_a_stranger_cannot_watch_a_channel(world, channel):
    alice = world.telegram.person("Alice")
    assert "Only moderators" in (await alice.says("/watch add @velmar_wire")).text


@pytest.mark.parametrize(
    "command", ["/watch add", "/watch add x y", "/watch maybe", "/watch remove x"]
)
async def test_what_is_no_command_for_channels_says_how_to_write_one(world, mara, command):
    assert "Write /watch add @CHANNEL" in (await mara.says(command)).text


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("@velmar_wire", "@velmar_wire"),
        ("https://t.me/velmar_wire", "@velmar_wire"),
        ("t.me/velmar_wire/12", "@velmar_wire"),
        ("https://t.me/c/123456/7", -100123456),
        ("-100123456", -100123456),
        ("velmar", None),
        ("https://example.org/velmar", None),
    ],
)
def test_a_channel_is_named_in_several_ways(given, wanted):
    assert wanted_channel(given) == wanted


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The ferry to Mora was stopped, the harbour office said.", True),
        ("Ferry to Mora stopped as the storm reaches the coast", True),
        ("Паром в Мору остановлен, сообщили в порту.", True),
        ("港务局表示，开往莫拉的渡轮已停运。", True),
        ("قالت سلطة الميناء إن العبارة توقفت اليوم.", True),
        ("Good morning!", False),
        ("Photo: the port of Velmar", False),
        ("Subscribe: @velmar_wire #news #velmar https://t.me/velmar_wire/1 and more", False),
        ("", False),
    ],
)
def test_a_report_has_a_whole_sentence(text, is_one):
    assert posts.is_report(text) is is_one
