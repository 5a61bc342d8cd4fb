"""The content that hangs on a verb of saying: its clause, infinitive, object or phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act, Verb
from corpus.attribution.rules_around import quotation_follows, resumes
from corpus.attribution.rules_frames import Range, extent
from corpus.attribution.rules_speakers import ADDRESSED, GOING_ON

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})

_RELATIVE = frozenset({"that", "which", "who", "whom"})

_EMPTY = lexicon.words(
    "it them him her us me nothing anything something so this that himself herself"
)


def complements(
    doc: Doc, token: Token, entry: Verb, clause: Range, quoted: list[int]
) -> list[Range]:
    """The content that hangs on the verb."""
    found: list[Range] = []
    takes = entry.takes
    clausal = [c for c in token.children if c.dep_ == "ccomp" or _is_content(c, entry)]
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is not None and "p" in takes and after.lower_ in entry.prepositions:
        found += _prepositional(token, entry)
    if not found and ("c" in takes or "o" in takes):
        after_colon = clause[0] > 0 and doc[clause[0] - 1].text in {":", ";"}
        behind = [c for c in clausal if c.i > token.i]
        for child in behind if behind and after_colon else clausal:
            found += _clause_content(doc, token, child, clause)
    if not found and "i" in takes:
        found += [_with_condition(token, c) for c in token.rights if c.dep_ == "xcomp"]
    if not found and "o" in takes:
        found += _object_and_more(token, entry, quoted)
    if not found and "p" in takes:
        found += _prepositional(token, entry)
    if not found and token.dep_ == "relcl" and ("n" in takes or "o" in takes):
        found += _relativized(token)
    if not found and "n" in takes:
        empty = _EMPTY - {"this", "that"} if entry.act is Act.DENY else _EMPTY
        found += [
            extent(c)
            for c in token.rights
            if c.dep_ == "dobj"
            and c.lower_ not in empty
            and not _is_cited(token, c)
            and not _is_let_in(token, c)
        ]
    return [part for part in found if part[0] < part[1]]


def _with_condition(token: Token, child: Token) -> Range:
    """Read "threatened to leave unless …": the condition belongs to the threat."""
    start, end = extent(child)
    for other in token.rights:
        marks = {m.lower_ for m in other.children if m.dep_ == "mark"}
        if other.dep_ == "advcl" and other.left_edge.i == end and marks & {"unless", "if", "until"}:
            end = other.right_edge.i + 1
    return start, end


def _is_content(child: Token, entry: Verb) -> bool:
    """Tell whether an infinitive is what is said rather than what for."""
    governs = "i" in entry.takes or "o" in entry.takes
    behind = child.dep_ == "xcomp" and child.i > child.head.i
    said = governs or child.tag_ != "VBG"
    return behind and said and (governs or entry.act in {Act.SAY, Act.SHOW, Act.DENY})


def _clause_content(doc: Doc, token: Token, child: Token, clause: Range) -> list[Range]:
    """The content of a clause behind the verb or before it."""
    start, end = extent(child)
    if child.i < token.i:
        return _clause_before(doc, token, child, clause)
    for other in token.rights:
        joined = other.dep_ == "conj" and (_is_content_conjunct(other) or _is_shifted(other, token))
        if other.i > child.i and (joined or other.dep_ == "ccomp"):
            end = max(end, extent(other)[1])
    parts = [(start, end)]
    if token.dep_ == "relcl" and _gapped(child):
        noun = token.head
        parts = [(noun.left_edge.i, token.left_edge.i), (start, end)]
    return _without_going_on(token, parts)


def _clause_before(doc: Doc, token: Token, child: Token, clause: Range) -> list[Range]:
    """What stands before the cue, from the last semicolon, and what goes on behind it."""
    if quotation_follows(doc, clause):
        return []
    start, end = extent(child)
    if token.head == token:
        start = token.sent.start
    stop = clause[0] if clause[0] > child.i else token.i
    start = max([start, *(i + 1 for i in range(start, stop) if _begins_anew(doc, start, i))])
    return [(start, stop), *resumes(doc, clause, end)] if start < stop else []


def _begins_anew(doc: Doc, start: int, at: int) -> bool:
    """Tell whether content begins behind a mark: a semicolon, a heading's colon."""
    heading = doc[at].text == ":" and not any(t.pos_ in {"VERB", "AUX"} for t in doc[start:at])
    return doc[at].text == ";" or heading


def _gapped(child: Token) -> bool:
    """Tell whether the clause lacks its subject, which the relative clause's noun supplies."""
    return not any(c.dep_ in SUBJECTS and c.lower_ not in _RELATIVE for c in child.children)


