"""What answering needs of the store and of the models: small protocols, so that tests fake them.

``corpus.catalogue``, ``retrieval.index`` and ``retrieval.embeddings`` hold the real ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

    from corpus.model import Article, Claim, Passage, Source, SourceKind

PassageKey = tuple[str, int]
"""An article's id and the ordinal of a passage in it."""


class Speaker(Protocol):
    """Who speaks in an article, as the corpus knows it."""

    @property
    def id(self) -> int | str:
        """Its identity: two names with one id are one source."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def role(self) -> str | None:
        """Office and affiliation, None where no article gives them."""


class KnownSource(Protocol):
    """A source as the catalogue knows it: one identity over all articles."""

    @property
    def id(self) -> int | str:
        """Its identity: two names with one id are one source."""

    @property
    def name(self) -> str:
        """The fullest name that it goes by."""

    @property
    def kind(self) -> SourceKind:
        """What it is."""

    @property
    def role(self) -> str | None:
        """Office and affiliation, None where no article gives them."""

    @property
    def variants(self) -> Sequence[str]:
        """All the names that articles gave it."""


class Extent(Protocol):
    """How much a corpus holds."""

    @property
    def articles(self) -> int:
        """How many articles."""

    @property
    def first(self) -> str | None:
        """The day of the first, ISO 8601, None where none has a date."""

    @property
    def last(self) -> str | None:
        """The day of the last."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published them."""


class Corpus(Protocol):
    """The catalogue's side that answering reads; removed articles are not visible in it."""

    def lexical(self, query: str, k: int) -> Sequence[tuple[PassageKey, float]]:
        """Give the ``k`` passages that share most words with the query, best first."""

    def has_word(self, word: str) -> bool:
        """Tell whether any passage has a word, in any of its forms; cheap however many have it."""

    def stems(self, start: str) -> Sequence[str]:
        """Give the stems of all words of the passages that begin with some letters."""

    def passages(self, keys: Iterable[PassageKey]) -> Mapping[PassageKey, Passage]:
        """Give those of the passages that exist."""

    def articles(self, ids: Iterable[str] | None = None) -> Sequence[Article]:
        """Give the articles of these ids, or all."""

    def extent(self) -> Extent:
        """Tell how much there is, without reading it."""

    def passage_count(self) -> int:
        """Count the passages; asked at each question, so it must be cheap."""

    def claims(self, article_id: str) -> Sequence[Claim]:
        """Give the claims of an article, in reading order."""

    def speakers(self, article_id: str) -> Mapping[Source, Speaker]:
        """Give for each source of an article, as the article names it, who that is."""

    def find_sources(self, name: str) -> Sequence[KnownSource]:
        """Give the sources that go by a name like this one, the likeliest first."""


class Index(Protocol):
    """Nearest neighbours among the passages' vectors."""

    def query(self, vector: np.ndarray, k: int) -> Sequence[tuple[PassageKey, float]]:
        """Give the ``k`` nearest passages with their cosine similarity, best first."""


class TextEmbedder(Protocol):
    """Sentence vectors."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Give one normalised row for each text."""


class PairScorer(Protocol):
    """How well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give one score for each text; higher is better, about -11 to 11."""
