"""When two names of a source are the same for the scorer, and what form a mention has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Words that come before a name and do not belong to it; general ones, of no year or country.
_TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend gov governor sen senator"
    " rep cllr councillor capt captain col colonel gen general brig brigadier lt maj major cmdr"
    " commander sgt det supt superintendent detective chief president minister judge justice"
    " attorney mayor sheriff referee kc qc md phd"
)
_LIGHT = _words("the a an of 's and for in at on by to from with")
_PRONOUNS = _words(
    "he she it they i we you who which that his her its their hers theirs him them this these"
)


def tokens(name: str) -> tuple[str, ...]:
    """Give a name's words in lower case, without possessive endings and light words."""
    plain = re.sub(r"[’']s\b|[’'](?=\s|$)", "", name.lower())
    return tuple(word for word in re.findall(r"\w+", plain) if word not in _LIGHT)


def bare(name: str) -> tuple[str, ...]:
    """Give the words of a person's name without titles; all words where nothing else is left."""
    words = tokens(name)
    return tuple(word for word in words if word not in _TITLES) or words


def same(gold: dict[str, Any], predicted: str, rivals: Iterable[str] = ()) -> bool:
    """Tell whether ``predicted`` names the marked source ``gold``.

    Equal after normalising, or one of its marked other forms, or holding the whole marked name
    ("Fire Chief Dwayne Escobedo"). A person's surname alone, or with the same first name,
    is right too unless another person of ``rivals`` (names in the article) shares it. Unnamed
    sources and documents are right from half of the words in common.
    """
    words, wanted = bare(predicted), bare(gold["name"])
    forms = [wanted, *map(bare, gold["aliases"])]
    if words in forms or _holds(words, wanted):
        return True
    if gold["kind"] == "person":
        alone = not any(bare(other)[-1] == wanted[-1] and bare(other) != wanted for other in rivals)
        return (
            bool(words)
            and words[-1] == wanted[-1]
            and (words[0] == wanted[0] if len(words) > 1 else alone)
        )
    if gold["kind"] == "organisation":
        return any(set(words) == set(form) for form in forms)
    shared = set(words) & set(wanted)
    return bool(shared) and 2 * len(shared) >= len(set(words) | set(wanted))


def whole(gold: dict[str, Any], predicted: str) -> bool:
    """Tell whether ``predicted`` holds the fullest name, not just a right part of it."""
    return _holds(bare(predicted), bare(gold["name"]))


def form(gold: dict[str, Any], mention: str | None) -> str:
    """Class a mention: ``none``, ``pronoun``, ``name`` (whole), ``part`` of it, ``description``."""
    if mention is None:
        return "none"
    if mention.lower() in _PRONOUNS:
        return "pronoun"
    words, wanted = bare(mention), bare(gold["name"])
    if _holds(words, wanted):
        return "name"
    return "part" if set(words) & set(wanted) else "description"


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
