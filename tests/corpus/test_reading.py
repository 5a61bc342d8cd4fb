from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading import Skipped, read_bytes, read_path, read_text
from corpus.reading.agencies import byline_and_agency
from corpus.reading.dates import iso_date
from corpus.reading.outlets import outlet_from_address

SHARED = Path(__file__).parents[3] / "shared"

BODY = (
    "The port of Calder Bay was closed on Monday after a crane fell on its eastern quay, the "
    "harbour authority said.\n\nNobody was hurt, but two ships had to be turned away."
)
MARKDOWN = """# Crane Falls in Calder Bay, Port Says

By [Reuters](#)

March 3, 2026



The crane lay across two berths on Monday afternoon. [calderport.example](http://calderport.example)

The port of [Calder Bay](https://a.example/calder-bay) was closed on Monday after a **crane** that

had stood since 1974 fell on its eastern quay.

> "We heard it in the church," the sexton said.

Original url:

<https://www.thecalderpost.com/2026/03/03/crane-falls>
"""
PAGE = """<!doctype html><html lang="en"><head><title>Crane falls | The Calder Post</title>
<meta property="og:title" content="Crane falls in Calder Bay">
<meta property="og:site_name" content="The Calder Post">
<meta property="article:published_time" content="2026-03-03T14:05:00+01:00">
<link rel="canonical" href="https://www.thecalderpost.com/crane">
<script type="application/ld+json">
{"@type": "NewsArticle", "author": {"name": "Ann Lee"}%s}
</script>
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="cookie-banner"><p>We use cookies. Accept all?</p></div>
<article><h1>Crane falls in Calder Bay</h1>
<figure><img src="a.jpg"><figcaption>The crane. Photo: Calder Post</figcaption></figure>
%s
</article><aside><h2>Most read</h2><ul><li><a href="/x">Ten things to do</a></li></ul></aside>
<footer>Copyright 2026</footer></body></html>"""
PARAGRAPHS = """<p>The port of Calder Bay was closed on Monday after a crane that had stood for
more than fifty years fell on its eastern quay, the harbour authority said in a statement.</p>
<p>Nobody was hurt, but two ships had to be turned away, and a third was waiting off
the mole on Monday evening with a cargo of timber, according to the pilots' association.</p>
<p>“We heard it in the church,” said the sexton, Tom Arl, who was ringing for noon then.</p>
<p>Advertisement</p>
<p>The authority said that the crane had been inspected in May and nothing had been found.</p>"""


def one(data: bytes, name: str, **given: str) -> Article:
    (item,) = read_bytes(data, name=name, **given)
    assert isinstance(item, Article), item
    return item


def refusal(data: bytes, name: str, **given: str) -> str:
    (item,) = read_bytes(data, name=name, **given)
    assert isinstance(item, Skipped), item
    return item.reason


def test_markdown_gives_title_agency_date_address_outlet_and_a_caption_apart() -> None:
    article = one(MARKDOWN.encode(), "crane.md")
    assert article.title == "Crane Falls in Calder Bay, Port Says"
    assert (article.agency, article.byline) == ("Reuters", None)
    assert article.published_at == "2026-03-03"
    assert article.url == "https://www.thecalderpost.com/2026/03/03/crane-falls"
    assert article.outlet == "The Calder Post"
    assert article.language == "en"
    assert article.captions == (
        "The crane lay across two berths on Monday afternoon. calderport.example",
    )
    assert article.text == (
        "The port of Calder Bay was closed on Monday after a crane that had stood since 1974 fell "
        'on its eastern quay.\n\n"We heard it in the church," the sexton said.'
    )


def test_a_page_gives_its_report_and_leaves_the_rest_of_the_site() -> None:
    article = one((PAGE % ("", PARAGRAPHS)).encode(), "page.html")
    assert (article.title, article.outlet) == ("Crane falls in Calder Bay", "The Calder Post")
    assert (article.byline, article.published_at) == ("Ann Lee", "2026-03-03T14:05:00+01:00")
    assert article.url == "https://www.thecalderpost.com/crane"
    assert article.captions == ("The crane. Photo: Calder Post",)
    assert article.text.startswith("The port of Calder Bay was closed")
    assert article.text.endswith("nothing had been found.")
    for other in ("Home", "cookies", "Most read", "Copyright", "Advertisement", "Photo"):
        assert other not in article.text


