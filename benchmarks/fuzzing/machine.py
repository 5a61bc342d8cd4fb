"""The corpus against a plain model: any order of what people do to it, through the same handlers.

A hypothesis state machine adds, edits, corrects, retracts, removes, restores and takes back, as an
owner in the terminal does, merges sources, asks, rebuilds and reopens. After each step the corpus
is what a few dictionaries say it is.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.answers import Answers
from bot.application import TelegramBot, build
from bot.config import BotConfig
from bot.terminal import YOU, TerminalRequest, first_number, press, update
from corpus.catalogue import Verdict, Wish
from corpus.model import SourceKind
from retrieval.library import Library

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "retrieval"))

from store_fakes import SentenceAnalyser, WordsEmbedder  # type: ignore[import-not-found]

PEOPLE = ("Ada Lund", "Bo Karlsen", "Cleo Marsh", "Dov Stein", "Eva Toric", "Finn Oder")
PLACES = ("Harlow", "Velmar", "Ostrand", "Mirefield", "Dunmoor", "Kessel")
SAID = re.compile(r"(\w+ \w+) said that ")
WRONG = "Something went wrong"
pick = st.integers(0, 1 << 16)


class WordScorer:
    """High where a text has most of the question's words."""

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """Give a score for each text."""
        wanted = set(re.findall(r"\w+", question.lower()))
        shared = (len(wanted & set(re.findall(r"\w+", text.lower()))) for text in texts)
        return [24.0 * count / len(wanted) - 12.0 for count in shared]


def body(number: int, version: int) -> str:
    """The text of a report: what two people say, and a sentence of the outlet's own."""
    place = PLACES[number % len(PLACES)]
    first, second = PEOPLE[number % len(PEOPLE)], PEOPLE[(number + version) % len(PEOPLE)]
    case = 1000 * number + 10 * version
    return (
        f"{first} said that case {case + 1} was heard in {place}. "
        f"The court of {place} met again.\n\n"
        f"{second} said that case {case + 2} was closed in {place}."
    )


class Door:
    """The bot in a terminal over a library: what an owner types, and what is shown."""

    def __init__(self, library: Library) -> None:
        self._out = io.StringIO()
        self._request = TerminalRequest(self._out, "")
        self._runner = asyncio.Runner()
        config = BotConfig("2:terminal", owner_id=YOU, limits=None, api_url="", online=False)
        self._bot: TelegramBot = build(config, library, request=self._request)
        self._runner.run(self._bot.telegram.initialize())
        self._numbers = itertools.count(first_number())

    @property
    def buttons(self) -> list[str]:
        """What is behind the buttons under the last message."""
        return self._request.buttons

    def says(self, line: str) -> str:
        """Type a line, and give what is shown."""
        return self._given(update(next(self._numbers), line))

    def presses(self, data: str) -> str:
        """Press a button, and give what is shown."""
        return self._given(press(next(self._numbers), data))

    def close(self) -> None:
        """End it."""
        self._runner.run(self._bot.close())
        self._runner.close()

    def _given(self, payload: dict[str, Any]) -> str:
        self._out.seek(0)
        self._out.truncate()
        self._runner.run(self._bot.conversation.handle(payload))
        shown = self._out.getvalue()
        assert WRONG not in shown, shown
        return shown


@dataclass
class Model:
    """What the corpus should be."""

    texts: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    steps: list[Callable[[], None]] = field(default_factory=list)
    merges: dict[int, tuple[str, str]] = field(default_factory=dict)
    answers: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def visible(self) -> dict[str, str]:
        """The articles that can be asked about."""
        return {id_: text for id_, text in self.texts.items() if id_ not in self.hidden}

    def settled(self, name: str) -> str:
        """Who a name stands for, after what was decided."""
        for kept, gone in self.merges.values():
            name = kept if name == gone else name
        return name

    def said(self) -> Counter[str]:
        """How many claims everybody made."""
        names = (name for text in self.visible.values() for name in SAID.findall(text))
        return Counter(map(self.settled, names))

    def show(self, *ids: str) -> None:
        """Show articles again, all of them or none."""
        if self.hidden.issuperset(ids):
            self.hidden.difference_update(ids)

    def hide(self, *ids: str) -> None:
        """Take articles out, all of them or none."""
        if not self.hidden.intersection(ids):
            self.hidden.update(ids)

    def put_back(self, id_: str, now: str, before: str) -> None:
        """Put a text back, where nobody changed it since."""
        if id_ not in self.hidden and self.texts[id_] == now:
            self.texts[id_] = before


