"""Everybody an article speaks of: names joined into persons and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution.givennames import is_given
from corpus.attribution.members import (
    Member,
    acronym,
    enrich,
    fit_of,
    fit_words,
    is_acronym_of,
    words_of,
)
from corpus.attribution.mentions import Form, Mention, read_mention
from corpus.attribution.phrases import Range, dateline_end, phrase_of, whole_phrase
from corpus.attribution.rules_speakers import subject_of
from corpus.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

_NOBODY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_LETTERS = 3  # longer capitals may be a surname in a script: "MARAIS"
_WHERE = frozenset({"in", "at", "near", "from", "to", "outside", "across", "of", "around"})


class Cast:
    """The members of an article, joined from its noun phrases in reading order."""

    def __init__(self) -> None:
        self.members: list[Member] = []

    @classmethod
    def of(cls, doc: Doc, quoted: Sequence[int]) -> Cast:
        """Read the whole article; what stands in a quotation is known but not spoken of."""
        cast = cls()
        placed: set[int] = set()
        for root, span in _phrases(doc):
            known = cast._surname(root) if span[1] > root.i == span[0] else None
            if known is not None:
                known.met_at(root.i)
                if root.dep_ in _SUBJECT:
                    known.subjects.add(root.i)
                continue
            mention = read_mention(doc, span)
            if mention is not None and mention.form is Form.NAME and mention.name:
                if not any(c.isupper() for c in mention.name) or root.ent_type_ in _NOBODY:
                    continue
                subject = root.dep_ in _SUBJECT
                told = mention.kind is SourceKind.ORGANISATION and _is_told(root)
                member = cast.enter(mention, root.i, subject, quoted[root.i] < 0 and not told)
                if quoted[root.i] < 0 and not _is_where(root):
                    placed.add(id(member))
                member.kind = _kind_by_relative(member, root)
        cast._enter_given(doc, quoted)
        cast._note_witnesses(doc)
        for member in cast.members:
            if id(member) not in placed and not (member.gender or member.role):
                member.kind = _place_kind(member)
        cast._mend()
        return cast

    def enter(self, mention: Mention, place: int, subject: bool, noted: bool = True) -> Member:
        """Add a named mention, to the member that it names or as a new one."""
        name = mention.name or mention.described
        member = self.find(name, mention.kind, mention.gender, place)
        if member is None:
            member = Member(name, mention.kind, gender=mention.gender, plural=mention.plural)
            self.members.append(member)
        enrich(member, mention)
        if noted:
            member.met_at(place)
        if subject and noted:
            member.subjects.add(place)
        return member

    def find(
        self,
        name: str,
        kind: SourceKind | None = None,
        gender: str | None = None,
        place: int | None = None,
    ) -> Member | None:
        """Find the member that a name means: the same, a part of it, its acronym.

        Of people with one surname: whom the title's gender fits, who has gone by the bare
        surname before, who was named last.
        """
        words = words_of(name)
        best: tuple[int, bool, bool, int, Member] | None = None
        for member in self.members:
            if not member.named:
                continue
            fit = fit_of(words, gender, member)
            if not fit or (gender and member.gender and gender != member.gender):
                continue
            if gender and member.kind is not SourceKind.PERSON:
                continue
            letters = acronym(name) and fit < 3 and not is_acronym_of(name, member.name)
            if letters and not (member.kind is SourceKind.PERSON and len(name) > _LETTERS):
                continue
            near = member.before(place) if place is not None else None
            alike = gender is not None and member.gender == gender
            called = len(words) == 1 and name in member.names and near is not None
            score = (fit, alike, called, near if near is not None else -1, member)
            if best is None or score[:4] > best[:4]:
                best = score
        if best is not None:
            return best[4]
        if acronym(name):
            return next((m for m in self.members if is_acronym_of(name, m.name)), None)
        return next(
            (m for m in self.members if acronym(m.name) and is_acronym_of(m.name, name)), None
        )

    def _surname(self, root: Token) -> Member | None:
        """Read "Banks, 61, had told": a surname that was taken for a common noun."""
        if root.pos_ == "PROPN" or not root.text.istitle():
            return None
        people = [m for m in self.members if m.kind is SourceKind.PERSON and m.named]
        return next((m for m in people if root.text == m.name.split()[-1] != m.name), None)

    def _enter_given(self, doc: Doc, quoted: Sequence[int]) -> None:
        """Enter the people whose full names stand within other names: "Ann Lee's The Sea"."""
        for entity in doc.ents:
            if entity.label_ != "PERSON" or len(entity) < 2 or not is_given(entity[0].text):
                continue
            known = self.find(entity.text, SourceKind.PERSON)
            if known is None or len(words_of(known.name)) == 1:
                mention = read_mention(doc, (entity.start, entity.end))
                if mention is not None and mention.kind is SourceKind.PERSON:
                    last = entity[-1].i
                    self.enter(mention, last, subject=False, noted=quoted[last] < 0)

    def _note_witnesses(self, doc: Doc) -> None:
        """Who gives evidence or testifies is "the witness"."""
        for token in doc:
            gives = token.lemma_ == "give" and any(c.lemma_ == "evidence" for c in token.rights)
            if gives or token.lemma_ == "testify":
                subject = subject_of(token)
                for member in self.members:
                    if subject is not None and subject.i in member.places:
                        member.roles.add("witness")

    def _mend(self) -> None:
        """Join members that a fuller name, met later, shows to be one."""
        for member in list(self.members):
            same = [other for other in self.members if _is_fuller(other, member)]
            if len(same) == 1 and member in self.members and _may_join(member, same[0]):
                _join(same[0], member)
                self.members.remove(member)


def _phrases(doc: Doc) -> Iterator[tuple[Token, Range]]:
    """The noun phrases that may name somebody, in reading order.

    Chunks, and the people that the entity recogniser sees where the parser found no chunk.
    """
    found = {c.root.i: (c.root, phrase_of(c.root, c.start, c.end)) for c in doc.noun_chunks}
    for token in doc:
        if token.dep_ == "poss" and token.pos_ == "PROPN" and token.i not in found:
            found[token.i] = (token, (token.left_edge.i, token.i + 1))
    held = {i for root, _ in found.values() for i in range(root.left_edge.i, root.i + 1)}
    for entity in doc.ents:
        named = entity.label_ == "PERSON" and (len(entity) > 1 or is_given(entity[0].text))
        if named and not any(t.i in held for t in entity):
            last = entity[-1]
            found[last.i] = (last, whole_phrase(doc, entity.start, entity.end))
    begins = dateline_end(doc)
    for at in sorted(found):
        root, span = found[at]
        if root.pos_ != "PRON" and at >= begins:
            yield root, (max(begins, span[0]), span[1])


def _is_told(root: Token) -> bool:
    """Tell whether a body only hears: "told the Ledger" makes the paper no later "company"."""
    return root.dep_ in {"dobj", "dative"} and root.head.lemma_ in {"tell", "inform"}


def _is_where(root: Token) -> bool:
    """Tell whether a name stands where places do: "in Pell"."""
    return root.dep_ == "pobj" and root.head.lower_ in _WHERE


def _place_kind(member: Member) -> SourceKind:
    """A name met only as a place is no person, unless it begins with a given name."""
    words = words_of(member.name)
    person = len(words) > 1 and is_given(words[0])
    return member.kind if person else SourceKind.ORGANISATION


def _kind_by_relative(member: Member, root: Token) -> SourceKind:
    """Read "X, who said" and "X, which owns": a person, a body."""
    clause = next((c for c in root.rights if c.dep_ == "relcl"), None)
    marks = {t.lower_ for t in clause.children} if clause is not None else set()
    if "who" in marks and len(words_of(member.name)) <= 3:
        return SourceKind.PERSON
    return SourceKind.ORGANISATION if "which" in marks and not member.gender else member.kind


def _is_fuller(other: Member, member: Member) -> bool:
    words, known = words_of(member.name), words_of(other.name)
    if other is member or len(known) <= len(words):
        return False
    apart = other.gender and member.gender and other.gender != member.gender
    return bool(fit_words(words, known, other)) and not apart


def _may_join(member: Member, target: Member) -> bool:
    """Tell whether a member is the one of the fuller name: not a family and its firm."""
    if member.kind is target.kind:
        return True
    family = target.kind is SourceKind.ORGANISATION and member.kind is SourceKind.PERSON
    return not (family and member.gender) and not member.role


def _join(target: Member, member: Member) -> None:
    target.places = sorted(target.places + member.places)
    target.subjects |= member.subjects
    target.names |= member.names | {member.name}
    target.role = target.role or member.role
    target.gender = target.gender or member.gender
    target.heads |= member.heads
    target.roles |= member.roles
