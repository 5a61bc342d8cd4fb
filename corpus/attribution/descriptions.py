"""Whom a description means: "the ministry", "the winger", "her coach", "the latter"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.describing import (
    any_body,
    content_words,
    describes,
    has_office,
    spelled_out,
)
from corpus.attribution.discourse import Discourse, Resolved
from corpus.attribution.members import Member, words_of
from corpus.attribution.mentions import Form
from corpus.attribution.naming import is_demonym
from corpus.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.attribution.mentions import Mention

_WINNERS = frozenset({"winner", "scorer", "starter", "maker"})
_SURE, _LIKELY, _BY_KIND = 0.92, 0.85, 0.7  # shares right on our marked articles


class Descriptions:
    """Resolves the descriptions of one article."""

    def __init__(self, doc: Doc, discourse: Discourse) -> None:
        self.doc = doc
        self.discourse = discourse
        self.members = discourse.cast.members

    def resolve(self, mention: Mention, place: int) -> Resolved:
        """Whom a definite description means; a source of its own where nobody fits."""
        if mention.head in {"former", "latter"}:
            pair = self._of_two(mention, place)
            if pair is not None:
                return pair
        fit, member = self._fitting(mention, place)
        if member is None:
            member = (
                self._relative(mention, place)
                or self._later(mention, place)
                or self._next(mention, place)
            )
            if member is not None:
                return Resolved(member, _LIKELY)
            fit, member = self._by_kind(mention, place)
        if member is None:
            return Resolved(self.new(mention), 0.85)
        self.discourse.note(member, place, subject=True)
        if mention.gender and not member.gender:
            member.gender = mention.gender
        return Resolved(member, _SURE if fit >= 3 else _LIKELY if fit == 2 else _BY_KIND)

    def indefinite(self, mention: Mention, place: int) -> Resolved:
        """Whom "a spokesman for the command" means: named later as "the spokesman", or nobody."""
        return Resolved(self._introduced(mention, place) or self.new(mention), 0.88)

    def known(self, mention: Mention, place: int) -> Member | None:
        """The member that a description fits by its words, if it is definite."""
        first = self.doc[mention.start]
        if first.lower_ not in {"the", "this", "that"}:
            return None
        return self._fitting(mention, place)[1]

    def new(self, mention: Mention) -> Member:
        """A source without a name: as it is described, the same one if it was met."""
        for member in self.members:
            if not member.named and member.name.lower() == mention.described.lower():
                member.met_at(mention.start)
                return member
        member = Member(
            mention.described,
            _office_kind(mention),
            gender=mention.gender,
            plural=mention.plural,
            named=False,
            places=[mention.start],
            heads={mention.head},
            person=lexicon.is_person(mention.head),
        )
        self.members.append(member)
        return member

    def _fitting(self, mention: Mention, place: int) -> tuple[int, Member | None]:
        """The member met before that fits best by its words and is most in mind."""
        wanted = content_words(spelled_out(mention.described))
        scored = []
        for member in self.members:
            if member.before(place) is None or not _agrees(mention, member):
                continue
            fit = describes(mention, wanted, member)
            if fit:
                scored.append((fit * 2 + self.discourse.salience(member, place), fit, member))
        if not scored:
            return 0, None
        _, fit, member = max(scored, key=lambda each: each[0])
        return fit, member

    def _relative(self, mention: Mention, place: int) -> Member | None:
        """Read "his brother": the one other person of the possessor's surname."""
        gender = {"his": "m", "her": "f"}.get(self.doc[mention.start].lower_)
        if mention.head not in lexicon.KIN or gender is None or mention.plural:
            return None
        owner = self.discourse.person(mention.start, gender)
        if owner is None or not owner.member.named:
            return None
        family = [
            member
            for member in self.members
            if member.kind is SourceKind.PERSON
            and member is not owner.member
            and member.last_word == owner.member.last_word
            and len(words_of(member.name)) > 1
            and _agrees(mention, member)
        ]
        return family[0] if len(family) == 1 else None

    def _later(self, mention: Mention, place: int) -> Member | None:
        """The one person who, named only later, holds the office: "her coach has revealed"."""
        if mention.plural or not _is_somebody(mention):
            return None
        wanted = content_words(spelled_out(mention.described))
        holders = [
            member
            for member in self.members
            if member.kind is SourceKind.PERSON
            and member.before(place) is None
            and _agrees(mention, member)
            and describes(mention, wanted, member) >= 2
        ]
        return holders[0] if len(holders) == 1 else None

    def _next(self, mention: Mention, place: int) -> Member | None:
        """Read "The match-winner insisted … “…,” said Oyelaran.": the surname in his paragraph.

        Only somebody met before, of no office that the article tells, and nobody else there.
        """
        if mention.plural or self.doc[mention.start].lower_ != "the":
            return None
        if not (_is_somebody(mention) or mention.head.split("-")[-1] in _WINNERS):
            return None
        at = self.discourse.paragraph(place)
        there = [
            (member, p)
            for member in self.members
            if member.kind is SourceKind.PERSON
            for p in member.places
            if p > place and self.discourse.paragraph(p) == at
        ]
        one = there[0][0] if len({id(member) for member, _ in there}) == 1 else None
        if one is None or one.before(place) is None or has_office(one):
            return None
        spoke = any(self.doc[p - 1].lemma_ in lexicon.PARENTHETICAL for _, p in there)
        return one if spoke and _agrees(mention, one) else None

    def _introduced(self, mention: Mention, place: int) -> Member | None:
        """Read "A spokesman for X … The spokesman, Abdel Drissi, said": the name comes later."""
        if mention.plural or not _is_somebody(mention):
            return None
        holders = [
            member
            for member in self.members
            if member.kind is SourceKind.PERSON
            and member.before(place) is None
            and any(_is_the(self.doc, p, mention.head) for p in member.places)
        ]
        return holders[0] if len(holders) == 1 else None

    def _by_kind(self, mention: Mention, place: int) -> tuple[int, Member | None]:
        """Nobody fits by words: the body or the person most in mind that nothing speaks against."""
        scored = [
            (round(self.discourse.salience(m, place), 2), m.before(place) or 0, m)
            for m in self.members
            if m.before(place) is not None and self._may_be(mention, m, place)
        ]
        if not scored:
            return 0, None
        return 1, max(scored, key=lambda each: each[:2])[2]  # of two alike the last named

    def _may_be(self, mention: Mention, member: Member, place: int) -> bool:
        """Read "the group" is a body; "the 58-year-old singer" a person of no other office."""
        head = self.doc[mention.start].lower_
        if (
            any_body(mention, member)
            and _is_bare(mention)
            and head not in {"his", "her", "their", "its"}
        ):
            return True
        unnamed = mention.kind in {SourceKind.UNNAMED, SourceKind.PERSON}
        if mention.plural or not unnamed or head != "the":
            return False
        bare = lexicon.is_person(mention.head) and _is_bare(mention)
        personal = bare or mention.head == "old" or self._demonym(place)
        near = self.discourse.sentence(place) - self.discourse.sentence(member.before(place) or 0)
        return (
            personal
            and member.kind is SourceKind.PERSON
            and near <= 2
            and _agrees(mention, member)
            and (not has_office(member) or self._demonym(place) or mention.head == "old")
        )

    def _demonym(self, place: int) -> bool:
        return is_demonym(self.doc[place]) or self.doc[place].lower_ in {"democrat", "republican"}

    def _of_two(self, mention: Mention, place: int) -> Resolved | None:
        """Read "the former", "the latter": of two named together last, in their order."""
        pair = self.discourse.pair(place) or self.discourse.pair(place, people=False)
        return Resolved(pair[mention.head == "latter"], 0.75) if pair else None


