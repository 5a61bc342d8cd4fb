"""What stands on the evidence pages, looked up and put together for the templates. Blocks."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.marks import Mark, Marks, mark
from bot.page.addresses import Addresses, anchor
from bot.page.elsewhere import Elsewhere
from bot.page.marking import COLOURS, Paragraph, Voice, paragraphs, voices
from corpus.catalogue import PageKind
from corpus.errors import NotFound
from corpus.model import SourceKind
from retrieval import quotes
from retrieval.model import Account, Answer, QuotedClaim, Status

if TYPE_CHECKING:
    from bot.answers import Answers, Kept
    from bot.ports import Library
    from corpus.catalogue import History, Renaming
    from corpus.model import Article, Claim, Source


class Withdrawn(Exception):
    """The address led somewhere once, and does not any more."""


class Unknown(Exception):
    """The address never led anywhere."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in an account: the sentence around it in three parts, where it stands, its fate.

    ``page`` is the address of the article's page at the quote.
    """

    quoted: QuotedClaim
    before: str
    words: str
    after: str
    page: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Speaking:
    """An account with its quotes; ``colour`` is the number of its colour, from 1."""

    account: Account
    quotes: tuple[Quote, ...]
    colour: int


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer as it was given, and what became of it."""

    kept: Kept
    disputed: bool
    accounts: tuple[Speaking, ...]
    changed: tuple[tuple[Article, Mark], ...]
    renamed: tuple[Renaming, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What an article said until a time (ISO 8601) and does not say now."""

    until: str
    title: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with its quotes marked, and who else speaks about it.

    ``others`` are those of an answer, where the page is shown for one that quotes other articles
    too; else those that the corpus has on the article's matter. ``copies`` are the same report in
    other outlets.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    voices: tuple[tuple[Voice, int, str], ...]
    mark: Mark | None
    before: tuple[Before, ...]
    kept: Kept | None = None
    answer_page: str | None = None
    others: tuple[Speaking, ...] = ()
    copies: tuple[Article, ...] = ()


class Contents:
    """Gives what stands on a page, by its token. Raises Unknown and Withdrawn."""

    def __init__(self, library: Library, answers: Answers, addresses: Addresses) -> None:
        self._library = library
        self._store = library.catalogue
        self._answers = answers
        self._addresses = addresses
        self._elsewhere = Elsewhere(library)

    def answer(self, token: str) -> AnswerPage:
        """Give the page of an answer."""
        kept = self._kept(token)
        histories = self._store.histories.of(kept.versions)
        marks = Marks(histories, kept.versions, kept.quoted)
        speaking = self._speaking(kept.answer, kept.key, marks)
        if not speaking:
            raise Withdrawn
        disputed = kept.answer.status is Status.DISPUTED
        renamed = self._store.histories.renamed(kept.voiced, kept.asked_at)
        return AnswerPage(kept, disputed, speaking, tuple(marks.changed()), renamed)

    def article(self, token: str, answer_token: str | None = None) -> ArticlePage:
        """Give the page of an article, alone or as one that an answer quotes."""
        article_id = self._target(PageKind.ARTICLE, token)
        kept = self._kept(answer_token) if answer_token is not None else None
        history = self._store.histories.of([article_id]).get(article_id)
        if history is None or history.removed_at is not None:
            raise Withdrawn
        try:
            claims = list(self._library.claims(article_id))
        except NotFound:
            raise Withdrawn from None
        asked = _asked(kept, history) if kept else []
        copies = self._addresses.articles(self._elsewhere.copies(history.article))
        page = ArticlePage(
            history.article,
            tuple(paragraphs(history.article, claims, asked)),
            tuple(_voices(claims, asked)),
            mark(history, history.digest, history.article.text),
            tuple(_before(history)),
            copies=tuple(copies),
        )
        if kept is not None:
            page = self._with_answer(page, kept)
        return page if page.others else self._with_others(page)

    def _with_answer(self, page: ArticlePage, kept: Kept) -> ArticlePage:
        marks = Marks(self._store.histories.of(kept.versions), kept.versions)
        others = []
        for each in self._speaking(kept.answer, kept.key, marks, _here(page)):
            elsewhere = tuple(q for q in each.quotes if q.quoted.article.id != page.article.id)
            if elsewhere:
                others.append(Speaking(each.account, elsewhere, each.colour))
        address = self._addresses.answer(kept.key)
        return replace(page, kept=kept, answer_page=address, others=tuple(others))

    def _with_others(self, page: ArticlePage) -> ArticlePage:
        accounts = self._elsewhere.accounts(page.article)
        ids = {quoted.article.id for account in accounts for quoted in account.claims}
        histories = self._store.histories.of(ids)
        marks = Marks(histories, {id_: each.digest for id_, each in histories.items()})
        answer = Answer(page.article.title, Status.ANSWERED, accounts)
        return replace(page, others=self._speaking(answer, None, marks, _here(page)))

    def _kept(self, token: str) -> Kept:
        kept = self._answers.get(self._target(PageKind.ANSWER, token))
        if kept is None:
            raise Withdrawn
        quotes.check(kept.answer)
        return kept

    def _target(self, kind: PageKind, token: str) -> str:
        page = self._store.pages.page(token)
        if page is None or page.kind is not kind:
            raise Unknown
        if page.revoked:
            raise Withdrawn
        return page.target

    def _speaking(
        self, answer: Answer, key: str | None, marks: Marks, known: Iterable[Source] = ()
    ) -> tuple[Speaking, ...]:
        """An answer's accounts; each source has a colour, those that are known have theirs."""
        linked = self._addresses.linked(answer, key)
        names = [*(each.name for each in known), *(each.source.name for each in answer.accounts)]
        order = list(dict.fromkeys(names))
        return tuple(
            Speaking(
                account,
                tuple(_quotes(account, pages, marks)),
                order.index(account.source.name) % COLOURS + 1,
            )
            for account, pages in zip(answer.accounts, linked.accounts, strict=True)
        )


def _here(page: ArticlePage) -> list[Source]:
    """Who speaks in the article itself, in the order of their colours."""
    return [voice.source for voice, _, _ in page.voices]


def _quotes(account: Account, linked: Account, marks: Marks) -> Iterable[Quote]:
    shown = set()
    for quoted, page in zip(account.claims, linked.claims, strict=True):
        sentence, text = quoted.claim.sentence, quoted.article.text
        place = (quoted.article.id, sentence)
        if place not in shown:
            shown.add(place)
            quote = quoted.quote_span
            yield Quote(
                quoted,
                text[sentence.start : quote.start],
                quoted.quote,
                text[quote.end : sentence.end],
                page.article.url or "",
                marks.of(quoted),
            )


def _asked(kept: Kept, history: History) -> list[Claim]:
    """The claims of an article that an answer quotes, where its text is still the one quoted."""
    if kept.versions.get(history.article.id) != history.digest:
        return []
    claims = (each for account in kept.answer.accounts for each in account.claims)
    every = (each for quoted in claims for each in (quoted, *quoted.repeats))
    return [each.claim for each in every if each.article.id == history.article.id]


def _voices(claims: Sequence[Claim], asked: Sequence[Claim]) -> Iterable[tuple[Voice, int, str]]:
    """Who speaks in an article: how often, and where first."""
    counts = Counter(claim.source for claim in {*claims, *asked})
    first = {claim.source: claim for claim in sorted(claims, key=lambda c: c.quote, reverse=True)}
    first |= {claim.source: claim for claim in asked if claim.source not in first}
    for source, voice in voices(claims, asked).items():
        count = 1 if source.kind is SourceKind.OUTLET else counts[source]
        yield voice, count, anchor(first[source].sentence.start)


def _before(history: History) -> Iterable[Before]:
    """What each earlier version said that the next does not, the latest first."""
    versions = [each.article for each in history.earlier] + [history.article]
    for i in reversed(range(len(history.earlier))):
        was, now = versions[i], versions[i + 1]
        left = _left_out(was.text.split("\n\n"), now.text.split("\n\n"))
        title = was.title if was.title != now.title else None
        if left or title:
            yield Before(history.earlier[i].replaced_at, title, tuple(left))


def _left_out(was: list[str], now: list[str]) -> list[str]:
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    changed = (op for op in matcher.get_opcodes() if op[0] in {"replace", "delete"})
    return [paragraph for _, start, end, _, _ in changed for paragraph in was[start:end]]
