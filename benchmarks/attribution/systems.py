"""The systems that are compared: the project's attribution, whole and with parts left out.

combined     as shipped: rules, learned extractor, resolution of sources
rules        the learned extractor left out
learned      the rules' extractor left out
unresolved   as combined, but a source is named by the words that stand there
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from corpus.model import Article, Attribution, Claim, Source, Span

SYSTEMS = ("combined", "rules", "learned", "unresolved")


class System(Protocol):
    """What a system must do to be measured."""

    def attributions(self, text: str) -> list[Attribution]:
        """Find the attributions of a text as bare spans."""

    def claims(self, article: Article) -> list[Claim]:
        """Find the claims of an article, each with its source."""


class Project:
    """The project's own attribution; ``rules`` and ``learned`` say which extractors take part."""

    def __init__(self, *, rules: bool = True, learned: bool = True) -> None:
        from corpus.attribution import Attributor

        self.attributor = Attributor(rules=rules, learned=learned)

    def attributions(self, text: str) -> list[Attribution]:
        """Find the attributions of a text as bare spans."""
        return list(self.attributor.attributions(text))

    def claims(self, article: Article) -> list[Claim]:
        """Find the claims of an article, each with its source."""
        return list(self.attributor.analyse(article).claims)


class Unresolved(Project):
    """The project's attribution, but each source is called as it stands in its sentence."""

    def claims(self, article: Article) -> list[Claim]:
        """Give the claims with the words of the mention as the name, of no role."""
        return [
            replace(claim, source=Source(_words(claim, article.text), claim.source.kind))
            for claim in super().claims(article)
        ]


def _words(claim: Claim, text: str) -> str:
    return claim.mention.of(text) if claim.mention else "nobody"


def system(name: str) -> System:
    """Make one of SYSTEMS; loads its models. Raises KeyError for another name."""
    if name == "unresolved":
        return Unresolved()
    parts = {"combined": (True, True), "rules": (True, False), "learned": (False, True)}
    rules, learned = parts[name]
    return Project(rules=rules, learned=learned)


def article_of(row: Mapping[str, Any]) -> Article:
    """Make an Article of a marked article's row."""
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        outlet=row["outlet"],
        published_at=row["published_at"],
    )


def plain_attribution(found: Attribution) -> dict[str, list[list[int]]]:
    """Give an attribution as the shared scorer reads it."""
    roles = {"source": found.source, "cue": found.cue, "content": found.content}
    return {role: [[span.start, span.end] for span in spans] for role, spans in roles.items()}


def plain_claim(claim: Claim) -> dict[str, Any]:
    """Give a claim as our own scorer reads it."""
    return {
        "source": {
            "name": claim.source.name,
            "kind": claim.source.kind.value,
            "role": claim.source.role,
        },
        "mention": _plain(claim.mention),
        "cue": _plain(claim.cue),
        "content": [[span.start, span.end] for span in claim.content],
        "stance": claim.stance.value,
        "via": {"name": claim.via.name} if claim.via else None,
        "confidence": claim.confidence * claim.source_confidence,
        "claim_confidence": claim.confidence,
        "source_confidence": claim.source_confidence,
    }


def _plain(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
