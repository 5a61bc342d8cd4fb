"""Paragraphs that begin with a speaker's name and a colon, as in transcripts and liveblogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.givennames import is_given
from corpus.attribution.lexicon import Act
from corpus.attribution.rules_frames import Frame, Range

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.attribution.quoted import Quoted

_LONGEST = 5  # tokens of a label


def label_frames(doc: Doc, quoted: Quoted) -> list[Frame]:
    """Find "Tobias Renn: I could not sign it." to the paragraph's end; questions are nobody's.

    Quotations behind a label are found with the other quotations.
    """
    surnames = _surnames(doc)
    frames = []
    for start, end in _paragraphs(doc):
        colon = next(
            (i for i in range(start, min(start + _LONGEST + 1, end)) if doc[i].text == ":"), 0
        )
        if colon <= start or colon + 2 >= end or quoted.all[colon + 1] >= 0:
            continue
        if _is_speaker(doc, (start, colon), surnames) and doc[end - 1].text != "?":
            whole = (start, colon + 1)
            cue = (colon, colon + 1)
            frames.append(Frame(cue, (start, colon), whole, Act.SAY, [(colon + 1, end)], 0.8))
    return frames


def _paragraphs(doc: Doc) -> list[Range]:
    """The paragraphs as ranges of tokens without white space at their ends."""
    out, start = [], 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start < token.i:
                out.append((start, token.i))
            start = token.i + 1
    return [*out, (start, len(doc))] if start < len(doc) else out


def _is_speaker(doc: Doc, part: Range, surnames: frozenset[str]) -> bool:
    """Tell whether a label names a person: a given name, a known surname, an office."""
    words = [t for t in doc[slice(*part)] if not t.is_punct]
    if [t.text for t in words] == ["A"]:  # of "Q:" and "A:"
        return True
    if not words or not words[0].text[:1].isupper() or any(t.like_num for t in words):
        return False
    named = is_given(words[0].text) and len(words) > 1
    office = len(words) <= 2 and lexicon.is_person(words[-1].lower_)
    return named or office or words[-1].text in surnames


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the people whose full names stand in the text."""
    people = (e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return frozenset(e[-1].text for e in people if is_given(e[0].text))
