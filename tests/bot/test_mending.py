"""Claims put right in a chat: by whom, shown before, on record, undone, lasting."""

import asyncio
from dataclasses import replace

import pytest
from bot_fakes import CLAIMS, PORT, TORIC, claim
from mendable import MendableLibrary, analysed

from bot.terminal import chat

BURNED = "12 containers had burned and nobody was hurt"
QUESTION = "How many containers burned?"
MISSED = "nobody was hurt"


@pytest.fixture
def library():
    return MendableLibrary()


@pytest.fixture
def mara(world):
    person = world.telegram.person("Mara")
    world.library.catalogue.moderators.put(person.id, "moderator")
    return person


def steps(world):
    return [(each.who, each.what, each.target) for each in world.library.catalogue.audit.latest()]


def says_now(world, words=BURNED, article="port-fire"):
    """Who says words now: each claim's source and stance."""
    text = world.library.article(article).text
    found = world.library.claims(article)
    return [(c.source.name, str(c.stance)) for c in found if c.quote.of(text) == words]


async def press(person, sent, caption):
    return (await person.presses(sent, sent.buttons[caption])).messages


async def choose(person, number, article="port-fire"):
    listed = (await person.says(f"/claims {article}")).only
    (card,) = await press(person, listed, str(number))
    return card


async def give(person, number, name):
    card = await choose(person, number)
    (who,) = await press(person, card, "Somebody else said it")
    (done,) = await press(person, who, name)
    return done


async def edited(sent, times=1):
    async with asyncio.timeout(10):
        while sent.edited < times:  # noqa: ASYNC110 - another task's work
            await asyncio.sleep(0.01)


async def test_an_article_s_claims_are_listed_with_their_numbers_and_who_says_them(world, mara):
    listed = (await mara.says("/claims port-fire")).only
    assert "4 claims" in listed.text
    assert f"2. Ministry of Ports: “{BURNED}”" in listed.text
    assert "4. Dockers' Union denies: “the fire was under control" in listed.text
    assert "1. The Harbour Courier, in its own voice:" in listed.text
    assert list(listed.buttons) == ["1", "2", "3", "4", "A claim is missing"]
    assert all(len(data.encode()) <= 64 for data in listed.buttons.values())
    assert not any("port-fire" in data for data in listed.buttons.values())


async def test_a_long_article_s_claims_are_turned_page_by_page_in_the_same_message(world, mara):
    lines = [f"Ana Toric said number {n} was wrong." for n in range(25)]
    long = replace(PORT, id="long", text="\n\n".join(lines))
    world.library.add([long])
    found = [claim(long, TORIC, line) for line in lines]
    world.library.catalogue.renew([analysed(long, found)])
    listed = (await mara.says("/claims long")).only
    assert "25 claims, page 1 of 3" in listed.text
    assert await press(mara, listed, "›") == []
    assert "page 2 of 3" in listed.text
    assert "11. Ana Toric" in listed.text
    assert await press(mara, listed, "‹") == []
    assert "page 1 of 3" in listed.text
    assert "page 3 of 3" in (await mara.says("/claims long 9")).text


async def test_a_wrong_source_is_set_right_on_record_and_answers_show_it_at_once(world, mara):
    done = await give(mara, 2, "Ana Toric")
    assert f"Put right. Ministry of Ports: “{BURNED}” → Ana Toric: “{BURNED}”" in done.text
    assert says_now(world) == [("Ana Toric", "asserts")]
    (step,) = world.library.catalogue.audit.latest()
    assert (step.who, step.what, step.target) == (mara.id, "claim-source", "port-fire")
    assert step.before == {"source": "Ministry of Ports", "quote": BURNED}
    assert step.after == {"source": "Ana Toric"}
    assert step.at
    answer = await world.telegram.person("Alice").says(QUESTION)
    assert "Ana Toric, the harbour master, said:" in answer.text
    assert "Ministry of Ports said:" not in answer.text
    audit = (await mara.says("/audit")).text
    assert f"{mara.id} · claim given to another source in port-fire" in audit


