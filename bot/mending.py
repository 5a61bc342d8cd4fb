"""Claims and sources put right, on record, whoever does it: in a chat or at the terminal. Blocks.

Each change is signed with its step in the audit, so that the step can be taken back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.publishing import Actor
from bot.steps import UNDID, numbered, recorded
from corpus.catalogue import TERMINAL, Step, Verdict
from corpus.catalogue.sources import folded
from corpus.errors import AccordingToError, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Library
    from corpus.catalogue import CatalogueSource, Decision, Wish
    from corpus.mending import Mending
    from corpus.model import Article, Claim, Source

GIVEN, DROPPED, MISSED = "claim-source", "claim-dropped", "claim-added"
MERGED, SPLIT, RENAMED = "sources-merged", "source-split", "source-renamed"
STEPS = (GIVEN, DROPPED, MISSED, MERGED, SPLIT, RENAMED)
_DECIDED = {Verdict.MERGE: MERGED, Verdict.SPLIT: SPLIT, Verdict.RENAME: RENAMED}
_STEP = re.compile(r", step (\d+)$")
AT_TERMINAL = Actor(TERMINAL)
SHOWN_SOURCES = 20  # candidates shown for a name that several sources go by


class Ambiguous(AccordingToError):
    """Several sources go by a name: ``wanted``, and ``found`` by it; the text lists them."""

    def __init__(self, library: Library, wanted: str, found: Sequence[CatalogueSource]) -> None:
        super().__init__(_which(library, wanted, found))
        self.wanted, self.found = wanted, found


def give(
    library: Library, actor: Actor, article: Article, ordinal: int, source: Source | int
) -> Mending:
    """Put a claim under another source, by its number or a new one (NotFound)."""
    claim = _claim(library, article, ordinal)
    name = known(library, source).name if isinstance(source, int) else source.name
    before, after = _facts(article, claim), {"source": name}
    step = Step(GIVEN, article.id, actor.user_id, actor.chat_id, before, after)
    return numbered(
        library.catalogue,
        step,
        lambda number: library.set_claim_source(
            article.id, ordinal, source, by=_signed(actor.user_id, number)
        ),
    )


def drop(library: Library, actor: Actor, article: Article, ordinal: int) -> Mending:
    """Say that a claim is none (NotFound)."""
    before = _facts(article, _claim(library, article, ordinal))
    step = Step(DROPPED, article.id, actor.user_id, actor.chat_id, before)
    return numbered(
        library.catalogue,
        step,
        lambda number: library.drop_claim(article.id, ordinal, by=_signed(actor.user_id, number)),
    )


def add(
    library: Library, actor: Actor, article: Article, claim: Claim, source: int | None = None
) -> Mending:
    """Add a claim that was missed, of a source by its number or the claim's own (NotFound)."""
    after = _facts(article, claim) | {"stance": claim.stance.value}
    step = Step(MISSED, article.id, actor.user_id, actor.chat_id, after=after)
    return numbered(
        library.catalogue,
        step,
        lambda number: library.add_claim(
            article.id, claim, source, by=_signed(actor.user_id, number)
        ),
    )


def undo(library: Library, actor: Actor, mending: Mending) -> Mending:
    """Take a mending back, whoever made it (NotFound where it does not hold)."""
    what = {"source": GIVEN, "drop": DROPPED, "add": MISSED}[mending.what]
    was, is_ = (mending.was.name if mending.was else None), mending.claim.source.name
    step = Step(
        f"undid {what}",
        mending.article_id,
        actor.user_id,
        actor.chat_id,
        {"source": is_},
        {"source": was},
        _step_of(mending.made_by),
    )
    by = _name(actor.user_id)
    return recorded(library.catalogue, step, lambda: library.undo_mending(mending.id, by=by))


def decide(library: Library, actor: Actor, wish: Wish) -> Decision:
    """Merge, split or rename sources (NotFound, AccordingToError)."""
    effect = library.foresee(wish)
    step = Step(
        _DECIDED[wish.what],
        " ".join(str(each) for each in (wish.source, wish.other) if each is not None),
        actor.user_id,
        actor.chat_id,
        {"sources": [described(each) for each in effect.before]},
        {"sources": [described(each) for each in effect.after]},
    )
    return numbered(
        library.catalogue,
        step,
        lambda number: library.decide(wish, by=_signed(actor.user_id, number)),
    )


