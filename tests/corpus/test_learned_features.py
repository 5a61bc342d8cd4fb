from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from corpus.attribution.learned_features import WINDOW, Labels, quotation, read
from corpus.attribution.learned_relations import LEFT, NEAR, REACH, branches, surroundings

LABELS = Labels(("NNP", "VBD"), ("ROOT", "ccomp", "nsubj"), ("PERSON",))
VOCAB = spacy.blank("en").vocab


def parsed() -> Doc:
    """Ana said | the bridge fell. | Nobody laughed."""
    return Doc(
        VOCAB,
        words=["Ana", "said", "the", "bridge", "fell", ".", "\n\n", "Nobody", "laughed", "."],
        spaces=[True, True, True, True, False, False, False, True, False, False],
        heads=[1, 1, 3, 4, 1, 1, 5, 8, 8, 8],
        deps=["nsubj", "ROOT", "det", "nsubj", "ccomp", "punct", "dep", "nsubj", "ROOT", "punct"],
        tags=["NNP", "VBD", "DT", "NN", "VBD", ".", "_SP", "NN", "VBD", "."],
        sent_starts=[True, False, False, False, False, False, False, True, False, False],
    )


def one_piece_each(words: list[str]) -> list[list[int]]:
    return [[1000 + len(word)] for word in words]


def words(text: list[str]) -> Doc:
    return Doc(VOCAB, words=text, spaces=[True] * len(text))


def test_white_space_is_no_word_and_offsets_are_those_of_the_text() -> None:
    doc = parsed()
    reading = read(doc, LABELS, one_piece_each)
    assert [doc.text[s:e] for s, e in reading.spans] == [t.text for t in doc if not t.is_space]


def test_each_word_finds_its_first_piece_in_the_padded_windows() -> None:
    count = 3 * WINDOW
    doc = words(["a"] * count)
    for token in doc:
        token.is_sent_start = token.i % 50 == 0
    reading = read(doc, LABELS, lambda given: [[number, 0] for number in range(len(given))])
    longest = max(map(len, reading.pieces))
    for word, place in enumerate(reading.first):
        assert reading.pieces[place // longest][place % longest] == word
    assert longest <= WINDOW


def test_windows_end_with_a_sentence_where_one_fits() -> None:
    doc = words(["a"] * 300)
    for token in doc:
        token.is_sent_start = token.i % 100 == 0
    reading = read(doc, LABELS, one_piece_each)
    assert [len(pieces) - 2 for pieces in reading.pieces] == [200, 100]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    doc = words(["a"] * (2 * WINDOW))
    for token in doc:
        token.is_sent_start = token.i == 0
    reading = read(doc, LABELS, one_piece_each)
    assert sum(len(pieces) - 2 for pieces in reading.pieces) == 2 * WINDOW


def test_a_text_of_white_space_has_no_words() -> None:
    doc = Doc(VOCAB, words=["\n"], spaces=[False], sent_starts=[True])
    assert len(read(doc, LABELS, one_piece_each)) == 0


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_typographic_and_straight_marks_are_read_alike(opening: str, closing: str) -> None:
    quotes, _ = quotation(words(["He", opening, "won", closing, "?"]))
    assert quotes == [0, 2, 1, 3, 0]


def marks(text: str) -> list[int]:
    doc = spacy.blank("en")(text)
    return quotation(doc)[0]


@pytest.mark.parametrize("text", ["‘Go home,’ he said.", "'Go home,' he said."])
def test_single_marks_are_read_as_double_ones_are(text: str) -> None:
    assert marks(text) == [2, 1, 1, 1, 3, 0, 0, 0]


@pytest.mark.parametrize("text", ["The miners’ pay rose.", "It’s the '90s, rock 'n' roll."])
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert not any(marks(text))


def test_single_marks_inside_double_ones_are_part_of_the_quotation() -> None:
    assert marks("“He said ‘no’ to me,” she said.").count(2) == 1


def test_a_quotation_without_its_closing_mark_ends_with_the_paragraph() -> None:
    quotes, breaks = quotation(words(["“", "We", "won", "\n\n", "They", "lost"]))
    assert quotes == [2, 1, 1, 0, 0, 0]
    assert breaks == [1, 0, 0, 0, 2, 0]


def test_the_words_around_a_cue_are_laid_out_from_its_first_word() -> None:
    reading = read(parsed(), LABELS, one_piece_each)
    around = surroundings(reading, 1, 2, LABELS)
    assert len(around.words) == REACH
    assert around.words[LEFT - 1 : LEFT + 3].tolist() == [0, 1, 2, 3]
    assert around.words[LEFT - 2] == -1
    assert around.cue.nonzero()[0].tolist() == [LEFT]


def test_words_below_the_cue_are_told_apart_by_their_branch() -> None:
    around = surroundings(read(parsed(), LABELS, one_piece_each), 1, 2, LABELS)
    subject, cue, the, bridge, fell = around.branch[LEFT - 1 : LEFT + 4]
    assert the == bridge == fell
    assert len({int(subject), int(cue), int(fell), 0}) == 4
    assert 0 < around.branch.max() < branches(LABELS)


def test_words_above_the_cue_are_not_taken_for_words_below_it() -> None:
    reading = read(parsed(), LABELS, one_piece_each)
    below = surroundings(reading, 1, 2, LABELS).branch[LEFT - 1]
    above = surroundings(reading, 4, 5, LABELS).branch[LEFT - 4]
    assert below != above != 0


def test_another_sentence_has_no_branch_and_its_distance() -> None:
    around = surroundings(read(parsed(), LABELS, one_piece_each), 1, 2, LABELS)
    other = LEFT + 6  # "laughed"
    assert around.branch[other] == 0
    assert around.distance[other] == NEAR + 1
    assert around.distance[LEFT] == NEAR