def test_a_page_in_an_older_encoding_is_read_in_it() -> None:
    page = (PAGE % ("", PARAGRAPHS)).replace("<head>", '<head><meta charset="windows-1252">')
    assert "“We heard it" in one(page.encode("cp1252"), "page.html").text


def test_a_paywalled_page_is_refused_with_what_to_do() -> None:
    page = PAGE % (', "isAccessibleForFree": false', "<p>The port was closed on Monday.</p>")
    assert "paywall" in refusal(
        page.encode(), "https://post.example/crane", content_type="text/html"
    )


def test_a_page_that_asks_whether_one_is_a_robot_is_refused() -> None:
    page = b"<html><body><h1>One moment</h1><p>Verify you are human to go on.</p></body></html>"
    assert "robot check" in refusal(page, "check.html")


def test_a_text_file_has_its_head_lines_taken_as_fields() -> None:
    text = f"Crane falls in Calder Bay\n\nBy Ann Lee, Associated Press\nMarch 3, 2026\n\n{BODY}\n"
    article = one(text.encode(), "crane.txt")
    assert article.title == "Crane falls in Calder Bay"
    assert (article.byline, article.agency) == ("Ann Lee", "Associated Press")
    assert (article.published_at, article.text) == ("2026-03-03", BODY)


def test_a_pasted_text_with_named_fields_is_read() -> None:
    article = read_text(
        f"Title: Crane falls\nOutlet: Calder Post\nDate: 3 March 2026\nURL: https://a.example/1\n\n{BODY}"
    )
    assert (article.title, article.outlet) == ("Crane falls", "Calder Post")
    assert (article.published_at, article.url) == ("2026-03-03", "https://a.example/1")
    assert article.text == BODY


def test_fenced_front_matter_is_read() -> None:
    article = one(f'---\ntitle: "Crane falls"\nagency: AFP\n---\n\n{BODY}'.encode(), "a.md")
    assert (article.title, article.agency, article.text) == ("Crane falls", "AFP", BODY)


def test_a_pasted_text_without_a_title_is_titled_by_its_first_sentence() -> None:
    assert read_text(BODY).title == (
        "The port of Calder Bay was closed on Monday after a crane fell on…"
    )


def test_the_agency_of_a_dateline_is_found() -> None:
    assert read_text(f"CALDER BAY (Reuters) - {BODY}").agency == "Reuters"


def test_an_import_line_keeps_its_id_and_names_the_outlet_of_a_domain() -> None:
    row = {
        "id": "x-1",
        "title": "T",
        "source": "usatoday.com",
        "published_at": "",
        "url": "",
        "body": BODY,
    }
    article = one(json.dumps(row).encode(), "in.jsonl")
    assert (article.id, article.outlet) == ("x-1", "USA Today")
    assert (article.published_at, article.url) == (None, None)


def test_a_bad_line_is_skipped_by_its_number_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    lines = ["{", "[1]", '{"title": "no body"}', json.dumps({"id": "a/b", "body": BODY}), ""]
    path.write_bytes(gzip.compress("\n".join([*lines, json.dumps({"body": BODY})]).encode()))
    *bad, good = read_path(path)
    assert [item.item for item in bad if isinstance(item, Skipped)] == [
        f"in.jsonl.gz:{n}" for n in (1, 2, 3, 4)
    ]
    assert isinstance(good, Article)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(f"B\n\n{BODY}")
    (tmp_path / "a.md").write_text(f"# A\n\n{BODY}")
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "c.xyz").write_text(BODY)
    first, second, third = read_path(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, second.title) == ("A", "B")
    assert isinstance(third, Skipped)