def undo_decision(library: Library, actor: Actor, number: int) -> Decision:
    """Take a decision on sources back, whoever made it (NotFound where none holds)."""
    found = next((each for each in library.decisions() if each.id == number), None)
    if found is None:
        raise NotFound(f"There is no decision {number} that could be undone.")
    what, undoes = f"{UNDID}{_DECIDED[found.what]}", _step_of(found.made_by)
    before = {"said": found.said}
    step = Step(what, str(number), actor.user_id, actor.chat_id, before, undoes=undoes)
    by = _name(actor.user_id)
    return recorded(library.catalogue, step, lambda: library.undo_decision(number, by=by))


def take_back(library: Library, step: Step) -> None:
    """Undo what a step did (AccordingToError where it does not hold any more)."""
    by = _name(step.who)
    if step.what in {GIVEN, DROPPED, MISSED}:
        for mending in library.mendings(step.target):
            if _step_of(mending.made_by) == step.id and mending.undone_at is None:
                library.undo_mending(mending.id, by=by)
                return
    for decision in library.decisions():
        if _step_of(decision.made_by) == step.id and decision.undone_at is None:
            library.undo_decision(decision.id, by=by)
            return
    raise AccordingToError("Somebody took that back already.")


def known(library: Library, wanted: int | str, *, exactly: bool = False) -> CatalogueSource:
    """Give the one source of a number or a name (NotFound; Ambiguous where several fit).

    With ``exactly`` one whose names only have the words of the wanted one is not meant.
    """
    found = library.find_sources(str(wanted))
    if exactly and not str(wanted).isdigit():
        found = [each for each in found if goes_by(each, str(wanted))]
    if not found:
        raise NotFound(f"Nobody called {wanted} is quoted here.")
    if len(found) > 1:
        raise Ambiguous(library, str(wanted), found)
    return found[0]


def goes_by(source: CatalogueSource, name: str) -> bool:
    """Tell whether a name is one of a source's, in whatever case and with whatever marks."""
    return folded(name) in map(folded, (source.name, *source.variants))


def _which(library: Library, wanted: str, found: Sequence[CatalogueSource]) -> str:
    lines = [f"  {described(each)}{_last(library, each)}" for each in found[:SHOWN_SOURCES]]
    more = len(found) - SHOWN_SOURCES
    lines += [f"  and {more} more"] if more > 0 else []
    return "\n".join([f"{wanted} may be any of these; give the number:", *lines])


def _last(library: Library, source: CatalogueSource) -> str:
    title = last_title(library, source)
    return "" if title is None else f"; last in “{title}”"


def last_title(library: Library, source: CatalogueSource) -> str | None:
    """Give the title of the latest article that quotes a source, None where none does."""
    return next((article.title for article, _ in library.claims_of(source.id, limit=1)), None)


def described(source: CatalogueSource) -> str:
    """Give a source in a line: number, name, place, role, kind, counts, other names."""
    role = f", {source.role}" if source.role else ""
    place = f" ({source.place})" if source.place else ""
    counts = f"{_many(source.claims, 'claim')} in {_many(source.articles, 'article')}"
    others = [name for name in source.variants if name != source.name]
    also = f"; also {', '.join(others)}" if others else ""
    linked = f"; see {', '.join(map(str, source.linked))}" if source.linked else ""
    return f"{source.id}  {source.name}{place}{role} [{source.kind}]: {counts}{also}{linked}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _claim(library: Library, article: Article, ordinal: int) -> Claim:
    claims = library.claims(article.id)
    if not 0 <= ordinal < len(claims):
        raise NotFound(f"{article.id} has no claim {ordinal + 1}: it has {len(claims)}.")
    return claims[ordinal]


def _facts(article: Article, claim: Claim) -> dict[str, Any]:
    return {"source": claim.source.name, "quote": claim.quote.of(article.text)}


def _name(who: int | None) -> str:
    return "command line" if who == TERMINAL else str(who)


def _signed(who: int | None, number: int) -> str:
    """Who made a change, with its step in the audit."""
    return f"{_name(who)}, step {number}"


def _step_of(signature: str) -> int | None:
    """The step of a signature; None where there is none."""
    found = _STEP.search(signature)
    return int(found.group(1)) if found else None
