"""What an answer looks like, and that it can always be sent."""

import re
from dataclasses import replace

import pytest
from bot_fakes import CLAIMS, MINISTRY, PORT, STRIKE, UNION, FakeLibrary, claim
from entities import parse, utf16
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import rendering, surroundings
from bot.dividing import cut_quote, divide, fits
from bot.links import to_quote
from bot.references import capitalised
from bot.texts import LANGUAGES, Texts
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.answering import absent
from retrieval.model import Account, Answer, Coverage, LeadSentence, QuotedClaim, Status

EN = Texts("en")


def shown(answer, language="en"):
    messages = rendering.answer(answer, Texts(language))
    parsed = [parse(message.html) for message in messages]
    for message, (plain, entities) in zip(messages, parsed, strict=True):
        assert fits(message)
        assert message.units == utf16(plain) <= 4096
        assert len(entities) <= message.entities <= 100
    return parsed


def quotes_in(parsed):
    found = []
    for plain, entities in parsed:
        raw = plain.encode("utf-16-le")
        found += [
            raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in entities
            if "blockquote" in e["type"]
        ]
    return found


def long_answer(sentences: int, accounts: int = 1) -> Answer:
    """Accounts of one claim each whose sentence span is many sentences long."""
    made = []
    for i in range(accounts):
        numbers = range(sentences)
        text = " ".join(f"Sentence {i}.{j} of a long report that goes on." for j in numbers)
        whole = Span(0, len(text))
        article = Article(f"a{i}", f"T{i}", text, f"Outlet {i}", url=f"https://o{i}.example/")
        each = Claim(Source(f"Speaker {i}", SourceKind.PERSON), (whole,), whole)
        made.append(Account(each.source, Stance.ASSERTS, (QuotedClaim(each, article),)))
    return Answer("q", Status.ANSWERED, tuple(made))


def test_markup_in_an_article_is_shown_as_text():
    text = shown(FakeLibrary().ask("under control union"))[0][0]
    assert "put the loss at <40> containers." in text


def test_claims_that_share_a_sentence_share_a_quote():
    sentence = CLAIMS["strike"][0]
    account = Account(UNION, Stance.ASSERTS, (QuotedClaim(sentence, STRIKE),) * 2)
    assert len(quotes_in(shown(Answer("q", Status.ANSWERED, (account,))))) == 1


def test_a_short_quote_is_open_and_a_long_one_is_folded():
    kinds = [
        entity["type"]
        for answer in (long_answer(1), long_answer(20))
        for _, entities in shown(answer)
        for entity in entities
        if "blockquote" in entity["type"]
    ]
    assert kinds == ["blockquote", "expandable_blockquote"]


def test_a_long_answer_is_divided_between_accounts():
    parsed = shown(long_answer(20, accounts=9))
    assert len(parsed) == 3
    for plain, _ in parsed[1:]:
        assert plain.startswith("Speaker ")
        assert "(continued)" not in plain


def test_an_account_that_is_too_long_goes_on_under_its_name():
    answer = long_answer(300)
    parsed = shown(answer)
    assert len(parsed) == 5
    assert parsed[0][0].startswith("1 account\n\nSpeaker 0 said:")
    assert all(plain.startswith("Speaker 0 said: (continued)") for plain, _ in parsed[1:])
    # Cut between sentences, and nothing but the space between them is lost.
    pieces = quotes_in(parsed)
    assert " ".join(pieces) == answer.accounts[0].claims[0].sentence
    assert all(piece.endswith(".") for piece in pieces)


def test_a_reference_names_agency_outlet_and_day_and_opens_the_quote():
    plain, entities = shown(FakeLibrary().ask("burned"))[0]
    assert "Coast Press in The Harbour Courier, March 4, 2031" in plain
    (url,) = [entity["url"] for entity in entities if "url" in entity]
    assert url == (
        "https://harbour-courier.example/2031/03/port-fire?a=1&b=2"
        "#:~:text=The%20Ministry%20of%20Ports%20said,burned%20and%20nobody%20was%20hurt"
    )


def test_other_outlets_that_carried_the_same_are_named_once():
    copies = tuple(
        QuotedClaim(CLAIMS["port-fire"][1], replace(PORT, id=f"copy{i}", outlet="The Pilot"))
        for i in range(3)
    )
    quoted = QuotedClaim(CLAIMS["port-fire"][1], PORT, repeats=copies)
    account = Account(MINISTRY, Stance.ASSERTS, (quoted,))
    plain, _ = shown(Answer("q", Status.ANSWERED, (account,)))[0]
    assert plain.count("The Pilot") == 1
    assert "also in The Pilot" in plain


