"""The evidence pages in headless Chromium: where highlights stand, on a phone, for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
import pytest_asyncio
from bot_fakes import CLAIMS, MINISTRY, PORT, FakeLibrary, claim
from page_world import Pages, chromium, chromium_path, serving

from corpus.catalogue import NoticeKind, PageKind
from corpus.model import Article, Source, SourceKind
from retrieval.model import Account, Answer, QuotedClaim, Status

pytest.importorskip("playwright", reason="Playwright is not installed (the dev extra has it)")
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        chromium_path() is None,
        reason="there is no Chromium here (Debian: apt install chromium)",
    ),
]

QUESTION = "Was the fire under control?"
PHONE = {"width": 390, "height": 844}
LONG = "Donaudampfschifffahrtsgesellschaft" * 12
HOSTILE = Article(
    id="hostile",
    title=f"<script>alert('taken')</script> {LONG}",
    text=f'{LONG} said <img src=x onerror="alert(1)"> burned.\n\nمرحبا بكم في ميناء فيلمار.',
    outlet=LONG,
    byline=LONG,
    agency="وكالة الساحل",
    published_at="2031-03-05",
    url=f"https://long.example/{LONG}",
    language="ar",
)
AHMAD = Source("أحمد الشامي", SourceKind.PERSON, f"the {LONG}")
HOSTILE_CLAIMS = [
    claim(HOSTILE, MINISTRY, HOSTILE.text.split("\n\n")[0], LONG),
    claim(HOSTILE, AHMAD, "مرحبا بكم في ميناء فيلمار."),
]
# Where each mark begins and ends in the text of its paragraph, its number, and how it looks.
MARKS = """() => [...document.querySelectorAll('.text mark')].map(mark => {
    const paragraph = mark.closest('p'), before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEndBefore(mark);
    const start = before.toString().length, style = getComputedStyle(mark);
    const box = mark.getBoundingClientRect(), around = paragraph.getBoundingClientRect();
    return {
        paragraph: paragraph.textContent, start, end: start + mark.textContent.length,
        number: getComputedStyle(mark, '::before').content,
        line: style.borderBlockEndStyle, width: style.borderBlockEndWidth,
        background: style.backgroundColor,
        inside: box.left >= around.left - 1 && box.right <= around.right + 1 && box.width > 0,
    };
})"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as browser:
        yield browser


@pytest.fixture
def pages():
    library = FakeLibrary()
    CLAIMS["hostile"] = HOSTILE_CLAIMS
    # Beside the report on the fire: a copy of it, and what another report says on its matter.
    library.add([HOSTILE, replace(PORT, id="copy", outlet=LONG)])
    accounts = tuple(
        Account(each.source, each.stance, (QuotedClaim(each, HOSTILE),)) for each in HOSTILE_CLAIMS
    )
    library.answers[PORT.title] = Answer(PORT.title, Status.ANSWERED, accounts)
    yield Pages(library)
    del CLAIMS["hostile"]


@pytest_asyncio.fixture(loop_scope="module")
async def opened(browser, pages):
    """Opens a path and gives the tab; ends with what was asked for over the network."""
    contexts, seen = [], []
    async with serving(pages.app) as base:

        async def open_(path, *, language="en", scheme="light", scripts=True, size=PHONE):
            context = await browser.new_context(
                viewport=size,
                color_scheme=scheme,
                java_script_enabled=scripts,
                extra_http_headers={"Accept-Language": language},
            )
            contexts.append(context)
            tab = await context.new_page()
            tab.on("request", lambda request: seen.append(request.url))
            tab.on("console", lambda message: seen.append(f"console: {message.text}"))
            tab.on("dialog", lambda dialog: seen.append(f"dialog: {dialog.message}"))
            await tab.goto(base + path)
            return tab

        open_.seen, open_.base = seen, base
        yield open_
        for context in contexts:
            await context.close()


def every(pages):
    """The path of a page of every kind."""
    key = pages.asked(f"{QUESTION} union burned مرحبا")
    paths = {
        "answer": pages.answer(key),
        "article": pages.article("port-fire"),
        "article of an answer": pages.articles(key)["port-fire"].partition("#")[0],
        "hostile": pages.article("hostile"),
        "nothing": "/article/nothing",
    }
    revoked = pages.article("strike")
    pages.addresses.revoke(PageKind.ARTICLE, "strike")
    return {**paths, "withdrawn": revoked}


def changed(pages):
    """The same, where articles have changed."""
    paths = every(pages)
    pages.library.add([replace(PORT, title="A fire", text=PORT.text.replace("<40>", "<30>"))])
    pages.library.catalogue.histories.note("port-fire", NoticeKind.CORRECTED, "It was 30.")
    pages.library.remove(["strike"])
    return paths


