"""Putting the two extractors' findings together."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Attribution, Span


def combine(rules: Sequence[Attribution], learned: Sequence[Attribution]) -> list[Attribution]:
    """Unite the findings: of two that have one content, the learned one; else both.

    Two have one content where they share half of their characters. A rule's finding that lies
    across several learned ones gives way to them.
    """
    kept = list(learned)
    kept += [
        found
        for found in rules
        if not any(_alike(found, other) or _same_cue(found, other) for other in learned)
    ]
    return sorted(kept, key=lambda found: min((*found.source, *found.cue, *found.content)))


def _alike(one: Attribution, other: Attribution) -> bool:
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
