"""What became of quoted articles since they were quoted, as marks beside their quotes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.catalogue import History, NoticeKind, digest

if TYPE_CHECKING:
    from corpus.model import Article
    from retrieval.model import QuotedClaim


class Fate(StrEnum):
    """What became of an article; the values are in the names of the texts that say so."""

    REMOVED = "removed"
    RETRACTED = "retracted"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a quoted article.

    ``since`` is when (ISO 8601); ``note`` a moderator's words, None where there are none;
    ``stands`` tells whether the quoted words stand in the article as it is now.
    """

    fate: Fate
    since: str
    note: str | None = None
    stands: bool = False


class Marks:
    """The fates of the articles that an answer quotes."""

    def __init__(
        self,
        histories: Mapping[str, History] | None = None,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        """Take the articles' histories, and the digests of the versions that are quoted, by id."""
        self._histories = histories or {}
        self._versions = versions or {}

    def of(self, quoted: QuotedClaim) -> Mark | None:
        """What became of the article of a claim; None where nothing did."""
        history = self._histories.get(quoted.article.id)
        version = self._versions.get(quoted.article.id)
        return mark(history, version, quoted.sentence) if history and version else None

    def changed(self) -> list[tuple[Article, Mark]]:
        """Give the articles that something became of, as they were quoted, with what."""
        found = []
        for id_, history in self._histories.items():
            version = self._versions.get(id_, history.digest)
            article = history.version(version) or history.article
            if fate := mark(history, version, article.text):
                found.append((article, fate))
        return found


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


def _replaced_at(history: History, version: str) -> str:
    times = (each.replaced_at for each in history.earlier if digest(each.article) == version)
    return next(times, "")
