"""Paragraphs that begin with a speaker's name and a colon, as in transcripts and liveblogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.givennames import is_given
from corpus.attribution.lexicon import Act
from corpus.attribution.rules_frames import Frame, Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from corpus.attribution.quoted import Quoted

_LONGEST = 7  # tokens of a label

# Who speaks for the outlet in a script.
VOICES = lexicon.words(
    "presenter reporter anchor anchorman anchorwoman announcer voiceover voice-over narrator"
    " newsreader correspondent studio host newscaster vo presenters interviewer"
)
_STAFF = lexicon.words("reporter correspondent editor colleague producer presenter team")
_COLONS = frozenset({":", "):"})
_BEFORE = 9  # tokens between "our reporter" and the name, and behind it


def label_frames(doc: Doc, quoted: Quoted) -> list[Frame]:
    """Find "Tobias Renn: I could not sign it." to the paragraph's end; questions are nobody's.

    Quotations behind a label are found with the other quotations.
    """
    surnames = _surnames(doc)
    own = own_voices(doc)
    frames = []
    for start, end in _paragraphs(doc):
        colon = next(
            (i for i in range(start, min(start + _LONGEST + 1, end)) if doc[i].text in _COLONS), 0
        )
        if colon <= start or colon + 2 >= end or quoted.all[colon + 1] >= 0:
            continue
        name = (start, _without_brackets(doc, start, colon))
        if doc[name[1] - 1].lower_ in own or doc[end - 1].text == "?":
            continue
        if _is_speaker(doc, name, surnames):
            whole = (start, colon + 1)
            cue = (colon, colon + 1)
            frames.append(Frame(cue, name, whole, Act.SAY, [(colon + 1, end)], 0.8))
    return frames


def own_voices(doc: Doc) -> frozenset[str]:
    """The labels, in lower case, that are the outlet's own: "PRESENTER", "our reporter Jo Hay".

    An outlet's correspondent is named beside "our reporter", before it or behind it.
    """
    names = set(VOICES)
    for token in doc:
        if token.lower_ not in _STAFF or not any(
            t.lower_ in {"our", "my"} for t in doc[max(0, token.i - 4) : token.i]
        ):
            continue
        around = doc[max(0, token.i - _BEFORE) : token.i + _BEFORE]
        people = [e for e in around.ents if e.label_ == "PERSON"]
        behind = [e for e in people if e.start > token.i]
        nearest = behind[:1] or people[-1:]
        names |= _capitals(doc, token.i + 1) or {e[-1].lower_ for e in nearest}
    return frozenset(names)


def _capitals(doc: Doc, start: int) -> set[str]:
    """The last of the capitals right behind a token."""
    while start < len(doc) and doc[start].is_punct:
        start += 1
    end = start
    while end < len(doc) and doc[end].text[:1].isupper():
        end += 1
    return {doc[end - 1].lower_} if end > start else set()


def own_label(doc: Doc, place: int, own: frozenset[str]) -> bool:
    """Tell whether a mention is the outlet's own label: "PRESENTER:"."""
    return doc[place].lower_ in own and doc[place].text.isupper() and len(doc[place]) > 1


def _without_brackets(doc: Doc, start: int, colon: int) -> int:
    """The end of a label's name: "PIRES (in Portuguese):"."""
    return next((i for i in range(start + 1, colon) if doc[i].text == "("), colon)


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
    if words and words[0].text[:1].isupper():
        last = words[-1]
        if last.lower_ in surnames or (last.is_upper and len(last) > 2 and _is_named(doc, last)):
            return True
    if not words or not words[0].text[:1].isupper() or any(t.like_num for t in words):
        return False
    named = is_given(words[0].text) and len(words) > 1
    office = len(words) <= 2 and lexicon.is_person(words[-1].lower_)
    return named or office


def _is_named(doc: Doc, label: Token) -> bool:
    """Tell whether the text has a label's word as the end of a name: "PIRES" of "Joao Pires"."""
    return any(
        t.text.istitle() and t.lower_ == label.lower_ and t.i and t.nbor(-1).text.istitle()
        for t in doc
    )


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words, in lower case, of the people whose full names stand in the text."""
    people = (e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return frozenset(e[-1].lower_ for e in people if e[0].text[:1].isupper())