def _is_content_conjunct(other: Token) -> bool:
    """Read "… said there was none but that it had …" hangs the second clause on "said"."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in other.children)


def _is_shifted(other: Token, cue: Token) -> bool:
    """Read "X said A, but B had seen none": the tense shows that B is still said."""
    entry = lexicon.verb(other.lemma_.lower())
    if entry is not None and entry.act is not Act.WANT:
        return False
    own = any(c.dep_ in SUBJECTS for c in other.children)
    shift = any(c.dep_ == "aux" and c.lower_ in {"had", "would", "could"} for c in other.children)
    return own and shift and cue.tag_ == "VBD"


def _without_going_on(token: Token, parts: list[Range]) -> list[Range]:
    """Cut the content before a participle that goes on speaking: ", adding that"."""
    doc = token.doc
    out = []
    for start, end in parts:
        cut = end
        for i in range(start + 1, end):
            word = doc[i]
            if (
                word.tag_ == "VBG"
                and word.lemma_ in GOING_ON
                and word.dep_ in {"advcl", "acl", "conj"}
                and i > 0
                and doc[i - 1].text == ","
                and word.head.i != i
            ):
                cut = i - 1
                break
        out.append((start, cut))
    return out


def _object_and_more(token: Token, entry: Verb, quoted: list[int]) -> list[Range]:
    """An object together with what is said of it, as one stretch."""
    rights = [
        child
        for child in token.rights
        if child.dep_ not in {"punct", "cc", "conj", "npadvmod", "advcl"}
    ]
    kept = [
        child
        for child in rights
        if child.dep_ in {"dobj", "oprd", "xcomp", "ccomp", "nmod", "attr", "acomp", "amod"}
        or (child.dep_ == "prep" and (child.lower_ in entry.prepositions or child.lower_ == "as"))
    ]
    if not kept or (
        len(kept) == 1
        and kept[0].dep_ == "dobj"
        and "n" not in entry.takes
        and "o" not in entry.takes
    ):
        return []
    if token.lemma_ in ADDRESSED and kept[0].dep_ in {"dobj", "dative"}:
        kept = kept[1:]
    if token.lemma_ in {"put", "estimate"} and len(kept) == 1:
        return [extent(kept[0])] if any(t.lower_ == "at" for t in kept[0].subtree) else []
    if len(kept) == 1 and kept[0].dep_ == "dobj" and not _predicated(kept[0]):
        end = extent(kept[0])[1]
        verdict = next((i for i in range(end, min(end + 4, len(quoted))) if quoted[i] >= 0), None)
        if verdict is None or "n" in entry.takes or token.lemma_ in ADDRESSED:
            return []
        last = max(i for i in range(verdict, len(quoted)) if quoted[i] == quoted[verdict])
        return [extent(kept[0]), (verdict, last + 1)]
    if token.lemma_ in {"put", "estimate", "credit", "charge"} and not any(
        c.dep_ == "prep" for c in kept
    ):
        return []
    return [(extent(kept[0])[0], extent(kept[-1])[1])] if kept else []


def _predicated(noun: Token) -> bool:
    """Tell whether an object holds its own verdict, as the parser often reads "called it X"."""
    return any(c.dep_ in {"appos", "acl", "relcl", "amod"} and c.i > noun.i for c in noun.children)


def _relativized(token: Token) -> list[Range]:
    """What a relative clause says of its noun: "a charge that his staff denies"."""
    own = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if (
        own is None
        or own.lower_ in _RELATIVE
        or any(c.dep_ == "dobj" and c.lower_ not in _RELATIVE for c in token.rights)
    ):
        return []
    noun = token.head
    rest = [
        c
        for c in token.rights
        if c.dep_ in {"oprd", "acomp", "xcomp", "attr"}
        or (c.dep_ == "prep" and c.lower_ in {"as", "to", "at"})
    ]
    parts = [(noun.left_edge.i, token.left_edge.i)]
    return parts + ([(extent(rest[0])[0], extent(rest[-1])[1])] if rest else [])


def _is_let_in(token: Token, noun: Token) -> bool:
    """Tell whether "the hospital admitted 64 people" is about people, not about what is true."""
    person = lexicon.is_person(noun.lemma_.lower()) or noun.lemma_.lower() == "patient"
    return token.lemma_ == "admit" and (person or noun.ent_type_ == "CARDINAL")


def _is_cited(token: Token, noun: Token) -> bool:
    """Tell whether "citing two officials" names whence something is known, not what is said."""
    who = lexicon.PEOPLE | lexicon.DOCUMENTS
    return token.lemma_ == "cite" and (noun.lemma_.lower() in who or noun.pos_ == "PROPN")


_CHARGED = frozenset({"accuse", "blame", "suspect"})  # their object is part of what is said


def _prepositional(token: Token, entry: Verb) -> list[Range]:
    """The phrase of one of the verb's prepositions; with its object for "accused X of"."""
    own = [c for c in token.rights if c.dep_ == "prep" and c.lower_ in entry.prepositions]
    objects = [c for c in token.rights if c.dep_ == "dobj"]
    if not own:
        # The parser may hang the preposition on the object: "accused the state of torture".
        held = [c for o in objects for c in o.rights if c.lower_ in entry.prepositions]
        return [extent(objects[0])] if held and token.lemma_ in _CHARGED else []
    start, end = extent(own[0])
    for child in token.rights:
        clause = child.dep_ == "xcomp" or (child.dep_ == "advcl" and child.tag_ != "VBG")
        if clause and child.i > end:
            end = max(end, extent(child)[1])
    if objects and token.lemma_ in _CHARGED:
        start = min(start, extent(objects[0])[0])
    return [(start, end)]
