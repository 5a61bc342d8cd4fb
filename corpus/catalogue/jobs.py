"""Adding in bulk that is to be done in the background: one after the other, through any kill.

A second process may hand jobs in and look at them while the bot works them off.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from corpus.catalogue import engine
from corpus.catalogue.copying import reading
from corpus.catalogue.work_schema import jobs
from corpus.errors import AccordingToError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from corpus.catalogue.engine import Backend, Database


# Jobs that have ended are kept so long, counted in jobs.
KEPT = 200


class JobState(StrEnum):
    """Where a job is. A ``PROPOSED`` one waits for somebody to start it."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (JobState.PROPOSED, JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Count:
    """How far a job is: items dealt with, of ``total`` (None: not known), and what became of them.

    ``added`` and ``unchanged`` are articles, ``skipped`` what could not become one.
    """

    total: int | None = None
    done: int = 0
    added: int = 0
    unchanged: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be added: ``places`` are paths and addresses, or the name of a file that came.

    ``found`` is what a look into the file said, ``result`` what came of the job: both None where
    there is none. ``message_id`` is the message in ``chat_id`` that shows how far it is.
    """

    id: int
    state: JobState
    places: tuple[str, ...]
    count: Count
    found: dict[str, Any] | None
    result: dict[str, Any] | None
    asked_by: int | None
    chat_id: int | None
    message_id: int | None
    created_at: str
    ended_at: str | None

    @property
    def is_open(self) -> bool:
        """Whether it has not come to an end."""
        return self.state in OPEN


_SHOWN = [column for column in jobs.c if column.name != "content"]


@contextmanager
def beside(place: Path | Backend) -> Iterator[Jobs]:
    """Give the jobs of a catalogue that another process works on.

    NotFound where there is none, AccordingToError where that process is of another version.
    """
    if isinstance(place, Path):
        _require_version(place)
    database = engine.Database(place)
    try:
        yield Jobs(database)
    finally:
        database.close()


def _require_version(path: Path) -> None:
    with closing(reading(path)) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if version != engine.HEAD:
        raise AccordingToError(
            "The bot is of another version than this command: start the bot anew, then do it again."
        )


class Jobs:
    """The jobs, the oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        places: Sequence[str],
        *,
        content: bytes | None = None,
        found: Mapping[str, Any] | None = None,
        total: int | None = None,
        by: int | None = None,
        chat_id: int | None = None,
        state: JobState = JobState.WAITING,
    ) -> Job:
        """Keep a job; one of the same that is open stays the only one."""
        values: dict[str, Any] = {"places": list(places), "content": content}
        values |= {"found": found, "total": total}
        values |= {"asked_by": by, "chat_id": chat_id, "state": state.value}
        values |= dict.fromkeys(("done", "added", "unchanged", "skipped"), 0)
        same = select(jobs).where(jobs.c.state.in_(OPEN), jobs.c.asked_by.is_not_distinct_from(by))
        with self._database.writing() as connection:
            for row in connection.execute(same.order_by(jobs.c.id)):
                if row.places == list(places) and row.content == content:
                    return _job(row)
            values["created_at"] = self._database.now()
            entered = insert(jobs).values(values).returning(*_SHOWN)
            job = _job(connection.execute(entered).one())
            old = jobs.c.id <= job.id - KEPT
            connection.execute(delete(jobs).where(old, jobs.c.state.not_in(OPEN)))
            return job

    def get(self, job_id: int) -> Job:
        """Give a job (NotFound)."""
        with self._database.reading() as connection:
            row = connection.execute(select(*_SHOWN).where(jobs.c.id == job_id)).first()
        if row is None:
            raise NotFound(f"There is no job {job_id}.")
        return _job(row)

    def content(self, job_id: int) -> bytes | None:
        """Give the file that came with a job, None where it is to read its places."""
        with self._database.reading() as connection:
            found = select(jobs.c.content).where(jobs.c.id == job_id)
            content: bytes | None = connection.execute(found).scalar()
            return content

    def latest(self, limit: int = 20) -> list[Job]:
        """Give so many jobs, the latest first."""
        wanted = select(*_SHOWN).order_by(jobs.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(wanted)]

    def take(self) -> Job | None:
        """Give the job to be worked off: one that a kill cut short, else the oldest that waits.

        Nobody else gets it before ``free``. The lease on a job ends with the process, however
        that ends.
        """
        ready = jobs.c.state.in_([JobState.RUNNING, JobState.WAITING])
        # "running" comes before "waiting" by its letters.
        wanted = select(*_SHOWN).where(ready).order_by(jobs.c.state, jobs.c.id)
        with self._database.writing(beside=True) as connection:
            for row in connection.execute(wanted.with_for_update(skip_locked=True)):
                if self._database.take(_lease(row.id)):
                    return _job(row)
        return None

    def free(self, job_id: int) -> None:
        """Let other processes work on a job."""
        self._database.free(_lease(job_id))

    def shown(self, job_id: int, chat_id: int, message_id: int) -> None:
        """Note which message shows how far a job is."""
        self._set(job_id, OPEN, {"chat_id": chat_id, "message_id": message_id})

    def move(self, job_id: int, before: JobState, after: JobState) -> bool:
        """Bring a job from one state into another; False where it is not in that one any more."""
        return self._set(job_id, (before,), {"state": after.value})

    def note(self, job_id: int, count: Count) -> bool:
        """Keep how far a job is; False where it is not to go on."""
        values = {"total": count.total, "done": count.done, "added": count.added}
        values |= {"unchanged": count.unchanged, "skipped": count.skipped}
        self._set(job_id, (JobState.RUNNING, JobState.CANCELLED), values)
        return self.get(job_id).state is JobState.RUNNING

    def end(self, job_id: int, state: JobState, result: Mapping[str, Any] | None = None) -> bool:
        """Bring a job to an end; the file that it came with goes. False where it had ended.

        What came of it can be added to the same end once.
        """
        added = and_(jobs.c.state == state.value, jobs.c.result.is_(None))
        ends = update(jobs).where(jobs.c.id == job_id, or_(jobs.c.state.in_(OPEN), added))
        values = {"state": state.value, "result": result, "content": None}
        values["ended_at"] = self._database.now()
        with self._database.writing() as connection:
            return connection.execute(ends.values(values)).rowcount > 0

    def _set(self, job_id: int, states: Sequence[JobState], values: Mapping[str, Any]) -> bool:
        change = update(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(states))
        with self._database.writing() as connection:
            return connection.execute(change.values(dict(values))).rowcount > 0


def _lease(job_id: int) -> str:
    return f"job {job_id}"


def _job(row: Row[Any]) -> Job:
    return Job(
        row.id,
        JobState(row.state),
        tuple(row.places),
        Count(row.total, row.done, row.added, row.unchanged, row.skipped),
        row.found,
        row.result,
        row.asked_by,
        row.chat_id,
        row.message_id,
        row.created_at,
        row.ended_at,
    )
