"""The LangChain retriever over a corpus in memory."""

import pytest

from corpus.model import Article
from retrieval.retriever import CorpusRetriever

TEXT = "The ferry to Arholm ran aground.\n\nNobody was hurt, the coast guard said."


@pytest.fixture
def retriever(corpus, answerer):
    corpus.add(Article("f1", "Ferry aground", TEXT, "Coast News", published_at="2030-01-05"))
    return CorpusRetriever(search=answerer.search, k=1)


def test_a_document_is_the_passage_letter_for_letter(retriever):
    (document,) = retriever.invoke("Which ferry ran aground?")
    start, end = document.metadata["start"], document.metadata["end"]
    assert document.page_content == TEXT[start:end] == "The ferry to Arholm ran aground."


def test_a_document_says_where_it_stands_and_leaves_out_what_is_not_known(retriever):
    (document,) = retriever.invoke("Which ferry ran aground?")
    assert document.id == "f1#0"
    assert document.metadata["outlet"] == "Coast News"
    assert document.metadata["published_at"] == "2030-01-05"
    assert "url" not in document.metadata


async def test_it_can_be_awaited(retriever):
    (document,) = await retriever.ainvoke("Which ferry ran aground?")
    assert document.metadata["article_id"] == "f1"
