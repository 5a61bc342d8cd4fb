from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.paragraphs import paragraphs
from corpus.text import clean, line


def test_a_line_break_in_the_middle_of_a_sentence_is_mended() -> None:
    assert paragraphs("The mayor said the\n\nbridge was safe. It reopened.") == [
        "The mayor said the bridge was safe. It reopened."
    ]


def test_a_hard_wrapped_text_becomes_whole_paragraphs() -> None:
    text = (
        "The harbour was closed on Monday after a crane fell on the\n"
        "eastern quay, the port authority said. Nobody was hurt. The\n"
        "crane had been inspected in May.\n\n"
        "It will reopen on Friday."
    )
    assert paragraphs(text) == [
        "The harbour was closed on Monday after a crane fell on the eastern quay, the port "
        "authority said. Nobody was hurt. The crane had been inspected in May.",
        "It will reopen on Friday.",
    ]


def test_a_word_parted_at_the_end_of_a_line_is_joined() -> None:
    assert paragraphs("They announced the clos-\nure of three mines.") == [
        "They announced the closure of three mines."
    ]


def test_single_line_breaks_between_whole_sentences_divide_paragraphs() -> None:
    assert paragraphs("The court sat at noon.\nThe judge was late.") == [
        "The court sat at noon.",
        "The judge was late.",
    ]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\x00b", "ab"),
        ("safe\u202eevil\u202c", "safeevil"),
        ("tag\U000e0041s", "tags"),
        ("lone\ud800 surrogate", "lone surrogate"),
        ("no\xa0break\u2009space", "no break space"),
        ("e\u0301tat", "\u00e9tat"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\ufeffstart", "start"),
        ("x" + "\u0305\u0302\u0303\u0304\u0306\u0307", "x\u0305\u0302\u0303\u0304"),
    ],
)
def test_what_misleads_or_breaks_is_left_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == unicodedata.normalize("NFC", cleaned)


@pytest.mark.parametrize("kept", ["“She said ‘no’,” he said", "«Oui»", "👨‍👩‍👧 café", "می‌خواهم"])
def test_quotation_marks_emoji_and_joiners_stay(kept: str) -> None:
    assert clean(kept) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.sampled_from("aB.\n \t-”“\r\x00é"), max_size=80))
def test_paragraphs_are_single_lines_that_are_never_empty(text: str) -> None:
    for paragraph in paragraphs(text):
        assert paragraph == " ".join(paragraph.split()) != ""


@given(st.text())
def test_a_line_has_no_breaks(text: str) -> None:
    assert "\n" not in (line(text) or "")
