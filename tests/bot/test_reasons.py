"""What is refused is refused in the language of the chat: every sentence is known and found."""

import html
import re

import pytest
from sayings import ELSEWHERE, SLOT, modules, said

from bot.markup import foreign
from bot.reasons import NUMBERS, in_words, sentences
from bot.texts import LANGUAGES, Texts


def skeleton(sentence):
    return SLOT.join(sentence.literals)


def test_every_sentence_that_may_reach_a_chat_is_known_letter_for_letter():
    found, unclear = said()
    known = {skeleton(each) for each in sentences()}
    assert {words: places for words, places in found.items() if words not in known} == {}
    # What the code hands over otherwise than as a text in sight has to be looked into by hand.
    assert unclear == []


def test_every_known_sentence_is_said_somewhere():
    found, _ = said()
    assert [each.key for each in sentences() if skeleton(each) not in found] == []


def test_where_nothing_reaches_a_chat_is_there():
    paths = {module.path for module in modules()}
    unused = [place for place in ELSEWHERE if not any(path.startswith(place) for path in paths)]
    assert unused == []


# Values as chats have them: names with dots, colons, brackets and right-to-left letters.
NAMES = ("fire.pdf", "https://news.example/a?b=c", "О пожаре (1): порт", "حريق: الميناء")


def value(slot, name, n):
    if slot in NUMBERS:
        return str(404 + n)
    return "ValueError" if slot == "kind" else f"{name} {n}"


def filled(sentence, values):
    pieces = [sentence.literals[0]]
    for value, literal in zip(values, sentence.literals[1:], strict=True):
        pieces += [value, literal]
    return "".join(pieces)


def bare(markup):
    """What a message shows, without its controls of direction and with plain spaces."""
    shown = html.unescape(markup.html).replace("\u00a0", " ")
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", shown)


@pytest.mark.parametrize("language", ["ru", "ar"])
@pytest.mark.parametrize("sentence", sentences(), ids=lambda each: each.key)
def test_a_sentence_is_found_again_and_said_with_what_it_names(sentence, language):
    texts = Texts(language)
    for name in NAMES:
        values = [value(slot, name, n) for n, slot in enumerate(sentence.slots)]
        told = in_words(filled(sentence, values), texts)
        slots = dict(zip(sentence.slots, map(foreign, values), strict=True))
        assert told == texts.say(sentence.key, **slots)
        assert all(each in bare(told) for each in values)


@pytest.mark.parametrize("language", ["ru", "ar"])
@pytest.mark.parametrize("count", [1, 2, 5, 11, 21, 103, 100_000])
def test_every_count_keeps_its_number_or_has_a_word_for_it(count, language):
    texts, words = Texts(language), f"{count:,}"
    for sentence in sentences():
        if len(sentence.slots) == 1 and sentence.slots[0] in {"count", "most"}:
            assert in_words(filled(sentence, [words]), texts).html
    told = bare(
        in_words(f"a.txt has over {count:,} characters: divide it into its reports.", texts)
    )
    assert f"{count}" in re.sub(r"[ ,]", "", told) or (language, count) in {("ar", 1), ("ar", 2)}


@pytest.mark.parametrize("sentence", sentences(), ids=lambda each: each.key)
def test_in_english_a_reason_is_said_as_it_is(sentence):
    reason = filled(sentence, ["a <b> c"] * len(sentence.slots))
    assert html.unescape(in_words(reason, Texts("en")).html) == reason


def test_a_sentence_within_another_is_said_in_the_language_too():
    reason = (
        "More than 100,000 items could not be read, the first of them: a.jsonl:3 is not JSON: "
        "give one object a line. What was read is added."
    )
    assert bare(in_words(reason, Texts("ru"))) == (
        "Не прочитано больше 100 000 сообщений, первое из них: "
        "a.jsonl:3 – это не JSON: нужен один объект на строку. Прочитанное добавлено."
    )


def test_our_own_word_for_what_was_pasted_is_said_in_the_language():
    reason = "The text takes too long to be read: send the report alone, or paste its text."
    assert bare(in_words(reason, Texts("ru"))).startswith("Текст: чтение занимает")
    reason = "There is no text in the text besides its title: send the whole report."
    assert bare(in_words(reason, Texts("ar"))).startswith("النص: لا شيء فيه")


def test_what_nobody_translated_stays_english_and_is_escaped():
    for language in LANGUAGES:
        assert (
            bare(in_words("Nobody <b>knows</b> why.", Texts(language)))
            == "Nobody <b>knows</b> why."
        )


def test_a_name_that_reads_like_a_sentence_stays_as_it_is():
    reason = "Nobody called There is no job 7. is quoted here."
    assert "There is no job 7." in bare(in_words(reason, Texts("ru")))


def test_a_reason_in_a_list_is_one_line_and_keeps_its_end():
    reason = f"{'long ' * 80}.txt is in UTF-16: save it as UTF-8."
    told = bare(in_words(reason, Texts("ru"), most=60))
    assert told.endswith("…: файл в UTF-16; сохраните его в UTF-8.")
    assert len(told) < 120
    assert len(bare(in_words(reason, Texts("en"), most=60))) == 60


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("ru", 1, "всего там 1 утверждение."),
        ("ru", 3, "всего там 3 утверждения."),
        ("ar", 2, "فيه قولان."),
        ("ar", 11, "فيه 11 قولًا."),
    ],
)
def test_counts_in_reasons_change_the_words(language, number, words):
    reason = f"port-fire has no claim 12: it has {number}."
    assert bare(in_words(reason, Texts(language))).endswith(words)
