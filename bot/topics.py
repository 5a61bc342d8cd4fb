"""What reports are about, as far as their headlines tell: words that many of them share. Pure.

Words that only stand together ("Lady Isolde") are one topic; what headlines say of anything
("says", "at least", "latest") is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.names import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_POSSESSIVE = re.compile(r"['’]s?$")
_OF_ANYTHING = frozenset(
    content_words(
        "say tell told report claim deny warn find found see ask call urge vow accuse blame show "
        "reveal put give get take make set hold keep lead seek face leave let want need could new "
        "first last late least many more most other one two three four five six seven eight nine "
        "ten dead day week month year live update watch amid despite ahead near since top big "
        "high low early today yesterday exclusive opinion analysis explained"
    )
)
# A word in one headline only is no topic; of one report in several outlets each counts.
LEAST = 2


def topics(titles: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Give the words of headlines that stand in most of them, with in how many.

    Forms of one word ("ferry", "ferries") count together; the commonest of them is given.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        told = list(_told(title))
        here = dict(reversed(told))
        counts.update(here.keys())
        pairs.update({(a, b) for (a, _), (b, _) in pairwise(told) if a and b and a != b})
        for stem, word in here.items():
            forms[stem][word] += 1
    del counts[""]
    names = {stem: each.most_common(1)[0][0] for stem, each in forms.items()}
    for (one, other), count in pairs.most_common():
        if count >= LEAST and count == counts[one] == counts[other]:
            names[one] += f" {names[other]}"
            del counts[other]
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [(names[stem], count) for stem, count in found[:most] if count >= LEAST]


def _told(title: str) -> Iterator[tuple[str, str]]:
    """The stem and the form of each word of a headline; no stem where it tells nothing."""
    for word in _WORD.findall(title):
        bare = _POSSESSIVE.sub("", word)
        yield next((s for s in content_words(bare)[:1] if s not in _OF_ANYTHING), ""), bare
