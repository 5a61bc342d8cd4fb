"""The three languages say the same things, and everything that the code asks for is there."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot
from bot.drafting import STAGES
from bot.handlers import COMMANDS, MENU, MODERATOR_MENU
from bot.handlers.buttons import REASONS
from bot.handlers.mending import KINDS
from bot.marks import Fate
from bot.markup import bold, text
from bot.pictures.palette import PALETTES
from bot.reasons import sentences
from bot.rights import Role
from bot.texts import LANGUAGES, PARTS, Texts, language_of
from corpus.catalogue import JobState, Verdict
from corpus.catalogue.renaming import Became
from corpus.model import Stance
from corpus.reading.doubts import Doubt
from retrieval.agreement import Agreement

FOLDER = Path(bot.__file__).parent


class Variables(Visitor):
    def __init__(self):
        self.found = set()

    def visit_VariableReference(self, node):  # noqa: N802 - the visitor's name
        self.found.add(node.id.name)


class Selections(Visitor):
    """The forms that each choice by a count offers."""

    def __init__(self):
        self.forms = []

    def visit_SelectExpression(self, node):  # noqa: N802 - the visitor's name
        self.forms.append({getattr(each.key, "name", None) for each in node.variants})
        self.generic_visit(node)


def messages(language):
    files = (FOLDER / "locales" / f"{part}{language}.ftl" for part in PARTS)
    texts = [file.read_text("utf-8") for file in files]
    entries = [entry for text in texts for entry in FluentParser().parse(text).body]
    assert not [entry for entry in entries if isinstance(entry, ast.Junk)]
    found = {}
    for entry in entries:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            visitor = Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message_with_the_same_values(language):
    english, other = messages("en"), messages(language)
    assert set(other) == set(english)
    assert {key: values for key, values in other.items() if values != english[key]} == {}


def test_every_message_that_the_code_asks_for_exists_and_none_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.py"))
    used = set(re.findall(r"""(?:say|plain|italic_note)\((?:texts, )?\s*["']([\w-]+)["']""", code))
    either = re.findall(r'"([\w-]+)" if [^\n]* else "([\w-]+)"', code)
    used |= {key for pair in either for key in pair}
    pages = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.html"))
    used |= set(re.findall(r"""say\(\s*["']([\w-]+)["']""", pages))
    used |= {f"reason-{reason}" for reason in REASONS}
    used |= {f"{place}-{fate}" for place in ("fate", "changed") for fate in (*Fate, "noted")}
    used |= {f"fate-{Fate.CORRECTED}-stands"}
    used |= {f"doubt-{doubt}" for doubt in Doubt} | {f"role-{role.word}" for role in Role}
    used |= {f"kind-{kind}" for kind in KINDS} | {f"stance-{stance}" for stance in Stance}
    used |= {each.key for each in sentences()}  # test_reasons.py finds where they are said
    used |= set(STAGES.values())
    used |= {f"job-{state}" for state in JobState} | {f"since-{each}" for each in Became}
    used |= {f"check-{each}" for each in Agreement} | {f"choice-{each}" for each in PALETTES}
    used |= {f"decision-{verdict}" for verdict in Verdict}
    used |= {f"menu-{name}" for name in (*MENU, *MODERATOR_MENU)}
    known = set(messages("en"))
    assert {key for key in known if key not in used} == set()
    assert {key for key in used if "-" in key and key not in known} == set()


def test_in_arabic_the_slash_of_a_command_stays_before_it():
    files = [FOLDER / "locales" / f"{part}ar.ftl" for part in PARTS]
    said = "\n".join(file.read_text("utf-8") for file in files)
    commands = re.findall(r"(?<![A-Za-z0-9:/.<])(.)/[a-z_]{2,}", said)
    assert len(commands) > 60
    assert set(commands) == {"\u200e"}


def test_what_stands_side_by_side_runs_as_the_language_does():
    pieces = (text("The Courier"), text(""), text("4 مارس 2031"))
    assert Texts("en").listed(pieces).html == "The Courier, 4 مارس 2031"
    listed = Texts("ar").listed(pieces).html
    assert listed == "\u200f\u2068The Courier\u2069، \u20684 مارس 2031\u2069"
    assert Texts("ar").listed(()).html == ""


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("says", "{}, diver:"),
        ("denies", "{}, diver – опровержение:"),
        ("claim-denies", "{}, diver – опровержение: X"),
    ],
)
@pytest.mark.parametrize("who", ["Rescuers", "Ana Toric"])
def test_in_russian_no_verb_has_to_agree_with_who_speaks(key, words, who):
    texts = Texts("ru")
    named = texts.plain("speaker-role", name=who, role="diver")
    assert texts.plain(key, who=named, quote="X") == words.format(who)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 свидетельство"), (3, "3 свидетельства"), (5, "5 свидетельств")],
)
def test_russian_plurals_are_right(count, words):
    assert Texts("ru").plain("status-answered", count=count) == words


