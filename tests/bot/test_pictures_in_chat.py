"""Pictures as people get them: with their words, in place of them, edited, refused."""

import asyncio
from dataclasses import replace

import pytest
from bot_fakes import CLAIMS, STRIKE
from client import MENTION

from corpus.model import Source, SourceKind, Stance
from retrieval.model import Account, Answer, QuotedClaim, Status


async def test_a_timeline_is_a_picture_with_the_same_in_words(world):
    answer = await world.telegram.person("Alice").says("/timeline strike union")
    assert answer.only.picture
    assert "March 6, 2031" in answer.only.text
    assert CLAIMS["strike"][0].sentence.of(STRIKE.text) in answer.quotes


def many(count):
    each = CLAIMS["strike"][0]
    accounts = []
    for i in range(count):
        source = Source(f"Speaker {i}", SourceKind.PERSON)
        quoted = QuotedClaim(replace(each, source=source), STRIKE)
        accounts.append(Account(source, Stance.ASSERTS, (quoted,)))
    return Answer("many", Status.ANSWERED, tuple(accounts))


async def test_words_that_do_not_fit_under_a_picture_come_after_it(world):
    world.library.answers["many"] = many(12)
    first, *rest = (await world.telegram.person("Alice").says("/timeline many")).messages
    assert first.picture
    assert first.text == "Who said what when: many"
    assert len([quote for message in rest for quote in message.quotes]) == 12
    assert not any(message.picture for message in rest)


def by(*names):
    """An answer in which these people say one thing each."""
    each, accounts = CLAIMS["strike"][0], []
    for name in names:
        source = Source(name, SourceKind.PERSON)
        quoted = QuotedClaim(replace(each, source=source), STRIKE)
        accounts.append(Account(source, Stance.ASSERTS, (quoted,)))
    return Answer("by", Status.ANSWERED, tuple(accounts))


NO_PICTURE = "I have no letters to draw this as a picture, so here it is in words."


@pytest.mark.parametrize("name", ["港務局", "बंदरगाह प्राधिकरण", "ท่าเรือ"])
async def test_where_the_font_lacks_a_script_a_timeline_comes_in_words_and_says_so(world, name):
    world.library.answers["by"] = by("Ana Toric", name)
    answer = await world.telegram.person("Alice").says("/timeline by")
    assert not answer.only.picture
    assert answer.only.text.startswith(NO_PICTURE)
    assert name in answer.only.text
    assert len(answer.quotes) == 2


async def test_where_the_font_lacks_a_script_comparing_comes_in_words_and_says_so(world):
    world.library.answers["by"] = by("Ana Toric", "港務局")
    alice = world.telegram.person("Alice")
    answer = (await alice.says("by")).only
    assert not answer.text.startswith(NO_PICTURE)
    compared = await alice.presses(answer, answer.buttons["Compare"])
    assert not compared.messages[0].picture
    assert compared.messages[0].text.startswith(NO_PICTURE)
    assert "港務局" in compared.text


async def test_an_emoji_in_a_name_costs_no_picture_and_stays_in_the_words(world):
    world.library.answers["by"] = by("Ana 🦊 Toric", "The Port")
    answer = await world.telegram.person("Alice").says("/timeline by")
    assert answer.only.picture
    assert "Ana 🦊 Toric" in answer.text
    assert NO_PICTURE not in answer.text


async def test_a_question_can_be_put_to_a_timeline(world):
    answer = await world.telegram.person("Alice").says("/timeline Was it hurt?")
    assert answer.only.picture


async def test_a_topic_that_nobody_speaks_about_says_so(world):
    answer = await world.telegram.person("Alice").says("/timeline unicorns")
    assert "do not report that" in answer.only.text
    assert not answer.only.picture


async def test_a_button_compares_the_accounts_in_a_picture(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says("Was the fire under control?")).only
    compared = await alice.presses(answer, answer.buttons["Compare"])
    assert compared.messages[0].picture
    assert "Dockers' Union denied:" in compared.text


async def test_an_answer_with_one_account_has_nothing_to_compare(world):
    answer = await world.telegram.person("Alice").says("Was it hurt?")
    assert "Compare" not in answer.only.buttons


async def test_where_pictures_may_not_be_sent_the_words_are(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    world.api.fail("sendPhoto", 400, "Bad Request: not enough rights to send photos to the chat")
    answer = await alice.says("/timeline strike", group=group)
    assert answer.only.quotes
    assert not answer.only.picture


async def test_a_picture_in_a_topic_stays_in_it_and_replies_to_the_question(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Forum")
    topic = {"message_thread_id": 31, "is_topic_message": True}
    question = alice.message("/timeline strike", group=group, **topic)
    answer = (await alice.sends(question)).messages[0]
    assert answer.params["message_thread_id"] == "31"
    assert answer.params["reply_parameters"]["message_id"] == question["message_id"]


async def test_a_picture_is_painted_anew_when_its_article_is_withdrawn(world):
    alice = world.telegram.person("Alice")
    mara = world.moderator()
    answer = (await alice.says("/timeline strike")).messages[0]
    before = answer.picture
    await mara.says("/remove strike")
    async with asyncio.timeout(20):
        while world.library.catalogue.deliveries.due():  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.005)
    assert answer.picture != before
    assert "withdrawn" in answer.text


async def test_a_follow_up_to_a_picture_follows_up_on_its_topic(world):
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    answer = (await alice.says(f"/timeline@{MENTION[1:]} strike", group=group)).messages[0]
    await alice.replies_to(answer, "Who denied it?", group=group)
    assert world.library.asked[-1] == "strike? Who denied it?"


async def test_who_else_speaks_is_told_and_that_nobody_does(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says("Was it hurt?")).only
    others = (await alice.presses(answer, answer.buttons["Who else"])).only
    assert "Also speaking in the passages" in others.text
    assert "Ana Toric, the harbour master, said:" in others.text
    assert "Ministry of Ports said" not in others.text
    whole = (await alice.says("fire containers burned control union strike port")).messages[-1]
    assert not (await alice.presses(whole, whole.buttons["Who else"])).messages
    notice = world.api.called("answerCallbackQuery")[-1]["text"]
    assert notice == "Nobody else speaks about it in the articles here."
