"""Correcting: fields, notes, retractions, revisions, and steps taken back."""

import asyncio

import pytest


def steps(world):
    return [(step.what, step.target) for step in world.library.catalogue.audit.latest()]


async def test_a_field_is_changed_and_the_difference_is_shown(world):
    mara = world.moderator()
    answer = await mara.says("/edit port-fire title Fire in the harbour of Velmar")
    assert "port-fire is changed; /undo takes it back." in answer.text
    assert "Fire at the port of Velmar → Fire in the harbour of Velmar" in answer.text
    assert world.library.article("port-fire").title == "Fire in the harbour of Velmar"


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("date", "5 March 2031", ("published_at", "2031-03-05")),
        ("url", "https://a.example/x?utm_source=y", ("url", "https://a.example/x")),
        ("language", "ru", ("language", "ru")),
        ("agency", "-", ("agency", None)),
        (
            "text",
            "Nothing burned.\n\nNobody was there.",
            ("text", "Nothing burned.\n\nNobody was there."),
        ),
    ],
)
async def test_values_are_kept_as_articles_keep_them(world, field, value, kept):
    await world.moderator().says(f"/edit port-fire {field} {value}")
    assert getattr(world.library.article("port-fire"), kept[0]) == kept[1]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/edit port-fire colour red", "There is no field colour"),
        ("/edit port-fire date someday", "is no date"),
        ("/edit port-fire url ftp://a.example", "is no url"),
        ("/edit port-fire title -", "cannot be without title"),
        ("/edit port-fire text ---", "cannot be without text"),
        ("/edit port-fire outlet The Harbour Courier", "says that already"),
        ("/edit nowhere title A", "There is no article nowhere"),
        ("/edit #9 title A", "There is no proposal #9"),
        ("/revisions nowhere", "There is no article nowhere"),
        ("/revisions strike", "strike never changed"),
        ("/correct nowhere It was wrong.", "There is no article nowhere"),
        ("/retract nowhere It was wrong.", "There is no article nowhere"),
        ("/remove strike nowhere", "There is no article nowhere"),
    ],
)
async def test_what_cannot_be_done_says_why_and_leaves_no_step(world, command, words):
    assert words in (await world.moderator().says(command)).text
    assert steps(world) == []


async def test_revisions_show_what_changed_each_time(world):
    mara = world.moderator()
    await mara.says("/edit strike title A strike begins")
    await mara.says("/edit strike title A strike ends")
    answer = (await mara.says("/revisions strike")).text
    assert "It changed 2 times" in answer
    first, second = answer.index("Change 2"), answer.index("Change 1")
    assert first < answer.index("A strike begins → A strike ends") < second
    assert second < answer.index("Dockers announce a strike → A strike begins")


async def test_a_note_is_carried_by_answers_before_and_after(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    earlier = await alice.says("When would the strike begin?")
    await mara.says("/correct strike It begins on Saturday.")
    later = await alice.says("When would the strike begin?")
    assert "It begins on Saturday." in later.text
    async with asyncio.timeout(10):
        while not earlier.messages[0].edited:  # noqa: ASYNC110 - another task's work
            await asyncio.sleep(0.01)
    assert "It begins on Saturday." in earlier.messages[0].text
    assert steps(world) == [("corrected", "strike")]


async def test_a_retracted_article_answers_no_more(world):
    mara, alice = world.moderator(), world.telegram.person("Alice")
    answer = await mara.says("/retract strike The letter was forged.")
    assert "strike is retracted: The letter was forged." in answer.text
    assert not (await alice.says("When would the strike begin?")).quotes
    history = world.library.catalogue.histories.of(["strike"])["strike"]
    assert history.notices[-1].note == "The letter was forged."


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("/remove strike", lambda library: {each.id for each in library.articles()}),
        ("/edit strike title Another", lambda library: library.article("strike").title),
        (
            "/correct strike It was wrong.",
            lambda library: library.catalogue.histories.of(["strike"])["strike"].state,
        ),
        ("/retract strike It was wrong.", lambda library: {each.id for each in library.articles()}),
        (
            "/promote 1234 moderator",
            lambda library: [each.user_id for each in library.catalogue.moderators.all()],
        ),
    ],
)
async def test_one_s_own_last_step_is_taken_back(world, command, state):
    mara = world.moderator()
    before = state(world.library)
    await mara.says(command)
    assert state(world.library) != before
    assert "Taken back" in (await mara.says("/undo")).text
    assert state(world.library) == before
    assert "There is no step of yours" in (await mara.says("/undo")).text
    assert steps(world)[0][0].startswith("undid ")


