"""Texts cut at quotes: nothing is lost, and each piece knows who says it."""

from __future__ import annotations

from bot_fakes import CLAIMS, COURIER, MINISTRY, PORT, TORIC, UNION
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.page.marking import paragraphs, voices
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance


def marked(article, claims, asked=()):
    return [
        (piece.voice.source.name, piece.text)
        for paragraph in paragraphs(article, claims, asked)
        for piece in paragraph.pieces
        if piece.voice
    ]


def test_each_quote_is_marked_where_it_stands_with_who_says_it():
    claims = [each for each in CLAIMS["port-fire"] if each.source != COURIER]
    assert marked(PORT, CLAIMS["port-fire"]) == [
        (each.source.name, each.quote.of(PORT.text)) for each in claims
    ]


def test_the_outlet_s_own_words_are_marked_only_where_they_were_asked_for():
    own = CLAIMS["port-fire"][0]
    assert COURIER not in voices(CLAIMS["port-fire"])
    (first, *_) = marked(PORT, CLAIMS["port-fire"], [own])
    assert first == (COURIER.name, own.quote.of(PORT.text))


def test_sources_are_numbered_in_the_order_in_which_they_speak():
    numbered = voices(reversed(CLAIMS["port-fire"]))
    assert {each: voice.number for each, voice in numbered.items()} == {
        MINISTRY: 1,
        TORIC: 2,
        UNION: 3,
    }


def test_who_speaks_in_a_paragraph_is_said_beside_it():
    beside = [
        [(said.voice.source, said.claim.stance) for said in paragraph.said]
        for paragraph in paragraphs(PORT, CLAIMS["port-fire"])
    ]
    assert beside == [
        [],
        [(MINISTRY, Stance.ASSERTS), (TORIC, Stance.ASSERTS)],
        [(UNION, Stance.DENIES)],
    ]


def test_of_a_quote_within_a_quote_the_inner_one_speaks():
    outer, inner = Source("A", SourceKind.PERSON), Source("B", SourceKind.PERSON)
    article = Article("x", "", "A said B said no to all.", "")
    claims = [
        Claim(outer, (Span(7, 24),), Span(0, 24)),
        Claim(inner, (Span(14, 16),), Span(0, 24)),
    ]
    assert marked(article, claims) == [("A", "B said "), ("B", "no"), ("A", " to all.")]


TEXTS = st.lists(st.text("ab .é\U0001f600", min_size=1, max_size=30), min_size=1, max_size=4)


@settings(max_examples=300)
@given(st.data(), TEXTS)
def test_the_pieces_of_a_text_are_the_text_and_just_what_is_claimed_is_marked(data, texts):
    text = "\n\n".join(texts)
    article = Article("x", "", text, "")
    claims = []
    for _ in range(data.draw(st.integers(0, 6))):
        ends = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True))
        span = Span(*sorted(ends))
        source = Source(data.draw(st.sampled_from("AB")), SourceKind.PERSON)
        claims.append(Claim(source, (span,), span))
    shown = paragraphs(article, claims)
    assert ["".join(piece.text for piece in each.pieces) for each in shown] == texts
    said, breaks, position = set(), set(), 0
    for paragraph in shown:
        for piece in paragraph.pieces:
            places = range(position, position + len(piece.text))
            said |= set(places) if piece.voice else set()
            position += len(piece.text)
        breaks |= {position, position + 1}
        position += 2
    claimed = {place for claim in claims for place in range(claim.quote.start, claim.quote.end)}
    assert said == claimed - breaks
