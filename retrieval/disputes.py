"""Whether the accounts of a question contradict one another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from corpus.model import Stance
from retrieval.answerable import TYPED, shared
from retrieval.bearing import HALF, is_on_the_matter, shares, telling_of_it
from retrieval.counting import counted, counting, is_typed
from retrieval.frames import Expects, Kind
from retrieval.names import tokens
from retrieval.question import Question
from retrieval.values import Figure, days, has_answer, other_values, same_day, same_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bearing import Bearing
    from retrieval.model import Hit

NEAR = 3.0  # logits below the best claim within which a contradiction is about the same matter
POLAR_NEAR = 6.0  # the same where yes or no is asked, and the claim has the words of the matter
TYPED_NEAR = 8.0  # the same for figures that count the very thing that is asked for
FAR = 8.0  # the same for sentences that agree in all but one value
COMPARED = 48  # claims compared with each other
CONTESTED = 3.0  # logits by which a contested answer rises
ON_THE_MATTER = 0.75  # share of the question's words that claims must have to be compared
SAME_TIME = 60  # days between reports within which two figures are of one state of things
COUNTED_ON_THE_MATTER = 0.5  # the same where both count the very thing that is asked for
CLOSE_AFTER = 300  # characters, some two sentences, within which "the figure" is that one
# Of a denial that leaves out what the sentences before it say: its logit, and so many for the
# whole of the question's words, are together at least this.
ELLIPTICAL, A_WHOLE = 4.5, 10.0
EXPLICIT = re.compile(
    r"\b(?:disputed|contradicted|denied|rejected|contested|challenged) by\b"
    r"|\b(?:is|are|was|were|been|remains?) (?:hotly |widely )?(?:disputed|contested)\b"
    r"|\b(?:disput|contest|challeng|reject|contradict)(?:s|e[ds]?|ing) (?:the|that|this|those|his|"
    r"her|its|their)(?: [\w’'-]+){0,3} (?:figures?|count|tally|toll|numbers?|estimates?|accounts?|"
    r"versions?|claims?|findings?)\b",
    re.IGNORECASE,
)
POLAR = frozenset({Kind.YES_NO, Kind.AGREEMENT, Kind.SAYERS, Kind.DENIERS})


def disputes_something(bearing: Bearing) -> bool:
    """Tell whether a claim denies something, or its sentence says that something is disputed."""
    return bearing.claim.stance is Stance.DENIES or bool(EXPLICIT.search(bearing.sentence))


def with_replies(question: Question, ranked: Sequence[Bearing]) -> list[Bearing]:
    """Let what disputes one of the best claims, right after it in its article, rise to it.

    "The association disputed the figure" has no word of the question, nor has the sentence after
    it, which gives another figure.
    """
    best = [b for b in ranked if b.score >= ranked[0].score - NEAR]
    replies = [b for b in ranked if replies_to(b, best)]
    if question.expects in TYPED:
        replies += [b for b in ranked if is_typed(question, b.own) and _follows(b, replies)]
    least = ranked[0].score - NEAR if ranked else 0.0
    risen = [replace(b, score=max(b.score, least)) if b in replies else b for b in ranked]
    return sorted(risen, key=lambda b: (-b.score, *key(b)))


def denials(question: Question, ranked: Sequence[Bearing], hits: Sequence[Hit]) -> list[Bearing]:
    """Keep the denials of the very thing that a question asks who denies.

    "Its foreign ministry denied that its forces had fired" leaves out at what, which the passage
    around it tells; such denials count where no other tells of the matter.
    """
    told = telling_of_it(question, ranked, hits)
    denying = [b for b in ranked if b.negative]
    found = [b for b in denying if b in told or replies_to(b, told)]
    if found:
        return found
    own = shares(question, [b.sentence for b in denying], hits)
    around = shares(question, [hit.text for hit in hits], hits)
    return [
        b
        for b in denying
        if b.score + A_WHOLE * own[b.sentence] >= ELLIPTICAL
        and any(
            around[hit.text] >= HALF for hit in hits if hit.holds(b.article.id, b.claim.sentence)
        )
    ]


def replies_to(bearing: Bearing, before: Sequence[Bearing]) -> bool:
    """Tell whether a claim says close after one of others that something is disputed."""
    return bool(EXPLICIT.search(bearing.sentence)) and _follows(bearing, before)


def _follows(bearing: Bearing, before: Sequence[Bearing]) -> bool:
    """Tell whether a claim stands close after one of others in the same article."""
    start = bearing.claim.sentence.start
    return any(
        b.article.id == bearing.article.id and 0 <= start - b.claim.sentence.end <= CLOSE_AFTER
        for b in before
    )


def contradicted(question: Question, ranked: Sequence[Bearing]) -> bool:
    """Tell whether the best claims include both sides: an assertion and a denial.

    Both must be near the best claim, and of two sources; or the best sentence itself says
    that what it reports is disputed.
    """
    near = [b for b in ranked if b.score >= ranked[0].score - NEAR] if ranked else []
    if question.of_one_source:
        return False
    if any(EXPLICIT.search(b.sentence) for b in near[:3]):
        return True
    if question.kind in POLAR:
        near += [b for b in ranked[len(near) :] if _answers_no(question, b, ranked[0])]
        no = {b.claim.source.name for b in near if b.negative}
        # Who denies answers somebody, even where that one's words are not the question's.
        denied = any(b.claim.stance is Stance.DENIES for b in near if b.negative)
        yes = {
            b.claim.source.name
            for b in near
            if not b.negative and (denied or is_on_the_matter(question, b.sentence))
        }
    else:
        no = {b.claim.source.name for b in near if b.claim.stance is Stance.DENIES}
        yes = {b.claim.source.name for b in near if b.claim.stance is Stance.ASSERTS}
    return bool(no) and bool(yes - no)


def both_sides(question: Question, ranked: Sequence[Bearing]) -> list[Bearing]:
    """Let those who answer no rise to where the best are, where yes or no is asked."""
    if question.kind not in POLAR or not ranked:
        return list(ranked)
    least = ranked[0].score - NEAR
    risen = [
        replace(b, score=max(b.score, least)) if _answers_no(question, b, ranked[0]) else b
        for b in ranked
    ]
    return sorted(risen, key=lambda b: (-b.score, *key(b)))


def _answers_no(question: Question, bearing: Bearing, best: Bearing) -> bool:
    if not bearing.negative:
        return False
    if bearing.score >= best.score - POLAR_NEAR:
        return is_on_the_matter(question, bearing.sentence)
    # A short denial ("denied that its forces had fired") leans on what stands around it.
    beside = bearing.passage_score >= best.passage_score - NEAR
    denies = bearing.claim.stance is Stance.DENIES
    return beside and denies and is_on_the_matter(question, bearing.sentence, share=0.0)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that give different answers, the better one first, and those answers.

    The values are None where figures or dates differ that the sentences word differently.
    """

    one: Bearing
    other: Bearing
    values: tuple[str, str] | None = None


