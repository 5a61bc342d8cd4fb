"""What a noun phrase says of a source: its name, role, kind, gender and number."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]


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
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_PARTICLES = lexicon.words(
    "al de del della der den di da dos du el ben bin ibn la le van von af av bint ter ten y e zu"
)
_JOINERS = frozenset({"of", "for", "and", "&", "the", "on", "in", "at", "'s", "’s", "-"})
_ORG_LABELS = frozenset(
    {"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"}
)
ORG_WORDS = lexicon.BODIES | lexicon.words(
    "inc corp ltd plc llc co gmbh ag group holdings securities insurance brothers partners"
    " associates industries systems technologies motors airlines airways coaches times"
    " post herald tribune gazette chronicle guardian telegraph star news tv radio press"
    " journal reuters ap afp initiative programme program project fund forum academy"
    " ministry department office service services authority division unit squad analytics"
    " research energy power water rail bio pharma labs media studios entertainment records"
    " bancorp college academy polytechnic observatory institution relief aid international"
    " national survey united rovers athletic city wanderers albion rangers"
)


_OFFICES = lexicon.words(
    "secretary attorney board house bank court church guild order sons daughters friends"
)


def name_token(token: Token) -> bool:
    """Tell whether a token looks like part of a proper name."""
    text = token.text
    if token.ent_type_ in {"DATE", "TIME"}:
        return False
    return text[:1].isupper() and token.pos_ not in {
        "DET",
        "PRON",
        "VERB",
        "AUX",
        "SCONJ",
        "CCONJ",
        "ADP",
        "PUNCT",
    }


def read_mention(doc: Doc, span: Range) -> Mention | None:
    """Read a noun phrase given as a range of tokens; None where it holds no word."""
    start, end = _stripped(doc, span)
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


def _stripped(doc: Doc, span: Range) -> Range:
    start, end = span
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while start < end and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in {"'s", "’s", "'"}
    ):
        end -= 1
    return start, end


def _cuts(token: Token) -> bool:
    relative = token.lower_ in {"who", "whose", "which"} and token.tag_ in {"WP", "WDT", "WP$"}
    return relative or token.text in {",", "–", "—", "(", ")", ";"}


def _segments(doc: Doc, start: int, end: int) -> list[Range]:
    """Cut at commas, dashes and brackets, and before "who"; titles and numbers keep together."""
    inner = [token.i for token in doc[start + 1 : end] if _cuts(token)]
    parts = [_stripped(doc, part) for part in itertools.pairwise([start, *inner, end])]
    return [part for part in parts if part[0] < part[1]]


def _base(doc: Doc, part: Range) -> Range:
    """The part of a phrase before its first preposition or clause; "of" within names stays."""
    start, end = part
    for i in range(start + 1, end):
        token = doc[i]
        if token.lower_ in {"who", "which", "that", "whose"} and token.tag_ in {"WP", "WDT", "WP$"}:
            return start, i
        if token.tag_ in {"VBG", "VBN", "VBD"} and token.dep_ in {"acl", "relcl"}:
            return start, i
        if (token.tag_ in {"IN", "TO"} or token.pos_ == "ADP") and token.lower_ not in _PARTICLES:
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


def _read_segments(doc: Doc, start: int, end: int, segments: list[Range]) -> Mention:
    core = segments[0]
    base = _base(doc, core)
    head = _head(doc, base)
    names = _name_range(doc, base, head)
    gender = _gender(doc, start, end)
    rest = segments[1:]
    if names is None and rest:
        named = _apposed_name(doc, rest)
        if named is not None:
            role = _clean_role(doc, core)
            part, others = named
            return _named(
                doc, start, part, part, [role, *_roles(doc, others)], gender, described=core
            )
    if names is not None:
        before = _clean_role(doc, (base[0], names[0]))
        after = _clean_role(doc, (names[1], core[1])) if names[1] < base[1] else None
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


def _tail(doc: Doc, names: Range, core: Range) -> str | None:
    text = _text(doc, (names[1], core[1]))
    return text if text and doc[names[1]].lower_ in {"of", "from", "at", "for", "with"} else None


def _head(doc: Doc, base: Range) -> Token:
    for i in range(base[1] - 1, base[0] - 1, -1):
        if doc[i].pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} and not doc[i].is_punct:
            if doc[i].like_num and i > base[0]:
                continue
            return doc[i]
    return doc[base[1] - 1]


def _name_range(doc: Doc, base: Range, head: Token) -> Range | None:
    """The proper name in a base phrase, titles left out; None where it has none."""
    start = base[0]
    if name_token(head) and not _is_common(head, base):
        left = head.i
        while left > start and _in_name(doc, left - 1, start):
            left -= 1
        while left < head.i and not name_token(doc[left]):
            left += 1
        return _without_titles(doc, left, head.i + 1)
    return _premodifier_name(doc, base, head)


def _is_common(head: Token, base: Range) -> bool:
    """A capital that only the sentence's start gives: "Officials", "Police"."""
    return bool(head.i == base[0] and head.is_sent_start and head.pos_ == "NOUN")


