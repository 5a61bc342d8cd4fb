"""/settings: people's own in private, and the rules of a group, which only its admins change."""

import asyncio
from datetime import UTC, datetime

import pytest
from client import MENTION

from bot.preferences import Asking, Personal, Place, QuietHours, Rules

QUESTION = "How many containers had burned?"


@pytest.fixture
def alice(world):
    return world.telegram.person("Alice")


@pytest.fixture
def group(world):
    return world.telegram.group("Friends")


@pytest.fixture
def admin(world, group):
    person = world.telegram.person("Adam")
    world.api.admins.add((group.id, person.id))
    return person


def rules_of(world, group):
    return world.service._desk.preferences.group(group.id)


def set_rules(world, group, **rules):
    world.service._desk.preferences.set_group(group.id, **rules)


# One's own


async def test_the_panel_shows_what_holds_and_a_press_changes_it_in_place(world, alice):
    panel = (await alice.says("/settings")).only
    assert {"3 accounts", "✓ 5 accounts", "✓ Pictures", "✓ As in Telegram"} <= set(panel.buttons)
    assert not (await alice.presses(panel, panel.buttons["3 accounts"])).messages
    assert "✓ 3 accounts" in panel.buttons
    assert world.api.called("answerCallbackQuery")[-1]["text"] == "That is settled."


async def test_a_pressed_button_pressed_again_changes_nothing(world, alice):
    panel = (await alice.says("/settings")).only
    for _ in range(2):
        await alice.presses(panel, "me:drafts:0")
    assert "✓ No drafts" in panel.buttons


async def test_how_many_accounts_are_seen_is_up_to_the_reader(world, alice):
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, panel.buttons["3 accounts"])
    question = "fire containers burned control union strike port"
    first = (await alice.says(question)).only
    assert len(first.quotes) == 3
    second = (await alice.presses(first, first.buttons["More accounts (2)"])).only
    assert len(second.quotes) == 2
    assert not set(first.quotes) & set(second.quotes)
    paragraphs = (await alice.presses(second, second.buttons["In context"])).only
    assert len(paragraphs.quotes) == 2
    assert len((await world.telegram.person("Bob").says(question)).quotes) == 5


async def test_who_wants_words_gets_no_pictures(world, alice):
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, panel.buttons["Words only"])
    timeline = (await alice.says("/timeline strike")).only
    assert timeline.quotes
    assert not timeline.picture
    answer = (await alice.says("Was the fire under control?")).only
    assert not (await alice.presses(answer, answer.buttons["Compare"])).messages[0].picture


async def test_who_wants_no_drafts_gets_none(world, alice, monkeypatch):
    monkeypatch.setattr("bot.sending.DRAFT_AFTER", 0.01)
    world.library.delay = 0.2
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, panel.buttons["No drafts"])
    await alice.says(QUESTION)
    assert not world.api.called("sendMessageDraft")
    await alice.presses(panel, panel.buttons["Show drafts"])
    await alice.says(QUESTION)
    assert world.api.called("sendMessageDraft")


async def test_the_panel_speaks_the_language_that_was_chosen_and_back(world, alice):
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, panel.buttons["Русский"])
    assert panel.text.startswith("Ваши настройки")
    assert "свидетельства" in (await alice.says(QUESTION)).text
    await alice.presses(panel, panel.buttons["Как в Telegram"])
    assert panel.text.startswith("Your settings")


@pytest.mark.parametrize(
    "data", ["me:size:4", "me:pictures:2", "me:language:de", "me:owner:1", "me", "us:asking:all"]
)
async def test_forged_settings_change_nothing(world, alice, data):
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, data)
    assert "too old" in world.api.called("answerCallbackQuery")[-1]["text"]
    assert world.service._desk.preferences.person(alice.id) == Personal()


# Those of a group


async def test_an_admin_changes_the_rules_and_others_only_see_them(world, alice, admin, group):
    panel = (await alice.says("/settings", group=group)).only
    assert "✓ All may ask" in panel.buttons
    await alice.presses(panel, panel.buttons["Only admins"])
    assert rules_of(world, group) == Rules()
    notices = [call["text"] for call in world.api.called("answerCallbackQuery")]
    assert notices == ["Only the admins of this group can change that."]
    await admin.presses(panel, panel.buttons["Only admins"])
    assert rules_of(world, group).asking == Asking.ADMINS
    assert "✓ Only admins" in panel.buttons


