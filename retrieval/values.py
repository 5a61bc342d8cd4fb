"""Figures, dates and names in a text: what can answer a question, and whether two agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from retrieval.dates import MONTHS
from retrieval.frames import Expects
from retrieval.names import STOPWORDS, names_in, plain, stem, tokens

_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_SMALL = dict(
    zip(
        [
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen", "twenty"),
        ],
        range(1, 21),
        strict=True,
    )
) | dict(
    zip(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(30, 100, 10),
        strict=True,
    )
)
_WITHIN_NAMES = STOPWORDS | {"de", "la", "van", "von", "al", "bin", "der", "den", "du", "el"}
_VAGUE = ("dozens", "hundreds", "thousands", "millions", "billions", "half", "dozen", "scores")
_NUMBER = re.compile(
    r"(?P<money>[$€£¥]|US\$)?\s?(?<![\w.])(?:(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"|(?P<word>{'|'.join(_SMALL)})(?:-(?P<unit>{'|'.join(_SMALL)}))?)"
    r"(?:[\s-](?P<scale>hundred|thousand|million|billion|trillion)|(?P<short>m|bn|k))?\b"
    r"(?P<percent>\s?(?:%|percent|per cent))?",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*:)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})\b\.?,?(?:\s+(?P<year2>(?:19|20)\d\d)\b)?"
    rf"|(?P<month3>{_MONTH})\b\.?,?\s+(?P<year3>(?:19|20)\d\d)\b"
    r"|(?P<year4>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_MONEY_WORDS = """
    dollar euro pound crown krona krone kronor kroner franc yen yuan renminbi won rupee rupiah
    ruble rouble hryvnia zloty forint lira dinar dirham riyal rial shekel peso real reais rand
    naira shilling baht ringgit cedi birr taka lev leu koruna"""
_CURRENCIES = frozenset(
    form for word in _MONEY_WORDS.split() for form in (word, f"{word}s", f"{word}es")
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|reasons?|causes?|caused|blam(?:e[ds]?|ing)|"
    r"amid|after|following|in response|in protest|as a result|so that|in order|over|for fear|"
    r"accus(?:e[ds]?|ing)|explain(?:ed|s)?|prompted|triggered|led to)\b",
    re.IGNORECASE,
)
_BEFORE_NOUNS = frozenset({"of", "the", "a", "more", "other", "his", "her", "its", "their", "our"})
_BEFORE_PARTICIPLES = frozenset({"was", "were", "been", "being", "be", "have", "has", "had"})
_PASSED = _BEFORE_NOUNS | _BEFORE_PARTICIPLES
_JOINT = "\u2060"  # a word joiner: no white space, and in no text that people write
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|tomorrow)\b"
    r"|\b(?:this|last|next)\s+(?:week|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text.

    ``unit`` are the stems of the words it counts, or "$" or "%"; ``before`` are the stems of the
    words that lead to it ("the number of dead at 27").
    """

    value: float
    unit: str
    before: str = ""


Day = tuple[int | None, int | None, int | None]
"""Year, month and day; None where the text does not say."""


