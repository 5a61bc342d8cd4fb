"""The last check before anything is shown: a quote is the article's own words, or an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from corpus.model import Span
    from retrieval.model import Answer, QuotedClaim


class QuoteError(AccordingToError):
    """A quote, its sentence or a passage does not stand where it says in its article."""


def check(answer: Answer) -> Answer:
    """Return ``answer`` as it is; raise QuoteError where anything in it is not verbatim.

    Each quote, sentence and passage must lie inside its article's text and be what is shown,
    the quote inside its sentence, and a passage must belong to the article it is shown with.
    """
    for quoted in _claims(answer):
        text = quoted.article.text
        _same(quoted.quote, quoted.quote_span, text)
        _same(quoted.sentence, quoted.claim.sentence, text)
        if not quoted.claim.sentence.contains(quoted.quote_span):
            raise QuoteError("A quote reaches beyond its sentence; run `rebuild`.")
    for hit in answer.passages:
        if hit.passage.article_id != hit.article.id:
            raise QuoteError("A passage came with another article than its own; run `rebuild`.")
        _same(hit.text, hit.passage.span, hit.article.text)
    return answer


def _claims(answer: Answer) -> Iterator[QuotedClaim]:
    for account in answer.accounts:
        for quoted in account.claims:
            yield quoted
            yield from quoted.repeats


def _same(shown: str, span: Span, text: str) -> None:
    if span.end > len(text) or not shown or shown != text[span.start : span.end]:
        raise QuoteError("A quote is not in its article letter for letter; run `rebuild`.")
