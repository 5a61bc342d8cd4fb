"""What the rules find, as ranges of tokens, and how it becomes spans of characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.attribution.lexicon import Act
from corpus.attribution.phrases import dateline_end
from corpus.model import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]  # tokens, half-open

_EDGE = frozenset({",", ";", ":", ".", "—", "–", "-", "--", "(", ")", "…", "..."})


@dataclass(slots=True)
class Frame:
    """One attribution while it is being put together.

    ``clause`` covers source and cue with what belongs to them ("he said on Monday"): content
    never reaches into it. ``source`` is None where nobody is named.
    """

    cue: Range
    source: Range | None
    clause: Range
    act: Act
    content: list[Range] = field(default_factory=list)
    confidence: float = 0.9

    def covers(self, token: int) -> bool:
        """Tell whether a token is part of the content."""
        return any(start <= token < end for start, end in self.content)


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Drop white space and loose punctuation from both ends; None where nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in _EDGE):
        start += 1
    while start < end and (
        doc[end - 1].is_space or doc[end - 1].text in _EDGE or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return (start, end) if start < end else None


def minus(whole: Range, hole: Range) -> list[Range]:
    """Give what is left of a range outside another."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [part for part in parts if part[0] < part[1]]


def characters(doc: Doc, part: Range) -> Span:
    """Give the characters of a range of tokens."""
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last))


def extent(token: Token) -> Range:
    """Give the range of a token's subtree."""
    return token.left_edge.i, token.right_edge.i + 1


def to_attribution(doc: Doc, frame: Frame) -> Attribution | None:
    """Turn a frame into spans; None where no word of content is left."""
    pieces = []
    for part in merged(frame.content):
        for left in minus(part, frame.clause):
            tidy = trimmed(doc, max(left[0], dateline_end(doc)), left[1])
            if tidy and any(token.is_alpha or token.like_num for token in doc[slice(*tidy)]):
                pieces.append(characters(doc, tidy))
    if not pieces:
        return None
    source = trimmed(doc, *frame.source) if frame.source else None
    return Attribution(
        source=(characters(doc, source),) if source else (),
        cue=(characters(doc, frame.cue),) if frame.cue[0] < frame.cue[1] else (),
        content=tuple(pieces),
        confidence=frame.confidence,
    )


def merged(parts: list[Range]) -> list[Range]:
    """Join ranges that touch or overlap."""
    out: list[Range] = []
    for start, end in sorted(parts):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