class CorpusMachine(RuleBasedStateMachine):
    """Steps in any order; see the module."""

    @initialize()
    def begin(self) -> None:
        """Open an empty corpus."""
        self.folder = Path(tempfile.mkdtemp(prefix="accordingto-machine-"))
        self.model = Model()
        self.open()

    def open(self) -> None:
        """Open the library and the terminal over it."""
        self.library = Library.open(
            self.folder,
            embedder=WordsEmbedder(),
            analyser=SentenceAnalyser(),
            reranker=WordScorer(),
        )
        self.door = Door(self.library)

    def close(self) -> None:
        """Close both."""
        self.door.close()
        self.library.close()

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "library"):
            self.close()
            shutil.rmtree(self.folder)

    def chosen(self, among: object, number: int) -> str:
        """One of several, by a number."""
        every = sorted(among)  # type: ignore[call-overload]
        return str(every[number % len(every)])

    @rule(number=st.integers(0, 7), version=st.integers(1, 2))
    def add(self, number: int, version: int) -> None:
        """Add a text, and publish it unless it is there already."""
        text = body(number, version)
        before = {each.id for each in self.library.articles()}
        shown = self.door.says(f"/add Case {number}, part {version}\n\n{text}")
        if "Already here" in shown:
            assert text in self.model.visible.values()
            return
        publish = next(data for data in self.door.buttons if data.startswith("pub:"))
        self.door.presses(publish)
        new = [each for each in self.library.articles() if each.text == text]
        (id_,) = [each.id for each in new if self.model.visible.get(each.id) != text]
        known = id_ in before
        was = self.model.texts.get(id_, "")
        self.model.texts[id_] = text
        self.model.hidden.discard(id_)
        if known:
            self.model.steps.append(lambda: self.model.put_back(id_, text, was))
        else:
            self.model.steps.append(lambda: self.model.hide(id_))

    @precondition(lambda self: self.model.visible)
    @rule(which=pick, number=st.integers(0, 7))
    def edit(self, which: int, number: int) -> None:
        """Write another text for an article."""
        id_, text = self.chosen(self.model.visible, which), body(number, 3)
        was = self.model.texts[id_]
        self.door.says(f"/edit {id_} text {text}")
        if was != text:
            self.model.texts[id_] = text
            self.model.steps.append(lambda: self.model.put_back(id_, text, was))

    @precondition(lambda self: self.model.visible)
    @rule(which=pick)
    def correct(self, which: int) -> None:
        """Put a note on an article."""
        id_ = self.chosen(self.model.visible, which)
        self.door.says(f"/correct {id_} a name was wrong")
        self.model.steps.append(lambda: None)

    @precondition(lambda self: self.model.visible)
    @rule(which=pick, how=st.sampled_from(["/remove {}", "/retract {} it was invented"]))
    def remove_or_retract(self, which: int, how: str) -> None:
        """Take an article out."""
        id_ = self.chosen(self.model.visible, which)
        self.door.says(how.format(id_))
        self.model.hide(id_)
        self.model.steps.append(lambda: self.model.show(id_))

    @precondition(lambda self: self.model.hidden)
    @rule(which=pick)
    def restore(self, which: int) -> None:
        """Bring an article back."""
        id_ = self.chosen(self.model.hidden, which)
        self.door.says(f"/restore {id_}")
        self.model.show(id_)
        self.model.steps.append(lambda: self.model.hide(id_))

    @precondition(lambda self: self.model.steps)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """Take the last steps back; one that cannot be is not offered again."""
        for _ in range(min(times, len(self.model.steps))):
            self.door.says("/undo")
            self.model.steps.pop()()

    @precondition(lambda self: self.model.visible)
    @rule(which=pick, how=st.sampled_from(["/remove {}", "/retract {} it was invented"]))
    def regret(self, which: int, how: str) -> None:
        """Take an article out, and that back."""
        self.remove_or_retract(which, how)
        self.all_is_as_the_model_says()
        self.undo(1)

    @rule(command=st.sampled_from(["/remove nobody", "/restore nobody", "/retract x y", "/edit x"]))
    def err(self, command: str) -> None:
        """What makes no sense is refused and changes nothing."""
        assert self.door.says(command)

    @precondition(lambda self: len(self.model.said()) > 1)
    @rule(one=pick, other=pick)
    def merge(self, one: int, other: int) -> None:
        """Say that two sources are one."""
        names = sorted(self.model.said())
        kept, gone = names[one % len(names)], names[other % len(names)]
        if kept == gone:
            return
        numbers = {each.name: each.id for each in self.people()}
        wish = Wish(Verdict.MERGE, numbers[kept], numbers[gone])
        self.model.merges[self.library.decide(wish, by="x").id] = (kept, gone)

    @precondition(lambda self: self.model.merges)
    @rule(which=pick)
    def part(self, which: int) -> None:
        """Take back that two sources are one."""
        number = int(self.chosen(self.model.merges, which))
        self.library.undo_decision(number, by="x")
        del self.model.merges[number]

    @precondition(lambda self: self.model.texts)
    @rule(which=pick)
    def ask(self, which: int) -> None:
        """Ask about an article: it is quoted if it is there, and only what is there is."""
        id_ = self.chosen(self.model.texts, which)
        sentence = self.model.texts[id_].split(".")[0] + "."
        self.door.says(sentence.replace(" said that ", " on ").rstrip(".") + "?")
        keys = {data.split(":")[1] for data in self.door.buttons if data.startswith("ctx:")}
        if not keys:
            assert id_ not in self.model.visible, sentence
            return
        (key,) = keys
        quoted = self.quoted(key)
        for article_id, text, quote, *_ in quoted:
            assert self.model.visible[article_id] == text
            assert quote in text
        if id_ in self.model.visible:
            assert id_ in {article_id for article_id, *_ in quoted}, sentence
        self.model.answers[key] = quoted

    @precondition(lambda self: self.model.answers)
    @rule(which=pick)
    def look_again(self, which: int) -> None:
        """Ask for an answer by its number."""
        key = self.chosen(self.model.answers, which)
        assert self.quoted(key) == self.model.answers[key]
        assert self.door.says(f"/answer {key}")

    def quoted(self, key: str) -> list[tuple[str, ...]]:
        """What an answer that was kept quotes."""
        kept = Answers(self.library).get(key)  # type: ignore[arg-type]
        assert kept is not None
        return [
            (each.article.id, each.article.text, each.quote, each.claim.source.name)
            for each in kept.quoted
        ]

    @rule()
    def rebuild(self) -> None:
        """Compute anew what is computed."""
        assert self.library.rebuild() == []

    @rule()
    def reopen(self) -> None:
        """Close, and open again."""
        self.close()
        self.open()

    def people(self) -> list[Any]:
        """The people in the catalogue of sources."""
        return [each for each in self.library.sources() if each.kind is SourceKind.PERSON]

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        """Articles, texts, claims, sources and indexes."""
        if not hasattr(self, "library"):
            return
        visible = self.model.visible
        assert {each.id: each.text for each in self.library.articles()} == visible
        assert self.library.catalogue.extent().articles == len(visible)
        for id_, text in visible.items():
            people = [c for c in self.library.claims(id_) if c.mention is not None]
            assert [claim.mention.of(text) for claim in people] == SAID.findall(text)
        counted = Counter({each.name: each.claims for each in self.people()})
        assert counted == self.model.said()
        found = {key[0] for key, _ in self.library.catalogue.lexical("case court heard", 99)}
        assert found == set(visible)
        assert not self.library.index.differs()
