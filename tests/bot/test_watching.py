"""/gaps and /stats: what was asked in vain, and how things stand."""

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from bot_fakes import FakeLibrary

from bot import figures
from bot.gaps import gaps
from bot.pictures import chart, charts, draw, layout
from bot.pictures.palette import LIGHT
from bot.texts import LANGUAGES, Texts
from corpus.catalogue import Catalogue


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


@pytest.fixture
def dated(tmp_path):
    """A library in which it is March 20, 2031."""
    today = datetime(2031, 3, 20, 12, tzinfo=UTC)
    return FakeLibrary(Catalogue(tmp_path / "c.sqlite", clock=lambda: today))


async def asked_and_told(world, **more):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    await alice.says("How many containers had burned?")
    await alice.says("Who won the chess tournament?")
    await mara.says("/add The mayor spoke on Monday.")
    return await mara.says("/stats", **more)


async def test_the_figures_say_how_much_there_is_and_how_it_is_used(run_bot, dated):
    async with run_bot(dated) as world:
        stats = (await asked_and_told(world)).only
        assert stats.picture
        for words in (
            "Articles: 2, outlets: 2, those who speak: 4",
            "Answers that are kept: 2, of them without a report: 1",
            "Waiting: 1, feeds: 0, of them dead: 0",
            "2031-03 ████████████ 2",
            "2031-03-17     0     1     1",
        ):
            assert words in stats.text


async def test_where_pictures_are_off_or_cannot_be_sent_the_figures_are_words(run_bot, dated):
    async with run_bot(dated) as world:
        world.api.fail("sendPhoto", 400, "Bad Request: not enough rights to send photos")
        refused = (await asked_and_told(world)).only
        assert not refused.picture
        assert "2031-03 ████████████ 2" in refused.text
        mara = world.moderator("Mo")
        dated_preferences = world.service.conversation._desk.preferences
        dated_preferences.set_person(mara.id, pictures=False)
        off = (await mara.says("/stats")).only
        assert not off.picture
        assert "2031-03-17     0     1     1" in off.text
        assert len(world.api.called("sendPhoto")) == 1


def test_months_begin_with_the_first_in_which_anything_was_added():
    found = figures.months({"2030-12": 3, "2031-02": 5, "2029-01": 9}, date(2031, 3, 31))
    assert [(f"{each.day}", each.counts) for each in found] == [
        ("2030-12-01", (3,)),
        ("2031-01-01", (0,)),
        ("2031-02-01", (5,)),
        ("2031-03-01", (0,)),
    ]
    assert figures.months({}, date(2031, 3, 31)) == []


def test_weeks_begin_on_mondays_and_count_by_outcome():
    asked = {
        ("2031-03-09", "answered"): 2,
        ("2031-03-10", "disputed"): 1,
        ("2031-03-16", "not_reported"): 4,
        ("2031-03-16", "answered"): 1,
    }
    found = figures.weeks(asked, date(2031, 3, 20))
    assert [(f"{each.day}", each.counts) for each in found] == [
        ("2031-03-03", (2, 0, 0)),
        ("2031-03-10", (1, 1, 4)),
        ("2031-03-17", (0, 0, 0)),
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0"),
        (998, "998"),
        (1000, "1.0k"),
        (9949, "9.9k"),
        (9960, "10k"),
        (117_600, "118k"),
        (999_400, "999k"),
        (999_700, "1.0M"),
        (25_000_000, "25M"),
    ],
)
def test_a_number_above_a_bar_has_four_characters_at_most(count, words):
    assert charts.short(count) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_chart_stands_over_anything_else(language):
    today = date(2031, 3, 20)
    months = {f"{2030 + n // 12}-{n % 12 + 1:02}": 3**n + n for n in range(15)}
    weeks = {(f"{figures.first_week(today)}", s): 5 for s in figures.OUTCOMES}
    added, asked = figures.months(months, today), figures.weeks(weeks, today)
    drawn = charts.stats(added, asked, today, Texts(language))
    made = chart.picture(drawn, draw.Fonts(), LIGHT)
    for one, other in combinations(made.lines, 2):
        beside = one.right <= other.left + 1 or other.right <= one.left + 1
        assert beside or one.bottom <= other.top + 1 or other.bottom <= one.top + 1
    for line in made.lines:
        assert line.left >= layout.MARGIN - 1
        assert line.right <= layout.WIDTH - layout.MARGIN + 1
    assert made.height <= 1280
    highest = min(box.top for box in made.boxes if box.colour == LIGHT.stacked[0])
    assert all(box.top >= highest for box in made.boxes if box.colour in LIGHT.stacked[1:])


@pytest.mark.parametrize(
    "command", ["/gaps", "/stats", "/audit", "/mods", "/feeds", "/watch", "/pending"]
)
async def test_strangers_see_nothing_of_it(world, command):
    answer = await world.telegram.person("Alice").says(command)
    assert answer.only.text.startswith("Only moderators can do that.")
