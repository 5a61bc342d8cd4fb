"""Finding passages: dense and lexical search, fused by rank.

Reciprocal rank fusion: Cormack, Clarke and Buettcher 2009,
https://doi.org/10.1145/1571941.1572114. A question of several parts is also searched part by
part, since one vector of a long question lies near none of the passages that answer its parts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.model import Hit
from retrieval.names import STOPWORDS, plain, tokens
from retrieval.stages import staged
from retrieval.values import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.ports import Corpus, Index, PassageKey, TextEmbedder

# The numbers were chosen on one half of MultiHop-RAG's questions; see benchmarks/questions.
FUSION_K = 4  # 60 in the paper, which fuses runs of 1,000; here the first few ranks matter
DEPTH = 60  # passages taken from each list
LEXICAL_WEIGHT = 1.5  # beside the dense list's 1
PARTS_WEIGHT = 2.0  # of all parts together, beside the whole question's 1
PART_WORDS = 5  # content words that a part must have to be searched alone
OUTLET_NAMED = 1.6  # a passage from an outlet that the question names weighs this much more
DAY_NAMED = 2.0  # the same for one published on a day that it names
VERSIONS_DIFFER = 0.3  # share of words in which two versions of one text may differ

_BREAK = re.compile(
    r"[,;]\s+(?:and\s+|but\s+|or\s+)?|\?\s*"
    r"|\s+(?:while|whereas|despite|compared to|and the|and is|and was|and has|and also|and who|"
    r"after|before|but)\s+"
    r"|\s+and\s+(?=(?:the |his |her |their |an? )?[A-Z'‘“\"])"
)


class Search:
    """Ranks the corpus' passages for a question; reads nothing but through its three ports."""

    def __init__(self, corpus: Corpus, index: Index, embedder: TextEmbedder) -> None:
        self._corpus = corpus
        self._index = index
        self._embedder = embedder

    @staged("search")
    def find(self, text: str, k: int) -> list[Hit]:
        """Give at most ``k`` passages, best first; the score is the fused one."""
        scores, near = self._fused(text)
        keys = sorted(scores, key=lambda key: (-scores[key], key))[: 3 * k + 20]
        hits = self._hits({key: scores[key] for key in keys}, near)
        named = outlets_named(text, {hit.article.outlet for hit in hits})
        on = exact_days(text)
        weighed = [replace(hit, score=hit.score * _weight(hit, named, on)) for hit in hits]
        return sorted(weighed, key=lambda hit: -hit.score)[:k]

    def _fused(self, text: str) -> tuple[dict[PassageKey, float], dict[PassageKey, float]]:
        """Fuse the lists of the whole question and of its parts; give the similarities too.

        A passage gets the sum of what they give it, the parts weighing as much as
        ``PARTS_WEIGHT`` wholes, and once more what the part gives that it serves best.
        """
        asked = parts(text)
        queries = [text, *asked] if len(asked) > 1 else [text]
        vectors = self._embedder.embed(queries)
        total: dict[PassageKey, float] = {}
        best: dict[PassageKey, float] = {}
        near: dict[PassageKey, float] = {}
        for number, query in enumerate(queries):
            weight = 1.0 if number == 0 else PARTS_WEIGHT / len(asked)
            dense = self._index.query(vectors[number], DEPTH)
            near = near or dict(dense)
            for key, score in self._ranks(query, dense).items():
                total[key] = total.get(key, 0.0) + weight * score
                if number or len(queries) == 1:
                    best[key] = max(best.get(key, 0.0), score)
        return {key: score + best.get(key, 0.0) for key, score in total.items()}, near

    def _ranks(
        self, query: str, dense: Sequence[tuple[PassageKey, float]]
    ) -> dict[PassageKey, float]:
        scores: dict[PassageKey, float] = {}
        for weight, ranked in (
            (1.0, dense),
            (LEXICAL_WEIGHT, self._corpus.lexical(query, DEPTH)),
        ):
            for rank, (key, _) in enumerate(ranked, start=1):
                scores[key] = scores.get(key, 0.0) + weight / (FUSION_K + rank)
        return scores

    def _hits(self, scores: dict[PassageKey, float], near: dict[PassageKey, float]) -> list[Hit]:
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


def parts(text: str) -> list[str]:
    """Divide a question of several parts at its joints; one part where it has but one."""
    found: list[str] = []
    current = ""
    for piece in filter(None, (p.strip() for p in _BREAK.split(text))):
        current = f"{current}, {piece}" if current else piece
        if sum(word not in STOPWORDS for word in tokens(current)) >= PART_WORDS:
            found.append(current)
            current = ""
    if current and found:
        found[-1] += ", " + current
    return found or [text]


def exact_days(text: str) -> set[str]:
    """Give the days that a question names in full, in ISO 8601."""
    return {f"{y:04}-{m:02}-{d:02}" for y, m, d in days(text) if y and m and d}


def _weight(hit: Hit, outlets: set[str], on: set[str]) -> float:
    published = (hit.article.published_at or "")[:10]
    return (OUTLET_NAMED if hit.article.outlet in outlets else 1.0) * (
        DAY_NAMED if published in on else 1.0
    )


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
