"""JSON Lines: imports from other programs, good and bad."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.model import Article
from corpus.reading import Skipped, raw, read_bytes, read_path

BODY = "The port was closed on Monday, the harbour authority said.\n\nNobody was hurt there."


def read(*rows: object, name: str = "in.jsonl") -> list[Article | Skipped]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(read_bytes("\n".join(lines).encode(), name=name))


def one(**row: object) -> Article:
    (item,) = read({"body": BODY} | row)
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{bad", "in.jsonl:1 is not JSON"),
        ("[1]", "in.jsonl:1 is not a JSON object"),
        ("null", "in.jsonl:1 is not a JSON object"),
        ("[" * 100_000, "in.jsonl:1 is not JSON"),
        ('{"title": "x"}', 'its "body" is missing'),
        ('{"body": ["x"]}', 'its "body" is no text'),
        ('{"body": "x", "title": {}}', 'its "title" is no text'),
        ('{"body": " "}', "There is no text in in.jsonl:1"),
        ('{"body": "A b.", "id": "x y"}', "The id 'x y' cannot be used"),
        (json.dumps({"body": BODY, "id": "x" * 65}), "at most 64"),
        (json.dumps({"body": BODY, "id": "a\u202eb"}), "cannot be used"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_where(line: str, reason: str) -> None:
    (item,) = read(line)
    assert isinstance(item, Skipped)
    assert item.item == "in.jsonl:1"
    assert reason in item.reason
    assert item.reason.endswith(".")


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("", None), (None, None), ("odd", None), (1579737600, "2020-01-23T00:00:00+00:00"),
        ("1579737600000", "2020-01-23T00:00:00+00:00"), ("Jan 5th, 2021", "2021-01-05"),
        ("Thu, 23 Jan 2020 10:00:00 GMT", "2020-01-23T10:00:00+00:00"), ("20200123", "2020-01-23"),
        ("23.01.2020", "2020-01-23"), ("01/23/2020", "2020-01-23"), ("03/02/2020", None),
        ("9999-01-01", None), ("23 января 2020", "2020-01-23"), ("0000-00-00", None),
    ],
)  # fmt: skip
def test_dates_in_odd_formats_are_read_where_they_leave_no_doubt(
    given: object, published: str | None
) -> None:
    assert one(published_at=given).published_at == published


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?id=1&utm_source=y#part", "https://a.example/x?id=1"),
        ("javascript:alert(1)", None), ("", None), ("a.example/x", None), ("http://[::1", None),
    ],
)  # fmt: skip
def test_an_address_is_kept_where_it_is_one(url: str, kept: str | None) -> None:
    assert one(url=url).url == kept


def test_the_outlet_of_a_line_without_one_is_named_from_its_address() -> None:
    assert one(url="https://www.thecalderpost.com/x").outlet == "The Calder Post"
    assert one(source="nzherald.co.nz").outlet == "The New Zealand Herald"
    assert one().outlet == "unknown outlet"


def test_a_body_in_html_and_entities_are_read_as_text() -> None:
    article = one(
        title="Port &amp; crane", body="<p>One &lt;b&gt; said.</p><p>Two<br>three <i>four</i>.</p>"
    )
    assert article.title == "Port & crane"
    assert article.text == "One <b> said.\n\nTwo\n\nthree four."
    assert one(body="Is 3 < 4 and 5 > 2? They said so.").text == "Is 3 < 4 and 5 > 2? They said so."


def test_an_article_without_a_title_is_titled_by_its_first_sentence() -> None:
    assert one(title="").title == "The port was closed on Monday, the harbour authority said."


def test_a_byline_in_the_body_gives_writer_and_agency() -> None:
    article = one(source="usatoday.com", body=f"Ann Lee\n\nUSA TODAY\n\n{BODY}")
    assert (article.byline, article.text) == ("Ann Lee", BODY)
    article = one(body=f"Associated Press\n\nPORT MERROW (AP) — {BODY}")
    assert (article.agency, article.text) == ("Associated Press", f"PORT MERROW (AP) — {BODY}")


def test_a_file_that_unpacks_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "EXPANSION_FREE", 10_000)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 10_000_000))
    (item,) = read_path(path)
    assert isinstance(item, Skipped)
    assert "unpacks to more" in item.reason


def test_a_line_that_is_a_file_of_its_own_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "MAX_LINE_BYTES", 1000)
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"body": BODY}) + "\n" + json.dumps({"body": "x" * 2000}))
    good, bad = read_path(path)
    assert isinstance(good, Article)
    assert isinstance(bad, Skipped)
    assert "has a line" in bad.reason


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"body": f"{n} {BODY}"}) for n in range(2000))
    path = tmp_path / "torn.jsonl.gz"
    path.write_bytes(gzip.compress(rows.encode())[:-2000])
    *good, bad = read_path(path)
    assert len([item for item in good if isinstance(item, Article)]) > 100
    assert isinstance(bad, Skipped)
    assert bad.reason == "torn.jsonl.gz breaks off or is damaged: copy it anew."


def test_unpacked_lines_under_a_packed_name_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_text(json.dumps({"body": BODY}))
    (item,) = read_path(path)
    assert isinstance(item, Article)
