"""What reports are about, as far as their headlines tell: words that many of them share. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from retrieval.names import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
# A word in one headline only is no topic; of one report in several outlets each counts.
LEAST = 2


def topics(titles: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Give the words of headlines that stand in most of them, with in how many.

    Forms of one word ("ferry", "ferries") count together; the commonest of them is given.
    """
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        here: dict[str, str] = {}
        for word in _WORD.findall(title):
            for stem in content_words(word)[:1]:
                here.setdefault(stem, word)
        for stem, word in here.items():
            counts[stem] += 1
            forms[stem][word] += 1
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [
        (forms[stem].most_common(1)[0][0], count) for stem, count in found[:most] if count >= LEAST
    ]
