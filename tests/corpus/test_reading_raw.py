"""What is to be read, known by its bytes before it is."""

import gzip
import json
from pathlib import Path

from corpus.model import Article
from corpus.reading import Skipped, count, raw_path, read_path

BODY = "The mayor of Orlec said on Monday that the bridge was sound."


def line(number: int) -> str:
    return json.dumps({"title": f"Report {number}", "body": f"{BODY} It was report {number}."})


def folder(path: Path) -> Path:
    (path / "deep").mkdir(parents=True)
    (path / "a.txt").write_text(f"Bridge sound\n\n{BODY}\n")
    (path / "deep" / "b.jsonl").write_text(f"{line(1)}\n\n{line(2)}\nno json\n")
    (path / "deep" / "c.jsonl.gz").write_bytes(gzip.compress(f"{line(3)}\n".encode()))
    (path / "empty.txt").write_text("")
    (path / ".hidden.txt").write_text(BODY)
    return path


def test_what_is_read_later_is_what_would_have_been_read(tmp_path: Path) -> None:
    raws = list(raw_path(folder(tmp_path / "f")))
    assert [raw.read() for raw in raws] == list(read_path(tmp_path / "f"))
    kinds = [type(raw.read()) for raw in raws]
    assert kinds == [Article, Article, Article, Skipped, Article, Skipped]


def test_the_same_bytes_have_one_digest_wherever_they_lie_and_others_have_others(
    tmp_path: Path,
) -> None:
    one = {raw.digest for raw in raw_path(folder(tmp_path / "one"))}
    assert len(one) == 6  # the empty file has none: it was never read
    assert {raw.digest for raw in raw_path(folder(tmp_path / "two"))} == one
    (tmp_path / "two" / "a.txt").write_text(f"Bridge sound\n\n{BODY} \n")
    assert len({raw.digest for raw in raw_path(tmp_path / "two")} & one) == 5


def test_a_name_that_says_another_format_makes_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.md").write_text(BODY)
    (text,) = raw_path(tmp_path / "a.txt")
    (markdown,) = raw_path(tmp_path / "a.md")
    assert text.digest != markdown.digest


def test_what_is_to_be_read_is_counted_without_reading_it(tmp_path: Path) -> None:
    assert count(folder(tmp_path / "f")) == len(list(raw_path(tmp_path / "f"))) == 6
    assert count(tmp_path / "f" / "deep" / "c.jsonl.gz") == 1
    assert count(tmp_path / "absent") == 1
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(line(1).encode())[:20])
    assert count(tmp_path / "torn.jsonl.gz") == len(list(raw_path(tmp_path / "torn.jsonl.gz")))
