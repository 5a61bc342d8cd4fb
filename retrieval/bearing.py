"""How claims bear on a question: the cross-encoder on sentences, then on each claim's own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from corpus.model import Claim, Source, SourceKind, Stance
from retrieval.counting import counted, is_typed
from retrieval.frames import Kind
from retrieval.names import content_words, stem, tokens
from retrieval.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Article, Span
    from retrieval.model import Hit
    from retrieval.ports import Corpus, PairScorer

SENTENCES = 48  # pairs for the cross-encoder; about 0.2 s on two cores at 45 tokens
CONTESTED = 8  # best sentences in which the claims of several sources are told apart
MISSING = 2.5  # logits off where the type of thing asked for is not in the claim
ASTRAY = (
    5.0  # logits off where it is asked how many of what, or whether, and the claim is not of it
)
_NEGATIONS = """
    no not never none neither nor without deny denies denied denying dispute disputes disputed
    disputing reject rejects rejected rejecting refute refutes refuted false untrue nothing
    baseless contradict contradicts contradicted"""
NEGATIONS = frozenset(_NEGATIONS.split())
NEW_WORDS = 2  # content words, beside the question's, that an answer has at least
PASSAGE_WEIGHT = 1.0  # of the passage's score beside the sentence's; see benchmarks/questions
LEANING = frozenset(
    ("it", "he", "she", "they", "this", "that", "these", "those", "his", "her", "its", "their")
)
NEXT = 4  # characters of white space between neighbouring sentences, at most
MOSTLY = 0.5  # share of a sentence that nobody is quoted on, from which the outlet tells it
FEWEST_WORDS = 3  # content words that a quote has at least to be scored without its sentence
HALF = 0.5  # of the weight of the question's words, which a claim has that tells of the matter
REACH = 8  # words between a negation and a word of the question that it governs


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim of the corpus with its bearing on a question.

    ``score`` is a logit of the cross-encoder, adjusted; ``sentence_score`` and
    ``passage_score`` are the plain ones of its sentence and of the passage around it;
    ``negative`` tells that the claim denies what the question asks about;
    ``own`` is what this source says: the quote without what others are quoted on within it.
    """

    claim: Claim
    article: Article
    score: float
    sentence_score: float
    passage_score: float
    own: str
    negative: bool

    @property
    def sentence(self) -> str:
        """The whole sentence or sentences of the claim."""
        return self.claim.sentence.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one sentence, and how well the passage around it answers.

    ``before`` is the sentence before it, empty where it is not known.
    """

    article: Article
    claims: tuple[Claim, ...]
    passage_score: float
    before: str = ""

    @property
    def in_context(self) -> str:
        """The sentence, after the one before it where its first word refers to that."""
        first = tokens(self.text[:40])[:1]
        leans = bool(first) and first[0] in LEANING and bool(self.before)
        return f"{self.before} {self.text}" if leans else self.text

    @property
    def text(self) -> str:
        """The sentence; the sentences from first to last where a claim spans several."""
        start = min(claim.sentence.start for claim in self.claims)
        return self.article.text[start : max(claim.sentence.end for claim in self.claims)]


def groups_of(hits: Sequence[Hit], corpus: Corpus) -> list[Group]:
    """Give the claims of the passages, sentence by sentence, the best passage first."""
    by_article: dict[str, Sequence[Claim]] = {}
    found: dict[tuple[str, int], Group] = {}
    for hit in hits:
        if hit.article.id not in by_article:
            by_article[hit.article.id] = corpus.claims(hit.article.id)
        for claim in by_article[hit.article.id]:
            if hit.passage.span.overlaps(claim.sentence):
                key = (hit.article.id, claim.sentence.start)
                group = found.get(key) or Group(hit.article, (), hit.score)
                if claim not in group.claims:
                    found[key] = replace(group, claims=(*group.claims, claim))
    groups = _with_context(list(found.values()))
    return [group for group in groups if not _asks(group.text)]


def _with_context(groups: list[Group]) -> list[Group]:
    """Give each sentence the one before it in the same article, where that was found too."""
    ordered = sorted(groups, key=lambda g: (g.article.id, g.claims[0].sentence.start))
    before = {
        id(this): last.text
        for last, this in pairwise(ordered)
        if last.article.id == this.article.id
        and 0 <= this.claims[0].sentence.start - last.claims[-1].sentence.end < NEXT
    }
    return [replace(group, before=before.get(id(group), "")) for group in groups]


def _asks(text: str) -> bool:
    """Tell whether a sentence is a question, which claims nothing."""
    return text.rstrip("\"'”’) ").endswith("?")


def bearings(question: Question, groups: Sequence[Group], scorer: PairScorer) -> list[Bearing]:
    """Score claims against the question, the best first."""
    groups = groups[:SENTENCES]
    scored: dict[str, float] = {}
    if question.of_one_source:
        # Whose words they are is settled, so each claim is scored by what it says.
        apart = groups
    else:
        groups = [_with_the_rest(question, group) for group in groups]
        texts = list(dict.fromkeys(group.in_context for group in groups))
        scored = dict(zip(texts, scorer.scores(question.query, texts), strict=True))
        best = sorted(groups, key=lambda group: -scored[group.in_context])
        apart = [g for g in best[:CONTESTED] if len({claim.source for claim in g.claims}) > 1]
    told = [_Told.of(claim, group) for group in groups for claim in group.claims]
    close = {id(group) for group in apart}
    own = list(dict.fromkeys(one.attributed for one in told if id(one.group) in close))
    alone = dict(zip(own, scorer.scores(question.query, own), strict=True))
    found = [
        _bearing(question, one, scored.get(one.group.in_context), alone.get(one.attributed))
        for one in told
    ]
    return sorted(found, key=lambda b: (-b.score, b.article.id, b.claim.quote.start))


def _with_the_rest(question: Question, group: Group) -> Group:
    """Let the outlet tell what answers in a sentence, where nobody is quoted on it.

    Of "The bank raised its rate to 5 %, and said that more might follow" the claim is only
    what the bank said.
    """
    claims = group.claims
    text = group.article.text
    if any(claim.source.kind is SourceKind.OUTLET for claim in claims):
        return group
    spans = [s for c in claims for s in (c.quote, c.mention, c.cue) if s is not None]
    sentence = claims[0].sentence
    rest = _without(spans, sentence, text)
    if any(is_typed(question, claim.quote.of(text)) for claim in claims):
        tells = len(rest.split()) > MOSTLY * len(sentence.of(text).split())
    else:
        tells = is_typed(question, rest)
    if not tells:
        return group
    outlet = Source(group.article.outlet, SourceKind.OUTLET)
    return replace(group, claims=(*claims, Claim(outlet, (sentence,), sentence)))


def _without(spans: Iterable[Span], whole: Span, text: str) -> str:
    """Give the words of a span that stand in none of the others."""
    kept, at = [], whole.start
    for span in sorted(spans):
        kept.append(text[at : max(at, min(span.start, whole.end))])
        at = max(at, span.end)
    kept.append(text[at : whole.end])
    return " ".join("".join(kept).split())


def own_words(claim: Claim, others: Iterable[Claim], text: str) -> str:
    """Give a claim's quote without the claims of other named sources that stand inside it.

    What "a builder" offered, as somebody tells it, is that one's account.
    """
    quote = claim.quote
    inner = [
        span
        for other in others
        if other.source != claim.source
        and other.source.kind is not SourceKind.UNNAMED
        and quote.contains(other.quote)
        and other.quote != quote
        for span in (other.quote, other.mention, other.cue)
        if span is not None
    ]
    return _without(inner, quote, text)


def negative(claim: Claim, own: str, question: Question) -> bool:
    """Tell whether a claim says the contrary of what is asked about.

    A negation counts where a word of the question stands near it, a denial always.
    """
    if claim.stance is Stance.DENIES:
        return True
    return ("no", "such") in pairwise(tokens(own)) or negated(own, question.keywords)


def negated(text: str, keywords: Iterable[str]) -> bool:
    """Tell whether a negation in a text governs one of the words, which are given as stems."""
    words, wanted = tokens(text), set(keywords)
    return any(
        (word in NEGATIONS or word.endswith("n't"))
        and any(stem(near) in wanted for near in words[i + 1 : i + 1 + REACH])
        for i, word in enumerate(words)
    )


def _says_nothing_new(question: Question, own: str) -> bool:
    """Tell whether a claim only repeats what a question takes for granted, and answers nothing."""
    if question.kind is not Kind.FACT:
        return False
    return len(set(content_words(own)) - set(content_words(question.text))) < NEW_WORDS


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim, what its source alone says, and that with who says it, as it is scored."""

    claim: Claim
    group: Group
    own: str
    attributed: str

    @classmethod
    def of(cls, claim: Claim, group: Group) -> _Told:
        text = group.article.text
        own = attributed = own_words(claim, group.claims, text)
        if claim.source.kind is not SourceKind.OUTLET:
            too_short = len(content_words(own)) < FEWEST_WORDS
            sentence = claim.sentence.of(text)
            attributed = sentence if too_short else f"{claim.source.name} said: {own}"
        return cls(claim, group, own, attributed)


