from __future__ import annotations

import spacy
from spacy.tokens import Doc

from corpus.attribution.learned_choice import given_out
from corpus.attribution.learned_decoding import Found, Settings, WordSpan
from corpus.attribution.learned_features import Labels, Reading, read

SETTINGS = Settings(calibration=(1, 0, 0, 0, 2), floor=0.5)
PLAIN = "a b c d e f g h i j k l m n o p q r s t"


def reading(text: str = PLAIN) -> Reading:
    words = text.split()
    starts = [not number or words[number - 1] in ("¶", ".") for number in range(len(words))]
    words = ["\n\n" if word == "¶" else word for word in words]
    doc = Doc(spacy.blank("en").vocab, words=words, sent_starts=starts)
    return read(doc, Labels((), (), ()), lambda given: [[1]] * len(given))


def one(cue: int, *content: WordSpan, score: float = 0.0) -> Found:
    return Found((cue, cue + 1), None, content, (score, 0, 0, 0))


def given(*found: Found, text: str = PLAIN) -> list[Found]:
    return [kept for kept, _ in given_out(reading(text), found, SETTINGS)]


def test_what_is_below_the_floor_is_left_out() -> None:
    assert given(one(3, (4, 6)), one(8, (9, 12), score=-3)) == [one(3, (4, 6))]


def test_attributions_are_given_in_the_order_of_their_cues_with_their_confidence() -> None:
    pairs = given_out(reading(), [one(8, (9, 12), score=-1), one(3, (4, 6))], SETTINGS)
    assert [kept.cue for kept, _ in pairs] == [(3, 4), (8, 9)]
    assert 0.5 < pairs[1][1] < pairs[0][1] < 1


def test_of_two_with_the_same_content_the_likelier_stays() -> None:
    assert given(one(3, (4, 12), score=-1), one(13, (4, 12))) == [one(13, (4, 12))]


def test_a_piece_that_two_claim_goes_to_the_nearer_cue() -> None:
    far, near = one(2, (3, 6), (9, 11)), one(12, (9, 11), (13, 19))
    assert given(far, near) == [one(2, (3, 6)), near]


def test_the_cue_of_the_same_sentence_is_the_nearer_one() -> None:
    text = "a b said . c d e f she told h i"
    said, told = one(2, (0, 2), (4, 8)), one(9, (4, 8))
    assert given(said, told, text=text) == [one(2, (0, 2)), told]


def test_what_is_reported_within_another_content_stays_in_both() -> None:
    outer, inner = one(1, (2, 12)), one(4, (5, 12))
    assert given(outer, inner) == [outer, inner]


def test_a_quotation_left_over_goes_on_with_the_one_before_it() -> None:
    text = "“ We won ” he said . “ Nobody helped us at all . ”"
    assert given(one(5, (0, 4)), text=text) == [one(5, (0, 4), (7, 15))]


def test_a_quotation_of_the_next_paragraph_is_not_taken_along() -> None:
    text = "“ We won ” he said . ¶ “ Nobody helped us at all . ”"
    assert given(one(5, (0, 4)), text=text) == [one(5, (0, 4))]


def test_a_quotation_after_other_words_is_not_taken_along() -> None:
    text = "“ We won ” he said . They lost . “ Nobody helped us at all . ”"
    assert given(one(5, (0, 4)), text=text) == [one(5, (0, 4))]
