"""A year's use, week by week: feeds, addresses, files, questions, and corrections, all by chat."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.year.articles import Report, Way, Year
from benchmarks.year.correcting import CORRECTING, ORDER, Kept
from benchmarks.year.site import Feed, Site
from benchmarks.year.world import Chat, Clock, Models, open_library, serving, until
from corpus.catalogue import FeedMode

if TYPE_CHECKING:
    from pathlib import Path

    from server import BotApi, Sent  # type: ignore[import-not-found]

    from retrieval.library import Library

FILE_WEEKS = 4  # a file comes so often
LAST_WEEKS = 6  # after the last event, for later versions and for feeds that were in trouble
DOUBLE = 5  # every so many a report is listed by another feed as well
REVIEWED = 5  # and so many a feed's reports are looked at before they are published
QUESTIONS = 2  # are asked in a week at most
TROUBLES = (503, 500, 429)


@dataclass
class Simulation:
    """The year as it goes by.

    ``kept`` is what should be there, by address; ``answers`` are the messages of each answer that
    was given.
    """

    year: Year
    data: Path
    site: Site
    clock: Clock
    models: Models
    api: BotApi
    corrections: int = 50
    seed: int = 1
    kept: dict[str, Kept] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    made: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    answers: list[list[Sent]] = field(default_factory=list)
    ask_ms: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._feeds: dict[str, list[Feed]] = defaultdict(list)
        for feed in self.site.feeds.values():
            self._feeds[feed.outlet].append(feed)
        self._by_week: dict[int, list[Report]] = defaultdict(list)
        self._later: dict[int, list[Report]] = defaultdict(list)
        for each in self.year.reports:
            unlisted = each.way is Way.FEED and each.outlet not in self._feeds
            report = replace(each, way=Way.ADDRESS) if unlisted else each
            self._by_week[report.event.week].append(report)
            if report.later is not None:
                self._later[report.later_week].append(report)
        self._file: list[Report] = []
        weeks, first = self.year.weeks, max(3, self.year.weeks // 6)
        self._due = [
            first + i * (weeks - first) // self.corrections for i in range(self.corrections)
        ]

    async def run(self) -> None:
        """Let the year go by; every quarter the bot ends and starts again."""
        weeks = self.year.weeks + LAST_WEEKS
        quarter = -(-weeks // 4)
        for start in range(0, weeks, quarter):
            with open_library(self.data, self.models, self.clock) as library:
                self._timed("start", library.warm_up)
                async with serving(library, self.site, self.api) as chat:
                    if start == 0:
                        await self._follow(chat)
                    for week in range(start, min(start + quarter, weeks)):
                        await self._week(week, library, chat)
                    await until(lambda: not library.catalogue.deliveries.due())

    async def _week(self, week: int, library: Library, chat: Chat) -> None:
        steps: tuple[tuple[str, Any], ...] = (
            ("feeds", self._feeds_of),
            ("addresses", self._addresses_of),
            ("files", self._file_of),
            ("corrections", self._corrections_of),
            ("questions", self._questions_of),
        )
        for name, step in steps:
            began = time.perf_counter()
            await step(week, library, chat)
            self.seconds[name] += time.perf_counter() - began

    def _timed(self, name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        self.seconds[name] += time.perf_counter() - began

    async def _follow(self, chat: Chat) -> None:
        for number, feed in enumerate(self.site.feeds.values()):
            mode = FeedMode.REVIEW if number % REVIEWED == 0 else FeedMode.AUTO
            url = self.site.url + feed.path
            said = await chat.moderator.says(f"/feeds add {url} every 1440 min {mode}")
            assert "every" in said.text, said.text
            self.made["feeds"] += 1

    async def _feeds_of(self, week: int, library: Library, chat: Chat) -> None:
        """A week's reports are listed, the week goes by, feeds are fetched and reviewed."""
        for report in self._by_week[week]:
            if report.way is not Way.FEED:
                continue
            self.site.publish(report)
            feeds = self._feeds[report.outlet]
            listing = feeds[report.number % len(feeds)]
            self.site.list_in(listing, report)
            self.made["listed"] += 1
            if report.number % DOUBLE == 0:
                self.site.list_in(feeds[(report.number + 1) % len(feeds)], report, "again")
                self.made["listed twice"] += 1
            self._enter(report)
        for feed in self.site.feeds.values():
            ends = week >= self.year.weeks
            trouble = not ends and self._chance.random() < 0.02
            feed.status = self._chance.choice(TROUBLES) if trouble else 200
            self.made["fetches refused"] += trouble
        self.clock.advance(7)
        await until(lambda: not library.catalogue.feeds.due(limit=1))
        for proposal in library.catalogue.proposals.waiting():
            shown = await chat.moderator.says(f"/pending {proposal.id}")
            await self._press(chat, shown.messages[-1], "Publish")
            self.made["reviewed"] += 1

    async def _addresses_of(self, week: int, _library: Library, chat: Chat) -> None:
        reports = [each for each in self._by_week[week] if each.way is Way.ADDRESS]
        for report in reports:
            self._enter(report)
        reports += [
            each.later
            for each in self._later[week]
            if each.way is not Way.FILE and each.later and self._renew(each)
        ]
        for report in reports:
            self.site.publish(report)
            shown = await chat.moderator.says(f"/add {self.site.url}{report.path}")
            await self._press(chat, shown.messages[-1], "Publish")
            self.made["addresses"] += 1

    async def _file_of(self, week: int, library: Library, chat: Chat) -> None:
        """Now and then a file: new reports, later versions, some that came before, two broken."""
        for report in self._by_week[week]:
            if report.way is Way.FILE:
                self._enter(report)
                self._file.append(report)
        for report in self._later[week]:
            if report.way is Way.FILE and report.later and self._renew(report):
                self._file = [each for each in self._file if each.path != report.path]
                self._file.append(report.later)
        last = week == self.year.weeks + LAST_WEEKS - 1
        if not self._file or ((week + 1) % FILE_WEEKS and not last):
            return
        again = [
            kept.report
            for url, kept in self.kept.items()
            if kept.report.way is Way.FILE and url not in self.touched
        ]
        rows = [*self._file, *self._chance.sample(again, min(8, len(again)))]
        lines = [each.line(self.site.url) for each in rows] + ["{broken", '{"title": "No body"}']
        data, name = "\n".join(lines).encode(), f"week-{week}.jsonl"
        shown = (await chat.moderator.sends_file(data, name, "/add")).messages[-1]
        self._file = []
        self.made["files"] += 1
        self.made["lines"] += len(lines)
        if "Add in the background" not in shown.buttons:
            publish = next((each for each in shown.buttons if each.startswith("Publish")), None)
            if publish is not None:
                await self._press(chat, shown, publish)
            return
        await self._press(chat, shown, "Add in the background")
        await until(lambda: not library.catalogue.jobs.latest(1)[0].is_open)
        self.made["jobs"] += 1

    async def _questions_of(self, week: int, _library: Library, chat: Chat) -> None:
        if week >= self.year.weeks:
            return
        past = [event for event in self.year.events if event.week <= week]
        for event in self._chance.sample(past, min(QUESTIONS, len(past))):
            began = time.perf_counter()
            said = await chat.reader.says(event.question)
            self.ask_ms.append(round(1000 * (time.perf_counter() - began)))
            self.answers.append(said.messages)
            self.made["questions"] += 1

    async def _corrections_of(self, week: int, library: Library, chat: Chat) -> None:
        for _ in range(self._due.count(week)):
            kind = ORDER[self.made["corrections"] % len(ORDER)]
            there = {each.url or "": each.id for each in library.articles()}
            url = self._chance.choice([each for each in self._untouched(week) if each in there])
            self.touched.add(url)
            await CORRECTING[kind](chat.moderator, there[url], self.kept[url], self.made)
            self.made["corrections"] += 1
            self.made[f"corrections: {kind}"] += 1

    def _untouched(self, week: int) -> list[str]:
        """Addresses that are there, were not corrected, and get no later version."""
        waiting = {self.site.url + each.path for each in self._file}
        return [
            url
            for url, kept in self.kept.items()
            if url not in self.touched | waiting
            and kept.report.later is None
            and not kept.revisions
            and kept.report.event.week < week - 1
        ]

    def _enter(self, report: Report) -> None:
        self.kept[self.site.url + report.path] = Kept(report, report.title)

    def _renew(self, report: Report) -> bool:
        """Expect a report's later version, where nobody corrected it meanwhile."""
        url = self.site.url + report.path
        if url in self.touched or report.later is None:
            return False
        before = self.kept[url]
        on_its_way = any(each.path == report.path for each in self._file)
        revisions = before.revisions + (not on_its_way)
        self.kept[url] = replace(
            before, report=report.later, title=report.later.title, revisions=revisions
        )
        self.made["later versions"] += 1
        return True

    async def _press(self, chat: Chat, shown: Sent, caption: str) -> None:
        if caption in shown.buttons:
            await chat.moderator.presses(shown, shown.buttons[caption])
        else:
            self.made[f"no button {caption}"] += 1