async def test_who_is_no_admin_any_more_cannot_change_what_they_once_could(world, admin, group):
    panel = (await admin.says("/settings", group=group)).only
    world.api.admins.clear()
    await admin.presses(panel, panel.buttons["In private"])
    assert rules_of(world, group) == Rules()


async def test_where_telegram_does_not_tell_who_is_an_admin_nothing_is_changed(world, admin, group):
    panel = (await admin.says("/settings", group=group)).only
    world.api.fail("getChatMember", 400, "Bad Request: member list is inaccessible")
    await admin.presses(panel, panel.buttons["In private"])
    assert rules_of(world, group) == Rules()
    assert "Telegram did not let me" in world.api.called("answerCallbackQuery")[-1]["text"]


async def test_the_rules_of_one_group_cannot_be_changed_from_another_chat(world, admin, group):
    panel = (await admin.says("/settings")).only
    await admin.presses(panel, "us:asking:admins")
    other = world.telegram.group("Others")
    panel = (await admin.says("/settings", group=other)).only
    await admin.presses(panel, "us:asking:admins")
    assert rules_of(world, group) == rules_of(world, other) == Rules()


ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


def anonymous(world, text, group):
    message = world.telegram.person("X").message(text, group=group)
    return {**message, "from": ANONYMOUS, "sender_chat": group.chat}


async def test_an_anonymous_admin_can_write_quiet_hours_and_ask(world, alice, group):
    written = anonymous(world, "/settings 23:00-06:30 Berlin", group)
    panel = (await alice.sends(written)).only
    assert "✓ 23:00–06:30 Europe/Berlin" in panel.buttons
    assert rules_of(world, group).quiet == QuietHours("23:00", "06:30", "Europe/Berlin")
    set_rules(world, group, asking=Asking.ADMINS, quiet=None)
    assert (await alice.sends(anonymous(world, f"/ask {QUESTION}", group))).quotes


async def test_a_channel_that_speaks_in_a_group_is_no_admin_of_it(world, alice, group):
    written = anonymous(world, "/settings 23:00-06:30 Berlin", group)
    channel = {"id": -1009, "type": "channel", "title": "C"}
    fake = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    told = (await alice.sends({**written, "from": fake, "sender_chat": channel})).only
    assert told.text == "Only the admins of this group can change that."


async def test_who_is_no_admin_cannot_write_quiet_hours(world, alice, group):
    told = (await alice.says("/settings 23:00-06:30 Berlin", group=group)).only
    assert told.text == "Only the admins of this group can change that."
    assert rules_of(world, group) == Rules()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("at night", "Write the hours like this"),
        ("23-6 Europe/Berln", "Do you mean Europe/Berlin?"),
        ("23-6 Nowhere/Atallx", "I do not know the time zone Nowhere/Atallx."),
    ],
)
async def test_hours_that_cannot_be_read_are_explained(world, admin, group, words, told):
    assert told in (await admin.says(f"/settings {words}", group=group)).only.text


async def test_quiet_hours_are_switched_off_and_come_back_as_they_are_named(world, admin, group):
    panel = (await admin.says("/settings 1-2 Tokyo", group=group)).only
    await admin.presses(panel, panel.buttons["No quiet hours"])
    assert rules_of(world, group).quiet is None
    await admin.presses(panel, panel.buttons["22:00–07:00 UTC"])
    assert rules_of(world, group).quiet == QuietHours("22:00", "07:00", "UTC")


async def test_where_only_admins_ask_others_are_told_so_once(world, alice, admin, group):
    set_rules(world, group, asking=Asking.ADMINS)
    told = (await alice.says(f"{MENTION} {QUESTION}", group=group)).only
    assert told.text == "In this group only admins ask me. In private everybody can."
    assert told.buttons["Ask me in private"] == "https://t.me/according_bot"
    assert not (await alice.says(f"{MENTION} {QUESTION}", group=group)).messages
    assert not world.library.asked
    assert (await admin.says(f"{MENTION} {QUESTION}", group=group)).quotes
    assert (await alice.says(QUESTION)).quotes


