"""Putting right what attribution got wrong: which sources are one, and who made a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogue import Catalogue, Decision
    from corpus.mending import Mending
    from corpus.model import Claim, Source


class Correcting:
    """The part of the library by which people correct it.

    ``by`` says who does, for the record. What is put right holds for what is added later too and
    outlasts rebuilds, until it is undone. Claims go by their place in ``Library.claims``.
    """

    catalogue: Catalogue

    def merge_sources(self, kept: int, gone: int, *, by: str) -> Decision:
        """Let two sources be one, under the name of the one that is kept (NotFound)."""
        return self.catalogue.source_desk.merge(kept, gone, by=by)

    def split_source(
        self,
        source_id: int,
        *,
        names: Sequence[str] = (),
        articles: Sequence[str] = (),
        name: str | None = None,
        by: str,
    ) -> Decision:
        """Make what bears some of a source's names, or stands in some articles, another source.

        ``name`` is what the new one is called, None for its fullest name (NotFound).
        """
        desk = self.catalogue.source_desk
        return desk.split(source_id, names=names, articles=articles, name=name, by=by)

    def rename_source(self, source_id: int, name: str, *, by: str) -> Decision:
        """Call a source by a name, whatever articles call it (NotFound)."""
        return self.catalogue.source_desk.rename(source_id, name, by=by)

    def undo_decision(self, decision_id: int, *, by: str) -> Decision:
        """Take back what was decided on sources (NotFound where no such decision holds)."""
        return self.catalogue.source_desk.undo(decision_id, by=by)

    def decisions(self) -> list[Decision]:
        """Give what was decided on sources, undone or not, in the order in which it was."""
        return self.catalogue.source_desk.all()

    def set_claim_source(
        self, article_id: str, ordinal: int, source: Source | int, *, by: str
    ) -> Mending:
        """Say who made a claim: a source by its number, or a new one (NotFound)."""
        return self.catalogue.claim_desk.set_source(article_id, ordinal, source, by=by)

    def drop_claim(self, article_id: str, ordinal: int, *, by: str) -> Mending:
        """Say that a claim is none (NotFound)."""
        return self.catalogue.claim_desk.drop(article_id, ordinal, by=by)

    def add_claim(self, article_id: str, claim: Claim, *, by: str) -> Mending:
        """Add a claim that was missed (NotFound; ValueError where it does not fit the text)."""
        return self.catalogue.claim_desk.add(article_id, claim, by=by)

    def undo_mending(self, mending_id: int, *, by: str) -> Mending:
        """Take back what was put right (NotFound where no such mending holds)."""
        return self.catalogue.claim_desk.undo(mending_id, by=by)

    def mendings(self, article_id: str | None = None) -> list[Mending]:
        """Give what was put right, undone or not, in one article or in all."""
        return self.catalogue.claim_desk.all(article_id)
