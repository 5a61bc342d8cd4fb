"""Answers that contradict one another, and a source that later says otherwise."""

import pytest

from corpus.model import Article, SourceKind, Stance
from retrieval.model import Status

FERRY = """The Coast Guard of Vardania said 31 people died when the ferry sank.

Karsa Lines said 27 people died when the ferry sank.

Karsa Lines denied that the ferry was overloaded.

The ferry had left the island of Hallin at noon."""


def _claims(told):
    return [
        told("Coast Guard of Vardania", "31 people died when the ferry sank"),
        told("Karsa Lines", "27 people died when the ferry sank"),
        told("Karsa Lines", "that the ferry was overloaded", stance=Stance.DENIES),
    ]


@pytest.fixture
def sunk(corpus, told):
    article = Article("f1", "Ferry sinks", FERRY, "The Valley Post", published_at="2031-05-02")
    return corpus.add(article, _claims(told))


def shown(answer):
    return {account.source.name: account for account in answer.accounts}


def test_two_figures_of_one_article_are_disputed_and_stand_side_by_side(sunk, answerer):
    answer = answerer.ask("How many people died when the ferry sank?")
    assert answer.status is Status.DISPUTED
    accounts = shown(answer)
    assert "31" in accounts["Coast Guard of Vardania"].claims[0].quote
    assert "27" in accounts["Karsa Lines"].claims[0].quote


def test_a_claim_without_the_figure_does_not_come_before_those_with_it(sunk, answerer):
    answer = answerer.ask("How many people died when the ferry sank?")
    first = [account.source.name for account in answer.accounts[:2]]
    assert set(first) == {"Coast Guard of Vardania", "Karsa Lines"}


def test_do_they_agree_on_a_number_compares_the_numbers(sunk, answerer):
    answer = answerer.ask(
        "Do the coast guard and Karsa Lines agree on the number of people who died?"
    )
    assert answer.status is Status.DISPUTED


def test_one_figure_told_twice_is_not_disputed(corpus, told, answerer):
    text = (
        "The police said 12 people died in the fire.\n\nThe mayor said 12 people died in the fire."
    )
    corpus.add(
        Article("m", "Fire", text, "Post"),
        [told("The police", "12 people died in the fire")],
    )
    answer = answerer.ask("How many people died in the fire?")
    assert answer.status is Status.ANSWERED


def test_a_yes_and_a_no_are_disputed_and_both_are_shown(corpus, told, answerer):
    text = (
        "The harbour union said the ferry was overloaded.\n\n"
        "Karsa Lines denied that its ferry was overloaded."
    )
    corpus.add(
        Article("o", "Ferry", text, "Post"),
        [
            told("The harbour union", "the ferry was overloaded"),
            told("Karsa Lines", "that its ferry was overloaded", stance=Stance.DENIES),
        ],
    )
    answer = answerer.ask("Was the ferry overloaded?")
    assert answer.status is Status.DISPUTED
    stances = {name: account.stance for name, account in shown(answer).items()}
    assert stances == {"The harbour union": Stance.ASSERTS, "Karsa Lines": Stance.DENIES}


def test_who_says_so_comes_before_who_denies_it(corpus, told, answerer):
    text = (
        "Karsa Lines denied that the ferry was overloaded.\n\n"
        "The harbour union said the ferry was badly overloaded."
    )
    corpus.add(
        Article("o", "Ferry", text, "Post"),
        [
            told("Karsa Lines", "that the ferry was overloaded", stance=Stance.DENIES),
            told("The harbour union", "the ferry was badly overloaded"),
        ],
    )
    answer = answerer.ask("Who says the ferry was overloaded?")
    assert [a.source.name for a in answer.accounts] == ["The harbour union", "Karsa Lines"]


def test_a_figure_that_is_said_to_be_disputed_makes_the_answer_disputed(corpus, answerer):
    text = (
        "Repairing the roof of the market would cost 4 million dollars, a figure that traders said "
        "was disputed by builders."
    )
    corpus.add(Article("r", "Market", text, "Post"))
    answer = answerer.ask("How much would repairing the roof of the market cost?")
    assert answer.status is Status.DISPUTED


def test_the_older_account_of_a_source_that_says_otherwise_later_is_marked(corpus, told, answerer):
    for id_, day, count in (("d1", "2031-05-02", "31"), ("d2", "2031-05-09", "36")):
        text = f"The Coast Guard said {count} people died when the ferry sank off Hallin."
        corpus.add(
            Article(id_, "Ferry", text, "Post", published_at=day),
            [told("The Coast Guard", f"{count} people died when the ferry sank off Hallin")],
        )
    answer = answerer.ask("How many people died when the ferry sank off Hallin?")
    assert answer.status is Status.ANSWERED
    marked = {account.claims[0].quote[:2]: account.superseded for account in answer.accounts}
    assert marked == {"36": False, "31": True}


