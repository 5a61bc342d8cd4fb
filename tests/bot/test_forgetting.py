"""/forget_me, as somebody who writes to the bot meets it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import MetaData

QUESTION = "How many containers had burned?"
ALL = "Delete all of it"


def left(library, *words) -> set[str]:
    """The columns of the whole catalogue in which any of the words stand."""
    found, there = set(), MetaData()
    with library.catalogue._database.reading() as connection:
        there.reflect(connection)
        for table in there.tables.values():
            for row in connection.execute(table.select()):
                for name, value in row._mapping.items():
                    said = json.dumps(value, default=str, ensure_ascii=False)
                    if any(word in said for word in words):
                        found.add(f"{table.name}.{name}")
    return found


@pytest.fixture
def alice(world):
    return world.telegram.person("Alice", user_id=7_000_000_123)


async def used(world, person):
    """Somebody used all that keeps something of them; give the message with their answer."""
    answer = (await person.says(QUESTION)).only
    await person.presses(answer, answer.buttons["👎"])
    await person.says("/digest daily 08:00")
    await person.presses((await person.says("/language")).only, "lang:en")
    (offered, *_) = await person.types_inline(QUESTION)
    await person.sends_inline(offered)
    return answer


async def forgotten(person):
    """Somebody has all of theirs deleted; give the message that says so."""
    asked = (await person.says("/forget_me")).only
    await person.presses(asked, asked.buttons[ALL])
    return asked


async def test_after_it_nothing_of_the_person_is_left_in_any_table(world, alice):
    await used(world, alice)
    before = left(world.library, str(alice.id), QUESTION)
    assert before >= {"answers.asked", "answers.opinions", "digests.chat_id", "settings.name"}
    assert "deliveries.chat_id" in before
    told = await forgotten(alice)
    assert "All that I kept about you is deleted" in world.api.message(told)["text"]
    assert left(world.library, str(alice.id), QUESTION, "containers had burned?") == set()


async def test_nothing_goes_before_the_button_is_pressed(world, alice):
    await used(world, alice)
    before = left(world.library, str(alice.id))
    told = (await alice.says("/forget_me")).text
    assert "at once and for good" in told
    assert "You have a role here" not in told
    assert left(world.library, str(alice.id)) == before


async def test_the_answers_are_gone_from_buttons_and_pages_too(run_bot, library):
    async with run_bot(library, public_url="https://pages.example") as world:
        alice = world.telegram.person("Alice")
        answer = await used(world, alice)
        key = answer.buttons["It names the wrong source"].split(":")[1]
        assert world.service._desk.answers.get(key) is not None
        await forgotten(alice)
        assert world.service._desk.answers.get(key) is None
        assert not (await alice.presses(answer, f"art:{key}")).messages
        assert "pages.target" not in left(library, key)


async def test_a_follow_up_does_not_lean_on_a_question_that_was_forgotten(world, alice):
    await alice.says(QUESTION)
    await forgotten(alice)
    asked = len(world.library.asked)
    await alice.says("And the union?")
    assert not any(QUESTION.rstrip("?") in each for each in world.library.asked[asked:])


async def test_others_keep_what_is_theirs(world, alice):
    bob = world.telegram.person("Bob", user_id=7_000_000_456)
    await used(world, bob)
    await used(world, alice)
    before = left(world.library, str(bob.id))
    await forgotten(alice)
    assert left(world.library, str(bob.id)) == before


async def test_in_a_group_it_is_only_said_where_to_write_it(world, alice):
    group = world.telegram.group("Readers")
    told = (await alice.says("/forget_me", group=group)).only
    assert "in private" in told.text
    assert not told.buttons
    await alice.says("/language")
    kept = left(world.library, str(alice.id))
    asked = (await alice.says("/ask " + QUESTION, group=group)).only
    await alice.presses(asked, "fgt")
    assert left(world.library, str(alice.id)) >= kept


async def test_a_moderator_s_role_ends_and_the_audit_says_so(world):
    world.moderator("Olga")
    mara = world.telegram.person("Mara", user_id=7_000_000_789)
    world.library.catalogue.moderators.put(mara.id, "owner")
    assert "You have a role here" in (await mara.says("/forget_me")).text
    await forgotten(mara)
    assert left(world.library, str(mara.id)) == {"audit.who", "audit.target"}
    assert "moderators" in (await mara.says("/articles")).text
    (step, *_) = world.library.catalogue.audit.latest(limit=1)
    assert (step.who, step.before["role"], step.after["role"]) == (mara.id, "owner", "user")


async def test_the_last_owner_is_told_to_make_another_first(world):
    mara = world.moderator()
    asked = (await mara.says("/forget_me")).only
    assert "make somebody else an owner first" in (await mara.presses(asked, "fgt")).text
    assert world.library.catalogue.moderators.get(mara.id).role == "owner"
