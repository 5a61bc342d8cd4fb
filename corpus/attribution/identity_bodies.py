"""How far the name of a body reaches: "the council" means another one in every town.

A name that tells which body is meant reaches over all articles. One of common words only means
the body of the place, or of the country, that the article is about; or of the article alone.
"""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.attribution import lexicon
from corpus.attribution.demonyms import countries


class Reach(StrEnum):
    """Over which articles a name means the same body."""

    NAMED = "named"
    NATIONAL = "national"
    LOCAL = "local"
    ARTICLE = "article"


_POINTING = lexicon.words(
    "his her its their our my your this that these those some many several other another no any"
    " all both most few each every one two three"
)
_LINKING = lexicon.words("of for and in on at to from with by against near around under over")
_TOPICS = lexicon.words(
    "affairs agriculture appeals assembly attorney air budget central civil commerce"
    " constitutional correctional cultural culture defence defense domestic economic economy"
    " education elections electoral emergencies emergency energy environment environmental"
    " external farming federal finance fire foreign forestry general health high highways home"
    " homeland housing immigration industry information intelligence interior internal"
    " international joint justice labor labour land local lower magistrates maritime mayor"
    " meteorological municipal national parish planning ports prison prisons prosecutor"
    " provincial public rail regional rescue revenue roads royal safety sanitation science"
    " security select sheriff social special sport sports state statistics superior supreme tax"
    " telecommunications tourism trade traffic transport transportation upper war water welfare"
    " works youth hall brigade borough"
)  # fmt: skip
_COMMON = (lexicon.BODIES | lexicon.PEOPLE | lexicon.DOCUMENTS | _TOPICS) - {"kremlin"}
# Of these a country has one; "the Health Department" may be a town's.
_SOVEREIGN = lexicon.words(
    "foreign defence defense interior justice homeland war supreme constitutional central home"
)
_MINISTRIES = lexicon.words("ministry parliament senate treasury")
_NATIONAL = lexicon.words(
    "ministry parliament senate congress treasury cabinet government army navy military presidency"
    " guard party assembly"
)
# There are several of these in a country: alone they do not say which.
_NOT_ALONE = lexicon.words("ministry party guard assembly")
_LOCAL = lexicon.words("police council coastguard brigade")
# What a place has one of, where these stand before it: "the fire department", "City Council".
_LOCAL_KIND = lexicon.words(
    "police fire sheriff city town county borough municipal parish mayor school local"
)
_LOCAL_HEAD = lexicon.words(
    "department service board office hall council force court brigade government"
)
_REGIONS = lexicon.words("county borough district parish township")
_FULL = 3  # words with capitals: "National Transportation Safety Board" is a name
# Offices: another one holds them in another article.
_OFFICES = lexicon.words(
    "president minister ceo commissioner superintendent governor mayor secretary director"
    " spokesman spokeswoman spokesperson official coordinator chair chairman chairwoman attorney"
    " lawyer counsel senator republican democrat judge chief coach leader"
)
# What belongs to a person: "Marl's office" is another Marl's in another article.
_PERSONAL = lexicon.words(
    "office campaign family team lawyer attorney estate camp administration cabinet government"
    " circle entourage company firm foundation label management band"
)


def reach(name: str) -> Reach:
    """Tell over which articles a body's name, as an article gives it, means the same body."""
    words = _words(name)
    if not words or words[0].lower() in _POINTING:
        return Reach.ARTICLE
    bases = [_base(word) for word in words]
    at = next((i for i, base in enumerate(bases) if i and base in _LINKING), len(words)) - 1
    head = _singular(bases[at])
    if not any(_tells(word) for word in words) and not _is_countys(words, bases):
        return _of_common_words(words, [_singular(base) for base in bases], head)
    if words[at].islower():
        return Reach.NAMED if head in _LOCAL | _NATIONAL else Reach.ARTICLE
    if bases[at] in _OFFICES:
        return Reach.ARTICLE
    if _is_a_persons(words, bases, head):
        return Reach.ARTICLE
    return Reach.NATIONAL if _is_topic_only(words, bases) else Reach.NAMED


def _of_common_words(words: list[str], bases: list[str], head: str) -> Reach:
    if set(bases) & _LOCAL_KIND and (head in _LOCAL_HEAD or head in _LOCAL):
        return Reach.LOCAL
    if len(words) == 1 and head in _LOCAL:
        return Reach.LOCAL
    proper = any(word[:1].isupper() for word in words)
    if head in _NATIONAL and (len(words) > 1 or head not in _NOT_ALONE):
        return Reach.NATIONAL
    if proper and len(words) > 1 and set(bases) & _SOVEREIGN:
        return Reach.NATIONAL
    own = [word[:1].isupper() for word in words if word.lower() not in _LINKING]
    return Reach.NAMED if len(own) >= _FULL and all(own) else Reach.ARTICLE


def is_sovereign(name: str) -> bool:
    """Tell whether a name of common words is one that only countries' bodies bear."""
    words = _words(name)
    bases = {_singular(_base(word)) for word in words}
    proper = len(words) > 1 and all(w[:1].isupper() for w in words if w.lower() not in _LINKING)
    return proper and bool(bases & (_SOVEREIGN | _MINISTRIES))


def _words(name: str) -> list[str]:
    words = re.findall(r"[\w&][\w&.'’-]*", name)
    return words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words


def _base(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower().rstrip("."))


def _singular(word: str) -> str:
    if word in _COMMON or not word.endswith("s"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _tells(word: str) -> bool:
    """Tell whether a word says which one is meant: a name, not a common word with a capital."""
    base = _base(word)
    return not (word.islower() or base in _LINKING or _singular(base) in _COMMON or base.isdigit())


def _is_countys(words: list[str], bases: list[str]) -> bool:
    """Read "Teller County Council": what stands before the region is a name, whatever it means."""
    return any(
        base in _REGIONS and words[i].istitle() and words[i - 1].istitle()
        for i, base in enumerate(bases)
        if i
    )


def _is_a_persons(words: list[str], bases: list[str], head: str) -> bool:
    """Read "Marl's office": one capitalised possessor, which is no country."""
    owned = re.search(r"['’]s?$", words[0]) is not None
    return owned and len(words) > 1 and head in _PERSONAL and bases[0] not in countries()


def _is_topic_only(words: list[str], bases: list[str]) -> bool:
    """Read "Ministry of Ports", "Ports Ministry": a topic beside the head, and no country."""
    if any(base in countries() for base in bases) or any("'" in w or "’" in w for w in words):
        return False
    return bases[0] == "ministry" or (bases[-1] == "ministry" and len(words) == 2)
