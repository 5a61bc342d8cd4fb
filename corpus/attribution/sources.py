"""The noun phrases that a claim's mention stands for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.offices import is_title
from corpus.attribution.phrases import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def coordinated(doc: Doc, span: Range) -> list[Range]:
    """Cut a mention at the "and" between two named or described sources."""
    root = doc[span[0] : span[1]].root
    if any(t.text == "&" for t in doc[span[0] : span[1]]):
        return [span]
    heads = sorted([root, *(t for t in root.conjuncts if span[0] <= t.i < span[1])])
    if len(heads) < 2 or not all(h.pos_ in {"PROPN", "NOUN", "PRON"} for h in heads):
        return [span]
    parts, start = [], span[0]
    for head, following in itertools.pairwise(heads):
        end = first = following.left_edge.i
        while end > head.i + 1 and doc[end - 1].dep_ in {"cc", "punct", "preconj"}:
            end -= 1
        parts.append((start, end))
        start = first
    parts.append((start, span[1]))
    if any(a >= b for a, b in parts) or not all(_stands_alone(doc, part) for part in parts):
        return [span]
    return parts


def _stands_alone(doc: Doc, part: Range) -> bool:
    """Tell whether a phrase names or points at somebody: not the half of one phrase."""
    tokens = doc[part[0] : part[1]]
    pointed = any(t.text[:1].isupper() or t.pos_ in {"PRON", "DET", "NUM"} for t in tokens)
    plural = tokens[-1].tag_ == "NNS" and lexicon.is_person(tokens[-1].lemma_.lower())
    return (pointed or plural) and tokens[-1].tag_ != "POS"


def with_apposition(doc: Doc, span: Range) -> Range:
    """Stretch a mention over the name behind it: "The minister concerned, Lord Venn"."""
    root = doc[span[0] : span[1]].root
    last = max((c.right_edge.i + 1 for c in root.rights if _names(c)), default=0)
    return _with_rank(doc, span[0]), max(span[1], last)


def _with_rank(doc: Doc, start: int) -> int:
    """Where a name begins that was cut in two, or cut from "Brigadier (Rtd)" before it."""
    while start and doc[start].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I":
        start -= 1
    if start < 2 or doc[start - 1].text != ")":
        return start
    opened = next((i for i in range(start - 2, max(start - 6, 0), -1) if doc[i].text == "("), 0)
    titled = opened > 0 and doc[opened - 1].text[:1].isupper() and is_title(doc[opened - 1].lower_)
    return opened - 1 if titled else start


def _names(child: Token) -> bool:
    return child.dep_ == "appos" and child.pos_ == "PROPN"


def antecedent(doc: Doc, place: int) -> Range | None:
    """The noun phrase that "who" or "which" goes back to."""
    token = doc[place]
    clause = token.head
    while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "relcl":
        before = [t for t in doc[max(0, place - 12) : place] if t.pos_ in {"NOUN", "PROPN"}]
        noun = before[-1] if before else None
    else:
        noun = _person_above(clause.head) if token.lower_ == "who" else clause.head
    if noun is None or noun.left_edge.i >= place:
        return None
    return noun.left_edge.i, place


def _person_above(noun: Token) -> Token:
    """Skip nouns that no "who" goes back to: "the head of the agency, who"."""
    while not _personal(noun) and noun.head != noun and noun.i > 0:
        held = noun.dep_ in {"pobj", "prep", "dobj"}
        if not held or noun.head.pos_ not in {"ADP", "NOUN", "PROPN"}:
            break
        noun = noun.head
    return noun


def _personal(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.PEOPLE or noun.ent_type_ == "PERSON"
