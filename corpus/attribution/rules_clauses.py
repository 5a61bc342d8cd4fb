"""Verbs of saying and thinking: one frame for each, read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act, Verb
from corpus.attribution.rules_around import around, final_cue
from corpus.attribution.rules_content import complements
from corpus.attribution.rules_frames import Frame, Range
from corpus.attribution.rules_speakers import (
    can_speak,
    clause_of,
    cue_of,
    is_negated,
    is_passive,
    source_of,
    speaker_of,
)
from corpus.attribution.rules_special import as_put, inverted, passive, quoting, refusal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from corpus.attribution.quoted import Quoted


def clause_frames(doc: Doc, sentence: Span, marks: Quoted) -> list[Frame]:
    """Find the frames of a sentence's verbs outside quotations."""
    quoted = marks.long
    frames = []
    for token in sentence:
        if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"} or quoted[token.i] >= 0:
            continue
        if token.pos_ not in {"VERB", "AUX"} and not _mistagged(token):
            final = final_cue(doc, sentence, token)
            if final:
                frames.append(final)
            continue
        frame = _frame(doc, sentence, token, marks.all)
        if frame:
            frames.append(frame)
    return frames


def _mistagged(token: Token) -> bool:
    """Headlines' "Says" and "Say" are often tagged as names."""
    if token.lower_ in {"says", "say", "said"} and token.dep_ in {"ROOT", "ccomp", "parataxis"}:
        return True
    return lexicon.verb(token.lemma_.lower()) is not None and any(
        child.dep_ == "nsubj" and child.i < token.i for child in token.children
    )


def _frame(doc: Doc, sentence: Span, token: Token, quoted: list[int]) -> Frame | None:
    """The frame of one verb, whatever its form; None where it says nothing."""
    special = refusal(doc, token) or as_put(token) or quoting(token)
    if special is not None:
        return special
    entry = lexicon.verb(token.lemma_.lower())
    if entry is None or _is_participle(token):
        return None
    source, cue = source_of(token), cue_of(token)
    frame = Frame(cue, source, clause_of(token, source, cue), entry.act)
    turned = inverted(doc, sentence, token, entry)
    if turned is not None:
        return turned
    lost = _lost_clause(doc, sentence, token, source)
    if lost is not None:
        frame.content = [lost]
        return frame
    if is_passive(token):
        return passive(token, frame, entry)
    frame.content = complements(doc, token, entry, frame.clause, quoted)
    if not frame.content and "c" in entry.takes:
        frame.content = around(doc, sentence, token, frame)
    if is_negated(token) and entry.act in {Act.SAY, Act.SHOW}:
        frame.act, frame.confidence = Act.REFUSE, 0.5
    if source is None:
        frame.confidence = min(frame.confidence, 0.5)
    return frame if not frame.content or _credible(token, entry) else None


def _is_participle(token: Token) -> bool:
    """Tell whether a participle says what was done to somebody: "asked how", "the said"."""
    if token.dep_ == "pcomp" and token.head.lower_ == "as":
        return token.head.head.lemma_ in {"quote", "cite"}
    if token.tag_ != "VBN":
        return False
    active = any(child.dep_ in {"aux", "agent"} for child in token.children)
    return token.dep_ in {"amod", "compound"} or (token.dep_ in {"advcl", "acl"} and not active)


_CLOSES = frozenset({",", "”", '"', "’", "'", "–", "—"})


def _lost_clause(doc: Doc, sentence: Span, token: Token, source: Range | None) -> Range | None:
    """The clause before ", the minister said" where the parser gave the verb two subjects."""
    subjects = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
    if len(subjects) < 2 or source is None or doc[source[0] - 1].text not in _CLOSES:
        return None
    start = subjects[-2].left_edge.i
    apposed = subjects[-2].i - start <= 3 and doc[start - 1].text == ","
    return start if apposed else sentence.start, source[0]


def _credible(token: Token, entry: Verb) -> bool:
    """Tell whether a frame is speech by somebody who can speak, rather than an action."""
    subject = speaker_of(token)
    clauses = [child for child in token.children if child.dep_ == "ccomp"]
    clausal = bool(clauses)
    behind = [clause for clause in clauses if clause.i > token.i]
    if (
        token.lemma_ == "allow"
        and behind
        and not any(mark.lower_ == "that" for clause in behind for mark in clause.children)
    ):
        return False
    if subject is None:
        return clausal
    if entry.act is Act.SHOW and not clausal:
        return subject.lemma_.lower() in lexicon.DOCUMENTS
    if entry.act is Act.SHOW and token.tag_ == "VB" and token.dep_ in {"advcl", "xcomp"}:
        return False
    following = token.doc[token.i : token.i + 6]
    if token.lemma_ == "ask" and any(t.lower_ in {"named", "identified"} for t in following):
        return False
    return clausal or can_speak(subject)
