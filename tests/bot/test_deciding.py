"""``/sources merge``, ``split`` and ``rename`` in a chat: shown before, on record, undone."""

import asyncio
from dataclasses import replace

import pytest
from bad_inputs import bare
from bot_fakes import STRIKE, claim, settled
from mendable import MendableLibrary, analysed

from bot.handlers.deciding import Word, words
from corpus.model import Source, SourceKind

GUILD = Source("Guild of Dockers", SourceKind.ORGANISATION)
WORDS = "The Guild of Dockers said that nobody would work on Sunday."


@pytest.fixture
def library():
    """Two articles of the union, one of the guild that is the same."""
    library = MendableLibrary()
    guild = replace(STRIKE, id="sunday", title="No work on Sunday", text=WORDS)
    library.add([guild])
    library.catalogue.renew([analysed(guild, [claim(guild, GUILD, WORDS)])])
    return library


@pytest.fixture
def mara(world):
    person = world.telegram.person("Mara")
    world.library.catalogue.moderators.put(person.id, "moderator")
    return person


def steps(world):
    return [(each.who, each.what, each.target) for each in world.library.catalogue.audit.latest()]


def numbers(world):
    return {each.name: each.id for each in world.library.sources()}


def claims(world):
    return {each.name: each.claims for each in world.library.sources()}


async def does(person, command, button="Do it"):
    shown = (await person.says(command)).only
    return (await person.presses(shown, shown.buttons[button])).messages


async def test_a_merge_shows_what_it_changes_and_changes_nothing_before_the_button(world, mara):
    ids = numbers(world)
    one, other = ids["Dockers' Union"], ids["Guild of Dockers"]
    shown = (await mara.says(f"/sources merge {one} {other}")).only
    now, then = shown.text.split("As it would be")
    assert f"{one} Dockers' Union – 2 claims, 2 articles" in now
    assert f"{other} Guild of Dockers – 1 claim, 1 article" in now
    assert f"{one} Dockers' Union – 3 claims, 3 articles; also Guild of Dockers" in then
    assert claims(world)["Dockers' Union"] == 2
    assert steps(world) == []
    (done,) = (await mara.presses(shown, shown.buttons["Do it"])).messages
    assert done.text.startswith("Done: Guild of Dockers")
    assert claims(world)["Dockers' Union"] == 3
    assert steps(world) == [(mara.id, "sources-merged", f"{one} {other}")]
    assert shown.buttons == {}
    (step,) = world.library.catalogue.audit.latest()
    assert any("3 claims in 3 articles" in line for line in step.after["sources"])
    answer = await world.telegram.person("Alice").says("/source Guild of Dockers")
    assert WORDS in answer.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", ("Guild of Dockers", " – это ", "теперь под именем", " – это не ", "Отменено:")),
        ("ar", ("Guild of Dockers", "هو نفسه", "صار اسمه", "ليس هو", "تم التراجع عن:")),
    ],
)
async def test_what_was_decided_is_told_in_the_language_of_the_chat(world, language, said):
    mara = world.moderator()
    mara.account["language_code"] = language
    name, merged, renamed, divided, back = said
    done = []
    for command in (
        "merge Dockers' Union Guild of Dockers",
        'rename "Dockers\' Union" "Union of Dockers"',
        'split "Union of Dockers" "Guild of Dockers"',
    ):
        shown = (await mara.says(f"/sources {command}")).only
        reply = await mara.presses(shown, next(iter(shown.buttons.values())))
        done.append(bare(reply.only.text))
    for text, verdict in zip(done, (merged, renamed, divided), strict=True):
        assert verdict in text
        assert name in text or "Union of Dockers" in text
        assert not {"is", "called", "not"} & set(text.split())
    undone = await mara.presses(reply.only, next(iter(reply.only.buttons.values())))
    assert back in bare(undone.only.text)
    assert divided in bare(undone.only.text)


async def test_a_decision_is_taken_back_by_undo_and_by_its_button(world, mara):
    before = claims(world)
    merge = "/sources merge Dockers' Union Guild of Dockers"
    await does(mara, merge)
    assert claims(world) != before
    assert "Taken back: sources merged" in (await mara.says("/undo")).text
    assert claims(world) == before
    (done,) = await does(mara, merge)
    olga = world.moderator("Olga")
    await olga.presses(done, done.buttons["Take it back"])
    assert claims(world) == before
    assert steps(world)[0][:2] == (olga.id, "undid sources-merged")
    assert "There is no step of yours" in (await mara.says("/undo")).text


