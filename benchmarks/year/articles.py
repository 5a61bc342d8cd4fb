"""A year's reports of an invented region: events, what papers make of them, and how they come."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from benchmarks.year.kinds import (
    AGENCY,
    AROUND,
    DENIED,
    FIRST,
    KINDS,
    LAST,
    PAPERS,
    QUOTED,
    SAID,
    TOWNS,
    Kind,
)

FIRST_DAY = date(2031, 1, 6)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STREETS = (
    "Mill Lane",
    "Quay Street",
    "Saddlers' Row",
    "Church Hill",
    "Long Ditch",
    "Tanners' Gate",
)
ORDINALS = ("third", "fourth", "fifth", "seventh", "ninth", "eleventh", "fourteenth")
# Of events with a wire report, of officials whom another contradicts, of reports with a denial.
WIRED, CONTESTED, DENYING = 0.4, 0.5, 0.4
LATER = 0.1  # of reports that get a later version
# Reports of their own share fewer runs of words than this, or are written anew, so many times.
ALIKE, TRIES = 0.45, 30

Runs = set[tuple[str, ...]]


class Way(StrEnum):
    """How a report comes into the corpus."""

    FEED = "feed"
    FILE = "file"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: ``slots`` fill the frames; ``n`` is the official's figure, ``m`` a rival's.

    ``m`` is None where nobody contradicts.
    """

    kind: Kind
    town: str
    week: int
    day: date
    n: int
    m: int | None
    slots: dict[str, str]

    @property
    def question(self) -> str:
        """The question that every report of it answers."""
        return self.kind.question.format(**self.slots)


@dataclass(frozen=True, slots=True)
class Report:
    """What one outlet printed; ``story`` is one number for the copies of a wire report.

    ``later`` is what it printed under the same address some weeks after, None if nothing.
    """

    number: int
    event: Event
    story: int
    outlet: str
    agency: str | None
    byline: str
    title: str
    paragraphs: tuple[str, ...]
    way: Way
    later: Report | None = None
    later_week: int = 0

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        town = self.event.town.lower()
        return f"/{slug(self.outlet)}/{self.event.day:%Y/%m}/{town}-{self.number}"

    @property
    def text(self) -> str:
        """Its body."""
        return "\n\n".join(self.paragraphs)

    def line(self, site: str) -> str:
        """The report as a line for import."""
        row = {"title": self.title, "source": self.outlet, "agency": self.agency}
        row |= {"byline": self.byline, "published_at": self.event.day.isoformat()}
        return json.dumps(row | {"url": site + self.path, "language": "en", "body": self.text})


@dataclass(slots=True)
class Year:
    """A year of reports, by the week in which they come."""

    events: list[Event]
    reports: list[Report]
    weeks: int
    outlets: list[str] = field(default_factory=list)


def slug(name: str) -> str:
    """Give a name as a part of an address."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def make(articles: int, *, weeks: int = 52, papers: int = 40, seed: int = 1) -> Year:
    """Make a year of so many articles in at least 9 papers, the same for the same seed."""
    chance = Random(seed)
    pairs = [(kind, town) for kind in KINDS for town in TOWNS]
    chance.shuffle(pairs)
    outlets = [
        f"{town} {PAPERS[i % len(PAPERS)]}" for i, town in enumerate(TOWNS[: max(9, papers)])
    ]
    year = Year([], [], weeks, outlets)
    # An event has 3.6 articles on average; the last weeks are as full as the first.
    events = min(len(pairs), articles // 3 + 1)
    for index, (kind, town) in enumerate(pairs[:events]):
        event = _event(kind, town, index * weeks // events, chance)
        year.events.append(event)
        for report in _reports(event, len(year.reports), outlets, chance):
            if len(year.reports) < articles:
                year.reports.append(report)
    while len(year.reports) < articles:
        event = chance.choice(year.events)
        outlet = chance.choice(outlets)
        year.reports.append(_own(event, len(year.reports), outlet, chance))
    year.reports = _distinct(year.reports, chance)
    year.reports.sort(key=lambda report: report.event.week)
    return year


def _distinct(reports: list[Report], chance: Random) -> list[Report]:
    """Have put otherwise what two papers, by chance, wrote of an event in the same words."""
    told: dict[int, list[tuple[int, Runs]]] = {}
    found = []
    for report in reports:
        others = told.setdefault(id(report.event), [])
        found.append(_otherwise(report, others, chance))
        others.append((report.story, _runs(found[-1].text)))
    return found


def _otherwise(report: Report, others: list[tuple[int, Runs]], chance: Random) -> Report:
    for _ in range(TRIES):
        runs = _runs(report.text)
        alike = [_share(runs, other) for story, other in others if story != report.story]
        if report.agency is not None or max(alike, default=0.0) < ALIKE:
            break
        own = _own(report.event, report.number, report.outlet, chance)
        report = _with_later(replace(own, way=report.way), chance)
    return report


def _runs(text: str) -> Runs:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _share(one: Runs, other: Runs) -> float:
    return len(one & other) / max(1, len(one | other))


def _event(kind: Kind, town: str, week: int, chance: Random) -> Event:
    day = FIRST_DAY + timedelta(weeks=week, days=chance.randrange(7))
    n = chance.randrange(40, 900)
    m = n + chance.choice((-1, 1)) * chance.randrange(7, 39)
    slots = {
        "town": town,
        "other": chance.choice([each for each in TOWNS if each != town]),
        "day": f"on {WEEKDAYS[day.weekday()]}",
        "person": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "firm": f"{chance.choice(LAST)} & {chance.choice(('Sons', 'Daughters', 'Company'))}",
    }
    return Event(kind, town, week, day, n, m if chance.random() < CONTESTED else None, slots)


def _reports(event: Event, first: int, outlets: list[str], chance: Random) -> list[Report]:
    printing = chance.sample(outlets, 9)
    reports = [
        _own(event, first + i, outlet, chance)
        for i, outlet in enumerate(printing[: chance.randint(1, 3)])
    ]
    if chance.random() < WIRED:
        wire = _own(event, first + len(reports), printing[3], chance)
        wire = replace(wire, agency=AGENCY, byline=AGENCY)
        copies = printing[3 : 3 + chance.randint(2, 6)]
        reports += [
            _copy(wire, first + len(reports) + i, outlet, chance) for i, outlet in enumerate(copies)
        ]
    return [_with_later(each, chance) for each in reports]


def _copy(wire: Report, number: int, outlet: str, chance: Random) -> Report:
    """Another outlet's print of a wire report: some cut its end, some give it another title."""
    paragraphs = wire.paragraphs[:-1] if chance.random() < 0.3 else wire.paragraphs
    titles = (wire.title, chance.choice(wire.event.kind.titles).format(**wire.event.slots))
    title = chance.choice(titles)
    way = _way(chance)
    return replace(wire, number=number, outlet=outlet, title=title, paragraphs=paragraphs, way=way)


