"""Where an article plays: the place of its dateline, and the country that it is about."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.attribution.demonyms import capitals, countries

if TYPE_CHECKING:
    from corpus.model import Article

# "AL-MASHRA, April 2 —", "Port Velm, Kesteria (Coast Press) -"; the agency's name is no place.
_DATELINE = re.compile(
    r"""(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?:\ [A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+){0,3}
        |[A-ZÀ-Þ][\w'’.\-]+(?:\ [A-ZÀ-Þ][\w'’.\-]+){0,3}(?=[^—–\n]{0,40}\([^)\n]{2,40}\)\s*[—–-]))
        (?P<behind>,[^—–\n]{0,40}?)?\s*(?:\([^)\n]{2,40}\)\s*)?(?:[—–]|-{1,2}\s)""",
    re.VERBOSE,
)
_MAIN = 2  # times as often as any other: the country that an article of several is about
_SHORTEST = 4  # letters; "CNN —" and "BBC —" name who reports


@dataclass(frozen=True, slots=True)
class Scene:
    """The ``place`` of the dateline, and the ``country``: each None where it cannot be told.

    ``abroad`` tells whether any country is named at all.
    """

    place: str | None
    country: str | None
    abroad: bool


def scene_of(article: Article) -> Scene:
    """Tell where an article plays, by its dateline and the countries that it names."""
    place, behind = _dateline(article)
    named = _named(f"{article.title}\n{article.text}")
    given = _country(behind) or _country(place or "") or capitals().get((place or "").casefold())
    if given:
        named[given] += 1
    ranked = named.most_common(2)
    country = None
    if len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= _MAIN * ranked[1][1]):
        country = ranked[0][0] if len(ranked) == 1 or ranked[0][0] == given else None
    return Scene(place, country, bool(ranked))


def _dateline(article: Article) -> tuple[str | None, str]:
    found = _DATELINE.match(article.text)
    if found is None:
        return None, ""
    place = found["place"]
    by = {squashed(name) for name in (article.outlet, article.agency) if name}
    if squashed(place) in by or sum(c.isalpha() for c in place) < _SHORTEST:
        return None, ""
    return " ".join(word.capitalize() for word in place.split()), found["behind"] or ""


def squashed(name: str) -> str:
    """Give a name's letters and digits in lower case, without a leading article."""
    return re.sub(r"^the\s+|[\W_]+", "", name.casefold())


def _country(words: str) -> str | None:
    return countries().get(words.strip(" ,").casefold())


def _named(text: str) -> Counter[str]:
    """Count the countries named with capitals: "us" is a pronoun, "US" a country."""
    found: Counter[str] = Counter()
    words = [word.strip(".'’") for word in _CAPITALISED.findall(text)]
    forms, longer = _forms()
    for at, word in enumerate(words):
        for size in (3, 2):
            phrase = " ".join(words[at : at + size])
            if word in longer and phrase in forms:
                break
        else:
            phrase = word
        if country := forms.get(phrase):
            found[country] += 1
    return found


_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w'’.]*?(?=['’]s\b|[^\w'’.]|$)")


@functools.cache
def _forms() -> tuple[dict[str, str], frozenset[str]]:
    """Give what each form with capitals means, and the first words of those of several words."""
    forms = {_capital(form).strip("."): country for form, country in countries().items()}
    return forms, frozenset(form.split()[0] for form in forms if " " in form)


def _capital(form: str) -> str:
    short = len(form.replace(".", "")) <= 3 and form in {"uk", "u.k.", "us", "u.s.", "usa", "uae"}
    return form.upper() if short else form.title().replace("'D", "'d")