# The plural forms of whole numbers: https://cldr.unicode.org/index/cldr-spec/plural-rules
FORMS = {
    "ru": {"one", "few", "many"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}


@pytest.mark.parametrize("language", FORMS)
def test_every_count_that_changes_words_has_all_plural_forms(language):
    found = Selections()
    for part in PARTS:
        file = FOLDER / "locales" / f"{part}{language}.ftl"
        found.visit(FluentParser().parse(file.read_text("utf-8")))
    assert len(found.forms) > 10
    # A list may be headed in one way for one thing, and in another for several.
    changing = [forms for forms in found.forms if "few" in forms]
    assert [forms for forms in changing if not FORMS[language] <= forms] == []


@pytest.mark.parametrize(
    ("count", "words"), [(1, "رواية واحدة"), (2, "روايتان"), (4, "4 روايات"), (11, "11 رواية")]
)
def test_arabic_plurals_are_right(count, words):
    assert Texts("ar").plain("status-answered", count=count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "لا مقالات"), (2, "مقالان"), (10, "10 مقالات"), (11, "11 مقالًا"), (100, "100 مقال")],
)
def test_counted_things_have_their_case_in_arabic(count, words):
    assert Texts("ar").plain("articles", count=count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(60, "بعد دقيقة واحدة"), (110, "بعد دقيقتين"), (600, "بعد 10 دقائق"), (700, "بعد 12 دقيقة")],
)
def test_when_to_ask_again_is_not_within_that_time_in_arabic(seconds, words):
    assert Texts("ar").wait(seconds) == words


def test_in_arabic_latin_names_keep_their_place_and_do_not_turn_the_line():
    who = bold(text("Ministry of Ports"))
    line = Texts("ar").say("source-line", number=0, who=who, claims=3, articles=2)
    mark, isolate, end = "\u200f", "\u2068", "\u2069"
    assert line.html == f"{mark}• {isolate}<b>Ministry of Ports</b>{end} – 3 أقوال، مقالان"
    assert line.units == len("xx xMinistry of Portsx – 3 أقوال، مقالان")
    begun = Texts("ar").say("says", who=text("Ana"))
    assert begun.html == f"بحسب {isolate}Ana{end}:"
    assert isolate not in Texts("ru").say("says", who=text("Ana")).html


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 свидетельство о спорном"), (21, "21 свидетельство, они расходятся")],
)
def test_one_account_is_of_what_is_disputed_and_twenty_one_differ(count, words):
    assert Texts("ru").plain("status-disputed", count=count) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_in_two_full_stops(language):
    texts = Texts(language)
    day = texts.day("2031-03-04")
    for key in ("fate-removed", "covers-day"):
        assert ".." not in texts.plain(key, day=day, count=3)


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "January 23, 2020"), ("ru", "23 января 2020 года"), ("ar", "23 يناير 2020")],
)
def test_days_are_in_the_readers_words(language, day):
    assert Texts(language).day("2020-01-23T10:00:00Z") == day


def test_values_are_escaped_and_markup_is_kept():
    said = Texts("en").say("via", who=bold(text("<A & B>")))
    assert said.html == "through <b>&lt;A &amp; B&gt;</b>"
    assert said.units == len("through <A & B>")


@pytest.mark.parametrize(
    ("code", "language"), [("ru-RU", "ru"), ("AR", "ar"), ("de", "en"), (None, "en"), ("", "en")]
)
def test_a_language_that_is_not_spoken_gets_english(code, language):
    assert language_of(code) == language


async def test_people_are_answered_in_their_language_with_quotes_as_they_are(telegram):
    answer = await telegram.person("Аня", "ru").says("How many containers had burned?")
    assert "2 свидетельства, они расходятся" in answer.text
    assert answer.quotes[0].startswith("The Ministry of Ports said")


def test_every_command_is_in_the_documentation():
    page = Path(__file__).parents[2].joinpath("docs", "telegram.md").read_text("utf-8")
    missing = [name for name in COMMANDS if f"/{name}" not in page]
    assert missing == ["mend", "hint", "unknown"]