async def test_what_was_sent_before_is_marked_with_who_it_was(world, mara):
    alice = world.telegram.person("Alice")
    before = (await alice.says(QUESTION)).only
    await give(mara, 2, "Ana Toric")
    await edited(before)
    assert any(BURNED in each for each in before.of_type("strikethrough"))
    assert "somebody else said this. Ana Toric" in before.text
    assert "This answer has changed" in before.text
    await mara.says("/undo")
    await edited(before, 2)
    assert before.of_type("strikethrough") == []
    assert "⚠️" not in before.text


async def test_what_does_not_quote_the_mended_claim_is_not_touched(world, mara):
    alice = world.telegram.person("Alice")
    other = (await alice.says("Was it under control within an hour?")).only
    assert BURNED not in other.text
    touched = (await alice.says(QUESTION)).only
    await give(mara, 2, "Ana Toric")
    await edited(touched)
    async with asyncio.timeout(10):
        while world.library.catalogue.deliveries.due():  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.005)
    assert other.edited == 0


async def test_an_answer_that_was_given_after_a_mending_is_marked_when_that_is_undone(world, mara):
    done = await give(mara, 2, "Ana Toric")
    answer = (await world.telegram.person("Alice").says(QUESTION)).only
    assert "⚠️" not in answer.text
    await press(mara, done, "Take it back")
    await edited(answer)
    assert "somebody else said this. Ministry of Ports" in answer.text


async def test_a_dropped_claim_is_the_outlet_s_own_voice_and_its_answers_are_marked(world, mara):
    answer = (await world.telegram.person("Alice").says(QUESTION)).only
    card = await choose(mara, 2)
    (done,) = await press(mara, card, "It is no claim")
    assert f"No claim any more: Ministry of Ports: “{BURNED}”" in done.text
    assert says_now(world) == []
    assert card.buttons == {}
    await edited(answer)
    assert "this is not a claim of theirs" in answer.text
    assert steps(world) == [(mara.id, "claim-dropped", "port-fire")]
    await press(mara, done, "Take it back")
    assert says_now(world) == [("Ministry of Ports", "asserts")]
    assert steps(world)[0] == (mara.id, "undid claim-dropped", "port-fire")
    assert "There is no step of yours" in (await mara.says("/undo")).text


async def test_a_name_that_is_typed_as_a_reply_may_be_somebody_known_or_somebody_new(world, mara):
    card = await choose(mara, 2)
    (who,) = await press(mara, card, "Somebody else said it")
    (asked,) = await press(mara, who, "Somebody else …")
    assert asked.params["reply_markup"]["force_reply"] is True
    which = (await mara.replies_to(asked, "toric")).only
    assert "Ana Toric, the harbour master" in which.buttons
    which = (await mara.replies_to(asked, "Toby Marl\nmayor of Velmar")).only
    assert list(which.buttons) == [
        "New: a person",
        "New: an organisation",
        "New: a document",
        "New: unnamed",
    ]
    (done,) = await press(mara, which, "New: a person")
    assert "→ Toby Marl:" in done.text
    source = world.library.claims("port-fire")[1].source
    assert (source.name, source.kind, source.role) == ("Toby Marl", "person", "mayor of Velmar")
    assert world.library.asked == []


async def test_a_missed_claim_is_added_by_its_words_its_source_and_its_stance(world, mara):
    listed = (await mara.says("/claims port-fire")).only
    (asked,) = await press(mara, listed, "A claim is missing")
    wrong = (await mara.replies_to(asked, "nobody has been hurt")).only
    assert "does not stand in the article letter for letter" in wrong.text
    who = (await mara.replies_to(wrong, MISSED)).only
    assert "Who said this?" in who.text
    assert f"“{MISSED}”" in who.text
    (stance,) = await press(mara, who, "Ana Toric")
    assert says_now(world, MISSED) == []
    (done,) = await press(mara, stance, "Denied it")
    assert f"Added: Ana Toric denies: “{MISSED}”" in done.text
    assert says_now(world, MISSED) == [("Ana Toric", "denies")]
    (step,) = world.library.catalogue.audit.latest()
    assert step.after == {"source": "Ana Toric", "quote": MISSED, "stance": "denies"}
    await mara.says("/undo")
    assert says_now(world, MISSED) == []