def figures(text: str) -> list[Figure]:
    """Give the numbers of a text; days and years of dates are not among them."""
    taken = [match.span() for match in _DATE.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        found.append(Figure(_value(match), _unit(match, text), _before(match, text)))
    return found


def _value(match: re.Match[str]) -> float:
    if digits := match.group("digits"):
        value = float(digits.replace(",", ""))
    else:
        value = float(_SMALL[match.group("word").lower()])
        value += _SMALL[match.group("unit").lower()] if match.group("unit") else 0
    scale = match.group("scale") or match.group("short")
    return value * (_SCALES[scale.lower()] if scale else 1.0)


def _unit(match: re.Match[str], text: str) -> str:
    if match.group("money"):
        return "$"
    if match.group("percent"):
        return "%"
    after = list(tokens(text[match.end() : match.end() + 60])[:4])
    if after and after[0] in _CURRENCIES:
        return "$"
    counted = takewhile(lambda word: word not in STOPWORDS or word in _PASSED, after)
    return " ".join(stem(word) for word in counted if word not in STOPWORDS)


def _before(match: re.Match[str], text: str) -> str:
    clause = re.split(r"[.;:]\s", text[max(0, match.start() - 60) : match.start()])[-1]
    return " ".join(stem(word) for word in tokens(clause)[-5:] if word not in STOPWORDS)


def days(text: str) -> list[Day]:
    """Give the dates that a text names, each as precise as it is there."""
    found: list[Day] = []
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        month = parts["month"] or parts["month2"] or parts["month3"]
        year = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
        day = parts["day"] or parts["day2"]
        found.append(
            (
                int(year) if year else None,
                MONTHS[month.lower()] if month else None,
                int(day) if day else None,
            )
        )
    return found


def same_day(one: Day, other: Day) -> bool:
    """Tell whether two dates can be one: no part that both give differs."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def same_figure(one: Figure, other: Figure) -> bool:
    """Tell whether two numbers are one, given that reports round (5 %)."""
    top = max(abs(one.value), abs(other.value))
    return top == 0 or abs(one.value - other.value) / top <= 0.05


def has_answer(text: str, expects: Expects, question: str) -> bool:
    """Tell whether a text has anything of the type that the question expects.

    What the question itself says does not count.
    """
    if expects in {Expects.NUMBER, Expects.MONEY}:
        known = {figure.value for figure in figures(question)}
        found = [figure for figure in figures(text) if figure.value not in known]
        if expects is Expects.MONEY:
            return any(figure.unit == "$" for figure in found) or bool(re.search(r"[$€£]", text))
        return bool(found) or is_vague(text)
    if expects is Expects.DATE:
        return bool(set(days(text)) - set(days(question)) or _WEEKDAY.search(text))
    if expects in {Expects.PERSON, Expects.PLACE}:
        asked = set(tokens(question))
        return any(not set(tokens(name)) <= asked for name in names_in(text))
    if expects is Expects.REASON:
        return bool(_REASON.search(text))
    return True


def is_vague(text: str) -> bool:
    """Tell whether a text counts without a figure ("dozens", "half")."""
    return any(word in _VAGUE for word in tokens(text))


def other_values(one: str, other: str, question: str) -> tuple[str, str] | None:
    """Give the two values by which otherwise equal sentences differ; None where they do not.

    Method: align the words; the sentences tell of one thing if most words agree and the
    difference is one name, date or number put in another's place, throughout.
    """
    from difflib import SequenceMatcher

    a, b = _words(one), _words(other)
    matcher = SequenceMatcher(None, [plain(w) for w in a], [plain(w) for w in b], autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < 3 or same / max(len(a), len(b)) < 0.5:
        return None
    swaps: dict[str, tuple[str, str]] = {}
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        left, right = _joined(a[i:j]), _joined(b[k:m])
        if plain(left) == plain(right):
            continue
        if not (_like_a_value(left) and _like_a_value(right)):
            return None
        swaps[plain(left)] = (left, right)
    if not swaps or len(swaps) > 2:
        return None
    value = max(swaps.values(), key=lambda pair: len(pair[0]))
    asked = set(tokens(question))
    return None if set(tokens(value[0])) <= asked and set(tokens(value[1])) <= asked else value


def _words(text: str) -> list[str]:
    """Split into words, a date being one: "10 May 2020" is not "May 2, 2010" with a swap."""
    return _DATE.sub(lambda match: _JOINT.join(match.group().split()), text).split()


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(_JOINT, " ").strip(" ,.;:()")


def _like_a_value(words: str) -> bool:
    """Tell whether words are a figure with what it counts, or a name and nothing else."""
    split = words.split()
    if any(c.isdigit() for c in words):
        return len(split) <= 6
    named = [word for word in split if word[:1].isupper()]
    rest = [word for word in split if word not in named and word not in _WITHIN_NAMES]
    return 0 < len(split) <= 6 and bool(named) and not rest
