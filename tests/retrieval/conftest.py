"""A corpus in memory and word-counting models: fakes of the ports that answering reads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from corpus.model import Article, Claim, Passage, Source, SourceKind, Span, Stance
from retrieval.answering import Answerer
from retrieval.names import content_words, plain


def words(text: str) -> Counter[str]:
    return Counter(content_words(text))


@dataclass
class Told:
    """A claim as tests write it: who said what, by the words of the article."""

    source: str
    quote: str
    kind: SourceKind = SourceKind.ORGANISATION
    role: str | None = None
    stance: Stance = Stance.ASSERTS


class MemoryCorpus:
    """Every sentence is a passage; what nobody is quoted on is the outlet's own."""

    def __init__(self) -> None:
        self.held: dict[str, Article] = {}
        self.said: dict[str, list[Claim]] = {}
        self.variants: dict[str, tuple[str, ...]] = {}

    def add(self, article: Article, told: Sequence[Told] = ()) -> Article:
        self.held[article.id] = article
        claims = [claim_of(article, one) for one in told]
        outlet = Source(article.outlet, SourceKind.OUTLET)
        claims += [
            Claim(outlet, (span,), span)
            for span in sentences(article.text)
            if not any(claim.sentence.overlaps(span) for claim in claims)
        ]
        self.said[article.id] = sorted(claims, key=lambda claim: claim.quote)
        return article

    def lexical(self, query: str, k: int) -> list[tuple[tuple[str, int], float]]:
        wanted = words(query)
        scored = [
            (key, float(sum((wanted & words(passage.span.of(self.held[key[0]].text))).values())))
            for key, passage in self._all().items()
        ]
        return sorted((s for s in scored if s[1] > 0), key=lambda s: -s[1])[:k]

    def has_word(self, word: str) -> bool:
        return bool(self.lexical(word, 1))

    def stems(self, start: str) -> list[str]:
        every = {word for article in self.held.values() for word in words(article.text)}
        return sorted(word for word in every if word.startswith(start.casefold()))

    def query(self, vector: np.ndarray, k: int) -> list[tuple[tuple[str, int], float]]:
        return []

    def passages(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Passage]:
        every = self._all()
        return {key: every[key] for key in keys if key in every}

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        return [a for a in self.held.values() if ids is None or a.id in set(ids)]

    def extent(self) -> SimpleNamespace:
        dates = sorted(a.published_at[:10] for a in self.held.values() if a.published_at)
        return SimpleNamespace(
            articles=len(self.held),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
            outlets=tuple(sorted({a.outlet for a in self.held.values()})),
        )

    def passage_count(self) -> int:
        return len(self._all())

    def claims(self, article_id: str) -> list[Claim]:
        return self.said[article_id]

    def speakers(self, article_id: str) -> dict[Source, SimpleNamespace]:
        found = {}
        for source in {claim.source for claim in self.said[article_id]}:
            known = next(iter(self.find_sources(source.name)))
            own = f" of {article_id}" if source.kind is SourceKind.UNNAMED else ""
            fullest = max(known.variants, key=len)
            found[source] = SimpleNamespace(id=known.id + own, name=fullest, role=known.role)
        return found

    def find_sources(self, name: str) -> list[SimpleNamespace]:
        found = {}
        for claims in self.said.values():
            for source in (claim.source for claim in claims):
                names = (source.name, *self.variants.get(source.name, ()))
                if plain(name) in {plain(n) for n in names}:
                    found[source.name] = SimpleNamespace(
                        id=source.name,
                        kind=source.kind,
                        role=source.role,
                        variants=names,
                        name=source.name,
                    )
        return sorted(found.values(), key=lambda known: -len(known.variants))

    def _all(self) -> dict[tuple[str, int], Passage]:
        return {
            (article.id, number): Passage(article.id, number, span)
            for article in self.held.values()
            for number, span in enumerate(sentences(article.text))
        }


class WordEmbedder:
    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 1), np.float32)


class WordScorer:
    """Scores by the share of the question's words that a text has: -4 for none, 8 for all."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked += texts
        wanted = words(question)
        return [
            12.0 * sum((wanted & words(text)).values()) / max(1, wanted.total()) - 4.0
            for text in texts
        ]


def sentences(text: str) -> list[Span]:
    spans, start = [], 0
    for piece in text.split("\n\n"):
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 2
    return spans


def claim_of(article: Article, told: Told) -> Claim:
    start = article.text.index(told.quote)
    quote = Span(start, start + len(told.quote))
    sentence = next(span for span in sentences(article.text) if span.contains(quote))
    mention = article.text.find(told.source, sentence.start, sentence.end)
    return Claim(
        Source(told.source, told.kind, told.role),
        (quote,),
        sentence,
        told.stance,
        mention=Span(mention, mention + len(told.source)) if mention >= 0 else sentence,
        cue=None,
    )


@pytest.fixture
def corpus() -> MemoryCorpus:
    return MemoryCorpus()


@pytest.fixture
def told() -> type[Told]:
    return Told


@pytest.fixture
def scorer() -> WordScorer:
    return WordScorer()


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def answerer(corpus: MemoryCorpus, embedder: WordEmbedder, scorer: WordScorer) -> Answerer:
    return Answerer(corpus, corpus, embedder, scorer)
