"""Groups, topics, and all the shapes that messages come in."""

import pytest
from client import MENTION

QUESTION = "How many containers had burned?"


async def test_a_command_for_another_bot_is_not_ours(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    assert not (await alice.says(f"/ask@other_bot {QUESTION}", group=group)).messages
    assert (await alice.says(f"/ask@According_Bot {QUESTION}", group=group)).quotes


async def test_a_command_that_nobody_knows_is_left_alone_in_a_group(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    assert not (await alice.says("/roll 2d6", group=group)).messages
    assert "/help" in (await alice.says("/roll@according_bot 2d6", group=group)).text


async def test_an_answer_in_a_group_replies_to_the_question(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    message = alice.message(f"/ask {QUESTION}", group=group)
    answer = (await alice.sends(message)).only
    reply = answer.params["reply_parameters"]
    assert reply["message_id"] == message["message_id"]
    assert reply["allow_sending_without_reply"] is True


async def test_a_topics_answer_stays_in_its_topic(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Forum")
    topic = {"message_thread_id": 31, "is_topic_message": True}
    world.library.delay = 0.1
    created = {**alice.message(group=group), "forum_topic_created": {"name": "T", "icon_color": 1}}
    answer = await alice.says(f"/ask {QUESTION}", group=group, reply_to_message=created, **topic)
    assert answer.only.params["message_thread_id"] == "31"
    assert world.api.called("sendChatAction")[0]["message_thread_id"] == "31"
    # A thread of replies outside a forum has an id too, which may not be sent to.
    answer = await alice.says(f"/ask {QUESTION}", group=group, message_thread_id=30)
    assert "message_thread_id" not in answer.only.params


async def test_an_ordinary_message_in_a_topic_that_the_bot_made_does_not_address_it(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Forum")
    created = {**alice.message(group=group), "forum_topic_created": {"name": "T", "icon_color": 1}}
    created["from"] = {"id": 4242, "is_bot": True, "first_name": "b", "username": "according_bot"}
    topic = {"message_thread_id": 31, "is_topic_message": True, "reply_to_message": created}
    assert not (await alice.says(QUESTION, group=group, **topic)).messages


async def test_a_mention_in_a_reply_asks_what_the_other_one_asked(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    group = world.telegram.group("Friends")
    asked = bob.message(QUESTION, group=group)
    assert "12 containers" in (await alice.replies_to(asked, MENTION, group=group)).text
    assert world.library.asked == [QUESTION]


async def test_a_mention_is_no_part_of_the_question(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    await alice.says(f"🔥 {MENTION}, {QUESTION}", group=group)
    assert world.library.asked == [f"🔥 , {QUESTION}"]


async def test_another_bots_mention_and_a_longer_name_do_not_address_it(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    assert not (await alice.says(f"{MENTION}2 {QUESTION}", group=group)).messages


async def test_a_mention_in_a_caption_counts(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    entities = [{"type": "mention", "offset": 0, "length": len(MENTION)}]
    message = alice.message(
        group=group, photo=photo, caption=f"{MENTION} {QUESTION}", caption_entities=entities
    )
    assert "12 containers" in (await alice.sends(message)).text


STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 1}


@pytest.mark.parametrize("media", [{"sticker": STICKER}, {"voice": VOICE}], ids=list)
async def test_stickers_and_voice_get_a_hint_in_private_only(world, media):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    assert "in words" in (await alice.sends(alice.message(**media))).only.text
    assert not (await alice.sends(alice.message(group=group, **media))).messages


SILENT = {
    "channel post": lambda alice: {
        "channel_post": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": -1001, "type": "channel", "title": "C"},
            "sender_chat": {"id": -1001, "type": "channel", "title": "C"},
            "text": QUESTION,
        }
    },
    "edited question": lambda alice: {"edited_message": alice.message(QUESTION, edit_date=2)},
    "pinned message": lambda alice: {"message": alice.message(pinned_message=alice.message("x"))},
    "new member": lambda alice: {"message": alice.message(new_chat_members=[alice.account])},
    "migration": lambda alice: {"message": alice.message(migrate_to_chat_id=-1005)},
    "linked channel": lambda alice: {
        "message": alice.message(
            f"/ask {QUESTION}",
            is_automatic_forward=True,
            sender_chat={"id": -1001, "type": "channel", "title": "C"},
        )
    },
    "another bot": lambda alice: {
        "message": {
            **alice.message(f"/ask {QUESTION}"),
            "from": {"id": 9, "is_bot": True, "first_name": "B"},
        }
    },
    "unknown kind": lambda alice: {"something_new": {"a": 1}},
    "poll": lambda alice: {
        "poll_answer": {"poll_id": "1", "option_ids": [0], "user": alice.account}
    },
}


@pytest.mark.parametrize("shape", SILENT)
async def test_what_asks_nothing_is_passed_over(world, shape):
    alice = world.telegram.person("Alice")
    world.api.push(**SILENT[shape](alice))
    assert "12 containers" in (await alice.says(QUESTION)).text
    assert len(world.api.sent) == 1


@pytest.mark.parametrize(
    "text",
    [
        "?!…",
        "🔥🔥",
        "\u202e\u2066",
        "a" * 4096,
        '<b>&"</b> [x](y) *_~',
        "\U000e0041\u200d\u200c",
        "é\u0301" * 90,
    ],
)
async def test_odd_questions_are_answered_or_refused_with_a_reason(world, text):
    assert (await world.telegram.person("Alice").says(text)).only.text


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends", "group")
    world.api.fail("sendMessage", 400, "group upgraded", migrate_to_chat_id=-1007)
    await alice.says(f"/ask {QUESTION}", group=group)
    (sent,) = world.api.sent
    assert sent.chat == -1007
    assert "12 containers" in sent.text


async def test_being_blocked_or_thrown_out_breaks_nothing(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    assert not (await alice.says(QUESTION)).messages
    assert (await bob.says(QUESTION)).quotes


async def test_in_the_general_topic_of_a_forum_an_answer_stays_there(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Forum")
    world.library.delay = 0.1
    # Messages in General carry no topic, and Telegram refuses its number 1 as one.
    message = alice.message(f"/ask {QUESTION}", group=group)
    message["chat"] = {**message["chat"], "is_forum": True}
    answer = (await alice.sends(message)).only
    assert "message_thread_id" not in answer.params
    assert answer.params["reply_parameters"]["message_id"] == message["message_id"]
    assert all("message_thread_id" not in call for call in world.api.called("sendChatAction"))
    context = (await alice.presses(answer, answer.buttons["In context"])).only
    assert "message_thread_id" not in context.params


async def test_start_in_a_group_says_how_the_bot_is_addressed_there(telegram):
    alice, group = telegram.person("Alice"), telegram.group("Friends")
    assert "In a group I answer to /ask" in (await alice.says("/start", group=group)).only.text
    assert "Just ask" in (await alice.says("/start")).only.text
