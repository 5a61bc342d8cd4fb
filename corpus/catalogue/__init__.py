"""The catalogue: the truth about the corpus, in a database.

It keeps the articles and their earlier revisions, the claims and who made them, the passages
with their vectors, the lexical index, the inbox of Telegram updates, the moderators, and what
was shown to whom: answers, the messages that quote articles, and the pages' addresses.
"""

from corpus.catalogue.answers import KeptAnswer, KeptAnswers
from corpus.catalogue.deliveries import Deliveries, Delivery
from corpus.catalogue.histories import Histories, History, Notice, NoticeKind, Revision
from corpus.catalogue.inbox import Inbox, Update
from corpus.catalogue.moderators import Moderator, Moderators
from corpus.catalogue.pages import Page, PageKind, Pages
from corpus.catalogue.records import Entry, PassageKey, VectorBatch, digest
from corpus.catalogue.sources import CatalogueSource
from corpus.catalogue.store import Catalogue, Change

__all__ = [
    "Catalogue",
    "CatalogueSource",
    "Change",
    "Deliveries",
    "Delivery",
    "Entry",
    "Histories",
    "History",
    "Inbox",
    "KeptAnswer",
    "KeptAnswers",
    "Moderator",
    "Moderators",
    "Notice",
    "NoticeKind",
    "Page",
    "PageKind",
    "Pages",
    "PassageKey",
    "Revision",
    "Update",
    "VectorBatch",
    "digest",
]
