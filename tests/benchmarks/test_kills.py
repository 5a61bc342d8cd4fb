"""Kills in short: nothing is lost. And what would be is counted."""

import re
from types import SimpleNamespace

from benchmarks.kills import killing
from benchmarks.kills.__main__ import summed
from benchmarks.kills.ledger import Asked, Ledger

STEPS = ("inbox: committed", "article: catalogued", "send: sent", "undo: done")


async def test_a_bot_that_is_killed_loses_and_doubles_nothing(tmp_path):
    sizes = killing.Sizes(2, 1, 1, STEPS, latest=1)
    found = await killing.run(sizes, tmp_path, lambda _line: None)
    assert {kind: times for kind, times in found["faults"].items() if times} == {}, found
    assert found["kills"] == {"at random": 2, "at named steps": len(STEPS)}
    assert found["asked"]["updates"] > 20
    assert found["asked"]["articles"] > 0
    assert found["replies"]["doubled"] <= found["replies"]["in flight at a kill"]


async def test_a_lost_update_a_doubled_reply_and_disorder_are_counted():
    ledger = Ledger()
    for number in range(4):
        ledger.expect(Asked(number, 7, says=re.compile(f"reply {number}$")))
    for number in (1, 0, 0, 2, 2):
        ledger.sent(SimpleNamespace(chat=7, text=f"reply {number}", params={}))
    assert ledger.out_of_order() == 1
    assert ledger.doubled() == 2
    assert ledger.doubled_though_done() == 2
    assert ledger.lost(2) == []
    assert ledger.lost(3) == [3]


async def test_a_reply_may_come_again_that_was_in_flight_at_a_kill():
    ledger = Ledger()
    asked = ledger.expect(Asked(0, 7, says=re.compile("reply")))
    message = SimpleNamespace(chat=7, text="reply", params={})
    assert ledger.killed([0]) == 0
    ledger.sent(message)
    assert ledger.killed([0]) == 1
    ledger.sent(message)
    assert ledger.doubled_though_done() == 0
    ledger.sent(message)
    assert ledger.doubled_though_done() == 1
    assert asked.replies == 3


def test_figures_of_two_runs_are_added_up():
    one = {"kills": {"at random": 3}, "lost": ["a"], "minutes": 1.2, "date": "2031-03-04"}
    other = {"kills": {"at random": 4}, "lost": [], "minutes": 1.1, "date": "2031-03-05"}
    assert summed(summed({}, one), other) == {
        "kills": {"at random": 7},
        "lost": ["a"],
        "minutes": 2.3,
        "date": "2031-03-05",
    }