async def test_each_highlight_covers_the_quote_and_nothing_else(pages, opened):
    tab = await opened(pages.article("port-fire"))
    marks = await tab.evaluate(MARKS)
    paragraphs = PORT.text.split("\n\n")
    found = []
    for mark in marks:
        at = PORT.text.index(mark["paragraph"])
        assert mark["paragraph"] in paragraphs
        found.append((at + mark["start"], at + mark["end"]))
    quoted = [each for each in CLAIMS["port-fire"] if each.source.kind is not SourceKind.OUTLET]
    assert found == [(each.quote.start, each.quote.end) for each in quoted]
    assert [mark["number"] for mark in marks] == ['"1"', '"2"', '"3"']
    assert [mark["line"] for mark in marks] == ["solid", "solid", "dashed"]
    assert all(mark["inside"] for mark in marks)


async def test_what_the_answer_quotes_stands_out_from_what_else_is_said(pages, opened):
    key = pages.asked("How many containers burned?")
    tab = await opened(pages.articles(key)["port-fire"])
    marks = await tab.evaluate(MARKS)
    shown = {mark["paragraph"][mark["start"] : mark["end"]]: mark["background"] for mark in marks}
    clear = "rgba(0, 0, 0, 0)"
    assert shown["12 containers had burned and nobody was hurt"] != clear
    assert shown["We had it under control within an hour"] == clear


async def test_the_link_under_a_quote_opens_the_report_at_the_quote(pages, opened):
    text = "\n\n".join(["Nothing happened for a while."] * 80)
    long = replace(PORT, id="long", text=f"{text}\n\n{PORT.text}")
    CLAIMS["long"] = [claim(long, MINISTRY, "12 containers had burned and nobody was hurt")]
    try:
        pages.library.add([long])
        key = pages.asked("nobody was hurt")
        tab = await opened(pages.articles(key)["long"])
        box = await tab.locator("mark.asked").bounding_box()
        assert 0 <= box["y"] < PHONE["height"] / 2
        assert await tab.evaluate("scrollY") > 1000
    finally:
        del CLAIMS["long"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("make", [every, changed])
async def test_on_a_phone_nothing_scrolls_sideways(pages, opened, make, language):
    for name, path in make(pages).items():
        tab = await opened(path, language=language)
        wide = await tab.evaluate(
            "[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
        )
        assert wide == [390, 390, 390], name


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light")])
@pytest.mark.parametrize("make", [every, changed])
async def test_axe_finds_nothing_that_keeps_anybody_out(pages, opened, make, language, scheme):
    from axe_playwright_python.async_playwright import Axe

    for name, path in make(pages).items():
        tab = await opened(path, language=language, scheme=scheme)
        response = (await Axe().run(tab)).response
        assert len(response["passes"]) > 10
        found = response["violations"]
        assert [(each["id"], [n["html"] for n in each["nodes"]]) for each in found] == [], name


@pytest.mark.parametrize("make", [every, changed])
async def test_a_page_asks_for_nothing_and_runs_nothing(pages, opened, make):
    paths = make(pages)
    for path in paths.values():
        tab = await opened(path)
        # The style sheet is let through by the policy.
        assert await tab.evaluate("getComputedStyle(document.body).maxWidth") == "1024px"
    asked = {url for url in opened.seen if not url.endswith("/favicon.ico")}
    missing = "console: Failed to load resource: the server responded with a status of "
    assert {each for each in asked if not each.startswith(missing)} == {
        opened.base + path.partition("#")[0] for path in paths.values()
    }


async def test_without_scripts_everything_is_there_to_read(pages, opened):
    tab = await opened(pages.article("port-fire"), scripts=False)
    shown = await tab.locator("main").inner_text()
    for paragraph in PORT.text.split("\n\n"):
        assert paragraph in shown
    assert "Ana Toric, the harbour master, said" in shown


async def test_a_keyboard_reaches_the_text_first(pages, opened):
    tab = await opened(pages.article("port-fire"))
    await tab.keyboard.press("Tab")
    focused = tab.locator(":focus")
    assert await focused.inner_text() == "To the text"
    assert await focused.bounding_box() is not None
    assert (await focused.bounding_box())["x"] >= 0
    await tab.keyboard.press("Enter")
    await tab.wait_for_url("**#text", wait_until="commit")


async def test_a_screen_reader_finds_landmarks_headings_and_languages(pages, opened):
    key = pages.asked(QUESTION)
    tab = await opened(pages.articles(key)["port-fire"].partition("#")[0])
    tree = await tab.locator("body").aria_snapshot()
    for part in ("- banner:", "- main:", "- contentinfo:", 'article "Fire at the port of Velmar"'):
        assert part in tree
    assert 'heading "Fire at the port of Velmar" [level=1]' in tree
    assert 'heading "Who speaks here" [level=2]' in tree
    assert await tab.evaluate("document.documentElement.lang") == "en"
    assert await tab.locator('.text p[lang="en"]').count() == 3
    hostile = await opened(pages.article("hostile"))
    directions = await hostile.evaluate(
        "[...document.querySelectorAll('.text p')].map(p => getComputedStyle(p).direction)"
    )
    assert directions == ["ltr", "rtl"]
