"""Addresses of the evidence pages, and answers whose links lead to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.catalogue import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.ports import PageTokens
    from corpus.model import Article
    from retrieval.model import Answer, QuotedClaim


class Addresses:
    """Makes and takes back addresses under ``public_url``; without one, no page has any."""

    def __init__(self, tokens: PageTokens, public_url: str | None = None) -> None:
        self._tokens = tokens
        self._base = public_url.rstrip("/") if public_url else None

    def answer(self, key: str) -> str | None:
        """Give the address of an answer's page."""
        if self._base is None:
            return None
        return f"{self._base}/answer/{self._tokens.tokens(PageKind.ANSWER, [key])[key]}"

    def linked(self, answer: Answer, key: str | None = None) -> Answer:
        """Give an answer whose articles are linked to their pages, at the words quoted.

        With ``key`` the pages also show what else the answer behind it quotes.
        """
        if self._base is None:
            return answer
        pages = self._articles(_articles(answer), key)
        accounts = tuple(
            replace(account, claims=tuple(_linked(each, pages) for each in account.claims))
            for account in answer.accounts
        )
        coverage = answer.coverage
        if coverage is not None:
            nearest = tuple(replace(each, url=pages[each.id]) for each in coverage.nearest)
            coverage = replace(coverage, nearest=nearest)
        return replace(answer, accounts=accounts, coverage=coverage)

    def articles(self, articles: Iterable[Article]) -> list[Article]:
        """Give articles linked to their pages."""
        given = list(articles)
        if self._base is None:
            return given
        pages = self._articles((each.id for each in given), None)
        return [replace(each, url=pages[each.id]) for each in given]

    def revoke(self, kind: PageKind, target: str) -> bool:
        """Take a page's addresses back; tell whether there was one."""
        return self._tokens.revoke(kind, target)

    def _articles(self, ids: Iterable[str], key: str | None) -> dict[str, str]:
        tokens = self._tokens.tokens(PageKind.ARTICLE, ids)
        about = f"/{self._tokens.tokens(PageKind.ANSWER, [key])[key]}" if key else ""
        return {id_: f"{self._base}/article/{token}{about}" for id_, token in tokens.items()}


def anchor(start: int) -> str:
    """The name, on an article's page, of the place where a sentence begins."""
    return f"s{start}"


def _articles(answer: Answer) -> Iterable[str]:
    from bot.snapshots import quoted_claims

    nearest = answer.coverage.nearest if answer.coverage else ()
    return [*(each.article.id for each in quoted_claims(answer)), *(each.id for each in nearest)]


def _linked(quoted: QuotedClaim, pages: dict[str, str]) -> QuotedClaim:
    url = f"{pages[quoted.article.id]}#{anchor(quoted.claim.sentence.start)}"
    return replace(
        quoted,
        article=replace(quoted.article, url=url),
        repeats=tuple(_linked(each, pages) for each in quoted.repeats),
    )
