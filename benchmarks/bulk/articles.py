"""Short reports of an invented coast, each of a thing of its own, and a folder that holds them."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import product
from random import Random
from typing import TYPE_CHECKING

from benchmarks.bulk import words
from benchmarks.year.kinds import FIRST, LAST, PAPERS, TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FIRST_DAY = date(2032, 1, 5)
# Characters of a body.
LEAST, MOST = 600, 900
# Of all: those in JSON Lines, those in one packed file; the rest are files of their own.
IN_LINES, PACKED = 0.6, 0.1
LINES_A_FILE = 500
# One in so many items is bad.
BAD_EVERY = 100


@dataclass(frozen=True, slots=True)
class Report:
    """A report; ``name`` is that of the thing it is of, and stands in no other."""

    number: int
    name: str
    title: str
    outlet: str
    day: date
    question: str
    figure: int
    body: str

    def line(self) -> str:
        """Give it as a line for import."""
        row = {"title": self.title, "source": self.outlet, "published_at": self.day.isoformat()}
        url = f"https://coast.example/{self.day:%Y/%m}/{self.number}"
        return json.dumps(row | {"url": url, "language": "en", "body": self.body})

    def text(self) -> str:
        """Give it as a text or Markdown file."""
        return f"{self.title}\n\n{self.body}\n"

    def page(self) -> str:
        """Give it as a web page."""
        parts = "".join(f"<p>{escape(part)}</p>" for part in self.body.split("\n\n"))
        title, outlet = escape(self.title), escape(self.outlet)
        head = f"<title>{title}</title><meta property='og:site_name' content='{outlet}'>"
        return (
            f"<html lang='en'><head>{head}</head><body><article><h1>{title}</h1>"
            f"<time datetime='{self.day}'>{self.day}</time>{parts}</article></body></html>"
        )


def make(count: int, seed: int = 1) -> list[Report]:
    """Make so many reports, the same for the same seed."""
    chance = Random(seed)
    names = ["".join(parts).capitalize() for parts in product(*words.SYLLABLES)]
    chance.shuffle(names)
    if count > len(names):
        raise ValueError(f"There are names for {len(names)} reports only.")
    return [_report(number, names[number], chance) for number in range(count)]


def _report(number: int, name: str, chance: Random) -> Report:
    thing = chance.choice(words.THINGS)
    town, other = chance.sample(TOWNS, 2)
    figure = chance.randrange(12, 980)
    slots = {"name": name, "town": town, "other": other, "n": figure}
    slots["day"] = chance.choice(words.DAYS)
    lead = chance.choice(thing.leads).format(**slots)
    fact = chance.choice(words.SAID).format(
        who=thing.official.format(**slots), claim=thing.fact.format(**slots), day=slots["day"]
    )
    paragraphs = [f"{lead} {_capital(fact)}", _quoted(chance, slots)]
    while len("\n\n".join(paragraphs)) < LEAST:
        paragraphs.append(" ".join(_around(chance, slots) for _ in range(chance.choice((2, 3)))))
    body = "\n\n".join(paragraphs)
    if len(body) > MOST:
        body = body[:MOST].rpartition(". ")[0] + "."
    outlet = f"{chance.choice(TOWNS)} {chance.choice(PAPERS)}"
    day = FIRST_DAY + timedelta(days=chance.randrange(700))
    title = chance.choice(thing.titles).format(**slots)
    question = thing.question.format(**slots)
    return Report(number, name, title, outlet, day, question, figure, body)


def _quoted(chance: Random, slots: dict[str, object]) -> str:
    who = f"{chance.choice(FIRST)} {chance.choice(LAST)}, {chance.choice(words.CALLINGS)}"
    remark = f"{chance.choice(words.OPENINGS)} {chance.choice(words.ENDINGS)}"
    return f"“{remark.format(**slots)},” said {who} from {chance.choice(TOWNS)}."


def _around(chance: Random, slots: dict[str, object]) -> str:
    parts = (words.WHO, words.DID, words.WHEN)
    sentence = " ".join(chance.choice(part) for part in parts)
    return _capital(f"{sentence}.".format(**slots | {"n": chance.randrange(3, 90)}))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def bad_line(number: int) -> str:
    """Give a line that no article can be made of."""
    return ('{"title": "Broken', '["a list"]', '{"title": "No body", "source": "X"}')[number % 3]


def lines(reports: Sequence[Report]) -> tuple[str, int]:
    """Give reports as JSON Lines, with bad lines among them, and how many of these there are."""
    found, bad = [], 0
    for place, report in enumerate(reports):
        found.append(report.line())
        if place % BAD_EVERY == 2:
            found.append(bad_line(bad))
            bad += 1
    return "\n".join(found) + "\n", bad


def write(reports: Sequence[Report], folder: Path) -> int:
    """Write reports into a folder, as lines and as files, and bad ones; gives how many are bad."""
    folder.mkdir(parents=True)
    packed = int(len(reports) * PACKED)
    plain = int(len(reports) * IN_LINES)
    text, bad = lines(reports[:packed])
    (folder / "old.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    for start in range(packed, plain, LINES_A_FILE):
        text, more = lines(reports[start : min(plain, start + LINES_A_FILE)])
        (folder / f"{start:05}.jsonl").write_text(text, encoding="utf-8")
        bad += more
    for report in reports[plain:]:
        place = folder / f"{report.number // 1000:02}"
        place.mkdir(exist_ok=True)
        kind, said = (("txt", report.text), ("html", report.page), ("md", report.text))[
            report.number % 3
        ]
        (place / f"{report.number:05}.{kind}").write_text(said(), encoding="utf-8")
    singles = max(1, (len(reports) - plain) // BAD_EVERY)
    for number in range(singles):
        name, data = (("empty.txt", b""), ("torn.pdf", b"%PDF-1.7 no more"))[number % 2]
        (folder / f"bad-{number:03}-{name}").write_bytes(data)
    return bad + singles
