"""Everybody an article speaks of: names joined into persons and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from corpus.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_NOBODY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})


class Cast:
    """The members of an article, joined from its noun phrases in reading order."""

    def __init__(self) -> None:
        self.members: list[Member] = []

    @classmethod
    def of(cls, doc: Doc, quoted: Sequence[int]) -> Cast:
        """Read the whole article; what stands in a quotation is known but not spoken of."""
        cast = cls()
        for chunk in doc.noun_chunks:
            root = chunk.root
            if root.pos_ == "PRON":
                continue
            span = _phrase(root, chunk.start, chunk.end)
            mention = read_mention(doc, span)
            if mention is not None and mention.form is Form.NAME and mention.name:
                if not any(c.isupper() for c in mention.name) or root.ent_type_ in _NOBODY:
                    continue
                outside = quoted[root.i] < 0
                cast.enter(mention, root.i, root.dep_ in {"nsubj", "nsubjpass"}, outside)
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
            member.places.append(place)
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
        """Find the member that a name means: the same, a part of it, its acronym."""
        words = words_of(name)
        best: tuple[int, bool, int, Member] | None = None
        for member in self.members:
            if not member.named:
                continue
            fit = fit_of(words, gender, member)
            if not fit or (gender and member.gender and gender != member.gender):
                continue
            if gender and member.kind is not SourceKind.PERSON:
                continue
            if acronym(name) and fit < 3 and not is_acronym_of(name, member.name):
                continue
            near = member.before(place) if place is not None else None
            alike = gender is not None and member.gender == gender
            score = (fit, alike, near if near is not None else -1, member)
            if best is None or score[:3] > best[:3]:
                best = score
        if best is not None:
            return best[3]
        if acronym(name):
            return next((m for m in self.members if is_acronym_of(name, m.name)), None)
        return next(
            (m for m in self.members if acronym(m.name) and is_acronym_of(m.name, name)), None
        )

    def _mend(self) -> None:
        """Join members that a fuller name, met later, shows to be one."""
        for member in list(self.members):
            others = [
                m
                for m in self.members
                if m is not member and len(words_of(m.name)) > len(words_of(member.name))
            ]
            same = [
                m
                for m in others
                if fit_words(words_of(member.name), words_of(m.name), m)
                and not (m.gender and member.gender and m.gender != member.gender)
            ]
            if len(same) == 1 and member in self.members:
                target = same[0]
                if (
                    {member.kind, target.kind} == {SourceKind.PERSON, SourceKind.ORGANISATION}
                    and target.kind is SourceKind.ORGANISATION
                    and len(words_of(member.name)) == 1
                    and member.gender
                ):
                    continue
                if member.kind is not target.kind and member.role:
                    continue
                target.places = sorted(target.places + member.places)
                target.subjects |= member.subjects
                target.names |= member.names | {member.name}
                target.role = target.role or member.role
                target.gender = target.gender or member.gender
                target.heads |= member.heads
                target.roles |= member.roles
                self.members.remove(member)


def _phrase(root: Token, start: int, end: int) -> tuple[int, int]:
    """A chunk with the appositions and modifiers behind it, within reason."""
    last = end
    for child in root.rights:
        if child.dep_ in {"appos", "prep", "relcl", "acl", "punct", "nummod", "amod"}:
            last = max(last, child.right_edge.i + 1)
    if last - start > 40:
        last = min(last, start + 40)
    return start, last
