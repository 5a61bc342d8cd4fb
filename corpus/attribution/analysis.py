"""What attribution finds in an article."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Article, Claim, Source, SourceKind, Span


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences of an article's text and its claims, both in reading order.

    The claims include the outlet's own voice: one for each sentence on which nobody is quoted.
    """

    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]


def with_own_voice(article: Article, sentences: tuple[Span, ...], claims: list[Claim]) -> Analysis:
    """Add the outlet's claims: the sentences that no claim's words stand in."""
    taken = [span for claim in claims for span in (*claim.content, claim.cue) if span is not None]
    outlet = Source(article.outlet, SourceKind.OUTLET)
    own = [
        Claim(source=outlet, content=(sentence,), sentence=sentence)
        for sentence in sentences
        if not any(sentence.overlaps(span) for span in taken)
    ]
    ordered = sorted([*claims, *own], key=lambda claim: (claim.content[0], claim.content[-1]))
    return Analysis(sentences, tuple(ordered))
