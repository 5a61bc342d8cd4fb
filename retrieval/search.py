"""Finding passages: dense and lexical search, fused by score.

The scores of each list are stretched to 0 to 1, and the two are added with weights (a convex
combination: Bruch, Gai and Ingber 2023, https://doi.org/10.1145/3596512). A question of several
parts is also searched part by part, since one vector of a long question lies near none of the
passages that answer its parts.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import UNKNOWN_OUTLET
from retrieval.dates import without_days
from retrieval.model import Hit
from retrieval.names import STOPWORDS, plain, tokens
from retrieval.stages import staged
from retrieval.values import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.ports import Corpus, Index, PassageKey, TextEmbedder

    Scores = dict[PassageKey, float]

# The numbers were chosen on one half of MultiHop-RAG's questions; see benchmarks/questions.
DEPTH = 60  # passages taken from each list
DENSE_WEIGHT = 0.4  # the lexical list has the rest of 1
DENSE_FLOOR = 0.5  # share of a full list's least score that counts for nothing: the more it is,
LEXICAL_FLOOR = 1.0  # the more the first of the list stand out
PARTS_WEIGHT = 0.5  # of the parts' mean, beside the whole question's 1
BEST_PART_WEIGHT = 2.0  # of the part that a passage serves best
PART_WORDS = 5  # content words that a part must have to be searched alone
OUTLET_NAMED = 0.28  # more for a passage from an outlet that the question names, of at most 1
OUTLET_UNKNOWN = 0.12  # where it names one: for a passage that may be from there
DAY_NAMED = 0.3  # for a passage published on a day that the question names
VERSIONS_DIFFER = 0.3  # share of words in which two versions of one text may differ

_BREAK = re.compile(
    r"[,;]\s+(?:and\s+|but\s+|or\s+)?|\?\s*"
    r"|\s+(?:while|whereas|despite|compared to|and the|and is|and was|and has|and also|and who|"
    r"after|before|but)\s+"
    r"|\s+and\s+(?=(?:the |his |her |their |an? )?[A-Z'‘“\"])"
)
_TELLING = (
    r"(?:as\s+)?(?:according to|(?:(?:claimed|reported|mentioned|described|stated|noted|cited|"
    r"discussed|covered|portrayed|published)\s+)?(?:by|in|on|from))"
)
_LEFT_BY_DAYS = re.compile(
    r"\b(?:(?:published|dated|reported)\s+)?(?:on|of|from|in)\s+(?=\s|[,;.?]|\Z)"
)
_REPORTS = r"(?:the\s+)?(?:articles?|reports?|coverage|reporting)"


class Search:
    """Ranks the corpus' passages for a question; reads nothing but through its three ports."""

    def __init__(self, corpus: Corpus, index: Index, embedder: TextEmbedder) -> None:
        self._corpus = corpus
        self._index = index
        self._embedder = embedder

    @staged("search")
    def find(self, text: str, k: int) -> list[Hit]:
        """Give at most ``k`` passages, best first; the score is the fused one, 0 to 1.6."""
        (scores,), near = self._lists([text])
        hits = self._hits(scores, near)
        named = outlets_named(text, {hit.article.outlet for hit in hits})
        asked = parts(text, named)
        if len(asked) > 1:
            scores = _with_parts(scores, self._lists(asked)[0])
            keys = sorted(scores, key=lambda key: (-scores[key], key))[: 3 * k + 20]
            hits = self._hits({key: scores[key] for key in keys}, near)
        on = exact_days(text)
        weighed = [replace(hit, score=hit.score + _more(hit, named, on)) for hit in hits]
        # Of equals the one whose key comes first, so that an answer is the same each time.
        weighed.sort(key=lambda hit: (-hit.score, hit.article.id, hit.passage.ordinal))
        return weighed[:k]

    def _lists(self, queries: Sequence[str]) -> tuple[list[Scores], Scores]:
        """Give each query's passages with their scores, and the first query's similarities."""
        with ThreadPoolExecutor(1) as beside:  # the database looks while the model embeds
            words = beside.map(lambda query: dict(self._corpus.lexical(query, DEPTH)), queries)
            vectors = self._embedder.embed(queries)
            dense = [dict(self._index.query(vector, DEPTH)) for vector in vectors]
            lexical = list(words)
        return [_mixed(*both) for both in zip(dense, lexical, strict=True)], dense[0]

    def _hits(self, scores: Scores, near: Scores) -> list[Hit]:
        passages = self._corpus.passages(scores)
        articles = {
            article.id: article
            for article in self._corpus.articles(list({key[0] for key in passages}))
        }
        # A key may outlive its article by a moment: the index is a cache.
        return [
            Hit(passages[key], articles[key[0]], score, near.get(key))
            for key, score in scores.items()
            if key in passages and key[0] in articles
        ]


