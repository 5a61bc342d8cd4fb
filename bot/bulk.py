"""Adding any number of articles: in parts, taken up again after a kill, with what was skipped.

What was taken in is remembered by its bytes (``corpus.catalogue.Intake``), so that a second run
passes over it unread. Everything here blocks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.publishing import told_apart
from corpus.catalogue import Taken, digest
from corpus.errors import AccordingToError
from corpus.model import Article
from corpus.reading import Raw, Skipped, count, raw_bytes, raw_path

if TYPE_CHECKING:
    from bot.adding import Reader
    from bot.ports import Library

# Looked up together; so many bytes are in memory at most, unless one file is larger.
CHUNK, CHUNK_BYTES = 256, 8 * 1024 * 1024
# Nobody reads a longer report, and what has so many faults is not what it was taken for.
MOST_SKIPPED = 100_000
SHOWN_EXAMPLES = 3
_NAMED = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass(slots=True)
class Outcome:
    """What became of the items so far: ids, and what was skipped.

    ``passed`` counts those that were known by their bytes and not read; ``stopped`` tells that
    there was more to do.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    passed: int = 0
    stopped: bool = False

    @property
    def done(self) -> int:
        """How many items are dealt with."""
        return len(self.added) + len(self.unchanged) + len(self.skipped)

    def skip(self, items: Iterable[Skipped]) -> None:
        """Note what was skipped; AccordingToError where it is too much to go on."""
        self.skipped.extend(items)
        if len(self.skipped) > MOST_SKIPPED:
            raise AccordingToError(
                f"More than {MOST_SKIPPED:,} items could not be read, the first of them: "
                f"{self.skipped[0].reason} What was read is added."
            )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was skipped, how often, and the first items that were."""

    reason: str
    count: int
    examples: tuple[str, ...]


def take_in(
    library: Library,
    raws: Iterable[Raw],
    *,
    job: int | None = None,
    chars: int | None = None,
    go_on: Callable[[], bool] = lambda: True,
    give_way: Callable[[], None] = lambda: None,
    told: Callable[[Outcome, int], None] = lambda _outcome, _ahead: None,
) -> Outcome:
    """Add what was not taken in before, and give what became of everything.

    ``chars`` is how much is added at once, in characters, None for as much as there is;
    ``go_on`` is asked before each article whether to, and what was begun is finished; ``give_way``
    may wait for others before anything is begun. ``told`` gets what is done, and how many more
    items are added but not noted yet. ``job`` is the job that this is: what it added in an
    earlier run counts as added.
    """
    outcome = Outcome()
    for chunk in _chunks(raws):
        fresh: list[tuple[Raw, Article]] = []
        for each in _fresh(library, chunk, job, outcome):
            give_way()
            if not go_on():
                outcome.stopped = True
                return outcome
            fresh += _read(each, outcome)
        told(outcome, 0)
        apart = told_apart(library, [article for _, article in fresh])
        fresh = [(raw, article) for (raw, _), article in zip(fresh, apart, strict=True)]
        for part in _parts(fresh, chars):
            give_way()
            _add(library, part, job, outcome, go_on, told)
            if outcome.stopped:
                return outcome
    return outcome


def _fresh(library: Library, chunk: Sequence[Raw], job: int | None, outcome: Outcome) -> list[Raw]:
    """Give what is not known by its bytes; note what is."""
    known = library.catalogue.intake.known([raw.digest for raw in chunk if raw.digest], job)
    for raw in chunk:
        if raw.digest in known:
            article_id, own = known[raw.digest]
            (outcome.added if own else outcome.unchanged).append(article_id)
            outcome.passed += 1
    return [raw for raw in chunk if raw.digest not in known]


def _read(raw: Raw, outcome: Outcome) -> list[tuple[Raw, Article]]:
    item = raw.read()
    if isinstance(item, Article):
        return [(raw, item)]
    outcome.skip([item])
    return []


def _add(
    library: Library,
    part: Sequence[tuple[Raw, Article]],
    job: int | None,
    outcome: Outcome,
    go_on: Callable[[], bool],
    told: Callable[[Outcome, int], None],
) -> None:
    begun: list[tuple[Raw, Article]] = []

    def articles() -> Iterator[Article]:
        for raw, article in part:
            if not go_on():
                outcome.stopped = True
                return
            begun.append((raw, article))
            yield article

    report = library.add(articles(), progress=lambda done, _total: told(outcome, done))
    added, unchanged = set(report.added), set(report.unchanged)
    taken = [
        Taken(raw.digest, article.id, digest(article))
        for raw, article in begun
        if raw.digest and article.id in added | unchanged
    ]
    library.catalogue.intake.put(
        [each for each in taken if each.article_id in added],
        [each for each in taken if each.article_id not in added],
        job,
    )
    outcome.added += report.added
    outcome.unchanged += report.unchanged
    outcome.skip(report.skipped)
    told(outcome, 0)


def _chunks(raws: Iterable[Raw]) -> Iterator[list[Raw]]:
    chunk: list[Raw] = []
    size = 0
    for raw in raws:
        chunk.append(raw)
        size += raw.size
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _parts(
    fresh: Sequence[tuple[Raw, Article]], chars: int | None
) -> Iterator[Sequence[tuple[Raw, Article]]]:
    if chars is None:
        if fresh:
            yield fresh
        return
    part: list[tuple[Raw, Article]] = []
    size = 0
    for each in fresh:
        part.append(each)
        size += len(each[1].text)
        if size >= chars:
            yield part
            part, size = [], 0
    if part:
        yield part


def expected(places: Sequence[str]) -> int | None:
    """Count what is about to be read, None where that cannot be told without fetching it."""
    if any(map(is_address, places)):
        return None
    return sum(count(Path(place)) for place in places)


def raws(reader: Reader, places: Iterable[str], content: bytes | None = None) -> Iterator[Raw]:
    """Give what stands at each path or address; ``content`` is the file of that name, if given.

    What cannot be fetched is skipped when it is read.
    """
    for place in places:
        if content is not None:
            yield from raw_bytes(content, name=place)
        elif is_address(place):
            try:
                yield from map(Raw.of, reader.address(place))
            except AccordingToError as error:
                yield Raw.of(Skipped(item=place, reason=str(error)))
        else:
            yield from raw_path(Path(place))


def is_address(place: str) -> bool:
    """Tell a web address from a path."""
    return place.lower().startswith(("http://", "https://"))


def reasons(skipped: Iterable[Skipped]) -> list[Reason]:
    """Group what was skipped by why, the most frequent first; the items' own names are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in skipped:
        found[_common(each)].append(each.item)
    grouped = [
        Reason(why, len(items), tuple(items[:SHOWN_EXAMPLES])) for why, items in found.items()
    ]
    return sorted(grouped, key=lambda each: -each.count)


def _common(skipped: Skipped) -> str:
    """A reason without what only this item says."""
    why = skipped.reason.replace(skipped.item, "…")
    short = skipped.item.rpartition("/")[2]
    if short:
        why = why.replace(short, "…")
    return _NAMED.sub("…", why) if why.startswith("The id ") else why
