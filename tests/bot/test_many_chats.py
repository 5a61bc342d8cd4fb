"""What is held in memory does not grow with the people and chats that there ever were."""

import asyncio
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from bot_fakes import FakeLibrary, new_catalogue
from sqlalchemy import event

from bot import admission, followups, worker
from bot.admission import Admission
from bot.answers import AT_HAND, Answers, Asked
from bot.followups import Threads
from bot.inline import InlineQueries
from bot.operations.meters import Meters
from bot.pacing import Limits, Pacer
from bot.rights import TRIES, Rights
from bot.worker import Worker
from corpus.catalogue import Update
from corpus.catalogue.engine import Database
from corpus.catalogue.inbox import Inbox

MANY = 10_000


@pytest.fixture
def catalogue():
    return new_catalogue()


async def test_a_pacer_forgets_the_chats_that_were_written_to_long_ago():
    pacer = Pacer(Limits((MANY, 1e-6), (1, 1e-6), (20, 1e-6)))
    for chat in range(1, MANY + 1):
        async with pacer.turn(chat if chat % 2 else -chat):
            pass
    assert len(pacer._chats) < 10


async def test_of_chats_whose_updates_are_done_the_worker_keeps_nothing(catalogue):
    seen = []

    async def handle(update):
        seen.append(update["update_id"])

    work = Worker(catalogue.inbox, handle)
    work.start()
    # Some come twice: what is known already is never worked on again.
    updates = [Update(i, i + 1, f'{{"update_id": {i}}}') for i in range(1000)]
    for start in range(0, 1000, 100):
        await work.accept(updates[start : start + 100] + updates[: 10 * bool(start)])
    async with asyncio.timeout(20):
        while await work.waiting() or work._running:  # noqa: ASYNC110 - the inbox tells nobody
            await asyncio.sleep(0.01)
    await work.stop(1)
    assert sorted(seen) == list(range(1000))
    held = {name: value for name, value in vars(work).items() if hasattr(value, "__len__")}
    assert {name: len(value) for name, value in held.items() if name != "_served"} == {
        "_running": 0
    }
    assert len(held["_served"]) <= worker.MOST_SERVED + worker.MOST_BEGUN


def test_a_round_ends_though_new_chats_never_do(catalogue):
    inbox = catalogue.inbox
    turns = Worker(inbox, None)
    for first in range(0, MANY, 500):
        inbox.put([Update(i, i + 1, "{}") for i in range(first, first + 500)])
        for _ in range(5):
            found = turns._next((), 100)
            assert len(found) == 100
            inbox.done(*(each.update_id for each in found))
    assert len(turns._served) <= worker.MOST_SERVED + 100


def test_however_many_chats_are_busy_the_inbox_asks_in_few_statements(tmp_path):
    database = Database(tmp_path / "catalogue.sqlite")
    statements = set()
    event.listen(database._engine, "before_cursor_execute", lambda *given: statements.add(given[2]))
    inbox = Inbox(database)
    inbox.put([Update(i, i + 1, "{}") for i in range(300)])
    for busy in range(300):
        left = inbox.next(busy=range(1, busy + 1), limit=300)
        assert [each.chat_id for each in left] == list(range(busy + 1, 301))
    database.close()
    assert len([each for each in statements if "FROM inbox" in each]) <= 11  # none, 1, 2, 4 … 512


def test_of_questions_and_answers_only_the_last_can_be_followed_up():
    talk = Threads()
    for chat in range(MANY):
        talk.asked(chat, chat, "Who denied it?")
        talk.answered(chat, 7, "Who denied it?")
    assert len(talk._last) == len(talk._answers) == followups.KEPT
    assert talk.before(MANY - 1, MANY - 1, None) == "Who denied it?"
    assert talk.before(0, 0, 7) is None


def test_who_was_told_why_is_remembered_for_so_many():
    desk = SimpleNamespace()
    admitting = Admission(desk)
    assert all(admitting._first((chat, "quiet")) for chat in range(MANY))
    assert not admitting._first((MANY - 1, "quiet"))
    assert len(admitting._told) == admission.KEPT


def test_who_guesses_the_owners_code_is_not_remembered_without_end(catalogue):
    rights = Rights(catalogue)
    code = rights.new_code()
    assert not any(rights.claim("owner-aaaaa-aaaaa-aaaaa", user) for user in range(MANY))
    assert len(rights._tries) == TRIES
    assert not rights.claim(code, MANY)


async def test_inline_queries_that_are_answered_are_gone():
    class Quiet:
        async def answer_inline_query(self, *_given, **_more):
            pass

    async def run(work, *given):
        return work(*given)

    desk = SimpleNamespace(
        run=run,
        preferences=SimpleNamespace(person=lambda _user: SimpleNamespace(language="en")),
        quotas=SimpleNamespace(take=lambda *_who: SimpleNamespace(wait=60.0)),
    )
    watch = SimpleNamespace(question=lambda _id: nullcontext(), meters=Meters())
    queries = InlineQueries(Quiet(), desk, watch, still=0.0)
    for user in range(MANY):
        queries.take({"id": str(user), "from": {"id": user}, "query": "fire"})
    assert len(queries._running) == MANY
    async with asyncio.timeout(10):
        while queries._running:  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)


def test_of_the_answers_that_people_looked_at_again_the_last_are_at_hand():
    library = FakeLibrary()
    answers = Answers(library)
    asked = Asked("What burned at the port of Velmar?", 1)
    answer = answers.ask(asked)
    keys = [answers.keep(asked, answer) for _ in range(AT_HAND + 50)]
    assert all(answers.get(key) for key in keys)
    assert len(answers._at_hand) == AT_HAND
    assert answers.get(keys[0]).answer == answer
