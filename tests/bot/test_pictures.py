"""Pictures: what is drawn where, that nothing touches, and that words are as they were said."""

import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from unicodedata import category, combining

import pytest
from bot_fakes import CLAIMS, PORT, STRIKE, UNION, FakeLibrary, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import board, draw, layout, words
from bot.pictures.palette import LIGHT
from bot.texts import LANGUAGES, Texts
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.model import Account, Answer, QuotedClaim, Status

EN = Texts("en")
PORT_QUESTION = "fire under control containers burned strike union port"


class Typewriter:
    """Every letter is as wide as any other; marks have no width."""

    def width(self, words, size, *, bold):
        return size * 0.6 * sum(category(c) != "Cf" and not combining(c) for c in words)


def said(text, *, name="Ana Toric", role=None, day="2031-03-04", stance=Stance.ASSERTS):
    article = Article(text[:40], "T", text, "The Courier", published_at=day)
    whole = Span(0, len(text))
    each = Claim(Source(name, SourceKind.PERSON, role), (whole,), whole, stance)
    return Account(each.source, stance, (QuotedClaim(each, article),))


def answer(*accounts):
    return Answer("q", Status.ANSWERED, accounts)


def timeline(given, language="en", most=20):
    return board.timeline(given, "The topic", Texts(language), most)


def cards(made):
    return [card for section in made.sections for row in section.rows for card in row.cards]


def words_of(picture):
    return [line.words.strip("\u200e\u200f") for line in picture.lines]


# What is on a picture


def test_a_timeline_goes_by_days_and_names_who_said_what_where():
    made = timeline(FakeLibrary().ask(PORT_QUESTION))
    assert [section.heading for section in made.sections] == ["March 4, 2031", "March 6, 2031"]
    assert made.subtitle == "5 accounts, they differ"
    (last,) = made.sections[1].rows[0].cards
    assert last.said == "\u2068Dockers' Union\u2069 said:"
    assert last.quotes == ("“The Dockers' Union said that a strike would begin on Friday.”",)
    assert last.where == ("\u2068Velmar Radio\u2069",)


def test_who_denies_stands_beside_who_asserts_on_the_same_day():
    made = timeline(answer(said("It burned."), said("It did not.", name="B", stance=Stance.DENIES)))
    (row,) = made.sections[0].rows
    assert [card.denies for card in row.cards] == [False, True]


def test_one_source_has_one_colour_also_where_it_asserts_and_denies():
    made = timeline(
        answer(said("A one."), said("B.", name="Bo"), said("A two.", stance=Stance.DENIES))
    )
    colours = {}
    for card in cards(made):
        colours.setdefault(card.said.split("\u2069")[0], set()).add(card.colour)
    assert sorted(colours.values(), key=min) == [{0}, {1}]


def test_comparing_puts_those_who_deny_on_the_other_side():
    accounts = [
        said(f"S{i}.", name=f"N{i}", stance=Stance.DENIES if i % 2 else Stance.ASSERTS)
        for i in range(4)
    ]
    (section,) = board.compare(answer(*accounts), "q", EN, 9).sections
    assert [[c.denies for c in row.cards] for row in section.rows] == [[False, True]] * 2


def test_who_denies_stands_beside_the_one_who_speaks_of_the_same():
    made = timeline(
        answer(
            said("The weather was fine.", name="A"),
            said("Forty containers burned.", name="B"),
            said("No containers burned.", name="C", stance=Stance.DENIES),
        )
    )
    first, second = made.sections[0].rows
    assert [card.said[1] for card in first.cards] == ["B", "C"]
    assert [card.said[1] for card in second.cards] == ["A"]


def test_nobody_stands_beside_themselves_where_another_speaks():
    made = timeline(
        answer(
            said("No containers burned, A said.", name="A"),
            said("It was fine.", name="B"),
            said("No containers burned.", name="A", stance=Stance.DENIES),
        )
    )
    assert [card.said[1] for card in made.sections[0].rows[0].cards] == ["B", "A"]


def test_the_whole_sentence_is_shown_where_there_is_room_and_else_the_claim():
    sentence = "The union said that " + "it burned and " * 30 + "nobody came."
    article = replace(STRIKE, text=sentence)
    quoted = QuotedClaim(claim(article, UNION, sentence, "nobody came"), article)
    (card,) = cards(timeline(answer(Account(UNION, Stance.ASSERTS, (quoted,)))))
    assert card.quotes == ("“nobody came”",)


