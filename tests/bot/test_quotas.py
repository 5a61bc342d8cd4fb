"""How much may be asked, who is told so, and that everybody has their turn."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bot_fakes import new_catalogue
from sqlalchemy import text

from bot.quotas import SPAN, Quotas
from bot.worker import Worker
from corpus.catalogue import Catalogue, Update
from corpus.errors import AccordingToError

QUESTION = "How many containers had burned?"


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place)
    yield catalogue
    catalogue.close()


@pytest.fixture
def quotas(catalogue, clock):
    return lambda person, chat: Quotas(catalogue.askings, person, chat, clock=clock)


def test_so_many_may_be_asked_within_any_hour_and_then_again(quotas, clock):
    counted = quotas(2, 0)
    assert counted.take(1, None) is None
    clock.now += 1000
    assert counted.take(1, None) is None
    clock.now += 1000
    assert counted.take(1, None).wait == 1600
    clock.now += 1600
    assert counted.take(1, None) is None
    assert counted.take(1, None).wait == 1000


def test_what_is_refused_does_not_count(quotas):
    counted = quotas(1, 3)
    counted.take(1, -1)
    for _ in range(5):
        assert not counted.take(1, -1).by_chat
    assert counted.take(2, -1) is None
    assert counted.take(3, -1) is None
    assert counted.take(4, -1).by_chat


def test_they_are_told_once_until_they_could_ask_again(quotas, clock):
    counted = quotas(1, 0)
    counted.take(1, None)
    assert [counted.take(1, None).told for _ in range(3)] == [False, True, True]
    clock.now += 3600
    assert counted.take(1, None) is None
    assert not counted.take(1, None).told


def test_who_may_ask_less_than_before_waits_until_that_is_so(quotas, clock):
    for _ in range(3):
        quotas(3, 0).take(1, None)
        clock.now += 100
    assert quotas(1, 0).take(1, None).wait == 3500


def test_without_a_quota_nothing_is_counted(catalogue, clock):
    quotas = Quotas(catalogue.askings, 0, 0, clock=clock)
    assert all(quotas.take(1, -1) is None for _ in range(5))
    assert times(catalogue) == []


def times(catalogue):
    with catalogue._database.reading() as connection:
        return list(connection.execute(text("SELECT at FROM askings ORDER BY at")).scalars())


def test_a_question_is_kept_for_an_hour_and_no_longer(catalogue, quotas, clock):
    for user in range(5):
        quotas(9, 9).take(user, -1)
    clock.now += SPAN
    quotas(9, 9).take(7, -1)
    assert times(catalogue) == [clock.now, clock.now]


def test_where_nobody_asks_any_more_the_hours_questions_are_dropped_too(catalogue, quotas, clock):
    quotas(9, 9).take(1, None)
    clock.now += SPAN / 2
    quotas(9, 9).take(2, None)
    clock.now += SPAN / 2
    quotas(9, 9).forget()
    assert times(catalogue) == [clock.now - SPAN / 2]


def test_of_many_who_ask_at_once_no_more_are_let_in_than_there_are_places(place, clock):
    processes = [Catalogue(place) for _ in range(2)]
    quotas = [Quotas(each.askings, 5, 0, clock=clock) for each in processes]
    with ThreadPoolExecutor(6) as threads:
        refused = list(threads.map(lambda turn: quotas[turn % 2].take(1, None), range(24)))
    assert refused.count(None) == 5
    # Of all who are refused one is told.
    assert [each.told for each in refused if each].count(False) == 1
    for each in processes:
        each.close()


def test_where_nothing_can_be_counted_all_may_ask(clock):
    class Full:
        def take(self, *_):
            raise AccordingToError("The disk is full.")

    assert Quotas(Full(), 1, 1, clock=clock).take(1, -1) is None


async def test_a_restart_forgets_nothing_of_what_was_asked(run_bot, library):
    async with run_bot(library, questions=(1, 0)) as world:
        alice = world.telegram.person("Alice")
        assert (await alice.says(QUESTION)).quotes
    async with run_bot(library, questions=(1, 0)) as world:
        again = world.telegram.person("Alice", user_id=alice.id)
        assert "You have asked 1 question within an hour" in (await again.says(QUESTION)).only.text


async def test_who_asks_too_much_is_told_when_to_ask_again_and_then_left_alone(run_bot, library):
    async with run_bot(library, questions=(2, 0)) as world:
        alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
        for _ in range(2):
            assert (await alice.says(QUESTION)).quotes
        told = (await alice.says(QUESTION)).only.text
        assert told == (
            "You have asked 2 questions within an hour, which is as many as I can take. "
            "Ask me again in 60 minutes."
        )
        assert not (await alice.says(QUESTION)).messages
        assert (await alice.says("/help")).messages
        assert (await bob.says(QUESTION)).quotes
        assert len(world.library.asked) == 3


async def test_who_asked_too_much_can_still_see_and_end_their_digest(run_bot, library):
    async with run_bot(library, questions=(1, 0)) as world:
        alice = world.telegram.person("Alice")
        await alice.says("/digest daily 08:00 Europe/Berlin")
        assert (await alice.says(QUESTION)).quotes
        assert "within an hour" in (await alice.says("/digest now")).only.text
        assert "every day at 08:00" in (await alice.says("/digest")).only.text
        assert "any more" in (await alice.says("/digest off")).only.text


async def test_a_group_has_a_share_of_its_own(run_bot, library):
    async with run_bot(library, questions=(0, 2)) as world:
        group, other = world.telegram.group("Friends"), world.telegram.group("Others")
        people = [world.telegram.person(name, "ru") for name in "ABC"]
        for person in people[:2]:
            assert (await person.says(f"/ask {QUESTION}", group=group)).quotes
        told = (await people[2].says(f"/ask {QUESTION}", group=group)).only.text
        assert told.startswith("За час в этой группе задали 2 вопроса – больше я не успеваю.")
        assert not (await people[0].says(f"/ask {QUESTION}", group=group)).messages
        assert (await people[2].says(f"/ask {QUESTION}", group=other)).quotes
        assert (await people[2].says(QUESTION)).quotes


async def test_inline_queries_count_and_the_button_says_when_to_ask_again(run_bot, library):
    async with run_bot(library, questions=(1, 0)) as world:
        alice = world.telegram.person("Alice")
        assert await alice.types_inline(QUESTION)
        assert await alice.types_inline(QUESTION) == []
        button = world.api.called("answerInlineQuery")[-1]["button"]
        assert button["text"] == "That was a lot: again in 60 minutes"


def chats_in_turn(worker, turns):
    """The chats that are served one after the other, where only one can be at a time."""
    found = []
    for _ in range(turns):
        (entry,) = worker._next((), 1)
        worker._inbox.done(entry.update_id)
        found.append(entry.chat_id)
    return found


def test_chats_have_their_turns_however_much_one_of_them_asks():
    inbox = new_catalogue().inbox
    flood = [Update(i, 1, "{}") for i in range(50)]
    others = [Update(100 + i, 2 + i % 3, "{}") for i in range(6)]
    inbox.put(flood + others)
    worker = Worker(inbox, None)
    assert chats_in_turn(worker, 10) == [1, 2, 3, 4, 1, 2, 3, 4, 1, 1]


def test_a_round_is_filled_up_from_the_next_one():
    inbox = new_catalogue().inbox
    inbox.put([Update(i, 1 + i % 2, "{}") for i in range(8)])
    worker = Worker(inbox, None)
    assert [entry.chat_id for entry in worker._next((), 1)] == [1]
    # Nobody is busy: chat 2 has not had its turn, and chat 1 begins the next round.
    assert [entry.chat_id for entry in worker._next((), 8)] == [2, 1]


async def test_a_flood_is_answered_once_each_and_others_do_not_wait_for_its_end(world):
    world.library.delay = 0.02
    floods = [world.telegram.person(f"F{i}") for i in range(9)]
    for _ in range(6):
        for person in floods:
            world.api.push(message=person.message(QUESTION))
    late = world.telegram.person("Late")
    world.api.push(message=late.message(QUESTION))
    await world.telegram.settle()
    answers = [sent.chat for sent in world.api.sent]
    assert len(answers) == 55
    assert all(answers.count(person.id) == 6 for person in floods)
    # Nine chats ask six times each; the tenth, who asks last, is among the first to be answered.
    assert answers.index(late.id) < 30
