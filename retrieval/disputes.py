"""Whether the accounts of a question contradict one another."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from corpus.model import Stance
from retrieval.frames import Expects, Kind
from retrieval.names import content_words, stem, tokens
from retrieval.question import Question
from retrieval.values import days, figures, other_values, same_day, same_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bearing import Bearing

NEAR = 3.0  # logits below the best claim within which a contradiction is about the same matter
COMPARED = 24  # claims compared with each other
EXPLICIT = re.compile(
    r"\b(?:disputed|contradicted|denied|rejected|contested|challenged) by\b"
    r"|\b(?:is|are|was|were|been|remains?) (?:hotly |widely )?(?:disputed|contested)\b",
    re.IGNORECASE,
)
POLAR = frozenset({Kind.YES_NO, Kind.AGREEMENT, Kind.SAYERS, Kind.DENIERS})


def contradicted(question: Question, ranked: Sequence[Bearing]) -> bool:
    """Tell whether the best claims include both sides: an assertion and a denial.

    Both must be near the best claim, and of two sources; or the best sentence itself says
    that what it reports is disputed.
    """
    near = [b for b in ranked if b.score >= ranked[0].score - NEAR] if ranked else []
    if any(EXPLICIT.search(b.sentence) for b in near[:3]):
        return True
    if question.kind in POLAR:
        no = {b.claim.source.name for b in near if b.negative}
        yes = {b.claim.source.name for b in near if not b.negative}
    else:
        no = {b.claim.source.name for b in near if b.claim.stance is Stance.DENIES}
        yes = {b.claim.source.name for b in near if b.claim.stance is Stance.ASSERTS}
    return bool(no) and bool(yes - no)


def conflicts(question: Question, ranked: Sequence[Bearing]) -> list[tuple[Bearing, Bearing]]:
    """Give pairs of claims that give different answers, the better one first.

    Figures and dates are compared where the question asks for one; sentences that are equal
    but for one name or value are, whatever it asks.
    """
    found = []
    for one, other in combinations(ranked[:COMPARED], 2):
        if one.article.id == other.article.id and one.claim.source == other.claim.source:
            continue
        if _swapped(question, one, other) or _typed(question, one, other, ranked[0].score):
            found.append((one, other))
    return found


def _swapped(question: Question, one: Bearing, other: Bearing) -> bool:
    swap = other_values(one.sentence, other.sentence, question.text)
    return swap is not None and not (swap[0] in other.sentence or swap[1] in one.sentence)


def _typed(question: Question, one: Bearing, other: Bearing, best: float) -> bool:
    if min(one.score, other.score) < best - NEAR:
        return False
    if question.expects in {Expects.NUMBER, Expects.MONEY}:
        a, b = (_figures(question, bearing) for bearing in (one, other))
        return bool(a and b) and not any(same_figure(x, y) for x in a for y in b)
    if question.expects is Expects.DATE:
        known = set(days(question.text))
        left, right = ([d for d in days(b.own) if d not in known] for b in (one, other))
        return bool(left and right) and not any(same_day(x, y) for x in left for y in right)
    return False


def _figures(question: Question, bearing: Bearing) -> list:  # type: ignore[type-arg]
    known = {figure.value for figure in figures(question.text)}
    counted = _counted(question)
    return [
        figure
        for figure in figures(bearing.own)
        if figure.value not in known
        and (
            figure.unit == "$"
            if question.expects is Expects.MONEY
            else bool(counted & set(figure.unit.split())) or not counted
        )
    ]


def _counted(question: Question) -> set[str]:
    """Give the stems of what is counted: the words between "how many" and the verb."""
    match = re.search(
        r"\b(?:how many|what (?:percentage|share|number) of)\s+(.*?)(?:\b(?:were|was|are|is|have|"
        r"has|had|did|do|does|will|would|can|could|died|killed)\b|$)",
        question.text.rstrip("?"),
        re.IGNORECASE,
    )
    if match is None:
        return set()
    words = [stem(word) for word in tokens(match.group(1))]
    return set(content_words(match.group(1))) & set(words)
