"""Texts are parsed piece by piece, and come out whole."""

import pytest

from corpus.attribution.parse import PIECE, Parser, pieces, sentence_spans

PARAGRAPH = (
    "The ferry to Orle was late on Tuesday. “The fog was thick,” captain Mira Tolland said. "
    "Nobody aboard was hurt, the harbour office added.\n\n"
)
LONG = PARAGRAPH * (5 * PIECE // (2 * len(PARAGRAPH)))


@pytest.fixture(scope="module")
def parser():
    return Parser()


@pytest.mark.parametrize(
    "text",
    ["", "Short.", LONG, LONG.replace("\n", " "), "x" * 3 * PIECE, " " * 3 * PIECE, "\n" * PIECE],
    ids=["none", "short", "paragraphs", "no paragraphs", "no spaces", "spaces", "breaks"],
)
def test_the_pieces_of_a_text_are_the_text(text):
    assert "".join(pieces(text)) == text


def test_a_piece_ends_with_a_paragraph_where_there_are_any():
    cut = pieces(LONG)

    assert len(cut) == 3
    assert all(len(piece) <= PIECE + 2 for piece in cut)
    assert all(piece.endswith("\n\n") and piece.startswith("The ferry") for piece in cut)


def test_without_paragraphs_a_piece_ends_with_a_sentence():
    cut = pieces(LONG.replace("\n\n", " "))

    assert all(piece.rstrip().endswith((".", "”")) for piece in cut)


def test_a_long_text_between_short_ones_is_one_text_with_the_sentences_of_its_paragraphs(parser):
    short = "Rain fell. It stopped."
    first, whole, last = parser.many([short, LONG, short])
    (paragraph,) = parser.many([PARAGRAPH])
    within = sentence_spans(paragraph)

    assert (first.text, whole.text, last.text) == (short, LONG, short)
    assert list(sentence_spans(whole)) == [
        type(span)(span.start + at, span.end + at)
        for at in range(0, len(LONG), len(PARAGRAPH))
        for span in within
    ]
    assert [token.dep_ for token in whole] == [token.dep_ for token in paragraph] * (
        len(LONG) // len(PARAGRAPH)
    )
