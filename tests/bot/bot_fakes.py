"""A small invented corpus and a library over it that answers by words; no models."""

from __future__ import annotations

import asyncio
import atexit
import itertools
import shutil
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from corpus.catalogue import Catalogue, Entry
from corpus.errors import NotFound, Unreadable
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from retrieval.model import Account, Answer, Coverage, QuotedClaim, Status

PORT = Article(
    id="port-fire",
    title="Fire at the port of Velmar",
    text=(
        "A fire broke out at the port of Velmar on Tuesday.\n\n"
        "The Ministry of Ports said that 12 containers had burned and nobody was hurt. "
        '"We had it under control within an hour," said Ana Toric, the harbour master.\n\n'
        "The Dockers' Union denied that the fire was under control & put the loss at "
        "<40> containers."
    ),
    outlet="The Harbour Courier",
    agency="Coast Press",
    byline="Ilja Brandt",
    published_at="2031-03-04",
    url="https://harbour-courier.example/2031/03/port-fire?a=1&b=2",
    language="en",
)
STRIKE = Article(
    id="strike",
    title="Dockers announce a strike",
    text="The Dockers' Union said that a strike would begin on Friday.",
    outlet="Velmar Radio",
    published_at="2031-03-06T08:00:00+00:00",
    url="https://velmar-radio.example/strike",
)
MINISTRY = Source("Ministry of Ports", SourceKind.ORGANISATION)
TORIC = Source("Ana Toric", SourceKind.PERSON, "the harbour master")
UNION = Source("Dockers' Union", SourceKind.ORGANISATION)
COURIER = Source("The Harbour Courier", SourceKind.OUTLET)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def claim(
    article: Article, source: Source, sentence: str, quote: str | None = None, **more
) -> Claim:
    return Claim(
        source, (span(article.text, quote or sentence),), span(article.text, sentence), **more
    )


CLAIMS = {
    "port-fire": [
        claim(PORT, COURIER, "A fire broke out at the port of Velmar on Tuesday."),
        claim(
            PORT,
            MINISTRY,
            "The Ministry of Ports said that 12 containers had burned and nobody was hurt.",
            "12 containers had burned and nobody was hurt",
        ),
        claim(
            PORT,
            TORIC,
            '"We had it under control within an hour," said Ana Toric, the harbour master.',
            "We had it under control within an hour",
        ),
        claim(
            PORT,
            UNION,
            "The Dockers' Union denied that the fire was under control & put the loss at"
            " <40> containers.",
            "the fire was under control & put the loss at <40> containers",
            stance=Stance.DENIES,
        ),
    ],
    "strike": [
        claim(
            STRIKE,
            UNION,
            "The Dockers' Union said that a strike would begin on Friday.",
            "a strike would begin on Friday",
        )
    ],
}


_FOLDER = Path(tempfile.mkdtemp(prefix="accordingto-tests-"))
atexit.register(shutil.rmtree, _FOLDER, True)
_numbers = itertools.count()


def new_catalogue() -> Catalogue:
    """A real catalogue in a file of its own, which goes when the tests end."""
    return Catalogue(shutil.copyfile(_empty(), _FOLDER / f"{next(_numbers)}.sqlite"))


@cache
def _empty() -> Path:
    """A catalogue to copy: the migrations take a tenth of a second each time."""
    path = _FOLDER / "empty.sqlite"
    Catalogue(path).close()
    return path


def entry(article: Article) -> Entry:
    """An article for the catalogue, without claims and passages."""
    return Entry(article, [], [], np.zeros((0, 1), np.float32), "none", "none")


