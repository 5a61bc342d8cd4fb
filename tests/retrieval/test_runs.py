"""What an outlet tells itself is shown with its neighbours; what others say is not."""

from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.bearing import Group
from retrieval.model import Account, QuotedClaim
from retrieval.runs import WORDS, Runs

TEXT = (
    "A quake struck the north of Vardania. It was felt at dawn. "
    "Ana Toric said her house shook. The roads are closed."
)
ARTICLE = Article("q", "Quake", TEXT, "The Valley Post")
POST = Source("The Valley Post", SourceKind.OUTLET)
TORIC = Source("Ana Toric", SourceKind.PERSON)


def claim(sentence, source=POST, article=ARTICLE):
    start = article.text.index(sentence)
    whole = Span(start, start + len(sentence))
    return Claim(source, (whole,), whole)


def account(*claims, article=ARTICLE):
    quoted = tuple(QuotedClaim(each, article) for each in claims)
    return Account(claims[0].source, Stance.ASSERTS, quoted)


NORTH = claim("A quake struck the north of Vardania.")
DAWN = claim("It was felt at dawn.")
HERS = claim("Ana Toric said her house shook.", TORIC)
ROADS = claim("The roads are closed.")


def runs(*claims, article=ARTICLE):
    return Runs([Group(article, (each,), 0.0) for each in claims])


def quotes(shown):
    return [quoted.quote for quoted in shown.claims]


def test_an_outlets_sentence_is_quoted_with_the_one_before_it():
    shown = runs(NORTH, DAWN, HERS, ROADS).of(account(DAWN))
    assert quotes(shown) == ["A quake struck the north of Vardania. It was felt at dawn."]
    assert shown.claims[0].sentence == shown.claims[0].quote


def test_a_run_ends_where_somebody_else_speaks():
    assert quotes(runs(NORTH, DAWN, HERS, ROADS).of(account(ROADS))) == ["The roads are closed."]


def test_what_others_say_is_shown_as_they_said_it():
    shown = runs(NORTH, DAWN, HERS, ROADS).of(account(HERS))
    assert quotes(shown) == ["Ana Toric said her house shook."]


def test_no_sentence_is_shown_twice():
    shown = runs(NORTH, DAWN, HERS, ROADS).of(account(DAWN, NORTH, ROADS))
    assert quotes(shown) == [
        "A quake struck the north of Vardania. It was felt at dawn.",
        "The roads are closed.",
    ]


def test_a_sentence_that_was_not_read_is_not_taken_in():
    assert quotes(runs(DAWN, ROADS).of(account(DAWN))) == ["It was felt at dawn."]


def test_a_run_is_no_longer_than_a_reader_takes_in_at_a_glance():
    sentences = [f"Sentence number {n} has just eight words here." for n in range(12)]
    article = Article("l", "Long", " ".join(sentences), "The Valley Post")
    claims = [claim(sentence, article=article) for sentence in sentences]
    (shown,) = runs(*claims, article=article).of(account(claims[5], article=article)).claims
    assert sentences[5] in shown.quote
    assert 1 < len(shown.quote.split()) <= WORDS
    assert shown.quote == article.text[shown.quote_span.start : shown.quote_span.end]
