"""Going on from an answer: buttons, follow-ups, sources, days."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from bot_fakes import CLAIMS, MINISTRY, PORT, STRIKE, FakeLibrary, claim
from client import MENTION
from haste import SECOND
from server import BotApi

from bot.answers import Answers, Asked
from bot.followups import Threads, is_followup, readings, together
from bot.handlers import COMMANDS, MEND, MENU
from bot.texts import LANGUAGES
from corpus.catalogue import Catalogue
from corpus.model import Source, SourceKind, Stance
from retrieval.model import Account, Answer, QuotedClaim, Status

QUESTION = "How many containers had burned?"


def many(count: int, **changes) -> Answer:
    each = CLAIMS["strike"][0]
    accounts = []
    for i in range(count):
        source = Source(f"Speaker {i}", SourceKind.PERSON)
        stance = Stance.DENIES if i in changes.get("denying", ()) else Stance.ASSERTS
        quoted = QuotedClaim(replace(each, source=source), STRIKE)
        accounts.append(Account(source, stance, (quoted,)))
    return Answer("many", Status.ANSWERED, tuple(accounts))


async def test_the_first_accounts_are_shown_and_a_button_brings_the_others(world):
    world.library.answers["many"] = many(12)
    alice = world.telegram.person("Alice")
    first = (await alice.says("many")).only
    assert "12 accounts" in first.text
    assert "Speaker 4 said" in first.text
    assert "Speaker 5 said" not in first.text
    second = (await alice.presses(first, first.buttons["More accounts (7)"])).only
    assert "Speaker 5 said" in second.text
    assert "12 accounts" not in second.text
    third = (await alice.presses(second, second.buttons["More accounts (2)"])).only
    assert "Speaker 11 said" in third.text
    assert not any("More" in caption for caption in third.buttons)


async def test_who_denies_is_seen_without_a_tap(world):
    world.library.answers["many"] = many(12, denying={9})
    alice = world.telegram.person("Alice")
    first = (await alice.says("many")).only
    assert "Speaker 9 denied" in first.text
    rest = (await alice.presses(first, first.buttons["More accounts (7)"])).only
    assert "Speaker 9" not in rest.text
    assert "Speaker 3 said" in first.text
    assert "Speaker 4 said" in rest.text


async def test_a_button_shows_the_sentence_in_its_paragraph(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says("Was it hurt?")).only
    shown = (await alice.presses(answer, answer.buttons["In context"])).only
    assert PORT.text.split("\n\n")[1] in shown.quotes
    (ministry, sentence) = shown.of_type("bold")[:2]
    assert ministry == "Ministry of Ports"
    assert sentence == CLAIMS["port-fire"][1].sentence.of(PORT.text)


async def test_a_paragraph_names_all_of_the_answer_who_speak_in_it(world):
    ministry, toric = CLAIMS["port-fire"][1:3]
    accounts = [Account(e.source, e.stance, (QuotedClaim(e, PORT),)) for e in (toric, ministry)]
    world.library.answers["both"] = Answer("both", Status.ANSWERED, tuple(accounts))
    alice = world.telegram.person("Alice")
    answer = (await alice.says("both")).only
    shown = (await alice.presses(answer, answer.buttons["In context"])).only
    assert shown.text.startswith("Ministry of Ports said:\nAna Toric, the harbour master, said:\n")
    assert shown.quotes == [PORT.text.split("\n\n")[1]]
    bold = shown.of_type("bold")
    assert [each.sentence.of(PORT.text) in bold for each in (ministry, toric)] == [True, True]


async def test_a_button_lists_the_articles_of_an_answer(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says("union")).only
    shown = (await alice.presses(answer, answer.buttons["Articles"])).only
    assert "Quoted from 2 articles" in shown.text
    assert "Fire at the port of Velmar, The Harbour Courier, March 4, 2031 – 1 quote" in shown.text


async def test_a_button_works_after_a_restart(run_bot, library):
    api = BotApi(flood=SECOND)
    await api.start()
    async with run_bot(library, api=api) as world:
        alice = world.telegram.person("Alice")
        answer = (await alice.says(QUESTION)).only
    async with run_bot(library, api=api) as world:
        alice = world.telegram.person("Alice", user_id=alice.id)
        assert "Quoted from" in (await alice.presses(answer, answer.buttons["Articles"])).text
    await api.stop()


@pytest.mark.parametrize(
    "data", ["more:0-forged:5", "art:9999-x", "nonsense", "more", "ctx::", "art:../../x", "é:1"]
)
async def test_a_forged_or_stale_button_says_so(world, data):
    alice = world.telegram.person("Alice")
    answer = (await alice.says(QUESTION)).only
    assert not (await alice.presses(answer, data)).messages
    (notice,) = world.api.called("answerCallbackQuery")
    assert notice["text"] == "This button is too old. Please ask again."


async def test_the_buttons_of_an_answer_that_was_brought_to_another_chat_work_there(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    answer = (await alice.says(QUESTION)).only
    again = (await bob.says(f"/answer {answer.buttons['Share']}")).messages[-1]
    assert "Quoted from" in (await bob.presses(again, again.buttons["Articles"])).text


async def test_what_people_think_of_an_answer_is_kept_with_their_reason(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says(QUESTION)).only
    key, offered = answer.buttons["Share"], list(answer.buttons)
    await alice.presses(answer, answer.buttons["👎"])
    assert "It names the wrong source" in answer.buttons
    await alice.presses(answer, answer.buttons["It names the wrong source"])
    assert list(answer.buttons) == offered
    notices = [call["text"] for call in world.api.called("answerCallbackQuery")]
    assert notices == ["What was wrong?", "Thank you, that is noted."]
    assert world.library.catalogue.answers.opinions(key) == {str(alice.id): "wrong-source"}


async def test_an_opinion_takes_no_button_from_others(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    group = world.telegram.group("Friends")
    answer = (await alice.says(f"/ask {QUESTION}", group=group)).only
    offered = list(answer.buttons)
    await alice.presses(answer, answer.buttons["👍"])
    assert list(answer.buttons) == offered
    await bob.presses(answer, answer.buttons["👎"])
    assert list(answer.buttons)[: len(offered)] == offered
    assert "Quoted from" in (await alice.presses(answer, answer.buttons["Articles"])).text


async def test_more_accounts_stay_a_tap_away_after_an_opinion(world):
    alice = world.telegram.person("Alice")
    panel = (await alice.says("/settings")).only
    await alice.presses(panel, panel.buttons["3 accounts"])
    answer = (await alice.says("fire containers burned control union strike port")).only
    await alice.presses(answer, answer.buttons["👎"])
    await alice.presses(answer, answer.buttons["Something is missing"])
    assert len((await alice.presses(answer, answer.buttons["More accounts (2)"])).quotes) == 2


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_names_every_command_that_somebody_can_use(world, language):
    mara = world.telegram.person("Mara", language)
    own, all_ = set(MENU) - {"start"}, set(COMMANDS) - {"start", "hint", "unknown", MEND}
    for role, named in ((None, own), ("contributor", own | {"add", "edit"}), ("owner", all_)):
        if role:
            world.library.catalogue.moderators.put(mara.id, role)
        said = set(re.findall(r"/(\w+)", (await mara.says("/help")).text))
        assert named <= said
        assert said <= set(COMMANDS)
        assert role == "owner" or not said & {"audit", "remove", "promote"}


@pytest.mark.parametrize(("command", "told"), [("/timeline", "/timeline"), ("/ask", "/ask")])
async def test_a_command_without_its_words_says_how_it_is_written(world, command, told):
    assert f"after {told}" in (await world.telegram.person("Alice").says(command)).only.text


async def test_every_press_is_acknowledged_also_when_it_fails(world):
    alice = world.telegram.person("Alice")
    answer = (await alice.says(QUESTION)).only
    world.service._desk.answers._at_hand.clear()
    world.service._desk.answers._found = None
    reply = await alice.presses(answer, answer.buttons["Articles"])
    assert "Something went wrong" in reply.text
    assert len(world.api.called("answerCallbackQuery")) == 1


def test_an_answer_that_is_not_at_hand_comes_back_as_it_was(library):
    answers = Answers(library)
    given = library.ask("Was the fire under control?")
    key = answers.keep(Asked("q", 1), given)
    library.remove(["port-fire"])
    found = Answers(library).get(key)
    assert (found.asked, found.answer.accounts) == (Asked("q", 1), given.accounts)
    assert Answers(library).get("0-aaaaaaaa") is None


async def test_a_question_that_leans_on_the_one_before_is_asked_together_with_it(world):
    alice = world.telegram.person("Alice")
    await alice.says(QUESTION)
    answer = await alice.says("And the strike?")
    assert world.library.asked[-1] == "How many containers had burned? And the strike?"
    assert "Taken as: “How many containers had burned? And the strike?”" in answer.text
    await alice.says("/new")
    await alice.says("And the strike?")
    assert world.library.asked[-1] == "And the strike?"


async def test_a_follow_up_that_finds_nothing_is_read_in_other_ways(world):
    alice = world.telegram.person("Alice")
    await alice.says("Who won the cup?")
    answer = await alice.says("And the union?")
    assert answer.quotes
    assert readings("Who won?", "And the union?") == [
        "Who won? And the union?",
        "What does the union say?",
        "The union?",
    ]
    assert readings("Who won?", "Why?") == ["Who won? Why?"]


async def test_a_reply_to_an_older_answer_follows_up_on_that_one(world):
    alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
    group = world.telegram.group("Friends")
    first = (await alice.says(f"{MENTION} {QUESTION}", group=group)).only
    await alice.says(f"{MENTION} When would the strike begin?", group=group)
    await bob.replies_to(first, "Who denied it?", group=group)
    assert world.library.asked[-1] == f"{QUESTION} Who denied it?"


@pytest.mark.parametrize(
    "question",
    [
        "And the union?",
        "Why?",
        "What did they say?",
        "who denies that?",
        "А профсоюз?",
        "Who else?",
        "Почему?",
    ],
)
def test_some_questions_lean_on_the_one_before(question):
    assert is_followup(question)


@pytest.mark.parametrize(
    "question",
    [
        "Was there an attack on Thursday?",
        "Idlib airstrikes",
        "Who said that 40 soldiers were killed?",
        "Is it true that the port burned?",
        "And what did the ministry of ports say on Tuesday about the containers?",
    ],
)
def test_other_questions_stand_alone(question):
    assert not is_followup(question)


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (
            "How many soldiers were killed?",
            "And the militants?",
            "How many militants were killed?",
        ),
        (
            "What did the ministry say about it?",
            "And the union?",
            "What did the union say about it?",
        ),
        (
            "How many soldiers were killed?",
            "who denies that?",
            "How many soldiers were killed? who denies that?",
        ),
        ("Did Volmark fire?", "And who disputes it?", "Did Volmark fire? And who disputes it?"),
        ("How many were hurt?", "And the strike?", "How many were hurt? And the strike?"),
        ("When did the ferry leave?", "Why?", "When did the ferry leave? Why?"),
        ("Was there a fire?", "What about the mill?", "Was there a fire? What about the mill?"),
    ],
)
def test_a_follow_up_means_what_the_question_before_asks(before, question, meant):
    assert readings(before, question)[0] == meant


def test_a_follow_up_comes_within_ten_minutes():
    now = [0.0]
    threads = Threads(clock=lambda: now[0])
    threads.asked(1, 1, "q?")
    now[0] = 599.0
    assert threads.before(1, 1, None) == "q?"
    assert threads.before(1, 2, None) is None
    now[0] = 601.0
    assert threads.before(1, 1, None) is None
    assert together("q?", "why?") == "q? why?"


@pytest.mark.parametrize(
    "day", ["2031-03-05", "5 March 2031", "March 5, 2031", "05.03.2031", "5 марта 2031"]
)
async def test_asof_asks_for_what_had_been_published_by_a_day(world, day):
    answer = await world.telegram.person("Alice").says(f"/asof {day} {QUESTION}")
    assert world.library.asked == [QUESTION]
    assert world.library.dates == [date(2031, 3, 5)]
    assert answer.text.startswith("From what had been published up to March 5, 2031:")


@pytest.mark.parametrize("day", ["yesterday", "Yesterday", "вчера", "أمس"])
async def test_asof_knows_days_that_words_name(world, day):
    await world.telegram.person("Alice").says(f"/asof {day} {QUESTION}")
    assert world.library.asked == [QUESTION]
    assert world.library.dates[0] in {date.today() - timedelta(days=n) for n in (1, 2)}  # noqa: DTZ011


@pytest.mark.parametrize(
    "words", [QUESTION, "2031-03-05", "2031-02-30 Who?", "yesterday", "2031 Who?", ""]
)
async def test_asof_without_a_day_or_a_question_says_how_it_is_written(world, words):
    answer = await world.telegram.person("Alice").says(f"/asof {words}")
    assert "/asof 2020-01-23" in answer.only.text
    assert not world.library.asked


async def test_source_shows_all_that_one_of_them_said_the_latest_first(world):
    answer = await world.telegram.person("Alice").says("/source dockers' union")
    assert "Dockers' Union – 2 claims, 2 articles" in answer.text
    assert answer.text.index("March 6, 2031") < answer.text.index("March 4, 2031")
    assert "denied" in answer.text


async def test_copies_of_a_wire_story_are_one_claim_of_a_source_and_pages_are_full(world):
    def report(number, outlet):
        sentence = f"The Ministry of Ports said that crane {number} was broken."
        article = replace(PORT, id=f"crane-{number}-{outlet}", text=sentence, outlet=outlet)
        CLAIMS[article.id] = [claim(article, MINISTRY, sentence)]
        return article

    outlets = ("Harbour News", "Velmar Radio", "Coast Gazette")
    copies = [report(number, outlet) for number in range(12) for outlet in outlets]
    try:
        world.library.add(copies)
        alice = world.telegram.person("Alice")
        first = await alice.says("/source Ministry of Ports")
        assert len(set(first.quotes)) == len(first.quotes) == 10
        assert first.text.count("also in Velmar Radio, Coast Gazette") == 9  # and what was there
        second = await alice.says("/source Ministry of Ports 2")
        assert len(second.quotes) == 3
        assert not set(first.quotes) & set(second.quotes)
        assert "More" not in second.messages[-1].buttons
        last = await alice.says("/source Ministry of Ports 99")
        assert last.quotes == second.quotes
    finally:
        for article in copies:
            del CLAIMS[article.id]


async def test_a_source_that_nobody_quotes_is_said_to_be_unknown(world):
    answer = await world.telegram.person("Alice").says("/source Nobody Atall")
    assert answer.only.text.startswith("Nobody of the name Nobody Atall is quoted in the articles")
    assert "/sources" in answer.only.text


async def test_sources_lists_who_is_quoted(world):
    answer = await world.telegram.person("Alice").says("/sources")
    assert "4 sources are quoted" in answer.text
    assert "2. Ana Toric, the harbour master – 1 claim, 1 article" in answer.text


async def test_coverage_says_what_the_articles_cover(world):
    world.library.add([replace(STRIKE, id="over", title="The strike of the dockers is over")])
    answer = await world.telegram.person("Alice").says("/coverage")
    assert "What the latest 3 headlines are about: dockers (2), strike (2)" in answer.text
    for words in (
        "3 articles here, from March 4, 2031",
        "Velmar Radio (2)",
        "Dockers announce a strike",
    ):
        assert words in answer.text


async def test_a_timeline_tells_who_said_what_day_by_day(world):
    answer = await world.telegram.person("Alice").says("/timeline union")
    assert answer.text.index("March 4, 2031\n") < answer.text.index("March 6, 2031\n")
    assert len(answer.quotes) == 2


async def test_a_timeline_names_a_report_once_for_what_one_source_said_in_it(world):
    ministry = CLAIMS["port-fire"][1]
    said = [claim(PORT, MINISTRY, each.sentence.of(PORT.text)) for each in CLAIMS["port-fire"][1:3]]
    account = Account(MINISTRY, ministry.stance, tuple(QuotedClaim(each, PORT) for each in said))
    world.library.answers["cargo"] = Answer("cargo", Status.ANSWERED, (account,))
    alice = world.telegram.person("Alice")
    timeline = await alice.says("/timeline cargo")
    assert len(timeline.quotes) == 2
    assert timeline.text.count("The Harbour Courier") == 1
    assert "same report" in timeline.text


async def test_somebody_chooses_another_language(world):
    alice = world.telegram.person("Alice")
    choice = (await alice.says("/language")).only
    await alice.presses(choice, choice.buttons["Русский"])
    assert "свидетельство" in (await alice.says("burned")).text
    assert "account" in (await world.telegram.person("Bob").says("burned")).text


@pytest.mark.parametrize("named", ["ru", "RU", "Русский", "русский"])
async def test_a_language_can_be_named_with_the_command(world, named):
    alice = world.telegram.person("Alice")
    chosen = (await alice.says(f"/language {named}")).only
    assert "по-русски" in chosen.text
    assert not chosen.buttons
    assert "свидетельство" in (await alice.says("burned")).text
    assert "العربية" in (await alice.says("/language Klingon")).only.buttons


async def test_what_has_no_letters_is_no_question_in_private(world):
    told = (await world.telegram.person("Alice").says("👍")).only
    assert told.text == "I understand questions in words. Just write one."


async def test_privacy_is_told(world):
    assert "three days" in (await world.telegram.person("Alice").says("/privacy")).text


async def test_a_button_brings_more_of_what_a_source_said_until_there_is_no_more(world):
    sentences = [f"The Ministry of Ports said that crane {n} was broken." for n in range(13)]
    article = replace(PORT, id="cranes", text="\n\n".join(sentences))
    CLAIMS["cranes"] = [claim(article, MINISTRY, each) for each in sentences]
    try:
        world.library.add([article])
        alice = world.telegram.person("Alice")
        first = (await alice.says("/source Ministry of Ports")).messages[-1]
        second = await alice.presses(first, first.buttons["More"])
        assert len(second.quotes) == 4
        assert "More" not in second.messages[-1].buttons
        assert (await alice.presses(first, "src:0-forged00:2")).messages == []
    finally:
        del CLAIMS["cranes"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "a correction was added on November 23, 2031: The minister misspoke."),
        (
            "ar",
            "تصحيح في \u2068\u206823 نوفمبر 2031\u2069\u2069: \u2068The minister misspoke.\u2069",
        ),
    ],
)
async def test_a_note_on_an_article_stands_apart_from_the_line_that_it_ends(
    run_bot, tmp_path, language, shown
):
    def now():
        return datetime(2031, 11, 23, 12, tzinfo=UTC)

    async with run_bot(FakeLibrary(Catalogue(tmp_path / "c.sqlite", clock=now))) as world:
        alice = world.telegram.person("Alice", language)
        answer = (await alice.says("Was it hurt?")).only
        await world.moderator().says("/correct port-fire The minister misspoke.")
        key = re.search(r"start=(\S+)", " ".join(answer.links))[1]
        again = (await alice.says(f"/answer {key}")).only
        assert shown in again.text


@pytest.mark.parametrize("given", ["", " 1", " the last one", " 12-short"])
async def test_what_is_no_number_of_an_answer_is_told_where_the_numbers_stand(world, given):
    answer = await world.telegram.person("Alice").says(f"/answer{given}")
    assert "the number stands under each answer" in answer.only.text


@pytest.mark.parametrize(
    ("said", "language", "reply"),
    [
        ("hi", "en", "I answer questions about reported events"),
        ("Good morning!", "en", "I answer questions about reported events"),
        ("Здравствуйте", "ru", "Я отвечаю на вопросы о событиях"),
        ("مرحبا", "ar", "أجيب عن أسئلة حول الأحداث"),
        ("Thank you very much!", "en", "You are welcome."),
        ("спасибо", "ru", "Пожалуйста."),
        ("شكرا", "ar", "على الرحب والسعة."),
    ],
)
async def test_greetings_and_thanks_are_no_questions(world, said, language, reply):
    person = world.telegram.person("Alice", language=language)
    assert reply in (await person.says(said)).only.text
    assert world.library.asked == []


async def test_what_only_begins_as_a_greeting_is_asked(world):
    alice = world.telegram.person("Alice")
    for question in ("Hello Kitty recall", "Thanksgiving parade", "Hi-tech exports fell?"):
        await alice.says(question)
    assert len(world.library.asked) == 3
