"""What became of quoted articles and claims since then, as marks beside their quotes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.catalogue import History, NoticeKind, digest
from corpus.mending import alike, is_own, located, moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.mending import Mending
    from corpus.model import Article
    from retrieval.model import QuotedClaim


class Fate(StrEnum):
    """What became of an article or a claim; the values are in the names of the texts for them."""

    REMOVED = "removed"
    RETRACTED = "retracted"
    CORRECTED = "corrected"
    GIVEN = "given"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a quoted article or claim.

    ``since`` is when (ISO 8601); ``note`` a moderator's words, or who made the claim, None where
    there is nothing to note; ``stands`` tells whether the quoted words still hold.
    """

    fate: Fate
    since: str
    note: str | None = None
    stands: bool = False


class Marks:
    """The fates of the articles that answers quote, and of the claims in them."""

    def __init__(
        self,
        histories: Mapping[str, History] | None = None,
        versions: Mapping[str, str] | None = None,
        quoted: Iterable[QuotedClaim] = (),
    ) -> None:
        """Take the articles' histories, the digests of the quoted versions, by id, and quotes."""
        self._histories = histories or {}
        self._versions = versions or {}
        self._quoted = tuple(quoted)

    def of(self, quoted: QuotedClaim) -> Mark | None:
        """What became of a claim or of its article; None where nothing did."""
        history = self._histories.get(quoted.article.id)
        version = self._versions.get(quoted.article.id)
        if not history or not version:
            return None
        fate = mark(history, version, quoted.sentence)
        if fate is not None and not fate.stands:
            return fate
        return mended(history, quoted) or fate

    def changed(self) -> list[tuple[Article, Mark]]:
        """Give the articles that something became of, as they were quoted, with what."""
        found = []
        for id_, history in self._histories.items():
            version = self._versions.get(id_, history.digest)
            article = history.version(version) or history.article
            if fate := mark(history, version, article.text) or self._mended(history):
                found.append((article, fate))
        return found

    def touched(self) -> bool:
        """Tell whether anybody ever put one of the quoted claims right."""
        return any(
            _touching(self._histories[each.article.id], each)
            for each in self._quoted
            if each.article.id in self._histories
        )

    def _mended(self, history: History) -> Mark | None:
        own = (each for each in self._quoted if each.article.id == history.article.id)
        return next((fate for each in own if (fate := mended(history, each))), None)


UNMARKED = Marks()


def mark(history: History, version: str, words: str) -> Mark | None:
    """What became of an article since its version of a digest was quoted, for words of it."""
    last = history.notices[-1] if history.notices else None
    retracted = last is not None and last.kind is NoticeKind.RETRACTED
    note = last.note if last else None
    if history.removed_at is not None:
        fate = Fate.RETRACTED if retracted else Fate.REMOVED
        return Mark(fate, history.removed_at, note if retracted else None)
    if last is not None and retracted:
        return Mark(Fate.RETRACTED, last.noted_at, note)
    if version == history.digest and last is None:
        return None
    since = last.noted_at if last else _replaced_at(history, version)
    return Mark(Fate.CORRECTED, since, note, words in history.article.text)


def became(history: History) -> Mark | None:
    """What became of an article that is shown as it is: also that it was another before."""
    fate = mark(history, history.digest, history.article.text)
    if fate is None and history.earlier:
        return Mark(Fate.CORRECTED, history.earlier[-1].replaced_at, None, stands=True)
    return fate


def _replaced_at(history: History, version: str) -> str:
    times = (each.replaced_at for each in history.earlier if digest(each.article) == version)
    return next(times, "")


def mended(history: History, quoted: QuotedClaim) -> Mark | None:
    """What people put right about a quoted claim; None where it is as it was quoted."""
    touching = _touching(history, quoted)
    claim = moved(quoted.claim, quoted.sentence, history.article.text)
    if not touching or claim is None:
        return None
    now = [each for each in history.claims if alike(each, claim)]
    if any(each.source.name == claim.source.name for each in now):
        return None
    since = max(each.undone_at or each.made_at for each in touching)
    names = [each.source.name for each in now if not is_own(each)]
    return Mark(Fate.GIVEN, since, ", ".join(names)) if names else Mark(Fate.DROPPED, since)


def _touching(history: History, quoted: QuotedClaim) -> list[Mending]:
    """Give what was ever put right about a claim, undone or not."""
    text = quoted.article.text
    places = ((each, located(text, each)) for each in history.mendings)
    return [each for each, place in places if place and alike(place, quoted.claim)]
