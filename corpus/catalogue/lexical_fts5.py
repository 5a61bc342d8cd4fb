"""The words of passages in SQLite's FTS5.

The index keeps no copy of the texts (https://sqlite.org/fts5.html#contentless_tables), so that
rows are taken out by giving their words again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.lexical import Words

TITLE_WEIGHT, BODY_WEIGHT = 1.0, 1.0


def enter(connection: Connection, rows: Sequence[Words]) -> None:
    """Put passages in."""
    _run(
        connection, "INSERT INTO passages_fts(rowid, title, body) VALUES (:id, :title, :body)", rows
    )


def take_out(connection: Connection, rows: Sequence[Words]) -> None:
    """Take passages out; the words must be those that they were entered with."""
    _run(
        connection,
        "INSERT INTO passages_fts(passages_fts, rowid, title, body) "
        "VALUES ('delete', :id, :title, :body)",
        rows,
    )


def fill(connection: Connection, parts: Iterable[Sequence[Words]]) -> None:
    """Take everything out and put passages in, part by part."""
    connection.execute(text("INSERT INTO passages_fts(passages_fts) VALUES ('delete-all')"))
    for rows in parts:
        enter(connection, rows)


def entered(connection: Connection) -> set[int]:
    """Give the ids of the passages that are in."""
    return set(connection.execute(text("SELECT id FROM passages_fts_docsize")).scalars())


def size(connection: Connection) -> int:
    """Count the passages that are in."""
    return int(connection.execute(text("SELECT count(*) FROM passages_fts_docsize")).scalar_one())


def counts(connection: Connection, terms: Sequence[str]) -> dict[str, int]:
    """Count the passages that have each of some words, which costs FTS5 little."""
    found = text("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH :match")
    return {
        term: connection.execute(found, {"match": _any_of([term])}).scalar_one() for term in terms
    }


def best(connection: Connection, terms: dict[str, int], k: int) -> Sequence[tuple[int, float]]:
    """Give the passages with the highest BM25 for any of the words."""
    found = connection.execute(
        text(
            "SELECT rowid, bm25(passages_fts, :title, :body) AS score FROM passages_fts "
            "WHERE passages_fts MATCH :match ORDER BY score LIMIT :k"
        ),
        {"match": _any_of(terms), "k": k, "title": TITLE_WEIGHT, "body": BODY_WEIGHT},
    )
    return [(row.rowid, -row.score) for row in found]


def has(connection: Connection, term: str) -> bool:
    """Tell whether any passage has a word."""
    found = text("SELECT 1 FROM passages_fts WHERE passages_fts MATCH :match LIMIT 1")
    return connection.execute(found, {"match": _any_of([term])}).first() is not None


def beginning(connection: Connection, start: str) -> list[str]:
    """Give the stems that begin with some letters."""
    # A view of the index (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module).
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passages_words "
            "USING fts5vocab('main', 'passages_fts', 'row')"
        )
    )
    found = text("SELECT term FROM temp.passages_words WHERE term >= :start AND term < :end")
    return list(connection.execute(found, {"start": start, "end": f"{start}\U0010ffff"}).scalars())


def _any_of(terms: Iterable[str]) -> str:
    """Give the FTS5 expression for any of the words; they are quoted, so that none is syntax."""
    return " OR ".join(f'"{term}"' for term in terms)


def _run(connection: Connection, statement: str, rows: Sequence[Words]) -> None:
    values = [{"id": id_, "title": title, "body": body} for id_, title, body in rows]
    connection.execute(text(statement), values)
