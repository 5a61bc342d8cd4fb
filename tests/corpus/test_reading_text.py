"""Plain text and Markdown: what stands around the body, and what is the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading import Skipped, read_bytes, read_text
from corpus.reading.finish import MAX_TEXT_CHARS

BODY = (
    "The port of Calder Bay was closed on Monday after a crane fell on its eastern quay, the "
    "harbour authority said.\n\nNobody was hurt, but two ships had to be turned away."
)
WRAPPED = """The port of Calder Bay was closed on Monday after a crane fell on
its eastern quay, the harbour authority said. Nobody was hurt, but
two ships had to be turned away.
The mayor, Tom Arl, said that the crane had been there since 1974
and that it had been inspected in May.
"""


def markdown(text: str) -> Article:
    (item,) = read_bytes(text.encode(), name="a.md")
    assert isinstance(item, Article), item
    return item


def test_a_wrapped_text_without_a_title_keeps_its_first_line_in_the_text() -> None:
    article = read_text(WRAPPED)
    assert article.text.startswith("The port of Calder Bay was closed on Monday after a crane fell")
    assert article.text.count("\n\n") == 1
    assert article.title.endswith("…")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n\n\n"])
def test_a_title_above_a_wrapped_text_is_taken(gap: str) -> None:
    article = read_text(f"Crane falls in Calder Bay{gap}{WRAPPED}")
    assert article.title == "Crane falls in Calder Bay"
    assert article.text == read_text(WRAPPED).text


def test_a_title_over_two_lines_is_one() -> None:
    article = read_text(f"Crane falls in Calder Bay and closes\nthe port for a week\n\n{BODY}")
    assert (article.title, article.text) == (
        "Crane falls in Calder Bay and closes the port for a week", BODY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "byline", "agency", "published"),
    [
        ("By Ann Lee\nMarch 3, 2026", "Ann Lee", None, "2026-03-03"),
        ("By Ann Lee | March 3, 2026", "Ann Lee", None, "2026-03-03"),
        ("by Ann Lee and Jo Arl, AFP\n3 Mar 2026", "Ann Lee and Jo Arl", "AFP", "2026-03-03"),
        ("Agence France-Presse\n3 March 2026 at 14:05", None, "AFP", "2026-03-03T14:05:00+00:00"),
        ("Published: 2026-03-03 · Updated: 2026-03-04\nReuters", None, "Reuters", "2026-03-03"),
        ("Ann Lee\n\nSpecial to the Calder Post", "Ann Lee", None, None),
        ("3 марта 2026", None, None, "2026-03-03"),
        ("AP", None, "Associated Press", None),
    ],
)  # fmt: skip
def test_lines_above_the_body_are_fields(
    head: str, byline: str | None, agency: str | None, published: str | None
) -> None:
    article = read_text(f"Crane falls\n\n{head}\n\n{BODY}")
    assert (article.title, article.text) == ("Crane falls", BODY)
    assert (article.byline, article.agency) == (byline, agency)
    assert (article.published_at or "")[:25] == (published or "")


@pytest.mark.parametrize(
    "first",
    [
        "By Tuesday the water had reached the second floor of the school, the mayor said.",
        "By Tuesday the water had reached the second floor of the\nschool, the mayor said to us.",
        "March was the wettest month since 1974, the weather service said.",
    ],
)
def test_a_sentence_that_begins_like_a_byline_or_date_stays_in_the_text(first: str) -> None:
    assert read_text(f"Flood rises\n\n{first}\n\n{BODY}").text.startswith(first.split("\n")[0])


@pytest.mark.parametrize(
    ("source", "outlet", "url"),
    [
        ("The Calder Post", "The Calder Post", None),
        ("thecalderpost.com", "The Calder Post", None),
        ("https://thecalderpost.com/x", "The Calder Post", "https://thecalderpost.com/x"),
    ],
)
def test_a_source_is_a_name_a_domain_or_an_address(
    source: str, outlet: str, url: str | None
) -> None:
    article = read_text(f"Title: Crane falls\nSource: {source}\nSection: World\n\n{BODY}")
    assert (article.outlet, article.url, article.text) == (outlet, url, BODY)


def test_fields_that_nobody_asked_for_and_lists_are_passed_over_in_front_matter() -> None:
    article = markdown(
        "---\nlayout: post\ntitle: 'Crane: it fell'\nauthors:\n  - Ann Lee\ntags: [a, b]\n"
        f"date: 2026-03-03 14:05\nurl: <https://calderpost.com/x>\n---\n\n{BODY}"
    )
    assert (article.title, article.byline) == ("Crane: it fell", "Ann Lee")
    assert article.published_at == "2026-03-03T14:05:00+00:00"
    assert (article.outlet, article.text) == ("Calder Post", BODY)


@pytest.mark.parametrize(
    "tail",
    [
        "Original url:\n\n<https://www.calderpost.com/x>",
        "Source: https://www.calderpost.com/x",
        "https://www.calderpost.com/x",
        "[Read the original](https://www.calderpost.com/x)",
    ],
)
def test_a_closing_address_is_the_article_s_and_not_the_text_s(tail: str) -> None:
    article = markdown(f"# Crane falls\n\n{BODY}\n\n{tail}\n")
    assert (article.url, article.text) == ("https://www.calderpost.com/x", BODY)


def test_markup_becomes_plain_words() -> None:
    article = markdown(
        "Crane falls\n===========\n\n*By Ann Lee, Reuters* | *March 3, 2026*\n\n"
        'The **port** of [Calder Bay](https://a.b/c_(d) "x") was *closed*, `said` __it__ '
        "~~not~~ a snake_case_name 2\\*3 &amp; <b>more</b>.[^1]\n\n## What now\n\n"
        "> The authority will report\n> in May, it said.\n\n"
        "1. First item of the list\n2. Second item\n- [x] Third\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n***\n\n"
        "[^1]: https://a.b\n[1]: https://a.b\n\nEnd of it."
    )
    assert (article.title, article.byline, article.agency) == ("Crane falls", "Ann Lee", "Reuters")
    assert article.text.split("\n\n") == [
        "The port of Calder Bay was closed, said it not a snake_case_name 2*3 & more.",
        "What now",
        "The authority will report in May, it said.",
        "First item of the list",
        "Second item",
        "Third",
        "End of it.",
    ]


def test_pictures_and_their_captions_are_apart() -> None:
    article = markdown(
        f"# Crane falls\n\n![The crane on Monday evening](a.jpg)\n*Ships wait outside.*\n\n{BODY}"
        "\n\n[![](b.jpg)](https://a.b)\n\nFILE PHOTO: The quay in May. REUTERS/Ann Lee"
    )
    assert article.text == BODY
    assert article.captions == (
        "The crane on Monday evening", "Ships wait outside.",
        "FILE PHOTO: The quay in May. REUTERS/Ann Lee",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "Read More", "READ MORE: Ten cranes that fell", "Related: The quay",
        "RELATED | The quay in pictures", "Sign up for our newsletter", "Share this article",
        "(You can get our briefing delivered to your inbox daily. Sign up here.)", "* * *", "___",
        "© 2026 The Calder Post. All rights reserved.", "Follow us on Twitter and Facebook",
        "This material may not be published, broadcast, rewritten or redistributed.", "12 comments",
    ],
)  # fmt: skip
def test_a_line_of_the_site_is_not_in_the_text(line: str) -> None:
    first, second = BODY.split("\n\n")
    assert read_text(f"Crane falls\n\n{first}\n\n{line}\n\n{second}").text == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "Related companies will have to pay as well, the ministry said.",
        "Share prices fell.", "Subscribe to that theory and you will fail, she said on Monday.",
        "Copyright law was changed in 2019.", "Follow us, the guide said, and the boys ran.",
        "Read more of his letters were found, police said.",
        "The judge ruled in the lawsuit against Getty Images.",
        "The girl was identified from a photo by her mother.",
        "He signed up to the navy, and to a newsletter, his brother said.",
        "Opinion: the court found against the port on Monday.",
        "The minister was in the picture by Ann Lee that hung there.",
    ],
)  # fmt: skip
def test_a_sentence_that_looks_like_the_site_s_stays(sentence: str) -> None:
    first, second = BODY.split("\n\n")
    article = read_text(f"Crane falls\n\n{first}\n\n{sentence}\n\n{second}")
    assert article.text == f"{first}\n\n{sentence}\n\n{second}"
    assert article.captions == ()


@pytest.mark.parametrize(
    "caption",
    [
        "The crane on Monday. Ann Lee/AP", "The crane on Monday. ANN LEE/AFP via Getty Images",
        "The crane on Monday. (Photo by Ann Lee)", "The crane. Photo: Ann Lee / Calder Post",
        "(AP Photo/Ann Lee)", "The mayor. Credit: Ann Lee", "The quay. REUTERS/Ann Lee",
    ],
)  # fmt: skip
def test_a_paragraph_that_ends_in_a_credit_is_a_caption(caption: str) -> None:
    article = read_text(f"Crane falls\n\n{BODY}\n\n{caption}")
    assert (article.text, article.captions) == (BODY, (caption,))


@pytest.mark.parametrize(
    "credits",
    [
        "Reporting by Ann Lee; Editing by Tom Arl", "Contributing: The Associated Press",
        "(Additional reporting by Ann Lee in Port Merrow)", "Reuters",
        "Associated Press writer Ann Lee contributed to this report.",
    ],
)  # fmt: skip
def test_closing_credits_are_not_in_the_text(credits: str) -> None:
    assert read_text(f"Crane falls\n\n{BODY}\n\n{credits}").text == BODY


def test_a_lone_dateline_goes_on_in_the_next_paragraph() -> None:
    article = read_text("Crane falls\n\nCALDER BAY (Reuters) —\n\nThe port was closed.")
    assert article.text == "CALDER BAY (Reuters) — The port was closed."
    assert article.agency == "Reuters"


def test_overrides_and_tags_that_mislead_are_gone_from_every_field() -> None:
    evil = "\u202eA\u2066n\u200bn\U000e0041 Lee\x00"
    article = read_text(f"Title: Crane {evil}\nBy: {evil}\nOutlet: Post {evil}\n\n{BODY} {evil}")
    assert (article.title, article.byline) == ("Crane Ann Lee", "Ann Lee")
    assert article.outlet == "Post Ann Lee"
    assert article.text.endswith("turned away. Ann Lee")


def test_a_text_of_a_million_characters_is_refused() -> None:
    with pytest.raises(Unreadable, match="divide it"):
        read_text("A sentence of a report. " * (MAX_TEXT_CHARS // 20))


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_text_is_an_article_of_plain_paragraphs_or_refused(text: str) -> None:
    for item in read_bytes(text.encode("utf-8", "surrogatepass"), name="a.txt"):
        if isinstance(item, Article):
            paragraphs = item.text.split("\n\n")
            assert item.title
            assert paragraphs == [" ".join(p.split()) for p in paragraphs]
            assert all(paragraphs)


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.jsonl", "a.jsonl.gz", "https://a.b/c"]),
    st.sampled_from([b"", b"%PDF-1.4\n", b"<html>", b"\x1f\x8b\x08\x00", b'{"body": "', b"---\n"]),
)
def test_any_bytes_are_articles_or_skipped_with_one_sentence(
    data: bytes, name: str, start: bytes
) -> None:
    for item in read_bytes(start + data, name=name):
        assert isinstance(item, Article) or item.reason.endswith(".")
        assert not isinstance(item, Skipped) or "\n" not in item.reason
