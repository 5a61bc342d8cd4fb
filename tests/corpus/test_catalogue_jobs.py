"""What was taken in, and jobs: what a kill leaves is taken up, and nothing twice."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.catalogue import Catalogue, Count, Entry, JobState, Taken, digest, engine
from corpus.errors import NotFound
from corpus.model import Article

REPORT = Article("spill", "Oil spill", "Oil was seen off Velmar.", "Velmar Radio")


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place)
    yield catalogue
    catalogue.close()


def keep(catalogue, article=REPORT):
    catalogue.put([Entry(article, [], [], np.zeros((0, 1), np.float32), "none", "none")])


def taken(article=REPORT, name="one"):
    return Taken(name, article.id, digest(article))


def test_bytes_are_known_while_their_article_is_there_just_so(catalogue):
    keep(catalogue)
    catalogue.intake.put([taken()])
    assert catalogue.intake.known(["one", "other"]) == {"one": ("spill", False)}
    keep(catalogue, replace(REPORT, title="Oil off Velmar"))
    assert catalogue.intake.known(["one"]) == {}
    keep(catalogue)
    catalogue.remove(["spill"])
    assert catalogue.intake.known(["one"]) == {}


def test_a_job_knows_what_it_took_in_itself_whatever_became_of_it(catalogue):
    keep(catalogue)
    catalogue.intake.put([taken()], [taken(name="two")], job=3)
    keep(catalogue, replace(REPORT, title="Oil off Velmar"))
    assert catalogue.intake.known(["one", "two"], job=3) == {"one": ("spill", True)}
    assert catalogue.intake.known(["one"], job=4) == {}
    assert catalogue.intake.added_by(3) == [taken()]


def test_thousands_of_bytes_are_looked_up_at_once(catalogue):
    keep(catalogue)
    names = [str(number) for number in range(2500)]
    catalogue.intake.put([taken(name=name) for name in names])
    catalogue.intake.put([taken(name=name) for name in names])
    assert len(catalogue.intake.known(names)) == 2500


def given(jobs):
    """The job that is given out now; it is let go at once."""
    job = jobs.take()
    if job is not None:
        other = jobs.take()
        assert other is None or other.id != job.id
        for each in (job, other or job):
            jobs.free(each.id)
    return job


def test_a_job_goes_from_state_to_state_and_is_given_out_until_its_end(catalogue):
    jobs = catalogue.jobs
    assert given(jobs) is None
    first = jobs.put(["reports.jsonl"], content=b"{}", state=JobState.PROPOSED, by=7)
    assert given(jobs) is None
    second = jobs.put(["/srv/reports"])
    assert given(jobs) == second
    assert jobs.move(first.id, JobState.PROPOSED, JobState.WAITING)
    assert not jobs.move(first.id, JobState.PROPOSED, JobState.WAITING)
    jobs.move(second.id, JobState.WAITING, JobState.RUNNING)
    assert given(jobs).id == second.id
    assert jobs.note(second.id, Count(10, 4, 3, 1, 0))
    assert jobs.get(second.id).count == Count(10, 4, 3, 1, 0)
    assert jobs.end(second.id, JobState.DONE, {"added": ["spill"]})
    assert given(jobs).id == first.id
    assert [job.id for job in jobs.latest()] == [second.id, first.id]
    assert jobs.get(second.id).result == {"added": ["spill"]}


def test_a_job_that_was_cancelled_is_told_so_and_gives_up_its_file(catalogue):
    jobs = catalogue.jobs
    job = jobs.put(["reports.jsonl"], content=b"{}")
    jobs.move(job.id, JobState.WAITING, JobState.RUNNING)
    assert jobs.content(job.id) == b"{}"
    assert jobs.end(job.id, JobState.CANCELLED)
    assert not jobs.note(job.id, Count(1, 1))
    assert not jobs.end(job.id, JobState.DONE)
    assert jobs.content(job.id) is None
    assert jobs.get(job.id).state is JobState.CANCELLED


def test_the_same_is_one_job_until_it_has_ended(catalogue):
    jobs = catalogue.jobs
    first = jobs.put(["/srv/reports"])
    assert jobs.put(["/srv/reports"]).id == first.id
    assert jobs.put(["/srv/reports"], by=7).id != first.id
    assert jobs.put(["/srv/reports"], content=b"{}").id != first.id
    jobs.end(first.id, JobState.DONE)
    assert jobs.put(["/srv/reports"]).id > first.id


def test_a_job_that_is_not_there_is_named(catalogue):
    with pytest.raises(NotFound, match="no job 9"):
        catalogue.jobs.get(9)


def test_a_catalogue_from_before_there_were_jobs_gets_them(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    engine.make(path, "0005")
    catalogue = Catalogue(path)
    assert catalogue.jobs.put(["a"]).id == 1
    catalogue.intake.put([taken()])
    catalogue.close()