def test_a_newer_account_is_still_disputed_by_another_source(corpus, told, answerer):
    for id_, day, source, count in (
        ("d1", "2031-05-02", "The Coast Guard", "31"),
        ("d2", "2031-05-09", "The Coast Guard", "36"),
        ("d3", "2031-05-09", "Karsa Lines", "27"),
    ):
        text = f"{source} said {count} people died when the ferry sank off Hallin."
        corpus.add(
            Article(id_, "Ferry", text, "Post", published_at=day),
            [told(source, f"{count} people died when the ferry sank off Hallin")],
        )
    answer = answerer.ask("How many people died when the ferry sank off Hallin?")
    assert answer.status is Status.DISPUTED
    old = [account for account in answer.accounts if account.superseded]
    assert [account.claims[0].quote[:2] for account in old] == ["31"]


def test_what_an_outlet_tells_where_nobody_is_quoted_on_it_is_shown(corpus, told, answerer):
    text = "The bank raised its key rate by 2 points on Monday, and said that more might follow."
    corpus.add(Article("b", "Rates", text, "Ledger"), [told("The bank", "that more might follow")])
    answer = answerer.ask("By how much did the bank raise its key rate?")
    ledger = shown(answer)["Ledger"]
    assert ledger.source.kind is SourceKind.OUTLET
    assert "2 points" in ledger.claims[0].quote


def test_the_same_wire_words_in_two_outlets_are_one_account(corpus, answerer):
    text = "The ferry to Hallin sank on Monday with nobody hurt, and divers found the wreck."
    corpus.add(Article("w1", "Ferry", text, "Post", agency="Continental Press"))
    corpus.add(Article("w2", "Ferry", text, "Echo", agency="Continental Press"))
    answer = answerer.ask("Where is the ferry to Hallin that sank?")
    (account,) = answer.accounts
    (claim,) = account.claims
    assert {claim.article.outlet, *(r.article.outlet for r in claim.repeats)} == {"Post", "Echo"}


@pytest.mark.parametrize(
    ("later", "status"), [("2031-05-20", Status.DISPUTED), ("2031-11-20", Status.ANSWERED)]
)
def test_figures_of_reports_months_apart_are_a_development_and_no_dispute(
    corpus, told, answerer, later, status
):
    first = "31 people died when the ferry sank off Hallin"
    second = "in all, after weeks of searching, the ferry sank off Hallin and 27 people died"
    for id_, day, source, content in (
        ("d1", "2031-05-02", "The Coast Guard", first),
        ("d2", later, "Karsa Lines", second),
    ):
        article = Article(id_, "Ferry", f"{source} said {content}.", "Post", published_at=day)
        corpus.add(article, [told(source, content)])
    answer = answerer.ask("How many people died when the ferry sank off Hallin?")
    assert answer.status is status


@pytest.mark.parametrize(
    ("speaker", "status"), [("", Status.ANSWERED), ("Karsa Lines said ", Status.DISPUTED)]
)
def test_what_the_paper_itself_adds_to_a_count_does_not_dispute_it(
    corpus, told, answerer, speaker, status
):
    other = "27 people died when the ferry sank off Hallin in 2019"
    text = (
        f"The Coast Guard said 31 people died when the ferry sank off Hallin.\n\n{speaker}{other}."
    )
    claims = [told("The Coast Guard", "31 people died when the ferry sank off Hallin")]
    claims += [told("Karsa Lines", other)] if speaker else []
    corpus.add(Article("r", "Ferry", text, "Post", published_at="2031-05-02"), claims)
    answer = answerer.ask("How many people died when the ferry sank off Hallin?")
    assert answer.status is status


def test_figures_in_sentences_of_much_the_same_words_are_compared_too(corpus, told, answerer):
    first = "31 people died when the ferry sank off Hallin"
    second = "27 people died when the ferry sank off Hallin and that all were found"
    for id_, source, content in (("d1", "The Coast Guard", first), ("d2", "Karsa Lines", second)):
        text = f"{source} said on Tuesday that {content}."
        article = Article(id_, "Ferry", text, "Post", published_at="2031-05-02")
        corpus.add(article, [told(source, content)])
    answer = answerer.ask("How many people died when the ferry sank off Hallin?")
    assert answer.status is Status.DISPUTED
