"""What "how many" counts, and whether a figure in a text counts that.

Reports count one thing in many words: "31 dead", "killing 31", "a toll of 31", "31 bodies".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.frames import Expects
from retrieval.names import STOPWORDS, content_words, stem, tokens
from retrieval.values import figures, has_answer, is_vague

if TYPE_CHECKING:
    from retrieval.question import Question
    from retrieval.values import Figure

_MATTERS = tuple(
    frozenset(stem(word) for word in words.split())
    for words in (
        """dead died die dies death deaths killed kill killing kills fatality fatalities fatal
        toll body bodies lives perished perish victims casualties slain""",
        """injured injuries injuring hurt wounded wounding wounds casualties hospital""",
        "missing unaccounted",
        "arrested arrest arrests detained detain detentions custody",
        "evacuated evacuate displaced displace fled flee homeless",
    )
)
_ANY_MATTER = frozenset().union(*_MATTERS)
PEOPLE = frozenset(stem(w) for w in ("people", "persons", "person", "men", "women", "others"))
_AFTER = re.compile(
    r"""\b(?:how\ many|(?:what|the)\ (?:percentage|share|number|proportion)\ of)\s+(.*?)
    (?:\b(?:were|was|are|is|have|has|had|did|do|does|will|would|can|could|died|killed|now|still|
    currently|live|lives|lived|on|in|at|from|to|with|by|since|per)\b|$)""",
    re.IGNORECASE | re.VERBOSE,
)


def counted(question: str) -> frozenset[str]:
    """Give the stems of the words by which a text can count what a question counts.

    Empty where the question does not tell. "People" tells nothing where the question says
    what became of them.
    """
    bare = question.rstrip(" ?")
    match = _AFTER.search(bare)
    if match is None:
        return frozenset()
    named = {stem(word) for word in tokens(match.group(1)) if word not in STOPWORDS}
    # "31 lives" are lost, but "how many people live" asks of no dead.
    asked = set(content_words(bare[match.start() :])) - {stem("lives")}
    matters = [matter for matter in _MATTERS if matter & asked]
    if not matters:
        return frozenset(named)
    return frozenset((named - PEOPLE).union(*matters[:1]))


def same_matter(word: str, words: set[str]) -> bool:
    """Tell whether a stem stands among stems in another word for it ("died", "death")."""
    return any(word in matter and matter & words for matter in _MATTERS)


def counting(text: str, wanted: frozenset[str], known: str = "") -> list[Figure]:
    """Give the figures of a text that count what is wanted; those in ``known`` do not count.

    Where nothing is wanted, all the figures.
    """
    taken = {figure.value for figure in figures(known)}
    return [
        figure
        for figure in figures(text)
        if figure.value not in taken and (not wanted or _counts(figure, wanted))
    ]


def _counts(figure: Figure, wanted: frozenset[str]) -> bool:
    # What is counted comes after its figure; "killing 31" and "a toll of 31" come before it.
    before = wanted & _ANY_MATTER & set(figure.before.split())
    return bool(before or wanted & set(figure.unit.split()))


def is_typed(question: Question, text: str) -> bool:
    """Tell whether a text has the type of thing that is asked for, and counts the right thing."""
    if not has_answer(text, question.expects, question.text):
        return False
    wanted = counted(question.text) if question.expects is Expects.NUMBER else frozenset()
    return not wanted or bool(counting(text, wanted, question.text)) or is_vague(text)