def _bearing(
    question: Question, told: _Told, sentence_score: float | None, own_score: float | None
) -> Bearing:
    """Join the scores of a claim; of those that were not taken, one stands for the other."""
    claim, group, own = told.claim, told.group, told.own
    scores = [score for score in (sentence_score, own_score) if score is not None]
    score = sum(scores) / len(scores) + PASSAGE_WEIGHT * group.passage_score
    return Bearing(
        claim,
        group.article,
        (score - _lacks(question, own, claim.sentence.of(group.article.text)))
        / (1 + PASSAGE_WEIGHT),
        scores[0],
        group.passage_score,
        own,
        negative(claim, own, question),
    )


def _lacks(question: Question, own: str, sentence: str) -> float:
    """Give the logits that a claim loses because what is asked for is not in it."""
    if question.kind is Kind.YES_NO and not is_on_the_matter(question, sentence):
        return ASTRAY
    if is_typed(question, own):
        return MISSING if _says_nothing_new(question, own) else 0.0
    return ASTRAY if counted(question.text) else MISSING


def is_on_the_matter(question: Question, text: str, share: float = 0.5) -> bool:
    """Tell whether a text has such a share of the question's words, its names apart.

    A text has one of them at least; names do not count, since articles give them but once.
    """
    named = {stem(word) for name in question.names for word in tokens(name)}
    matter = {word for word in question.keywords if word not in named}
    return not matter or len(matter & set(content_words(text))) >= max(1.0, share * len(matter))


def telling_of_it(
    question: Question, ranked: Sequence[Bearing], hits: Sequence[Hit]
) -> list[Bearing]:
    """Keep the claims that tell of the very thing that a question asks who says it; all if none do.

    Their sentences have half of the question's words, each counted by how few of the passages
    found have it (inverse document frequency): that of "the ferry was overloaded" most have.
    """
    share = shares(question, [b.sentence for b in ranked], hits)
    return [b for b in ranked if share[b.sentence] >= HALF] or list(ranked)


def shares(question: Question, texts: Iterable[str], hits: Sequence[Hit]) -> dict[str, float]:
    """Give the share of the question's words that each text has, as ``telling_of_it`` counts."""
    found = [frozenset(content_words(hit.text)) for hit in hits]
    having = {word: sum(word in words for words in found) for word in question.keywords}
    weights = {word: log(1 + len(found) / number) for word, number in having.items() if number}
    whole = sum(weights.values()) or 1.0
    told = {text: frozenset(content_words(text)) for text in texts}
    return {
        text: sum(weights.get(word, 0.0) for word in words) / whole for text, words in told.items()
    }
