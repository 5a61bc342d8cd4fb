"""Proposals published and discarded: what a moderator decides, in the right order. Blocks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.steps import recorded
from corpus.catalogue import ProposalState, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Library
    from corpus.catalogue import Proposal
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
