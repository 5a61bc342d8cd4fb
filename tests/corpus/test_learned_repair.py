from __future__ import annotations

import spacy
from spacy.tokens import Doc

from corpus.attribution.learned_features import Labels, Reading, read
from corpus.attribution.learned_repair import joined, mended, own_paragraph, quotations

VOCAB = spacy.blank("en").vocab


def reading(text: str, heads: list[int] | None = None) -> Reading:
    words = ["\n\n" if word == "¶" else word for word in text.split()]
    doc = Doc(
        VOCAB,
        words=words,
        heads=heads or list(range(len(words))),
        deps=["dep"] * len(words),
        sent_starts=[True] + [False] * (len(words) - 1),
    )
    return read(doc, Labels((), (), ()), lambda given: [[1]] * len(given))


def test_quotations_are_found_with_their_marks() -> None:
    assert quotations(reading("“ Go home , ” he said , “ now . ”")) == [(0, 5), (8, 12)]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    assert quotations(reading("“ Go home . ¶ They went . “ Go . ”")) == [(0, 4), (7, 11)]


def test_a_quotation_left_open_goes_on_where_the_next_paragraph_begins_with_a_mark() -> None:
    assert quotations(reading("“ Go home . ¶ “ Go now . ” ¶ They went .")) == [(0, 9)]


def test_a_quotation_of_two_sentences_is_taken_whole() -> None:
    text = reading("“ We won . Nobody helped , ” he said .")
    whole = mended(text, quotations(text), [(4, 6)], cue=(9, 10), source=(8, 9))
    assert whole == ((0, 8),)


def test_a_quotation_that_the_cue_stands_in_is_not_widened() -> None:
    text = reading("“ He said we won . Go home . ”")
    assert mended(text, quotations(text), [(3, 5)], cue=(2, 3), source=(1, 2)) == ((3, 5),)


def test_a_quotation_that_the_content_does_not_touch_is_left_out() -> None:
    text = reading("He said they won . “ Go home . ”")
    assert mended(text, quotations(text), [(2, 4)], cue=(1, 2), source=(0, 1)) == ((2, 4),)


def test_a_phrase_is_not_cut_before_its_noun() -> None:
    text = reading("He denied the old charge .", heads=[1, 1, 4, 4, 1, 1])
    assert mended(text, [], [(2, 3)], cue=(1, 2), source=(0, 1)) == ((2, 5),)


def test_a_phrase_is_not_carried_on_over_the_cue() -> None:
    text = reading("The old , he said , charge .", heads=[6, 6, 6, 4, 4, 4, 4, 4])
    assert mended(text, [], [(0, 2)], cue=(4, 5), source=(3, 4)) == ((0, 2),)


def test_spans_that_touch_are_joined_in_order() -> None:
    assert joined([(5, 6), (0, 2), (2, 4)]) == [(0, 4), (5, 6)]


def test_a_source_does_not_reach_into_a_headline() -> None:
    text = reading("Army waits ¶ The minister said no .")
    assert own_paragraph(text, (0, 4), cue=(4, 5)) == (2, 4)
    assert own_paragraph(text, (2, 4), cue=(4, 5)) == (2, 4)
