"""Posts that are forwarded or pasted to be checked against the articles."""

import re
from dataclasses import replace

import pytest

from bot.handlers.checking import checkable
from retrieval.languages import in_another
from retrieval.model import Answer, Coverage, Status

POST = (
    "BREAKING! Twelve containers had burned at the port. "
    "Aliens were seen over the town hall. Is anybody safe?"
)
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "X", "date": 1930000000}}


async def test_a_forwarded_post_is_checked_sentence_by_sentence(world):
    answer = await world.telegram.person("Alice").says(POST, **FORWARDED)
    assert "Whether it is true I do not judge." in answer.text
    burned, aliens = answer.text.split("“Aliens were seen over the town hall.”")
    assert "“Twelve containers had burned at the port.”" in burned
    assert "Ministry of Ports said:" in burned
    assert "Nobody reports that here." in aliens
    assert "Is anybody safe?" not in answer.text


async def test_each_sentence_of_a_post_has_the_number_that_brings_all_who_speak_to_it(world):
    post = "Twelve containers had burned at the port. A strike would begin on Friday here."
    alice = world.telegram.person("Alice")
    checked = (await alice.says(post, **FORWARDED)).only
    burned, strike = checked.text.split("“A strike would begin on Friday here.”")
    for part, words in ((burned, "containers had burned"), (strike, "strike would begin")):
        (number,) = re.findall(r"^Answer (\S+),", part, re.MULTILINE)
        assert words in (await alice.says(f"/answer {number}")).text


async def test_a_post_that_nobody_speaks_to_is_shown_as_such(world):
    answer = await world.telegram.person("Alice").says("/check Aliens were seen over town hall.")
    assert answer.text.count("Nobody reports that here.") == 1


async def test_a_forwarded_question_is_answered_as_one(world):
    await world.telegram.person("Alice").says("How many containers had burned?", **FORWARDED)
    assert world.library.asked == ["How many containers had burned?"]


async def test_a_long_paste_is_checked_and_what_is_left_out_is_counted(world):
    paste = " ".join(f"Sentence number {i} says that containers burned." for i in range(40))
    answer = await world.telegram.person("Alice").says(paste)
    assert "34 more sentences were left out" in answer.text


async def test_check_takes_the_message_that_it_replies_to(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    group = world.telegram.group("Friends")
    answer = await alice.replies_to(bob.message(POST, group=group), "/check", group=group)
    assert "Ministry of Ports said:" in answer.text
    assert "/check" in (await alice.says("/check")).text


async def test_a_question_in_arabic_is_no_claim_of_a_post_either(world):
    post = "احترقت اثنتا عشرة حاوية في الميناء. هل كان أحد في خطر هناك؟"
    answer = await world.telegram.person("Alice").says(post, **FORWARDED)
    assert "احترقت اثنتا عشرة حاوية في الميناء." in answer.text
    assert "هل كان أحد" not in answer.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "in another language than the articles"),
        ("ru", "Пост не на том языке"),
        ("ar", "المنشور بلغة غير لغة المقالات"),
    ],
)
async def test_a_post_in_another_language_than_the_articles_is_told_so(world, language, told):
    alien = "Инопланетян видели над ратушей города вчера."
    coverage = Coverage(2, note=in_another())
    world.library.answers[alien] = Answer(alien, Status.NOT_REPORTED, coverage=coverage)
    alice = world.telegram.person("Alice", language)
    assert told in (await alice.says(alien, **FORWARDED)).only.text
    assert told not in (await alice.says(POST, **FORWARDED)).text


@pytest.mark.parametrize(
    "shout", ["BREAKING: ", "🔴 ", "‼️Срочно – ", "Just in | ", "عاجل: ", "⚡️BREAKING NEWS: ", ""]
)
def test_what_is_shouted_before_a_claim_is_no_part_of_it(shout):
    assert checkable(f"{shout}Twelve containers had burned.") == ["Twelve containers had burned."]
    assert checkable(f'{shout}"All of them burned," she said.') == [
        '"All of them burned," she said.'
    ]


def test_questions_and_shouts_are_no_claims():
    assert checkable(POST)[0] == "Twelve containers had burned at the port."
    assert checkable("Why did it burn so long?\nOh no!") == []


async def test_a_check_tells_for_each_sentence_whether_accounts_differ(world):
    post = "The fire at the port was under control. Twelve containers had burned there."
    text = (await world.telegram.person("Alice").says(f"/check {post}")).text
    first, _, second = text.partition("Twelve containers")
    assert "accounts, they differ" in first
    assert "account" in second


async def test_a_check_tells_who_says_the_same_and_who_says_otherwise(world):
    alice = world.telegram.person("Alice")
    same = (await alice.says("/check Twelve containers had burned at the port.")).text
    _, _, below = same.partition("These say the same:")
    assert "Ministry of Ports said:" in below
    other = (await alice.says("/check Fifty containers had burned at the port.")).text
    _, _, below = other.partition("These say otherwise:")
    assert "Ministry of Ports said:" in below
    assert "These say the same:" not in other


async def test_where_some_say_the_same_and_others_otherwise_they_differ(world):
    statement = "The fire was under control within an hour."
    found = world.library.ask(statement)
    world.library.answers[statement] = replace(found, status=Status.ANSWERED)
    text = (await world.telegram.person("Alice").says(f"/check {statement}")).text
    same, _, otherwise = text.partition("These say otherwise:")
    assert "These say the same:" in same
    assert "Dockers' Union denied:" in otherwise
    assert "accounts, they differ" in text