def test_words_that_have_quotation_marks_get_no_others():
    assert words.marked('"Out," he said. "Now."', EN, 99) == '"Out," he said. "Now."'
    assert words.marked('"Out," he said.', EN, 99) == '“"Out," he said.”'


def test_what_finds_no_room_is_counted():
    made = timeline(answer(*(said(f"S{i}.", name=f"N{i}") for i in range(5))), most=3)
    assert len(cards(made)) == 3
    assert made.more == "2 more quotes are in the text."


def test_several_quotes_of_one_source_in_one_report_share_a_card_in_reading_order():
    both = tuple(QuotedClaim(each, PORT) for each in CLAIMS["port-fire"][2:0:-1])
    (card,) = cards(timeline(answer(Account(UNION, Stance.ASSERTS, both))))
    assert [quote[:5] for quote in card.quotes] == ["“The ", '“"We ']


def test_a_superseded_account_and_a_role_are_noted():
    account = replace(said("S.", role="the mayor"), superseded=True)
    (card,) = cards(timeline(answer(account)))
    assert card.note == "the mayor (earlier; a later report replaces it)"


LONG = "The first sentence tells that it burned. The second one says more about it. " * 8


def test_a_long_quote_ends_after_a_sentence_with_the_dots_outside_the_marks():
    shown = words.marked(LONG.strip(), EN, 200)
    assert shown.endswith(".” …")
    quoted = shown[1:-3]
    assert LONG.startswith(quoted)
    assert len(quoted) <= 200


@pytest.mark.parametrize(
    "text",
    [
        "It was Dr. Lanner who said so, and "
        + "nobody doubted it, " * 12
        + "not even I. Then " * 3,
        "He paid approx. 30 crowns to " + "each of them and " * 15 + "left.",
    ],
)
def test_an_abbreviation_does_not_end_a_quote(text):
    shown = words.marked(text, EN, 60)
    assert not shown.startswith(("“It was Dr.”", "“He paid approx.”"))


def test_a_sentence_that_is_far_too_long_is_left_to_the_text():
    assert words.marked("word " * 300, EN, 200) == "(too long for a picture: see the text)"


def test_controls_that_could_turn_a_line_are_left_out():
    (card,) = cards(timeline(answer(said("It \u202eburned\u202c.", name="A\u2066\nB"))))
    assert card.quotes == ("“It burned.”",)
    assert card.said == "\u2068A B\u2069 said:"


# What stands where


def boxes_of(picture):
    return [(line.left, line.top, line.right, line.bottom) for line in picture.lines]


def overlaps(one, other):
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 0.5
        and other[1] < one[3] - 0.5
    )


def check(picture):
    """Nothing outside, no words on other words or marks, each line within its card."""
    places = boxes_of(picture)
    marks = [(m.left, m.top, m.left + layout.MARK, m.top + layout.MARK) for m in picture.marks]
    for place in places + marks:
        assert 0 <= place[0] < place[2] <= picture.width
        assert 0 <= place[1] < place[3] <= picture.height
    for i, place in enumerate(places):
        assert not [other for other in places[i + 1 :] + marks if overlaps(place, other)]
    surfaces = [(b.left, b.top, b.right, b.bottom) for b in picture.boxes if b.colour == LIGHT.card]
    for i, surface in enumerate(surfaces):
        assert not [other for other in surfaces[i + 1 :] if overlaps(surface, other)]
        for place in places:
            if overlaps(place, surface):
                assert surface[0] <= place[0]
                assert place[2] <= surface[2]
                assert place[3] <= surface[3]
    assert all(line.size >= 28 for line in picture.lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [board.timeline, board.compare])
def test_nothing_touches_and_nothing_is_outside(kind, language):
    made = kind(FakeLibrary().ask(PORT_QUESTION), "A topic", Texts(language), 20)
    check(layout.picture(made, draw.Fonts(), LIGHT))


WORDS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("abc . ” الميناء порт")), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS, st.booleans()), min_size=1, max_size=5),
    st.sampled_from(LANGUAGES),
    st.integers(1, 60),
)
def test_whatever_articles_hold_nothing_touches(said_by, language, times):
    accounts = [
        said(f"{words * times}.", name=name, role=role, stance=Stance(("asserts", "denies")[no]))
        for words, name, role, no in said_by
    ]
    for kind in (board.timeline, board.compare):
        check(
            layout.picture(kind(answer(*accounts), "t", Texts(language), 20), Typewriter(), LIGHT)
        )