async def test_what_is_left_is_not_done(world, mara):
    assert await does(mara, '/sources merge "Dockers’ Union" "Guild of Dockers"', "Leave it") == []
    assert steps(world) == []
    assert world.api.called("answerCallbackQuery")[-1]["text"] == "Nothing was changed."


async def test_a_source_is_renamed_and_answers_call_it_so_at_once(world, mara):
    await does(mara, "/sources rename Guild of Dockers The Dockers’ Guild of Velmar")
    assert "The Dockers’ Guild of Velmar" in claims(world)
    assert "Dockers’ Guild of Velmar" in (await mara.says("/sources")).text
    await mara.says("/undo")
    assert "Guild of Dockers" in claims(world)


async def test_a_split_is_offered_by_names_and_articles_and_shown_before_it_is_made(world, mara):
    await does(mara, "/sources merge Dockers' Union Guild of Dockers")
    offered = (await mara.says("/sources split Dockers' Union")).only
    assert "“Guild of Dockers” (1)" in offered.buttons
    assert "In “No work on Sunday”" in offered.buttons
    assert all(len(data.encode()) <= 64 for data in offered.buttons.values())
    (shown,) = (await mara.presses(offered, offered.buttons["“Guild of Dockers” (1)"])).messages
    assert claims(world)["Dockers' Union"] == 3
    assert "Guild of Dockers – 1 claim" in shown.text.split("As it would be")[1]
    await mara.presses(shown, shown.buttons["Do it"])
    assert (claims(world)["Dockers' Union"], claims(world)["Guild of Dockers"]) == (2, 1)
    assert steps(world)[0][1] == "source-split"


async def test_a_namesake_is_split_off_by_its_article_under_a_name_of_its_own(world, mara):
    await does(mara, '/sources split "Dockers\' Union" in strike as Union of Velmar')
    assert (claims(world)["Dockers' Union"], claims(world)["Union of Velmar"]) == (1, 1)
    offered = (await mara.says("/sources split Ana Toric")).text
    assert "there is nothing to split" in offered


async def test_who_is_no_moderator_sees_the_list_and_decides_nothing(world, mara):
    merge = "/sources merge Dockers' Union Guild of Dockers"
    shown = (await mara.says(merge)).only
    for role in ("contributor", "user"):
        other = world.telegram.person(role)
        world.library.catalogue.moderators.put(other.id, role)
        assert "Guild of Dockers" in (await other.says("/sources")).text
        assert "Only moderators" in (await other.says(merge)).text
        await other.presses(shown, shown.buttons["Do it"])
        await other.presses(shown, "su:1")
    assert claims(world)["Dockers' Union"] == 2
    assert steps(world) == []


async def test_who_was_demoted_between_preview_and_press_decides_nothing(world, mara):
    olga = world.moderator("Olga")
    shown = (await mara.says("/sources merge Dockers' Union Guild of Dockers")).only
    await olga.says(f"/demote {mara.id}")
    assert (await mara.presses(shown, shown.buttons["Do it"])).messages == []
    assert claims(world)["Dockers' Union"] == 2


async def test_the_button_of_an_earlier_preview_does_nothing(world, mara):
    first = (await mara.says("/sources merge Dockers' Union Guild of Dockers")).only
    await mara.says("/sources rename Ana Toric Anna Toric")
    await mara.presses(first, first.buttons["Do it"])
    assert steps(world) == []


REFUSED = (
    ("merge", "Write /sources merge A B"),
    ("merge 1", "Write /sources merge A B"),
    ("rename Ana Toric", "Write /sources merge A B"),
    ("split", "Write /sources merge A B"),
    ("merge Nobody Atall Ana Toric", "Put each name in quotation marks"),
    ("merge Nobody Toric", "Nobody called Nobody is quoted here."),
    ('merge dockers "Ana Toric"', "dockers may be any of these; give the number:"),
    ('merge "Ana Toric" "Ana Toric"', "is one source already"),
    ('split "Ana Toric" in strike', "is not quoted in an article strike"),
    ('split "Ana Toric" in port-fire', "That is all that Ana Toric"),
    ('split "Ana Toric" "Bo"', "does not go by Bo"),
    ('rename "Ana Toric" !', "give one with letters"),
)