def test_a_claim_that_came_through_another_source_says_so():
    through = claim(PORT, MINISTRY, CLAIMS["port-fire"][1].sentence.of(PORT.text), via=UNION)
    account = Account(MINISTRY, Stance.ASSERTS, (QuotedClaim(through, PORT),))
    assert "through Dockers' Union" in shown(Answer("q", Status.ANSWERED, (account,)))[0][0]


def test_an_older_account_is_marked():
    account = Account(UNION, Stance.ASSERTS, (QuotedClaim(CLAIMS["strike"][0], STRIKE),), True)
    assert "a later report replaces it" in shown(Answer("q", Status.ANSWERED, (account,)))[0][0]


def test_a_lead_is_tied_to_its_quotes_by_numbers():
    answer = replace(FakeLibrary().ask("fire"), lead=(LeadSentence("It burned.", (1, 2)),))
    plain, _ = shown(answer)[0]
    assert "It burned. [1][2]" in plain
    assert plain.count("[2] Coast Press") == 1
    assert "[" not in shown(FakeLibrary().ask("fire"))[0][0]


def test_an_address_that_is_none_is_no_link():
    article = replace(STRIKE, url="javascript:alert(1)")
    account = Account(UNION, Stance.ASSERTS, (QuotedClaim(CLAIMS["strike"][0], article),))
    _, entities = shown(Answer("q", Status.ANSWERED, (account,)))[0]
    assert not [entity for entity in entities if entity["type"] == "text_link"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a ministry official", "A ministry official"),
        ("survivors of the Lady Isolde", "Survivors of the Lady Isolde"),
        ("ship's operator", "Ship's operator"),
        ("van Dorn", "van Dorn"),
        ("al-Orso", "al-Orso"),
        ("d'Arlen", "d'Arlen"),
        ("iPort", "iPort"),
        ("", ""),
    ],
)
def test_a_description_begins_with_a_capital_and_a_name_keeps_its_case(name, begins):
    assert capitalised(name) == begins


def test_a_name_that_turns_the_line_is_kept_within_itself():
    source = Source("evil \u202ereversed", SourceKind.PERSON)
    each = replace(CLAIMS["strike"][0], source=source)
    account = Account(source, Stance.ASSERTS, (QuotedClaim(each, STRIKE),))
    plain, _ = shown(Answer("q", Status.ANSWERED, (account,)))[0]
    assert "\u2068Evil \u202ereversed\u2069 said:" in plain


def test_a_false_premise_is_named_when_nothing_is_reported():
    coverage = Coverage(0, note="Nobody here says that there was an election.")
    plain, _ = shown(Answer("q", Status.NOT_REPORTED, coverage=coverage))[0]
    assert "Nobody here says that there was an election." in plain
    assert "There are no articles here yet." in plain


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No claim by “Ana Toric” was found that bears on this."),
        ("ru", "Слов источника «Ana Toric» об этом не найдено."),
        ("ar", "لم يُعثر على قول لـ«\u2068Ana Toric\u2069» في هذا الشأن."),
    ],
)
def test_of_whom_nothing_was_found_is_said_in_the_language_of_the_chat(language, said):
    coverage = Coverage(2, note=absent("Ana Toric"))
    answer = Answer("What does Ana Toric say?", Status.NOT_REPORTED, coverage=coverage)
    ((plain, _),) = shown(answer, language)
    assert said in plain


def test_a_timeline_names_who_speaks_once_for_a_run_and_shows_a_sentence_once():
    ministry, toric = (QuotedClaim(each, PORT) for each in CLAIMS["port-fire"][1:3])
    two = QuotedClaim(claim(PORT, MINISTRY, ministry.sentence, "nobody was hurt"), PORT)
    own = claim(PORT, MINISTRY, toric.sentence)
    account = Account(MINISTRY, Stance.ASSERTS, (ministry, two, QuotedClaim(own, PORT)))
    answer = Answer("q", Status.ANSWERED, (account,))
    (message,) = divide(surroundings.timeline(answer, EN))
    plain, entities = parse(message.html)
    assert plain.count("Ministry of Ports said:") == 1
    assert quotes_in([(plain, entities)]) == [ministry.sentence, toric.sentence]


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&\"' .!?\n\u202e\u2066\u2067\u2068\u2069\u200d\ufe0f\u0301😀👨‍👩‍👧אب"),
    )
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4),
    st.sampled_from(LANGUAGES),
    st.integers(1, 3000),
)
def test_whatever_articles_hold_can_be_sent_and_every_quote_is_verbatim(said, language, times):
    accounts = []
    for i, (name, role, words) in enumerate(said):
        text = (words + "x ") * (times if i == 0 else 1)
        text = text[:20_000]
        article = Article(f"a{i}", name, text, role, agency=name, url="https://a.example/" + role)
        whole = Span(0, len(text))
        each = Claim(Source("n" + name, SourceKind.PERSON, role), (whole,), whole)
        accounts.append(Account(each.source, Stance.DENIES, (QuotedClaim(each, article),)))
    parsed = shown(Answer("q", Status.DISPUTED, tuple(accounts)), language)
    texts = [account.claims[0].article.text for account in accounts]
    for quote in quotes_in(parsed):
        bare = quote.strip("\u2066\u2067\u2068\u2069")
        assert any(bare in _as_sent(text) for text in texts)


