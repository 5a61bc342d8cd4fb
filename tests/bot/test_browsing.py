"""Buttons that lead from the list of sources to what each of them said."""

from dataclasses import replace

import pytest
from bot_fakes import CLAIMS, PORT, claim

from corpus.model import Source, SourceKind

STALE = "This button is too old. Please ask again."


@pytest.fixture
def alice(world):
    return world.telegram.person("Alice")


@pytest.fixture
def many(world):
    """A report in which 70 skippers speak, the first of them most."""
    names = [f"Skipper {n:02}" for n in range(70)]
    sentences = [f"{name} said that the buoy was gone." for name in names]
    article = replace(PORT, id="buoys", text="\n\n".join(sentences))
    CLAIMS["buoys"] = [
        claim(article, Source(name, SourceKind.PERSON), sentence)
        for name, sentence in zip(names, sentences, strict=True)
    ]
    world.library.add([article])
    yield article
    del CLAIMS["buoys"]


def notice(world):
    return world.api.called("answerCallbackQuery")[-1].get("text")


async def test_each_source_of_the_list_is_a_tap_away(alice):
    listed = (await alice.says("/sources")).only
    assert list(listed.buttons) == ["1", "2", "3", "4"]
    for line in listed.text.splitlines()[1:]:
        number, _, source = line.partition(". ")
        shown = (await alice.presses(listed, listed.buttons[number])).only
        assert shown.text.startswith(f"• {source}")
        assert shown.quotes


async def test_a_button_brings_the_next_page_of_the_list_until_there_is_none(alice, many):
    page = (await alice.says("/sources")).only
    seen = []
    for count in (12,) * 6 + (2,):
        *numbers, last = page.buttons
        seen += [line.partition(". ")[2] for line in page.text.splitlines() if ". " in line]
        if count < 12:
            assert len([*numbers, last]) == count
            break
        assert (len(numbers), last) == (count, "More")
        page = (await alice.presses(page, page.buttons["More"])).only
    assert len(set(seen)) == 74


async def test_a_number_means_the_source_beside_it_on_every_page(alice, many):
    page = (await alice.says("/sources 2")).only
    assert list(page.buttons) == [*map(str, range(13, 25)), "More"]
    name = page.text.split("\n17. ")[1].partition(" – ")[0]
    assert name in (await alice.presses(page, page.buttons["17"])).only.text.splitlines()[0]


async def test_a_source_that_nobody_quotes_any_more_is_a_stale_button(world, alice):
    listed = (await alice.says("/sources")).only
    world.library.remove(["port-fire", "strike"])
    assert not (await alice.presses(listed, listed.buttons["1"])).messages
    assert notice(world) == STALE


@pytest.mark.parametrize("data", ["who:999", "who:99999999999", "who:x", "lst:", "lst:0", "lst:-1"])
async def test_a_button_that_there_never_was_says_so(world, alice, data):
    listed = (await alice.says("/sources")).only
    assert not (await alice.presses(listed, data)).messages
    assert notice(world) == STALE


async def test_who_speaks_most_in_the_articles_is_a_tap_away_too(alice):
    held = (await alice.says("/coverage")).messages[-1]
    assert list(held.buttons) == ["1", "2", "3"]
    name = held.text.split("\n1. ")[1].partition(" – ")[0]
    assert name in (await alice.presses(held, held.buttons["1"])).only.text


async def test_others_of_a_name_are_a_tap_away(world, alice):
    sentence = "Skipper Toric said that the buoy was gone."
    article = replace(PORT, id="buoy", text=sentence)
    CLAIMS["buoy"] = [claim(article, Source("Skipper Toric", SourceKind.PERSON), sentence)]
    try:
        world.library.add([article])
        shown = (await alice.says("/source Toric")).only
        assert "Also found under that name: Skipper Toric" in shown.text
        other = (await alice.presses(shown, shown.buttons["Skipper Toric"])).only
        assert other.quotes == [sentence]
    finally:
        del CLAIMS["buoy"]


async def test_in_a_group_the_buttons_answer_in_its_topic(world, alice):
    group = world.telegram.group("Forum")
    topic = {"message_thread_id": 31, "is_topic_message": True}
    listed = (await alice.says("/sources", group=group, **topic)).only
    shown = (await alice.presses(listed, listed.buttons["1"])).only
    assert shown.params["message_thread_id"] == "31"


@pytest.mark.parametrize(
    ("language", "own"),
    [("en", "in its own words"), ("ru", "от своего имени"), ("ar", "باسمها")],
)
async def test_an_outlet_in_the_list_is_told_from_a_body_of_its_name(world, language, own):
    bob = world.telegram.person("Bob", language=language)
    lines = (await bob.says("/sources")).text.splitlines()
    (outlet,) = (line for line in lines if "Harbour Courier" in line)
    assert own in outlet
    assert sum(own in line for line in lines) == 1
