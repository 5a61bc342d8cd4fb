"""The library: the corpus with all that finds and answers in it, put together in one place.

It is what ``bot`` uses. It owns its data folder while it is open; models load at first use.
"""

from __future__ import annotations

import shutil
from collections.abc import Sized
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self

from corpus.attribution import identity
from corpus.catalogue import Catalogue
from corpus.errors import AccordingToError, StoreBusy
from corpus.model import Source
from retrieval import health, topics
from retrieval.correcting import Correcting
from retrieval.embeddings import Embedder
from retrieval.index import Index
from retrieval.index_server import ServerIndex
from retrieval.ingest import AddReport, Ingest, embedded_text
from retrieval.lock import DataLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from langchain_core.retrievers import BaseRetriever

    from corpus.attribution.apart import AttributorApart
    from corpus.catalogue import CatalogueSource, Postgres
    from corpus.model import Article, Claim
    from corpus.reading import Item, Skipped
    from retrieval.answering import Answerer
    from retrieval.chroma_address import ChromaAddress
    from retrieval.health import Finding
    from retrieval.index_base import VectorIndex
    from retrieval.ingest import Analyser, Checkpoint
    from retrieval.lead import Lead
    from retrieval.model import Answer, Hit
    from retrieval.ports import PairScorer

    Progress = Callable[[int, int | None], None]

CATALOGUE, INDEX = "catalogue.sqlite", "index"
REBUILD_BATCH = 512
MANY = 8  # articles from which they are analysed in a process of its own


