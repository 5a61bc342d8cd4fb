"""Words and names: how a question's words and names are compared with those of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_STOPWORDS = """
    a about after again all also am an and any are as at be been before being between but by can
    could did do does doing during each for from had has have having he her hers him his how i if
    in into is it its itself just may me might more most must my no nor not of off on once only or
    other our out over own same shall she should so some such than that the their them then there
    these they this those through to too under until up us very was we were what when where which
    while who whom whose why will with would you your"""
STOPWORDS = frozenset(_STOPWORDS.split())
ALIKE = 85.0  # a rapidfuzz ratio: "Idlib"/"Idleb" 80 counts by its length below, see `alike`
_DOUBLED = re.compile(r"(.)\1")
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*", re.UNICODE)


class _Marks(dict[int, int | None]):
    """Which characters `str.translate` leaves out: the combining ones."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS = _Marks()


def plain(text: str) -> str:
    """Lower-case, without accents, with straight quotes."""
    text = text.replace("’", "'").replace("‘", "'")
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return decomposed.translate(_WITHOUT_MARKS).casefold()


def tokens(text: str) -> list[str]:
    """Words in order, plain, without a possessive 's."""
    return [
        word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(plain(text).strip())
    ]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut the commonest English endings; crude, and the same on both sides."""
    for ending, left in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ers", "er")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undouble(word[: -len(ending)] + left)
    if word.endswith("ed") and len(word) > 4:
        return _undouble(word[:-2])
    if word.endswith("es") and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def content_words(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, each once."""
    return list(dict.fromkeys(stem(w) for w in tokens(text) if w not in STOPWORDS and len(w) > 1))


@lru_cache(maxsize=65536)
def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def alike(one: str, other: str) -> bool:
    """Tell whether two words are one name spelt in two ways ("Idlib", "Idleb").

    Short words must be closer, since one letter makes another name of them.
    """
    if one == other:
        return True
    if one[:1] != other[:1]:
        return False
    if _single(one) == _single(other):
        return True
    if min(len(one), len(other)) < 5:
        return False
    return fuzz.ratio(one, other) >= (80.0 if max(len(one), len(other)) <= 6 else ALIKE)


def names_in(text: str) -> list[str]:
    """Give the runs of capitalised words, and what stands in quotation marks, in order.

    The first word of a sentence counts only where it is not a stopword.
    """
    found: list[str] = []
    pattern = re.compile(
        r"[A-Z][\w'’.-]*(?:\s+(?:(?:of|the|al|de|la|bin|van|von|and)\s+)?[A-Z0-9][\w'’.-]*)*"
    )
    for match in pattern.finditer(text):
        words = match.group().split()
        while words and plain(words[0]).strip(".") in STOPWORDS:
            words.pop(0)
        if words:
            found.append(" ".join(words).rstrip(".'’"))
    quoted = re.findall(r"[\"“]([^\"”]{2,80})[\"”]", text)
    return list(dict.fromkeys(found + quoted))


def covers(wanted: str, name: str) -> bool:
    """Tell whether each word of a wanted name is in another name, in some spelling."""
    have = {stem(word) for word in tokens(name)}
    want = [stem(word) for word in tokens(wanted) if word not in STOPWORDS]
    return bool(want) and all(any(alike(word, other) for other in have) for word in want)
