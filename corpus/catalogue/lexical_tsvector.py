"""The words of passages in PostgreSQL's text search, ranked as SQLite's FTS5 ranks them.

PostgreSQL's own ranks know nothing of how rare a word is, so BM25 is worked out in the query, with
FTS5's constants. Texts are cut into words as FTS5's ``unicode61`` cuts them, and stemmed by the
same Porter stemmer. How often a word stands in a passage, up to four times, is its weight label
(https://www.postgresql.org/docs/current/textsearch-features.html): D, C, B or A. In how many
passages each word stands is kept beside: to count it, PostgreSQL would read them all.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.lexical import Words

LONGEST = 100  # characters of a word that count: PostgreSQL takes 2 kB
K1, B = 1.2, 0.75  # FTS5's, https://sqlite.org/fts5.html#the_bm25_function
LEAST_WORTH = 1e-6  # of a word that more than half of the passages have, in FTS5
LABELS = "DCBA"

_STEMS = text(
    "SELECT word, (ts_lexize('passages_stem', word))[1] AS stem "
    "FROM unnest(CAST(:words AS text[])) AS given(word)"
)
_ENTER = text(
    "INSERT INTO passages_fts (id, length, words) VALUES (:id, :length, CAST(:words AS tsvector))"
)
_COUNT_IN = text(
    "INSERT INTO passages_fts_stems AS known (stem, passages) "
    "SELECT lexeme, count(*) FROM passages_fts, unnest(words) "
    "WHERE id = ANY(CAST(:ids AS integer[])) GROUP BY lexeme ORDER BY lexeme "
    "ON CONFLICT (stem) DO UPDATE SET passages = known.passages + excluded.passages"
)
_COUNT_OUT = text(
    "UPDATE passages_fts_stems SET passages = passages - gone.often FROM "
    "(SELECT lexeme, count(*) AS often FROM passages_fts, unnest(words) "
    "WHERE id = ANY(CAST(:ids AS integer[])) GROUP BY lexeme) AS gone WHERE stem = gone.lexeme"
)
_COUNT_ALL = text(
    "INSERT INTO passages_fts_stems (stem, passages) "
    "SELECT word, ndoc FROM ts_stat('SELECT words FROM passages_fts')"
)
_TAKE_OUT = text(
    "DELETE FROM passages_fts WHERE id = ANY(CAST(:ids AS integer[])) RETURNING length"
)
_RESIZE = text(
    "UPDATE passages_fts_size SET passages = passages + :passages, words = words + :words"
)
_SIZE = text("SELECT passages, words FROM passages_fts_size")
_COUNTS = text(
    "SELECT stem, passages FROM passages_fts_stems WHERE stem = ANY(CAST(:stems AS text[]))"
)
_BEGINNING = text(
    "SELECT stem FROM passages_fts_stems WHERE starts_with(stem, :letters) AND passages > 0"
)
_BEST = text(
    f"""
    SELECT id, (
        SELECT sum(worth * often * {K1 + 1}
                   / (often + {K1} * ({1 - B} + {B} * length / CAST(:mean AS float8))))
        FROM (
            SELECT worth, CAST(1 + (words @@ twice)::int + (words @@ thrice)::int
                               + (words @@ more)::int AS float8) AS often
            FROM unnest(CAST(CAST(:once AS text[]) AS tsquery[]),
                        CAST(CAST(:twice AS text[]) AS tsquery[]),
                        CAST(CAST(:thrice AS text[]) AS tsquery[]),
                        CAST(CAST(:more AS text[]) AS tsquery[]),
                        CAST(:worth AS float8[])) AS term(once, twice, thrice, more, worth)
            WHERE words @@ once OFFSET 0
        ) AS hit
    ) AS score
    FROM passages_fts WHERE words @@ CAST(:any AS tsquery)
    ORDER BY score DESC, id LIMIT :k"""  # noqa: S608 - constants # nosec B608
)


def enter(connection: Connection, rows: Sequence[Words]) -> None:
    """Put passages in."""
    _enter(connection, rows)
    connection.execute(_COUNT_IN, {"ids": [id_ for id_, _, _ in rows]})


def take_out(connection: Connection, rows: Sequence[Words]) -> None:
    """Take passages out."""
    ids = {"ids": [id_ for id_, _, _ in rows]}
    connection.execute(_COUNT_OUT, ids)
    gone = connection.execute(_TAKE_OUT, ids)
    _resize(connection, list(gone.scalars()), -1)


def fill(connection: Connection, parts: Iterable[Sequence[Words]]) -> None:
    """Take everything out and put passages in, part by part."""
    connection.execute(text("DELETE FROM passages_fts"))
    connection.execute(text("DELETE FROM passages_fts_stems"))
    connection.execute(text("UPDATE passages_fts_size SET passages = 0, words = 0"))
    for rows in parts:
        _enter(connection, rows)
    connection.execute(_COUNT_ALL)


def entered(connection: Connection) -> set[int]:
    """Give the ids of the passages that are in."""
    return set(connection.execute(text("SELECT id FROM passages_fts")).scalars())


def size(connection: Connection) -> int:
    """Count the passages that are in."""
    return int(connection.execute(_SIZE).scalar_one())


def counts(connection: Connection, terms: Sequence[str]) -> dict[str, int]:
    """Count the passages that have each of some words."""
    stems = _terms(connection, terms)
    wanted = {"stems": [stem for each in stems.values() for stem in each]}
    known = {row.stem: row.passages for row in connection.execute(_COUNTS, wanted)}
    return {term: sum(known.get(stem, 0) for stem in each) for term, each in stems.items()}


def has(connection: Connection, term: str) -> bool:
    """Tell whether any passage has a word."""
    return counts(connection, [term])[term] > 0


def beginning(connection: Connection, start: str) -> list[str]:
    """Give the stems that begin with some letters."""
    return list(connection.execute(_BEGINNING, {"letters": start}).scalars())


def best(connection: Connection, terms: dict[str, int], k: int) -> Sequence[tuple[int, float]]:
    """Give the passages with the highest BM25 for any of the words."""
    passages, words = connection.execute(_SIZE).one()
    stems, worths = list[str](), list[float]()
    for term, cut in _terms(connection, list(terms)).items():
        for stem in cut:
            stems.append(stem)
            worths.append(_worth(passages, terms[term]))
    given = {
        "once": [f"'{stem}'" for stem in stems],
        "twice": [f"'{stem}':ABC" for stem in stems],
        "thrice": [f"'{stem}':AB" for stem in stems],
        "more": [f"'{stem}':A" for stem in stems],
        "worth": worths,
    }
    mean = words / passages if words else 1.0
    found = connection.execute(_BEST, given | {"any": _any_of(stems), "mean": mean, "k": k})
    return [(row.id, row.score) for row in found]


def _worth(passages: int, frequency: int) -> float:
    """How much a word tells that so many of the passages have."""
    return max(LEAST_WORTH, math.log((passages - frequency + 0.5) / (frequency + 0.5)))


def _cut(given: str) -> list[str]:
    """Cut a text into words without case and accents, as ``unicode61 remove_diacritics 2``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", given) if not unicodedata.combining(c))
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", plain.casefold())]


