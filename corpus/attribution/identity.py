"""Which names of different articles mean one source.

``identify`` gives the sources of an article that are those of other articles the same keys. It is
careful as an archivist is: it joins spellings, order of words and titles, and keeps apart what
only may be one. A bare surname, an unnamed source and a body of common words ("the company")
belong to their article.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.callings import calling_of, country_of
from corpus.attribution.demonyms import capitals, countries
from corpus.attribution.identity_bodies import Reach, is_sovereign, reach
from corpus.attribution.identity_places import Scene, scene_of
from corpus.attribution.lexicon import TITLES
from corpus.model import Identity, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import Article

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
_HONOURS = lexicon.words("kc qc md phd mp obe cbe mbe")
_GENERATIONS = lexicon.words("jr sr ii iii iv")
_REIGNING = lexicon.words("pope king queen prince princess emperor empress sultan saint")
_OUTLET_LIGHT = lexicon.words("online website digital web newspaper")
_DOMAIN = re.compile(r"(?<=\w)\.[a-z]{2,4}(?:\.[a-z]{2})?$", re.IGNORECASE)

VERSION = "1"  # to be raised with every change of what ``identify`` gives


def identify(article: Article, sources: Iterable[Source]) -> dict[Source, Identity]:
    """Tell which entry of the catalogue each source of an article belongs to."""
    scene = scene_of(article)
    return {source: _identity(source, article, scene) for source in sources}


def key(source: Source) -> str:
    """Give the key under which all articles' mentions of a fully named source meet."""
    if source.kind is SourceKind.PERSON:
        name = " ".join(names_of_person(source.name))
    elif source.kind is SourceKind.ORGANISATION:
        name = " ".join(sorted(_body(source.name)))
    elif source.kind is SourceKind.OUTLET:
        words = plain_words(_DOMAIN.sub("", source.name))
        name = "".join([w for w in words if w not in _OUTLET_LIGHT] or words)
    else:
        name = " ".join(plain_words(source.name))
    return f"{source.kind.value}:{name or source.name.casefold()}"


def _identity(source: Source, article: Article, scene: Scene) -> Identity:
    if source.kind is SourceKind.OUTLET:
        return Identity(key(source))
    if source.kind is SourceKind.PERSON:
        return _of_person(source, article, scene)
    if source.kind is SourceKind.ORGANISATION:
        return _of_body(source, article, scene)
    if source.kind is SourceKind.DOCUMENT and _is_title(source.name):
        return Identity(key(source))
    return _own(source, article)


def _own(source: Source, article: Article) -> Identity:
    """The identity of a source that only its article knows."""
    return Identity(f"{key(source)}@{article.id}")


def _of_person(source: Source, article: Article, scene: Scene) -> Identity:
    words = names_of_person(source.name)
    if len(words) < 2:
        if re.fullmatch(r"[A-Z]{2,8}", source.name):  # no surname, whatever it was taken for
            return _of_body(Source(source.name, SourceKind.ORGANISATION), article, scene)
        reign = _reign(source)
        own = Identity(f"{key(source)} {reign}") if reign else _own(source, article)
        return own if words else _own(source, article)
    traits = _traits(source, scene)
    apart = f"{key(source)} {' '.join(value for _, value in traits)}" if traits else None
    return Identity(key(source), traits=traits, apart=apart)


def _reign(source: Source) -> str | None:
    """Read "Pope Francis", or "Francis" whose role is pope: a title that makes a name whole."""
    words = plain_words(source.name)[:1] + plain_words(source.role or "")[:1]
    return next((word for word in words if word in _REIGNING), None)


def _traits(source: Source, scene: Scene) -> tuple[tuple[str, str], ...]:
    """What two people of one name may differ in: the middle initial; the calling and country."""
    found = []
    names = re.findall(r"\w+", source.name)
    initials = [name for name in names[1:-1] if len(name) == 1]
    if initials:
        found.append(("initial", "".join(initials).casefold()))
    calling, country = calling_of(source.role), country_of(source.role) or scene.country
    if calling and country:
        found.append(("calling", f"{calling} {country}"))
    return tuple(found)


def _of_body(source: Source, article: Article, scene: Scene) -> Identity:
    name, how_far = source.name, reach(source.name)
    link = capitals().get(" ".join(plain_words(name))) or _governed(name)
    if how_far is Reach.NAMED:
        return Identity(key(source), link=f"government {link}" if link else None)
    if how_far is Reach.LOCAL and scene.place:
        return _placed(source, scene.place)
    if how_far is Reach.NATIONAL and scene.country:
        return _placed(source, scene.country.title())
    if how_far is Reach.NATIONAL and not scene.abroad and is_sovereign(name):
        home = "".join(plain_words(article.outlet))
        return Identity(f"{key(source)}@outlet {home}", place=article.outlet)
    return _own(source, article)


def _placed(source: Source, place: str) -> Identity:
    """The identity of a body of common words in a place: as if the name began with the place."""
    return Identity(key(Source(f"{place} {source.name}", source.kind)), place=place)


def _governed(name: str) -> str | None:
    """Read "the Norwegian government", "Norway": the country."""
    words = _body(name) - {"government"}
    only = next(iter(words)).replace("_", " ") if len(words) == 1 else ""
    return only if only in countries().values() else None


def _is_title(name: str) -> bool:
    """Tell whether a document's name is its title: a described one has words in lower case."""
    words = [w for w in re.findall(r"[^\W\d_]+", name) if w.lower() not in _LIGHT]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def plain_words(name: str) -> list[str]:
    """Words in lower case without accents, articles, possessives and points."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    flat = re.sub(r"['’]s\b|['’]|(?<=\w)\.(?=\w\.|\s|$)|\.", "", flat.casefold())
    words = re.findall(r"[\w&]+", flat)
    return words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words


def names_of_person(name: str) -> list[str]:
    """A person's names without titles and suffixes."""
    words = re.findall(r"\w+", " ".join(plain_words(name)))
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _HONOURS:
        words = words[:-1]
    behind = words[-1:] if words[-1:] and words[-1] in _GENERATIONS and len(words) > 2 else []
    words = words[: len(words) - len(behind)]
    middle = [word for word in words[1:-1] if len(word) > 1]
    return [*words[:1], *middle, *words[1:][-1:], *behind]


def _body(name: str) -> set[str]:
    """An organisation's telling words: one spelling, country for adjective, any order."""
    text = _adjectives().sub(_as_country, " ".join(plain_words(name)))
    words = [_SPELLING.get(word, _country_of(word)) for word in text.split()]
    telling = [w for w in words if w not in _LIGHT]
    short = [w for w in telling if w not in _LEGAL]
    return set(short or telling)


@functools.cache
def _adjectives() -> re.Pattern[str]:
    forms = sorted((form.replace(".", "") for form in countries()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")


def _as_country(found: re.Match[str]) -> str:
    return _by_plain_form()[found[0]].replace(" ", "_")


@functools.cache
def _by_plain_form() -> dict[str, str]:
    return {form.replace(".", ""): country for form, country in countries().items()}


def _country_of(word: str) -> str:
    """Give the country for the adjective of one that is in no list: "kesterian"."""
    return word[:-1] if len(word) > 6 and word.endswith("ian") else word
