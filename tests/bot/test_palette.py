"""The colours of pictures: legible in both palettes, and chosen where people choose them."""

from dataclasses import fields
from io import BytesIO
from itertools import pairwise, product

import pytest
from bot_fakes import settled
from PIL import Image

from bot.corrections import _kept
from bot.pictures.palette import DARK, LIGHT, PALETTES

# WCAG 2.2, 1.4.3 contrast (minimum) and 1.4.11 non-text contrast; and how much lighter or darker
# what stands on a piece of a bar is, for those who do not see the colour.
WORDS, MARKS, PIECES = 4.5, 3.0, 1.5
QUESTION = "fire containers burned control union strike port"


def light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lit = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_whatever_is_written_or_drawn_stands_out_from_its_ground(palette):
    written = (palette.words, palette.faint, palette.warning, *palette.voices)
    drawn = (palette.rule, *palette.stacked)
    assert len(fields(palette)) == 8, "a colour that this test does not look at"
    for colour, ground in product(written, (palette.ground, palette.card)):
        assert contrast(colour, ground) >= WORDS, (colour, ground)
    for colour, ground in product(drawn, (palette.ground, palette.card)):
        assert contrast(colour, ground) >= MARKS, (colour, ground)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_pieces_of_a_bar_are_told_apart_without_seeing_colours(palette):
    for lower, upper in pairwise(palette.stacked):
        assert contrast(lower, upper) >= PIECES


def ground_of(message):
    """The colour in the corner of a picture that was sent."""
    with Image.open(BytesIO(message.picture)) as image:
        return "#{:02x}{:02x}{:02x}".format(*image.convert("RGB").getpixel((2, 2)))


async def timeline(person, **more):
    return ground_of((await person.says("/timeline strike", **more)).messages[0])


async def compared(person, **more):
    answer = (await person.says(f"/ask {QUESTION}", **more)).messages[-1]
    return ground_of((await person.presses(answer, answer.buttons["Compare"])).messages[0])


async def test_who_wants_dark_pictures_gets_all_of_them_dark(world):
    mara = world.moderator()
    await mara.says("/add The mayor spoke on Monday.")
    panel = (await mara.says("/settings")).only
    assert "✓ Light pictures" in panel.buttons
    for palette, caption in ((LIGHT, "✓ Light pictures"), (DARK, "Dark pictures")):
        await mara.presses(panel, panel.buttons[caption])
        assert await timeline(mara) == palette.ground
        assert await compared(mara) == palette.ground
        assert ground_of((await mara.says("/stats")).messages[0]) == palette.ground
    assert await timeline(world.telegram.person("Bob")) == LIGHT.ground


async def test_in_a_group_its_admins_choose_the_colours_and_nobody_else(world):
    alice, adam = world.telegram.person("Alice"), world.telegram.person("Adam")
    group = world.telegram.group("Friends")
    world.api.admins.add((group.id, adam.id))
    own = (await alice.says("/settings")).only
    await alice.presses(own, own.buttons["Dark pictures"])
    panel = (await alice.says("/settings", group=group)).only
    await alice.presses(panel, panel.buttons["Dark pictures"])
    assert world.api.called("answerCallbackQuery")[-1]["text"].startswith("Only the admins")
    assert await timeline(alice, group=group) == LIGHT.ground
    await adam.presses(panel, panel.buttons["Dark pictures"])
    assert "✓ Dark pictures" in panel.buttons
    assert await timeline(adam, group=group) == DARK.ground
    assert await compared(adam, group=group) == DARK.ground
    assert await timeline(adam) == LIGHT.ground


async def test_a_groups_question_that_is_answered_in_private_has_the_persons_colours(world):
    alice, adam = world.telegram.person("Alice"), world.telegram.person("Adam")
    group = world.telegram.group("Friends")
    world.api.admins.add((group.id, adam.id))
    panel = (await adam.says("/settings", group=group)).only
    await adam.presses(panel, panel.buttons["In private"])
    await adam.presses(panel, panel.buttons["Dark pictures"])
    await alice.says("/timeline strike", group=group)
    assert world.api.sent[-1].chat == alice.id
    assert ground_of(world.api.sent[-1]) == LIGHT.ground


@pytest.mark.parametrize("data", ["me:palette:pink", "me:palette:", "us:palette:dark"])
async def test_colours_that_there_are_not_change_nothing(world, data):
    alice = world.telegram.person("Alice")
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, data)
    assert "too old" in world.api.called("answerCallbackQuery")[-1]["text"]
    assert await timeline(alice) == LIGHT.ground


@pytest.mark.parametrize("chosen", ["Light pictures", "Dark pictures"])
async def test_a_picture_that_is_painted_anew_keeps_its_colours(world, chosen):
    alice, mara = world.telegram.person("Alice"), world.moderator()
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, f"me:palette:{chosen.partition(' ')[0].lower()}")
    shown = (await alice.says("/timeline strike")).messages[0]
    before, ground = shown.picture, ground_of(shown)
    await alice.presses(panel, "me:palette:" + ("dark" if "Light" in chosen else "light"))
    await mara.says("/remove strike")
    await settled(world)
    assert shown.picture != before
    assert ground_of(shown) == ground


async def test_a_picture_from_before_there_was_a_choice_stays_dark(world, monkeypatch):
    alice, mara = world.telegram.person("Alice"), world.moderator()

    def as_before(shown, thread_id=None):
        kept = _kept(shown, thread_id)
        del kept["palette"]
        return kept

    monkeypatch.setattr("bot.corrections._kept", as_before)
    shown = (await alice.says("/timeline strike")).messages[0]
    await mara.says("/remove strike")
    await settled(world)
    assert ground_of(shown) == DARK.ground