@dataclass
class FakeLibrary:
    """Answers with every claim that shares a word of four letters or more with the question."""

    catalogue: Catalogue = field(default_factory=new_catalogue)
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    dates: list[object] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)
    stock: dict[str, Article] = field(default_factory=lambda: {a.id: a for a in (PORT, STRIKE)})
    removed: dict[str, Article] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.catalogue.histories.of(self.stock)
        self.catalogue.put([entry(a) for a in self.stock.values() if a.id not in known])
        self.catalogue.find_sources = lambda name: [
            each for each in self.sources() if name.lower() in each.name.lower()
        ]

    def warm_up(self, progress=None) -> None:
        pass

    def ask(self, question, *, as_of=None, source=None) -> Answer:
        self.asked.append(question)
        self.dates.append(as_of)
        time.sleep(self.delay)
        if self.failures:
            raise self.failures.pop(0)
        if question in self.answers:
            return self.answers[question]
        wanted = {word.strip("?.,!").lower() for word in question.split() if len(word) > 3}
        accounts: dict[tuple, list[QuotedClaim]] = {}
        for article in self.stock.values():
            for each in self.claims(article.id):
                if wanted & {
                    w.strip('".,').lower() for w in each.sentence.of(article.text).split()
                }:
                    key = (each.source, each.stance)
                    accounts.setdefault(key, []).append(QuotedClaim(each, article))
        if not accounts:
            return Answer(question, Status.NOT_REPORTED, coverage=self.coverage())
        disputed = any(stance is Stance.DENIES for _, stance in accounts)
        return Answer(
            question,
            Status.DISPUTED if disputed else Status.ANSWERED,
            tuple(Account(*key, tuple(claims)) for key, claims in accounts.items()),
        )

    def look_at_index(self) -> None:
        pass

    def index_progress(self) -> tuple[int, int] | None:
        return None

    def index_state(self) -> str:
        return "ready"

    def about(self, topic) -> Answer:
        return self.ask(topic)

    def beside(self, answer) -> Answer:
        heard = {account.source for account in answer.accounts}
        others = [
            Account(each.source, each.stance, (QuotedClaim(each, article),))
            for article in self.stock.values()
            for each in self.claims(article.id)
            if each.source not in heard
        ]
        return Answer(answer.question, Status.ANSWERED, tuple(others))

    def coverage(self) -> Coverage:
        articles = list(self.stock.values())
        days = sorted(a.published_at[:10] for a in articles if a.published_at)
        return Coverage(
            len(articles),
            days[0] if days else None,
            days[-1] if days else None,
            tuple(a.outlet for a in articles),
            tuple(articles[:1]),
            (MINISTRY, UNION) if articles else (),
        )

    def adding_many(self):
        return nullcontext()

    def add(self, items, *, progress=None):
        report = SimpleNamespace(added=[], unchanged=[], skipped=[])
        for item in items:
            if not isinstance(item, Article):
                report.skipped.append(item)
            elif self.stock.get(item.id) == item:
                report.unchanged.append(item.id)
            else:
                self.catalogue.put([entry(item)])
                self.stock[item.id] = item
                report.added.append(item.id)
        return report

    def remove(self, ids) -> None:
        for article_id in ids:
            self.article(article_id)
        self.catalogue.remove(ids)
        for article_id in ids:
            self.removed[article_id] = self.article(article_id)
            del self.stock[article_id]

    def restore(self, ids) -> None:
        self.catalogue.restore(ids)
        for article_id in ids:
            self.stock[article_id] = self.removed.pop(article_id)

    def article(self, article_id: str) -> Article:
        if article_id not in self.stock:
            raise NotFound(f"There is no article {article_id}.")
        return self.stock[article_id]

    def articles(self) -> list[Article]:
        return list(self.stock.values())

    def claims(self, article_id: str) -> list[Claim]:
        return CLAIMS.get(article_id, []) if article_id in self.stock else []

    def analyse(self, article):
        return CLAIMS.get(article.id, [])

    def sources(self):
        counts: Counter[Source] = Counter()
        places: dict[Source, set[str]] = {}
        for article_id in self.stock:
            for each in self.claims(article_id):
                counts[each.source] += 1
                places.setdefault(each.source, set()).add(article_id)
        return [
            SimpleNamespace(
                id=number,
                name=s.name,
                kind=s.kind,
                role=s.role,
                place=None,
                variants=(s.name,),
                claims=n,
                articles=len(places[s]),
            )
            for number, (s, n) in enumerate(counts.items(), start=1)
        ]

    def find_sources(self, wanted):
        """As a real library does for a number."""
        return [each for each in self.sources() if f"{each.id}" == wanted]

    def claims_of(self, source_id, *, limit=None, offset=0):
        wanted = self.sources()[source_id - 1]
        said = [
            (article, each)
            for article in sorted(self.stock.values(), key=lambda a: a.published_at, reverse=True)
            for each in self.claims(article.id)
            if (each.source.name, each.source.kind) == (wanted.name, wanted.kind)
        ]
        return said[offset:][:limit]


class FakeReader:
    """Every text, page and file is an article, named after its first words."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, object]] = []

    def text(self, text, url):
        self.seen.append(("text", text))
        yield self._article(text, url)

    def report(self, url):
        yield from self.address(url)

    def address(self, url):
        self.seen.append(("address", url))
        yield self._article("The page at that address.", url)

    def fetch(self, url, known=None):
        raise Unreadable(f"There is no feed at {url}.")

    def file(self, data, name, content_type):
        self.seen.append(("file", data))
        yield self._article(data.decode(), None)

    @staticmethod
    def _article(text: str, url: str | None) -> Article:
        name = "-".join(text.lower().split()[:3])
        return Article(name, text.split("\n")[0], text, "", url=url)


async def settled(world):
    """Wait until nothing is due any more."""
    await world.telegram.settle()
    async with asyncio.timeout(20):
        while world.library.catalogue.deliveries.due():  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.005)
