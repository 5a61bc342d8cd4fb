"""Bad inputs 21 to 41: the shapes in which Telegram brings things."""

from __future__ import annotations

import time

from bad_inputs import FIRE, QUESTION, Stage, bad

ME = "according_bot"
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
POLL = {
    "id": "1",
    "question": "Burned?",
    "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


@bad(21, "a command with this bot's name")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Friends")
    told = await stage.alice.says(f"/ask@{ME.upper()} {QUESTION}", group=group)
    assert "12 containers had burned" in told.text
    assert (await stage.asks(f"/help@{ME}")).only.text


@bad(22, "a command for another bot")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Friends")
    for where in ({"group": group}, {}):
        assert not (await stage.alice.says(f"/ask@other_bot {QUESTION}", **where)).messages


@bad(23, "a command that was edited")
async def _(stage: Stage) -> None:
    edited = stage.mara.message("/remove a1", edit_date=int(time.time()))
    told = await stage.world.telegram.deliver(stage.mara.id, edited_message=edited)
    assert not told.messages


@bad(24, "a forwarded message of somebody who hides")
async def _(stage: Stage) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "<b>Hidden", "date": 1}
    assert (await stage.asks("The dockers met at Velmar.", forward_origin=origin)).only.text
    text = "/add Forwarded\n\nJan Rook said that 17 rooks sat at Rookton."
    added = (await stage.mara.says(text, forward_origin=origin)).messages[-1]
    assert "17 rooks" in stage.corpus.article(await stage.publishes(added)).text


@bad(25, "a forwarded post of a channel")
async def _(stage: Stage) -> None:
    channel = {"id": -100123, "type": "channel", "title": "Wire <&>", "username": "wire_news"}
    origin = {"type": "channel", "chat": channel, "message_id": 7, "date": 1_900_000_000}
    text = "/add Herons\n\nIrma Heron said that 19 herons stood at Heronsay."
    added = (await stage.mara.says(text, forward_origin=origin)).messages[-1]
    article = stage.corpus.article(await stage.publishes(added))
    assert (article.outlet, article.url) == ("Wire <&>", "https://t.me/wire_news/7")
    assert "Wire <&>" in (await stage.asks("How many herons stood at Heronsay?")).text


@bad(26, "a channel's post, from nobody")
async def _(stage: Stage) -> None:
    channel = stage.world.telegram.channel("Harbour", "harbour")
    before = len(stage.world.api.sent)
    await channel.posts(f"/ask {QUESTION}")
    await channel.posts(f"/add {FIRE}")
    assert len(stage.world.api.sent) == before


@bad(27, "an administrator who stays anonymous")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Newsroom")
    stage.corpus.catalogue.moderators.put(ANONYMOUS["id"], "owner")
    as_group = {"from": ANONYMOUS, "sender_chat": group.chat}
    told = await stage.alice.says(f"/articles@{ME}", group=group, **as_group)
    assert "Only moderators" in told.text
    told = await stage.alice.says(f"/ask@{ME} {QUESTION}", group=group, **as_group)
    assert "12 containers had burned" in told.text
    stage.corpus.catalogue.moderators.remove(ANONYMOUS["id"])


@bad(28, "a post that Telegram carries into a channel's group")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Talk")
    more = {
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": {"id": -1001, "type": "channel", "title": "C"},
        "is_automatic_forward": True,
    }
    assert not (await stage.alice.says(f"/ask@{ME} {QUESTION}", group=group, **more)).messages