def _as_sent(text):
    """The characters that no message can hold are replaced before anything is sent."""
    from bot.markup import _CONTROL, _SURROGATE

    return _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", text))


@settings(max_examples=300, deadline=None)
@given(HOSTILE, st.integers(8, 60))
def test_a_quote_is_cut_into_verbatim_pieces_that_fit_and_nothing_is_lost(quote, limit):
    pieces = cut_quote(quote, limit)
    position = 0
    for piece in pieces:
        assert utf16(piece.encode("utf-8", "replace").decode()) <= limit
        found = quote.index(piece, position)
        assert not quote[position:found].strip()
        position = found + len(piece)
    assert not quote[position:].strip()


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        ("https://a.example/x", "one two", "https://a.example/x#:~:text=one%20two"),
        ("https://a.example/x#top", "one", "https://a.example/x#top:~:text=one"),
        ("https://a.example/", "a-b, & c", "https://a.example/#:~:text=a%2Db%2C%20%26%20c"),
        ("https://a.example/", "“”", "https://a.example/"),
    ],
)
def test_a_link_opens_the_article_at_the_quote(url, quote, link):
    assert to_quote(url, quote) == link


def test_a_claim_is_in_bold_where_its_sentence_says_more():
    sentence = CLAIMS["port-fire"][3].sentence.of(PORT.text)
    part = claim(PORT, UNION, sentence, "put the loss at <40> containers")
    account = Account(UNION, Stance.ASSERTS, (QuotedClaim(part, PORT),))
    (message,) = rendering.answer(Answer("q", Status.ANSWERED, (account,)), EN)
    assert "control &amp; <b>put the loss at &lt;40&gt; containers</b>." in message.html
    assert quotes_in([parse(message.html)]) == [sentence]


def test_two_quotes_from_one_article_name_it_once_and_link_each():
    claims = tuple(QuotedClaim(each, PORT) for each in CLAIMS["port-fire"][1:3])
    account = Account(MINISTRY, Stance.ASSERTS, claims)
    plain, entities = shown(Answer("q", Status.ANSWERED, (account,)))[0]
    assert plain.count("Coast Press in The Harbour Courier") == 1
    assert "same report" in plain
    assert len({entity["url"] for entity in entities if "url" in entity}) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4),
    st.sampled_from(LANGUAGES),
    st.integers(1, 2000),
)
def test_every_other_form_of_an_answer_can_be_sent_and_its_quotes_are_verbatim(
    said, language, times
):
    texts, accounts = Texts(language), []
    for i, (name, role, words) in enumerate(said):
        text = ("Before it.\n\n" + (words + "x ") * (times if i == 0 else 1))[:20_000]
        article = Article(f"a{i}", name, text, role, url="https://a.example/" + role)
        whole = Span(12, len(text))
        each = Claim(Source("n" + name, SourceKind.PERSON, role), (whole,), whole)
        accounts.append(Account(each.source, Stance.ASSERTS, (QuotedClaim(each, article),)))
    answer = Answer("q", Status.ANSWERED, tuple(accounts))
    shapes = (
        surroundings.timeline(answer, texts),
        surroundings.compared(answer, texts),
        surroundings.context(answer.accounts, texts),
        surroundings.articles_of(answer, texts),
    )
    for blocks in shapes:
        parsed = []
        for message in divide(blocks):
            plain, entities = parse(message.html)
            assert fits(message)
            assert message.units == utf16(plain) <= 4096
            assert len(entities) <= 100
            parsed.append((plain, entities))
        for quote in quotes_in(parsed):
            bare = re.sub("[\u2066-\u2069]", "", quote)
            assert any(
                bare in re.sub("[\u2066-\u2069]", "", _as_sent(a.claims[0].article.text))
                for a in accounts
            )
