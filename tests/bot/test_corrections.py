"""Corrections reach those who read: what quoted an article is edited when the article changes."""

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from bot_fakes import CLAIMS, MINISTRY, PORT, claim, settled
from client import Telegram
from haste import SECOND
from server import BotApi, Refused

from bot.pacing import Limits
from corpus.catalogue import NoticeKind
from corpus.model import Stance
from retrieval.model import Account, Answer, QuotedClaim, Status

QUESTION = "How many containers burned?"
BURNED = "The Ministry of Ports said that 12 containers had burned and nobody was hurt."
STRUCK = "strikethrough"


async def says(world, person, text, **more):
    replies = await person.says(text, **more)
    await settled(world)
    return replies


@pytest.fixture
def alice(world):
    return world.telegram.person("Alice")


@pytest.fixture
def mara(world):
    return world.moderator()


async def test_an_answer_is_marked_in_place_when_its_article_is_removed(world, alice, mara):
    answer = (await alice.says(QUESTION)).only
    buttons = answer.buttons
    before = len(world.api.sent)
    await says(world, mara, "/remove port-fire")
    assert answer.edited == 1
    assert BURNED in answer.of_type(STRUCK)
    assert BURNED in answer.quotes
    assert "This answer has changed: see ⚠️ below." in answer.text
    assert "⚠️ The article was withdrawn on " in answer.text
    assert answer.buttons == buttons
    assert [sent.chat for sent in world.api.sent[before:]] == [mara.id]


async def test_what_quotes_another_article_is_left_alone(world, alice, mara):
    answer = (await alice.says("When would the strike begin?")).only
    await says(world, mara, "/remove port-fire")
    assert answer.edited == 0
    assert len(world.api.called("editMessageText")) == 0


async def test_restored_the_answer_is_as_it_was(world, alice, mara):
    answer = (await alice.says(QUESTION)).only
    before = answer.html
    await says(world, mara, "/remove port-fire")
    assert answer.html != before
    await says(world, mara, "/restore port-fire")
    assert answer.html == before


async def test_a_message_is_edited_once_for_a_change(world, alice, mara):
    answer = (await alice.says(QUESTION)).only
    await says(world, mara, "/remove port-fire")
    await says(world, mara, "/articles")
    await says(world, mara, "/articles")
    assert answer.edited == 1


async def test_words_that_a_new_text_does_not_have_fall_and_others_stand(world, alice):
    answer = (await alice.says("under control")).only
    world.library.add([replace(PORT, text=PORT.text.replace("<40>", "<30>"))])
    world.service.corrections.look()
    await settled(world)
    (fallen,) = answer.of_type(STRUCK)
    assert fallen.startswith("The Dockers' Union denied")
    assert "these words no longer stand in it" in answer.text
    assert answer.text.count("these words still stand in it") == len(answer.quotes) - 1


@pytest.mark.parametrize(
    ("kind", "words"), [("retracted", "was retracted on"), ("corrected", "A correction was added")]
)
async def test_a_moderator_s_notice_stands_beside_the_quote(world, alice, kind, words):
    answer = (await alice.says(QUESTION)).only
    corrections = world.service.corrections
    await corrections.notice("port-fire", NoticeKind(kind), "The ministry was misheard.", by=7)
    await settled(world)
    assert words in answer.text
    assert "The ministry was misheard." in answer.text
    assert bool(answer.of_type(STRUCK)) == (kind == "retracted")


async def test_the_mark_is_in_the_language_of_the_answer(world, mara):
    olga = world.telegram.person("Olga", language="ru")
    answer = (await olga.says(QUESTION)).only
    await says(world, mara, "/remove port-fire")
    assert "Статья убрана" in answer.text


SHOWN = {
    "the paragraphs": lambda alice, answer: alice.presses(answer, answer.buttons["In context"]),
    "a timeline": lambda alice, answer: alice.says("/timeline containers burned"),
    "a check": lambda alice, answer: alice.says(f"/check {BURNED}"),
    "a source": lambda alice, answer: alice.says("/source Ministry of Ports"),
    "an answer again": lambda alice, answer: alice.says(f"/answer {answer.buttons['Share']}"),
}


@pytest.mark.parametrize("shown", SHOWN)
async def test_whatever_quotes_an_article_is_marked(world, alice, mara, shown):
    answer = (await alice.says(QUESTION)).only
    (message,) = (await SHOWN[shown](alice, answer)).messages
    assert "12 containers had burned" in message.text
    await says(world, mara, "/remove port-fire")
    assert message.edited == 1
    assert "The article was withdrawn on" in message.text


