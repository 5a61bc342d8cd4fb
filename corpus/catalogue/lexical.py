"""The lexical index: passages by their words, with Porter stems and BM25.

BM25: Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019. The words are kept by the
database: SQLite's FTS5 (``lexical_fts5``) or PostgreSQL's text search (``lexical_tsvector``). What
a question's words are, and which of them are looked up, is the same for both.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Protocol

from corpus.catalogue import lexical_fts5, lexical_tsvector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

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


class _Index(Protocol):
    """What a database does with words; those of a passage that is taken out are given again."""

    def enter(self, connection: Connection, rows: Sequence[Words]) -> None: ...
    def take_out(self, connection: Connection, rows: Sequence[Words]) -> None: ...
    def fill(self, connection: Connection, parts: Iterable[Sequence[Words]]) -> None: ...
    def entered(self, connection: Connection) -> set[int]: ...
    def size(self, connection: Connection) -> int: ...
    def counts(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]: ...
    def has(self, connection: Connection, term: str) -> bool: ...
    def beginning(self, connection: Connection, start: str) -> list[str]: ...
    def best(
        self, connection: Connection, terms: dict[str, int], k: int
    ) -> Sequence[tuple[int, float]]: ...


def enter(connection: Connection, rows: Iterable[Words]) -> None:
    """Put passages into the index."""
    if entered := list(rows):
        _index(connection).enter(connection, entered)


def take_out(connection: Connection, rows: Iterable[Words]) -> None:
    """Take passages out; the words must be those that they were entered with."""
    if gone := list(rows):
        _index(connection).take_out(connection, gone)


def fill(connection: Connection, parts: Iterable[Sequence[Words]]) -> None:
    """Take everything out of the index and put passages in, part by part."""
    _index(connection).fill(connection, (rows for rows in parts if rows))


def entered(connection: Connection) -> set[int]:
    """Give the ids of the passages that are in the index."""
    return _index(connection).entered(connection)


def size(connection: Connection) -> int:
    """Count the passages that are in the index."""
    return _index(connection).size(connection)


def search(connection: Connection, query: str, k: int) -> Sequence[tuple[int, float]]:
    """Give the ids of the ``k`` best passages for any query, with BM25, higher is better."""
    terms = _affordable(connection, words_of(query))
    if not terms or k < 1:
        return []
    return _index(connection).best(connection, terms, k)


def has(connection: Connection, word: str) -> bool:
    """Tell whether any passage has a word, in any of its forms."""
    return all(_index(connection).has(connection, term) for term in words_of(word))


def beginning(connection: Connection, start: str) -> list[str]:
    """Give the stems of all words in the index that begin with some letters; none for signs."""
    return _index(connection).beginning(connection, start.casefold()) if start.isalpha() else []


def words_of(query: str) -> list[str]:
    """Give the words of any text that are worth searching, each once, at most ``MOST_TERMS``.

    None where the text has no word. Stop words count only where there is nothing else.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", query).casefold())
    terms = list(dict.fromkeys(words))
    rare = [term for term in terms if term not in STOPWORDS and (len(term) > 1 or term.isdigit())]
    return (rare or terms)[:MOST_TERMS]


def _affordable(connection: Connection, terms: Sequence[str]) -> dict[str, int]:
    """Give the words with how many passages have each.

    The commonest are left out where all of them together stand in too many passages.
    """
    rows = _index(connection).counts(connection, terms)
    kept: dict[str, int] = {}
    total = 0
    for term in sorted(terms, key=rows.__getitem__):
        total += rows[term]
        if total > MOST_ROWS and len(kept) >= FEWEST_TERMS:
            break
        kept[term] = rows[term]
    return kept


def _index(connection: Connection) -> _Index:
    return lexical_tsvector if connection.dialect.name == "postgresql" else lexical_fts5
