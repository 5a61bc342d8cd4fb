"""How a claim is put: whether it denies, and through whom it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act
from corpus.model import Attribution, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]


def stance_of(doc: Doc, cues: list[Range]) -> Stance:
    """Tell whether a cue contradicts."""
    for cue in cues:
        for token in doc[slice(*cue)]:
            entry = lexicon.verb(token.lemma_.lower())
            if (entry and entry.act is Act.DENY) or token.lemma_.lower() == "denial":
                return Stance.DENIES
    return Stance.ASSERTS


def passed_on_by(doc: Doc, found: Attribution, cues: list[Range]) -> Token | None:
    """Who passed the words on: "state media quoted X as saying", "was quoted by Y"; its head."""
    quoting = next(
        (t for cue in cues for t in doc[slice(*cue)] if t.lemma_.lower() in {"quote", "cite"}), None
    )
    if quoting is None:
        return None
    if any(child.dep_ == "nsubjpass" for child in quoting.children):
        by = next((c for c in quoting.rights if c.lower_ in {"by", "in"}), None)
        return next((c for c in by.children if c.dep_ == "pobj"), None) if by else None
    return next((c for c in quoting.children if c.dep_ == "nsubj"), None)
