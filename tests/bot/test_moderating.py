"""Who may change the corpus, and what they see when they do."""

import pytest
from client import MENTION

from bot.rights import Rights


@pytest.mark.parametrize(
    "command", ["/add A text.", "/articles", "/article strike", "/remove strike", "/restore x"]
)
async def test_a_stranger_is_politely_refused_every_moderators_command(world, command):
    answer = await world.telegram.person("Alice").says(command)
    assert answer.only.text.startswith("Only moderators can do that.")
    assert len(world.library.articles()) == 2
    assert not world.reader.seen


async def test_a_moderator_adds_a_text(world):
    mara = world.moderator()
    answer = await mara.says("/add The mayor spoke on Monday.\nHe said that all is well.")
    assert answer.text.startswith("Not published yet: #1\nThe mayor spoke on Monday.")
    await mara.presses(answer.only, answer.only.buttons["Publish"])
    assert world.reader.seen == [("text", "The mayor spoke on Monday.\nHe said that all is well.")]
    assert "the-mayor-spoke" in (await mara.says("/articles")).text


async def test_a_moderator_adds_addresses(world):
    mara = world.moderator()
    await mara.says("/add https://a.example/one, https://b.example/two")
    assert world.reader.seen == [
        ("address", "https://a.example/one"),
        ("address", "https://b.example/two"),
    ]


async def test_a_text_with_an_address_in_it_is_a_text(world):
    await world.moderator().says("/add He wrote on https://a.example/one that all is well.")
    assert [kind for kind, _ in world.reader.seen] == ["text"]


async def test_a_moderator_adds_a_file_with_a_caption(world):
    answer = await world.moderator().sends_file(b"The bridge is closed.", "bridge.txt", "/add")
    assert "Not published yet" in answer.text
    assert world.reader.seen == [("file", b"The bridge is closed.")]


async def test_a_file_without_a_caption_is_not_added_but_the_way_is_told(world):
    answer = await world.moderator().sends_file(b"The bridge is closed.", "bridge.txt")
    assert "/add" in answer.text
    assert not world.reader.seen


async def test_add_as_a_reply_takes_the_message_it_replies_to(world):
    mara, group = world.moderator(), world.telegram.group("Newsroom")
    original = mara.message("The ferry is late.", group=group)
    await mara.replies_to(original, "/add", group=group)
    assert world.reader.seen == [("text", "The ferry is late.")]
    await mara.replies_to(mara.file(b"From a file.", "a.txt"), "/add")
    assert world.reader.seen[1:] == [("file", b"From a file.")]


async def test_a_forwarded_channel_post_keeps_its_origin(world):
    mara = world.moderator()
    channel = {"id": -1009, "type": "channel", "title": "Velmar Wire", "username": "velmarwire"}
    origin = {"type": "channel", "chat": channel, "message_id": 7, "date": 1930000000}
    post = mara.message("The ferry is late.", forward_origin=origin)
    answer = await mara.replies_to(post, "/add")
    assert "Velmar Wire" in answer.text
    await mara.presses(answer.only, answer.only.buttons["Publish"])
    article = world.library.article("the-ferry-is")
    assert (article.url, article.published_at[:4]) == ("https://t.me/velmarwire/7", "2031")


async def test_a_paste_that_telegram_cut_is_one_article_again(world):
    mara = world.moderator()
    sentence = "The council met again and said that nothing had been decided. "
    parts = [("/add " + sentence * 70)[:4090].strip(), (sentence * 60).strip(), "The end."]
    api = world.api
    for part in parts:
        api.push(message=mara.message(part))
    await world.telegram.settle()
    ((kind, text),) = world.reader.seen
    assert kind == "text"
    assert text.startswith("The council")
    assert text.endswith("The end.")
    assert len(text) == sum(map(len, parts)) - len("/add ") + len(" ") + len("\n\n")
    assert len(api.sent) == 1


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(world):
    mara = world.moderator()
    answer = await mara.sends(mara.file(b"x", "a.pdf", "/add", file_size=21 * 1024 * 1024))
    assert "20 MB" in answer.text
    assert not world.api.called("getFile")


