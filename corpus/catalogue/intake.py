"""What was taken in: which article the bytes of a file or a line became.

With it whatever is added again is passed over unread; it can be lost without harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from corpus.catalogue import schema as t
from corpus.catalogue.work_schema import intake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogue.engine import Database

AT_ONCE = 500  # databases take only so many values in one statement


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes that became an article: their ``digest``, its id, and its digest then."""

    digest: str
    article_id: str
    article_digest: str


class Intake:
    """Remembers what was taken in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, digests: Sequence[str], job: int | None = None) -> dict[str, tuple[str, bool]]:
        """Give those whose article is there just so: its id, and whether ``job`` added it.

        What a job took in itself it does not take in again, whatever became of it since.
        """
        found: dict[str, tuple[str, bool]] = {}
        joined = intake.outerjoin(t.articles, t.articles.c.id == intake.c.article_id)
        columns = (intake, t.articles.c.digest.label("now"), t.articles.c.removed_at)
        with self._database.reading() as connection:
            for start in range(0, len(digests), AT_ONCE):
                wanted = intake.c.digest.in_(digests[start : start + AT_ONCE])
                for row in connection.execute(select(*columns).select_from(joined).where(wanted)):
                    own = job is not None and row.job == job
                    if own or (row.removed_at is None and row.now == row.article_digest):
                        found[row.digest] = (row.article_id, own)
        return found

    def put(
        self, added: Sequence[Taken], unchanged: Sequence[Taken] = (), job: int | None = None
    ) -> None:
        """Remember what was added, by a job if it is one, and what was there already."""
        rows = {each.digest: _row(each, None) for each in unchanged}
        rows |= {each.digest: _row(each, job) for each in added}
        digests = list(rows)
        with self._database.writing() as connection:
            for start in range(0, len(digests), AT_ONCE):
                old = intake.c.digest.in_(digests[start : start + AT_ONCE])
                connection.execute(delete(intake).where(old))
            if rows:
                connection.execute(insert(intake), list(rows.values()))

    def added_by(self, job: int) -> list[Taken]:
        """Give what a job added, by the articles' ids."""
        wanted = select(intake).where(intake.c.job == job)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(intake.c.article_id, intake.c.digest))
            return [Taken(row.digest, row.article_id, row.article_digest) for row in found]


def _row(taken: Taken, job: int | None) -> dict[str, str | int | None]:
    return {
        "digest": taken.digest,
        "article_id": taken.article_id,
        "article_digest": taken.article_digest,
        "job": job,
    }
