"""No quote leaves that is not the article's own words, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Article, Claim, Passage, Source, SourceKind, Span
from retrieval.model import Account, Answer, Hit, QuotedClaim, Status
from retrieval.quotes import QuoteError, check

SOURCE = Source("Harbour Board", SourceKind.ORGANISATION)
PORT = Article("q", "T", "The port is closed.", "O")


def answer_with(claim, article, hits=()):
    account = Account(SOURCE, claim.stance, (QuotedClaim(claim, article),))
    return Answer("?", Status.ANSWERED, (account,), tuple(hits))


@st.composite
def quoted(draw):
    text = draw(st.text(min_size=1, max_size=200))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    return text, cuts


@given(quoted())
def test_what_is_shown_is_always_a_slice_of_the_article_or_refused(case):
    text, (a, b, c, d) = case
    if not (a < d and b < c):
        return
    claim = Claim(SOURCE, (Span(b, c),), Span(a, d))
    article = Article("q", "T", text, "O")
    (account,) = check(answer_with(claim, article)).accounts
    shown = account.claims[0]
    assert shown.quote == text[b:c]
    assert shown.sentence == text[a:d]
    assert shown.quote in shown.sentence


@given(st.text(max_size=50), st.integers(0, 80), st.integers(1, 40))
def test_a_quote_that_reaches_beyond_its_article_is_never_shown(text, start, length):
    span = Span(start, start + length)
    answer = answer_with(Claim(SOURCE, (span,), span), Article("q", "T", text, "O"))
    if span.end <= len(text):
        assert check(answer) is answer
    else:
        with pytest.raises(QuoteError):
            check(answer)


def test_a_quote_outside_its_sentence_is_refused():
    claim = Claim(SOURCE, (Span(0, 9),), Span(0, 5))
    with pytest.raises(QuoteError) as refused:
        check(answer_with(claim, PORT))
    assert str(refused.value) == "A quote reaches beyond its sentence; run `rebuild`."


def test_a_repeat_is_checked_like_the_claim_it_is_folded_into():
    article = Article("q", "T", "The port is closed.", "O")
    good = Claim(SOURCE, (Span(0, 8),), Span(0, 19))
    bad = QuotedClaim(Claim(SOURCE, (Span(0, 90),), Span(0, 90)), article)
    account = Account(SOURCE, good.stance, (QuotedClaim(good, article, repeats=(bad,)),))
    with pytest.raises(QuoteError):
        check(Answer("?", Status.ANSWERED, (account,)))


def test_a_passage_shown_with_another_article_is_refused():
    claim = Claim(SOURCE, (Span(0, 8),), Span(0, 19))
    stray = Hit(Passage("other", 0, Span(0, 8)), PORT, 1.0)
    with pytest.raises(QuoteError) as refused:
        check(answer_with(claim, PORT, [stray]))
    words = "A passage came with another article than its own; run `rebuild`."
    assert str(refused.value) == words


def test_a_passage_that_stands_in_its_article_passes_and_one_beyond_it_does_not():
    claim = Claim(SOURCE, (Span(0, 8),), Span(0, 19))
    good = answer_with(claim, PORT, [Hit(Passage("q", 0, Span(4, 19)), PORT, 1.0)])
    assert check(good) is good
    with pytest.raises(QuoteError):
        check(answer_with(claim, PORT, [Hit(Passage("q", 0, Span(4, 20)), PORT, 1.0)]))


@pytest.mark.parametrize("shown", ["", "The port is open", "the port", "The port "])
def test_what_would_be_shown_is_compared_letter_for_letter(shown):
    class Altered(QuotedClaim):
        quote = shown

    claim = Claim(SOURCE, (Span(0, 8),), Span(0, 19))
    account = Account(SOURCE, claim.stance, (Altered(claim, PORT),))
    with pytest.raises(QuoteError) as refused:
        check(Answer("?", Status.ANSWERED, (account,)))
    words = "A quote is not in its article letter for letter; run `rebuild`."
    assert str(refused.value) == words
