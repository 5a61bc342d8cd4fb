"""Readers work in processes of their own: what breaks one breaks nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading import Skipped, apart, confined, raw_bytes, read_bytes, read_feed, read_text
from corpus.reading.apart import Workshop
from corpus.reading.items import article_of

BODY = "The mayor of Orlec said on Monday that the bridge was sound. Nobody was hurt, she said."
TEXT = {"kind": ".txt", "name": "a.txt", "url": None, "content_type": None}
PROC = Path("/proc")


@pytest.fixture
def workshop():
    workshop = Workshop(1)
    yield workshop
    workshop.close()


def read(workshop):
    return article_of(workshop.run("report", BODY.encode(), "a.txt", **TEXT))


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return "Z" in (PROC / str(pid) / "stat").read_text().rpartition(")")[2][:3]


def within(seconds, true) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def test_one_process_reads_one_file_after_the_other(workshop):
    assert read(workshop).text == read(workshop).text == BODY
    (pid,) = workshop.processes()
    assert pid != os.getpid()
    read(workshop)
    assert workshop.processes() == [pid]


def test_every_reader_works_there(monkeypatch):
    asked = []

    def run(task, _data, _about, /, **_more):
        asked.append(task)
        raise Unreadable("no")

    monkeypatch.setattr(apart, "run", run)
    for name in ("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.jsonl"):
        assert isinstance(next(read_bytes(BODY.encode(), name=name)), Skipped)
    for read_one in (lambda: read_text(BODY), lambda: read_feed(b"<rss/>", "http://a.example/")):
        with pytest.raises(Unreadable):
            read_one()
    assert asked == ["report"] * 5 + ["line", "pasted", "feed"]


def test_what_takes_too_long_is_given_up_and_its_process_ended(workshop):
    read(workshop)
    (pid,) = workshop.processes()
    os.kill(pid, signal.SIGSTOP)  # a parser that has no end
    workshop._seconds = 0.2
    with pytest.raises(Unreadable, match=r"a\.txt takes too long to be read: send the report"):
        read(workshop)
    assert gone(pid)
    workshop._seconds = 30
    assert read(workshop).text == BODY


def test_a_process_that_crashes_costs_one_file(workshop):
    read(workshop)
    (pid,) = workshop.processes()
    os.kill(pid, signal.SIGKILL)
    assert within(5, lambda: gone(pid))
    assert read(workshop).text == BODY
    assert workshop.processes() != [pid]


def test_a_crash_in_the_middle_of_a_file_is_one_sentence(workshop, monkeypatch):
    def died(*_args):
        raise EOFError

    monkeypatch.setattr(apart.Confined, "ask", died)
    with pytest.raises(Unreadable, match="breaks its reader"):
        read(workshop)
    assert workshop.processes() == []


def test_a_file_for_which_memory_does_not_suffice_is_refused_with_the_reason(monkeypatch):
    def hungry(**_more):
        raise MemoryError

    monkeypatch.setitem(confined.TASKS, "report", lambda _data, **more: hungry(**more))
    assert confined.done("report", b"", {}) == {"failed": "memory"}
    monkeypatch.setattr(apart.Confined, "ask", lambda *_args: {"failed": "memory"})
    workshop = Workshop(1)
    with pytest.raises(Unreadable, match="takes more memory than a report does"):
        read(workshop)
    assert workshop.processes() == []


LIMITED = """
from pathlib import Path
from corpus.reading import confined
confined.confine()
try:
    bytearray(2 << 30)
    print("memory")
except MemoryError:
    pass
try:
    Path({path!r}).write_text("x")
    print("file")
except OSError:
    pass
