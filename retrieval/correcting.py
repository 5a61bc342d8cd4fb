"""Putting right what attribution got wrong: which sources are one, and who made a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue, Decision, Effect, Wish
    from corpus.mending import Mending
    from corpus.model import Claim, Source


class Correcting:
    """The part of the library by which people correct it.

    ``by`` says who does, for the record. What is put right holds for what is added later too and
    outlasts rebuilds, until it is undone. Claims go by their place in ``Library.claims``.
    """

    catalogue: Catalogue

    def decide(self, wish: Wish, *, by: str) -> Decision:
        """Merge, split or rename sources as is wished (NotFound, AccordingToError)."""
        return self.catalogue.source_desk.decide(wish, by=by)

    def foresee(self, wish: Wish) -> Effect:
        """Tell what a wish would change, and change nothing; raises as ``decide`` does."""
        return self.catalogue.source_desk.foresee(wish)

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

    def add_claim(
        self, article_id: str, claim: Claim, source: int | None = None, *, by: str
    ) -> Mending:
        """Add a claim that was missed, of a source by its number or its own (NotFound).

        ValueError where it does not fit the text.
        """
        return self.catalogue.claim_desk.add(article_id, claim, source, by=by)

    def undo_mending(self, mending_id: int, *, by: str) -> Mending:
        """Take back what was put right (NotFound where no such mending holds)."""
        return self.catalogue.claim_desk.undo(mending_id, by=by)

    def mendings(self, article_id: str | None = None) -> list[Mending]:
        """Give what was put right, undone or not, in one article or in all."""
        return self.catalogue.claim_desk.all(article_id)