async def test_steps_are_taken_back_one_after_the_other_the_last_first(world):
    mara = world.moderator()
    await mara.says("/edit strike title First")
    await mara.says("/edit strike title Second")
    await mara.says("/undo")
    assert world.library.article("strike").title == "First"
    await mara.says("/undo")
    assert world.library.article("strike").title == "Dockers announce a strike"


async def test_a_step_of_somebody_else_is_not_taken_back(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    await olga.says("/remove strike")
    assert "There is no step of yours" in (await mara.says("/undo")).text
    assert len(world.library.articles()) == 1


async def test_what_somebody_changed_since_is_not_overwritten(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    await mara.says("/edit strike title Mara's")
    await olga.says("/edit strike title Olga's")
    assert "strike was changed since" in (await mara.says("/undo")).text
    assert world.library.article("strike").title == "Olga's"


async def test_a_step_that_could_not_be_taken_back_is_not_passed_over(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    await mara.says("/remove port-fire")
    await mara.says("/edit strike title Mara's")
    await olga.says("/edit strike title Olga's")
    for _ in range(2):
        refused = (await mara.says("/undo")).text
        assert "Not taken back: edited strike." in refused
        assert "strike was changed since" in refused
    assert {each.id for each in world.library.articles()} == {"strike"}
    await olga.says("/undo")
    assert "Taken back: edited strike" in (await mara.says("/undo")).text
    assert world.library.article("strike").title == "Dockers announce a strike"


async def test_a_step_before_one_that_stays_is_taken_back_by_its_number(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    await mara.says("/remove port-fire")
    await mara.says("/edit strike title Mara's")
    await olga.says("/edit strike title Olga's")
    refused = (await mara.says("/undo")).text
    number = refused.partition("/undo ")[2].split()[0]
    assert "There is no step of yours" in (await olga.says(f"/undo {number}")).text
    assert "Taken back: removed port-fire" in (await mara.says(f"/undo {number}")).text
    assert {each.id for each in world.library.articles()} == {"port-fire", "strike"}
    assert "There is no step of yours" in (await mara.says(f"/undo {number}")).text


async def test_who_was_demoted_takes_nothing_back(world):
    mara, olga = world.moderator(), world.moderator("Olga")
    await mara.says("/remove strike")
    await olga.says(f"/promote {mara.id} contributor")
    assert "Only moderators" in (await mara.says("/undo")).text
    assert len(world.library.articles()) == 1


async def test_a_publication_that_is_taken_back_waits_again(world):
    mara = world.moderator()
    preview = (await mara.says("/add The mayor spoke on Monday.")).only
    await mara.presses(preview, preview.buttons["Publish"])
    await mara.says("/undo")
    assert len(world.library.articles()) == 2
    assert "#1" in (await mara.says("/pending")).text


async def test_a_later_version_that_is_taken_back_gives_way_to_the_one_before(world):
    mara = world.moderator()
    for words in ("The mayor spoke.", "The mayor spoke. Nobody listened."):
        preview = (await mara.says(f"/add {words}")).only
        await mara.presses(preview, preview.buttons["Publish"])
    assert world.library.article("the-mayor-spoke.").text.endswith("Nobody listened.")
    await mara.says("/undo")
    assert world.library.article("the-mayor-spoke.").text == "The mayor spoke."


async def test_a_discarded_proposal_waits_again(world):
    mara = world.moderator()
    preview = (await mara.says("/add The mayor spoke on Monday.")).only
    await mara.presses(preview, preview.buttons["Discard"])
    await mara.says("/undo")
    assert "#1" in (await mara.says("/pending")).text
