"""A missed claim is made of words that stand in the article letter for letter."""

import pytest

from corpus.errors import AccordingToError
from corpus.missed import claim_of, pieces
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance

TEXT = (
    "The quay is closed. “It is safe,” Toric said, “and it will stay so.” She was calm.\n\n"
    "It is raining."
)
ARTICLE = Article("quay", "The quay", TEXT, "Courier")
OUTLET = Source("Courier", SourceKind.OUTLET)
TORIC = Source("Ana Toric", SourceKind.PERSON)
SENTENCES = (
    "The quay is closed.",
    "“It is safe,” Toric said, “and it will stay so.”",
    "She was calm.",
    "It is raining.",
)


def span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


CLAIMS = [Claim(OUTLET, (span(each),), span(each)) for each in SENTENCES]


def of(spans):
    return [each.of(TEXT) for each in spans]


def test_words_are_found_letter_for_letter():
    assert of(pieces(TEXT, " The quay is closed.")) == ["The quay is closed."]


def test_each_line_is_a_piece_of_content():
    assert of(pieces(TEXT, "It is safe\nand it will stay so")) == [
        "It is safe",
        "and it will stay so",
    ]


def test_words_over_two_paragraphs_are_one_piece():
    assert of(pieces(TEXT, "She was calm.\n\nIt is raining.")) == [
        "She was calm.\n\nIt is raining."
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("it is safe", "letter for letter"),
        ("It's safe", "letter for letter"),
        ("“It is safe”", "letter for letter"),
        ("and it will stay so\nIt is safe", "letter for letter"),
        ("It is", "several times"),
        (" \n ", "no words"),
    ],
)
def test_words_that_are_not_there_once_are_refused(words, why):
    with pytest.raises(AccordingToError, match=why):
        pieces(TEXT, words)


def test_a_claim_has_its_whole_sentence_and_the_name_that_stands_in_it():
    content = pieces(TEXT, "It is safe\nand it will stay so")
    claim = claim_of(ARTICLE, CLAIMS, content, TORIC, Stance.DENIES)
    assert claim.sentence.of(TEXT) == SENTENCES[1]
    assert claim.mention is not None
    assert claim.mention.of(TEXT) == "Toric"
    assert (claim.source, claim.stance, claim.content) == (TORIC, Stance.DENIES, content)


def test_a_name_within_the_content_or_not_there_is_no_mention():
    content = pieces(TEXT, "“It is safe,” Toric said")
    assert claim_of(ARTICLE, CLAIMS, content, TORIC).mention is None
    assert claim_of(ARTICLE, CLAIMS, pieces(TEXT, "The quay"), TORIC).mention is None


def test_content_over_two_sentences_has_both():
    content = pieces(TEXT, "will stay so.” She was")
    claim = claim_of(ARTICLE, CLAIMS, content, TORIC)
    assert claim.sentence.of(TEXT) == f"{SENTENCES[1]} {SENTENCES[2]}"


def test_where_no_claim_is_around_the_sentence_is_the_paragraph():
    assert claim_of(ARTICLE, [], pieces(TEXT, "raining"), TORIC).sentence.of(TEXT) == SENTENCES[3]
    assert claim_of(ARTICLE, [], pieces(TEXT, "calm"), TORIC).sentence.start == 0