def conflicts(question: Question, ranked: Sequence[Bearing]) -> list[Conflict]:
    """Find the claims that contradict one another, the best pair first.

    Sentences that are equal but for one name or value contradict one another, whatever is
    asked; figures and dates are compared where the question asks for one.
    """
    near = [b for b in ranked[:COMPARED] if b.score >= ranked[0].score - FAR]
    words = {id(b): frozenset(tokens(b.sentence)) for b in near}
    best = ranked[0].score
    found = []
    for one, other in combinations(near, 2):
        if one.article.id == other.article.id:
            if _both_quoted(one, other) and _typed(question, one, other, best):
                found.append(Conflict(one, other))
        elif values := _swapped(question, one, other, words):
            found.append(Conflict(one, other, values))
        elif _of_one_time(one, other) and _typed(question, one, other, best):
            found.append(Conflict(one, other))
    return found


def key(bearing: Bearing) -> tuple[str, int, int, str]:
    """Give what tells a claim from all others."""
    claim = bearing.claim
    return bearing.article.id, claim.quote.start, claim.quote.end, claim.source.name


def contested_first(
    question: Question, ranked: Sequence[Bearing], pairs: Sequence[Conflict]
) -> list[Bearing]:
    """Let claims that others contradict rise: a reader has to see both sides of a matter.

    Only where the answers are of the type that the question expects.
    """
    rising = {
        key(bearing)
        for pair in pairs
        if pair.values and all(has_answer(v, question.expects, question.text) for v in pair.values)
        for bearing in (pair.one, pair.other)
    }
    risen = [replace(b, score=b.score + CONTESTED) if key(b) in rising else b for b in ranked]
    return sorted(risen, key=lambda b: (-b.score, *key(b)))