print("limited")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not limit the address space")
def test_a_process_has_only_so_much_memory_and_writes_no_files(tmp_path):
    code = LIMITED.format(path=str(tmp_path / "x"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "limited\n"


@pytest.mark.skipif(not PROC.is_dir(), reason="there is no /proc to look into")
def test_a_process_knows_no_secret(workshop, monkeypatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:" + "A" * 35)
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:secret@localhost/a")
    read(workshop)
    (pid,) = workshop.processes()
    known = (PROC / str(pid) / "environ").read_bytes() + (PROC / str(pid) / "cmdline").read_bytes()
    assert b"PYTHONPATH" in known
    assert b"AAAA" not in known
    assert b"secret" not in known


PARENT = """
import os, signal
from corpus.reading.apart import Workshop
workshop = Workshop(1)
workshop.run("report", {body!r}, "a", kind=".txt", name="a", url=None, content_type=None)
print(*workshop.processes(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_does_not_outlive_its_parent():
    code = PARENT.format(body=BODY.encode())
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    assert within(10, lambda: gone(int(done.stdout)))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"id": "a"},
        {"id": "a", "title": "t", "text": ["no", "text"], "outlet": "o"},
        {"id": "a", "title": "t", "text": "x", "outlet": "o", "captions": [7]},
        {"id": "a", "title": "t", "text": "x", "outlet": "o", "more": "x"},
    ],
)
def test_a_process_that_was_taken_over_hands_over_nothing_but_articles(given):
    with pytest.raises(Unreadable, match="is no report"):
        article_of(given)


def test_what_comes_of_a_task_is_an_article_or_a_reason(workshop, monkeypatch):
    for answer in ({}, {"given": [1]}, {"given": "x"}, {"failed": "broken", "why": "x"}):
        monkeypatch.setattr(apart.Confined, "ask", lambda *_args, answer=answer: answer)
        with pytest.raises(Unreadable, match="breaks its reader"):
            read(workshop)


def test_a_page_of_a_pdf_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(b"BT (a) Tj ET " + b" " * (400 << 20), 1)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\n" % table
    (item,) = read_bytes(data + b"startxref\n%d\n%%%%EOF" % data.index(b"xref\n"), name="b.pdf")
    assert isinstance(item, Skipped)
    assert not isinstance(item, Article)


LINES = "\n".join(f'{{"id": "r{n}", "body": "{n} {BODY}"}}' for n in range(400))


def count_tasks(monkeypatch, workshop=None):
    """Let tasks be noted, and done by a workshop if one is given."""
    asked, run = [], workshop.run if workshop else apart.run

    def noted(task, *given, **more):
        asked.append(task)
        return run(task, *given, **more)

    monkeypatch.setattr(apart, "run", noted)
    return asked


def test_lines_are_read_many_at_once_and_each_is_reported(monkeypatch):
    asked = count_tasks(monkeypatch)
    data = LINES.replace('{"id": "r7"', "no json").replace('"id": "r350", "body"', '"x"')
    items = list(read_bytes(data.encode(), name="in.jsonl"))
    assert asked == ["lines"] * 2
    assert [each.id for each in items if isinstance(each, Article)] == [
        f"r{n}" for n in range(400) if n not in {7, 350}
    ]
    assert [each.item for each in items if isinstance(each, Skipped)] == [
        "in.jsonl:8",
        "in.jsonl:351",
    ]
    assert items[7].reason == "in.jsonl:8 is not JSON: give one object a line."


def test_nothing_of_a_block_is_read_where_all_of_it_is_known(monkeypatch):
    asked = count_tasks(monkeypatch)
    raws = list(raw_bytes(LINES.encode(), name="in.jsonl"))
    assert len({raw.digest for raw in raws}) == 400
    assert asked == []
    assert raws[399].read().id == "r399"
    assert asked == ["lines"]


def test_a_line_that_breaks_its_reader_costs_no_other_line_of_its_block(monkeypatch, workshop):
    read(workshop)
    asked = count_tasks(monkeypatch, workshop)
    given = apart.Confined.ask

    def broken(self, task, data, seconds):
        if b"r7" in data:
            self.end()
            raise EOFError
        return given(self, task, data, seconds)

    monkeypatch.setattr(apart.Confined, "ask", broken)
    data = "\n".join(LINES.split("\n")[:12])
    items = list(read_bytes(data.encode(), name="in.jsonl"))
    assert asked == ["lines"] + ["line"] * 12
    assert [isinstance(each, Article) for each in items] == [n != 7 for n in range(12)]
    assert "in.jsonl:8 cannot be read, it breaks its reader" in items[7].reason


def test_a_process_that_was_taken_over_cannot_pass_one_line_off_as_another(monkeypatch):
    article = {"id": "a", "title": "t", "text": "x", "outlet": "o"}
    answers = {
        "lines": {
            "items": [{"given": article | {"captions": [7]}}, {"given": 1}, {"refused": [1]}]
        },
        "line": {"more": "x"},
    }
    monkeypatch.setattr(apart, "run", lambda task, *_given, **_more: answers[task])
    items = list(read_bytes("\n".join(LINES.split("\n")[:3]).encode(), name="in.jsonl"))
    assert all(isinstance(each, Skipped) for each in items)
    answers["lines"] = {"items": [{"given": article}]}
    items = list(read_bytes("\n".join(LINES.split("\n")[:3]).encode(), name="in.jsonl"))
    assert all(isinstance(each, Skipped) for each in items)
