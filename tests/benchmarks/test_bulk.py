"""The bulk benchmark's articles are as it says, and it sees what a command does, killed or not."""

import sys
from itertools import combinations

import pytest

from benchmarks.bulk import articles, command
from benchmarks.bulk.adding import is_right
from corpus import copies
from corpus.model import Article
from corpus.reading import Skipped, raw_path


def test_ten_thousand_reports_have_names_of_their_own_and_the_length_that_was_asked_for():
    reports = articles.make(10_000)
    assert len({each.name for each in reports}) == len({each.title for each in reports}) == 10_000
    lengths = [len(each.body) for each in reports]
    assert min(lengths) > 500
    assert max(lengths) <= articles.MOST
    assert all(each.name in each.question and each.name in each.body for each in reports)
    assert articles.make(50) == articles.make(50)


def test_no_report_is_a_near_copy_of_another():
    signatures = [copies.signature(each.body) for each in articles.make(150)]
    alike = (copies.likeness(one, other) for one, other in combinations(signatures, 2))
    assert max(alike) < copies.SAME / 2


def test_of_a_folder_all_is_read_but_what_was_made_to_be_bad(tmp_path):
    reports = articles.make(60)
    bad = articles.write(reports, tmp_path / "folder")
    read = [raw.read() for raw in raw_path(tmp_path / "folder")]
    assert bad >= 2
    assert sum(isinstance(each, Skipped) for each in read) == bad
    titles = sorted(each.title for each in read if isinstance(each, Article))
    assert titles == sorted(each.title for each in reports)


COUNTING = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
held = b"x" * 60_000_000
for done in range(100):
    print(f"Adding articles: {done} of 100", file=sys.stderr, flush=True)
    time.sleep(0.1)
"""


def test_a_command_is_killed_when_it_has_shown_enough_and_who_outlives_it_is_counted(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(command, "PROGRAM", (sys.executable, "-c", COUNTING))
    monkeypatch.setattr(command, "LOOK_EVERY", 0.1)
    ran = command.run(["add"], tmp_path, tmp_path, kill=lambda shown: shown >= 5)
    assert ran.status == -9
    assert 5 <= ran.shown < 100
    assert ran.left == 1
    assert ran.most_mb > 55
    with pytest.raises(RuntimeError, match="Adding articles: 5 of"):
        ran.json()


def test_an_answer_is_right_where_it_quotes_the_figure_of_that_report():
    (report,) = articles.make(1)
    sentence = f"It was said that {report.figure} were of the {report.name}."
    answer = {"accounts": [{"claims": [{"sentence": sentence}]}]}
    assert is_right(report, answer)
    assert not is_right(report, {"accounts": []})
