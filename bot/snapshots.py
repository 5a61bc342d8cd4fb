"""Answers as JSON that refers to the articles they quote, and back. Pure.

Articles are not copied: a claim names the article's id and the digest of the version that it
was found in, and the catalogue has every version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corpus.catalogue import digest
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.model import Account, Answer, LeadSentence, QuotedClaim, Status

Json = dict[str, Any]
Find = Callable[[str, str], Article | None]
"""Gives an article by its id and the digest of a version; None where there is none."""


def of(answer: Answer) -> Json:
    """Give all of an answer that is shown; its passages and coverage are not."""
    digests = {each.article.id: digest(each.article) for each in quoted_claims(answer)}
    return {
        "question": answer.question,
        "status": answer.status.value,
        "articles": digests,
        "accounts": [_account(each) for each in answer.accounts],
        "lead": [[each.text, list(each.claims)] for each in answer.lead],
    }


def articles(kept: Json) -> list[str]:
    """Give the ids of the articles that a kept answer quotes."""
    return list(kept["articles"])


def versions(kept: Json) -> dict[str, str]:
    """Give the digests of the versions of the articles that a kept answer quotes, by id."""
    return dict(kept["articles"])


def back(kept: Json, find: Find) -> Answer:
    """Make the answer again. Claims of articles that cannot be found are left out."""
    found = {id_: find(id_, version) for id_, version in kept["articles"].items()}
    there = {id_: article for id_, article in found.items() if article is not None}
    accounts = tuple(
        account for each in kept["accounts"] if (account := _account_back(each, there)) is not None
    )
    # Numbers in a lead count the claims: with one missing they would point at others.
    whole = len(there) == len(found)
    lead = tuple(LeadSentence(text, tuple(claims)) for text, claims in kept["lead"] if whole)
    return Answer(kept["question"], Status(kept["status"]), accounts, lead=lead)


def quoted_claims(answer: Answer) -> Iterator[QuotedClaim]:
    """Give every claim that an answer quotes or names as a repetition."""
    for account in answer.accounts:
        for quoted in account.claims:
            yield quoted
            yield from quoted.repeats


def _account(account: Account) -> Json:
    return {
        "source": _source(account.source),
        "stance": account.stance.value,
        "superseded": account.superseded,
        "claims": [_quoted(each) for each in account.claims],
    }


def _account_back(kept: Json, there: dict[str, Article]) -> Account | None:
    claims = tuple(q for each in kept["claims"] if (q := _quoted_back(each, there)) is not None)
    if not claims:
        return None
    stance = Stance(kept["stance"])
    return Account(_source_back(kept["source"]), stance, claims, kept["superseded"])


def _quoted(quoted: QuotedClaim) -> Json:
    claim = quoted.claim
    return {
        "article": quoted.article.id,
        "source": _source(claim.source),
        "content": [_span(each) for each in claim.content],
        "sentence": _span(claim.sentence),
        "stance": claim.stance.value,
        "mention": claim.mention and _span(claim.mention),
        "cue": claim.cue and _span(claim.cue),
        "via": claim.via and _source(claim.via),
        "repeats": [_quoted(each) for each in quoted.repeats],
    }


def _quoted_back(kept: Json, there: dict[str, Article]) -> QuotedClaim | None:
    article = there.get(kept["article"])
    if article is None:
        return None
    claim = Claim(
        _source_back(kept["source"]),
        tuple(Span(*each) for each in kept["content"]),
        Span(*kept["sentence"]),
        Stance(kept["stance"]),
        kept["mention"] and Span(*kept["mention"]),
        kept["cue"] and Span(*kept["cue"]),
        kept["via"] and _source_back(kept["via"]),
    )
    repeats = (_quoted_back(each, there) for each in kept["repeats"])
    return QuotedClaim(claim, article, repeats=tuple(each for each in repeats if each))


def _source(source: Source) -> list[str | None]:
    return [source.name, source.kind.value, source.role]


def _source_back(kept: list[Any]) -> Source:
    return Source(kept[0], SourceKind(kept[1]), kept[2])


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
