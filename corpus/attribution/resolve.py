"""From bare attributions to claims: who each source is, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import chain, lexicon
from corpus.attribution.answers import answer_in, answering, is_no_phrase, owner_of
from corpus.attribution.cast import Cast
from corpus.attribution.claims import quotes
from corpus.attribution.descriptions import Descriptions
from corpus.attribution.discourse import Discourse, Resolved
from corpus.attribution.members import Member, enrich
from corpus.attribution.mentions import Form, Mention, read_mention
from corpus.attribution.nested import settled
from corpus.attribution.nobody import is_empty, is_nobody
from corpus.attribution.phrases import dateline_end
from corpus.attribution.quotations import find_quotations
from corpus.attribution.quoted import Quoted
from corpus.attribution.rules_labels import own_label, own_voices
from corpus.attribution.sources import antecedent, coordinated, with_apposition
from corpus.attribution.walk import Walk
from corpus.model import Article, Attribution, Claim, Source, SourceKind, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Below it nobody is named: the words are shown as the outlet's. On our marked articles links from
# here on are right in 95 of 100, those under 0.8 in 85; what falls below are guesses (somebody
# named only much later, a quotation far from its last speaker), and there are few.
FLOOR = 0.6

Range = tuple[int, int]


class Resolver:
    """Resolves the attributions of one article, in reading order."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.article = article
        self._quoted = Quoted(doc, find_quotations(doc.text))
        self.cast = Cast.of(doc, self._quoted.long)
        self.discourse = Discourse(doc, self.cast, self._quoted)
        self.descriptions = Descriptions(doc, self.discourse)
        self._own = own_voices(doc)

    def claims(self, attributions: list[Attribution], sentences: tuple[Span, ...]) -> list[Claim]:
        """Make the claims, those whose source cannot be named left out."""
        out: list[Claim] = []
        taken = {t for found in attributions for s in found.source for t in range(*self._range(s))}
        walk = Walk(self.doc, self._quoted.long, taken)
        for found in sorted(attributions, key=_place):
            self.discourse.said = []
            walk.up_to(self._range(_first(found))[0], self.discourse, self.descriptions)
            out += self._claims_of(found, sentences)
        out.sort(key=lambda claim: (claim.content[0], claim.content[-1]))
        speech = {c.cue for c in out if c.cue and chain.is_speech(self._cue_token(c.cue))}
        return settled(out, self._reported(out), speech)

    def _reported(self, claims: list[Claim]) -> set[Span]:
        """The cues that stand in a clause which another verb governs."""
        return {
            claim.cue
            for claim in claims
            if claim.cue and chain.is_governed(self._cue_token(claim.cue))
        }

    def _claims_of(self, found: Attribution, sentences: tuple[Span, ...]) -> list[Claim]:
        at = self._range(found.cue[0])[1] - 1 if found.cue else self._range(found.content[0])[0]
        self.discourse.said = [self._range(span) for span in found.content]
        cues = [self._range(span) for span in found.cue]
        denied = chain.stance_of(self.doc, cues, self.discourse.said) is Stance.DENIES
        refused = any(t.dep_ == "neg" for start, end in cues for t in self.doc[start:end])
        if is_empty(self.doc, self.discourse.said, denied=denied or refused):
            return []
        resolved: list[tuple[Span | None, Resolved]] = []
        quoted = quotes(self.article.text, found)
        for span in found.source:
            sources = self._sources(self._range(span), at, quoted=quoted)
            resolved += [(span, one) for one in sources]
        self._note_witness(found, at, [one for _, one in resolved])
        if not found.source:
            silent = self._unsaid(found, at)
            resolved += [(None, silent)] if silent else []
        out = []
        for mention, one in resolved:
            if one.confidence >= FLOOR:
                self.discourse.speaks(one.member, at)
                out.append(self._claim(found, one, mention, sentences))
        return out

    def _claim(
        self, found: Attribution, one: Resolved, mention: Span | None, sentences: tuple[Span, ...]
    ) -> Claim:
        cues = [self._range(span) for span in found.cue]
        return Claim(
            source=_source(one.member),
            content=found.content,
            sentence=_around([*found.content, *found.cue, *found.source], sentences),
            stance=chain.stance_of(self.doc, cues, self.discourse.said),
            mention=mention,
            cue=Span(found.cue[0].start, found.cue[-1].end) if found.cue else None,
            via=self._via(found, cues),
            confidence=found.confidence,
            source_confidence=one.confidence,
        )

    def _sources(self, span: Range, at: int, *, quoted: bool) -> list[Resolved]:
        """The sources of one mention, several where names are joined by "and"."""
        out = []
        reply = answer_in(self.doc, span) if quoted else None
        if reply is not None:
            owner = owner_of(self.doc, reply)
            if owner is None:
                one = answering(self.doc, self.discourse, at)
                return [one] if one else []
            span = owner
        elif own_label(self.doc, span[0], self._own):
            colon = next((i for i in range(*span) if self.doc[i].text == ":"), span[1])
            span = min(colon + 1, span[1]), span[1]
        if span[0] >= span[1] or is_no_phrase(self.doc, span):
            return []
        whole = with_apposition(self.doc, span)
        begins = dateline_end(self.doc)
        if whole[0] < begins < whole[1]:
            whole = begins, whole[1]
        for part in coordinated(self.doc, whole):
            cue = self.doc[at].lemma_.lower()
            interviewed = self._interviewed(part, cue)
            if interviewed:
                return interviewed
            mention = read_mention(self.doc, part)
            labelled = quoted or cue in {":", "):"}
            if mention is None or (not labelled and is_nobody(self.doc, mention, part, cue)):
                continue
            pair = self._pair(mention, part)
            if pair:
                return pair
            one = self._resolve(mention, part, at)
            if one is not None:
                out.append(one)
        return out

    def _interviewed(self, span: Range, cue: str) -> list[Resolved]:
        """Read "A: …" in an interview: the person whom the article names most."""
        people = [m for m in self.cast.members if m.kind is SourceKind.PERSON and m.places]
        if cue != ":" or self.doc[slice(*span)].text != "A" or not people:
            return []
        return [Resolved(max(people, key=lambda m: (len(m.places), -min(m.places))), 0.7)]

    def _pair(self, mention: Mention, span: Range) -> list[Resolved]:
        """Read "both deny it", "the pair said": the two people named together last."""
        words = {t.lower_ for t in self.doc[slice(*span)]}
        if mention.head not in {"pair", "duo", "couple"} and "both" not in words:
            return []
        return [Resolved(member, 0.75) for member in self.discourse.pair(span[0])]

    def _resolve(self, mention: Mention, span: Range, at: int) -> Resolved | None:
        if mention.form is Form.RELATIVE:
            return self._relative(span, at)
        if mention.form is Form.PRONOUN:
            return self._pronoun(mention, span[0])
        if mention.form is Form.NAME:
            return self._name(mention, at)
        head = self.doc[span[1] - 1]
        alone = span[1] - mention.start == 1 and (head.is_title or head.is_upper)
        known = self.cast.find(head.text) if alone else None
        if known is not None:  # a surname that the tagger took for a common noun
            known.met_at(span[0])
            return Resolved(known, 0.9)
        if mention.form is Form.DESCRIPTION:
            return self.descriptions.resolve(mention, self._head(mention, span))
        return self.descriptions.indefinite(mention, span[0])

    def _head(self, mention: Mention, span: Range) -> int:
        """The place of a description's head noun."""
        heads = (t.i for t in self.doc[span[0] : span[1]] if t.lemma_.lower() == mention.head)
        return next(heads, span[0])

    def _name(self, mention: Mention, at: int) -> Resolved:
        gender = mention.gender or self._reflexive(at)
        known = self.cast.find(mention.name or "", mention.kind, gender, mention.start + 1)
        if known is None:
            return Resolved(self.cast.enter(mention, mention.start, True), 0.85)
        enrich(known, mention)
        return Resolved(known, 0.95)

    def _reflexive(self, at: int) -> str | None:
        """Read "Quill professes himself confident": the gender of the verb's subject."""
        behind = {t.lower_ for t in self.doc[at + 1 : at + 3]}
        return "m" if "himself" in behind else "f" if "herself" in behind else None

    def _relative(self, span: Range, at: int) -> Resolved | None:
        noun = antecedent(self.doc, span[0])
        mention = read_mention(self.doc, noun) if noun else None
        return self._resolve(mention, noun, at) if noun and mention else None

    def _pronoun(self, mention: Mention, place: int) -> Resolved | None:
        kind = mention.gender
        one = None
        if kind in {"m", "f"}:
            one = self.discourse.person(place, kind or "")
        elif kind == "n":
            one = self.discourse.body(place)
        elif kind == "p":
            one = self.discourse.group(place)
        elif kind == "s":
            return Resolved(Member(self.article.outlet, SourceKind.OUTLET), 0.6)
        elif kind in {"o", "q"}:
            return Resolved(self.descriptions.new(mention), 0.6)
        if one is not None:
            self.discourse.note(one.member, place, subject=True)
        return one

    def _note_witness(self, found: Attribution, at: int, sources: list[Resolved]) -> None:
        """Who testifies, or tells a court, is "the witness" from then on."""
        heard = {t.lemma_.lower() for t in self.doc[at : at + 5]}
        if "testify" in heard or ("tell" in heard and heard & _COURTS):
            for one in sources:
                one.member.roles |= set() if _OFFICERS & _words(one.member) else {"witness"}

    def _unsaid(self, found: Attribution, at: int) -> Resolved | None:
        """An attribution without a mention: a quotation that goes on with the last speaker."""
        if found.cue or not self.discourse.spoken:
            return None
        place, member = self.discourse.spoken[-1]
        near = self.discourse.sentence(at) - self.discourse.sentence(place)
        return Resolved(member, 0.75 if near <= 4 else 0.4)

    def _via(self, found: Attribution, cues: list[Range]) -> Source | None:
        head = chain.passed_on_by(self.doc, found, cues)
        if head is None:
            return None
        span = head.left_edge.i, head.right_edge.i + 1
        if any(self._range(source)[0] == span[0] for source in found.source):
            return None
        mention = read_mention(self.doc, span)
        one = self._resolve(mention, span, head.i) if mention else None
        return _source(one.member) if one else None

    def _cue_token(self, cue: Span) -> Token:
        return self.doc[self._range(cue)[1] - 1]

    def _range(self, span: Span) -> Range:
        part = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return (part.start, part.end) if part is not None else (0, 0)


# Who speaks before these is a witness, unless the article calls him one of the court's own.
_COURTS = lexicon.words("court jury juror inquest tribunal inquiry hearing panel")
_OFFICERS = lexicon.words(
    "prosecutor lawyer barrister counsel attorney solicitor judge coroner prosecuting"
)


def _words(member: Member) -> set[str]:
    return {word for role in member.roles for word in role.lower().split()} | member.heads


def _source(member: Member) -> Source:
    return Source(member.name, member.kind, member.role)


def _first(found: Attribution) -> Span:
    return found.source[0] if found.source else found.cue[0] if found.cue else found.content[0]


def _place(found: Attribution) -> int:
    return _first(found).start


def _around(spans: list[Span], sentences: tuple[Span, ...]) -> Span:
    """Cover the whole sentences that the spans stand in."""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    touched = [s for s in sentences if s.start < end and start < s.end]
    if not touched:
        return Span(start, end)
    return Span(min(start, touched[0].start), max(end, touched[-1].end))