def _in_name(doc: Doc, i: int, start: int) -> bool:
    token = doc[i]
    if name_token(token):
        return not (token.is_sent_start and token.pos_ not in {"PROPN", "NOUN", "ADJ"})
    if token.lower_ in _PARTICLES or token.text in {"-", "&", ".", "'", "’"}:
        return i > start and (name_token(doc[i - 1]) or doc[i - 1].lower_ in _PARTICLES)
    if token.lower_ in {"of", "for", "and", "the", "'s", "’s", "on"}:
        return i > start and (name_token(doc[i - 1]) or doc[i - 1].lower_ in {"of", "for"})
    return False


def _without_titles(doc: Doc, start: int, end: int) -> Range:
    """Cut role words in front of a person's name: "Information Minister Berhan Osman"."""
    words = [doc[i].lower_.rstrip(".") for i in range(start, end)]
    if any(word in ORG_WORDS for word in words[-1:]):
        return start, end
    cut = start
    for offset, word in enumerate(words[:-1]):
        lemma = doc[start + offset].lemma_.lower()
        titled = word in lexicon.TITLES or lemma in lexicon.PEOPLE or word in lexicon.PEOPLE
        if titled and doc[start + offset + 1].text != "-":  # a paper may be a "Spokesman-Review"
            if doc[start + offset + 1].lower_ in {"of", "for"}:
                cut = _after_office(doc, start + offset + 1, end)
            else:
                cut = start + offset + 1
    if cut < end and cut > start and any(w in ORG_WORDS for w in words[cut - start :]):
        return start, end
    # A possessor before a person's name: "Cordwell's Peter Onslow".
    for i in range(cut, end):
        if (
            doc[i].lower_ in {"'s", "’s"}
            and end - i - 1 >= 2
            and not any(doc[j].lower_ in ORG_WORDS for j in range(i + 1, end))
            and doc[end - 1].ent_type_ == "PERSON"
        ):
            cut = i + 1
    return (cut, end) if cut < end else (start, end)


def _after_office(doc: Doc, of: int, end: int) -> int:
    """Read "Secretary of State John Kerry": skip the office's own noun."""
    return min(of + 2, end - 1)


def _premodifier_name(doc: Doc, base: Range, head: Token) -> Range | None:
    """A name in front of a common noun: an organisation's own, or one that owns it."""
    start = base[0]
    words = [doc[i] for i in range(start, head.i)]
    while words and (words[0].pos_ == "DET" or words[0].lower_ in {"its", "his", "her", "their"}):
        words = words[1:]
    names = [w for w in words if name_token(w)]
    if not names or (head.lemma_.lower() in lexicon.PEOPLE):
        return None
    run_start, run_end = names[0].i, names[0].i + 1
    while run_end < head.i and (name_token(doc[run_end]) or doc[run_end].text == "-"):
        run_end += 1
    run = doc[run_start:run_end]
    owns = run_end < head.i and doc[run_end].lower_ in {"'s", "’s", "'", "’"}
    if head.lemma_.lower() in lexicon.DOCUMENTS and head.lemma_.lower() not in lexicon.BODIES:
        return None
    if not owns and len(run) >= 2 and any(t.lower_ in ORG_WORDS for t in run):
        return run_start, run_end
    if head.lemma_.lower() in lexicon.BODIES or head.lower_ in lexicon.BODIES:
        return names[0].i, head.i + 1
    return None


