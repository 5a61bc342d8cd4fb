"""Noun phrases as ranges of tokens: their base, head, words and the role they state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.offices import is_odd_given

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


Range = tuple[int, int]


PARTICLES = lexicon.words(
    "al de del della der den di da do dos du el ben bin ibn la le van von af av bint ter ten y e zu"
)


ORG_WORDS = lexicon.BODIES | lexicon.words(
    "inc corp ltd plc llc co gmbh ag group holdings securities insurance brothers partners"
    " associates industries systems technologies motors airlines airways coaches times"
    " post herald tribune gazette chronicle guardian telegraph star news tv radio press"
    " journal reuters ap afp initiative programme program project fund forum academy"
    " ministry department office service services authority division unit squad analytics"
    " research energy power water rail bio pharma labs media studios entertainment records"
    " bancorp college academy polytechnic observatory institution relief aid international"
    " homes foods national survey united rovers athletic city wanderers albion rangers"
)


_OFFICES = lexicon.words(
    "secretary attorney board house bank court church guild order sons daughters friends"
)


def name_token(token: Token) -> bool:
    """Tell whether a token looks like part of a proper name."""
    text = token.text
    if token.ent_type_ in {"DATE", "TIME"}:
        return False
    if token.pos_ in _NEVER_NAMES:
        return token.pos_ in {"ADP", "SCONJ"} and is_odd_given(token)
    return text[:1].isupper()


_NEVER_NAMES = frozenset({"DET", "PRON", "VERB", "AUX", "SCONJ", "CCONJ", "ADP", "PUNCT"})


def stripped(doc: Doc, span: Range) -> Range:
    """Drop punctuation, white space and a possessive ending from both ends."""
    start, end = span
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while start < end and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in {"'s", "’s", "'"}
    ):
        end -= 1
    return start, end


def base_of(doc: Doc, part: Range) -> Range:
    """The part of a phrase before its first preposition or clause; "of" within names stays."""
    start, end = part
    for i in range(start + 1, end):
        token = doc[i]
        if token.lower_ in {"who", "which", "that", "whose"} and token.tag_ in {"WP", "WDT", "WP$"}:
            return start, i
        if token.tag_ in {"VBG", "VBN", "VBD"} and token.dep_ in {"acl", "relcl"}:
            return start, i
        if token.tag_ in {"IN", "TO"} and token.lower_ not in PARTICLES and not is_odd_given(token):
            if (
                token.lower_ in {"of", "for"}
                and name_token(doc[i - 1])
                and i + 1 < end
                and _joins(doc, i, end)
            ):
                continue
            return start, i
    return part


def _joins(doc: Doc, at: int, end: int) -> bool:
    """Read "Department of Health", "Secretary of State", "Bank of X": a name on both sides."""
    following = at + 1
    if doc[following].lower_ == "the" and following + 1 < end:
        following += 1
    before = doc[at - 1].lower_
    joined = before in ORG_WORDS or before in _OFFICES
    return joined and name_token(doc[following]) and doc[at - 1].ent_type_ != "PERSON"


def head_of(doc: Doc, base: Range) -> Token:
    """Give the head of a base phrase: its last noun."""
    for i in range(base[1] - 1, base[0] - 1, -1):
        if doc[i].pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} and not doc[i].is_punct:
            when = doc[i].ent_type_ in {"DATE", "TIME"} and doc[i].dep_ == "npadvmod"
            behind = doc[i].pos_ == "ADJ" and doc[i].dep_ == "amod" and base[0] <= doc[i].head.i < i
            if i > base[0] and (doc[i].like_num or when or behind):
                continue
            return doc[i]
    return doc[base[1] - 1]


def text_of(doc: Doc, part: Range) -> str:
    """Give the words of a range with single spaces."""
    return " ".join(doc[part[0] : part[1]].text.split()) if part[0] < part[1] else ""


_COURTESY = lexicon.words("dr prof professor mr mrs ms miss sir dame lord") | lexicon.words(
    "madam shri shrimati smt alhaji alhaja hajia hajiya mallam comrade engr ing herr frau encik"
    " puan"
)
# What somebody is doing while he speaks, and does not hold as an office.
_MEANWHILE = lexicon.words(
    "speaking talking writing responding replying asked quoted quoting citing addressing"
    " referring reached reacting pointing standing sitting smiling laughing adding"
)
_LONGEST_ROLE = 14  # words


_AGE = re.compile(r"^(?:aged? )?\d{1,3}(?:[- ]years?[- ]old)?$")


def _what_they_do(doc: Doc, start: int, end: int) -> str | None:
    """Read "who is the harbour master", "who runs a database": an office, or what somebody does."""
    verb = doc[start + 1] if start + 1 < end else None
    if verb is None or verb.tag_ not in {"VBZ", "VBP", "VBD"}:
        return None
    if verb.lemma_ == "be":
        after = doc[start + 2] if start + 2 < end else verb
        said = after.pos_ in {"DET", "NOUN", "PROPN", "ADJ"} or after.tag_ == "PRP$"
        return clean_role(doc, (start + 2, end)) if said else None
    return text_of(doc, (start, end)) if verb.tag_ == "VBZ" else None


def clean_role(doc: Doc, part: Range) -> str | None:
    """Give a segment as a role; None for ages, circumstances and courtesy titles."""
    start, end = stripped(doc, part)
    start = max([start, *(i + 1 for i in range(start, end) if doc[i].text == ":")])
    if start < end and (
        doc[start].lower_ in {"which", "whose", "where"} or doc[start].tag_ in {"VBD", "VBZ", "MD"}
    ):
        return None
    if start < end and doc[start].lower_ == "who":
        return _what_they_do(doc, start, end)
    if any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in doc[start:end]):
        return None
    while start < end and (
        doc[start].lower_ in {"the", "a", "an", "its", "his", "her", "their", "our", "and"}
    ):
        start += 1
    while start < end and doc[end - 1].lower_.rstrip(".") in _COURTESY:
        end -= 1
    if start < end and doc[start].lower_ in _MEANWHILE:
        return None
    text = text_of(doc, (start, end))
    if len(text.split()) > _LONGEST_ROLE:
        return None
    if (
        not re.search(r"[A-Za-z]{2}", text)
        or _AGE.match(text.lower())
        or text.lower()
        in {"mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.", "then", "now", "meanwhile"}
    ):
        return None
    return text


def phrase_of(root: Token, start: int, end: int) -> Range:
    """Stretch a chunk over the appositions and modifiers behind it, within reason."""
    last = end
    for child in root.rights:
        if child.dep_ == "cc" and child.i >= end:
            break  # what is coordinated is somebody else
        if child.dep_ in {"appos", "prep", "relcl", "acl", "punct", "nummod", "amod"}:
            last = max(last, child.right_edge.i + 1)
    return start, min(last, start + 40)


def whole_phrase(doc: Doc, start: int, end: int) -> Range:
    """Stretch a name to the capitals and the role words in front of it."""
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        role = lexicon.is_person(before.lower_) and before.pos_ in {"NOUN", "PROPN"}
        if not role and not (before.text[:1].isupper() and before.pos_ == "PROPN"):
            break
        start -= 1
    return start, end


def dateline_end(doc: Doc) -> int:
    """Where the text begins behind its dateline, "AL-MASHRA, April 2 -"; 0 where it has none."""
    first = doc[0].text if len(doc) else ""
    if len(first) < 2 or not first.isupper():
        return 0
    return next((t.i + 1 for t in doc[1:14] if _is_dash(t)), 0)


def _is_dash(token: Token) -> bool:
    spaced = token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in {"—", "–", "--"} or (token.text == "-" and spaced)


def is_guard_body(head: Token) -> bool:
    """Tell whether a guard is a body: "the coast guard", "the National Guard", "the Guard"."""
    if head.lower_ != "guard" or head.i == 0:
        return False
    named = head.i + 1 < len(head.doc) and head.nbor(1).ent_type_ == "PERSON"
    return head.nbor(-1).lower_ == "coast" or (head.text == "Guard" and not named)