async def test_what_was_put_right_is_listed_and_taken_back_by_anybody_who_moderates(world, mara):
    await give(mara, 2, "Ana Toric")
    olga = world.moderator("Olga")
    listed = (await olga.says("/claims port-fire")).only
    assert "2. ✎ Ana Toric:" in listed.text
    (by_hand,) = await press(olga, listed, "By hand: 1")
    assert f"→ Ana Toric · ✎ put right by {mara.id}, step 1" in by_hand.text
    await press(olga, by_hand, "↩ 1")
    assert says_now(world) == [("Ministry of Ports", "asserts")]
    back = world.library.catalogue.audit.latest()[0]
    assert (back.who, back.undoes) == (olga.id, 1)
    assert "There is no step of yours" in (await mara.says("/undo")).text


async def test_in_a_group_a_claim_is_put_right_by_who_moderates_there(world):
    group, mara = world.telegram.group("The desk"), world.telegram.person("Mara")
    world.library.catalogue.moderators.put(mara.id, "moderator", chat_id=group.id)
    assert "Only moderators" in (await mara.says("/claims port-fire")).text
    listed = (await mara.says("/claims@according_bot port-fire", group=group)).only
    (card,) = await press_in(group, mara, listed, "2")
    (who,) = await press_in(group, mara, card, "Somebody else said it")
    (asked,) = await press_in(group, mara, who, "Somebody else …")
    which = (await mara.replies_to(asked, "Toby Marl", group=group)).only
    await press_in(group, mara, which, "New: a person")
    assert says_now(world) == [("Toby Marl", "asserts")]
    (step,) = world.library.catalogue.audit.latest()
    assert step.chat_id == group.id


async def press_in(group, person, sent, caption):
    """Press a button in a group, of which the server's own record has no type."""
    below = {**person.telegram.api.message(sent), "chat": group.chat}
    query = {
        "id": caption,
        "from": person.account,
        "message": below,
        "chat_instance": "1",
        "data": sent.buttons[caption],
    }
    query["message"].pop("reply_markup", None)
    return (await person.telegram.deliver(group.id, callback_query=query)).messages


async def test_a_very_long_claim_is_shown_whole_in_as_many_messages_as_it_needs(world, mara):
    words = "Ana Toric said that " + " ".join(f"gate {n} was shut" for n in range(500)) + "."
    long = replace(PORT, id="long", text=words)
    world.library.add([long])
    found = [claim(long, TORIC, words)]
    world.library.catalogue.renew([analysed(long, found)])
    listed = (await mara.says("/claims long")).only
    cards = await press(mara, listed, "1")
    assert len(cards) == 3
    assert cards[-1].text.count("gate 499 was shut.") == 1
    assert "It is no claim" in cards[-1].buttons
    (asked,) = await press(mara, listed, "A claim is missing")
    assert "gate 0 was shut" in (await mara.replies_to(asked, words[4:4000])).only.text


async def test_contributors_and_strangers_change_nothing_even_with_somebody_s_buttons(world, mara):
    card = await choose(mara, 2)
    (who,) = await press(mara, card, "Somebody else said it")
    (asked,) = await press(mara, who, "Somebody else …")
    for role in ("contributor", "user"):
        other = world.telegram.person(role)
        world.library.catalogue.moderators.put(other.id, role)
        assert "Only moderators" in (await other.says("/claims port-fire")).text
        for sent in (card, who):
            for data in list(sent.buttons.values()):
                assert (await other.presses(sent, data)).messages == []
        await other.replies_to(asked, "Toby Marl")
    assert says_now(world) == [("Ministry of Ports", "asserts")]
    assert steps(world) == []


async def test_who_was_demoted_between_list_and_press_changes_nothing(world, mara):
    olga = world.moderator("Olga")
    card = await choose(mara, 2)
    (who,) = await press(mara, card, "Somebody else said it")
    (asked,) = await press(mara, who, "Somebody else …")
    await olga.says(f"/demote {mara.id}")
    assert (await mara.presses(card, card.buttons["It is no claim"])).messages == []
    assert (await mara.presses(who, who.buttons["Ana Toric"])).messages == []
    assert "Only moderators" in (await mara.replies_to(asked, "Toby Marl")).text
    assert says_now(world) == [("Ministry of Ports", "asserts")]
    assert [what for _, what, _ in steps(world)] == ["role"]


