"""Answers, claims and hits as the JSON that the design fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import Article, Claim, Source, Span
    from retrieval.model import Account, Answer, Coverage, Hit, QuotedClaim

Json = dict[str, Any]


def answer_to_json(answer: Answer) -> Json:
    """Give an answer in the design's JSON; ``coverage`` and ``lead`` only where there is one."""
    out: Json = {
        "question": answer.question,
        "status": answer.status.value,
        "took_ms": answer.took_ms,
        "accounts": [_account(account) for account in answer.accounts],
        "passages": [hit_to_json(hit) for hit in answer.passages],
    }
    if answer.coverage is not None:
        out["coverage"] = _coverage(answer.coverage)
    if answer.lead:
        out["lead"] = [{"text": s.text, "claims": list(s.claims)} for s in answer.lead]
    return out


def hit_to_json(hit: Hit) -> Json:
    """Give a ranked passage as ``search --json`` prints it."""
    span = hit.passage.span
    return {
        "article_id": hit.article.id,
        "start": span.start,
        "end": span.end,
        "text": hit.text,
        "score": round(hit.score, 6),
        "title": hit.article.title,
        "outlet": hit.article.outlet,
        "published_at": hit.article.published_at,
        "url": hit.article.url,
    }


def article_to_json(article: Article) -> Json:
    """Give an article's own facts and its full text."""
    fields = ("title", "outlet", "agency", "byline", "published_at", "url", "language", "text")
    return {name: getattr(article, name) for name in fields}


def claims_to_json(article: Article, claims: Iterable[Claim]) -> Json:
    """Give what ``claims PATH --json`` prints: the article and its claims in reading order."""
    return {
        "article": article_to_json(article),
        "claims": [_claim(claim, article.text) for claim in claims],
    }


def _claim(claim: Claim, text: str) -> Json:
    return {
        "source": source_to_json(claim.source),
        "mention": _span(claim.mention, text),
        "cue": _span(claim.cue, text),
        "content": [_span(span, text) for span in claim.content],
        "sentence": claim.sentence.of(text),
        "stance": claim.stance.value,
    }


def _account(account: Account) -> Json:
    out: Json = {
        "source": source_to_json(account.source),
        "stance": account.stance.value,
        "claims": [_quoted(quoted) for quoted in account.claims],
    }
    if account.superseded:
        out["superseded"] = True
    return out


def _quoted(quoted: QuotedClaim) -> Json:
    claim, article = quoted.claim, quoted.article
    out: Json = {
        "quote": quoted.quote,
        "sentence": quoted.sentence,
        "article_id": article.id,
        "start": quoted.quote_span.start,
        "end": quoted.quote_span.end,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "cue": claim.cue.of(article.text) if claim.cue else None,
        "mention": claim.mention.of(article.text) if claim.mention else None,
        "outlet": article.outlet,
        "agency": article.agency,
        "published_at": article.published_at,
        "url": article.url,
    }
    if quoted.repeats:
        out["also"] = [_also(repeat) for repeat in quoted.repeats]
    return out


def _also(repeat: QuotedClaim) -> Json:
    article = repeat.article
    return {
        "article_id": article.id,
        "outlet": article.outlet,
        "published_at": article.published_at,
        "url": article.url,
    }


def source_to_json(source: Source) -> Json:
    """Give a source as it stands in the answer's and the claims' JSON."""
    return {"name": source.name, "role": source.role, "kind": source.kind.value}


def _coverage(coverage: Coverage) -> Json:
    return {
        "articles": coverage.articles,
        "first": coverage.first,
        "last": coverage.last,
        "outlets": list(coverage.outlets),
        "nearest": [
            {
                "id": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "published_at": article.published_at,
                "url": article.url,
            }
            for article in coverage.nearest
        ],
        "sources": [source_to_json(source) for source in coverage.sources],
        "note": coverage.note,
    }


def _span(span: Span | None, text: str) -> Json | None:
    if span is None:
        return None
    return {"text": span.of(text), "start": span.start, "end": span.end}
