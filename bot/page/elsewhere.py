"""What else the corpus has on an article's matter, for its page: copies, others' claims. Blocks.

What is found by an article's title is kept for as long as the corpus holds as much as it did, so
that a page that is opened often is searched for once.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from corpus.model import SourceKind

if TYPE_CHECKING:
    from bot.ports import Library
    from corpus.model import Article, Stance
    from retrieval.model import Account

_log = logging.getLogger(__name__)
KEPT = 500
# As many as fit on two screens of a phone.
ACCOUNTS, QUOTES = 8, 2
COPIES = 12


class Elsewhere:
    """Looks up what other articles say on one article's matter. Threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: OrderedDict[tuple[object, ...], tuple[Account, ...]] = OrderedDict()
        self._lock = Lock()

    def copies(self, article: Article) -> list[Article]:
        """Give the other articles that are the same report, the first that was added first."""
        ids = self._library.catalogue.copies.report(article.id)
        return [self._library.article(id_) for id_ in ids if id_ != article.id][:COPIES]

    def accounts(self, article: Article) -> tuple[Account, ...]:
        """Give who speaks about the matter of an article in others that are no copies of it.

        Whom they quote comes first, then what they say in their own voice. Empty also where the
        search fails: the article is there to be read all the same.
        """
        held = self._library.catalogue.extent()
        key = (article.id, article.title, held.articles, held.last)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        try:
            found = self._search(article)
        except Exception:
            _log.exception("what others say about an article could not be looked up")
            return ()
        with self._lock:
            self._found[key] = found
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return found

    def _search(self, article: Article) -> tuple[Account, ...]:
        if not article.title:
            return ()
        same = {article.id, *self._library.catalogue.copies.report(article.id)}
        # As a question a headline finds what bears on it, as a topic what stands beside its words.
        answers = self._library.ask(article.title), self._library.about(article.title)
        found: dict[tuple[str, Stance], Account] = {}
        for account in (account for answer in answers for account in answer.accounts):
            claims = [each for each in account.claims if each.article.id not in same][:QUOTES]
            if claims:
                key = account.source.name, account.stance
                found.setdefault(key, replace(account, claims=tuple(claims)))
        ranked = sorted(found.values(), key=lambda each: each.source.kind is SourceKind.OUTLET)
        return tuple(ranked[:ACCOUNTS])