async def test_what_cannot_be_decided_says_why(world, mara):
    for command, why in REFUSED:
        assert why in (await mara.says(f"/sources {command}")).text
    assert steps(world) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "dockers may be any of these; give the number:"),
        ("ru", "dockers – это может быть любой из них; укажите номер:"),
        ("ar", "قد يكون أيًّا من هؤلاء؛ اكتب الرقم:"),
    ],
)
async def test_those_who_go_by_one_name_are_listed_in_the_language(world, language, words):
    person = world.telegram.person("Mara", language)
    world.library.catalogue.moderators.put(person.id, "moderator")
    said = (await person.says('/sources merge dockers "Ana Toric"')).text
    assert words in said
    for name, number in numbers(world).items():
        assert (f"{number} {name}" in said.replace("\u2068", "")) == ("ockers" in name)


def test_what_stands_in_quotation_marks_of_any_kind_stays_together():
    given = words('12 “Ana Toric” «Боб М.» "The Union" in a-1')
    assert given == [
        Word("12"),
        Word("Ana Toric", quoted=True),
        Word("Боб М.", quoted=True),
        Word("The Union", quoted=True),
        Word("in"),
        Word("a-1"),
    ]


ASKED = "Who announced a strike on Friday, the harbour master?"
SINCE = (
    (
        "/sources rename Dockers' Union Union of Velmar",
        "Dockers' Union is now called Union of Velmar.",
    ),
    (
        "/sources merge Dockers' Union Guild of Dockers",
        "Dockers' Union was joined with Guild of Dockers: they are one source now.",
    ),
    (
        "/sources merge Guild of Dockers Dockers' Union",
        "Dockers' Union was joined with Guild of Dockers: they are one source now.",
    ),
    (
        '/sources split "Dockers\' Union" in strike as Union of Velmar',
        "What was quoted here as Dockers' Union now stands under Union of Velmar.",
    ),
)


@pytest.mark.parametrize(("command", "words"), SINCE)
async def test_an_answer_that_is_brought_back_says_what_was_decided_on_its_sources_since(
    world, mara, command, words
):
    answer = (await mara.says(ASKED)).only
    back = f"/answer {answer.buttons['Share']}"
    assert "Nothing has changed." in (await mara.says(back)).text
    await does(mara, command)
    since = (await mara.says(back)).text.partition("Since then")[2]
    assert words in since
    assert "Nothing has changed" not in since
    await mara.says("/undo")
    assert "Nothing has changed." in (await mara.says(back)).text


async def test_an_answer_that_quotes_others_says_nothing_of_what_was_decided(world, mara):
    answer = (await mara.says("How many containers burned?")).only
    await does(mara, "/sources rename Guild of Dockers Guild of Velmar")
    back = await mara.says(f"/answer {answer.buttons['Share']}")
    assert "Nothing has changed." in back.text


async def test_what_was_decided_before_an_answer_is_no_change_since(world, mara):
    await does(mara, "/sources merge Dockers' Union Guild of Dockers")
    decided = world.library.decisions()[0].made_at
    async with asyncio.timeout(5):
        while world.library.catalogue._database.now() <= decided:  # noqa: ASYNC110 - a clock
            await asyncio.sleep(0.05)
    answer = (await mara.says(ASKED)).only
    back = await mara.says(f"/answer {answer.buttons['Share']}")
    assert "Nothing has changed." in back.text


@pytest.mark.parametrize(("command", "words"), SINCE)
async def test_messages_say_in_place_what_was_decided_on_their_sources_until_it_is_taken_back(
    world, mara, command, words
):
    answer = (await world.telegram.person("Alice").says(ASKED)).only
    before, sent = answer.html, len(world.api.sent)
    await does(mara, command)
    await settled(world)
    assert words in answer.text
    assert "This answer has changed" not in answer.text
    assert answer.html.endswith(before)  # it is quoted under the name that it had

    await mara.says("/undo")
    await settled(world)
    assert answer.html == before
    assert {each.chat for each in world.api.sent[sent:]} == {mara.id}


async def test_a_message_that_cannot_be_edited_is_not_followed_by_news_of_a_name(world, mara):
    alice = world.telegram.person("Alice")
    answer = (await alice.says(ASKED)).only
    answer.deleted = True
    sent = len(world.api.sent)
    await does(mara, SINCE[0][0])
    await settled(world)
    assert {each.chat for each in world.api.sent[sent:]} == {mara.id}


async def test_what_quotes_others_is_not_touched_when_a_source_is_renamed(world, mara):
    answer = (await mara.says("How many containers burned?")).only
    await does(mara, "/sources rename Guild of Dockers Guild of Velmar")
    await settled(world)
    assert answer.edited == 0


async def test_a_picture_says_below_what_was_decided_on_its_sources(world, mara):
    drawn = await mara.says("/timeline strike")
    await does(mara, SINCE[0][0])
    await settled(world)
    assert SINCE[0][1] in " ".join(each.text for each in drawn.messages)
