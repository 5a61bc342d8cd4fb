"""The catalogue: the truth about the corpus, in a database.

It keeps the articles and their earlier revisions, the claims and who made them, the passages
with their vectors, the lexical index, the inbox of Telegram updates and the moderators.
"""

from corpus.catalogue.inbox import Inbox, Update
from corpus.catalogue.moderators import Moderator, Moderators
from corpus.catalogue.records import Entry, PassageKey, VectorBatch, digest
from corpus.catalogue.sources import CatalogueSource
from corpus.catalogue.store import Catalogue, Change

__all__ = [
    "Catalogue",
    "CatalogueSource",
    "Change",
    "Entry",
    "Inbox",
    "Moderator",
    "Moderators",
    "PassageKey",
    "Update",
    "VectorBatch",
    "digest",
]
