"""What a noun phrase says of a source: its name, role, kind, gender and number."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.givennames import gender_of_given, is_given
from corpus.attribution.kinds import gender_of, kind_of_head, kind_of_name
from corpus.attribution.naming import apposed_name, name_behind_office, name_range
from corpus.attribution.offices import OFFICES, is_titled_name
from corpus.attribution.phrases import (
    Range,
    base_of,
    clean_role,
    head_of,
    is_guard_body,
    stripped,
    text_of,
)
from corpus.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Form(StrEnum):
    """How a phrase refers."""

    PRONOUN = "pronoun"
    RELATIVE = "relative"
    NAME = "name"
    DESCRIPTION = "description"  # definite: stands for somebody known
    INDEFINITE = "indefinite"


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase, read.

    ``name``: the proper name in it, None where there is none. ``described``: the phrase
    without article, for sources that have no name. ``head``: the lemma of its head noun.
    ``gender``: ``m``, ``f`` or None. ``initial``: where the phrase begins (token).
    """

    form: Form
    start: int
    head: str
    described: str
    name: str | None = None
    role: str | None = None
    kind: SourceKind = SourceKind.UNNAMED
    gender: str | None = None
    plural: bool = False


_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "themselves": "p",
    "i": "s", "we": "s", "us": "s", "me": "s", "my": "s", "our": "s", "you": "y",
    "one": "o", "this": "d", "that": "d", "some": "q", "others": "q", "many": "q", "both": "p",
    "neither": "p", "those": "q",
}  # fmt: skip


