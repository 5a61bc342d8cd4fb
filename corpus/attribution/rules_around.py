"""Cues that stand behind their content or within it: "…, he said, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.rules_frames import Frame, Range, extent, minus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def around(doc: Doc, sentence: Span, token: Token, frame: Frame) -> list[Range]:
    """The content of a parenthetical cue: the clause that it interrupts or ends."""
    if token.lemma_.lower() not in lexicon.PARENTHETICAL or frame.source is None:
        return []
    if token.tag_ == "VBG":  # "He left, telling friends": what he did is not what he told
        return []
    clause = frame.clause
    before = clause[0] - 1
    if before < sentence.start or not _set_off(doc, before, clause):
        return []
    divided = _divided(doc, sentence, clause)
    if divided:
        return divided
    interrupted = _interrupted(doc, token, frame)
    if interrupted:
        return interrupted
    if quotation_follows(doc, clause):
        return []
    if before > sentence.start + 1 and doc[before].text in _SETS_OFF:
        return [(sentence.start, before), *_resumed_right(doc, sentence, clause)]
    return []


_SETS_OFF = frozenset({",", "”", '"', "’", "'", "–", "—"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_LONGEST_CLAUSE = 14  # words; a longer subtree of a cue holds what is said, not circumstances


def _divided(doc: Doc, sentence: Span, clause: Range) -> list[Range]:
    """Read "The men, he said, were resting": a subject in front, its verb behind the cue."""
    before, after = clause[0] - 1, clause[1]
    if doc[before].text != "," or after >= sentence.end or doc[after].text != ",":
        return []
    start = max([sentence.start, *(i + 1 for i in range(sentence.start, before) if _parts(doc[i]))])
    front = [t for t in doc[start:before] if t.pos_ != "SPACE"]
    opens = next((t for t in doc[after + 1 : after + 4] if t.pos_ != "ADV"), None)
    finite = opens is not None and opens.tag_ in {"VBD", "VBZ", "VBP", "MD"}
    nominal = front and front[-1].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
    if not finite or not nominal or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in front):
        return []
    return [(start, before), (after + 1, sentence.end)]


def _parts(token: Token) -> bool:
    return token.text in {";", ":"}


def _interrupted(doc: Doc, token: Token, frame: Frame) -> list[Range]:
    """The clause that a cue hangs on, without the cue; the frame's clause takes in "as"."""
    if token.dep_ not in {"parataxis", "ccomp", "advcl", "dep"} or token.head == token:
        return []
    host = token.head
    while host.pos_ in {"NOUN", "PROPN", "PRON"} and host.dep_ in _NOMINAL:
        host = host.head
    assert frame.source is not None  # noqa: S101 - around() has seen to it
    if frame.source[0] <= host.i < frame.source[1]:
        return []
    clause = frame.clause
    whole = _between_semicolons(doc, extent(host), clause)
    start = clause[0] - 1 if doc[clause[0] - 1].lower_ in {"as", "so"} else clause[0]
    own = extent(token)
    end = own[1] if own[1] - own[0] < _LONGEST_CLAUSE else clause[1]
    apart = end <= host.i or start > host.i
    frame.clause = (start, max(clause[1], end) if apart else clause[1])
    return minus(whole, frame.clause)


def _between_semicolons(doc: Doc, whole: Range, clause: Range) -> Range:
    start, end = whole
    for i in range(whole[0], whole[1]):
        if doc[i].text == ";":
            if i < clause[0]:
                start = i + 1
            elif i >= clause[1]:
                end = min(end, i)
    return start, end


def _set_off(doc: Doc, before: int, clause: Range) -> bool:
    """Tell whether marks stand on both sides of a cue, or "as" before it."""
    opened = doc[before].is_punct or doc[before].lower_ in {"as", "so"} or doc[before].is_space
    after = doc[clause[1]] if clause[1] < len(doc) else None
    closed = (
        after is None
        or after.is_punct
        or after.is_space
        or after.dep_ in {"prep", "advmod", "npadvmod", "advcl", "cc", "mark"}
    )
    return opened and closed


def _resumed_right(doc: Doc, sentence: Span, clause: Range) -> list[Range]:
    resumed = clause[1] < sentence.end - 2 and doc[clause[1]].text == ","
    if resumed and doc[clause[1] + 1].lower_ not in REPORTERS:
        return [(clause[1] + 1, sentence.end)]
    return []


# What begins so behind a cue is the reporter's again: "…, he said, though others doubt it".
REPORTERS = frozenset({"though", "although", "but", "while", "whereas", "and"})


def resumes(doc: Doc, clause: Range, end: int) -> list[Range]:
    """Content that goes on behind the cue: "The men, he said, were resting"."""
    if end - clause[1] <= 1:
        return []
    mark = clause[1] + (doc[clause[1]].text == ",")
    return [] if doc[mark].lower_ in REPORTERS else [(clause[1], end)]


def quotation_follows(doc: Doc, clause: Range) -> bool:
    """Tell whether a colon and a quotation come right behind the cue."""
    for i in range(clause[1], min(clause[1] + 8, len(doc) - 1)):
        if doc[i].text == ":":
            return doc[i + 1].is_quote or doc[i + 1].text in {"‘", "'"}
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return False
    return False


def final_cue(doc: Doc, sentence: Span, token: Token) -> Frame | None:
    """Read "…, official data show.": a cue at the end that was taken for a noun."""
    entry, after = lexicon.verb(token.lemma_.lower()), token.i + 1
    if entry is None or token.lemma_.lower() not in lexicon.PARENTHETICAL or token.lower_ in _NOUNS:
        return None
    if after < sentence.end and not (doc[after].is_punct or doc[after].is_space):
        return None
    comma = next((i for i in range(token.i - 1, sentence.start, -1) if doc[i].is_punct), None)
    if comma is None or doc[comma].text not in {",", "”", '"'} or not 1 < token.i - comma <= 6:
        return None
    if not any(t.pos_ in {"VERB", "AUX"} for t in doc[sentence.start : comma]):
        return None
    if doc[comma + 1].pos_ == "ADP":
        return None
    cue, clause, content = (token.i, after), (comma, after), (sentence.start, comma)
    return Frame(cue, (comma + 1, token.i), clause, entry.act, [content], 0.7)


_NOUNS = frozenset(
    {"point", "note", "record", "project", "rule", "post", "text", "report", "claim", "warning"}
)