async def test_add_with_nothing_asks_what(world):
    assert "What shall I add?" in (await world.moderator().says("/add")).text


async def test_what_is_there_already_is_not_added_twice(world):
    mara = world.moderator()
    answer = await mara.says("/add The mayor spoke.")
    await mara.presses(answer.only, answer.only.buttons["Publish"])
    assert "Already here: the-mayor-spoke" in (await mara.says("/add The mayor spoke.")).text


async def test_an_article_is_shown_with_who_speaks_in_it(world):
    answer = await world.moderator().says("/article port-fire")
    for words in (
        "Fire at the port of Velmar",
        "Coast Press in The Harbour Courier, Ilja Brandt, March 4, 2031",
        "3 claims by 3 sources: Ministry of Ports (1), Ana Toric (1), Dockers' Union (1)",
    ):
        assert words in answer.text


async def test_an_article_that_is_not_there_is_said_to_be_missing(world):
    answer = await world.moderator().says("/article nowhere")
    assert answer.only.text == "There is no article nowhere."


async def test_a_removed_article_is_quoted_no_more_until_it_is_restored(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    answer = await mara.says("/remove strike")
    assert "/restore strike" in answer.text
    assert not (await alice.says("When would the strike begin?")).quotes
    await mara.says("/restore strike")
    assert (await alice.says("When would the strike begin?")).quotes


async def test_the_owner_of_the_settings_is_a_moderator(run_bot, library):
    async with run_bot(library, owner_id=77) as world:
        owner = world.telegram.person("Olga", user_id=77)
        assert "2 articles" in (await owner.says("/articles")).text
        assert not any("code" in each for each in world.announced)


async def test_the_first_moderator_is_who_sends_the_code_in_private(world):
    (announcement,) = [each for each in world.announced if "code" in each]
    code = announcement.rsplit(" ", 1)[1]
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    group = world.telegram.group("Friends")
    wrong = code[:-1] + ("a" if code[-1] != "a" else "b")
    assert "not valid" in (await alice.says(wrong)).text
    assert "moderator now" not in (await alice.says(f"{MENTION} {code}", group=group)).text
    assert "moderator now" not in (await alice.says(f"/start {code}")).text
    assert "moderator now" in (await alice.says(code)).text
    assert "2 articles" in (await alice.says("/articles")).text
    assert "moderator now" not in (await bob.says(code)).text
    assert "Only moderators" in (await bob.says("/articles")).text


async def test_the_code_is_kept_as_a_digest_and_is_gone_after_use(world):
    (code,) = [each.rsplit(" ", 1)[1] for each in world.announced if "code" in each]
    kept = world.library.catalogue.setting("first-moderator-code")
    assert kept is not None
    assert code not in kept
    await world.telegram.person("Alice").says(code)
    assert world.library.catalogue.setting("first-moderator-code") is None


def test_a_guesser_is_stopped_after_a_few_tries(library):
    rights = Rights(library.catalogue)
    code = rights.new_code()
    for _ in range(5):
        assert not rights.claim("owner-aaaaa-aaaaa-aaaaa", 9)
    assert not rights.claim(code, 9)
    assert rights.claim(code, 10)


def test_a_new_start_without_a_moderator_voids_the_code_before(library):
    old, new = Rights(library.catalogue).new_code(), Rights(library.catalogue).new_code()
    assert not Rights(library.catalogue).claim(old, 9)
    assert Rights(library.catalogue).claim(new, 9)
    assert Rights(library.catalogue).new_code() is None


async def test_an_anonymous_admin_has_nobodys_rights(run_bot, library):
    async with run_bot(library, owner_id=1087968824) as world:
        group = world.telegram.group("Newsroom")
        admin = world.telegram.person("Group", user_id=1087968824)
        message = admin.message("/remove strike", group=group, sender_chat=group.chat)
        assert "Only moderators" in (await admin.sends(message)).text
        assert len(library.articles()) == 2
