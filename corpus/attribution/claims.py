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

# Below these a finding that only the learned extractor made is right less than every other
# time: of speech or a whole clause; of speech with a bare noun; of words in quotation marks.
SURE = 0.6
SURE_OF_NOUN = 0.7
SURE_OF_QUOTE = 0.44
_BOTH = 0.95  # reached only where both extractors agree


def claimed(
    doc: Doc, found: Sequence[Attribution], rules: Sequence[Attribution]
) -> list[Attribution]:
    """Keep what is said, of all that was found; ``rules`` are the rules' own findings.

    The learned extractor also finds attitudes ("endorsed"), which are nobody's words. What it
    alone found has to be speech by its verb, or a quotation.
    """
    own = {each.content for each in rules}
    text = doc.text  # put together anew at each call
    return [
        each
        for each in found
        if _is_claim(doc, text, each, each.content in own or _known(each, rules))
    ]


def quotes(text: str, found: Attribution) -> bool:
    """Tell whether a content holds words in quotation marks."""
    return any(mark in span.of(text) for span in found.content for mark in '“"‘')


def _known(each: Attribution, rules: Sequence[Attribution]) -> bool:
    return any(alike(each, other) for other in rules)


def _is_claim(doc: Doc, text: str, found: Attribution, by_rule: bool) -> bool:
    quoted = quotes(text, found)
    if _asks_to_be_nameless(doc, text, found) or _is_asked(doc, found, quoted):
        return False
    if not quoted and _is_question(text, found):
        return False
    if not found.cue:
        return by_rule or quoted
    acts = {verb.act for span in found.cue for verb in _verbs(doc, span)}
    if acts and acts <= {Act.ATTITUDE, Act.WANT}:
        return quoted or found.confidence >= _BOTH
    if by_rule:
        return True
    speaks = bool(acts) or any(
        t.lemma_.lower() in lexicon.NOUNS for span in found.cue for t in _tokens(doc, span)
    )
    if quoted and (speaks or _utters(doc, found)):
        return found.confidence >= SURE_OF_QUOTE
    if speaks and found.confidence >= SURE_OF_NOUN:
        return True
    return found.confidence >= SURE and (
        _is_clause(doc, found) or (speaks and _has_verb(doc, found))
    )


def _utters(doc: Doc, found: Attribution) -> bool:
    """Tell whether what is quoted is more than a title or a word or two."""
    return any(len(list(_tokens(doc, span))) >= _UTTERANCE for span in found.content)


_UTTERANCE = 7  # tokens, the marks included


def _is_clause(doc: Doc, found: Attribution) -> bool:
    """Tell whether the content is a clause, as after "has let it be known"."""
    part = doc.char_span(found.content[0].start, found.content[0].end, alignment_mode="expand")
    if part is None or not found.source:
        return False
    subject = any(t.dep_ in {"nsubj", "nsubjpass"} for t in part.root.children)
    return part.root.pos_ in {"VERB", "AUX"} and subject


def _asks_to_be_nameless(doc: Doc, text: str, found: Attribution) -> bool:
    """Read "asked not to be named": a condition, no claim."""
    asks = any(
        t.lemma_ in {"ask", "insist", "decline", "want"}
        for span in found.cue
        for t in _tokens(doc, span)
    )
    first = found.content[0].of(text).lower().split()[:5]
    declines = "not" in first or "be" in first[:2]
    return asks and declines and bool(_NAMELESS & set(first))


_NAMELESS = frozenset({"named", "identified", "quoted"})


def _is_question(text: str, found: Attribution) -> bool:
    """Read "Mara Lind: Why did you resign?": what an interviewer asks is no claim."""
    label = [span.of(text) for span in found.cue] == [":"]
    end = found.content[-1].end
    return label and "?" in text[end - 1 : end + 1]


def _is_asked(doc: Doc, found: Attribution, quoted: bool) -> bool:
    """Read "Moody, told of the remark, …" and "Did he think that …?": nobody's words."""
    cue = [t for span in found.cue for t in _tokens(doc, span)]
    if not cue:
        return False
    told = not quoted and all(
        t.tag_ == "VBN" and t.dep_ in {"acl", "advcl"} and t.lemma_ in {"tell", "ask"} for t in cue
    )
    last = cue[-1].sent[-1]
    while last.i > cue[0].i and last.is_space:
        last = last.nbor(-1)
    opens = next((t for t in cue[-1].sent if not t.is_punct and not t.is_space), cue[0])
    question = last.text == "?" and opens.lower_ in {"do", "did", "does"}
    return told or question


def _tokens(doc: Doc, span: Span) -> Iterable[Token]:
    return doc.char_span(span.start, span.end, alignment_mode="expand") or ()


def _verbs(doc: Doc, span: Span) -> list[lexicon.Verb]:
    found = (lexicon.verb(token.lemma_.lower()) for token in _tokens(doc, span))
    return [verb for verb in found if verb]


def _has_verb(doc: Doc, found: Attribution) -> bool:
    return any(
        token.pos_ in {"VERB", "AUX"} for span in found.content for token in _tokens(doc, span)
    )
