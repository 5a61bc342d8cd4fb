"""Many articles are analysed beside the process that answers."""

import os

import pytest

from corpus.attribution import apart
from corpus.model import Article
from retrieval.library import MANY, Library


def reports(count):
    return [
        Article(f"report-{n}", f"Report {n}", f"Mayor Ana Dorrit said {n} roads are shut.", "Post")
        for n in range(count)
    ]


@pytest.fixture
def started(monkeypatch):
    """The processes that were started for attribution."""
    seen = []
    begin = apart.AttributorApart.__init__

    def noted(self, **options):
        seen.append(self)
        begin(self, **options)

    monkeypatch.setattr(apart.AttributorApart, "__init__", noted)
    return seen


def test_many_articles_are_attributed_in_another_process_and_a_few_in_this_one(tmp_path, started):
    with Library.open(tmp_path) as library:
        few = reports(MANY - 1)
        library.add(few)
        assert not started

        library.add(reports(2 * MANY))
        assert len(started) == 1
        ids = [f"report-{n}" for n in (0, 2 * MANY - 1)]
        names = [{claim.source.name for claim in library.claims(id_)} for id_ in ids]

    assert names == [{"Ana Dorrit"}] * 2


def test_a_few_at_a_time_share_one_process_while_many_are_added(tmp_path, started):
    with Library.open(tmp_path) as library:
        with library.adding_many():
            library.add(reports(2))
            library.add(reports(4))
            numbers = {each.process for each in started}
        library.add(reports(5))

        assert len(started) == len(numbers) == 1
        assert len(library.articles()) == 5
        with pytest.raises(ProcessLookupError):
            os.kill(numbers.pop(), 0)