class Library(Correcting):
    """The corpus and its use cases; threads may share it. ``Library.open`` makes one."""

    def __init__(
        self,
        data: Path,
        lock: DataLock | None,
        catalogue: Catalogue,
        *,
        chroma: ChromaAddress | None = None,
        embedder: Embedder,
        reranker: PairScorer | None,
        reranker_model: str | None,
        analyser: Analyser | None,
        answer_model: str | None,
        checkpoint: Checkpoint,
    ) -> None:
        self.data = data
        self.catalogue = catalogue
        self.index: VectorIndex = (
            Index(data / INDEX, catalogue, embedder)
            if chroma is None
            else ServerIndex(chroma, catalogue, embedder)
        )
        self._lock = lock
        self._embedder = embedder
        self._reranker = reranker
        self._reranker_model = reranker_model
        self._analyser = analyser
        self._attributes = analyser is None  # by the project's own attribution
        self._apart: AttributorApart | None = None
        self._answer_model = answer_model
        self._checkpoint = checkpoint
        self._answerer: Answerer | None = None
        self._making = RLock()
        self._changing = RLock()

    @classmethod
    def open(
        cls,
        data: Path,
        *,
        embedding_model: str | None = None,
        reranker_model: str | None = None,
        answer_model: str | None = None,
        command: str = "accordingto",
        embedder: Embedder | None = None,
        reranker: PairScorer | None = None,
        analyser: Analyser | None = None,
        checkpoint: Checkpoint = lambda _step: None,
        database: Postgres | None = None,
        chroma: ChromaAddress | None = None,
    ) -> Self:
        """Open the library in a data folder, made if need be.

        The models are names as in the settings, None for the defaults. ``command`` is what the
        owner runs, as it is said to another process that finds the folder taken. ``embedder``,
        ``reranker`` and ``analyser`` take the place of the models; ``checkpoint`` is told each
        step of adding. ``database`` and ``chroma`` take the place of what is kept in the folder;
        where both are given nothing is, and several processes may use them.
        Raises StoreBusy, SettingsError where the folder cannot be written, StoreDamaged, and
        AccordingToError where the database does not answer.
        """
        alone = database is None or chroma is None
        lock = DataLock(data, command) if alone else None
        try:
            catalogue = Catalogue(database or data / CATALOGUE, identity=identity.identify)
            try:
                _require_turn(catalogue, alone=alone)
                health.stamp(catalogue)
            except BaseException:
                catalogue.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(
            data,
            lock,
            catalogue,
            chroma=chroma,
            embedder=embedder or Embedder(embedding_model),
            reranker=reranker,
            reranker_model=reranker_model,
            analyser=analyser,
            answer_model=answer_model,
            checkpoint=checkpoint,
        )

    def close(self) -> None:
        """Close everything, and let the data folder go."""
        try:
            self.index.close()
            self.catalogue.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self, progress: Progress | None = None) -> None:
        """Load the models and open the index now rather than at the first question.

        ``progress`` is told how far a rebuild of the index is, where one is needed.
        """
        self.index.open(progress)
        self._embedder.embed(["warm"])
        self._answering()

    def look_at_index(self) -> None:
        """Bring the vector index in line where another process left it otherwise, or it failed."""
        self.index.look()

    # Changing the corpus

    def add(self, items: Iterable[Item], *, progress: Progress | None = None) -> AddReport:
        """Add articles; those that are there with another content are replaced by these.

        ``progress`` is told how many items are done, and of how many where that is known. A
        removed article that is added again is visible again.
        """
        total = len(items) if isinstance(items, Sized) else None
        with self._changing:
            self._require_space()
            self.index.prepare()
            incoming = iter(items)
            first = list(islice(incoming, MANY))
            with self._analysing_many(len(first)) as analyser:
                ingest = Ingest(self.catalogue, self.index, self._embedder, analyser, self._step)

                def acknowledged() -> None:
                    if progress is not None:
                        progress(ingest.report.items, total)

                return ingest.run(chain(first, incoming), acknowledged)

    @contextmanager
    def adding_many(self) -> Iterator[None]:
        """Attribute what the block adds in one process of its own, however it is divided."""
        if not self._attributes:
            yield
            return
        from corpus.attribution.apart import AttributorApart

        with AttributorApart() as apart:
            self._apart = apart
            try:
                yield
            finally:
                with self._changing:  # what somebody else adds meanwhile is done with it
                    self._apart = None

    def remove(self, ids: Iterable[str]) -> None:
        """Make articles invisible; they can be restored (NotFound, and nothing is changed)."""
        with self._changing:
            self.index.apply(self.catalogue.remove(ids))

    def restore(self, ids: Iterable[str]) -> None:
        """Make removed articles visible again (NotFound, and nothing is changed)."""
        with self._changing:
            self.index.apply(self.catalogue.restore(ids))

    def rebuild(self, progress: Progress | None = None) -> list[Skipped]:
        """Make everything anew that is computed; gives the articles that could not be analysed.

        Articles whose claims another attribution found are analysed anew, each at once with all
        that belongs to it, and passages that another model embedded are embedded anew: what is
        done stays done where this is killed. What people decided and put right is kept.
        """
        with self._changing:
            self._require_space()
            skipped = self._analyse_anew(progress)
            self.catalogue.identify_anew(progress)
            health.stamp(self.catalogue, identified=True)
            self._embed_anew(progress)
            self.catalogue.rebuild_lexical()
            self.index.rebuild(progress)
        return skipped

    # Reading

    def article(self, article_id: str) -> Article:
        """Give an article (NotFound)."""
        return self.catalogue.article(article_id)

    def articles(self) -> list[Article]:
        """Give all articles, the latest published first."""
        return self.catalogue.articles()

    def claims(self, article_id: str) -> list[Claim]:
        """Give the claims of an article in reading order (NotFound)."""
        self.catalogue.article(article_id)
        return self.catalogue.claims(article_id)

    def analyse(self, article: Article) -> list[Claim]:
        """Give the claims that an article would have, without adding it."""
        (analysis,) = self._analysing().analyse_many([article])
        return list(analysis.claims)

    def sources(self) -> list[CatalogueSource]:
        """Give everybody who speaks in the corpus, those with the most claims first."""
        return self.catalogue.sources()

    def alike_sources(self) -> list[tuple[CatalogueSource, CatalogueSource]]:
        """Give the sources, two at a time, that may be one by their names, for people to decide."""
        from corpus.attribution.likeness import alike

        known = self.catalogue.sources()
        pairs = alike([Source(each.name, each.kind, each.role) for each in known])
        return [(known[one], known[other]) for one, other in pairs]

    def find_sources(self, wanted: str) -> list[CatalogueSource]:
        """Give the source of a number, else those of just that name, else those with its words."""
        return self.catalogue.choose_sources(wanted)

    def claims_of(
        self, source_id: int, *, limit: int | None = None, offset: int = 0
    ) -> list[tuple[Article, Claim]]:
        """Give a source's claims with their articles, the latest report first."""
        return self.catalogue.claims_of(source_id, limit=limit, offset=offset)

    def ask(self, question: str, *, as_of: date | None = None, source: str | None = None) -> Answer:
        """Answer a question, from what was published up to a day or said by a source."""
        return self._answering().ask(question, as_of=as_of, source=source)

    def about(self, topic: str) -> Answer:
        """Give who said what about a topic that is no question, the best first."""
        return topics.about(topic, self.catalogue, self.search(topic, topics.FOUND))

    def beside(self, answer: Answer) -> Answer:
        """Give who else speaks in the passages that are found for an answer's question."""
        return topics.beside(answer, self.catalogue, self.search(answer.question, topics.BESIDE))

    def search(self, question: str, k: int) -> list[Hit]:
        """Give the ``k`` best passages for a question."""
        return self._answering().search(question, k)

    def retriever(self, k: int = 10) -> BaseRetriever:
        """Give the corpus as a LangChain retriever."""
        from retrieval.retriever import CorpusRetriever

        return CorpusRetriever(search=self.search, k=k)

    def index_state(self) -> str:
        """Tell how the vector index is: "ready", "building", "failed" or "unopened"."""
        return self.index.state

    def index_progress(self) -> tuple[int, int] | None:
        """How many passages of how many a rebuild of the index has put in, None: no rebuild."""
        return self.index.progress

    def doctor(self) -> list[Finding]:
        """Check everything, and say what to do about what is wrong."""
        fingerprint = self._analysing().fingerprint
        data = None if self._lock is None else self.data
        return health.check(data, self.catalogue, self.index, self._embedder, fingerprint)

    def _step(self, name: str) -> None:
        if name == "analysed":
            self._require_space()
        self._checkpoint(name)

    def _require_space(self) -> None:
        if self._lock is None:  # nothing of it is on this machine's disk
            return
        free = shutil.disk_usage(self.data).free
        if free < health.LEAST_FREE:
            raise AccordingToError(
                f"Only {free >> 20} MB are free on the disk of {self.data}: "
                f"make {health.LEAST_FREE >> 20} MB free, then do it again."
            )

    def _analyse_anew(self, progress: Progress | None) -> list[Skipped]:
        """Find anew what another attribution found, a batch at a time."""
        with self._analysing_many(self.catalogue.extent().articles) as analyser:
            ids = self.catalogue.analysed_otherwise(analyser.fingerprint)
            ingest = Ingest(self.catalogue, self.index, self._embedder, analyser, self._step)

            def acknowledged() -> None:
                if progress is not None:
                    progress(ingest.report.items, len(ids))

            articles = (each for id_ in ids for each in self.catalogue.any_articles([id_]))
            return ingest.renew(articles, acknowledged).skipped

    def _embed_anew(self, progress: Progress | None) -> None:
        """Embed what another model embedded; what is done stays done where this is killed."""
        fingerprint = self._embedder.fingerprint
        ids = self.catalogue.vectors.of_other_models(fingerprint)
        for start in range(0, len(ids), REBUILD_BATCH):
            words = self.catalogue.vectors.words(ids[start : start + REBUILD_BATCH])
            matrix = self._embedder.embed([embedded_text(title, body) for _, title, body in words])
            self.catalogue.vectors.replace([id_ for id_, _, _ in words], matrix, fingerprint)
            if progress is not None:
                progress(start + len(words), len(ids))

    @contextmanager
    def _analysing_many(self, articles: int) -> Iterator[Analyser]:
        """Give what analyses so many articles: a process of its own, where it is worth a start."""
        if self._apart is not None:
            yield self._apart
            return
        if articles < MANY or not self._attributes:
            yield self._analysing()
            return
        from corpus.attribution.apart import AttributorApart

        with AttributorApart() as apart:
            yield apart

    def _analysing(self) -> Analyser:
        with self._making:
            if self._analyser is None:
                from corpus.attribution import Attributor

                self._analyser = Attributor()
            return self._analyser

    def _answering(self) -> Answerer:
        with self._making:
            if self._answerer is None:
                from retrieval.answering import Answerer

                self._answerer = Answerer(
                    self.catalogue, self.index, self._embedder, self._scoring(), self._lead()
                )
            return self._answerer

    def _scoring(self) -> PairScorer:
        if self._reranker is None:
            from retrieval.rerank import Reranker

            self._reranker = Reranker(self._reranker_model)
        return self._reranker

    def _lead(self) -> Lead | None:
        if self._answer_model is None:
            return None
        from retrieval.lead import Lead

        return Lead(self._answer_model)


def _require_turn(catalogue: Catalogue, *, alone: bool) -> None:
    """Keep out whoever would not see what others put into an index of their own (StoreBusy)."""
    if not catalogue.use(together=not alone):
        raise StoreBusy(
            f"Another process uses {catalogue.place}, and one of the two has a vector index of "
            "its own: set both DATABASE_URL and CHROMA_URL for all that share it."
        )