async def test_the_list_of_an_answer_s_articles_is_marked(world, alice, mara):
    answer = (await alice.says(QUESTION)).only
    (listed,) = (await alice.presses(answer, answer.buttons["Articles"])).messages
    assert f"Answer {answer.buttons['Share']}, " in listed.text
    await says(world, mara, "/remove port-fire")
    assert listed.edited == 1
    assert "⚠️ The article was withdrawn on " in listed.text


async def test_an_article_s_card_is_marked_when_it_is_removed_and_is_as_before_when_restored(
    world, alice, mara
):
    card = (await mara.says("/article port-fire")).only
    before = card.html
    opening = card.quotes[0].split("\n")[0]
    await says(world, mara, "/remove port-fire")
    assert card.edited == 1
    assert "Fire at the port of Velmar" in card.text
    assert "withdrawn on" in card.text
    assert card.of_type(STRUCK)[0].startswith(opening)
    await says(world, mara, "/restore port-fire")
    assert card.html == before


async def test_an_article_s_card_shows_a_new_text_in_place_of_the_old(world, mara):
    card = (await mara.says("/article port-fire")).only
    world.library.add([replace(PORT, text=PORT.text.replace("on Tuesday", "on Monday"))])
    world.service.corrections.look()
    await settled(world)
    assert "on Monday" in card.quotes[0]
    assert "changed on" in card.text


async def test_all_messages_of_a_long_answer_are_edited_and_what_does_not_fit_follows(
    world, alice, mara
):
    paragraphs = [f"Number {n}: {'burned ' * 60}." for n in range(9)]
    long = replace(PORT, id="long", text="\n\n".join(paragraphs))
    claims = [claim(long, MINISTRY, paragraph) for paragraph in paragraphs]
    CLAIMS["long"] = claims
    try:
        world.library.add([long])
        messages = (await alice.says("/timeline burned")).messages
        assert len(messages) > 1
        before = len(world.api.sent)
        await says(world, mara, "/remove long")
        assert all(message.edited == 1 for message in messages)
        more = [sent for sent in world.api.sent[before:] if sent.chat == alice.id]
        whole = [quote for sent in (*messages, *more) for quote in sent.of_type(STRUCK)]
        assert len(whole) == len(claims)
    finally:
        del CLAIMS["long"]


async def test_where_a_message_cannot_be_edited_a_short_reply_says_so(world, alice, mara):
    answer = (await alice.says(QUESTION)).only
    answer.deleted = True
    before = len(world.api.sent)
    await says(world, mara, "/remove port-fire")
    (told,) = [sent for sent in world.api.sent[before:] if sent.chat == alice.id]
    assert told.text.startswith("Something that I quoted here has changed:")
    assert "Fire at the port of Velmar" in told.text
    assert f"/answer {answer.buttons['Share']}" in told.text
    assert told.links[-1].endswith(f"?start={answer.buttons['Share']}")
    assert told.params["reply_parameters"]["message_id"] == answer.message_id
    await says(world, mara, "/articles")
    assert len([s for s in world.api.sent[before:] if s.chat == alice.id]) == 1


async def test_an_article_s_card_that_cannot_be_edited_is_followed_by_a_short_reply(world, mara):
    card = (await mara.says("/article port-fire")).only
    card.deleted = True
    await says(world, mara, "/remove port-fire")
    (told,) = [s for s in world.api.sent if s.text.startswith("Something that I quoted")]
    assert "/article port-fire" in told.of_type("code")


async def test_in_a_topic_the_short_reply_stays_there(world, alice, mara):
    group = world.telegram.group("Forum")
    topic = {"message_thread_id": 31, "is_topic_message": True}
    answer = (await alice.says(f"/ask {QUESTION}", group=group, **topic)).only
    answer.deleted = True
    await says(world, mara, "/remove port-fire")
    assert world.api.sent[-1].chat == group.id
    assert world.api.sent[-1].params["message_thread_id"] == "31"


async def test_a_group_that_became_a_supergroup_is_told_there(world, alice, mara):
    group = world.telegram.group("Friends", "group")
    await alice.says(f"/ask {QUESTION}", group=group)
    world.api.fail("editMessageText", 400, "group upgraded", migrate_to_chat_id=-1007)
    await says(world, mara, "/remove port-fire")
    told = [sent for sent in world.api.sent if sent.chat == -1007]
    assert [each.text.startswith("Something that I quoted") for each in told] == [True]


async def test_whoever_blocked_the_bot_holds_up_nobody(world, alice, mara):
    bob = world.telegram.person("Bob")
    first = (await bob.says(QUESTION)).only
    second = (await alice.says(QUESTION)).only
    world.api.fail("editMessageText", 403, "Forbidden: bot was blocked by the user")
    await says(world, mara, "/remove port-fire")
    assert sorted((first.edited, second.edited)) == [0, 1]


