"""Telegram's HTML as values: whatever a text holds comes out as text, and its length is known."""

from __future__ import annotations

import pytest
from entities import parse, utf16
from hypothesis import given
from hypothesis import strategies as st

from bot import markup
from bot.markup import Markup

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'/;#\n\t\0\x1b\u202e\u2066\u2069א😀"))
)


def read(made: Markup) -> str:
    """The text as Telegram shows it, after a look at what the value says of itself."""
    plain, entities = parse(made.html)
    assert made.units == utf16(plain)
    assert len(entities) <= made.entities
    return plain


@given(HOSTILE)
def test_text_is_text_whatever_it_holds(value):
    shown = read(markup.text(value))
    assert len(shown) == len(value)
    for one, other in zip(value, shown, strict=True):
        assert one == other or (other in " \ufffd" and not one.isprintable())
    assert markup.text(value).entities == 0


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\0\x08\x0b\x0c\r\x1f\x7f", "       "),
        ("\x20\x7e\x80", "\x20\x7e\x80"),
        ("\ud7ff\ud800\udfff\ue000", "\ud7ff\ufffd\ufffd\ue000"),
        ("😀", "😀"),
    ],
)
def test_what_no_message_can_hold_is_replaced_and_nothing_else(given, shown):
    assert read(markup.text(given)) == shown


def test_quotation_marks_stay_as_they_are():
    assert markup.text("\"'").html == "\"'"
    assert markup.text("<&>").html == "&lt;&amp;&gt;"


def test_lengths_are_counted_in_utf_16():
    assert [markup.utf16(value) for value in ("", "a", "é", "\uffff", "😀", "a😀b")] == [
        0, 1, 1, 1, 2, 4,
    ]  # fmt: skip


def test_pieces_add_up():
    whole = markup.bold(markup.text("a😀")) + markup.code("b")
    assert whole == Markup("<b>a😀</b><code>b</code>", 4, 2)
    assert bool(whole)
    assert not Markup()
    assert bool(Markup("x"))


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (markup.bold, "bold"),
        (markup.italic, "italic"),
        (markup.struck, "strikethrough"),
        (markup.blockquote, "blockquote"),
        (lambda inner: markup.blockquote(inner, folded=True), "expandable_blockquote"),
        (lambda inner: markup.code(read(inner)), "code"),
        (lambda inner: markup.link(inner, "https://a.example/"), "text_link"),
    ],
)
def test_each_form_is_one_entity_over_its_text_and_nothing_over_nothing(make, kind):
    made = make(markup.text("a <b> & 😀"))
    plain, (entity,) = parse(made.html)
    assert plain == "a <b> & 😀"
    assert (entity["type"], entity["offset"], entity["length"]) == (kind, 0, 10)
    assert (made.units, made.entities) == (10, 1)
    assert make(Markup()) == Markup()


@given(HOSTILE)
def test_text_of_others_keeps_its_direction_to_itself(value):
    shown = read(markup.foreign(value))
    assert isolated_by_bidi(shown)
    bare = shown.translate({ord(each): None for each in "\u2066\u2067\u2068\u2069"})
    mine = read(markup.text(value))
    assert bare == mine.translate({ord(each): None for each in "\u2066\u2067\u2068\u2069"})


def isolated_by_bidi(shown: str) -> bool:
    """Nothing that turns the line reaches beyond an isolate that is closed."""
    depth = 0
    for place, char in enumerate(shown):
        if char in "\u2066\u2067\u2068":
            depth += 1
        elif char == "\u2069":
            depth -= 1
            if depth < 0 or (depth == 0 and place < len(shown) - 1 and turns(shown)):
                return False
        elif depth == 0 and turns(char):
            return False
    return depth == 0


def turns(text: str) -> bool:
    return any(char in "\u200e\u200f\u061c" or "\u202a" <= char <= "\u202e" for char in text)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain", "plain"),
        ("é ½ 中 😀", "é ½ 中 😀"),
        ("א", "\u2068א\u2069"),
        ("\u202ea", "\u2068\u202ea\u2069"),
        ("\u061ca", "\u2068\u061ca\u2069"),
        ("\u200ea", "\u2068\u200ea\u2069"),
        ("\u2066a", "\u2068\u2066a\u2069\u2069"),
        ("\u2067\u2068a", "\u2068\u2067\u2068a\u2069\u2069\u2069"),
        ("a\u2069", "\u2068\u2068a\u2069\u2069"),
        ("a\u2069\u2069\u2066b", "\u2068\u2068\u2068a\u2069\u2069\u2066b\u2069\u2069"),
        ("\u2066a\u2069", "\u2068\u2066a\u2069\u2069"),
        ("\u2066a\u2069\u2069", "\u2068\u2068\u2066a\u2069\u2069\u2069"),
        ("\U00010800", "\u2068\U00010800\u2069"),
        ("\ufb1d", "\u2068\ufb1d\u2069"),
    ],
)
def test_as_many_isolates_are_put_around_as_others_left_open(given, shown):
    assert read(markup.foreign(given)) == shown


def test_tags_are_written_as_telegram_lists_them():
    inner = markup.text("x")
    for tag, made in (("b", markup.bold), ("i", markup.italic), ("s", markup.struck)):
        assert made(inner).html == f"<{tag}>x</{tag}>"
    assert markup.code("x").html == "<code>x</code>"
    assert markup.blockquote(inner).html == "<blockquote>x</blockquote>"
    folded = markup.blockquote(inner, folded=True).html
    assert folded == "<blockquote expandable>x</blockquote>"
    assert markup.link(inner, "https://a.b/").html == '<a href="https://a.b/">x</a>'


def test_an_isolated_piece_stands_between_marks_and_nothing_between_none():
    made = markup.isolated(markup.bold(markup.text("a")))
    assert made == Markup("\u2068<b>a</b>\u2069", 3, 1)
    assert markup.isolated(Markup()) == Markup()


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/?x=1&y=%22#z",
        "HTTP://a.example",
        'https://a.example/"><b>',
        "https://a.example/'x",
        "https://user@a.example:8080/",
    ],
)
def test_a_link_leads_where_it_says_and_nowhere_else(url):
    plain, (entity,) = parse(markup.link(markup.text("x"), url).html)
    assert (plain, entity["url"]) == ("x", url)


def test_half_a_character_in_an_address_is_left_out():
    _, (entity,) = parse(markup.link(markup.text("x"), "https://a.example/\ud800b").html)
    assert entity["url"] == "https://a.example/b"


@pytest.mark.parametrize(
    "url",
    ["", None, "tg://user?id=1", "javascript:alert(1)", "https://", "http:///x", "//a.example",
     "a.example", "https://[::1", "ftp://a.example", "mailto:a@b.example"],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(url):
    inner = markup.text("x")
    assert markup.link(inner, url) == inner
    assert not markup.is_web(url or "")


def test_pieces_are_joined_by_text_and_empty_ones_are_left_out():
    pieces = [Markup(), markup.text("a"), Markup(), markup.bold(markup.text("b")), Markup()]
    assert markup.join(" & ", pieces) == Markup("a &amp; <b>b</b>", 5, 1)
    assert markup.join(", ", []) == Markup()
    assert markup.join(", ", [markup.text("a")]) == markup.text("a")
