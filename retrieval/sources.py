"""Which source a name in a question means, and which sources are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Source, SourceKind
from retrieval.names import STOPWORDS, alike, plain, stem, tokens

if TYPE_CHECKING:
    from corpus.model import Article, Claim
    from retrieval.ports import Corpus, KnownSource

# "Syria" is not the Syrian Observatory, though the words are near.
_DEMONYM = re.compile(r"(?:n|an|ian|ish|ese|i|er)$")


class Sources:
    """Resolves names by the catalogue; made anew for each question, since corpora grow."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[tuple[str, SourceKind], KnownSource | None] = {}

    def identity(self, claim: Claim, article: Article) -> str:
        """Give a key that all claims of one source share.

        Unnamed sources ("officials") are one only within an article.
        """
        source = claim.source
        if source.kind is SourceKind.UNNAMED:
            return f"unnamed {article.id} {plain(source.name)}"
        known = self._find(source)
        return f"known {known.id}" if known else f"{source.kind} {plain(source.name)}"

    def full(self, source: Source) -> Source:
        """Give the source under the fullest name that the corpus has for it."""
        known = None if source.kind is SourceKind.UNNAMED else self._find(source)
        if known is None or len(known.name) <= len(source.name):
            return source
        return Source(known.name, source.kind, source.role or known.role)

    def _find(self, source: Source) -> KnownSource | None:
        key = (source.name, source.kind)
        if key not in self._known:
            wanted = plain(source.name)
            self._known[key] = next(
                (
                    known
                    for known in self._corpus.find_sources(source.name)
                    if known.kind is source.kind
                    and wanted in {plain(name) for name in (known.name, *known.variants)}
                ),
                None,
            )
        return self._known[key]


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
