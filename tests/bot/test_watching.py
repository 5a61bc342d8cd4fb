"""/gaps and /stats: what was asked in vain, and how things stand."""

import pytest

from bot.gaps import gaps


def test_questions_that_ask_for_the_same_are_one_gap():
    found = gaps(
        [
            ("Who built the eastern pier of Velmar?", "not-reported"),
            ("When was the market hall opened?", "beside"),
            ("Who was it that built the eastern pier in Velmar?", "bad"),
        ]
    )
    assert [(gap.question, gap.count) for gap in found] == [
        ("Who built the eastern pier of Velmar?", 2),
        ("When was the market hall opened?", 1),
    ]
    assert dict(found[0].marks) == {"not-reported": 1, "bad": 1}


async def test_what_was_asked_in_vain_is_shown_without_who_asked(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    assert "Nothing was asked in vain." in (await mara.says("/gaps")).text
    await alice.says("Who won the chess tournament?")
    await world.telegram.person("Bob").says("Who won the chess tournament then?")
    shown = (await mara.says("/gaps")).text
    assert "2 × Who won the chess tournament then? (not reported: 2)" in shown
    assert str(alice.id) not in shown


async def test_an_answer_with_a_bad_mark_is_a_gap_and_one_with_a_good_mark_is_not(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    answer = await alice.says("How many containers had burned?")
    await alice.presses(answer.messages[-1], answer.messages[-1].buttons["👍"])
    assert "Nothing was asked in vain." in (await mara.says("/gaps")).text
    bad = answer.messages[-1]
    key = world.library.catalogue.answers.in_vain()
    assert key == []
    again = await alice.says("How many containers had burned?")
    bad = again.messages[-1]
    await alice.presses(bad, bad.buttons["👎"])
    assert "1 × How many containers had burned? (👎: 1)" in (await mara.says("/gaps")).text


async def test_the_figures_say_how_much_there_is_and_how_it_is_used(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    await alice.says("How many containers had burned?")
    await alice.says("Who won the chess tournament?")
    await mara.says("/add The mayor spoke on Monday.")
    stats = (await mara.says("/stats")).text
    for words in (
        "Articles: 2, outlets: 2, those who speak: 4",
        "Answers that are kept: 2, of them without a report: 1",
        "Waiting: 1, feeds: 0, of them dead: 0",
        "2031-03 ████████████ 2",
    ):
        assert words in stats


@pytest.mark.parametrize("command", ["/gaps", "/stats", "/audit", "/mods", "/feeds", "/pending"])
async def test_strangers_see_nothing_of_it(world, command):
    answer = await world.telegram.person("Alice").says(command)
    assert answer.only.text.startswith("Only moderators can do that.")