async def test_what_cannot_be_shown_again_holds_up_nobody(world, alice, mara, caplog):
    first = (await alice.says(QUESTION)).only
    second = (await alice.says("Who had the fire under control?")).only
    world.service._desk.answers._at_hand.clear()
    key, kept = first.buttons["Share"], world.library.catalogue.answers
    whole = kept.get
    kept.get = lambda wanted: None.key if wanted == key else whole(wanted)
    await mara.says("/remove port-fire")
    async with asyncio.timeout(20):
        while "could not be corrected" not in caplog.text:  # noqa: ASYNC110 - a log
            await asyncio.sleep(0.005)
        while not second.edited:  # noqa: ASYNC110 - another task
            await asyncio.sleep(0.005)
    assert first.edited == 0
    kept.get = whole
    await says(world, mara, "/articles")
    assert first.edited == 1


async def test_a_message_sent_through_the_bot_is_edited_too(world, alice, mara):
    results = await alice.types_inline(QUESTION)
    sent = await alice.sends_inline(results[0])
    assert BURNED in sent.quotes
    await says(world, mara, "/remove port-fire")
    assert sent.edited == 1
    assert BURNED in sent.of_type(STRUCK)
    assert "The whole answer" in sent.buttons


async def test_an_inline_message_of_what_changed_before_it_was_sent_is_edited(world, alice, mara):
    results = await alice.types_inline(QUESTION)
    await says(world, mara, "/remove port-fire")
    sent = await alice.sends_inline(results[0])
    await settled(world)
    assert BURNED in sent.of_type(STRUCK)


async def test_an_inline_message_of_one_account_stays_that_account(world, alice, mara):
    results = await alice.types_inline("under control")
    union = next(each for each in results if "Dockers' Union" in each["title"])
    sent = await alice.sends_inline(union)
    quotes = sent.quotes
    await says(world, mara, "/remove port-fire")
    assert sent.quotes == quotes
    assert sent.edited == 1


async def test_an_answer_s_number_brings_it_back_as_it_was_with_what_changed_since(
    world, alice, mara
):
    bob = world.telegram.person("Bob")
    answer = (await alice.says(QUESTION)).only
    key = answer.buttons["Share"]
    assert f"Answer {key}, " in answer.text
    assert "Nothing has changed." in (await bob.says(f"/answer {key}")).text
    await says(world, mara, "/remove port-fire")
    again = (await bob.says(f"/answer {key}")).only
    assert BURNED in again.of_type(STRUCK)
    since = again.text.partition("Since then")[2]
    assert "Fire at the port of Velmar" in since
    assert "withdrawn on" in since


async def test_an_answer_s_number_tells_who_speaks_now_and_did_not_then(world, alice, mara):
    await says(world, mara, "/remove strike")
    key = (await alice.says("Who announced a strike on Friday, the harbour master?")).only
    await says(world, mara, "/restore strike")
    again = (await alice.says(f"/answer {key.buttons['Share']}")).text
    assert "There is 1 more account now: Dockers' Union" in again


async def test_what_changed_while_the_bot_was_not_running_is_made_up_for(run_bot, library):
    api = BotApi(flood=SECOND)
    await api.start()
    async with run_bot(library, api=api) as world:
        answer = (await world.telegram.person("Alice").says(QUESTION)).only
    library.remove(["port-fire"])
    async with run_bot(library, api=api) as world:
        await settled(world)
    assert answer.edited == 1
    await api.stop()


async def test_corrections_keep_to_telegram_s_limits(run_bot, library):
    api = BotApi(flood=True)
    await api.start()
    async with run_bot(library, api=api, limits=Limits()) as world:
        people = [world.telegram.person(f"P{n}") for n in range(3)]
        answers = [(await each.says(QUESTION)).only for _ in range(2) for each in people]
        await says(world, world.moderator(), "/remove port-fire")
        assert all(answer.edited == 1 for answer in answers)
    assert api.violations == []
    await api.stop()


SCRIPT = Path(__file__).with_name("bot_process.py")


@asynccontextmanager
async def process(api, catalogue):
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), api.url, str(catalogue), "0"
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.wait()


