"""How a claim is put: whether it denies, and through whom it came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act
from corpus.model import Attribution, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]


def stance_of(doc: Doc, cues: list[Range], content: list[Range]) -> Stance:
    """Tell whether a claim contradicts: by its cue, or by what it says of another's words."""
    said = " ".join(doc[slice(*part)].text for part in content)
    for cue in cues:
        for token in doc[slice(*cue)]:
            lemma = token.lemma_.lower()
            entry = lexicon.verb(lemma)
            if (entry and entry.act is Act.DENY) or lemma in _DENIALS:
                return Stance.DENIES
            if lemma == "plead" and _NOT_GUILTY.match(said):
                return Stance.DENIES
    denied = len(said.split()) <= _VERDICT and _contradicts(said)
    return Stance.DENIES if denied or _turned_down(doc, cues) else Stance.ASSERTS


def _contradicts(said: str) -> bool:
    found = _CONTRADICTS.search(said)
    negated = found and re.search(r"\b(?:neither|nor|nobody|no one)\b", said[: found.start()])
    return bool(found) and not negated


_DENIALS = frozenset({"denial", "rejection", "rebuttal", "deny"})
_NOT_GUILTY = re.compile(r"(?:to be )?not guilty", re.IGNORECASE)
_VERDICT = 25  # words; in a longer statement "false" is said of some thing in it

# "That's simply not true", "it is nonsense", "the report “false and dangerous,”".
_CONTRADICTS = re.compile(
    r"\b(?:not|n['’]t|never)\s+(?:\w+ly\s+|at all\s+|quite\s+)?(?:true|the case|so)\b"
    r"|(?:\b(?:is|was|are|were|be|as)|['’]s|[“\"‘])\s*"
    r"(?:\w+ly\s+|an?\s+|pure\s+|utter\s+|total\s+|complete\s+|just\s+|all\s+|absolute\s+)*"
    r"(?:false|untrue|nonsense|baseless|unfounded|groundless|fabricat(?:ed|ion)|fictions?|bogus"
    r"|rubbish|bollocks|hogwash|balderdash|lies?|cherry-picked|fairy[- ]tales?|fake|smears?"
    r"|malicious|defamatory|ludicrous|preposterous|concocted|libellous|libelous)"
    r"(?=\W*(?:$|[.,;:!”\"’]|and\b|but\b))",
    re.IGNORECASE,
)

# What is rejected when a proposal of somebody's is; one's own plans are not contradicted.
_CHARGES = lexicon.words(
    "suggestion allegation accusation claim charge rumour rumor report criticism notion idea"
    " assertion speculation figure finding account"
)


def _turned_down(doc: Doc, cues: list[Range]) -> bool:
    """Read "rejected suggestions that …", "questioned the figures"."""
    for start, end in cues:
        before = 0 if _has_maker(doc[start]) else 3
        for i in range(max(0, start - before), min(end + 1, len(doc))):
            if doc[i].lemma_.lower() in _TURNS_DOWN:
                ahead = doc[i + 1 : i + 6]
                return any(t.lemma_.lower() in _CHARGES for t in ahead)
    return False


def _has_maker(noun: Token) -> bool:
    """Read "rejected the claim of the union": its makers stand by a claim that others reject."""
    return noun.pos_ == "NOUN" and any(
        child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in {"of", "by", "from"})
        for child in noun.children
    )


_TURNS_DOWN = lexicon.words(
    "reject dismiss bristle scoff rubbish question refute dispute ridicule laugh shrug brush"
)


def passed_on_by(doc: Doc, found: Attribution, cues: list[Range]) -> Token | None:
    """Who passed the words on: "state media quoted X as saying", "was quoted by Y"; its head."""
    quoting = next(
        (t for cue in cues for t in doc[slice(*cue)] if t.lemma_.lower() in {"quote", "cite"}), None
    )
    if quoting is None:
        return _spoken_through(doc, cues)
    if any(child.dep_ == "nsubjpass" for child in quoting.children):
        by = next((c for c in quoting.rights if c.lower_ in {"by", "in"}), None)
        return next((c for c in by.children if c.dep_ == "pobj"), None) if by else None
    return next((c for c in quoting.children if c.dep_ == "nsubj"), None)


def _spoken_through(doc: Doc, cues: list[Range]) -> Token | None:
    """Read "Kim, through her, expressed …", "said through a spokesman": who spoke for somebody."""
    for start, end in cues:
        for i in range(max(0, start - 7), min(end + 3, len(doc))):
            if doc[i].lower_ == "through" and doc[i].sent == doc[start].sent:
                head = next((c for c in doc[i].children if c.dep_ == "pobj"), None)
                if head is not None and (head.pos_ == "PRON" or lexicon.is_person(head.lemma_)):
                    return head
    return None


_SPEECH = lexicon.words("say tell add argue warn claim deny insist testify write reply promise")


def is_speech(cue: Token) -> bool:
    """Tell whether a cue is a plain verb of saying: what it governs may be passed on whole."""
    return cue.pos_ in {"VERB", "AUX"} and cue.lemma_.lower() in _SPEECH


def is_governed(cue: Token) -> bool:
    """Tell whether a verb is in a clause that another verb takes: "says he told"."""
    while cue.dep_ in {"conj", "xcomp"} and cue.head != cue:
        cue = cue.head
    return cue.pos_ in {"VERB", "AUX"} and cue.dep_ in {"ccomp", "parataxis"}
