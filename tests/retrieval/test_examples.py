"""The invented articles of ``examples/``, asked as people ask, with the real models.

What is compared are sentences, figures and whether sides differ; who exactly is named is under
test where attribution is.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.model import Stance
from retrieval.library import Library
from retrieval.model import Status

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    from corpus.reading import read_path

    with Library.open(tmp_path_factory.mktemp("examples")) as opened:
        opened.add(read_path(EXAMPLES))
        yield opened


def texts(answer, accounts=None):
    """What a reader sees of the first accounts: quotes in their sentences."""
    return [
        f"{quoted.quote} {quoted.sentence}"
        for account in answer.accounts[:accounts]
        for quoted in account.claims[:3]
    ]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who scored the winning goal in the Averland Cup?", "Ife Dunmore"),
        ("How thick is the Hollin glacier?", "31 metres"),
        ("When will the glacier be gone?", "2044"),
        ("Who is the mayor of Port Merrow?", "Edda Vance"),
        ("Where did the ferry capsize?", "northern coast"),
        ("By how much did the Bank of Averland raise its key rate?", "half a percentage point"),
        ("How many stalls are in the market hall?", "57 stalls"),
        ("Why did Greta Aldane resign?", "personal reasons"),
        ("How many complaints did the Marine Accident Board receive?", "11 of the 14"),
        ("How much will Norrholm pay to the families?", "20,000 crowns"),
        ("Were two customs officers wounded?", "wounded by splinters"),
        ("Did the Coast Guard raise the death toll?", "36"),
        ("What did the prime minister say about the transport minister?", "full confidence"),
        ("What does Annika Roth say about inflation?", "rents and fares"),
        ("What did Tomas Rel say?", "missing"),
        ("What did Lotte Brandaur say?", "dedicated the match"),
        ("What happened at Orlec on 2 April 2026?", "Shells struck the Orlec bridge"),
    ],
)
def test_what_answers_is_in_the_first_account_or_the_second(library, question, wanted):
    answer = library.ask(question)
    assert answer.status is not Status.NOT_REPORTED
    assert any(wanted in text for text in texts(answer, 2))


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("How many people died when the Lady Isolde sank?", ("31", "27")),
        ("How many people were killed when the Lady Isolde capsized?", ("31", "27")),
        (
            "How much would it cost to repair the roof of the Tanner Street market hall?",
            ("4.2 million", "1.6 million"),
        ),
        ("How many passengers were on the Lady Isolde?", ("203", "148")),
        ("How many border guards were killed at the Orlec bridge?", ("three", "five")),
        ("Do the union and the company agree on the number of passengers?", ("203", "148")),
        ("Was the Lady Isolde overloaded?", ("denied that the ferry was overloaded",)),
        ("Did Volmark fire at the Orlec bridge?", ("denied that its forces had fired",)),
        (
            "Do they agree on who fired the shells at the Orlec bridge?",
            ("northern bank", "denied that its forces had fired"),
        ),
    ],
)
def test_where_sources_differ_both_sides_stand_in_a_disputed_answer(library, question, sides):
    answer = library.ask(question)
    assert answer.status is Status.DISPUTED
    for side in sides:
        assert any(side in text for text in texts(answer))


@pytest.mark.parametrize(
    "question",
    [
        "Who won the election in Averland?",
        "How many people were killed in the earthquake?",
        "Did Norrholm warn its passengers about the storm?",
        "What is the price of oil?",
        "Who won the chess championship in Lisbon?",
    ],
)
def test_what_no_article_says_is_not_reported(library, question):
    answer = library.ask(question)
    assert answer.status is Status.NOT_REPORTED
    assert answer.coverage is not None
    assert answer.coverage.articles == 12


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("What did the foreign ministry of Kesteria say about the shelling?", "foreign ministry"),
        ("What did the pope say about the ferry?", "pope"),
        ("What did the United Nations say about the Orlec bridge?", "United Nations"),
    ],
)
def test_a_source_that_did_not_speak_is_named_in_the_refusal(library, question, absent):
    answer = library.ask(question)
    assert answer.status is Status.NOT_REPORTED
    assert answer.coverage is not None
    assert absent in (answer.coverage.note or "")


def test_who_denies_it_gives_only_denials(library):
    answer = library.ask("Who denies that the ferry was overloaded?")
    assert answer.accounts
    assert {account.stance for account in answer.accounts} == {Stance.DENIES}


@pytest.mark.parametrize(
    "question",
    [
        "Who denies that Volmark fired at the Orlec bridge?",
        "Did Volmark fire at the Orlec bridge? Who denies that?",
        "Who denied that Volmark shelled the bridge?",
        "Who denies firing at the bridge?",
    ],
)
def test_who_denies_may_leave_out_what_the_sentence_before_says(library, question):
    answer = library.ask(question)
    assert [account.source.name for account in answer.accounts] == ["Volmark's Foreign Ministry"]
    (told,) = texts(answer)
    assert "denied that its forces had fired" in told
    assert answer.question == question


def test_the_wires_own_words_are_one_account_with_both_outlets(library):
    answer = library.ask("Where was the Lady Isolde on its way to?")
    carrying = [
        {quoted.article.outlet, *(repeat.article.outlet for repeat in quoted.repeats)}
        for account in answer.accounts
        for quoted in account.claims
        if "on its way from the island of Hollin" in quoted.quote
    ]
    assert carrying == [{"Averland Herald", "The Lakeland Post"}]


def test_as_of_a_day_later_figures_are_unknown(library):
    answer = library.ask("How many people died in the ferry disaster?", as_of=date(2026, 3, 15))
    assert not any("36" in text for text in texts(answer))
    assert any("31" in text for text in texts(answer))


def test_last_week_is_the_week_before_the_day_asked_as_of(library):
    answer = library.ask("What happened last week?", as_of=date(2026, 5, 20))
    articles = {quoted.article.title for a in answer.accounts for quoted in a.claims}
    assert articles == {"Merrow Rovers win first cup for 41 years"}


def test_a_claim_that_counts_something_else_is_no_account_of_how_many_died(library):
    answer = library.ask("How many people died in the ferry sinking?")
    assert answer.status is Status.DISPUTED
    for account in answer.accounts:
        assert re.search(r"\b(?:27|31|33|36)\b", account.claims[0].quote), account.source.name


def test_who_says_it_are_those_who_speak_of_that_and_not_of_the_same_ship(library):
    answer = library.ask("Who says the ferry was overloaded?")
    named = {account.source.name for account in answer.accounts}
    assert "Seafarers' Union" in named
    assert "Averland Coast Guard" not in named


def test_whoever_disputes_a_figure_stands_beside_it_with_the_other_figure(library):
    answer = library.ask("What would repairing the market hall roof cost?")
    assert answer.status is Status.DISPUTED
    said = {account.source.name: account.claims[0].quote for account in answer.accounts}
    assert "4.2 million" in said["Ruth Abney"]
    assert "1.6 million" in said["Samir Kolb"]
    assert "Tanner Street Traders' Association" in said


def test_an_outlet_has_no_account_of_its_own_where_all_its_sentences_stand_in_others(library):
    answer = library.ask("Did Volmark fire at the Orlec bridge?")
    names = [account.source.name for account in answer.accounts]
    assert names[0] == "each government"
    assert "Daily Meridian" not in names


def test_who_denies_a_figure_is_whoever_disputes_it_in_the_sentence_after(library):
    answer = library.ask("Who denies that repairing the market hall roof would cost 4.2 million?")
    assert [a.source.name for a in answer.accounts] == ["Tanner Street Traders' Association"]
