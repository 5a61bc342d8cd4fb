"""The catalogue: the truth about the corpus, in a database.

It keeps the articles and their earlier revisions, the claims and who made them, the passages
with their vectors, the lexical index, the inbox of Telegram updates, what was shown to whom
(answers, the messages that quote articles, the pages' addresses), and the moderators' work:
roles, the audit, proposals, feeds, channels, which articles are one report, digests, and adding in
bulk.
"""

from corpus.catalogue.answers import KeptAnswer, KeptAnswers
from corpus.catalogue.askings import Askings, Full
from corpus.catalogue.audit import FAILED, TERMINAL, Audit, Step
from corpus.catalogue.copies import Copies, Likeness
from corpus.catalogue.decisions import Decision, Verdict
from corpus.catalogue.deliveries import Deliveries, Delivery
from corpus.catalogue.digests import Digest, Digests
from corpus.catalogue.feeds import FeedMode, Feeds, FollowedFeed
from corpus.catalogue.histories import (
    Histories,
    History,
    Notice,
    NoticeKind,
    Revision,
    decided,
    unmended,
)
from corpus.catalogue.inbox import Inbox, Update
from corpus.catalogue.intake import Intake, Taken
from corpus.catalogue.jobs import Count, Job, Jobs, JobState, beside
from corpus.catalogue.moderators import Moderator, Moderators
from corpus.catalogue.news import Fresh, News, Noticed
from corpus.catalogue.pages import Page, PageKind, Pages
from corpus.catalogue.people import Forgotten, People
from corpus.catalogue.postgres import Postgres
from corpus.catalogue.proposals import Proposal, Proposals, ProposalState
from corpus.catalogue.records import Entry, Extent, PassageKey, VectorBatch, digest
from corpus.catalogue.renaming import Became, Renaming, Voiced
from corpus.catalogue.source_desk import Effect, Wish
from corpus.catalogue.sources import CatalogueSource, Speaker
from corpus.catalogue.store import Catalogue, Change
from corpus.catalogue.watches import Watch, Watches

__all__ = [
    "FAILED",
    "TERMINAL",
    "Askings",
    "Audit",
    "Became",
    "Catalogue",
    "CatalogueSource",
    "Change",
    "Copies",
    "Count",
    "Decision",
    "Deliveries",
    "Delivery",
    "Digest",
    "Digests",
    "Effect",
    "Entry",
    "Extent",
    "FeedMode",
    "Feeds",
    "FollowedFeed",
    "Forgotten",
    "Fresh",
    "Full",
    "Histories",
    "History",
    "Inbox",
    "Intake",
    "Job",
    "JobState",
    "Jobs",
    "KeptAnswer",
    "KeptAnswers",
    "Likeness",
    "Moderator",
    "Moderators",
    "News",
    "Notice",
    "NoticeKind",
    "Noticed",
    "Page",
    "PageKind",
    "Pages",
    "PassageKey",
    "People",
    "Postgres",
    "Proposal",
    "ProposalState",
    "Proposals",
    "Renaming",
    "Revision",
    "Speaker",
    "Step",
    "Taken",
    "Update",
    "VectorBatch",
    "Verdict",
    "Voiced",
    "Watch",
    "Watches",
    "Wish",
    "beside",
    "decided",
    "digest",
    "unmended",
]
