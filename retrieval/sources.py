"""Which source a name in a question means, and which sources are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Source
from retrieval.names import STOPWORDS, alike, plain, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.model import Article, Claim
    from retrieval.ports import Corpus, Speaker

# "Syria" is not the Syrian Observatory, though the words are near.
_DEMONYM = re.compile(r"(?:n|an|ian|ish|ese|i|er)$")


class Sources:
    """Tells by the catalogue who speaks; made anew for each question, since corpora change."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._speakers: dict[str, Mapping[Source, Speaker]] = {}
        self._asked: dict[str, frozenset[int | str]] = {}

    def identity(self, claim: Claim, article: Article) -> str:
        """Give a key that all claims of one source share, in whichever article."""
        speaker = self._speaker(claim.source, article)
        if speaker is None:
            return f"{claim.source.kind} {plain(claim.source.name)}"
        return f"known {speaker.id}"

    def full(self, source: Source, article: Article) -> Source:
        """Give a source of an article under the name that the corpus has for it."""
        speaker = self._speaker(source, article)
        if speaker is None:
            return source
        return Source(speaker.name, source.kind, source.role or speaker.role)

    def means(self, wanted: str, source: Source, article: Article) -> bool:
        """Tell whether a source of an article can be the one asked for, by any name of it."""
        speaker = self._speaker(source, article)
        if speaker is not None and speaker.id in self._known(wanted):
            return True
        return named(wanted, self.full(source, article))

    def _speaker(self, source: Source, article: Article) -> Speaker | None:
        if article.id not in self._speakers:
            self._speakers[article.id] = self._corpus.speakers(article.id)
        return self._speakers[article.id].get(source)

    def _known(self, wanted: str) -> frozenset[int | str]:
        if wanted not in self._asked:
            found = self._corpus.find_sources(wanted)
            self._asked[wanted] = frozenset(each.id for each in found)
        return self._asked[wanted]


def named(wanted: str, source: Source) -> bool:
    """Tell whether a source can be the one asked for, by its name and role.

    Each word of the wanted name must be there, in some spelling: "Mustafa" is Naji
    al-Mustafa, "the rebels" are who speaks for "rebel groups"; "the foreign ministry" is not
    the defence ministry.
    """
    have = {stem(word) for word in tokens(f"{source.name} {source.role or ''}".replace("-", " "))}
    want = [stem(word) for word in tokens(wanted.replace("-", " ")) if word not in STOPWORDS]
    return bool(want) and all(any(_one(word, other) for other in have) for word in want)


def _one(wanted: str, other: str) -> bool:
    if wanted != other and other.startswith(wanted) and _DEMONYM.fullmatch(other[len(wanted) :]):
        return False
    if wanted.startswith(other) and _DEMONYM.fullmatch(wanted[len(other) :]):
        return len(other) > 3  # the Russian ministry is Russia's
    return alike(wanted, other)


def mentioned(wanted: str, text: str) -> bool:
    """Tell whether a text names the source asked for, in full or by its initials.

    Of "price tracker Fuelwatch" the capitalised words are enough.
    """
    words = [word for word in re.findall(r"[\w'’]+", wanted) if plain(word) not in STOPWORDS]
    capitals = [word for word in words if word[:1].isupper()]
    initials = "".join(word[0] for word in capitals)
    if len(initials) > 2 and re.search(rf"\b{initials}\b", text):
        return True
    have = {stem(word) for word in tokens(text.replace("-", " "))}
    want = [stem(word) for word in tokens(" ".join(capitals or words))]
    return bool(want) and all(any(_one(word, other) for other in have) for word in want)
