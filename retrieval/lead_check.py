"""Whether a sentence of a lead says no more than the claims that it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Stance
from retrieval.bearing import NEGATIONS
from retrieval.names import STOPWORDS, content_words, stem, tokens
from retrieval.values import days, figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.model import LeadSentence, QuotedClaim

LONGEST = 400  # characters
NEW_WORDS = 0.25  # share of content words that the claims need not have: verbs of saying, fillers
_MARKUP = re.compile(r"https?:|www\.|[<>{}@`*_\[\]]|\n")
# How a report may be worded without saying anything new.
_PLAIN = {
    *("said", "say", "told", "report", "accord", "claim", "deny", "denied", "stat", "announc"),
    *("add", "confirm", "disput", "account", "sourc", "statement"),
}


def supported(
    sentence: LeadSentence, claims: Sequence[QuotedClaim], sources: Sequence[str]
) -> bool:
    """Tell whether a sentence may be shown; ``sources`` are the names that the claims go by.

    It must cite claims that there are, of one source alone, which it names; each of its
    figures, dates and names must be in them, nearly all its other words too; it denies if and
    only if they deny; it has no addresses and no markup.
    """
    text = sentence.text
    if not 0 < len(text) <= LONGEST or _MARKUP.search(text) or not sentence.claims:
        return False
    if not all(1 <= number <= len(claims) for number in sentence.claims):
        return False
    cited = [claims[number - 1] for number in sentence.claims]
    names = {sources[number - 1] for number in sentence.claims}
    if len(names) != 1:
        return False
    said = " . ".join(quoted.quote for quoted in cited)
    about = " . ".join([*names, *(q.claim.source.role or "" for q in cited), said])
    return (
        _names_source(text, names.pop())
        and _figures_hold(text, about)
        and _words_hold(text, about, cited)
        and _denies(text) == any(q.claim.stance is Stance.DENIES or _denies(q.quote) for q in cited)
    )


def _names_source(text: str, source: str) -> bool:
    own = [word for word in tokens(source) if word not in STOPWORDS]
    have = set(tokens(text))
    return bool(own) and sum(word in have for word in own) * 2 >= len(own)


def _figures_hold(text: str, about: str) -> bool:
    known = {figure.value for figure in figures(about)}
    return all(figure.value in known for figure in figures(text)) and set(days(text)) <= set(
        days(about)
    )


def _words_hold(text: str, about: str, cited: Sequence[QuotedClaim]) -> bool:
    facts = [f"{q.article.outlet} {q.article.agency or ''}" for q in cited]
    known = set(content_words(" ".join([about, *facts])))
    if any(stem(word) not in known | _PLAIN for word in _capitalised(text)):
        return False
    words = [word for word in content_words(text) if word not in _PLAIN]
    new = sum(word not in known for word in words)
    return bool(words) and new <= NEW_WORDS * len(words)


def _capitalised(text: str) -> list[str]:
    """Give the words that look like names, a first word that is no stopword among them."""
    found = []
    for match in re.finditer(r"\S+", text):
        word = match.group().strip(".,;:!?\"“”'‘’()")
        if word[:1].isupper():
            found += [w for w in tokens(word.replace("-", " ")) if w not in STOPWORDS]
    return found


def _denies(text: str) -> bool:
    return any(word in NEGATIONS or word.endswith("n't") for word in tokens(text))
