"""The members of an article's cast, and how well a name fits one of them."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.model import SourceKind

if TYPE_CHECKING:
    from corpus.attribution.mentions import Mention

# Behind the name of a chief or a son: "Nana Bonsu II", "Sam Pratt Jr".
_NUMBERED = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "jr", "sr", "jnr", "snr"})
_LIGHT = frozenset({"the", "of", "for", "and", "&", "on", "in", "at", "'s", "’s", "a"})


@dataclass(slots=True, eq=False)
class Member:
    """One person, organisation, document or unnamed source of an article.

    ``name`` is the fullest name so far; ``names`` all of them. ``places`` are the tokens where
    it is mentioned, ``subjects`` those where it is the subject of a clause. ``person``: of a
    member without a name, that its head noun is one person's ("nurse").
    """

    name: str
    kind: SourceKind
    role: str | None = None
    gender: str | None = None
    plural: bool = False
    names: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)
    spoken: list[int] = field(default_factory=list)
    named: bool = True
    heads: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    person: bool = False

    @property
    def last_word(self) -> str:
        """The surname of a person."""
        return words_of(self.name)[-1]

    def before(self, token: int) -> int | None:
        """The last place before a token where it is mentioned."""
        at = bisect.bisect_left(self.places, token)
        return self.places[at - 1] if at else None

    def met_at(self, token: int) -> None:
        """Note a place where it is mentioned; they are kept in order."""
        bisect.insort(self.places, token)


def words_of(name: str) -> list[str]:
    """Give a name's words in lower case, without light ones."""
    return list(_words(name))


@functools.lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    found = [w.rstrip(".") for w in re.findall(r"[\w.\-]+(?:['’](?!s\b)\w+)*", name.lower())]
    kept = [w for w in found if w and w not in _LIGHT and w not in {"s"}]
    if len(kept) > 2 and kept[-1] in _NUMBERED:
        kept.pop()
    return tuple(kept or found or [name.lower()])


def enrich(member: Member, mention: Mention) -> None:
    """Let a member know what a mention of it says."""
    if mention.name is None:
        return
    if (
        _is_kin(member)
        and mention.gender
        and mention.name not in member.names
        and len(words_of(mention.name)) == 1
        and words_of(mention.name)[0] not in {words_of(member.name)[0], *lexicon.TITLES}
    ):
        member.names.add(mention.name)
        member.name = f"{member.name} {mention.name}"
        return
    member.names.add(mention.name)
    if len(words_of(mention.name)) > len(words_of(member.name)):
        member.name = mention.name
    if mention.kind is SourceKind.PERSON and member.kind is not SourceKind.PERSON and mention.role:
        member.kind = SourceKind.PERSON
    if mention.role:
        member.roles.add(mention.role)
    if mention.role and _better(mention.role, member.role):
        member.role = mention.role
    member.gender = member.gender or mention.gender
    member.heads.add(mention.head)


def _better(role: str, known: str | None) -> bool:
    if known is None:
        return True
    return len(known.split()) == 1 and len(role.split()) > 1


def fit_of(words: list[str], gender: str | None, member: Member) -> int:
    """How well a name fits a member: by its fullest name, or a name it has gone by already."""
    fit = fit_words(words, words_of(member.name), member)
    if len(words) > 1 and any(words == words_of(known) for known in member.names):
        fit = 3
    kin = len(words) == 1 and gender is not None and gender == member.gender and _is_kin(member)
    return max(fit, 2 if kin else 0)


def _is_kin(member: Member) -> bool:
    """A relative given by first name alone, who may be met again as "Ms" with the surname."""
    first = (member.role or "").lower().split()
    return len(words_of(member.name)) == 1 and bool(lexicon.KIN & set(first[:3]))


def fit_words(words: list[str], known: list[str], member: Member) -> int:
    """How well a name's words fit a known one: 3 the same, 2 a telling part, 0 not."""
    if words == known or [_stem(w) for w in words] == [_stem(w) for w in known]:
        return 3
    if member.kind is SourceKind.PERSON:
        if len(words) == 1:
            return (
                2
                if words[0] in {known[-1], known[0]}
                or ("-" in known[-1] and known[-1].split("-")[-1] == words[0])
                else 0
            )
        if len(known) == 1:
            return 2 if known[0] == words[-1] else 0
        if len(words) < len(known) and known[-len(words) :] == words:
            return 2  # "Otto Lunde" of "Per Otto Lunde"
        same_ends = words[-1] == known[-1] and (
            words[0] == known[0]
            or (words[0][0] == known[0][0] and (len(words[0]) <= 2 or len(known[0]) <= 2))
        )
        return 2 if same_ends else 0
    short, long = sorted((words, known), key=len)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        if len(short) == 1 and short[0] in lexicon.BODIES:
            return 1
        return 2 if not (len(short) == 1 and _is_place_like(short[0], long)) else 0
    return 0


def _is_place_like(word: str, long: list[str]) -> bool:
    """Read "Russia" is not "Russia's Defense Ministry", nor "Syrian" the Syrian Observatory."""
    return word == long[0] and any(w in lexicon.BODIES for w in long[1:])


def _stem(word: str) -> str:
    return word.replace("defence", "defense").rstrip("s") if len(word) > 3 else word


def acronym(name: str) -> bool:
    """Tell whether a name is an acronym."""
    return bool(re.fullmatch(r"[A-Z][A-Z.&]{1,7}", name))


def is_acronym_of(short: str, name: str) -> bool:
    """Tell whether letters are the initials of a name, with or without its light words."""
    letters = short.replace(".", "").replace("&", "").lower()
    words = [w for w in re.findall(r"\w+", name) if w not in {"s"}]
    capitals = "".join(w[0] for w in words if w[0].isupper()).lower()
    every = "".join(w[0] for w in words if w.lower() not in {"the", "of", "for", "and"}).lower()
    return len(words) > 1 and letters in {capitals, every}
