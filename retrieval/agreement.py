"""Whether an account says the same as a statement, or otherwise, or only speaks to its matter.

By words, figures and negations alone, and with care: "the same" is said only where a claim has
nearly all that the statement says, so that what is worded quite differently is left to the reader.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from corpus.model import Stance
from retrieval.answerable import shared
from retrieval.bearing import is_on_the_matter, negated
from retrieval.question import analyse
from retrieval.values import figures, other_values

if TYPE_CHECKING:
    from retrieval.model import Account, QuotedClaim
    from retrieval.question import Question
    from retrieval.values import Figure

SAME_WORDS = 0.75  # share of a statement's content words that a claim has which says the same
ON_IT = 0.5  # the same for a claim that can contradict it
ELLIPTICAL = 1 / 3  # the same for a denial that leaves out what stands so many characters before
BEFORE = 400
ROUNDED = 0.05  # share by which two figures that are one may differ
ABOUT = 0.15  # the same where one of them is said to be rough
_HEDGE = re.compile(
    r"\b(?P<least>at least|more than|over|no fewer than|no less than|upwards? of)\s+"
    r"|\b(?P<most>up to|at most|as many as|fewer than|less than|under|no more than)\s+"
    r"|\b(?P<rough>about|around|some|nearly|almost|roughly|approximately|an estimated)\s+",
    re.IGNORECASE,
)
# When it was is told by dates, and posts count from another day than reports do.
_LATELY = re.compile(
    r"\b(?:(?:this|last|early|late|earlier|later)\s+)*(?:morning|afternoon|evening|night|today|"
    r"yesterday|tonight|overnight|just now|minutes ago|hours ago)\b",
    re.IGNORECASE,
)


class Agreement(StrEnum):
    """What an account is to a statement."""

    SAME = "same"
    OTHERWISE = "otherwise"
    BESIDE = "beside"


def agreement(statement: str, account: Account) -> tuple[Agreement, tuple[QuotedClaim, ...]]:
    """Tell what an account is to a statement, and by which of its claims.

    The first that says the same or otherwise tells, and all that do so, too, are given; of an
    account that is beside it the first claim, which bears on it most.
    """
    asked = analyse(_LATELY.sub(" ", statement))
    # Figures are compared as such, not as words.
    asked = replace(asked, keywords=tuple(w for w in asked.keywords if not figures(w)))
    found = [_of_claim(asked, statement, quoted) for quoted in account.claims]
    told = next((each for each in found if each is not Agreement.BESIDE), Agreement.BESIDE)
    if told is Agreement.BESIDE:
        return told, account.claims[:1]
    each_told = zip(account.claims, found, strict=True)
    return told, tuple(quoted for quoted, each in each_told if each is told)


def _of_claim(asked: Question, statement: str, quoted: QuotedClaim) -> Agreement:
    sentence = quoted.sentence
    said = shared(asked, sentence, quoted.claim.source.name)
    denies = quoted.claim.stance is Stance.DENIES
    if said < ON_IT or not is_on_the_matter(asked, sentence):
        denied = denies and not negated(statement, asked.keywords)
        elliptical = denied and said >= ELLIPTICAL and _is_told_before(asked, quoted)
        return Agreement.OTHERWISE if elliptical else Agreement.BESIDE
    no = denies or negated(quoted.quote, asked.keywords)
    differs = no is not negated(statement, asked.keywords) and (denies or said >= SAME_WORDS)
    if differs or _counts_otherwise(statement, sentence) or _names_otherwise(statement, sentence):
        return Agreement.OTHERWISE
    return Agreement.SAME if said >= SAME_WORDS else Agreement.BESIDE


def _is_told_before(asked: Question, quoted: QuotedClaim) -> bool:
    """Tell whether a claim, with the sentences before it, has what a statement says."""
    span = quoted.claim.sentence
    told = quoted.article.text[max(0, span.start - BEFORE) : span.end]
    return shared(asked, told) >= SAME_WORDS and is_on_the_matter(
        asked, quoted.sentence, ELLIPTICAL
    )


def _counts_otherwise(statement: str, sentence: str) -> bool:
    """Tell whether two texts give different figures, and none in common, for one thing."""
    compared = [
        _fits(one, statement, other, sentence)
        for one in figures(statement)
        for other in figures(sentence)
        if set(one.unit.split()) & set(other.unit.split())
    ]
    return bool(compared) and not any(compared)


def _names_otherwise(statement: str, sentence: str) -> bool:
    """Tell whether two texts are one but for a name or a date in another's place."""
    values = other_values(statement, sentence, "")
    return values is not None and not all(figures(value) for value in values)


def _fits(one: Figure, statement: str, other: Figure, sentence: str) -> bool:
    (low, high), (least, most) = _range(one, statement), _range(other, sentence)
    return low <= most and least <= high


def _range(figure: Figure, text: str) -> tuple[float, float]:
    """Give from what to what a figure may be, as its text says: "at least 30"."""
    low, high = figure.value * (1 - ROUNDED), figure.value * (1 + ROUNDED)
    for hedge in _HEDGE.finditer(text):
        behind = figures(text[hedge.end() : hedge.end() + 40])
        if not behind or behind[0].value != figure.value:
            continue
        if hedge["least"]:
            return low, inf
        if hedge["most"]:
            return 0.0, high
        return figure.value * (1 - ABOUT), figure.value * (1 + ABOUT)
    return low, high
