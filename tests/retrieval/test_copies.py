"""Ten copies of one report are one voice, whoever speaks in it."""

import pytest

from corpus.model import Article, SourceKind
from retrieval.topics import beside

TEXT = (
    "Divers found the wreck of the ferry to Hallin on Monday, people close to the search said. "
    "The coast guard said that the ferry lies at 40 metres."
)
OUTLETS = [f"Paper {number}" for number in range(10)]


@pytest.fixture
def copies(corpus, told):
    for number, outlet in enumerate(OUTLETS):
        corpus.add(
            Article(f"w{number}", "Ferry found", TEXT, outlet, agency="Continental Press"),
            [
                told(
                    "people close to the search",
                    "Divers found the wreck of the ferry to Hallin on Monday",
                    SourceKind.UNNAMED,
                ),
                told("coast guard", "the ferry lies at 40 metres"),
            ],
        )


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Who found the wreck of the ferry to Hallin?", "people close to the search"),
        ("At how many metres does the ferry lie?", "coast guard"),
    ],
)
def test_ten_copies_are_one_account_that_names_outlets(copies, answerer, question, source):
    answer = answerer.ask(question)
    found = [account for account in answer.accounts if account.source.name == source]
    assert len(found) == 1
    (claim,) = found[0].claims
    named = {claim.article.outlet, *(each.article.outlet for each in claim.repeats)}
    assert len(named) > 4
    assert named <= set(OUTLETS)


def test_who_else_speaks_is_nobody_whom_an_answer_has_from_another_copy(copies, corpus, answerer):
    question = "At how many metres does the ferry lie?"
    answer = answerer.ask(question)
    found = beside(answer, corpus, answerer.search(question, 20))
    assert [each.source.name for each in found.accounts] == ["people close to the search"]