def _own(event: Event, number: int, outlet: str, chance: Random) -> Report:
    kind, slots = event.kind, event.slots | {"outlet": outlet}
    named, body = (each.format(**slots) for each in kind.official)
    fact = kind.figure.format(n=event.n, **slots)
    first = [chance.choice(kind.leads).format(**slots)]
    first.append(_said(chance.choice((named, body)), fact, slots, chance))
    second = [_quoted(named, kind, slots, chance)]
    if event.m is not None:
        who = kind.rival[0].format(**slots)
        second.append(_said(who, kind.rival_figure.format(m=event.m, **slots), slots, chance))
    if chance.random() < DENYING:
        denier = {"who": kind.denier.format(**slots), "claim": kind.denied.format(**slots)}
        second.append(chance.choice(DENIED).format(**denier))
    resident = f"{chance.choice(FIRST)} {chance.choice(LAST)}, a resident of {event.town}"
    third = [_around(slots, chance), _quoted(resident, kind, slots, chance)]
    fourth = [_around(slots, chance), _around(slots, chance)]
    paragraphs = tuple(" ".join(dict.fromkeys(part)) for part in (first, second, third, fourth))
    byline = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    way = _way(chance)
    title = chance.choice(kind.titles).format(**slots)
    return Report(number, event, number, outlet, None, byline, title, paragraphs, way)


def _way(chance: Random) -> Way:
    return chance.choices(list(Way), (7, 2, 1))[0]


def _said(who: str, claim: str, slots: dict[str, str], chance: Random) -> str:
    sentence = chance.choice(SAID).format(who=who, who_=_before_verb(who), claim=claim, **slots)
    return sentence[0].upper() + sentence[1:]


def _quoted(who: str, kind: Kind, slots: dict[str, str], chance: Random) -> str:
    words = chance.choice(kind.remarks)
    frame = chance.choice(QUOTED)
    return frame.format(who=who, who_=_before_verb(who), words=words, **slots)


def _before_verb(who: str) -> str:
    return f"{who}," if "," in who else who


def _around(slots: dict[str, str], chance: Random) -> str:
    return chance.choice(AROUND).format(
        street=chance.choice(STREETS),
        hour=chance.choice(("six", "seven", "eight", "nine")),
        nth=chance.choice(ORDINALS),
        minutes=chance.randrange(5, 55),
        **slots,
    )


def _with_later(report: Report, chance: Random) -> Report:
    """Some reports are printed anew under their address, with one paragraph more."""
    if report.agency is not None or chance.random() >= LATER:
        return report
    more = (
        *report.paragraphs,
        f"The {report.outlet} added this on a later day. "
        + " ".join({_around(report.event.slots, chance) for _ in range(2)}),
    )
    later = replace(report, paragraphs=more, title=f"{report.title}, what is known")
    return replace(report, later=later, later_week=report.event.week + chance.randint(1, 4))
