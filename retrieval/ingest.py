"""Adding articles: who said what, passages, vectors, then the catalogue, then the index.

Articles go in batch by batch, each batch in one transaction: memory stays bounded, and a kill
loses at most the two batches that are in flight: while one is embedded the next is attributed,
so that both a parser, which takes one core, and a network, which takes them all, have work.
"""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.catalogue import Entry, digest
from corpus.memory import give_back_now
from corpus.model import Article
from corpus.passages import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from corpus.catalogue import Catalogue, Change
    from corpus.model import Claim, Passage, Span
    from corpus.reading import Item, Skipped
    from retrieval.embeddings import Embedder
    from retrieval.index_base import VectorIndex

    Progress = Callable[[int, int | None], None]
    Checkpoint = Callable[[str], None]
    Write = Callable[[Sequence[Entry]], Change]

log = logging.getLogger(__name__)

ARTICLES = 32  # in a batch at most
CHARACTERS = 60_000  # in a batch, about: some 130 passages, a few seconds' work


class Analysed(Protocol):
    """What attribution finds in an article."""

    @property
    def sentences(self) -> Sequence[Span]:
        """The sentences of the text."""

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims, in reading order."""


Pair = tuple[Article, Analysed]


class Analyser(Protocol):
    """Attribution: ``corpus.attribution.Attributor``, or a fake."""

    @property
    def fingerprint(self) -> str:
        """What tells this attribution's claims from another's."""

    def analyse_many(self, articles: Iterable[Article]) -> Iterator[Analysed]:
        """Give what is in each article, in order."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the items: ids ``added`` (new or changed) and ``unchanged``, ``skipped``."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items are dealt with."""
        return len(self.added) + len(self.unchanged) + len(self.skipped)


def embedded_text(title: str, body: str) -> str:
    """Give the text whose vector stands for a passage; the title says what it is about."""
    return f"{title}\n{body}"


class Ingest:
    """One run of adding articles.

    ``checkpoint`` is called with the name of each step of a batch that is done: ``analysed``,
    ``embedded``, ``catalogued``, ``indexed``. An article is acknowledged, that is in ``report``,
    once it is catalogued.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        index: VectorIndex,
        embedder: Embedder,
        analyser: Analyser,
        checkpoint: Checkpoint = lambda _step: None,
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._embedder = embedder
        self._analyser = analyser
        self._checkpoint = checkpoint
        self._seen: dict[str, str] = {}
        self.report = AddReport()

    def run(self, items: Iterable[Item], acknowledged: Callable[[], None]) -> AddReport:
        """Add the items; ``acknowledged`` is called whenever the report has grown."""
        incoming = self._new_articles(iter(items), acknowledged)
        return self._run(incoming, self._catalogue.put, acknowledged)

    def renew(self, articles: Iterable[Article], acknowledged: Callable[[], None]) -> AddReport:
        """Find anew what is in articles that are there; removed ones stay removed."""
        return self._run(iter(articles), self._catalogue.renew, acknowledged)

    def _run(
        self, incoming: Iterator[Article], write: Write, acknowledged: Callable[[], None]
    ) -> AddReport:
        with ThreadPoolExecutor(1, "attribution") as ahead:
            waiting: Future[list[Pair]] | None = None
            while (articles := _batch(incoming)) or waiting:
                following = ahead.submit(self._analysed, articles) if articles else None
                if articles and not waiting:
                    self._embedder.embed([])  # loads the model while the first are attributed
                if waiting:
                    self._keep(waiting.result(), write)
                    acknowledged()
                    give_back_now()
                waiting = following
        return self.report

    def _analysed(self, articles: Sequence[Article]) -> list[Pair]:
        """Pair articles with what is in them, skipping those that cannot be analysed."""
        waiting, done = deque(articles), list[Pair]()
        while waiting:
            try:
                for analysis in self._analyser.analyse_many(tuple(waiting)):
                    done.append((waiting.popleft(), analysis))
                if waiting:
                    raise ValueError("fewer analyses than articles")
            # One article must not keep the others out, whatever an outside model fails with.
            except Exception as error:
                article = waiting.popleft()
                log.exception("article %s could not be analysed", article.id)
                self._skip(
                    article, f"It could not be analysed ({type(error).__name__}): see the log."
                )
        return done

    def _new_articles(
        self, items: Iterator[Item], acknowledged: Callable[[], None]
    ) -> Iterator[Article]:
        """Give the articles that are new or changed; report the other items."""
        while group := list(islice(items, ARTICLES)):
            articles = [item for item in group if isinstance(item, Article)]
            same = self._catalogue.unchanged([each for each in articles if fault(each) is None])
            for item in group:
                if not isinstance(item, Article):
                    self.report.skipped.append(item)
                elif (why := fault(item)) is not None:
                    self._skip(item, why)
                elif self._is_known(item, same):
                    self.report.unchanged.append(item.id)
                else:
                    self._seen[item.id] = digest(item)
                    yield item
            acknowledged()

    def _is_known(self, article: Article, same: set[str]) -> bool:
        """Tell whether an article is there just so, or is in this run and on its way."""
        on_its_way = self._seen.get(article.id)
        return on_its_way == digest(article) if on_its_way else article.id in same

    def _skip(self, article: Article, why: str) -> None:
        from corpus.reading import Skipped

        name = article.title or article.id
        self.report.skipped.append(Skipped(name.encode("utf-8", "replace").decode(), why))

    def _keep(self, batch: Sequence[Pair], write: Write) -> None:
        """Write a batch: first where it counts, then into the index."""
        if not batch:
            return
        self._checkpoint("analysed")
        entries = self._entries(batch)
        self._checkpoint("embedded")
        change = write(entries)
        self._checkpoint("catalogued")
        self.report.added.extend(entry.article.id for entry in entries)
        self._index.apply(change)
        self._checkpoint("indexed")

    def _entries(self, batch: Sequence[Pair]) -> list[Entry]:
        divided = [
            (article, analysis, divide(article, analysis.sentences, analysis.claims))
            for article, analysis in batch
        ]
        matrix = self._embedder.embed(
            [_text_of(article, each) for article, _, passages in divided for each in passages]
        )
        ends = np.cumsum([len(passages) for _, _, passages in divided])
        parts = np.split(matrix, ends[:-1])
        return [
            Entry(
                article,
                analysis.claims,
                passages,
                vectors,
                self._embedder.fingerprint,
                self._analyser.fingerprint,
            )
            for (article, analysis, passages), vectors in zip(divided, parts, strict=True)
        ]


def _batch(incoming: Iterator[Article]) -> list[Article]:
    """Take articles enough for a batch; none where there are no more."""
    articles: list[Article] = []
    size = 0
    while len(articles) < ARTICLES and size < CHARACTERS:
        article = next(incoming, None)
        if article is None:
            break
        articles.append(article)
        size += len(article.text)
    return articles


def _text_of(article: Article, passage: Passage) -> str:
    return embedded_text(article.title, passage.span.of(article.text))


def fault(article: Article) -> str | None:
    """Say why an article cannot be kept, None where it can."""
    if not article.id:
        return "It has no id: give it one."
    if not article.text.strip():
        return "It has no text: send the whole report."
    try:
        for each in fields(article):
            str(getattr(article, each.name)).encode()
    except UnicodeEncodeError:
        return "It has characters that no file can hold (lone surrogates): save it as UTF-8."
    return None
