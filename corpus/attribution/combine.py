"""Putting the two extractors' findings together."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Attribution, Span

_SURE = 0.85  # confidence from which one extractor is believed without the other


_WHOLE = 0.7  # confidence from which the learned extractor's longer source is believed


def combine(rules: Sequence[Attribution], learned: Sequence[Attribution]) -> list[Attribution]:
    """Unite the findings for readers: each once, surer where both extractors made it.

    Two findings are one where they share a cue, or half of the characters of their content. The
    rules cut content as the sentence is built, which reads better; the learned extractor is the
    better judge of who speaks, and of content where the two hardly agree.
    """
    kept: list[Attribution] = []
    left = list(learned)
    for found in rules:
        same = [other for other in left if _same_cue(found, other) or alike(found, other)]
        left = [other for other in left if not any(other is one for one in same)]
        kept.append(_joined(found, same) if same else found)
    return sorted([*kept, *left], key=_first)


def annotate(rules: Sequence[Attribution], learned: Sequence[Attribution]) -> list[Attribution]:
    """Unite the findings as bare spans: the learned ones, and quotations that they leave out.

    Measured on annotated news, the rules' other findings cost as much as they bring.
    """
    extra = [
        found
        for found in rules
        if found.confidence >= _SURE and not any(overlap(found.content, o.content) for o in learned)
    ]
    return sorted([*learned, *extra], key=_first)


def _joined(rule: Attribution, same: Sequence[Attribution]) -> Attribution:
    best = max(same, key=lambda other: other.confidence)
    sure = 1 - (1 - rule.confidence) * (1 - best.confidence)
    agree = alike(rule, best)
    content = rule.content if agree or best.confidence < _SURE else best.content
    believed = rule.source and rule.confidence >= _SURE and not _ends_in(best, rule)
    source = rule.source if believed or not best.source else best.source
    return Attribution(source, rule.cue or best.cue, content, sure if agree else best.confidence)


def _ends_in(learned: Attribution, rule: Attribution) -> bool:
    """Tell whether the rule's source is the tail of the learned one, as after a wrong parse.

    "A man accused of burning a rival's van told" has no van for its speaker.
    """
    if len(learned.source) != 1 or len(rule.source) != 1 or learned.confidence < _WHOLE:
        return False
    whole, tail = learned.source[0], rule.source[0]
    return whole.start < tail.start and whole.end == tail.end


def _first(found: Attribution) -> Span:
    return min((*found.source, *found.cue, *found.content))


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