def _apposed_name(doc: Doc, rest: list[Range]) -> tuple[Range, list[Range]] | None:
    """The first apposition that is a person's or a body's name, and the other segments."""
    for number, part in enumerate(rest[:2]):
        base = _base(doc, part)
        tokens = doc[base[0] : base[1]]
        if not tokens or doc[part[0]].lower_ in {"who", "which", "and", "or", "whose", "including"}:
            continue
        last = tokens[-1].i
        run = last
        while run > base[0] and (name_token(doc[run - 1]) or doc[run - 1].lower_ in _PARTICLES):
            run -= 1
        others = [p for n, p in enumerate(rest) if n != number]
        if name_token(tokens[-1]) and last > run > base[0] and doc[run - 1].pos_ == "NOUN":
            return _without_titles(doc, run, last + 1), [(base[0], run), *others]
        names = [t for t in tokens if name_token(t)]
        if (
            names
            and len(names) >= len([t for t in tokens if t.pos_ != "DET"]) - 1
            and tokens[-1] in names
        ):
            name = _without_titles(doc, names[0].i, names[-1].i + 1)
            return name, [p for n, p in enumerate(rest) if n != number]
    return None


def _roles(doc: Doc, parts: list[Range]) -> list[str | None]:
    return [_clean_role(doc, part) for part in parts]


_COURTESY = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "dame", "lord"})
_AGE = re.compile(r"^(?:aged? )?\d{1,3}(?:[- ]years?[- ]old)?$")


def _clean_role(doc: Doc, part: Range) -> str | None:
    start, end = _stripped(doc, part)
    if start < end and (
        doc[start].lower_ in {"which", "whose", "where"} or doc[start].tag_ in {"VBD", "VBZ", "MD"}
    ):
        return None
    while start < end and (
        doc[start].lower_
        in {"the", "a", "an", "its", "his", "her", "their", "our", "who", "is", "was", "and"}
    ):
        start += 1
    while start < end and doc[end - 1].lower_.rstrip(".") in _COURTESY:
        end -= 1
    text = _text(doc, (start, end))
    if (
        not text
        or _AGE.match(text.lower())
        or text.lower()
        in {"mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.", "then", "now", "meanwhile"}
    ):
        return None
    return text


def _text(doc: Doc, part: Range) -> str:
    return " ".join(doc[part[0] : part[1]].text.split()) if part[0] < part[1] else ""


def _named(
    doc: Doc,
    start: int,
    base: Range,
    names: Range,
    roles: list[str | None],
    gender: str | None,
    described: Range,
) -> Mention:
    name = _tidy_name(_text(doc, names))
    head = doc[names[1] - 1]
    kind = _kind(doc, names, head, roles, base)
    role = _joined([role for role in roles if role]) if kind is SourceKind.PERSON else _first(roles)
    return Mention(
        Form.NAME,
        start,
        head.lemma_.lower(),
        _described(doc, described),
        name=name,
        role=role,
        kind=kind,
        gender=gender,
        plural=head.tag_ in {"NNS", "NNPS"},
    )


def _first(roles: list[str | None]) -> str | None:
    short = (role for role in roles if role and len(role.split()) < 8)
    return next((role for role in short if role.split()[0].lower() != "which"), None)


def _joined(roles: list[str]) -> str | None:
    """The role words of a mention, shortest way of saying all: in front, then behind."""
    kept = [role for role in roles if len(role.split()) <= 24][:2]
    return ", ".join(kept) or None


