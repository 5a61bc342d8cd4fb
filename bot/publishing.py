"""Proposals published and discarded: what a moderator decides, in the right order. Blocks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.steps import recorded
from corpus.catalogue import ProposalState, Step, digest
from corpus.errors import AccordingToError
from corpus.reading.doubts import doubts

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
        article = each.article
        step = Step(PUBLISHED, article.id, actor.user_id, actor.chat_id, *_change(library, each))
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


def _change(library: Library, proposal: Proposal) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What differs before and after; an article that was not there before was nothing."""
    article = proposal.article
    history = library.catalogue.histories.of([article.id]).get(article.id)
    if history is None or history.removed_at is not None:
        return None, {"proposal": proposal.id, "title": article.title, "outlet": article.outlet}
    before, after = difference(history.article, article)
    return before, {**after, "proposal": proposal.id}


def _add(library: Library, article: Article) -> None:
    report = library.add([article])
    if report.skipped:
        raise AccordingToError(report.skipped[0].reason)


def _discard(library: Library, proposal: Proposal, actor: Actor) -> None:
    library.catalogue.proposals.decide(proposal.id, ProposalState.DISCARDED, actor.user_id)