def test_every_word_of_a_quote_is_drawn_in_its_order():
    text = "The Ministry of Ports said that 12 containers had burned and nobody was hurt"
    picture = layout.picture(timeline(answer(said(text))), Typewriter(), LIGHT)
    assert f"“{text}”" in " ".join(words_of(picture))


def test_a_word_wider_than_a_line_is_broken_and_whole():
    lines = list(layout.wrapped("x" * 100 + "e\u0301" * 5, 300, 30, Typewriter()))
    assert "".join(lines) == "x" * 100 + "e\u0301" * 5
    assert all(not line.startswith("\u0301") for line in lines)


def test_denials_are_marked_by_shape_and_not_by_colour_alone():
    made = timeline(answer(said("Yes."), said("No.", name="B", stance=Stance.DENIES)))
    picture = layout.picture(made, Typewriter(), LIGHT)
    assert [mark.denies for mark in picture.marks] == [False, False, True]
    assert sum(box.dashes is not None for box in picture.boxes) == 1
    assert "B\u2069 denied:" in " ".join(words_of(picture))


def test_arabic_begins_at_the_right_edge_and_english_quotes_at_the_left():
    picture = layout.picture(timeline(answer(said("It burned.")), "ar"), Typewriter(), LIGHT)
    by_words = {line.words: line for line in picture.lines}
    heading = next(line for line in picture.lines if "مارس" in line.words)
    quote = by_words["\u200e«It burned.»"]
    assert heading.right == layout.WIDTH - layout.MARGIN - layout.RAIL
    assert heading.words.startswith("\u200f")
    assert quote.left == layout.MARGIN + layout.PAD


# The file


def size_of(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert zlib.crc32(png[12:29]) == struct.unpack(">I", png[29:33])[0]
    return struct.unpack(">II", png[16:24])


def painted(given, language="en"):
    return draw.png(lambda most: timeline(given, language, most), LIGHT)


def test_a_picture_is_as_wide_as_a_phone_and_no_taller_than_telegram_shows_well():
    many = [said(f"Number {i} " + "says a lot of words " * 12, name=f"N{i}") for i in range(30)]
    width, height = size_of(painted(answer(*many)))
    assert width == 1080
    assert 1200 < height <= layout.MOST_HEIGHT


def test_the_same_answer_gives_the_same_bytes_in_another_process():
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import test_pictures as t;"
        "print(hashlib.sha256(t.painted(t.FakeLibrary().ask(t.PORT_QUESTION), 'ar')).hexdigest())"
    )
    here = str(__import__("pathlib").Path(__file__).parent)
    found = {
        subprocess.run(
            [sys.executable, "-c", code, here], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(found) == 1


def test_names_in_arabic_hebrew_cyrillic_and_greek_can_be_painted():
    names = ("وزارة الموانئ", "נמל חיפה", "Министерство портов", "Λιμεναρχείο")
    assert painted(answer(*(said("It burned.", name=name) for name in names)))


def test_arabic_letters_are_joined():
    fonts = draw.Fonts()
    apart = sum(fonts.width(letter, 32, bold=False) for letter in "الموانئ")
    assert fonts.width("الموانئ", 32, bold=False) < 0.9 * apart


def test_a_script_that_the_font_lacks_gets_no_picture():
    assert painted(answer(said("It burned.", name="港務局"))) is None


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Fox 🦊🦊 News", "Fox \u25af News"),
        ("The \U0001f468\u200d\U0001f469\u200d\U0001f467 Family", "The \u25af Family"),
        ("Gate \U0001f1fa\U0001f1e6!", "Gate \u25af!"),
        ("𝗕𝗼𝗹𝗱 Co", "Bold Co"),
        ("Own \ue123 sign", "Own \u25af sign"),
    ],
)
def test_a_symbol_that_the_font_lacks_is_drawn_plainly_and_costs_no_picture(name, drawn):
    assert draw.Fonts().drawn(name) == drawn
    assert painted(answer(said("It burned.", name=name)))


def test_symbols_do_not_hide_that_the_letters_are_lacking():
    assert painted(answer(said("It burned 🦊.", name="港 Toric"))) is None


def test_a_single_quote_of_any_length_still_makes_a_picture():
    one = claim(STRIKE, UNION, CLAIMS["strike"][0].sentence.of(STRIKE.text))
    assert painted(answer(Account(UNION, Stance.ASSERTS, (QuotedClaim(one, STRIKE),))))
    assert painted(answer(said("word " * 2000)))
