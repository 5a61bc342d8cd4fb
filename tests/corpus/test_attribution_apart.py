"""Attribution in a process of its own."""

import os
import signal
from pathlib import Path

import pytest

from corpus.attribution import Attributor
from corpus.attribution.apart import AttributorApart
from corpus.errors import AccordingToError
from corpus.model import Article


def report(number, said="the bridge at Velm will stay shut"):
    text = f"Mayor Ana Dorrit said on Monday that {said}.\n\nPolice counted {number} lorries."
    return Article(f"report-{number}", f"Report {number}", text, "The Velm Post")


@pytest.fixture
def apart():
    with AttributorApart(learned=False) as made:
        yield made


def test_it_finds_what_attribution_in_this_process_finds(apart):
    articles = [report(1), report(2, "nobody was hurt"), report(3)]
    here = Attributor(learned=False)

    assert list(apart.analyse_many(articles)) == list(here.analyse_many(articles))
    assert apart.fingerprint == here.fingerprint


def test_what_a_killed_process_left_is_done_by_a_new_one(apart):
    articles = [report(number) for number in range(40)]
    incoming = apart.analyse_many(articles)
    found = [next(incoming)]
    killed = apart.process
    os.kill(killed, signal.SIGKILL)

    found += incoming

    assert len(found) == 40
    assert found == list(Attributor(learned=False).analyse_many(articles))
    assert apart.process != killed


def test_an_article_that_cannot_be_analysed_is_told_and_the_next_one_is_analysed(apart):
    broken = Article("broken", "No text", None, "The Velm Post")
    with pytest.raises(AccordingToError):
        list(apart.analyse_many([broken]))

    assert len(list(apart.analyse_many([report(1)]))) == 1


def test_the_process_ends_with_its_context():
    with AttributorApart(learned=False) as apart:
        list(apart.analyse_many([report(1)]))
        number = apart.process
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc here")
def test_the_process_is_told_no_secrets(apart, monkeypatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", "1234:not-to-be-told")
    list(apart.analyse_many([report(1)]))

    assert b"not-to-be-told" not in Path(f"/proc/{apart.process}/environ").read_bytes()


def test_the_network_of_this_process_finds_for_the_other_what_it_finds_here():
    articles = [report(number, f"crane {number} would be checked") for number in range(12)]
    broken = Article("broken", "No text", None, "The Velm Post")
    here = list(Attributor().analyse_many(articles))
    with AttributorApart() as apart:
        with pytest.raises(AccordingToError):  # while the network is asked about those before it
            list(apart.analyse_many([*articles[:3], broken, *articles[3:]]))
        assert list(apart.analyse_many(articles)) == here
        assert apart.fingerprint == Attributor().fingerprint


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="there is no /proc here")
def test_the_process_loads_no_torch(apart):
    list(apart.analyse_many([report(1)]))

    assert "libtorch" not in Path(f"/proc/{apart.process}/maps").read_text()