def _stems(connection: Connection, words: set[str]) -> dict[str, str]:
    found = connection.execute(_STEMS, {"words": sorted(words)})
    return {row.word: row.stem or row.word for row in found}


def _terms(connection: Connection, terms: Sequence[str]) -> dict[str, list[str]]:
    """Give the stems of each of a question's words."""
    cut = {term: _cut(term) for term in terms}
    stems = _stems(connection, {word for words in cut.values() for word in words})
    return {term: [stems[word] for word in words] for term, words in cut.items()}


def _vector(stems: Iterable[str]) -> str:
    """Write a tsvector; stems have letters and digits only, so that none is syntax."""
    often = Counter(stems)
    return " ".join(f"'{stem}':1{LABELS[min(n, 4) - 1]}" for stem, n in often.items())


def _any_of(stems: Iterable[str]) -> str:
    return " | ".join(f"'{stem}'" for stem in stems)


def _enter(connection: Connection, rows: Sequence[Words]) -> None:
    cut = {id_: [*_cut(title), *_cut(body)] for id_, title, body in rows}
    stems = _stems(connection, {word for words in cut.values() for word in words})
    values = [
        {"id": id_, "length": len(words), "words": _vector(stems[word] for word in words)}
        for id_, words in cut.items()
    ]
    connection.execute(_ENTER, values)
    _resize(connection, [len(words) for words in cut.values()], 1)


def _resize(connection: Connection, lengths: Sequence[int], sign: int) -> None:
    values = {"passages": sign * len(lengths), "words": sign * sum(lengths)}
    connection.execute(_RESIZE, values)
