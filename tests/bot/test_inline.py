"""Inline mode, and answers that are shared."""

import asyncio
from dataclasses import replace

QUESTION = "Was the fire under control?"


async def test_a_question_in_any_chat_offers_the_answer_and_each_account(world):
    results = await world.telegram.person("Alice").types_inline(QUESTION)
    titles = [each["title"] for each in results]
    assert titles[0].endswith("accounts, they differ")
    assert "Dockers' Union denied:" in titles
    text = results[0]["input_message_content"]["message_text"]
    assert QUESTION in text
    assert "<blockquote>" in text
    assert f"<b>{titles[0]}</b>" in text
    assert "they differ" not in results[1]["input_message_content"]["message_text"]


async def test_offers_name_each_source_once_and_end_with_a_word(world):
    given = world.library.ask(QUESTION)
    first, *rest = given.accounts
    name = "The Harbour Workers' and Lightermen's Benevolent Union of Velmar"
    earlier = replace(first, source=replace(first.source, name=name), superseded=True)
    accounts = (earlier, replace(earlier, superseded=False), *rest)
    world.library.answers[QUESTION] = replace(given, accounts=accounts)
    whole, old, *_ = await world.telegram.person("Alice").types_inline(QUESTION)
    assert whole["description"].count(name) == 1
    assert "(earlier" not in old["title"]
    assert old["description"].startswith("(earlier; a later report replaces it)")
    assert len(old["title"]) <= 60
    assert old["title"].endswith("…")


async def test_only_what_was_typed_last_is_answered(world):
    alice = world.telegram.person("Alice")
    await alice.types_inline("Was the fi", "Was the fire und", QUESTION)
    assert world.library.asked == [QUESTION]
    assert len(world.api.called("answerInlineQuery")) == 1


async def test_a_few_letters_are_no_question_yet(world):
    assert await world.telegram.person("Alice").types_inline("Was") == []
    assert not world.library.asked


async def test_what_is_not_reported_can_be_sent_as_such(world):
    (result,) = await world.telegram.person("Alice").types_inline("Who won the election?")
    assert result["title"] == "The articles here do not report that."


async def test_an_answer_is_shared_and_the_link_in_it_brings_all_of_it(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    answer = (await alice.says(QUESTION)).only
    key = answer.buttons["Share"]
    results = await alice.types_inline(key)
    link = f"https://t.me/according_bot?start={key}"
    text = results[0]["input_message_content"]["message_text"]
    assert f'<a href="{link}">Answer {key}, ' in text
    assert results[0]["reply_markup"] == {
        "inline_keyboard": [[{"text": "The whole answer", "url": link}]]
    }
    again = await bob.says(f"/start {key}")
    assert again.text.startswith(f"Asked: “{QUESTION}”")
    assert again.quotes == answer.quotes
    assert (await bob.says(f"/answer {key}")).quotes == answer.quotes


async def test_a_key_that_nobody_was_given_brings_nothing(world):
    alice = world.telegram.person("Alice")
    await alice.says(QUESTION)
    assert await alice.types_inline("0-aaaaaaaa") == []
    assert "not kept any more" in (await alice.says("/answer 0-aaaaaaaa")).text
    assert "I answer questions" in (await alice.says("/start inline")).text


async def test_a_failure_of_an_inline_query_is_logged_and_harms_nothing(world, caplog):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    world.library.failures.append(RuntimeError("gone"))
    query = {"id": "9", "from": alice.account, "query": QUESTION, "offset": ""}
    world.api.push(inline_query=query)
    while "an inline query failed" not in caplog.text:  # noqa: ASYNC110 - a log
        await asyncio.sleep(0.01)
    assert await bob.types_inline(QUESTION)
