"""From bare attributions to claims: who each source is, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.cast import Cast
from corpus.attribution.describing import (
    content_words,
    describes,
    has_office,
    is_somebody,
    may_be_person,
    spelled_out,
)
from corpus.attribution.lexicon import Act
from corpus.attribution.members import Member, enrich
from corpus.attribution.mentions import Form, Mention, read_mention
from corpus.attribution.quotations import find_quotations
from corpus.attribution.quoted import Quoted
from corpus.model import Article, Attribution, Claim, Source, SourceKind, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FLOOR = 0.35  # below it nobody is named: the words are shown as the outlet's


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a mention means; ``confidence`` is the probability that it is right."""

    member: Member
    confidence: float


class Resolver:
    """Resolves the attributions of one article, in reading order."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.article = article
        quoted = Quoted(doc, find_quotations(doc.text))
        self._quoted = quoted.long
        self._numbers = _sentence_numbers(doc, quoted.long)
        self.cast = Cast.of(doc, quoted.long)
        self.spoken: list[tuple[int, Member]] = []
        self._said: list[tuple[int, int]] = []  # the content at hand: its names are not its source

    def claims(self, attributions: list[Attribution], sentences: tuple[Span, ...]) -> list[Claim]:
        """Make the claims, those whose source cannot be named left out."""
        out: list[Claim] = []
        taken = {t for found in attributions for s in found.source for t in range(*self._range(s))}
        loose = [
            t
            for t in self.doc
            if t.lower_ in {"he", "she"} and t.dep_ == "nsubj" and t.head.dep_ == "ROOT"
        ]
        loose = [t for t in loose if t.i not in taken]
        quoted = self._quoted
        loose = [t for t in loose if quoted[t.i] < 0]
        for found in sorted(attributions, key=_cue_place):
            while loose and loose[0].idx < _cue_place(found):
                self._said = []
                pronoun = loose.pop(0)
                self._person(pronoun.i, "m" if pronoun.lower_ == "he" else "f")
            out += self._claims_of(found, sentences)
        return sorted(out, key=lambda claim: (claim.content[0], claim.content[-1]))

    def _claims_of(self, found: Attribution, sentences: tuple[Span, ...]) -> list[Claim]:
        cue = self._token(found.cue[0]) if found.cue else None
        at = cue.i if cue is not None else self._first(found.content[0])
        ranges = [self._range(span) for span in found.source]
        self._said = [self._range(span) for span in found.content]
        resolved: list[tuple[Span | None, Resolved]] = []
        if ranges:
            for span, each in zip(found.source, ranges, strict=True):
                resolved += [(span, one) for one in self._sources(each, at)]
        else:
            silent = self._unsaid(found, at)
            if silent:
                resolved.append((None, silent))
        out = []
        for mention, one in resolved:
            if one.confidence < FLOOR:
                continue
            one.member.spoken.append(at)
            one.member.places.append(at)
            one.member.subjects.add(at)
            self.spoken.append((at, one.member))
            out.append(self._claim(found, one, mention, sentences))
        return out

    def _claim(
        self, found: Attribution, one: Resolved, mention: Span | None, sentences: tuple[Span, ...]
    ) -> Claim:
        member = one.member
        spans = [*found.content, *found.cue, *found.source]
        return Claim(
            source=Source(member.name, member.kind, member.role),
            content=found.content,
            sentence=_around(spans, sentences),
            stance=self._stance(found),
            mention=mention,
            cue=Span(found.cue[0].start, found.cue[-1].end) if found.cue else None,
            via=self._via(found),
            confidence=found.confidence,
            source_confidence=one.confidence,
        )

    # -- who ---------------------------------------------------------------------------------

    def _sources(self, span: tuple[int, int], at: int) -> list[Resolved]:
        """The sources of one mention, several where names are joined by "and"."""
        parts = self._coordinated(span)
        out = []
        for part in parts:
            mention = read_mention(self.doc, part)
            if mention is not None:
                one = self._resolve(mention, part, at)
                if one is not None:
                    out.append(one)
        return out

    def _coordinated(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """Cut a mention at the "and" between two named or described sources."""
        root = self.doc[span[0] : span[1]].root
        conjuncts = [t for t in root.conjuncts if span[0] <= t.i < span[1]]
        if any(t.text == "&" for t in self.doc[span[0] : span[1]]):
            return [span]
        heads = sorted([root, *conjuncts], key=lambda t: t.i)
        if len(heads) < 2 or not all(h.pos_ in {"PROPN", "NOUN", "PRON"} for h in heads):
            return [span]
        parts, start = [], span[0]
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            if following is None:
                parts.append((start, span[1]))
            else:
                first = following.left_edge.i
                end = first
                while end > head.i + 1 and (self.doc[end - 1].dep_ in {"cc", "punct"}):
                    end -= 1
                parts.append((start, end))
                start = first
        named = [
            any(t.text[:1].isupper() or t.pos_ == "PRON" for t in self.doc[a:b]) for a, b in parts
        ]
        if any(a >= b for a, b in parts) or sum(named) < len(parts):
            return [span]
        return parts

    def _resolve(self, mention: Mention, span: tuple[int, int], at: int) -> Resolved | None:
        if mention.form is Form.RELATIVE:
            return self._relative(span, at)
        if mention.form is Form.PRONOUN:
            return self._pronoun(mention, span, at)
        if mention.form is Form.NAME:
            return self._name(mention, at)
        word = self.doc[span[1] - 1]
        known = (
            self.cast.find(word.text) if span[1] - mention.start == 1 and word.is_title else None
        )
        if known is not None:  # a surname that the tagger took for a common noun
            known.places.append(span[0])
            return Resolved(known, 0.9)
        if mention.head in {"former", "latter"}:
            return self._of_two(mention, span[0])
        if mention.form is Form.DESCRIPTION:
            return self._description(mention, span, at)
        return self._new(mention, 0.9)

    def _name(self, mention: Mention, at: int) -> Resolved:
        known = self.cast.find(mention.name or "", mention.kind, mention.gender, mention.start + 1)
        if known is None:
            return Resolved(self.cast.enter(mention, mention.start, True), 0.85)
        enrich(known, mention)
        return Resolved(known, 0.95)

    def _new(self, mention: Mention, confidence: float) -> Resolved:
        """A source without a name: as it is described, the same one if it was met."""
        for member in self.cast.members:
            if not member.named and member.name.lower() == mention.described.lower():
                member.places.append(mention.start)
                return Resolved(member, confidence)
        member = Member(
            mention.described,
            mention.kind,
            gender=mention.gender,
            plural=mention.plural,
            named=False,
            places=[mention.start],
            subjects={mention.start},
            heads={mention.head},
        )
        self.cast.members.append(member)
        return Resolved(member, confidence)

    def _relative(self, span: tuple[int, int], at: int) -> Resolved | None:
        """The noun that "who" or "which" goes back to."""
        token = self.doc[span[0]]
        clause = token.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "relcl":
            before = [
                t for t in self.doc[max(0, span[0] - 12) : span[0]] if t.pos_ in {"NOUN", "PROPN"}
            ]
            if not before:
                return None
            noun = before[-1]
        else:
            noun = clause.head
            while (
                token.lower_ == "who" and not _personal(noun) and noun.head != noun and noun.i > 0
            ):
                if noun.dep_ not in {"pobj", "prep", "dobj"} or noun.head.pos_ not in {
                    "ADP",
                    "NOUN",
                    "PROPN",
                }:
                    break
                noun = noun.head
        start, end = noun.left_edge.i, span[0]
        if start >= end:
            return None
        mention = read_mention(self.doc, (start, end))
        if mention is None:
            return None
        return self._resolve(mention, (start, end), at)

    def _pronoun(self, mention: Mention, span: tuple[int, int], at: int) -> Resolved | None:
        kind = mention.gender
        place = span[0]
        if kind in {"m", "f"}:
            return self._person(place, kind)
        if kind == "n":
            return self._body(place)
        if kind == "p":
            return self._group(place)
        if kind == "s":
            return Resolved(Member(self.article.outlet, SourceKind.OUTLET), 0.6)
        if kind in {"o", "q"}:
            return self._new(mention, 0.6)
        return None

    def _person(self, place: int, gender: str) -> Resolved | None:
        """The most salient person before a pronoun, of its gender as far as known."""
        candidates = [
            m
            for m in self.cast.members
            if (m.kind is SourceKind.PERSON or is_somebody(m))
            and m.before(place) is not None
            and m.gender in {gender, None}
        ]
        return self._best(candidates, place, gender)

    def _body(self, place: int) -> Resolved | None:
        candidates = [
            m
            for m in self.cast.members
            if m.kind in {SourceKind.ORGANISATION, SourceKind.DOCUMENT}
            and m.before(place) is not None
        ]
        candidates = [m for m in candidates if not m.plural]
        active = [m for m in candidates if m.spoken or any(s < place for s in m.subjects)]
        return self._best(active or candidates, place, None)

    def _group(self, place: int) -> Resolved | None:
        candidates = [
            m
            for m in self.cast.members
            if m.before(place) is not None and (m.plural or m.kind in {SourceKind.ORGANISATION})
        ]
        spoken = [m for m in candidates if any(s < place for s in m.spoken)]
        return self._best(spoken or candidates, place, None)

    def _best(self, candidates: list[Member], place: int, gender: str | None) -> Resolved | None:
        if not candidates:
            return None
        scored = sorted(((self._salience(m, place), m) for m in candidates), key=lambda x: -x[0])
        score, best = scored[0]
        margin = score - scored[1][0] if len(scored) > 1 else 3.0
        if gender and best.gender is None:
            best.gender = gender
        best.places.append(place)
        best.subjects.add(place)
        return Resolved(best, min(0.95, 0.6 + 0.12 * margin))

    def _salience(self, member: Member, place: int) -> float:
        """Nearness in sentences, being a subject, having just spoken."""
        places = [p for p in member.places if p < place and not self._in_content(p)]
        if not places:
            return -30.0
        last = max(places)
        distance = self._sentence(place) - self._sentence(last)
        score = -1.2 * min(distance, 12)
        if any(
            s in member.subjects
            for s in member.places
            if s < place and self._sentence(s) == self._sentence(last)
        ):
            score += 1.0
        spoken = [s for s in member.spoken if s < place]
        if spoken:
            score += 1.0 if self.spoken and self.spoken[-1][1] is member else 0.4
        if member.kind is SourceKind.UNNAMED:
            score -= 0.2
        return score

    def _in_content(self, token: int) -> bool:
        return any(start <= token < end for start, end in self._said)

    def _sentence(self, token: int) -> int:
        return self._numbers[min(token, len(self._numbers) - 1)]

    def _description(self, mention: Mention, span: tuple[int, int], at: int) -> Resolved:
        """Read "the ministry", "the spokesman", "the group": who it fits by name or role."""
        wanted = content_words(spelled_out(mention.described))
        scored = []
        for member in self.cast.members:
            last = member.before(span[0])
            if last is None:
                continue
            fit = describes(mention, wanted, member)
            if fit:
                scored.append((fit * 2 + self._salience(member, span[0]), fit, member))
        if not scored:
            scored += self._the_person(mention, span[0])
        if scored:
            _, fit, member = max(scored, key=lambda each: each[0])
            member.places.append(span[0])
            member.subjects.add(span[0])
            if fit == 1 and mention.kind is not SourceKind.ORGANISATION:
                member.kind = SourceKind.PERSON
            if mention.gender and not member.gender:
                member.gender = mention.gender
            return Resolved(member, 0.85 if fit >= 2 else 0.6)
        return self._new(mention, 0.85)

    def _of_two(self, mention: Mention, place: int) -> Resolved | None:
        """Read "the former", "the latter": of the two members named last, in their order."""
        members = (m for m in self.cast.members if " and " not in m.name)
        named = [m for m in members if m.named and m.before(place) is not None]
        last = sorted(named, key=lambda m: m.before(place) or 0)[-2:]
        if len(last) < 2:
            return None
        first_heard = sorted(last, key=lambda m: self._in_pair(m, place))
        return Resolved(first_heard[mention.head == "latter"], 0.7)

    def _in_pair(self, member: Member, place: int) -> int:
        """The first of a member's places in the last sentence that names it."""
        last = self._sentence(member.before(place) or 0)
        return min(p for p in member.places if self._sentence(p) == last)

    def _the_person(self, mention: Mention, place: int) -> list[tuple[float, int, Member]]:
        """Read "the 58-year-old singer": the person spoken of, if nothing says it is another."""
        if mention.plural or mention.kind not in {SourceKind.UNNAMED, SourceKind.PERSON}:
            return []
        if self.doc[mention.start].lower_ != "the":
            return []
        return [
            (self._salience(m, place), 1, m)
            for m in self.cast.members
            if (m.kind is SourceKind.PERSON or may_be_person(m))
            and m.before(place) is not None
            and self._sentence(place) - self._sentence(m.before(place) or 0) <= 2
            and not (m.gender and mention.gender and m.gender != mention.gender)
            and not has_office(m)
        ]

    def _unsaid(self, found: Attribution, at: int) -> Resolved | None:
        """An attribution without a mention: a quotation that goes on with the last speaker."""
        if found.cue or not self.spoken:
            return None
        place, member = self.spoken[-1]
        near = self._sentence(at) - self._sentence(place)
        return Resolved(member, 0.75 if near <= 4 else 0.4)

    # -- how ---------------------------------------------------------------------------------

    def _stance(self, found: Attribution) -> Stance:
        if not found.cue:
            return Stance.ASSERTS
        for span in found.cue:
            for token in self.doc[slice(*self._range(span))]:
                entry = lexicon.verb(token.lemma_.lower())
                if (entry and entry.act is Act.DENY) or token.lemma_.lower() == "denial":
                    return Stance.DENIES
        return Stance.ASSERTS

    def _via(self, found: Attribution) -> Source | None:
        """Who passed the words on: "state media quoted X as saying", "was quoted by Y"."""
        quoting = [
            token
            for span in found.cue
            for token in self.doc[slice(*self._range(span))]
            if token.lemma_.lower() in {"quote", "cite"}
        ]
        if not quoting:
            return None
        passive = any(child.dep_ == "nsubjpass" for child in quoting[0].children)
        if passive:
            by = next((c for c in quoting[0].rights if c.lower_ in {"by", "in"}), None)
            head = next((c for c in by.children if c.dep_ == "pobj"), None) if by else None
        else:
            head = next((c for c in quoting[0].children if c.dep_ == "nsubj"), None)
        if head is None:
            return None
        span = head.left_edge.i, head.right_edge.i + 1
        if any(self._range(source)[0] == span[0] for source in found.source):
            return None
        mention = read_mention(self.doc, span)
        one = self._resolve(mention, span, head.i) if mention else None
        return Source(one.member.name, one.member.kind, one.member.role) if one else None

    # -- where -------------------------------------------------------------------------------

    def _range(self, span: Span) -> tuple[int, int]:
        part = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return (part.start, part.end) if part is not None else (0, 0)

    def _first(self, span: Span) -> int:
        return self._range(span)[0]

    def _token(self, span: Span) -> Token:
        return self.doc[self._range(span)[1] - 1]


def _sentence_numbers(doc: Doc, quoted: Sequence[int]) -> list[int]:
    """Count sentences for each token; those that begin within a quotation count with the last."""
    numbers, number = [], 0
    for sentence in doc.sents:
        first = sentence[0]
        inside = quoted[first.i] >= 0 and first.i > 0 and quoted[first.i - 1] == quoted[first.i]
        number += not inside
        numbers += [number] * len(sentence)
    return numbers


def _cue_place(found: Attribution) -> int:
    return found.cue[0].start if found.cue else found.content[0].start


def _personal(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon.PEOPLE or noun.ent_type_ == "PERSON"


def _around(spans: list[Span], sentences: tuple[Span, ...]) -> Span:
    """Cover the whole sentences that the spans stand in."""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    touched = [s for s in sentences if s.start < end and start < s.end]
    if not touched:
        return Span(start, end)
    return Span(min(start, touched[0].start), max(end, touched[-1].end))
