"""The evidence pages over HTTP: what stands on them, who gets nothing, and that they are closed."""

from __future__ import annotations

import logging
import re
import socket
from dataclasses import replace
from html.parser import HTMLParser

import httpx
import pytest
from bot_fakes import CLAIMS, PORT, STRIKE, FakeLibrary
from mendable import MendableLibrary
from page_world import Pages

from bot.application import BotConfig
from bot.page.app import preferred
from bot.page.server import PageServer
from corpus.catalogue import NoticeKind, PageKind, Verdict, Wish
from corpus.errors import SettingsError
from retrieval.model import Account, Answer, QuotedClaim, Status

QUESTION = "Was the fire under control?"
HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "cache-control": "no-store",
}


class Seen(HTMLParser):
    """What a page shows: its words, the words in a tag, attributes; no tag left open."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.tags, self.attributes, self._open = "", {}, [], []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in self.VOID:
            self._open.append(tag)
            self.tags.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.words += data
        for tag in set(self._open):
            self.tags[tag][-1] += data


@pytest.fixture
def pages():
    return Pages(FakeLibrary())


@pytest.fixture
async def http(pages):
    transport = httpx.ASGITransport(pages.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://pages.example") as client:
        yield client


async def test_an_answer_s_page_has_every_account_with_its_quote_and_a_way_to_the_report(
    pages, http
):
    key = pages.asked(QUESTION)
    response = await http.get(pages.answer(key))
    seen = Seen(response.text)
    assert response.status_code == 200
    assert seen.tags["h1"] == [QUESTION]
    assert "4 accounts, they differ" in seen.words or "accounts, they differ" in seen.words
    assert f"Answer {key}" in seen.words
    accounts = pages.answers.get(key).answer.accounts
    quotes = [" ".join(each.split()) for each in seen.tags["blockquote"]]
    assert quotes == [each.claims[0].sentence for each in accounts]
    links = [value for _, name, value in seen.attributes if name == "href"]
    for path in pages.articles(key).values():
        assert f"https://pages.example{path}" in links
    assert any(link.startswith(f"{PORT.url}#:~:text=") for link in links)


async def test_an_article_s_page_has_its_text_with_each_quote_marked(pages, http):
    response = await http.get(pages.article("port-fire"))
    seen = Seen(response.text)
    assert seen.tags["h1"] == [PORT.title]
    text = "\n\n".join(p for p in seen.tags["p"] if p in PORT.text)
    assert text == PORT.text
    quoted = [each.quote.of(PORT.text) for each in CLAIMS["port-fire"][1:]]
    assert seen.tags["mark"] == quoted
    assert "Ana Toric, the harbour master" in seen.words
    assert "Coast Press in The Harbour Courier" in seen.words


async def test_from_an_answer_the_article_s_page_shows_the_question_and_who_else_speaks(
    pages, http
):
    key = pages.asked("union control")
    seen = Seen((await http.get(pages.articles(key)["port-fire"])).text)
    assert "union control" in seen.words
    assert "Who else speaks about it" in seen.words
    assert "a strike would begin on Friday" in seen.words
    asked = [value for tag, name, value in seen.attributes if tag == "mark" and name == "class"]
    assert any("asked" in (value or "") for value in asked)
    alone = Seen((await http.get(pages.article("port-fire"))).text)
    assert "Who else speaks about it" not in alone.words
    assert "a strike would begin" not in alone.words


def about_the_fire(library):
    """Let what is found by the title of the report on the fire be what two reports say."""
    accounts = tuple(
        Account(each.source, each.stance, (QuotedClaim(each, article),))
        for article in (PORT, STRIKE)
        for each in CLAIMS[article.id]
    )
    library.answers[PORT.title] = Answer(PORT.title, Status.ANSWERED, accounts)


async def test_an_article_s_page_alone_shows_who_else_speaks_about_its_matter(pages, http):
    about_the_fire(pages.library)
    html = (await http.get(pages.article("port-fire"))).text
    before, _, others = html.partition("Who else speaks about it")
    assert "a strike would begin on Friday" in others
    assert "12 containers" in before
    assert "12 containers" not in others
    assert pages.path(pages.addresses.articles([STRIKE])[0].url) in others
    assert "Back to the answer" not in others


async def test_what_others_say_is_searched_for_once_until_there_are_more_articles(pages, http):
    about_the_fire(pages.library)
    for _ in range(3):
        assert "a strike would begin" in (await http.get(pages.article("port-fire"))).text
    # As a question and as a topic.
    assert pages.library.asked == [PORT.title] * 2
    pages.library.add([replace(STRIKE, id="more")])
    await http.get(pages.article("port-fire"))
    assert pages.library.asked == [PORT.title] * 4


async def test_an_article_can_be_read_where_the_search_for_others_fails(pages, http, caplog):
    pages.library.failures.append(RuntimeError("no index"))
    response = await http.get(pages.article("port-fire"))
    assert response.status_code == 200
    assert "12 containers had burned" in response.text
    assert "could not be looked up" in caplog.text


async def test_an_article_s_page_names_the_outlets_of_the_same_report(pages, http):
    copy = replace(PORT, id="copy", outlet="Velmar Radio", url="https://velmar-radio.example/c")
    pages.library.add([copy])
    about_the_fire(pages.library)
    seen = Seen((await http.get(pages.article("port-fire"))).text)
    assert "Also in: Coast Press in Velmar Radio" in " ".join(seen.words.split())
    assert f"https://pages.example{pages.article('copy')}" in [v for _, _, v in seen.attributes]
    other = Seen((await http.get(pages.article("copy"))).text)
    # The same report does not speak about itself.
    assert "12 containers" not in other.words.partition("Who else speaks about it")[2]


async def test_the_link_under_a_quote_leads_to_where_its_sentence_begins(pages, http):
    key = pages.asked(QUESTION)
    path = pages.articles(key)["port-fire"]
    name = path.partition("#")[2]
    html = (await http.get(path.partition("#")[0])).text
    assert len(re.findall(f'id="{name}"', html)) == 1


async def test_every_address_is_as_long_as_128_bits_need(pages):
    key = pages.asked(QUESTION)
    for path in (pages.answer(key), pages.article("strike")):
        assert len(path.rpartition("/")[2]) >= 22


@pytest.mark.parametrize("header", HEADERS)
async def test_every_response_carries_the_closed_headers(pages, http, header):
    for path in (pages.article("strike"), "/", "/article/x", "/favicon.ico"):
        assert (await http.get(path)).headers[header] == HEADERS[header]


async def test_the_policy_allows_this_style_sheet_and_nothing_else(pages, http):
    response = await http.get(pages.article("strike"))
    policy = response.headers["content-security-policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; "
        r"form-action 'none'; frame-ancestors 'none'",
        policy,
    )
    seen = Seen(response.text)
    names = {name for _, name, _ in seen.attributes}
    assert not names & {"style", "src", "srcset", "onclick", "background", "action"}
    assert not {"script", "img", "iframe", "link", "form", "object"} & set(seen.tags)
    assert "set-cookie" not in response.headers


async def test_addresses_that_lead_nowhere_are_answered_alike(pages, http):
    token = pages.answer(pages.asked(QUESTION)).rpartition("/")[2]
    article = pages.article("strike").rpartition("/")[2]
    nowhere = [
        "/",
        "/answer/x",
        "/answer/" + "A" * 22,
        f"/answer/{article}",
        f"/article/{token}",
        f"/article/{article}/{'A' * 22}",
        f"/article/{'A' * 22}/{token}",
        f"/answer/{token}/",
        "/answer/%2e%2e%2fetc",
        "/article/" + "%F0%9F%98%80",
        "/robots.txt",
        "/answer/" + "x" * 5000,
    ]
    answers = [await http.get(path) for path in nowhere]
    assert {each.status_code for each in answers} == {404}
    assert len({(each.content, str(sorted(each.headers.items()))) for each in answers}) == 1


async def test_only_reading_is_possible(pages, http):
    path = pages.article("strike")
    head = await http.head(path)
    got = await http.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert (await http.request(method, path)).status_code == 405
        assert (await http.request(method, "/article/" + "A" * 22)).status_code == 405


async def test_a_removed_article_s_page_says_that_it_was_withdrawn_until_it_is_restored(
    pages, http
):
    alone, key = pages.article("port-fire"), pages.asked(QUESTION)
    asked = pages.articles(key)["port-fire"]
    pages.library.remove(["port-fire"])
    for path in (alone, asked):
        response = await http.get(path)
        assert response.status_code == 410
        assert "This page was withdrawn" in response.text
        assert "containers" not in response.text
    pages.library.restore(["port-fire"])
    assert (await http.get(alone)).status_code == 200


async def test_a_revoked_address_says_so_and_a_new_one_holds(pages, http):
    old = pages.article("strike")
    assert pages.addresses.revoke(PageKind.ARTICLE, "strike")
    assert (await http.get(old)).status_code == 410
    new = pages.article("strike")
    assert (await http.get(new)).status_code == 200
    key = pages.asked(QUESTION)
    answer, within = pages.answer(key), pages.articles(key)["port-fire"]
    pages.addresses.revoke(PageKind.ANSWER, key)
    assert (await http.get(answer)).status_code == 410
    assert (await http.get(within)).status_code == 410


async def test_an_answer_s_page_marks_what_fell_and_says_what_changed(pages, http):
    key = pages.asked("union control")
    pages.library.remove(["port-fire"])
    seen = Seen((await http.get(pages.answer(key))).text)
    assert any("under control" in each for each in seen.tags["del"])
    assert "The article was withdrawn on" in seen.words
    assert "What has changed" in seen.words
    assert any("a strike would begin on Friday" in each for each in seen.tags["mark"])


async def test_an_answer_s_page_says_who_is_called_otherwise_since():
    pages = Pages(MendableLibrary())
    key = pages.asked("union control")
    (union,) = pages.library.find_sources("Dockers' Union")
    wish = Wish(Verdict.RENAME, union.id, name="Union of Velmar")
    pages.library.decide(wish, by="a test")
    transport = httpx.ASGITransport(pages.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://pages.example") as client:
        seen = Seen((await client.get(pages.answer(key))).text)
    assert "What has changed" in seen.words
    assert "Dockers' Union is now called Union of Velmar." in seen.words


async def test_a_changed_article_s_page_says_what_stood_there_before(pages, http):
    path = pages.article("port-fire")
    new = PORT.text.replace("Tuesday", "Wednesday")
    pages.library.add([replace(PORT, title="A fire", text=new)])
    seen = Seen((await http.get(path)).text)
    assert "What it said before stands below" in seen.words
    assert seen.tags["del"] == ["A fire broke out at the port of Velmar on Tuesday."]
    assert "Its title was: Fire at the port of Velmar" in seen.words.replace("\u2068", "")


@pytest.mark.parametrize(
    ("kind", "words"), [("corrected", "Corrected on"), ("retracted", "The article was retracted")]
)
async def test_a_notice_stands_above_the_article(pages, http, kind, words):
    pages.library.catalogue.histories.note("strike", NoticeKind(kind), "It was <b>Monday</b>.")
    html = (await http.get(pages.article("strike"))).text
    assert words in Seen(html).words
    assert "It was &lt;b&gt;Monday&lt;/b&gt;." in html


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %}'


async def test_markup_in_an_article_and_a_question_is_shown_as_text(pages, http):
    hostile = replace(
        PORT,
        id="hostile",
        title=HOSTILE,
        text=f"{HOSTILE} burned.",
        outlet=HOSTILE,
        byline=HOSTILE,
        language='en" onload="x',
        url="javascript:alert(1)",
        published_at="2031-03-04",
    )
    pages.library.add([hostile])
    response = await http.get(pages.article("hostile"))
    assert response.status_code == 200
    seen = Seen(response.text)
    assert seen.tags["h1"] == [HOSTILE]
    assert f"{HOSTILE} burned." in seen.tags["p"]
    assert "script" not in seen.tags
    assert not {name for _, name, _ in seen.attributes} & {"onerror", "onload", "src"}
    assert not any("javascript:" in (value or "") for _, _, value in seen.attributes)
    key = pages.asked(QUESTION)
    kept = pages.answers.get(key)
    pages.answers._at_hand[key] = replace(kept, asked=replace(kept.asked, question=HOSTILE))
    seen = Seen((await http.get(pages.answer(key))).text)
    assert seen.tags["h1"] == [HOSTILE]
    assert "script" not in seen.tags


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("de, ar-EG;q=0.8, ru;q=0.3", "ar"),
        ("de", "en"),
        ("ru;q=x, ar;q=0.1", "ar"),
        ("ru;q=0", "en"),
        (",;=" * 400, "en"),
    ],
)
def test_the_page_speaks_the_reader_s_language(accepted, language):
    assert preferred(accepted) == language


async def test_in_arabic_the_page_runs_from_right_to_left_and_the_quotes_as_they_are(pages, http):
    response = await http.get(pages.article("port-fire"), headers={"Accept-Language": "ar"})
    seen = Seen(response.text)
    assert ("html", "dir", "rtl") in seen.attributes
    assert ("html", "lang", "ar") in seen.attributes
    assert ("p", "lang", "en") in seen.attributes
    assert "من يتكلم هنا" in seen.words


async def test_a_failure_is_logged_and_the_reader_gets_a_sentence(pages, http, caplog):
    path = pages.article("strike")
    pages.library.claims = None
    with caplog.at_level(logging.ERROR):
        response = await http.get(path)
    assert response.status_code == 500
    assert "try again in a little while" in response.text
    assert "a page could not be shown" in caplog.text
    assert path.rpartition("/")[2] not in caplog.text


async def test_a_path_in_the_public_address_stands_before_every_page():
    pages = Pages(FakeLibrary(), "https://pages.example/according/")
    transport = httpx.ASGITransport(pages.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://pages.example") as client:
        path = pages.article("strike")
        assert path.startswith("/according/article/")
        assert (await client.get(path)).status_code == 200
        assert (await client.get(path.removeprefix("/according"))).status_code == 404


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def test_with_a_public_address_answers_link_to_pages_that_the_bot_serves(run_bot, library):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    pages = {"public_url": base, "page_bind": ("127.0.0.1", port)}
    async with run_bot(library, **pages) as world, httpx.AsyncClient() as client:
        alice, mara = world.telegram.person("Alice"), world.moderator()
        answer = (await alice.says(QUESTION)).only
        links = [link for link in answer.links if link.startswith(base)]
        assert len(links) == len(answer.quotes) + 1
        for link in links:
            response = await client.get(link)
            assert response.status_code == 200
            assert "server" not in response.headers
        assert "#s0:~:text=A%20fire" in links[0]
        assert not [link for link in answer.links if "harbour-courier" in link]
        await mara.says("/remove port-fire")
        assert (await client.get(links[0])).status_code == 410
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(links[0])


async def test_without_a_public_address_links_go_to_the_original(world):
    answer = (await world.telegram.person("Alice").says(QUESTION)).only
    assert any(link.startswith(f"{PORT.url}#:~:text=") for link in answer.links)
    assert world.service.pages is None
    assert world.library.catalogue.pages.tokens(PageKind.ARTICLE, []) == {}


async def test_who_asked_and_a_moderator_revoke_a_page_by_command(run_bot, library):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    pages = {"public_url": base, "page_bind": ("127.0.0.1", port)}
    async with run_bot(library, **pages) as world, httpx.AsyncClient() as client:
        alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
        mara = world.moderator()
        answer = (await alice.says(QUESTION)).only
        key = answer.buttons["Share"]
        article, page = answer.links[0], answer.links[-1]
        assert "Only moderators" in (await bob.says(f"/revoke {key}")).text
        assert "Only moderators" in (await alice.says("/revoke port-fire")).text
        assert (await client.get(page)).status_code == 200
        assert "holds no more" in (await alice.says(f"/revoke {key}")).text
        assert (await client.get(page)).status_code == 410
        assert "No page" in (await alice.says(f"/revoke {key}")).text
        again = (await alice.says(f"/answer {key}")).only
        assert (await client.get(again.links[-1])).status_code == 200
        assert "holds no more" in (await mara.says("/revoke port-fire")).text
        assert (await client.get(article)).status_code == 410
        assert "Which page?" in (await mara.says("/revoke")).text


async def test_a_taken_port_ends_the_bot_with_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = PageServer(Pages(FakeLibrary()).app, "127.0.0.1", port)
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port} .*set another PAGE_BIND"):
            server.start()


async def test_a_port_that_cannot_be_ends_the_bot_with_one_sentence():
    server = PageServer(Pages(FakeLibrary()).app, "127.0.0.1", 70000)
    with pytest.raises(SettingsError, match="set another PAGE_BIND"):
        server.start()


def test_the_pages_are_served_on_this_machine_only_unless_told_otherwise():
    assert BotConfig("t").page_bind == ("127.0.0.1", 8080)
