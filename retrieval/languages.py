"""Questions in another language than the corpus: words do not help there, vectors may.

Where a multilingual embedding model is set, a question is near the passages that answer it in
whatever language they are. The cross-encoder that ships reads English only, so such questions are
ranked by their vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answerable import shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.model import Hit
    from retrieval.ports import TextEmbedder
    from retrieval.question import Question

LEAST_SHARED = 0.6  # a question with more of its words in an article is in that one's language
COMPARED = 5  # of the best passages
MIDDLE, STEEPNESS = 0.4, 20.0  # the cosine that stands for the logit 0, and logits for each 1
LEAST_SIMILARITY = 0.5  # of the nearest passage, for which such a question counts as answered


class ByVectors:
    """Scores texts by how near their vectors are to the question's, on the scale of logits."""

    def __init__(self, embedder: TextEmbedder) -> None:
        self._embedder = embedder

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give one score for each text."""
        if not texts:
            return []
        vectors = self._embedder.embed([question, *texts])
        return [float(STEEPNESS * (cosine - MIDDLE)) for cosine in vectors[1:] @ vectors[0]]


def is_foreign(question: Question, hits: Sequence[Hit]) -> bool:
    """Tell whether a question is in another language than all that was found for it.

    False where the articles' languages are not known.
    """
    written = {hit.article.language for hit in hits if hit.article.language}
    if not written:
        return False
    # Loaded at the first question, not with the module.
    from corpus.reading.language import language_of

    language = language_of(question.text)
    if language is None or language in written:
        return False
    # Short questions full of names are taken for other languages now and then.
    return all(shared(question, h.article.title, h.text) < LEAST_SHARED for h in hits[:COMPARED])


def in_another() -> str:
    """Say that a question is in another language than the articles, where nothing was found."""
    return "The question is in another language than the articles: in theirs more may be found."


def is_near(hits: Sequence[Hit]) -> bool:
    """Tell whether a passage is near enough to a question in another language to answer it."""
    return any((hit.similarity or 0.0) >= LEAST_SIMILARITY for hit in hits)
