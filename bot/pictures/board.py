"""What is on a picture: cards with who speaks and their words, in rows. Pure.

A ``Board`` holds plain text in the reader's language; quotes are letter for letter, and one that
is too long for a picture ends after a whole sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from bot.marks import UNMARKED, Mark, Marks
from bot.pictures.words import isolated, marked, visible
from bot.references import capitalised, fate_words, shortened
from bot.rendering import both_sides, status_key
from corpus.model import SourceKind, Stance
from retrieval.names import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.texts import Texts
    from retrieval.model import Account, Answer, QuotedClaim

T = TypeVar("T")
# Quotes that are longer than this, in characters, end earlier: about eight lines, alone in a row
# and in half of one.
WIDE, NARROW = 320, 200


@dataclass(frozen=True, slots=True)
class Card:
    """One source in one report: ``colour`` counts the sources from 0.

    ``said`` is the heading with name and verb, ``note`` the role and the like, ``quotes`` are
    in quotation marks already, ``where`` is the report, in lines. ``fate`` says what became of
    it, empty where nothing did.
    """

    colour: int
    said: str
    note: str
    quotes: tuple[str, ...]
    where: tuple[str, ...]
    denies: bool
    fate: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A card over the whole width, or two that stand side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading, empty where there is none."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A whole picture; ``more`` says what is left out, empty where nothing is."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    more: str
    right_to_left: bool = False

    def words(self) -> Iterator[str]:
        """Everything that is written on it."""
        yield from (self.title, self.subtitle, self.more)
        for section in self.sections:
            yield section.heading
            for card in (card for row in section.rows for card in row.cards):
                yield from (card.said, card.note, *card.quotes, *card.where, card.fate)


@dataclass(frozen=True, slots=True)
class _Item:
    """A claim that may be on a picture, with the number of its account."""

    colour: int
    account: Account
    quoted: QuotedClaim

    @property
    def day(self) -> str:
        return (self.quoted.article.published_at or "")[:10]


def timeline(
    given: Answer, title: str, texts: Texts, most: int, *, marks: Marks = UNMARKED
) -> Board:
    """The ``most`` best quotes of an answer by the days of their reports.

    Who denies on a day stands beside who asserts on it.
    """
    items = _items(given)
    chosen = sorted(items[:most], key=lambda item: item.day)
    days = {item.day: [each for each in chosen if each.day == item.day] for item in chosen}
    sections = tuple(
        Section(texts.day(day) or texts.plain("no-day"), _side_by_side(items, texts, marks))
        for day, items in days.items()
    )
    return _board(given, title, sections, len(items) - len(chosen), texts)


def compare(
    given: Answer, title: str, texts: Texts, most: int, *, marks: Marks = UNMARKED
) -> Board:
    """The best quote of each of the first ``most`` accounts, two by two.

    Where some deny, those who assert are on the one side and those who deny on the other.
    """
    firsts = _items(given)[: len(given.accounts)]
    chosen = firsts[:most]
    sides = [[item for item in chosen if _denies(item) is side] for side in (False, True)]
    if all(sides):
        asserting, denying = sides
        beside, rest = _pairs(asserting, denying, lambda one, other: _near([one], [other]))
    else:
        half = len(chosen) // 2 * 2
        beside, rest = list(zip(chosen[:half:2], chosen[1:half:2], strict=True)), chosen[half:]
    rows = (
        *(
            Row(tuple(_card([each], texts, marks, NARROW, dated=True) for each in pair))
            for pair in beside
        ),
        *(Row((_card([each], texts, marks, WIDE, dated=True),)) for each in rest),
    )
    return _board(given, title, (Section("", rows),), len(firsts) - len(chosen), texts)


def _pairs(
    some: Sequence[T], others: Sequence[T], near: Callable[[T, T], tuple[bool, int]]
) -> tuple[list[tuple[T, T]], list[T]]:
    """Who stand beside one another, and those of ``some`` and ``others`` that are left.

    Each of the others stands beside the one that is nearest to it.
    """
    left, pairs, alone = list(some), [], []
    for other in others:
        if not left:
            alone.append(other)
            continue
        nearest = max(left, key=lambda each: near(each, other))
        left.remove(nearest)
        pairs.append((nearest, other))
    return pairs, [*left, *alone]


def _near(some: Sequence[_Item], others: Sequence[_Item]) -> tuple[bool, int]:
    """How much two cards speak of the same: another source's, with many words in common."""
    words, further = (
        {word for item in items for word in content_words(item.quoted.sentence)}
        for items in (some, others)
    )
    return some[0].colour != others[0].colour, len(words & further)