def test_the_same_address_gives_the_same_id_and_another_another() -> None:
    assert (
        read_text(BODY, url="https://a.example/1").id
        == read_text(BODY, url="https://a.example/1").id
    )
    assert (
        read_text(BODY, url="https://a.example/1").id
        != read_text(BODY, url="https://a.example/2").id
    )


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"  \n ", "a.md", "empty"),
        (bytes(range(256)) * 20, "a.txt", "not text"),
        (b"%PDF-1.7 torn", "a.pdf", "not a whole PDF"),
        (b"hello", "a.xyz", "no kind"),
        (b"<?xml version='1.0'?><rss><channel></channel></rss>", "a.html", "a feed and no report"),
        (b"# Only a heading", "a.md", "no text"),
        (b"?!... ---", "a.txt", "no text"),
        (b"<html><body></body></html>", "a.html", "no report"),
        (gzip.compress(b"{}")[:9], "a.jsonl.gz", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, reason: str) -> None:
    assert reason in refusal(data, name)


def test_a_missing_file_is_skipped_with_its_path() -> None:
    (item,) = read_path(Path("no/such/file.txt"))
    assert isinstance(item, Skipped)
    assert "no/such/file.txt" in item.reason


def test_a_text_without_a_body_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_text("   ")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_files_are_read_in_the_encodings_they_come_in(encoding: str) -> None:
    assert (
        "“No,” she said"
        in one(f"Title\n\n{BODY}\n\n“No,” she said.".encode(encoding), "a.txt").text
    )


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("January 23, 2020", "2020-01-23"),
        ("Published: 23 Jan 2020", "2020-01-23"),
        ("2020-01-23", "2020-01-23"),
        ("2020-01-23T10:00:00Z", "2020-01-23T10:00:00+00:00"),
        ("2020-01-23T10:00:00", "2020-01-23T10:00:00+00:00"),
        ("1970-01-01", None),
        ("2020-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_become_iso_or_nothing(written: str | None, iso: str | None) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.themoscowtimes.com/2020/a", "The Moscow Times"),
        ("https://edition.cnn.com/x", "CNN"),
        ("http://news.calderpost.co.uk", "Calder Post"),
        ("calder-herald.example", "Calder Herald"),
        ("not an address", None),
        (None, None),
    ],
)
def test_an_outlet_is_named_from_its_address(address: str | None, name: str | None) -> None:
    assert outlet_from_address(address) == name


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("By Reuters", (None, "Reuters")),
        ("By Ann Lee and Tom Arl", ("Ann Lee and Tom Arl", None)),
        ("By Ann Lee, Reuters", ("Ann Lee", "Reuters")),
        ("By ANN LEE | Associated Press", ("ANN LEE", "Associated Press")),
        ("Continental Press", (None, "Continental Press")),
    ],
)
def test_a_byline_is_parted_into_writers_and_agency(line: str, parted: tuple[str, str]) -> None:
    assert byline_and_agency(line) == parted


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample article is not here")
def test_the_sample_article_is_read_whole() -> None:
    (article,) = read_path(SHARED / "samples" / "idlib_2020-01-23.md")
    assert isinstance(article, Article)
    assert (article.outlet, article.agency) == ("The Moscow Times", "Reuters")
    assert (article.published_at, article.language) == ("2020-01-23", "en")
    assert article.title.endswith("Russia Says")
    assert article.url is not None
    assert article.url.endswith("a69024")
    assert "included car bombs and heavy gunfire" in article.text
    assert len(article.captions) == 1
    assert article.captions[0] not in article.text
    assert "Original" not in article.text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared development sets are not here")
@pytest.mark.parametrize("name", ["realtimeqa_2022", "multihoprag_evidence", "rgb_en_fact"])
def test_every_article_of_the_development_sets_is_read(name: str) -> None:
    path = SHARED / "data" / "questions" / name / "corpus.jsonl.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    items = list(read_path(path))
    assert len(items) == len(lines)
    assert [item for item in items if isinstance(item, Skipped)] == []
