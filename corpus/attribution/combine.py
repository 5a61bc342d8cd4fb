"""Putting the two extractors' findings together."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Attribution, Span


def combine(rules: Sequence[Attribution], learned: Sequence[Attribution]) -> list[Attribution]:
    """Unite the findings: where both found one thing, the rules' spans, surer than either.

    Two findings are one where they share a cue, or half of the characters of their content. The
    rules cut content as the sentence is built, which reads better.
    """
    kept: list[Attribution] = []
    left = list(learned)
    for found in rules:
        same = [o for o in left if _same_cue(found, o) or alike(found, o)]
        left = [o for o in left if not any(o is s for s in same)]
        if same:
            sure = 1 - (1 - found.confidence) * (1 - max(o.confidence for o in same))
            source = found.source or same[0].source
            found = Attribution(source, found.cue or same[0].cue, found.content, sure)
        kept.append(found)
    kept += left
    return sorted(kept, key=lambda found: min((*found.source, *found.cue, *found.content)))


def alike(one: Attribution, other: Attribution) -> bool:
    """Tell whether two contents share half of their characters."""
    shared = overlap(one.content, other.content)
    total = _size(one.content) + _size(other.content) - shared
    return 2 * shared >= total


def _same_cue(one: Attribution, other: Attribution) -> bool:
    return any(a.overlaps(b) for a in one.cue for b in other.cue)


def overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two contents share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _size(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
