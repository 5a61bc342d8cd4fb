"""Who said what: attributions of a text, and the claims of an article with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.attribution.analysis import Analysis, with_own_voice
from corpus.attribution.parse import Parser, sentence_spans
from corpus.attribution.resolve import Resolver
from corpus.attribution.rules import RuleExtractor
from corpus.model import Article, Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Analysis", "Attributor"]

ENGINE = "1"  # to be raised with every change that alters claims


class Attributor:
    """Finds who said what. Models are loaded at the first use.

    ``rules`` and ``learned`` leave an extractor out; without trained weights the rules work
    alone.
    """

    def __init__(self, *, rules: bool = True, learned: bool = True) -> None:
        self._parser = Parser()
        self._rules = RuleExtractor() if rules else None

    @property
    def fingerprint(self) -> str:
        """What tells this attribution's claims from another's: engine, parser, weights."""
        return f"attribution-{ENGINE}+{self._parser.fingerprint}"

    def attributions(self, text: str) -> list[Attribution]:
        """Find the attributions of a text as bare spans into it, in reading order."""
        return self._extract(self._parser(text))

    def analyse(self, article: Article) -> Analysis:
        """Find the sentences and claims of an article."""
        return next(self.analyse_many([article]))

    def analyse_many(
        self, articles: Iterable[Article], *, processes: int = 1
    ) -> Iterator[Analysis]:
        """Analyse articles in order."""
        for article in articles:
            yield self._analysis(article, self._parser(article.text))

    def _analysis(self, article: Article, doc: Doc) -> Analysis:
        sentences = sentence_spans(doc)
        claims = Resolver(doc, article).claims(self._extract(doc), sentences)
        return with_own_voice(article, sentences, claims)

    def _extract(self, doc: Doc) -> list[Attribution]:
        return self._rules.extract(doc) if self._rules else []
