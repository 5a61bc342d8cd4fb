"""Claims within claims: repetitions left out, and words that one source passes on of another's."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from corpus.attribution.combine import overlap
from corpus.model import Claim, Span

_ALL_OF_IT = 0.6  # share of the outer content from which it is the inner claim passed on


def settled(claims: Sequence[Claim], reported: Set[Span], speech: Set[Span]) -> list[Claim]:
    """Leave out what a source only says of its own saying, and link what is passed on.

    "The firm said it expected growth" is one claim. "Ms Li says an officer told her that …" is
    the officer's too, via Ms Li. "He told detectives …, according to the complaint" is his, via
    the complaint. ``reported`` are the cues that another verb governs, as those are; what a
    relative clause says is the reporter's ("a figure that the office calls wrong"). ``speech``
    are the cues of plain saying, whose words another may pass on whole.
    """
    claims = [_without_later(c, claims) for c in claims]
    kept = [c for c in claims if not any(_repeats(c, other) for other in claims)]
    passed = {
        id(other) for c in kept for other in kept if c.cue in speech and _is_passed_on(c, other)
    }
    return [_linked(c, kept) if c.cue in reported else c for c in kept if id(c) not in passed]


def _within(inner: Claim, outer: Claim) -> bool:
    """Tell whether a claim stands, cue and all, in the content of another."""
    if inner is outer or inner.cue is None:
        return False
    held = any(span.contains(inner.cue) for span in outer.content)
    return held and overlap(inner.content, outer.content) > 0


def _without_later(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """End content before a cue that stands behind it: "Dacre says …, our correspondent reports"."""
    for other in claims:
        if claim.cue is None or other.mention is None or not _within(other, claim):
            continue
        begins = min(other.mention.start, other.cue.start if other.cue else other.mention.start)
        around = any(span.contains(claim.cue) for span in other.content)
        end = claim.content[-1].end
        pieces = [Span(s.start, min(s.end, begins)) for s in claim.content if s.start < begins]
        if pieces and end > begins:
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].start + 1, begins - 2))
        if around and begins > claim.cue.end and pieces:
            return replace(claim, content=tuple(pieces))
    return claim


def _repeats(inner: Claim, outer: Claim) -> bool:
    return _within(inner, outer) and inner.source.name == outer.source.name


def _is_passed_on(inner: Claim, outer: Claim) -> bool:
    """Tell whether all that the outer source says is that the inner one says it."""
    if not _within(inner, outer) or inner.source.name == outer.source.name:
        return False
    if inner.mention is None or outer.cue is None or outer.cue.start < inner.content[0].start:
        return False
    naming = [span for span in (inner.mention, inner.cue) if span is not None]
    size = sum(span.end - span.start for span in outer.content) - overlap(naming, outer.content)
    return overlap(inner.content, outer.content) >= _ALL_OF_IT * size


def _linked(claim: Claim, claims: Sequence[Claim]) -> Claim:
    if claim.via is not None:
        return claim
    outer = [c for c in claims if _within(claim, c) and c.source.name != claim.source.name]
    if not outer:
        return claim
    nearest = min(outer, key=lambda c: sum(span.end - span.start for span in c.content))
    return replace(claim, via=nearest.source)
