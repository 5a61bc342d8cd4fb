"""The benchmark of the load notices what is lost, doubled and against Telegram's limits."""

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.load import beside, corpora, figures, process
from benchmarks.load.crowd import Crowd, Rates
from benchmarks.load.held import Sampler, faults, held
from benchmarks.load.ledger import Ledger
from benchmarks.load.telegram import LoadApi


@pytest.fixture
async def api():
    api = LoadApi()
    await api.start()
    yield api
    await api.stop()


def message(chat, html="Hello", replies_to=None):
    replied = {} if replies_to is None else {"reply_parameters": {"message_id": replies_to}}
    return SimpleNamespace(chat=chat, html=html, params=replied)


def test_a_reply_is_matched_with_its_request_and_what_has_none_is_lost():
    ledger = Ledger()
    ledger.private("command", 5)
    ledger.private("question", 6)
    ledger.in_group(-7, 30)
    ledger.press("8", 6)
    assert ledger.sent(message(6)) == "question"
    assert ledger.sent(message(-7, replies_to=30)) == "group"
    ledger.acknowledged("8")
    assert (ledger.open, ledger.replied, ledger.doubled) == (1, 3, 0)


def test_the_same_reply_again_is_doubled_and_an_answers_next_message_is_not():
    ledger = Ledger()
    ledger.private("question", 6)
    ledger.in_group(-7, 30)
    for words in ("One", "Two", "One"):
        ledger.sent(message(6, words))
    assert ledger.doubled == 1
    for _ in range(2):
        ledger.sent(message(-7, replies_to=30))
    assert ledger.doubled == 2


def test_the_fullest_window_is_found_wherever_it_begins():
    times = [0.0, 0.5, 0.9, 1.3, 1.5, 5.0]
    assert figures.most_within(times, 1.0) == 3
    through = [(at, chat) for at, chat in zip(times, (1, 2, 1, -3, -3, 1), strict=True)]
    assert figures.fullest(through) == {"overall in 1 s": 3, "chat in 1 s": 2, "group in 60 s": 2}


@pytest.mark.parametrize(("rise", "grows"), [(0.0, False), (40.0, True)])
def test_what_grows_is_told_from_what_only_goes_up_and_down(rise, grows):
    hours = np.arange(360) / 360
    values = 900 + rise * hours + np.random.default_rng(1).normal(0, 8, 360)
    found = figures.slope(hours, values)
    assert found["low"] <= rise <= found["high"]
    assert (found["low"] > 0) is grows


async def test_a_bot_that_keeps_up_has_no_faults(api, tmp_path):
    crowd = Crowd(api, ["Who?"], commands=("/start",))
    async with process.running(process.ECHO, api.url, tmp_path) as bot:
        crowd.command()
        await bot.until(lambda: not crowd.ledger.open)
        rates = Rates(updates=50, replies=10, questions=2, in_groups=0)
        found = await held(crowd, bot, rates, 2.0, Sampler(bot, crowd, 2.0))
    assert faults(found) == []
    assert sum(found["wanted"].values()) == pytest.approx(20, abs=2)
    assert found["committed"]["count"] == pytest.approx(100, abs=4)
    assert found["fullest_windows"]["overall in 1 s"] <= 30


async def test_a_bot_without_a_limiter_loses_replies_and_breaks_the_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "TOO_LONG", 2.0)
    monkeypatch.setattr(beside, "LATE", 0.5)
    found = await beside._too_many(process.ECHO, None, tmp_path)
    assert found["lost_of_too_many"] == found["refused_429"] > 0


def test_without_shared_questions_those_of_a_corpus_are_made_of_its_sentences():
    text = "The harbour master said on Monday that twelve containers had burned in the fire at the "
    questions = corpora._questions(None, [text + "port of Velmar. Nobody was hurt."])
    assert questions == ["Who said that The harbour master said on Monday that twelve?"]
