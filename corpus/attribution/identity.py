"""Which names of different articles mean one source.

``key`` gives sources that are one the same key. It is careful: it joins spellings, order of
words and titles, never two people who share a surname only.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.attribution import lexicon
from corpus.attribution.demonyms import capitals, countries
from corpus.attribution.lexicon import TITLES
from corpus.model import Source, SourceKind

# British spellings and short forms, as they stand in names of bodies.
_SPELLING = {
    "defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization",
    "programme": "program", "dept": "department", "govt": "government", "min": "ministry",
    "univ": "university", "assn": "association", "intl": "international", "natl": "national",
    "theatre": "theater", "harbour": "harbor", "foreign affairs": "foreign",
    "corp": "corporation", "co": "company", "&": "and",
}  # fmt: skip
_LEGAL = lexicon.words("inc ltd plc llc corporation company co gmbh ag sa nv group holdings")
_LIGHT = lexicon.words("the a an of for and in on at de affairs")
_SUFFIXES = lexicon.words("jr sr ii iii iv kc qc md phd mp obe cbe mbe")


def key(source: Source) -> str:
    """Give the key under which all articles' mentions of a source meet."""
    if source.kind is SourceKind.PERSON:
        name = " ".join(_person(source.name))
    elif source.kind is SourceKind.ORGANISATION:
        name = " ".join(sorted(_body(source.name)))
    else:
        name = " ".join(_plain(source.name))
    return f"{source.kind.value}:{name or source.name.casefold()}"


def same_source(one: Source, other: Source) -> bool:
    """Tell whether two sources are one.

    More than equal keys: a person also with and without middle names or with initials, an
    organisation also with and without its legal form or country.
    """
    if one.kind is not other.kind:
        return False
    if key(one) == key(other):
        return True
    if one.kind is SourceKind.PERSON:
        return _same_person(_person(one.name), _person(other.name))
    if one.kind is SourceKind.ORGANISATION:
        return _is_acronym(one.name, other.name) or _is_acronym(other.name, one.name)
    return False


def government(source: Source) -> str | None:
    """Give the country whose government a capital's name may stand for: Moscow is Russia's.

    None where the name is no capital. Such a source stays itself; this links the two.
    """
    if source.kind is not SourceKind.ORGANISATION:
        return None
    return capitals().get(" ".join(_plain(source.name)))


def _plain(name: str) -> list[str]:
    """Words in lower case without accents, articles, possessives and points."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    flat = re.sub(r"['’]s\b|['’]|(?<=\w)\.(?=\w\.|\s|$)|\.", "", flat.casefold())
    words = re.findall(r"[\w&]+", flat)
    return words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words


def _person(name: str) -> list[str]:
    """A person's names without titles and suffixes."""
    words = re.findall(r"\w+", " ".join(_plain(name)))
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return (
        [words[0], *(w for w in words[1:-1] if len(w) > 1), words[-1]] if len(words) > 2 else words
    )


def _same_person(one: list[str], other: list[str]) -> bool:
    """First and last names agree, a first name at least by its initial; middle ones may lack."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    if first != second and not (min(len(first), len(second)) == 1 and first[0] == second[0]):
        return False
    middle, other_middle = one[1:-1], other[1:-1]
    return not middle or not other_middle or middle == other_middle


def _body(name: str) -> set[str]:
    """An organisation's telling words: one spelling, country for adjective, any order."""
    text = " ".join(_plain(name))
    for form, country in sorted(countries().items(), key=lambda each: -len(each[0])):
        text = re.sub(rf"\b{re.escape(form.replace('.', ''))}\b", country.replace(" ", "_"), text)
    words = [_SPELLING.get(word, word) for word in text.split()]
    telling = [w for w in words if w not in _LIGHT]
    short = [w for w in telling if w not in _LEGAL]
    return set(short or telling)


def _is_acronym(short: str, name: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", short)
    if not (2 <= len(letters) <= 8 and letters.isupper()):
        return False
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name))
    initials = "".join(w[0] for w in words if w[0].isupper())
    return len(words) > 1 and initials == letters
