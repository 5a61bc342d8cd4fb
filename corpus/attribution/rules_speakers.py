"""Who speaks at a verb: its subject, over coordination, participles and infinitives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act
from corpus.attribution.rules_frames import Range, extent

if TYPE_CHECKING:
    from spacy.tokens import Token


_AUXILIARY = frozenset({"aux", "auxpass", "neg"})
# Participles that go on with the speech of the clause before: "…, adding that".
GOING_ON = lexicon.words(
    "add note say warn insist argue explain stress describe call accuse cite claim promise"
    " vow urge ask tell predict suggest write declare acknowledge admit emphasise"
    " emphasize point"
)

ADDRESSED = frozenset(
    {"tell", "ask", "inform", "remind", "assure", "notify", "brief", "reassure", "convince"}
)


def source_of(token: Token) -> Range | None:
    """The noun phrase that speaks: the verb's subject or, failing that, that of its governor."""
    subject = speaker_of(token)
    if subject is None and token.lemma_ in {"read", "say", "add", "write"} and token.i:
        # An inverted subject that the parser took for an object: "…, read a notice".
        after = next((c for c in token.rights if c.dep_ in {"dobj", "attr"}), None)
        loose = token.dep_ in {"ROOT", "dep", "parataxis", "conj"}
        marked = token.doc[token.i - 1].is_punct and loose
        subject = after if marked else None
    return None if subject is None else noun_phrase(subject, token)


def speaker_of(token: Token) -> Token | None:
    """The head word of who speaks; a subject that cannot speak gives way to one that does.

    A verb of saying without a subject of its own inside what somebody says goes with that
    somebody: "The firm said data were copied but denied that …".
    """
    subject = subject_of(token)
    if subject is not None and subject.head == token:
        return subject
    for host in token.ancestors:
        entry = lexicon.verb(host.lemma_.lower())
        if entry is None or entry.act not in {Act.SAY, Act.DENY, Act.SHOW} or host.i > token.i:
            continue
        own = next((c for c in host.children if c.dep_ == "nsubj"), None)
        if own is not None and own.i < token.i and _goes_with(token, host):
            return own
    return subject


def _goes_with(token: Token, host: Token) -> bool:
    """Tell whether a coordinated or participial verb continues its host's speech."""
    if token.dep_ == "conj":
        return token.tag_ == host.tag_ and token.tag_ in {"VBD", "VBZ", "VBP"}
    return token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG" and token.lemma_ in GOING_ON


def can_speak(head: Token) -> bool:
    """Tell whether a noun can be a source: a name, a person, a body, a document, a pronoun."""
    if head.pos_ in {"PROPN", "PRON"} or head.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    lemma = head.lemma_.lower()
    if head.lower_ == "old":  # "the 44-year-old"
        return True
    known = lexicon.is_person(lemma) or lemma in lexicon.BODIES or lemma in lexicon.DOCUMENTS
    return known or head.tag_ == "NNS" or head.lower_ in lexicon.BODIES


def subject_of(token: Token, depth: int = 0) -> Token | None:
    """Find the head word of the subject, over coordination, participles and infinitives."""
    if depth > 6:
        return None
    subjects = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if subjects:
        before = [child for child in subjects if child.i < token.i]
        return (before or subjects)[-1 if before else 0]
    if token.dep_ == "relcl":
        return None
    if token.dep_ == "acl" and token.tag_ in {"VBG", "VBD"}:
        return token.head
    if token.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp"} and (
        token.dep_ != "ccomp" or token.tag_ == "VBG"
    ):
        head = token.head
        if token.dep_ == "advcl":
            head = _speaking_host(token)
        if head.pos_ in {"VERB", "AUX"}:
            return subject_of(head, depth + 1)
        if token.dep_ == "pcomp":
            return subject_of(head.head, depth + 1) if head.head.pos_ in {"VERB", "AUX"} else None
    return None


def _speaking_host(token: Token) -> Token:
    """Read "…, adding that" goes with the verb of saying that governs the clause it hangs on."""
    host = token.head
    if token.tag_ == "VBG" and token.lemma_ in GOING_ON:
        up = host
        while up.dep_ in {"ccomp", "conj", "xcomp", "advcl", "relcl"} and up.head != up:
            up = up.head
            entry = lexicon.verb(up.lemma_.lower())
            if entry and entry.act is Act.SAY and up.i < token.i:
                return up
    return host


def noun_phrase(head: Token, cue: Token) -> Range:
    """The whole phrase of a subject, with apposition and relative clause, short of the cue."""
    start, end = extent(head)
    if start <= cue.i < end:
        if cue.i > head.i:
            end = cue.i
        else:
            start = cue.i + 1
    # A clause in front of the name is not part of it: "But on Monday Anna Lee".
    while (
        start < head.i
        and head.doc[start].dep_ in {"cc", "punct", "mark", "advmod", "intj"}
        and (head.doc[start].head in {head, cue} and head.doc[start].text not in {"“", '"', "‘"})
    ):
        start += 1
    while start > 1 and head.doc[start - 1].text == "-" and not head.doc[start - 2].whitespace_:
        start -= 2  # "co-author"
    return start, end


def cue_of(token: Token) -> Range:
    """The verb with the auxiliaries and adverbs that touch it."""
    start = token.i
    own = {child.i for child in token.lefts if child.dep_ in _AUXILIARY | {"advmod"}}
    while start - 1 in own:
        start -= 1
    own_aux = [i for i in range(start, token.i) if token.doc[i].dep_ in _AUXILIARY]
    start = own_aux[0] if own_aux else token.i
    end = token.i + 1
    after = token.nbor(1) if end < len(token.doc) else None
    if after is not None and after.dep_ == "prt" and after.head == token:
        end += 1
    return start, end


def clause_of(token: Token, source: Range | None, cue: Range) -> Range:
    """The stretch of source and cue, with addressee and circumstances right after the cue."""
    start, end = cue
    if source is not None and source[1] <= cue[0] and not _foreign(token, source[1], cue[0]):
        start = source[0]
    if source is not None and source[0] >= cue[1] and source[0] - cue[1] <= 1:
        end = source[1]
    for child in token.rights:
        addressed = child.dep_ in {"dobj", "dative"} and token.lemma_ in ADDRESSED
        aside = child.dep_ in {"npadvmod", "advmod", "prep"} and child.lower_ not in {"as", "of"}
        if (addressed or aside) and child.left_edge.i == end and len(list(child.subtree)) <= 9:
            end = child.right_edge.i + 1
    return start, end


def _foreign(token: Token, start: int, end: int) -> bool:
    """Tell whether words of another clause stand between source and cue."""
    return any(t.pos_ == "VERB" and t.is_ancestor(token) for t in token.doc[start:end])


def is_passive(token: Token) -> bool:
    """Tell whether a verb is in the passive voice."""
    return token.tag_ == "VBN" and any(
        child.dep_ in {"auxpass", "nsubjpass"} for child in token.children
    )


def is_negated(token: Token) -> bool:
    """Tell whether "not" or the like governs a verb."""
    return any(child.dep_ == "neg" for child in token.children)