async def test_a_button_of_a_claim_that_changed_since_leads_nowhere(world, mara):
    card = await choose(mara, 2)
    await give(world.moderator("Olga"), 2, "Ana Toric")
    await mara.presses(card, card.buttons["It is no claim"])
    assert says_now(world) == [("Ana Toric", "asserts")]
    world.library.add([replace(PORT, text=PORT.text + "\n\nIt rained.")])
    listed = await mara.presses(card, card.buttons["Somebody else said it"])
    assert listed.messages == []
    told = [call.get("text") for call in world.api.called("answerCallbackQuery")]
    assert told[-1] == "That has changed since: send /claims again."


FORGED = ("cc:", "cl:x:1", "cd:%:1", "cp:nokey:1", "cy:k:asserts", "cu::", "co:", "cd:" + 16 * "0")


async def test_a_forged_button_says_that_it_leads_nowhere(world, mara):
    listed = (await mara.says("/claims port-fire")).only
    for data in FORGED:
        assert (await mara.presses(listed, data)).messages == []
        assert world.api.called("answerCallbackQuery")[-1]["text"].startswith("That has changed")
    assert steps(world) == []


async def test_claims_of_no_article_says_so(world, mara):
    assert "Write its id" in (await mara.says("/claims")).text
    assert "There is no article nowhere" in (await mara.says("/claims nowhere")).text


async def test_a_reply_to_anything_else_is_a_question_as_before(world, mara):
    listed = (await mara.says("/claims port-fire")).only
    await press(mara, listed, "A claim is missing")
    await mara.replies_to(listed, QUESTION)
    assert world.library.asked == [QUESTION]


async def test_a_name_that_was_asked_for_is_awaited_after_a_restart(run_bot, library):
    async with run_bot(library) as first:
        person = first.moderator()
        card = await choose(person, 2)
        (who,) = await press(person, card, "Somebody else said it")
        (asked,) = await press(person, who, "Somebody else …")
    async with run_bot(library) as second:
        again = second.telegram.person("Mara", user_id=person.id)
        original = {
            "message_id": asked.message_id,
            "date": 1,
            "chat": {"id": person.id, "type": "private", "first_name": "Mara"},
            "from": {"id": 4242, "is_bot": True, "first_name": "B", "username": "according_bot"},
            "text": asked.text,
        }
        which = (await again.replies_to(original, "Ana Toric")).only
        await press(again, which, "Ana Toric, the harbour master")
        assert says_now(second) == [("Ana Toric", "asserts")]


async def test_mended_claims_outlast_another_engine_a_later_version_and_adding_again(world, mara):
    await give(mara, 2, "Ana Toric")
    card = await choose(mara, 4)
    await press(mara, card, "It is no claim")
    catalogue = world.library.catalogue
    # Another engine finds the ministry's claim a little longer, and the dropped one again.
    longer = replace(CLAIMS["port-fire"][1], content=(CLAIMS["port-fire"][1].sentence,))
    found = [CLAIMS["port-fire"][0], longer, *CLAIMS["port-fire"][2:]]
    catalogue.renew([analysed(PORT, found, "rules:2")])
    catalogue.identify_anew()
    expected = ["The Harbour Courier", "Ana Toric", "Ana Toric", "The Harbour Courier"]
    assert [each.source.name for each in world.library.claims("port-fire")] == expected
    world.library.add([replace(PORT, text="It rained.\n\n" + PORT.text)])
    names = {each.source.name for each in world.library.claims("port-fire")}
    assert names == {"The Harbour Courier", "Ana Toric"}
    assert says_now(world) == [("Ana Toric", "asserts")]


def test_in_the_terminal_the_line_after_a_question_is_the_reply_to_it(library, tmp_path):
    lines, out = tmp_path / "in.txt", tmp_path / "out.txt"
    lines.write_text("/claims port-fire\n2\n1\n3\nToby Marl\n1\n/claims port-fire\n")
    with lines.open() as given, out.open("w") as printed:
        chat(library, lines=given, out=printed)
    assert f"2. ✎ Toby Marl: “{BURNED}”" in out.read_text()
