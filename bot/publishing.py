"""Proposals published and discarded: what a moderator decides, in the right order. Blocks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.steps import recorded
from corpus.catalogue import ProposalState, Step, digest
from corpus.errors import AccordingToError
from corpus.model import UNKNOWN_OUTLET
from corpus.reading.doubts import doubts
from corpus.reading.finish import beside, is_of_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Library
    from corpus.catalogue import History, Proposal
    from corpus.model import Article

PUBLISHED, DISCARDED = "published", "discarded"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step, and where; ``user_id`` is as in ``Step.who``."""

    user_id: int | None
    chat_id: int | None = None


NOBODY = Actor(None)


def told_apart(library: Library, articles: Sequence[Article]) -> list[Article]:
    """Give articles under the ids that they are kept by.

    A report that came without an address is known by its words. Where another outlet has those,
    it gets an id of its own, so that none of the outlets of one wire text is lost.
    """
    histories = library.catalogue.histories.of(each.id for each in articles)
    outlets = {id_: _outlets(history) for id_, history in histories.items()}
    told = []
    for each in articles:
        known = outlets.get(each.id, set()) - {UNKNOWN_OUTLET}
        own = each.outlet.casefold()
        if known and own not in {*known, UNKNOWN_OUTLET} and is_of_content(each):
            each = beside(each)  # noqa: PLW2901 - the same report under its id
        outlets.setdefault(each.id, set()).add(own)
        told.append(each)
    return told


def _outlets(history: History) -> set[str]:
    """The outlets that an article ever had: who put one right made no other report of it."""
    versions = (history.article, *(each.article for each in history.earlier))
    return {each.outlet.casefold() for each in versions}


def propose(
    library: Library, articles: Sequence[Article], *, by: int | None, feed_id: int | None = None
) -> list[Proposal]:
    """Keep articles until somebody decides; those that the person proposed already stay as one."""
    proposals = library.catalogue.proposals
    # A message and a feed's entry can come again after a kill.
    known = {each.article: each for each in proposals.waiting(by=by, feed_id=feed_id)}
    fresh = [each for each in dict.fromkeys(articles) if each not in known]
    entered = {each.article: each for each in proposals.put(fresh, by=by, feed_id=feed_id)}
    return [(known | entered)[each] for each in dict.fromkeys(articles)]


def arrive(
    library: Library, articles: Sequence[Article], *, auto: bool, feed_id: int | None = None
) -> tuple[list[str], list[Proposal]]:
    """Take in what came by itself: give the ids of what was published, and what now waits.

    With ``auto`` what nothing is doubtful about is published. What an article was before somebody
    changed it or took it out does not come back by itself.
    """
    articles = told_apart(library, articles)
    histories = library.catalogue.histories.of(each.id for each in articles)
    fresh = [each for each in articles if not _was_there(each, histories.get(each.id))]
    published: list[str] = []
    waiting: list[Proposal] = []
    for proposal in propose(library, fresh, by=None, feed_id=feed_id):
        history = histories.get(proposal.article.id)
        taken_out = history is not None and history.removed_at is not None
        if auto and not taken_out and not doubts(proposal.article):
            published += publish(library, [proposal], NOBODY)
        else:
            waiting.append(proposal)
    return published, waiting


def _was_there(article: Article, history: History | None) -> bool:
    return history is not None and history.version(digest(article)) is not None


def publish(library: Library, proposals: Sequence[Proposal], actor: Actor) -> list[str]:
    """Make what waits searchable, and give the articles' ids; killed, it can be done again.

    AccordingToError where an article cannot be kept; the others are published.
    """
    done = []
    for each in proposals:
        (article,) = told_apart(library, [each.article])
        change = _change(library, each.id, article)
        step = Step(PUBLISHED, article.id, actor.user_id, actor.chat_id, *change)
        recorded(library.catalogue, step, lambda article=article: _add(library, article))  # type: ignore[misc]
        library.catalogue.proposals.decide(each.id, ProposalState.PUBLISHED, actor.user_id)
        done.append(article.id)
    return done


def discard(library: Library, proposals: Sequence[Proposal], actor: Actor) -> None:
    """Let what waits not be published."""
    store = library.catalogue
    for each in proposals:
        what = {"proposal": each.id, "title": each.article.title}
        step = Step(DISCARDED, f"#{each.id}", actor.user_id, actor.chat_id, what)
        recorded(store, step, lambda each=each: _discard(library, each, actor))  # type: ignore[misc]


def difference(before: Article, after: Article) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the fields of two versions of an article that differ."""
    one, other = asdict(before), asdict(after)
    names = [name for name in one if one[name] != other[name]]
    return {name: one[name] for name in names}, {name: other[name] for name in names}


def _change(
    library: Library, proposal_id: int, article: Article
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What differs before and after; an article that was not there before was nothing."""
    history = library.catalogue.histories.of([article.id]).get(article.id)
    if history is None or history.removed_at is not None:
        return None, {"proposal": proposal_id, "title": article.title, "outlet": article.outlet}
    before, after = difference(history.article, article)
    return before, {**after, "proposal": proposal_id}


def _add(library: Library, article: Article) -> None:
    report = library.add([article])
    if report.skipped:
        raise AccordingToError(report.skipped[0].reason)


def _discard(library: Library, proposal: Proposal, actor: Actor) -> None:
    library.catalogue.proposals.decide(proposal.id, ProposalState.DISCARDED, actor.user_id)