def _is_somebody(mention: Mention) -> bool:
    """Tell whether a description is of a person: a guard may be a body."""
    return lexicon.is_person(mention.head) and mention.kind is not SourceKind.ORGANISATION


def _office_kind(mention: Mention) -> SourceKind:
    """An office that bears a capital is one person's: "the Health Secretary"."""
    capital = mention.described.split()[-1:] and mention.described.split()[-1].istitle()
    office = mention.form is Form.DESCRIPTION and lexicon.is_person(mention.head)
    return SourceKind.PERSON if capital and office and not mention.plural else mention.kind


def _is_bare(mention: Mention) -> bool:
    """Tell whether a description says only what kind of body: "the group", "the rebel group"."""
    words = words_of(mention.described)
    plain = {w for w in words if not w[0].isdigit() and not w.endswith("-based")}
    extra = plain - {mention.head} - _GENERIC
    return len(extra) == 0 or words[-1:] == list(extra)


_GENERIC = lexicon.words(
    "rebel armed militant opposition campaign advocacy rights lobby trade aid separatist"
)


def _agrees(mention: Mention, member: Member) -> bool:
    body = mention.kind is SourceKind.ORGANISATION and lexicon.is_person(mention.head)
    if body and member.kind is SourceKind.PERSON:  # "the guard" of a coast is not its commander
        return False
    return not (mention.gender and member.gender and mention.gender != member.gender)


def _is_the(doc: Doc, place: int, head: str) -> bool:
    """Tell whether a name is introduced by "The spokesman, …" with that head."""
    before = doc[max(0, place - 5) : place]
    lemmas = [t.lemma_.lower() for t in before]
    return head in lemmas and "the" in [t.lower_ for t in before[: lemmas.index(head)]]
