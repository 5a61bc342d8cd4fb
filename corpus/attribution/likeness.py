"""Which sources of the catalogue may be one, for people to decide: initials, acronyms, kinds."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from corpus.attribution.identity import names_of_person, plain_words
from corpus.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 50  # sources that share a name's last word or its initials: more are too common to tell


def alike(sources: Sequence[Source]) -> list[tuple[int, int]]:
    """Give the places of sources, two at a time, that may be one and are two.

    The names must say so: a person with and without a middle name or with an initial for the
    first name, an organisation and its initials, one name of two kinds. A bare surname says
    nothing.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for place, source in enumerate(sources):
        for group in set(_groups(source)):
            groups[group].append(place)
    pairs = {
        pair
        for places in groups.values()
        if len(places) <= MOST
        for pair in combinations(places, 2)
        if may_be_one(sources[pair[0]], sources[pair[1]])
    }
    return sorted(pairs)


def may_be_one(one: Source, other: Source) -> bool:
    """Tell whether two sources may be one by their names."""
    kinds = {one.kind, other.kind}
    if kinds & {SourceKind.UNNAMED, SourceKind.DOCUMENT}:
        return False
    if len(kinds) == 2:
        full = len(plain_words(one.name)) > 1 or one.name.isupper()
        return full and plain_words(one.name) == plain_words(other.name)
    if one.kind is SourceKind.PERSON:
        return _same_person(names_of_person(one.name), names_of_person(other.name))
    return _is_acronym(one.name, other.name) or _is_acronym(other.name, one.name)


def _groups(source: Source) -> Iterable[str]:
    """Give what sources that may be one have in common."""
    yield " ".join(plain_words(source.name))
    if source.kind is SourceKind.PERSON:
        yield from (f"surname {word}" for word in names_of_person(source.name)[-1:])
    else:
        yield f"initials {_initials(source.name) or _letters(source.name)}"


def _same_person(one: list[str], other: list[str]) -> bool:
    """First and last names agree, a first name at least by its initial; middle ones may lack."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    if first != second and not (min(len(first), len(second)) == 1 and first[0] == second[0]):
        return False
    middle, other_middle = one[1:-1], other[1:-1]
    return not middle or not other_middle or middle == other_middle


def _is_acronym(short: str, name: str) -> bool:
    letters = _letters(short)
    return 2 <= len(letters) <= 8 and letters.isupper() and _initials(name) == letters


def _letters(name: str) -> str:
    return re.sub(r"[^A-Za-z]", "", name)


def _initials(name: str) -> str:
    """Give the first letters of a name of several words with capitals, else nothing."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name))
    return "".join(w[0] for w in words if w[0].isupper()) if len(words) > 1 else ""