async def test_killed_in_the_middle_every_message_is_corrected_and_none_told_twice(tmp_path):
    api = BotApi(flood=SECOND)
    await api.start()
    path = tmp_path / "catalogue.sqlite"
    telegram = Telegram(api, lambda: True)
    mara = telegram.person("Mara", user_id=1)
    people = [telegram.person(f"P{n}") for n in range(30)]
    edit, killed = api._editMessageText, asyncio.Event()

    async def edit_eight(params):
        edited = await edit(params)
        if sum(answer.edited for answer in api.sent) >= 8:
            await killed.wait()
        return edited

    api._editMessageText = edit_eight
    async with asyncio.timeout(90):
        async with process(api, path) as bot:
            for person in people:
                api.push(message=person.message(QUESTION))
            await until(lambda: len(api.sent) == len(people))
            answers = list(api.sent)
            api.push(message=mara.message("/remove port-fire"))
            await until(lambda: sum(answer.edited for answer in answers) >= 8)
            bot.kill()
            await bot.wait()
        killed.set()
        assert sum(answer.edited for answer in answers) < len(answers)
        async with process(api, path):
            await until(lambda: all(answer.edited for answer in answers))
    assert [answer.edited for answer in answers] == [1] * len(answers)
    assert [sent.chat for sent in api.sent if sent not in answers] == [mara.id]
    assert api.violations == []
    await api.stop()


async def until(condition):
    while not condition():  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.002)


async def test_a_note_on_another_outlet_s_copy_stands_under_the_quote_that_names_it(
    world, alice, mara
):
    copy = replace(PORT, id="copy", outlet="Velmar Radio", url="https://velmar-radio.example/c")
    world.library.add([copy])
    quoted = CLAIMS["port-fire"][1]
    account = Account(
        MINISTRY, Stance.ASSERTS, (QuotedClaim(quoted, PORT, repeats=(QuotedClaim(quoted, copy),)),)
    )
    world.library.answers[QUESTION] = Answer(QUESTION, Status.ANSWERED, (account,))
    answer = (await alice.says(QUESTION)).only
    assert "also in Velmar Radio" in answer.text
    await says(world, mara, "/correct copy The minister misspoke.")
    assert "⚠️ Velmar Radio: A correction was added to the article on " in answer.text
    assert ". The minister misspoke." in answer.text
    assert not answer.of_type(STRUCK)
    again = (await alice.says(QUESTION)).only
    assert "The minister misspoke." in again.text


async def test_killed_before_it_knew_that_an_answer_arrived_its_reader_is_told_of_a_change(
    tmp_path,
):
    api = BotApi(flood=SECOND)
    await api.start()
    path = tmp_path / "catalogue.sqlite"
    telegram = Telegram(api, lambda: True)
    alice, mara = telegram.person("Alice"), telegram.person("Mara", user_id=1)
    send, killed = api._sendMessage, asyncio.Event()

    async def send_and_say_nothing(params):
        sent = await send(params)
        if not killed.is_set():
            await killed.wait()
        return sent

    api._sendMessage = send_and_say_nothing
    async with asyncio.timeout(60):
        async with process(api, path) as bot:
            api.push(message=alice.message(QUESTION))
            await until(lambda: api.sent)
            bot.kill()
            await bot.wait()
        killed.set()
        async with process(api, path):
            # Whether the first arrived nobody knows: the question is answered again.
            await until(lambda: len(api.sent) == 2)
            first, again = api.sent
            assert first.text.splitlines()[:-1] == again.text.splitlines()[:-1]
            api.push(message=mara.message("/remove port-fire"))
            await until(
                lambda: again.edited and len([s for s in api.sent if s.chat == alice.id]) > 2
            )
    assert first.edited == 0
    (told,) = [sent for sent in api.sent[2:] if sent.chat == alice.id]
    assert told.text.startswith("Something that I quoted here has changed:")
    assert f"/answer {first.buttons['Share']}" in told.text
    assert api.violations == []
    await api.stop()


async def test_what_could_not_be_sent_is_not_corrected(world, alice, mara):
    world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    assert not (await alice.says(QUESTION)).messages
    before = len(world.api.sent)
    await says(world, mara, "/remove port-fire")
    assert [sent.chat for sent in world.api.sent[before:]] == [mara.id]


async def test_of_a_reply_that_was_refused_halfway_what_arrived_is_corrected(world, alice, mara):
    send = world.api._sendMessage
    calls = []

    async def refuse_the_second(params):
        calls.append(params)
        if len(calls) == 2:
            raise Refused(400, "Bad Request: something")
        return await send(params)

    paragraphs = [f"Number {n}: {'burned ' * 60}." for n in range(9)]
    long = replace(PORT, id="long", text="\n\n".join(paragraphs))
    CLAIMS["long"] = [claim(long, MINISTRY, paragraph) for paragraph in paragraphs]
    try:
        world.library.add([long])
        world.api._sendMessage = refuse_the_second
        arrived = (await alice.says("/source Ministry of Ports")).messages[0]
        assert "Number 0" in arrived.text
        await says(world, mara, "/remove long")
        assert arrived.edited == 1
    finally:
        del CLAIMS["long"]
