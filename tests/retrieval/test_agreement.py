"""Whether an account says the same as a statement, or otherwise."""

import pytest

from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.agreement import Agreement, agreement
from retrieval.model import Account, QuotedClaim


def account(sentence, stance=Stance.ASSERTS):
    source = Source("Harbour Office", SourceKind.ORGANISATION)
    whole = Span(0, len(sentence))
    claim = Claim(source, (whole,), whole, stance)
    return Account(source, stance, (QuotedClaim(claim, Article("a", "T", sentence, "Post")),))


SAME, OTHERWISE, BESIDE = Agreement.SAME, Agreement.OTHERWISE, Agreement.BESIDE


@pytest.mark.parametrize(
    ("statement", "sentence", "expected"),
    [
        ("Twelve containers burned at the port.", "12 containers burned at the port.", SAME),
        (
            "Twelve containers burned at the port.",
            "Thirty containers burned at the port.",
            OTHERWISE,
        ),
        ("More than 200 houses were flooded.", "Some 230 houses were flooded, it said.", SAME),
        ("At most 50 houses were flooded.", "It said that 230 houses were flooded.", OTHERWISE),
        ("The bridge was closed to lorries.", "The bridge was not closed to lorries.", OTHERWISE),
        ("The bridge was not closed to lorries.", "The bridge was not closed to lorries.", SAME),
        ("The bridge was closed on Monday.", "The bridge was opened on Monday.", BESIDE),
        ("Volmark fired at the bridge.", "Kesteria fired at the bridge.", OTHERWISE),
        ("The Lady Isolde was not overloaded.", "The Lady Isolde left port at dawn.", BESIDE),
        ("Voters chose a new mayor in Orlen.", "Rain fell on the hills.", BESIDE),
        ("The dam at Orlen broke in the night.", "The old dam at Orlen broke at night.", SAME),
    ],
)
def test_an_account_is_put_beside_a_statement(statement, sentence, expected):
    assert agreement(statement, account(sentence)) is expected


def test_who_denies_says_otherwise():
    denial = account("It denied that lorries had used the bridge.", Stance.DENIES)
    assert agreement("Lorries had used the bridge.", denial) is OTHERWISE


def test_a_statement_that_somebody_denied_it_is_what_the_denial_says():
    denial = account("The office denied that lorries used the bridge.", Stance.DENIES)
    assert agreement("The office denied that lorries used the bridge.", denial) is SAME
