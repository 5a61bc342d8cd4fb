"""What a source is: person, organisation, document or unnamed; and its gender."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.givennames import is_given
from corpus.attribution.offices import HONORIFICS, OFFICES
from corpus.attribution.phrases import ORG_WORDS, Range, base_of, is_guard_body
from corpus.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


_ORG_LABELS = frozenset(
    {"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"}
)


def kind_of_name(
    doc: Doc, names: Range, head: Token, roles: list[str | None], base: Range
) -> SourceKind:
    """Tell what a name stands for: by its words, its role, the entity recognised, its article."""
    words = [doc[i].lower_ for i in range(*names)]
    if any(word in {"'s", "’s"} for word in words) or words[-1] in ORG_WORDS or words[-1].isdigit():
        return SourceKind.ORGANISATION
    if (
        len(words) > 1
        and any(w in ORG_WORDS and w not in {"star", "post", "press"} for w in words)
        and head.ent_type_ != "PERSON"
    ):
        return SourceKind.ORGANISATION
    before = [doc[i].lower_.rstrip(".") for i in range(max(base[0], names[0] - 4), names[0])]
    if names[0] and doc[names[0] - 1].text[:1].isupper():
        before.append(doc[names[0] - 1].lower_.rstrip("."))
    if any(w in lexicon.TITLES or w in lexicon.PEOPLE or w in HONORIFICS for w in before):
        return SourceKind.PERSON
    the = doc[base[0]].lower_ == "the"
    if _is_given_name(words, head) and not the:
        return SourceKind.PERSON
    if (head.tag_ == "NNPS" and len(words) > 1) or any(
        role and _is_of_body(role) for role in roles
    ):
        return SourceKind.ORGANISATION
    telling = [role for role in roles if role and not (len(words) == 1 and _is_trading(role))]
    if any(_is_personal(role) for role in telling):
        return SourceKind.PERSON
    return _kind_of_entity(head.ent_type_, len(words), body=the)


def _is_given_name(words: list[str], head: Token) -> bool:
    alone = len(words) == 1 and head.ent_type_ != "ORG"
    return is_given(words[0]) and (alone or 2 <= len(words) <= 4)


def _kind_of_entity(label: str, size: int, *, body: bool) -> SourceKind:
    """The kind by the entity recognised, else by the article and the number of words."""
    if label in {"GPE", "NORP"} and size <= 2:
        return SourceKind.ORGANISATION
    if label == "PERSON":
        return SourceKind.PERSON
    if body or label in _ORG_LABELS:
        return SourceKind.ORGANISATION
    return SourceKind.PERSON if 2 <= size <= 4 else SourceKind.ORGANISATION


def _is_personal(role: str) -> bool:
    words = re.findall(r"[\w-]+", role.lower())
    head = re.split(r"[ ,](?:of|for|to|at|in)\b", role)[0].split()[-1:]
    if head and head[0].istitle() and head[0].lower() in OFFICES:
        return True  # "Assembly Member for Apam"
    return words[:1] not in (["which"], ["that"]) and any(map(lexicon.is_person, words[:8]))


_TRADING = lexicon.words(
    "rival partner owner operator maker producer developer publisher broker carrier trader dealer"
    " supplier agent consultant broadcaster host champion winner loser leader investor"
)


def _is_trading(role: str) -> bool:
    """Read "A rival, Drexon": what a firm may be called as well as a person."""
    last = role.lower().split()[-1]
    return last in _TRADING or last.endswith("maker")


def _is_of_body(role: str) -> bool:
    """Read "the 164-year-old department store group": what a body is called beside its name."""
    noun = re.split(r"\b(?:of|for|at|in|to|on|who|that|which)\b", role.lower())[0]
    words = re.findall(r"[\w-]+", noun)
    return bool(words) and words[-1] in lexicon.BODIES


def gender_of(doc: Doc, segments: Sequence[Range]) -> str | None:
    """Give the gender that titles and roles in a phrase tell: ``m``, ``f`` or None.

    Only what is said of the person itself counts: "Anna, whose son", "the king's envoy" and
    "mother of Paul" say nothing by "son", "king" and "Paul".
    """
    for start, end in segments:
        if doc[start].lower_ in {"who", "whose", "which", "where", "that"}:
            continue
        for token in doc[start : base_of(doc, (start, end))[1]]:
            word = token.lower_.rstrip(".")
            if token.dep_ == "poss" or token.pos_ == "PRON":
                continue
            if word in lexicon.MALE:
                return "m"
            if word in lexicon.FEMALE:
                return "f"
    return None


def kind_of_head(head: Token, plural: bool, owners: list[Token]) -> SourceKind:
    """What a head noun stands for; what a country or body owns is a body ("its military")."""
    lemma = head.lemma_.lower()
    is_body = lemma in lexicon.BODIES or head.lower_ in lexicon.BODIES
    if lemma in lexicon.DOCUMENTS and not is_body and lemma not in lexicon.PEOPLE:
        return SourceKind.DOCUMENT
    if is_guard_body(head):
        return SourceKind.ORGANISATION
    if lexicon.is_person(lemma) or (plural and not is_body):
        return SourceKind.UNNAMED
    return SourceKind.ORGANISATION if is_body or owners else SourceKind.UNNAMED