def ranked_score(pair: Conflict, ranked: Sequence[Bearing]) -> float:
    """Give how well the two claims of a conflict bear on the question together."""
    scores = {key(b): b.score for b in ranked}
    return scores[key(pair.one)] + scores[key(pair.other)]


def other_side(
    ranked: Sequence[Bearing], first: Conflict, pairs: Sequence[Conflict]
) -> set[tuple[str, int, int, str]]:
    """Give the claims of the same source that stand with the second answer of a conflict."""
    if first.values is None:
        mine = key(first.one)
        return {key(p.other) for p in pairs if key(p.one) == mine} | {key(first.other)}
    left, right = first.values
    return {key(first.other)} | {
        key(b)
        for b in ranked
        if right in b.sentence
        and left not in b.sentence
        and b.claim.source == first.other.claim.source
    }


def _both_quoted(one: Bearing, other: Bearing) -> bool:
    """Tell whether two sources speak that an article quotes.

    What it tells itself beside them is mostly of another year or another place.
    """
    return one.claim.source != other.claim.source and not any(
        bearing.claim.mention is None for bearing in (one, other)
    )


def _of_one_time(one: Bearing, other: Bearing) -> bool:
    """Tell whether figures of two reports can contradict one another: later ones are just later."""
    first, second = (_day(bearing) for bearing in (one, other))
    return first is None or second is None or abs((first - second).days) <= SAME_TIME


def _day(bearing: Bearing) -> date | None:
    try:
        return date.fromisoformat((bearing.article.published_at or "")[:10])
    except ValueError:
        return None


def _swapped(
    question: Question, one: Bearing, other: Bearing, words: dict[int, frozenset[str]]
) -> tuple[str, str] | None:
    """Give the values by which two sentences differ that are equal but for them."""
    if not _alike(words[id(one)], words[id(other)]):
        return None
    values = other_values(one.sentence, other.sentence, question.text)
    if values and values[0] not in other.sentence and values[1] not in one.sentence:
        return values
    return None


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= max(len(one), len(other))


def _typed(question: Question, one: Bearing, other: Bearing, best: float) -> bool:
    """Tell whether two claims give different figures or dates for what is asked."""
    if question.expects not in TYPED:
        return False
    wanted = counted(question.text)
    closely = wanted or one.article.id == other.article.id
    if min(one.score, other.score) < best - (TYPED_NEAR if closely else NEAR):
        return False
    least = COUNTED_ON_THE_MATTER if wanted else ON_THE_MATTER
    if any(_shared(question, b) < least for b in (one, other)):
        return False
    if question.expects in {Expects.NUMBER, Expects.MONEY}:
        a, b = (_figures(question, bearing, wanted) for bearing in (one, other))
        return bool(a and b) and not any(same_figure(x, y) for x in a for y in b)
    known = set(days(question.text))
    left, right = ([d for d in days(b.own) if d not in known] for b in (one, other))
    return bool(left and right) and not any(same_day(x, y) for x in left for y in right)


def _shared(question: Question, bearing: Bearing) -> float:
    return shared(question, bearing.article.title, bearing.article.text)


def _figures(question: Question, bearing: Bearing, wanted: frozenset[str]) -> list[Figure]:
    found = counting(bearing.own, wanted, question.text)
    if question.expects is Expects.MONEY:
        return [figure for figure in found if figure.unit == "$"]
    return found