def _mixed(dense: Scores, lexical: Scores) -> Scores:
    """Add two lists, each weighed and stretched to 0 to 1; what a list lacks has 0 in it."""
    mixed: Scores = {}
    for weight, floor, scores in (
        (DENSE_WEIGHT, DENSE_FLOOR, dense),
        (1 - DENSE_WEIGHT, LEXICAL_FLOOR, lexical),
    ):
        # Behind a full list there are more that are nearly as good as its last.
        least = floor * max(min(scores.values()), 0.0) if len(scores) >= DEPTH else 0.0
        most = max(scores.values(), default=0.0) - least
        for key, score in scores.items():
            mixed[key] = mixed.get(key, 0.0) + weight * max(score - least, 0.0) / (most or 1.0)
    return mixed


def _with_parts(whole: Scores, lists: Sequence[Scores]) -> Scores:
    """Add what the parts of a question give a passage: their mean, and the best of them."""
    weights = 1 + PARTS_WEIGHT + BEST_PART_WEIGHT
    total: Scores = {}
    for key in {key for scores in (whole, *lists) for key in scores}:
        given = [scores.get(key, 0.0) for scores in lists]
        mean = sum(given) / len(given)
        both = PARTS_WEIGHT * mean + BEST_PART_WEIGHT * max(given)
        total[key] = (whole.get(key, 0.0) + both) / weights
    return total


def parts(text: str, outlets: Iterable[str] = ()) -> list[str]:
    """Divide a question of several parts at its joints; the text alone where it has but one.

    Days and ``outlets`` tell in which report to look, not what it says: parts are without them.
    """
    found: list[str] = []
    current = ""
    for piece in filter(None, (p.strip(" ,") for p in _BREAK.split(_without(text, outlets)))):
        current = f"{current}, {piece}" if current else piece
        if sum(word not in STOPWORDS for word in tokens(current)) >= PART_WORDS:
            found.append(current)
            current = ""
    if current and found:
        found[-1] += ", " + current
    return found if len(found) > 1 else [text]


def _without(text: str, outlets: Iterable[str]) -> str:
    text = _LEFT_BY_DAYS.sub("", without_days(text))
    names = sorted((_spaced(name) for name in outlets), key=len, reverse=True)
    if names:
        name = "|".join(r"\W+".join(map(re.escape, name.split())) for name in names)
        one = rf"(?:the\s+)?[\"'‘“]?\b(?:{name})\b[\"'’”]?(?:['’]s)?"
        several = rf"{one}(?:\s*(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+){one})*"
        before = rf",?\s*(?:{_TELLING}\s+)?(?:{_REPORTS}\s+{_TELLING}\s+)?(?:both\s+)?"
        after = rf"(?:\s+{_REPORTS})*"
        text = re.sub(f"{before}{several}{after}", " ", text, flags=re.IGNORECASE)
    return re.sub(r"\s+(?=[,;.?]|\s)", "", text)


def exact_days(text: str) -> set[str]:
    """Give the days that a question names in full, in ISO 8601."""
    return {f"{y:04}-{m:02}-{d:02}" for y, m, d in days(text) if y and m and d}


def _more(hit: Hit, outlets: set[str], on: set[str]) -> float:
    published = (hit.article.published_at or "")[:10]
    more = DAY_NAMED if published in on else 0.0
    if hit.article.outlet in outlets:
        return more + OUTLET_NAMED
    return more + (OUTLET_UNKNOWN if outlets and hit.article.outlet == UNKNOWN_OUTLET else 0.0)


def outlets_named(text: str, outlets: set[str]) -> set[str]:
    """Give those of the outlets whose names stand in the question ("as The Verge reported")."""
    spaced = f" {_spaced(text)} "
    return {name for name in outlets if _spaced(name) and f" {_spaced(name)} " in spaced}


def _spaced(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", plain(name)).strip()


def versions(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Put versions of one text together; each list starts with the best ranked of them.

    Articles that carry the same wire story count once among the passages that are read
    closely. Versions that differ in a name or a figure are read all the same: they may be two
    accounts of one thing.
    """
    groups: list[tuple[frozenset[str], list[Hit]]] = []
    for hit in hits:
        words = frozenset(hit.text.split())
        for known, group in groups:
            if len(words ^ known) <= VERSIONS_DIFFER * len(words | known):
                group.append(hit)
                break
        else:
            groups.append((words, [hit]))
    return [group for _, group in groups]
