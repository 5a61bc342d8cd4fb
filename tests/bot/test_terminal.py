"""The same handlers on a pipe."""

import io

import pytest
from bot_fakes import FakeLibrary

from bot.plain import plain
from bot.terminal import chat


def said(*lines, library=None):
    out = io.StringIO()
    chat(library or FakeLibrary(), lines=io.StringIO("\n".join(lines) + "\n"), out=out)
    return out.getvalue()


def test_it_begins_with_a_question_that_the_corpus_can_answer():
    assert "For example: What did " in said()


def test_a_line_is_answered_as_in_telegram_with_quotes_behind_a_bar():
    text = said("How many containers had burned?")
    assert "Ministry of Ports said:\n  │ The Ministry of Ports said that 12" in text
    assert "The Harbour Courier <https://harbour-courier.example/2031/03/port-fire?a=1&b=2>" in text


def test_whoever_sits_there_is_a_moderator_and_can_add_a_file(tmp_path):
    page = tmp_path / "story.txt"
    page.write_text("The mayor said that the bridge is closed.")
    library = FakeLibrary()
    text = said(f"/add {page}", "1", "/articles", library=library)
    assert "[1] Publish" in text
    assert "Published" in text
    # The real reader gives texts an id of its own.
    assert len(library.articles()) == 3
    assert "3 articles" in text


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [("en", "1", "There is no article nope."), ("ru", "2", "Статьи nope нет.")],
)
def test_a_refusal_is_in_the_language_that_was_chosen_there(language, number, words):
    text = said("/language", number, "/article nope")
    assert words in text
    assert ("There is no article" in text) == (language == "en")


def test_quit_ends_it_before_the_lines_do():
    text = said("/quit", "How many containers had burned?")
    assert "12 containers" not in text


def test_it_ends_where_nobody_reads_it_any_more():
    class Closing(io.StringIO):
        def flush(self):
            raise BrokenPipeError

    lines = io.StringIO("How many containers had burned?\nAnd who said so?\n")
    with pytest.raises(BrokenPipeError):
        chat(FakeLibrary(), lines=lines, out=Closing())
    assert lines.read() == "And who said so?\n"


def test_nothing_in_an_article_steers_the_terminal():
    assert plain("a\x1b[2Jb") == "a [2Jb"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>A &amp; B</b>", "A & B"),
        ("<blockquote>one\n\ntwo</blockquote>x", "  │ one\n  │ \n  │ twox"),
        ('<a href="https://a.example/#:~:text=b">A</a>', "A <https://a.example/>"),
    ],
)
def test_html_becomes_text(html, text):
    assert plain(html) == text


def test_a_button_is_pressed_by_its_number():
    text = said("How many containers had burned?", "2", "4", "7")
    assert "[1] In context  [2] Articles  [3] Compare  [4] Who else  [5] 👍  [6] 👎" in text
    assert "Quoted from 1 article" in text
    # After a list there are no buttons: a number is a question like any other.
    assert text.count("The articles here do not report that.") == 2


def test_settings_are_changed_by_their_numbers_and_shown_again():
    text = said("/settings", "3", "/timeline strike")
    assert "✓ 5 accounts" in text
    assert "✓ 8 accounts" in text
    assert "That is settled." in text
    # Pictures are for those who can see them.
    assert "March 6, 2031" in text


def test_a_step_is_taken_back_in_each_session_and_not_the_same_one_again():
    library = FakeLibrary()
    said("/remove strike", library=library)
    assert "strike" in said("/undo", library=library)
    assert len(library.articles()) == 2
    said("/remove strike", "/remove port-fire", library=library)
    said("/undo", library=library)
    said("/undo", library=library)
    assert len(library.articles()) == 2
