"""Who gives an answer that no name stands beside: "“Not by anyone I met,” came the reply"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.discourse import Discourse, Resolved
from corpus.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from corpus.attribution.members import Member

Range = tuple[int, int]

_COMES = frozenset({"come", "be", "have"})
_ASKS = lexicon.words(
    "ask press put question challenge suggest cross-examine examine tell remind wonder invite"
)
_ADDRESSED = frozenset({"dobj", "dative", "iobj"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_SURE, _LIKELY = 0.8, 0.65


def answer_in(doc: Doc, span: Range) -> Token | None:
    """The noun of "came the reply", "was his answer" in or beside a mention; else None."""
    window = doc[max(0, span[0] - 3) : span[1] + 4]
    noun = next(
        (t for t in window if t.lemma_.lower() in lexicon.ANSWERS and t.tag_ != "VBD"), None
    )
    if noun is None or (noun.i >= span[1] and not _holds_verb(doc, span)):
        return None
    before = doc[max(0, noun.i - 4) : noun.i]
    return noun if any(t.lemma_.lower() in _COMES for t in before) else None


def owner_of(doc: Doc, noun: Token) -> Range | None:
    """The phrase of who answered, where it is there: "was her reply", "the reply from Ann Roe"."""
    source = next((c for c in noun.rights if c.lower_ in {"from", "of"}), None)
    holder = next((c for c in source.children if c.dep_ == "pobj"), None) if source else None
    if holder is not None:
        return holder.left_edge.i, holder.right_edge.i + 1
    whose = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    return (whose.left_edge.i, whose.right_edge.i + 1) if whose is not None else None


def answering(doc: Doc, discourse: Discourse, place: int) -> Resolved | None:
    """Who was questioned last before a place; else the one who spoke before the last speaker."""
    begin = next((i for i in range(place - 1, 0, -1) if "\n" in doc[i].text), 0)
    asked = [t for t in doc[begin:place] if t.lemma_.lower() in _ASKS and t.pos_ == "VERB"]
    for verb in reversed(asked):
        member = _addressee(verb, discourse)
        if member is not None:
            return Resolved(member, _SURE)
    speakers = [m for _, m in discourse.spoken if m.kind is not SourceKind.DOCUMENT]
    if not speakers:
        return None
    others = [m for m in speakers if m is not speakers[-1]]
    return Resolved(others[-1] if asked and others else speakers[-1], _LIKELY)


def _addressee(verb: Token, discourse: Discourse) -> Member | None:
    """Whom a question is put to: "asked Mr Roe", "put it to her", "suggested to him"."""
    to = [c for c in verb.rights if c.lower_ == "to"]
    held = [c for p in to for c in p.children if c.dep_ == "pobj"]
    held += [c for c in verb.rights if c.dep_ in _ADDRESSED]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    asker = _member_at(subject, discourse) if subject is not None else None
    for noun in held:
        gender = {"him": "m", "her": "f"}.get(noun.lower_)
        if gender:
            heard = [m for _, m in reversed(discourse.spoken) if m.gender in {gender, None}]
            return next((m for m in heard if m is not asker), None)
        member = _member_at(noun, discourse)
        if member is not None and member is not asker:
            return member
    return None


def _member_at(noun: Token, discourse: Discourse) -> Member | None:
    return next((m for m in discourse.cast.members if noun.i in m.places), None)


def _holds_verb(doc: Doc, span: Range) -> bool:
    return any(t.lemma_.lower() in _COMES for t in doc[slice(*span)])


def is_no_phrase(doc: Doc, span: Range) -> bool:
    """Tell whether a mention is a fragment, "came the": a verb first, or no noun at all."""
    words = [t for t in doc[slice(*span)] if not t.is_punct and not t.is_space]
    nouns = any(t.pos_ in _NOUNS or t.text[:1].isupper() for t in words)
    first = words[0] if words else None
    fragment = first is not None and first.tag_ in {"VBD", "VBZ"} and first.text.islower()
    return not words or not nouns or fragment or words[-1].text in {"the", "a", "an"}