def _tidy_name(name: str) -> str:
    name = re.sub(r"^(?:the|The|a|A)\s+", "", name)
    return re.sub(r"(?:['’]s|['’])$", "", name).strip(' ,.;:“”"') or name


def _kind(doc: Doc, names: Range, head: Token, roles: list[str | None], base: Range) -> SourceKind:
    words = [doc[i].lower_ for i in range(*names)]
    if any(word in {"'s", "’s"} for word in words) or words[-1] in ORG_WORDS:
        return SourceKind.ORGANISATION
    if (
        len(words) > 1
        and any(w in ORG_WORDS and w not in {"star", "post", "press"} for w in words)
        and head.ent_type_ != "PERSON"
    ):
        return SourceKind.ORGANISATION
    before = [doc[i].lower_.rstrip(".") for i in range(max(base[0], names[0] - 4), names[0])]
    if any(w in lexicon.TITLES or w in lexicon.PEOPLE for w in before):
        return SourceKind.PERSON
    label = head.ent_type_
    if any(role and _is_personal(role) for role in roles):
        return SourceKind.PERSON
    if label in {"GPE", "NORP"} and len(words) <= 2:
        return SourceKind.ORGANISATION
    if any(role and _is_of_body(role) for role in roles):
        return SourceKind.ORGANISATION
    if label == "PERSON":
        return SourceKind.PERSON
    if doc[max(base[0], 0)].lower_ == "the" or label in _ORG_LABELS:
        return SourceKind.ORGANISATION
    return SourceKind.PERSON if 2 <= len(words) <= 4 else SourceKind.ORGANISATION


def _is_personal(role: str) -> bool:
    words = re.findall(r"[\w-]+", role.lower())
    return words[:1] not in (["which"], ["that"]) and any(map(lexicon.is_person, words[:8]))


def _is_of_body(role: str) -> bool:
    """Read "the 164-year-old department store group": what a body is called beside its name."""
    words = re.findall(r"[\w-]+", re.split(r"\b(?:of|for|at|in|who|that|which)\b", role.lower())[0])
    return bool(words) and words[-1] in lexicon.BODIES


def _described(doc: Doc, part: Range) -> str:
    start, end = _stripped(doc, part)
    if end - start > 1 and doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    text, first = _text(doc, (start, end)), doc[start] if start < end else None
    if first is not None and first.is_sent_start and _is_plain(first):
        return text[0].lower() + text[1:]
    return text


def _is_plain(token: Token) -> bool:
    """Tell whether only its place at the start of a sentence gives a word its capital."""
    plain = token.pos_ in {"NOUN", "NUM", "ADJ", "DET", "ADV", "VERB"}
    return plain and token.text.istitle() and token.ent_type_ in {"", "CARDINAL", "DATE"}


def _gender(doc: Doc, start: int, end: int) -> str | None:
    for token in doc[start:end]:
        word = token.lower_.rstrip(".")
        if token.i > start + 12:
            break
        if word in lexicon.MALE and word not in {"he", "him", "his", "himself"}:
            return "m"
        if word in lexicon.FEMALE and word not in {"she", "her", "hers", "herself"}:
            return "f"
    return None


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
        _described(doc, core),
        kind=_kind_of_head(head, plural, [t for t in owners if t.ent_type_ in {"GPE", "ORG"}]),
        gender=_gender(doc, start, core[1]),
        plural=plural,
    )


def _kind_of_head(head: Token, plural: bool, owners: list[Token]) -> SourceKind:
    """What a head noun stands for; what a country or body owns is a body ("its military")."""
    lemma = head.lemma_.lower()
    is_body = lemma in lexicon.BODIES or head.lower_ in lexicon.BODIES
    if lemma in lexicon.DOCUMENTS and not is_body and lemma not in lexicon.PEOPLE:
        return SourceKind.DOCUMENT
    if lexicon.is_person(lemma) or (plural and not is_body):
        return SourceKind.UNNAMED
    return SourceKind.ORGANISATION if is_body or owners else SourceKind.UNNAMED
