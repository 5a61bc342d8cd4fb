"""The fakes' corpus with its claims in the catalogue, where people can put them right."""

from dataclasses import dataclass

import numpy as np
from bot_fakes import CLAIMS, FakeLibrary

from corpus.catalogue import Entry
from retrieval.correcting import Correcting


def analysed(article, claims=None, version="rules:1"):
    found = CLAIMS.get(article.id, []) if claims is None else claims
    return Entry(article, found, [], np.zeros((0, 1), np.float32), "none", version)


@dataclass
class MendableLibrary(Correcting, FakeLibrary):
    """The fakes' corpus, with its claims in the catalogue, where they can be put right."""

    def __post_init__(self) -> None:
        self.catalogue.put([analysed(each) for each in self.stock.values()])

    def claims(self, article_id):
        return self.catalogue.claims(article_id)

    def add(self, items, *, progress=None):
        report = super().add(items, progress=progress)
        self.catalogue.put([analysed(self.stock[each]) for each in report.added])
        return report

    def sources(self):
        return self.catalogue.sources()

    def find_sources(self, wanted):
        return self.catalogue.choose_sources(wanted)

    def claims_of(self, source_id, *, limit=None, offset=0):
        return self.catalogue.claims_of(source_id, limit=limit, offset=offset)
