"""The corpus as a LangChain retriever, to put into chains of one's own.

retriever = CorpusRetriever(search=library.search, k=4)
documents = retriever.invoke("How many border guards were killed?")
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from retrieval.model import Hit

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class CorpusRetriever(BaseRetriever):
    """Gives the passages that ``search`` ranks, verbatim, each with where it stands.

    ``search`` takes a question and a number of passages, as ``Answerer.search`` does. A
    document's metadata are ``article_id``, ``start``, ``end``, ``score``, ``title``,
    ``outlet``, and, where the article has them, ``agency``, ``published_at`` and ``url``.
    """

    search: Callable[[str, int], list[Hit]]
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(hit) for hit in self.search(query, self.k)]


def _document(hit: Hit) -> Document:
    article, span = hit.article, hit.passage.span
    facts = {
        "article_id": article.id,
        "start": span.start,
        "end": span.end,
        "score": hit.score,
        "title": article.title,
        "outlet": article.outlet,
        "agency": article.agency,
        "published_at": article.published_at,
        "url": article.url,
    }
    return Document(
        id=f"{article.id}#{hit.passage.ordinal}",
        page_content=hit.text,
        metadata={name: value for name, value in facts.items() if value is not None},
    )
