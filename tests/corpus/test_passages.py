"""Passages are whole sentences, cut no claim, and leave nothing out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Article, Claim, Source, SourceKind, Span
from corpus.passages import ENOUGH_WORDS, MOST_WORDS, divide

SOURCE = Source("Ana Toric", SourceKind.PERSON)


def report(text):
    return Article("a", "Title", text, "Post")


def sentences_of(text):
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s.][^.]*\.?", text)]


def words(passages, text):
    return [len(passage.span.of(text).split()) for passage in passages]


@st.composite
def divided(draw):
    """A text with its sentences, and claims that run over some of them."""
    sentence = st.lists(st.text("abcé’“” ", min_size=1, max_size=6), min_size=1, max_size=60).map(
        " ".join
    )
    paragraphs = draw(st.lists(st.lists(sentence, max_size=8), max_size=8))
    text = "\n\n".join(". ".join(paragraph) for paragraph in paragraphs)
    sentences = sentences_of(text)
    claims = []
    if sentences:
        places = st.integers(0, len(sentences) - 1)
        for first, more in draw(st.lists(st.tuples(places, st.integers(0, 3)), max_size=6)):
            last = min(first + more, len(sentences) - 1)
            span = Span(sentences[first].start, sentences[last].end)
            claims.append(Claim(SOURCE, (span,), span))
    known = draw(st.lists(st.sampled_from(sentences), unique=True)) if sentences else []
    return text, sentences if draw(st.booleans()) else sorted(known), claims


@given(divided())
def test_passages_hold_all_words_once_in_order_and_cut_nothing(case):
    text, sentences, claims = case
    passages = divide(report(text), sentences, claims)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert all(one.span.end <= other.span.start for one, other in pairwise(passages))
    held = "".join(passage.span.of(text) for passage in passages)
    assert "".join(held.split()) == "".join(text.split())
    for span in [*sentences, *(claim.sentence for claim in claims)]:
        content = [place for place in range(span.start, span.end) if not text[place].isspace()]
        holders = {
            passage.ordinal
            for passage in passages
            for place in content
            if passage.span.start <= place < passage.span.end
        }
        assert len(holders) <= 1
    assert all(passage.span.of(text) == passage.span.of(text).strip() for passage in passages)


@given(divided())
def test_a_passage_is_long_only_where_one_sentence_or_claim_is(case):
    text, sentences, _ = case
    passages = divide(report(text), sentences_of(text), [])
    assert sentences is not None
    for passage, length in zip(passages, words(passages, text), strict=True):
        inside = [each for each in sentences_of(text) if passage.span.contains(each)]
        assert length <= MOST_WORDS or len(inside) <= 1


def test_short_paragraphs_are_joined():
    text = "\n\n".join(f"Paragraph {number} is short." for number in range(5))
    assert len(divide(report(text), sentences_of(text), [])) == 1


def test_a_passage_that_is_long_enough_ends_with_its_paragraph():
    long = " ".join(["word"] * (ENOUGH_WORDS - 1)) + " end."
    text = f"{long}\n\nThe next one."
    assert [p.span.of(text) for p in divide(report(text), sentences_of(text), [])] == [
        long,
        "The next one.",
    ]


def test_a_claim_over_two_paragraphs_is_not_cut():
    half = " ".join(["word"] * 80)
    text = f"{half} one.\n\n{half} two."
    claim = Claim(SOURCE, (Span(0, len(text)),), Span(0, len(text)))
    (passage,) = divide(report(text), sentences_of(text), [claim])
    assert passage.span == Span(0, len(text))


def test_a_sentence_of_a_hundred_thousand_words_is_one_passage():
    text = "word " * 100_000 + "end. And this."
    first, second = divide(report(text), sentences_of(text), [])
    assert second.span.of(text) == "And this."
    assert first.span.start == 0


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_an_empty_text_has_no_passages(text):
    assert divide(report(text), [], []) == []


def test_text_without_known_sentences_is_still_searched():
    (passage,) = divide(report("No sentences were found here"), [], [])
    assert passage.span == Span(0, 28)


def test_spans_beyond_the_text_are_cut_to_it():
    (passage,) = divide(report("Short."), [Span(0, 90), Span(100, 120)], [])
    assert passage.span == Span(0, 6)
