"""Attribution without a verb: "according to", "in the words of", and nouns of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act
from corpus.attribution.rules_frames import Frame, Range, extent
from corpus.attribution.rules_speakers import can_speak

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def according_frames(doc: Doc, sentence: Span, quoted: list[int]) -> list[Frame]:
    """Find "according to X", "per X", "in the words of X", "in X's words" in a sentence."""
    frames = []
    for token in sentence:
        if quoted[token.i] >= 0:
            continue
        found = _according(doc, token) or _in_words(doc, token)
        if found:
            source, cue, whole = found
            frame = Frame(cue, source, whole, Act.SAY, confidence=0.9)
            frame.content = _clause_around(doc, sentence, token, whole)
            if frame.content:
                frames.append(frame)
    return frames


def _according(doc: Doc, token: Token) -> tuple[Range, Range, Range] | None:
    if token.lower_ == "per":
        return _per(doc, token)
    if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    holder = next((c for c in to.children if c.dep_ in {"pobj", "pcomp"}), None)
    if holder is None:
        return None
    source = (to.i + 1, max(extent(holder)[1], to.i + 2))
    start = token.i - 1 if token.i and doc[token.i - 1].lower_ == "," else token.i
    return source, (token.i, to.i + 1), (start, source[1])


def _per(doc: Doc, token: Token) -> tuple[Range, Range, Range] | None:
    """Read ", per the Met Service": not "per cent" or "per head"."""
    before = doc[token.i - 1].text if token.i else ""
    holder = next((c for c in token.children if c.dep_ == "pobj"), None)
    if before != "," or holder is None or not (_is_name(holder) or _is_somebody(holder)):
        return None
    end = extent(holder)[1]
    return (token.i + 1, end), (token.i, token.i + 1), (token.i - 1, end)


def _is_name(holder: Token) -> bool:
    return holder.tag_ in {"NNP", "NNPS"}


def _is_somebody(holder: Token) -> bool:
    """Tell "per a team source" from "per person"."""
    determined = any(c.dep_ in {"det", "amod", "compound", "poss"} for c in holder.children)
    return determined and can_speak(holder)


def _in_words(doc: Doc, token: Token) -> tuple[Range, Range, Range] | None:
    """Read "in the words of X", "in X's words/view/account", "by X's account"."""
    if token.lemma_ not in {
        "word",
        "view",
        "opinion",
        "account",
        "telling",
        "estimate",
        "reckoning",
        "count",
        "calculation",
    }:
        return None
    if token.dep_ != "pobj" or token.head.lower_ not in {"in", "by"}:
        return None
    preposition = token.head
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None:
        return extent(owner), (token.i, token.i + 1), (preposition.i, token.i + 1)
    of = next((c for c in token.children if c.lower_ == "of"), None)
    holder = next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
    if of is None or holder is None or token.lemma_ == "account":
        return None
    source = extent(holder)
    return source, (preposition.i, of.i + 1), (preposition.i, source[1])


def _clause_around(doc: Doc, sentence: Span, token: Token, whole: Range) -> list[Range]:
    """The stretch of the sentence between semicolons, without the phrase itself."""
    relative = _within_relative(doc, token, whole)
    if relative:
        return relative
    start, end = sentence.start, sentence.end
    for i in range(whole[0] - 1, start - 1, -1):
        if doc[i].text in {";", "—", "–"}:
            start = i + 1
            break
    for i in range(whole[1], end):
        if doc[i].text in {";", "—", "–"}:
            end = i
            break
    at_start = all(
        doc[i].is_punct or doc[i].is_space or doc[i].dep_ == "cc" for i in range(start, whole[0])
    )
    if at_start:
        return [(whole[1], end)]
    after = (whole[1], end)
    resumed = after[0] < end and doc[after[0]].text == ","
    parts = [(start, whole[0])]
    if (
        resumed
        and any(t.pos_ in {"VERB", "AUX"} for t in doc[after[0] : end])
        and not _relative(doc, after[0] + 1)
    ):
        verbs_before = any(
            t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBG", "VBN"}
            for t in doc[start : whole[0]]
        )
        if not verbs_before:
            parts.append((after[0] + 1, end))
    return parts


def _within_relative(doc: Doc, token: Token, whole: Range) -> list[Range]:
    """Read "an amount that, according to its logs, exceeded …": the noun and its clause."""
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.dep_ != "relcl" or verb.i < whole[1]:
        return []
    opener = doc[whole[0] - 1]
    if opener.lower_ not in {"that", "which", "who"}:
        return []
    noun = verb.head
    return [(noun.left_edge.i, whole[0]), (whole[1], verb.right_edge.i + 1)]


def _relative(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].lower_ in {
        "who",
        "which",
        "whose",
        "where",
        "and",
        "but",
        "while",
        "although",
        "though",
    }


def noun_frames(doc: Doc, sentence: Span, quoted: list[int]) -> list[Frame]:
    """Find nouns of saying with a clause of content and somebody whose words they are."""
    frames = []
    for token in sentence:
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or token.lemma_.lower() not in lexicon.NOUNS
            or quoted[token.i] >= 0
        ):
            continue
        clause = next(
            (
                c
                for c in token.rights
                if c.dep_ in {"acl", "ccomp", "relcl"}
                and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)
            ),
            None,
        )
        if clause is None:
            continue
        source = _whose(token)
        content = extent(clause)
        act = (
            Act.THINK
            if token.lemma_ in {"belief", "fear", "hope", "concern", "view", "opinion"}
            else Act.SAY
        )
        act = Act.DENY if token.lemma_ == "denial" else act
        cue = (token.i, token.i + 1)
        frames.append(Frame(cue, source, cue, act, [content], 0.7 if source else 0.4))
    return frames


def _whose(token: Token) -> Range | None:
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None:
        return extent(owner)
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"from", "by", "of"}:
            holder = next((c for c in child.children if c.dep_ == "pobj"), None)
            if holder is not None:
                start, end = extent(holder)
                return start, end
    return None