_EMPHATIC = frozenset({"himself", "herself", "itself", "themselves"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


def read_mention(doc: Doc, span: Range) -> Mention | None:
    """Read a noun phrase given as a range of tokens; None where it holds no word."""
    start, end = stripped(doc, span)
    if end - start > 1 and doc[end - 1].lower_ in _EMPHATIC:  # "Mr Lund himself"
        start, end = stripped(doc, (start, end - 1))
    if start >= end:
        return None
    first = doc[start]
    if end - start == 1:
        lower = first.lower_
        if lower in {"who", "which", "whom", "whose"} or (
            lower == "that" and first.tag_ in {"WDT", "WP", "IN"}
        ):
            return Mention(Form.RELATIVE, start, lower, first.text)
        if lower in _PRONOUNS:
            return Mention(Form.PRONOUN, start, lower, first.text, gender=_PRONOUNS[lower])
    segments = _segments(doc, start, end)
    return _read_segments(doc, start, end, segments)


def _cuts(token: Token) -> bool:
    relative = token.lower_ in {"who", "whose", "which"} and token.tag_ in {"WP", "WDT", "WP$"}
    return relative or token.text in {",", "–", "—", "(", ")", ";"}


def _segments(doc: Doc, start: int, end: int) -> list[Range]:
    """Cut at commas, dashes and brackets, and before "who"; titles and numbers keep together."""
    inner = [token.i for token in doc[start + 1 : end] if _cuts(token)]
    parts = [stripped(doc, part) for part in itertools.pairwise([start, *inner, end])]
    return [part for part in parts if part[0] < part[1]]


def _read_segments(doc: Doc, start: int, end: int, segments: list[Range]) -> Mention:
    if len(segments) > 1 and _is_doing(doc, segments[0]):  # "Prosecuting, Nadia Rahman"
        segments = [segments[1], segments[0], *segments[2:]]
    core = segments[0]
    base = base_of(doc, core)
    head = head_of(doc, base)
    names = name_range(doc, base, head)
    gender = gender_of(doc, segments[:3])
    rest = segments[1:]
    held = start > 0 and doc[start - 1].tag_ == "IN"  # "for Apam, Madam Comfort Boateng"
    if (
        rest
        and names is not None
        and (_introduces(doc, rest[0]) or (held and is_titled_name(doc, rest[0])))
    ):
        return _read_segments(doc, start, end, rest)  # "Kestrel Homes, architect Naomi Feld"
    office = lexicon.is_person(head.lower_) or head.lower_ in OFFICES
    if names is None and office and not is_guard_body(head):
        behind = name_behind_office(doc, core)
        if behind is not None:
            role = clean_role(doc, (core[0], behind[0]))
            return _named(doc, start, behind, behind, [role, *_roles(doc, rest)], gender, core)
    if names is None and rest:
        named = apposed_name(doc, rest)
        if named is not None:
            role = clean_role(doc, core)
            part, others = named
            return _named(
                doc, start, part, part, [role, *_roles(doc, others)], gender, described=core
            )
    if names is not None:
        before = clean_role(doc, (base[0], names[0]))
        after = clean_role(doc, (names[1], core[1])) if names[1] < base[1] else None
        tail = _tail(doc, names, core) if names[1] >= base[1] else None
        return _named(
            doc,
            start,
            base,
            names,
            [before, after, *_roles(doc, rest), tail],
            gender,
            described=core,
        )
    return _nameless(doc, start, core, base, head)


def _introduces(doc: Doc, part: Range) -> bool:
    """Tell whether a segment is a trade and a person's full name: it is the person who speaks."""
    words = doc[slice(*part)]
    capitals = [t for t in words if t.text[:1].isupper()]
    trade = lexicon.is_person(words[0].lower_) and words[0].is_lower
    full = len(capitals) >= 2 and is_given(capitals[0].text) and capitals[-1].i == part[1] - 1
    return trade and full


def _is_doing(doc: Doc, part: Range) -> bool:
    """Tell whether a segment says how or where: "Prosecuting", "Outside court"."""
    doing = part[1] - part[0] == 1 and doc[part[0]].lower_.endswith("ing")
    where = doc[part[0]].tag_ == "IN" and doc[part[0]].dep_ in {"prep", "advmod"}
    return doing or where


def _tail(doc: Doc, names: Range, core: Range) -> str | None:
    text = text_of(doc, (names[1], core[1]))
    return text if text and doc[names[1]].lower_ in {"of", "from", "at", "for", "with"} else None


def _roles(doc: Doc, parts: list[Range]) -> list[str | None]:
    return [clean_role(doc, part) for part in parts]


def _named(
    doc: Doc,
    start: int,
    base: Range,
    names: Range,
    roles: list[str | None],
    gender: str | None,
    described: Range,
) -> Mention:
    name = tidy_name(text_of(doc, names))
    head = doc[names[1] - 1]
    kind = kind_of_name(doc, names, head, roles, base)
    role = _joined([role for role in roles if role]) if kind is SourceKind.PERSON else _first(roles)
    return Mention(
        Form.NAME,
        start,
        head.lemma_.lower(),
        described_as(doc, described),
        name=name,
        role=role,
        kind=kind,
        gender=gender or (gender_of_given(name) if kind is SourceKind.PERSON else None),
        plural=head.tag_ in {"NNS", "NNPS"},
    )


def _first(roles: list[str | None]) -> str | None:
    short = (role for role in roles if role and len(role.split()) < 8)
    return next((role for role in short if role.split()[0].lower() != "which"), None)


def _joined(roles: list[str]) -> str | None:
    """The role words of a mention, shortest way of saying all: in front, then behind."""
    kept = [role for role in roles if len(role.split()) <= 24]
    offices = [role for role in kept if not role.startswith("who ")]
    kept = (offices or kept)[:2]
    return ", ".join(kept) or None


def tidy_name(name: str) -> str:
    """Leave out a leading article, a possessive ending and loose marks."""
    name = re.sub(r"^(?:the|The|a|A)\s+", "", name)
    bare = re.sub(r"(?:['’]s|['’])$", "", name).strip(' ,.;:“”"')
    return _LETTERS.sub("", bare) or name


# Letters behind a name that are not part of it.
_LETTERS = re.compile(r"(?<=\w)(?:,? (?:KC|QC|SC|MP|MEP|MD|PhD|OBE|CBE|MBE|FRS))+$")


def described_as(doc: Doc, part: Range) -> str:
    """Give a phrase without its article, in lower case where only its place gave a capital."""
    start, end = stripped(doc, part)
    if end - start > 1 and doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    text, first = text_of(doc, (start, end)), doc[start] if start < end else None
    if first is not None and first.is_sent_start and _is_plain(first):
        return text[0].lower() + text[1:]
    return text


def _is_plain(token: Token) -> bool:
    """Tell whether only its place at the start of a sentence gives a word its capital."""
    plain = token.pos_ in {"NOUN", "NUM", "ADJ", "DET", "ADV", "VERB"}
    return plain and token.text.istitle() and token.ent_type_ in {"", "CARDINAL", "DATE"}


def _nameless(doc: Doc, start: int, core: Range, base: Range, head: Token) -> Mention:
    """Read a phrase without a name: by its head, and by whether it is definite."""
    lemma = head.lemma_.lower()
    plural = head.tag_ in {"NNS", "NNPS"} or lemma == "police"
    owners = [t for t in doc[base[0] : base[1]] if t.dep_ == "poss"]
    definite = doc[start].lower_ in _DEFINITE or doc[start].tag_ == "PRP$" or bool(owners)
    return Mention(
        Form.DESCRIPTION if definite else Form.INDEFINITE,
        start,
        lemma,
        described_as(doc, core),
        kind=kind_of_head(head, plural, [t for t in owners if t.ent_type_ in {"GPE", "ORG"}]),
        gender=gender_of(doc, [core]),
        plural=plural,
    )