async def test_answers_in_private_reach_who_asked_and_the_group_sees_nothing(world, alice, group):
    set_rules(world, group, place=Place.PRIVATE)
    before = len(world.api.sent)
    assert not (await alice.says(f"/ask {QUESTION}", group=group)).messages
    (sent,) = world.api.sent[before:]
    assert sent.chat == alice.id
    assert "12 containers" in sent.text
    assert "message_thread_id" not in sent.params
    assert "reply_parameters" not in sent.params


async def test_who_never_wrote_to_the_bot_is_told_how_once(world, alice, group):
    set_rules(world, group, place=Place.PRIVATE)
    forbidden = "Forbidden: bot can't initiate conversation with a user"
    world.api.fail("sendMessage", 403, forbidden)
    told = (await alice.says(f"/ask {QUESTION}", group=group)).only
    assert "press “Start”" in told.text
    assert told.params["disable_notification"] == "true"
    world.api.fail("sendMessage", 403, forbidden)
    assert not (await alice.says(f"/ask {QUESTION}", group=group)).messages


async def test_an_anonymous_admin_is_answered_in_the_group(world, alice, group):
    set_rules(world, group, place=Place.PRIVATE)
    assert (await alice.sends(anonymous(world, f"/ask {QUESTION}", group))).quotes


async def test_in_quiet_hours_the_answer_comes_in_private(world, alice, admin, group):
    world.service.conversation._admission._now = lambda: datetime(2031, 1, 5, 23, tzinfo=UTC)
    set_rules(world, group, quiet=QuietHours("22:00", "07:00", "UTC"))
    before = len(world.api.sent)
    assert not (await alice.says(f"/ask {QUESTION}", group=group)).messages
    assert [sent.chat for sent in world.api.sent[before:]] == [alice.id]
    # The settings can be seen and changed at any hour.
    assert (await admin.says("/settings", group=group)).only.buttons
    world.service.conversation._admission._now = lambda: datetime(2031, 1, 5, 12, tzinfo=UTC)
    assert (await alice.says(f"/ask {QUESTION}", group=group)).quotes


async def test_in_quiet_hours_who_cannot_be_written_to_is_told_once_and_without_a_sound(
    world, alice, group
):
    world.service.conversation._admission._now = lambda: datetime(2031, 1, 5, 23, tzinfo=UTC)
    set_rules(world, group, quiet=QuietHours("22:00", "07:00", "UTC"))
    bob = world.telegram.person("Bob")
    for person, count in ((alice, 1), (alice, 0), (bob, 0)):
        world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
        told = await person.says(f"/ask {QUESTION}", group=group)
        assert len(told.messages) == count
        for message in told.messages:
            assert message.text.startswith("It is quiet here until 07:00.")
            assert message.params["disable_notification"] == "true"


async def test_a_groups_language_goes_before_that_of_whoever_asks(world, alice, group):
    set_rules(world, group, language="ar")
    assert "روايات" in (await alice.says("/ask fire containers strike", group=group)).text
    assert "account" in (await alice.says(QUESTION)).text


@pytest.mark.parametrize("told_in", ["old", "new"])
async def test_a_group_that_becomes_a_supergroup_keeps_its_rules(world, alice, told_in):
    old = world.telegram.group("Friends", "group")
    new = world.telegram.group("Friends")
    set_rules(world, old, language="ru")
    service = (
        {"message": alice.message(group=old, migrate_to_chat_id=new.id)}
        if told_in == "old"
        else {"message": alice.message(group=new, migrate_from_chat_id=old.id)}
    )
    world.api.push(**service)
    await world.telegram.settle()
    assert rules_of(world, new).language == "ru"
    assert not world.api.sent
    assert "Настройки этой группы" in (await alice.says("/settings", group=new)).only.text


async def test_settings_in_a_topic_stay_in_it(world, alice, group):
    topic = {"message_thread_id": 31, "is_topic_message": True}
    panel = (await alice.says("/settings", group=group, **topic)).only
    assert panel.params["message_thread_id"] == "31"


async def test_two_admins_at_once_both_have_their_way(world, admin, group):
    other = world.telegram.person("Olga")
    world.api.admins.add((group.id, other.id))
    panel = (await admin.says("/settings", group=group)).only
    await asyncio.gather(
        admin.presses(panel, "us:asking:admins"), other.presses(panel, "us:place:private")
    )
    assert rules_of(world, group) == Rules(None, Asking.ADMINS, Place.PRIVATE)
