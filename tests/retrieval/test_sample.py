"""The sample article beside the project, from its text to the accounts, with the real models."""

import re
from pathlib import Path

import pytest

from corpus.model import Stance
from retrieval.library import Library
from retrieval.model import Status

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "idlib_2020-01-23.md"

pytestmark = pytest.mark.skipif(not SAMPLE.is_file(), reason="the shared samples are not here")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    from corpus.reading import read_path

    with Library.open(tmp_path_factory.mktemp("sample")) as opened:
        report = opened.add(read_path(SAMPLE))
        assert len(report.added) == 1
        yield opened


def test_the_figure_is_given_by_who_gave_it(library):
    answer = library.ask("How many Syrian soldiers were killed?")
    best = answer.accounts[0]
    assert "Defense Ministry" in best.source.name
    assert "up to 40" in best.claims[0].quote


def test_an_attack_that_is_denied_shows_both_sides(library):
    answer = library.ask("Was there an attack on Thursday?")
    assert answer.status is Status.DISPUTED
    sides = {stance: set() for stance in Stance}
    for account in answer.accounts:
        sides[account.stance].add(account.source.name)
    assert any("state media" in name for name in sides[Stance.ASSERTS])
    assert any("Defense Ministry" in name for name in sides[Stance.ASSERTS])
    assert any("Mustafa" in name for name in sides[Stance.DENIES])
    assert any("Observatory" in name for name in sides[Stance.DENIES])


@pytest.mark.parametrize(
    "question",
    [
        "Who won the election in Brazil?",
        "Was there an attack in Aleppo?",
        "Is there a ceasefire in Idlib?",
        "What did the foreign ministry say about the attack?",
    ],
)
def test_what_the_article_does_not_say_is_not_reported(library, question):
    answer = library.ask(question)
    assert answer.status is Status.NOT_REPORTED
    assert answer.accounts == ()
    assert answer.coverage is not None
    assert answer.coverage.articles == 1


def test_only_the_source_asked_for_is_quoted(library):
    answer = library.ask("What did Mustafa say about the attack?")
    assert {account.source.name for account in answer.accounts} == {"Naji al-Mustafa"}


def test_no_source_is_an_agency_or_the_article(library):
    answer = library.ask("How many Syrian soldiers were killed?")
    assert not any(re.search("reuters|article", a.source.name, re.I) for a in answer.accounts)
