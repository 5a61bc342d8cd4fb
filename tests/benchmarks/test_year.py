"""A year's use in short: at its end the catalogue, the indexes and the answers agree."""

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from store_fakes import SentenceAnalyser, WordsEmbedder

from benchmarks.year.__main__ import Sizes, run
from benchmarks.year.articles import Way, make
from benchmarks.year.world import Models
from corpus import copies


class WordScorer:
    """High where a text has most of the question's words."""

    def scores(self, question, texts):
        wanted = set(question.lower().split())
        return [24.0 * len(wanted & set(t.lower().split())) / len(wanted) - 18.0 for t in texts]


async def test_at_the_end_of_a_year_everything_agrees(tmp_path):
    models = Models(WordsEmbedder(), SentenceAnalyser(), WordScorer())
    sizes = Sizes(articles=60, feeds=5, corrections=5, weeks=6, asked=8)
    found = await run(sizes, tmp_path / "data", models)
    assert {kind: times for kind, times in found["faults"].items() if times} == {}, found
    assert found["corpus"]["articles"] + found["corpus"]["gone"] == 60
    assert found["made"]["corrections"] == 5
    assert found["served"]["feed unchanged"] > 0
    assert found["corpus"]["wire stories"] > 0
    assert found["answers"]["asked"] == 8


def test_reports_are_alike_where_they_are_copies_and_only_there():
    by_event = {}
    for report in make(300).reports:
        by_event.setdefault(report.event.question, []).append(report)
    for reports in by_event.values():
        signed = [(report.story, copies.signature(report.text)) for report in reports]
        for story, signature in signed:
            for other, another in signed:
                alike = copies.likeness(signature, another) >= copies.SAME
                assert alike == (story == other)


@pytest.mark.parametrize("articles", [60, 300])
def test_a_year_has_just_so_many_reports_each_at_its_own_address(articles):
    year = make(articles)
    assert len({report.path for report in year.reports}) == articles
    assert set(Counter(report.way for report in year.reports)) == set(Way)
    assert [r.text for r in make(articles).reports] == [r.text for r in year.reports]
