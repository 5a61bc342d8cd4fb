"""Dividing: as few messages as fit, cut where it hurts least, and never what was said."""

from __future__ import annotations

import pytest

from bot import markup
from bot.dividing import (
    ENTITIES,
    QUOTE_UNITS,
    RAW,
    UNITS,
    Block,
    cut_quote,
    divide,
    fits,
    sentences,
)
from bot.markup import Markup, text


def shown(messages):
    return [message.html for message in messages]


def block(head, *parts, again=""):
    return Block(text(head), tuple(map(text, parts)), text(again))


def test_telegrams_limits_are_what_they_are():
    assert (UNITS, ENTITIES) == (4096, 100)
    assert QUOTE_UNITS < UNITS < RAW


@pytest.mark.parametrize(
    ("message", "fitting"),
    [
        (Markup("x", 4096, 0), True),
        (Markup("x", 4097, 0), False),
        (Markup("x", 1, 100), True),
        (Markup("x", 1, 101), False),
        (Markup("x" * 16_000, 1, 0), True),
        (Markup("x" * 16_001, 1, 0), False),
    ],
)
def test_a_message_fits_up_to_each_limit(message, fitting):
    assert fits(message) is fitting


def test_a_block_stands_in_one_piece_line_by_line():
    assert block("head", "one", "two").whole() == text("head\none\ntwo")
    assert block("", "one").whole() == text("one")
    assert block("head").whole() == text("head")


def test_blocks_that_fit_together_are_one_message_with_a_line_between():
    assert shown(divide([block("a", "b"), block("c"), block("")])) == ["a\nb\n\nc"]
    assert divide([]) == []
    assert divide([block("")]) == []


def test_a_block_that_does_not_fit_any_more_begins_a_message():
    blocks = [block("a" * 2000), block("b" * 2000), block("c" * 94), block("d" * 4096), block("e")]
    expected = ["a" * 2000 + "\n\n" + "b" * 2000, "c" * 94, "d" * 4096, "e"]
    assert shown(divide(blocks)) == expected


def test_exactly_as_much_as_fits_is_one_message():
    assert len(divide([block("a" * 2047), block("b" * 2047)])) == 1
    assert len(divide([block("a" * 2047), block("b" * 2048)])) == 2


def test_a_block_that_is_too_long_goes_on_under_its_second_heading():
    parts = ["a" * 2500, "b" * 2500, "c" * 1000, "d" * 3000]
    messages = divide([block("first"), block("head", *parts, again="more"), block("last")])
    assert shown(messages) == [
        "first\n\nhead\n" + parts[0],
        "more\n" + parts[1] + "\n" + parts[2],
        "more\n" + parts[3] + "\n\nlast",
    ]


def test_where_nothing_of_a_long_block_fits_below_others_it_begins_with_its_own_heading():
    messages = divide([block("a" * 4000), block("head", "b" * 3000, "c" * 3000, again="more")])
    assert shown(messages) == ["a" * 4000, "head\n" + "b" * 3000, "more\n" + "c" * 3000]


def test_what_was_full_before_a_long_block_is_kept():
    blocks = [block("a" * 4000), block("b" * 4000), block("head", "c" * 3000, "d" * 3000)]
    assert len(divide(blocks)) == 4
    assert shown(divide(blocks))[0] == "a" * 4000


def test_a_part_below_others_has_one_line_between_and_a_heading_two():
    parts = ["b" * 2000, "c" * 2000, "d" * 2000]
    assert shown(divide([block("a"), block("head", *parts)])) == [
        "a\n\nhead\n" + parts[0] + "\n" + parts[1],
        parts[2],
    ]


def test_a_long_block_that_begins_everything_begins_with_its_heading():
    messages = divide([block("head", "b" * 3000, "c" * 3000)])
    assert shown(messages) == ["head\n" + "b" * 3000, "c" * 3000]


@pytest.mark.parametrize(
    "made", [block("h", "x" * 4097), block("h", "a", "x" * 5000), block("h" * 4090, "x" * 10)]
)
def test_a_part_that_alone_is_too_long_is_an_error(made):
    with pytest.raises(ValueError, match=r"^a part of an answer is longer than a message$"):
        divide([made])


def test_a_part_with_entities_counts_them():
    bold = markup.bold(text("x"))
    many = markup.join(" ", [bold] * 60)
    messages = divide([Block(many), Block(many)])
    assert [message.entities for message in messages] == [60, 60]
    assert len(divide([Block(markup.join(" ", [bold] * 50))] * 2)) == 1


@pytest.mark.parametrize(
    ("quote", "limit", "pieces"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("One two.", 8, ["One two."]),
        ("One. Two. Three.", 9, ["One. Two.", "Three."]),
        ("One. Two. Three.", 8, ["One.", "Two.", "Three."]),
        ("“One.” Two", 6, ["“One.”", "Two"]),
        ("One (two.) Three", 10, ["One (two.)", "Three"]),
        ("a? b! c… d。 e؟ f", 3, ["a?", "b!", "c…", "d。", "e؟", "f"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two\nthree", 5, ["one", "two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("abc def", 3, ["abc", "def"]),
        ("👍🏽", 4, ["👍🏽"]),
        ("a\u0301 b", 2, ["a\u0301", "b"]),
        ("ab cdefgh i", 3, ["ab", "cde", "fgh", "i"]),
        ("One. abcdefgh. Two.", 6, ["One.", "abcdef", "gh.", "Two."]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("😀😀😀", 5, ["😀😀", "😀"]),
        ("e\u0301e\u0301e\u0301", 3, ["e\u0301", "e\u0301", "e\u0301"]),
        ("👨\u200d👩👨\u200d👩", 6, ["👨\u200d👩", "👨\u200d👩"]),
        ("👍🏽👍🏽", 4, ["👍🏽", "👍🏽"]),
        ("☀\ufe0f☀\ufe0f", 3, ["☀\ufe0f", "☀\ufe0f"]),
        ("ש\u05b8ש\u05b8", 3, ["ש\u05b8", "ש\u05b8"]),
        ("е\u0483е\u0483", 3, ["е\u0483", "е\u0483"]),
        ("ا\u064bا\u064b", 3, ["ا\u064b", "ا\u064b"]),
        ("a\u20dda\u20dd", 3, ["a\u20dd", "a\u20dd"]),
        ("a" + "\u0301" * 9, 4, ["a\u0301\u0301\u0301", "\u0301" * 4, "\u0301" * 2]),
    ],
)
def test_a_quote_is_cut_between_sentences_else_words_else_letters(quote, limit, pieces):
    assert cut_quote(quote, limit) == pieces


def test_a_quote_that_fits_is_left_as_it_is():
    quote = "One sentence. " * 200
    assert cut_quote(quote) == [quote.strip()]
    assert all(markup.utf16(piece) <= QUOTE_UNITS for piece in cut_quote(quote * 3))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("One.\nTwo", ["One.", "Two"]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("3.5 per cent. Yes", ["3.5 per cent.", "Yes"]),
        ("Да. Нет؟ لا", ["Да.", "Нет؟", "لا"]),
    ],
)
def test_a_text_is_cut_after_each_sentence(given, found):
    assert sentences(given) == found
