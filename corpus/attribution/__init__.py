"""Who said what: attributions of a text, and the claims of an article with their sources."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.attribution.analysis import Analysis, with_own_voice
from corpus.attribution.claims import claimed, quotes
from corpus.attribution.combine import annotate, combine
from corpus.attribution.parse import Parser, sentence_spans
from corpus.attribution.resolve import Resolver
from corpus.attribution.rules import RuleExtractor
from corpus.attribution.wrapping import unwrapped
from corpus.model import Article, Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.attribution.learned import LearnedExtractor

__all__ = ["Analysis", "Attributor"]

ENGINE = "7"  # to be raised with every change that alters claims


class Attributor:
    """Finds who said what. Models are loaded at the first use.

    ``rules`` and ``learned`` leave an extractor out; without trained weights the rules work
    alone. ``learned`` may also be the extractor itself.
    """

    def __init__(
        self,
        *,
        rules: bool = True,
        learned: bool | LearnedExtractor = True,
        parser: Parser | None = None,
    ) -> None:
        self._parser = parser or Parser()
        self._rules = RuleExtractor() if rules else None
        self._lock = threading.Lock()
        self._learned = None if isinstance(learned, bool) else learned
        self._sought = learned is not True

    @property
    def fingerprint(self) -> str:
        """What tells this attribution's claims from another's: engine, parser, weights."""
        learned = self._learned_extractor()
        parts = [f"attribution-{ENGINE}", self._parser.fingerprint]
        parts += ["rules"] if self._rules else []
        parts += [learned.fingerprint] if learned else []
        return "+".join(parts)

    def attributions(self, text: str) -> list[Attribution]:
        """Find the attributions of a text as bare spans into it, in reading order."""
        return self._extract(self._parser(unwrapped(text)))

    def analyse(self, article: Article) -> Analysis:
        """Find the sentences and claims of an article."""
        return next(self.analyse_many([article]))

    def analyse_many(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles in order; a few are read ahead."""
        learned = self._learned_extractor()
        kept, read = itertools.tee(articles)
        docs, parsed = itertools.tee(self._parser.many(article.text for article in read))
        found = learned.extract_many(parsed) if learned else itertools.repeat(None)
        for article, doc, each in zip(kept, docs, found, strict=False):
            yield self._analysis(article, doc, each)

    def _analysis(self, article: Article, doc: Doc, learned: list[Attribution] | None) -> Analysis:
        sentences = sentence_spans(doc)
        rules = self._rules.extract(doc) if self._rules else []
        found = claimed(doc, rules if learned is None else combine(rules, learned), rules)
        claims = Resolver(doc, article).claims(found, sentences)
        return with_own_voice(article, sentences, claims)

    def _extract(self, doc: Doc) -> list[Attribution]:
        rules = self._rules.extract(doc) if self._rules else []
        learned = self._learned_extractor()
        if learned is None:
            return rules
        text = doc.text
        quoting = [each for each in rules if quotes(text, each)]
        return annotate(quoting, learned.extract(doc))

    def _learned_extractor(self) -> LearnedExtractor | None:
        with self._lock:
            if not self._sought:
                from corpus.attribution.learned import LearnedExtractor

                self._learned = LearnedExtractor.load()
                self._sought = True
        return self._learned
