"""The lexical index: SQLite's FTS5 with Porter stems and BM25. The only SQLite-only tables.

BM25: Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019. The index keeps no copy
of the texts (https://sqlite.org/fts5.html#contentless_tables), so that rows are taken out by
giving their words again.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

TITLE_WEIGHT, BODY_WEIGHT = 1.0, 1.0
MOST_TERMS = 32  # of a question that is as long as an article, the first words

# BM25 costs about a microsecond for each row that has a word of the question. A question's rarest
# words decide; the common ones among them are left out once they would make it slow.
MOST_ROWS = 15_000
FEWEST_TERMS = 2

# Words that stand in so many passages that they tell none apart and cost the most time.
COMMON = """
    a about after all also am an and any are as at be because been before being but by can could
    did do does doing done for from get had has have having he her here hers him his how i if in
    into is it its just let like may me might more most much must my no not now of off on one only
    or other our out over own said same say says shall she should so some such than that the their
    them then there these they this those through to too under until up us very was we were what
    when where which while who whom whose why will with would you your"""
STOPWORDS = frozenset(COMMON.split())

Words = tuple[int, str, str]
"""A passage's id, its article's title and its own text."""


def enter(connection: Connection, rows: Iterable[Words]) -> None:
    """Put passages into the index."""
    _run(
        connection, "INSERT INTO passages_fts(rowid, title, body) VALUES (:id, :title, :body)", rows
    )


def take_out(connection: Connection, rows: Iterable[Words]) -> None:
    """Take passages out; the words must be those that they were entered with."""
    _run(
        connection,
        "INSERT INTO passages_fts(passages_fts, rowid, title, body) "
        "VALUES ('delete', :id, :title, :body)",
        rows,
    )


def empty(connection: Connection) -> None:
    """Take everything out."""
    connection.execute(text("INSERT INTO passages_fts(passages_fts) VALUES ('delete-all')"))


def entered(connection: Connection) -> set[int]:
    """Give the ids of the passages that are in the index."""
    return set(connection.execute(text("SELECT id FROM passages_fts_docsize")).scalars())


def size(connection: Connection) -> int:
    """Count the passages that are in the index."""
    return int(connection.execute(text("SELECT count(*) FROM passages_fts_docsize")).scalar_one())


def search(connection: Connection, query: str, k: int) -> Sequence[tuple[int, float]]:
    """Give the ids of the ``k`` best passages for any query, with BM25, higher is better."""
    terms = _affordable(connection, words_of(query))
    if not terms or k < 1:
        return []
    found = connection.execute(
        text(
            "SELECT rowid, bm25(passages_fts, :title, :body) AS score FROM passages_fts "
            "WHERE passages_fts MATCH :match ORDER BY score LIMIT :k"
        ),
        {"match": _any_of(terms), "k": k, "title": TITLE_WEIGHT, "body": BODY_WEIGHT},
    )
    return [(row.rowid, -row.score) for row in found]


def words_of(query: str) -> list[str]:
    """Give the words of any text that are worth searching, each once, at most ``MOST_TERMS``.

    None where the text has no word. Stop words count only where there is nothing else.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", query).casefold())
    terms = list(dict.fromkeys(words))
    rare = [term for term in terms if term not in STOPWORDS and (len(term) > 1 or term.isdigit())]
    return (rare or terms)[:MOST_TERMS]


def _affordable(connection: Connection, terms: Sequence[str]) -> list[str]:
    """Leave out the commonest words where all of them together stand in too many passages."""
    count = text("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH :match")
    rows = {
        term: connection.execute(count, {"match": _any_of([term])}).scalar_one() for term in terms
    }
    kept: list[str] = []
    total = 0
    for term in sorted(terms, key=rows.__getitem__):
        total += rows[term]
        if total > MOST_ROWS and len(kept) >= FEWEST_TERMS:
            break
        kept.append(term)
    return kept


def _any_of(terms: Sequence[str]) -> str:
    """Give the FTS5 expression for any of the words; they are quoted, so that none is syntax."""
    return " OR ".join(f'"{term}"' for term in terms)


def _run(connection: Connection, statement: str, rows: Iterable[Words]) -> None:
    values: list[dict[str, Any]] = [
        {"id": id_, "title": title, "body": body} for id_, title, body in rows
    ]
    if values:
        connection.execute(text(statement), values)