@bad(29, "a sticker, a voice message, a poll and a place")
async def _(stage: Stage) -> None:
    for what in (
        {"sticker": STICKER},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
        {"poll": POLL},
        {"location": {"latitude": 91.0, "longitude": 0.0}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
        {"dice": {"emoji": "🎲", "value": 6}},
    ):
        assert "in words" in (await stage.alice.sends(stage.alice.message(**what))).only.text


@bad(30, "a picture with a caption and nothing else")
async def _(stage: Stage) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    told = await stage.alice.sends(stage.alice.message(photo=photo, caption=QUESTION))
    assert "12 containers had burned" in told.text
    command = [{"type": "bot_command", "offset": 0, "length": 4}]
    message = stage.mara.message(photo=photo, caption="/add", caption_entities=command)
    assert (await stage.mara.sends(message)).only.text


@bad(31, "an album of which parts are missing")
async def _(stage: Stage) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    first = stage.alice.message(photo=photo, media_group_id="9", caption=QUESTION)
    last = stage.alice.message(photo=photo, media_group_id="9")
    assert "12 containers" in (await stage.alice.sends(first)).text
    assert len((await stage.alice.sends(last)).messages) <= 1


@bad(32, "a file of which nobody says how large it is")
async def _(stage: Stage) -> None:
    data = b"Owls\n\nOtto Owl said that 21 owls lived at Owlsby."
    preview = await stage.adds_file(data, "owls.txt", file_size=None)
    await stage.publishes(preview)
    huge = b"x" * (20 * 1024 * 1024 + 1)
    await stage.file_is_refused(huge, "huge.txt", "20 MB", file_size=None)


@bad(33, "a file of more than 20 MB")
async def _(stage: Stage) -> None:
    fetched = len(stage.world.api.called("getFile"))
    await stage.file_is_refused(b"x", "large.txt", "20 MB", file_size=21 * 1024 * 1024)
    assert len(stage.world.api.called("getFile")) == fetched


@bad(34, "a group that becomes a supergroup while it is answered")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Friends", "group")
    stage.world.api.fail("sendMessage", 400, "group upgraded", migrate_to_chat_id=-100777)
    await stage.alice.says(f"/ask@{ME} {QUESTION}", group=group)
    assert stage.world.api.sent[-1].chat == -100777
    assert "12 containers had burned" in stage.world.api.sent[-1].text
    moved = stage.alice.message(group=group, migrate_to_chat_id=-100777)
    assert not (await stage.alice.sends(moved)).messages


@bad(35, "a bot that is blocked or thrown out in the middle of its reply")
async def _(stage: Stage) -> None:
    for words in ("bot was blocked by the user", "user is deactivated", "bot was kicked"):
        stage.world.api.fail("sendMessage", 403, f"Forbidden: {words}")
        assert not (await stage.asks(QUESTION)).messages
    await stage.gets_an_answer()


@bad(36, "a topic that was closed, a message that is gone")
async def _(stage: Stage) -> None:
    group = stage.world.telegram.group("Forum")
    topic = {"message_thread_id": 31, "is_topic_message": True}
    for words in ("TOPIC_CLOSED", "message thread not found", "message to be replied not found"):
        stage.world.api.fail("sendMessage", 400, f"Bad Request: {words}", times=2)
        told = await stage.alice.says(f"/ask@{ME} {QUESTION}", group=group, **topic)
        assert not told.messages
        stage.world.api.faults.clear()
    await stage.gets_an_answer()


FORGED = (
    "more:zz:9:5", "more::::", ":", "::::", "pub:1 OR 1=1", "pub:-1", "pub:99999999999999", "jst:x",
    "lang:xx", "mine:", "\u202e", "pub:²", "ctx:\0", "why:x:y", "cmp:../../etc/passwd", "src:'--",
)  # fmt: skip


@bad(37, "forged data of a button")
async def _(stage: Stage) -> None:
    answer = (await stage.asks(QUESTION)).messages[-1]
    before = len(stage.corpus.articles())
    for data in FORGED:
        calls = len(stage.world.api.called("answerCallbackQuery"))
        await stage.alice.presses(answer, data)
        assert len(stage.world.api.called("answerCallbackQuery")) == calls + 1, data
        await stage.mara.presses(answer, data)
    assert len(stage.corpus.articles()) == before


@bad(38, "a button of long ago")
async def _(stage: Stage) -> None:
    answer = (await stage.asks(QUESTION)).messages[-1]
    for data in ("more:abcdefgh:5:5", "art:abcdefgh", "good:abcdefgh", "pub:999999", "dsc:b999"):
        person = stage.mara if data[:3] in {"pub", "dsc"} else stage.alice
        told = await person.presses(answer, data)
        notice = stage.world.api.called("answerCallbackQuery")[-1].get("text")
        assert told.messages or notice, data
    inaccessible = {"chat": {"id": stage.alice.id, "type": "private"}, "message_id": 3, "date": 0}
    query = {"id": "9", "from": stage.alice.account, "chat_instance": "1", "data": "art:abcdefgh"}
    before = len(stage.world.api.called("answerCallbackQuery"))
    await stage.world.telegram.deliver(
        stage.alice.id, callback_query={**query, "message": inaccessible}
    )
    assert len(stage.world.api.called("answerCallbackQuery")) == before + 1


@bad(39, "a moderator's button that somebody else presses")
async def _(stage: Stage) -> None:
    preview = await stage.adds("Cranes\n\nKim Crane said that 23 cranes stood at Craneby.")
    for data in preview.buttons.values():
        await stage.alice.presses(preview, data)
        notice = stage.world.api.called("answerCallbackQuery")[-1].get("text")
        assert "Only moderators" in notice
    assert len([a for a in stage.corpus.articles() if a.title == "Cranes"]) == 0
    await stage.mara.presses(preview, preview.buttons["Discard"])


@bad(40, "data of more than 64 bytes behind a button")
async def _(stage: Stage) -> None:
    answer = (await stage.asks(QUESTION)).messages[-1]
    for data in ("x" * 65, "pub:" + "1" * 4000, "art:" + "🔥" * 500):
        await stage.alice.presses(answer, data)
        assert stage.world.api.called("answerCallbackQuery")[-1].get("text")
    long = "Name " * 60
    await stage.publishes_text(f"Long\n\n{long}said that 25 names stood at Namely.")
    await stage.asks("How many names stood at Namely?")


@bad(41, "a kind of update that there was not when this was written")
async def _(stage: Stage) -> None:
    stage.world.api.push(something_new={"a": [1, {"b": None}]})
    stage.world.api.push(message={**stage.alice.message(), "something_new": {"x": 1}})
    stage.world.api.push()
    await stage.gets_an_answer()
