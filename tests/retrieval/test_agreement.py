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
        ("The dam at Orlen broke this morning.", "The dam at Orlen broke.", SAME),
        ("The dam at Orlen broke in the night.", "The old dam at Orlen broke at night.", SAME),
    ],
)
def test_an_account_is_put_beside_a_statement(statement, sentence, expected):
    assert agreement(statement, account(sentence))[0] is expected


def test_who_denies_says_otherwise():
    denial = account("It denied that lorries had used the bridge.", Stance.DENIES)
    assert agreement("Lorries had used the bridge.", denial)[0] is OTHERWISE


def test_a_statement_that_somebody_denied_it_is_what_the_denial_says():
    denial = account("The office denied that lorries used the bridge.", Stance.DENIES)
    assert agreement("The office denied that lorries used the bridge.", denial)[0] is SAME


def told_by(*sentences, denied=()):
    """An account of several claims, one a sentence, in one article."""
    text, source = " ".join(sentences), Source("Harbour Office", SourceKind.ORGANISATION)
    article = Article("a", "T", text, "Post")
    spans = [Span(start, start + len(s)) for s in sentences for start in [text.index(s)]]
    claims = [
        Claim(source, (span,), span, Stance.DENIES if n in denied else Stance.ASSERTS)
        for n, span in enumerate(spans)
    ]
    return Account(source, Stance.ASSERTS, tuple(QuotedClaim(c, article) for c in claims))


def test_only_the_claims_that_say_so_are_given():
    same = "Twelve containers burned at the port."
    given = told_by(same, "The office will pay for what was lost.", "It opens on Monday.")
    kind, claims = agreement("12 containers burned at the port.", given)
    assert (kind, [each.quote for each in claims]) == (SAME, [same])
    kind, claims = agreement("Voters chose a mayor in Orlen.", given)
    assert (kind, [each.quote for each in claims]) == (BESIDE, [same])


def test_a_denial_may_leave_out_what_the_sentence_before_it_says():
    fired = "Volmark's guns fired twelve shells at the Orlec bridge."
    given = told_by(fired, "Volmark denied that it had fired.", denied=[1])
    denial = Account(given.source, Stance.DENIES, given.claims[1:])
    assert agreement("Volmark fired 12 shells at the Orlec bridge.", denial)[0] is OTHERWISE
    assert agreement("Volmark has not fired at the Orlec bridge.", denial)[0] is not OTHERWISE
    assert agreement("Volmark closed the Orlec bridge to lorries.", denial)[0] is BESIDE
