"""Which attributions are claims: speech and findings, not attitudes and wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.combine import alike
from corpus.attribution.lexicon import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from corpus.model import Attribution, Span

# Below it a finding that only the learned extractor made is right less than every other time.
SURE = 0.6


def claimed(
    doc: Doc, found: Sequence[Attribution], rules: Sequence[Attribution]
) -> list[Attribution]:
    """Keep what is said, of all that was found; ``rules`` are the rules' own findings.

    The learned extractor also finds attitudes ("endorsed"), which are nobody's words. What it
    alone found has to be speech by its verb, or a quotation.
    """
    own = {each.content for each in rules}
    return [
        each for each in found if _is_claim(doc, each, each.content in own or _known(each, rules))
    ]


def quotes(doc: Doc, found: Attribution) -> bool:
    """Tell whether a content holds words in quotation marks."""
    return any(mark in span.of(doc.text) for span in found.content for mark in '“"‘')


def _known(each: Attribution, rules: Sequence[Attribution]) -> bool:
    return any(alike(each, other) for other in rules)


def _is_claim(doc: Doc, found: Attribution, by_rule: bool) -> bool:
    quoted = any(mark in span.of(doc.text) for span in found.content for mark in '“"‘')
    if not found.cue:
        return by_rule or quoted
    acts = {verb.act for span in found.cue for verb in _verbs(doc, span)}
    if acts and acts <= {Act.ATTITUDE, Act.WANT}:
        return quoted
    if by_rule:
        return True
    speaks = bool(acts) or any(
        t.lemma_.lower() in lexicon.NOUNS for span in found.cue for t in _tokens(doc, span)
    )
    return found.confidence >= SURE and (quoted or (speaks and _has_verb(doc, found)))


def _tokens(doc: Doc, span: Span) -> Iterable[Token]:
    return doc.char_span(span.start, span.end, alignment_mode="expand") or ()


def _verbs(doc: Doc, span: Span) -> list[lexicon.Verb]:
    found = (lexicon.verb(token.lemma_.lower()) for token in _tokens(doc, span))
    return [verb for verb in found if verb]


def _has_verb(doc: Doc, found: Attribution) -> bool:
    return any(
        token.pos_ in {"VERB", "AUX"} for span in found.content for token in _tokens(doc, span)
    )
