"""The rules: attributions of a parsed text from general English and the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import rules_quotes
from corpus.attribution.lexicon import Act
from corpus.attribution.quotations import find_quotations
from corpus.attribution.quoted import Quoted
from corpus.attribution.rules_according import according_frames, noun_frames
from corpus.attribution.rules_clauses import clause_frames
from corpus.attribution.rules_frames import Frame, Range, to_attribution
from corpus.attribution.rules_labels import label_frames

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.model import Attribution


class RuleExtractor:
    """Finds attributions by rules; deterministic, without state."""

    def extract(self, doc: Doc) -> list[Attribution]:
        """Find the attributions of a parsed text, in reading order of their first span."""
        frames = rule_frames(doc)
        found = [to_attribution(doc, frame) for frame in frames]
        return sorted((each for each in found if each), key=_place)


def _place(found: Attribution) -> tuple[int, int]:
    first = min((*found.source, *found.cue, *found.content))
    return first.start, first.end


def rule_frames(doc: Doc) -> list[Frame]:
    """Find the frames of a text, quotations attached."""
    quoted = Quoted(doc, find_quotations(doc.text))
    frames: list[Frame] = []
    for sentence in doc.sents:
        frames += clause_frames(doc, sentence, quoted)
        frames += according_frames(doc, sentence, quoted.long)
        frames += noun_frames(doc, sentence, quoted.long)
    labelled = label_frames(doc, quoted)
    frames = [f for f in frames if not any(_inside(f, other) for other in labelled)] + labelled
    _divide(frames)
    _end_at_objections(doc, frames)
    frames = rules_quotes.attach(doc, frames, quoted)
    return [frame for frame in frames if frame.content and _plausible(doc, frame)]


def _inside(frame: Frame, label: Frame) -> bool:
    """Tell whether a frame's speech is a part of what a labelled speaker says."""
    end = label.content[0][1]
    return label.clause[0] <= frame.cue[0] and frame.cue[1] <= end


def _divide(frames: list[Frame]) -> None:
    """Where one speaker's second verb lies in the content of the first, end the first there."""
    for first in frames:
        for second in frames:
            if second.source is None or second.source != first.source or second is first:
                continue
            if second.cue[0] <= first.cue[0]:
                continue
            first.content = [
                (start, min(end, second.cue[0])) if start < second.cue[0] < end else (start, end)
                for start, end in first.content
            ]


_AGAINST = frozenset({"though", "although", "but", "while", "whereas"})


def _end_at_objections(doc: Doc, frames: list[Frame]) -> None:
    """End content before what the reporter sets against it: ", though residents dispute this"."""
    for first in frames:
        for second in frames:
            verb = doc[second.cue[1] - 1]
            mark = verb.left_edge.i
            own = doc[mark].lower_ in _AGAINST or doc[mark - 1].lower_ in _AGAINST
            if second is first or not own or second.source == first.source:
                continue
            stop = mark if doc[mark].lower_ in _AGAINST else mark - 1
            if doc[stop - 1].text != ",":
                continue
            first.content = _cut(first.content, stop)
        for start, end in first.content:
            for i in range(start + 1, end):
                if _objects(doc, i, end):
                    first.content = _cut(first.content, i)


def _cut(content: list[Range], stop: int) -> list[Range]:
    """End the stretch that a token is in before it and the comma in front of it."""
    return [(s, min(e, stop - 1)) if s < stop < e else (s, e) for s, e in content]


def _objects(doc: Doc, at: int, end: int) -> bool:
    """Read ", though Warble disputes this", whatever the parser made of it."""
    if doc[at].lower_ not in _AGAINST or doc[at - 1].text != ",":
        return False
    ahead = doc[at + 1 : min(end, at + 8)]
    return any(t.lower_ in _DISPUTES for t in ahead)


_DISPUTES = frozenset({"dispute", "disputes", "disputed", "deny", "denies", "denied"})


def _plausible(doc: Doc, frame: Frame) -> bool:
    """Drop what no reader would count: bare objects of doubtful verbs with nobody named."""
    return not (frame.source is None and frame.act in {Act.ATTITUDE, Act.WANT})