def _board(
    given: Answer, title: str, sections: tuple[Section, ...], left: int, texts: Texts
) -> Board:
    return Board(
        visible(shortened(title)),
        texts.plain(status_key(given), count=len(given.accounts)),
        sections,
        texts.plain("picture-more", count=left) if left else "",
        texts.right_to_left,
    )


def _items(given: Answer) -> list[_Item]:
    """The claims of an answer, first the best of each account, then the second ones."""
    accounts = both_sides(given.accounts)
    names = list(dict.fromkeys(account.source.name for account in accounts))
    columns = [
        [_Item(names.index(account.source.name), account, quoted) for quoted in account.claims]
        for account in accounts
    ]
    return [item for rank in zip_longest(*columns) for item in rank if item is not None]


def _side_by_side(items: Sequence[_Item], texts: Texts, marks: Marks) -> tuple[Row, ...]:
    reports: dict[tuple[int, bool, str], list[_Item]] = {}
    for item in items:
        key = (item.colour, _denies(item), item.quoted.article.id)
        reports.setdefault(key, []).append(item)
    groups = list(reports.values())
    asserting = [group for group in groups if not _denies(group[0])]
    denying = [group for group in groups if _denies(group[0])]
    beside, rest = _pairs(asserting, denying, _near)
    return (
        *(Row(tuple(_card(group, texts, marks, NARROW) for group in pair)) for pair in beside),
        *(Row((_card(group, texts, marks, WIDE),)) for group in rest),
    )


def _denies(item: _Item) -> bool:
    return item.account.stance is Stance.DENIES


def _card(
    items: Sequence[_Item], texts: Texts, marks: Marks, limit: int, *, dated: bool = False
) -> Card:
    account, article = items[0].account, items[0].quoted.article
    in_order = sorted(items, key=lambda item: item.quoted.quote_span)
    quotes = dict.fromkeys(marked(_words(item.quoted, limit), texts, limit) for item in in_order)
    report, wide = _report(items[0].quoted, texts), limit == WIDE
    day = texts.day(article.published_at) if dated else ""
    notes = [visible(shortened(account.source.role))]
    if account.superseded:
        notes.append(texts.plain("superseded"))
    return Card(
        items[0].colour,
        said(account, texts),
        " ".join(note for note in notes if note),
        tuple(quotes),
        (texts.plain("name-role", name=report, role=day),)
        if wide and day
        else tuple(filter(None, (report, day))),
        _denies(items[0]),
        " ".join(dict.fromkeys(_fate(marks.of(item.quoted), texts) for item in in_order)).strip(),
    )


def said(account: Account, texts: Texts) -> str:
    """The heading of a card: who, and whether they assert or deny."""
    who = isolated(capitalised(shortened(account.source.name)))
    if account.source.kind is SourceKind.OUTLET:
        return texts.plain("says-itself", who=who)
    return texts.plain("denies" if account.stance is Stance.DENIES else "says", who=who)


def _words(quoted: QuotedClaim, limit: int) -> str:
    """The whole sentence, as in the text, where there is room for it; else the claim alone."""
    return quoted.sentence if len(quoted.sentence) <= limit else quoted.quote


def _fate(mark: Mark | None, texts: Texts) -> str:
    return visible(fate_words(mark, texts)) if mark else ""


def _report(quoted: QuotedClaim, texts: Texts) -> str:
    article = quoted.article
    outlet = isolated(shortened(article.outlet or article.title or article.id))
    if not article.agency or article.agency == article.outlet:
        return outlet
    agency = isolated(shortened(article.agency))
    return texts.plain("agency-outlet", agency=agency, outlet=outlet)
