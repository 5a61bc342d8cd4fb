"""Forms of their own: passives, words passed on, refusals, "as X put it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act, Verb
from corpus.attribution.rules_frames import Frame, Range, extent, minus
from corpus.attribution.rules_speakers import (
    can_speak,
    clause_of,
    cue_of,
    is_negated,
    is_passive,
    noun_phrase,
    source_of,
    speaker_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def passive(token: Token, frame: Frame, entry: Verb) -> Frame | None:
    """Read "was quoted as saying", "is said to have", "was accused by X of"."""
    agent = next(
        (c for c in token.rights if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None
    )
    subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    frame.source = None
    frame.clause = frame.cue
    if agent is not None:
        holder = next((c for c in agent.children if c.dep_ == "pobj"), None)
        if holder is not None and holder.ent_type_ not in {"DATE", "TIME", "CARDINAL", "MONEY"}:
            frame.source = extent(holder)
    if token.lemma_ in {"tell", "inform", "ask", "remind"}:
        content = [extent(c) for c in token.rights if c.dep_ in {"ccomp", "xcomp"}]
    elif subject is not None:
        rights = [
            c
            for c in token.rights
            if c.dep_ in {"xcomp", "ccomp", "oprd", "advcl"}
            or (c.dep_ == "prep" and c.lower_ in {"of", "as", "for"})
        ]
        if not rights and not (
            agent is not None and frame.source and entry.act in {Act.DENY, Act.SAY, Act.SHOW}
        ):
            return None
        content = [extent(subject)] if not _expletive(subject) else []
        content += [extent(c) for c in rights]
    else:
        content = [extent(c) for c in token.rights if c.dep_ in {"ccomp"}]
    frame.content = [
        part
        for piece in content
        for part in (minus(piece, frame.source) if frame.source else [piece])
    ]
    frame.confidence = 0.7 if frame.source else 0.4
    return frame


def _expletive(subject: Token) -> bool:
    return subject.lower_ in {"it", "there"}


def quoting(token: Token) -> Frame | None:
    """Read "state media quoted the governor as saying", "was quoted by state media as saying"."""
    if token.lemma_ not in {"quote", "cite"}:
        return None
    as_ = next((c for c in token.rights if c.lower_ == "as"), None)
    label = "nsubjpass" if is_passive(token) else "dobj"
    whose = next((c for c in token.children if c.dep_ == label), None)
    if as_ is None or whose is None:
        return None
    said = next((c for c in as_.children if c.dep_ == "pcomp"), None)
    start, end = as_.i + 1, max(extent(as_)[1], extent(token)[1] if said is None else 0)
    if said is not None and said.lemma_ in {"say", "tell", "warn", "add", "claim"}:
        start = said.i + 1
    elif said is None and start < len(token.doc) and token.doc[start].lower_ == "saying":
        start += 1
    source = noun_phrase(whose, token)
    cue = cue_of(token) if label == "nsubjpass" else (token.i, token.i + 1)
    whole = (cue[0], max(cue[1], min(start, as_.i + 2)))
    return Frame(cue, source, whole, Act.SAY, [(start, end)], 0.85) if start < end else None


def as_put(token: Token) -> Frame | None:
    """Read "As the mayor put it, …"."""
    if token.lemma_ != "put":
        return None
    it = next((c for c in token.rights if c.lower_ == "it" and c.dep_ == "dobj"), None)
    mark = next((c for c in token.lefts if c.lower_ == "as"), None)
    if it is None or mark is None:
        return None
    source = source_of(token)
    if source is None:
        return None
    whole = (mark.i, it.i + 1)
    sentence = (token.sent.start, token.sent.end)
    return Frame((token.i, it.i + 1), source, whole, Act.SAY, minus(sentence, whole), 0.9)


def refusal(doc: Doc, token: Token) -> Frame | None:
    """Read "declined to comment on", "would not say how", "made no mention of"."""
    lemma = token.lemma_.lower()
    if lemma not in lexicon.REFUSALS | lexicon.SILENCE | {"make", "draw"}:
        return None
    if is_passive(token):
        silent = _undrawn(token)
    else:
        silent = _unmentioned(token) or _declined(token) or _unsaid(token)
    speaker = speaker_of(token)
    if silent is None or speaker is None or not can_speak(speaker):
        return None
    source = source_of(token)
    cue, content = silent
    start, end = clause_of(token, source, cue)
    return Frame(
        cue, source, (start, min(end, max(cue[1], content[0]))), Act.REFUSE, [content], 0.8
    )


def _undrawn(token: Token) -> tuple[Range, Range] | None:
    """Cue and content of "would not be drawn on the price"."""
    on = next((c for c in token.rights if c.lower_ in {"on", "about", "into"}), None)
    if token.lemma_ != "draw" or not is_negated(token) or on is None:
        return None
    return cue_of(token), extent(on)


def _unmentioned(token: Token) -> tuple[Range, Range] | None:
    """Cue and content of "made no mention of"."""
    mention = next((c for c in token.rights if c.dep_ == "dobj" and c.lower_ == "mention"), None)
    if mention is None or not any(c.lower_ == "no" for c in mention.children):
        return None
    of = next((c for c in [*mention.rights, *token.rights] if c.lower_ == "of"), None)
    return ((token.i, of.i + 1), (of.i + 1, extent(of)[1])) if of is not None else None


def _declined(token: Token) -> tuple[Range, Range] | None:
    """Cue and content of "declined to say"."""
    governed = next((c for c in token.rights if c.dep_ == "xcomp"), None)
    named = next((c for c in token.rights if c.dep_ == "dobj"), None)
    if token.lemma_ == "decline" and named is not None and named.lemma_ in {"comment", "interview"}:
        return cue_of(token), extent(named)
    if token.lemma_.lower() not in lexicon.REFUSALS or governed is None:
        return None
    return (cue_of(token), extent(governed)) if governed.lemma_ in lexicon.SILENCE else None


def _unsaid(token: Token) -> tuple[Range, Range] | None:
    """Cue and content of "would not say how"; "did not say that …" is no refusal."""
    if token.lemma_.lower() not in lexicon.SILENCE or not is_negated(token):
        return None
    rights = [c for c in token.rights if c.dep_ in {"ccomp", "xcomp", "dobj", "prep"}]
    marks = [m for right in rights if right.dep_ == "ccomp" for m in right.children]
    if not rights or any(m.dep_ == "mark" and m.lower_ == "that" for m in marks):
        return None
    return cue_of(token), (extent(rights[0])[0], extent(rights[-1])[1])


_ADDRESSING = lexicon.words("tell ask inform remind assure blame accuse call urge cite inspire")


def inverted(doc: Doc, sentence: Span, token: Token, entry: Verb) -> Frame | None:
    """Read "Nobody knew the figure, insisted its manager, Ann Lee": the speaker behind the cue.

    The parser often makes the speaker the verb's object and hangs the verb on the clause before.
    """
    lemma = token.lemma_.lower()
    if lemma not in lexicon.PARENTHETICAL or lemma in _ADDRESSING or token.i <= sentence.start + 2:
        return None
    if token.tag_ not in {"VBD", "VBZ"} or doc[token.i - 1].text != ",":
        return None
    if any(
        c.dep_ in {"nsubj", "aux", "ccomp", "neg"}
        for c in token.children
        if c.dep_ != "nsubj" or c.i < token.i
    ):
        return None
    after = [c for c in token.rights if c.dep_ in {"dobj", "nsubj", "attr", "oprd"}]
    if not after or after[0].left_edge.i != token.i + 1 or not can_speak(after[0]):
        return None
    speaker = after[0]
    if speaker.pos_ == "PRON" or not (speaker.pos_ == "PROPN" or _is_person_or_body(speaker)):
        return None
    source = extent(speaker)
    start = max(
        [sentence.start, *(i + 1 for i in range(sentence.start, token.i) if doc[i].text == ";")]
    )
    if not any(t.pos_ in {"VERB", "AUX"} for t in doc[start : token.i]):
        return None
    clause = (token.i - 1, source[1])
    return Frame((token.i, token.i + 1), source, clause, entry.act, [(start, token.i - 1)], 0.85)


def _is_person_or_body(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lexicon.is_person(lemma) or lemma in lexicon.BODIES
