"""People who speak to the bot, and to each other beside it, at a given rate."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.load.ledger import Ledger
from benchmarks.load.telegram import ME, LoadApi, Person, Sent, Telegram

# So many take turns that nobody's chat comes near a message a second, nor near the quotas.
COMMANDING, ASKING, TALKING = 900, 600, 200
# Groups that talk; the first of them also send commands to the bot: at 3 a second 15 a minute each.
GROUPS, COMMANDED = 40, 12
# How many of the answers get a button pressed, and after how many seconds.
PRESSED, PAUSE = 0.5, (2.0, 6.0)
SAID = (
    "Did anybody see the news this morning?",
    "I will be ten minutes late, start without me",
    "That is not what they said yesterday.",
    "😀😀",
    "Agreed. Who brings the papers on Monday, and who writes the minutes?",
)


@dataclass(frozen=True, slots=True)
class Rates:
    """What comes in a second: updates in all, those that want a reply, and questions of these.

    Questions come at random (Poisson), the others at even intervals. What is neither a question,
    nor a press, nor a command in a group is /start or /help in private.
    """

    updates: float = 100.0
    replies: float = 30.0
    questions: float = 1.0
    in_groups: float = 3.0


class Crowd:
    """Speaks to the bot over a server."""

    def __init__(
        self,
        api: LoadApi,
        questions: Sequence[str],
        *,
        commands: Sequence[str] = ("/help", "/start"),
        seed: int = 1,
    ) -> None:
        self.api = api
        self.ledger = Ledger()
        api.heard, api.acknowledged = self._heard, self.ledger.acknowledged
        self._chance = Random(seed)
        self._telegram = Telegram(api, lambda: True)
        people = (self._person(number) for number in itertools.count(1))
        self._commanding = itertools.cycle(list(itertools.islice(people, COMMANDING)))
        self._asking = itertools.cycle(list(itertools.islice(people, ASKING)))
        self._talking = list(itertools.islice(people, TALKING))
        self._groups = [self._telegram.group(f"Group {number}") for number in range(GROUPS)]
        self._commanded = itertools.cycle(self._groups[:COMMANDED])
        self._questions = itertools.cycle(questions)
        self._commands = itertools.cycle(commands)
        self._queries = itertools.count(1)
        self._presses: list[tuple[float, int, Sent, str]] = []

    def _person(self, number: int) -> Person:
        return self._telegram.person(f"Person {number}", user_id=100_000 + number)

    def talk(self) -> None:
        """Somebody says something in a group that is not for the bot."""
        group, person = self._chance.choice(self._groups), self._chance.choice(self._talking)
        self.api.push(message=person.message(self._chance.choice(SAID), group=group))

    def command(self) -> None:
        """Somebody sends a command in private."""
        person: Person = next(self._commanding)
        self.ledger.private("command", person.id)
        self.api.push(message=person.message(next(self._commands)))

    def ask(self) -> None:
        """Somebody asks a question in private."""
        person: Person = next(self._asking)
        self.ledger.private("question", person.id)
        self.api.push(message=person.message(next(self._questions)))

    def command_in_group(self) -> None:
        """Somebody sends a command in a group."""
        group, person = next(self._commanded), self._chance.choice(self._talking)
        message = person.message(f"/help@{ME['username']}", group=group)
        self.ledger.in_group(group.id, message["message_id"])
        self.api.push(message=message)

    def press(self) -> bool:
        """Press the button whose time has come; False where there is none."""
        if not self._presses or self._presses[0][0] > time.monotonic():
            return False
        _, number, sent, data = heapq.heappop(self._presses)
        message = self.api.message(sent)
        pressing = {"id": sent.chat, "is_bot": False, "first_name": "X", "language_code": "en"}
        query = {"id": str(number), "from": pressing, "message": message}
        self.ledger.press(str(number), sent.chat)
        self.api.push(callback_query={**query, "chat_instance": "1", "data": data})
        return True

    def _heard(self, sent: Sent) -> None:
        if self.ledger.sent(sent) != "question" or self._chance.random() > PRESSED:
            return
        rows = sent.params.get("reply_markup", {}).get("inline_keyboard", [])
        data = [each["callback_data"] for row in rows for each in row if "callback_data" in each]
        if data:
            at = time.monotonic() + self._chance.uniform(*PAUSE)
            press = at, next(self._queries), sent, self._chance.choice(data)
            heapq.heappush(self._presses, press)

    async def speak(
        self, rates: Rates, seconds: float, each_second: Callable[[float], None]
    ) -> float:
        """Speak for so long; gives the longest time that it was behind, in seconds."""
        began = now = time.monotonic()
        late, ticked = 0.0, 0
        streams = _Streams(rates, self, began)
        while now - began < seconds:
            late = max(late, streams.due(now))
            if now - began >= ticked:
                ticked += 1
                each_second(now - began)
            await asyncio.sleep(0.004)
            now = time.monotonic()
        return late

    async def quiet(self, patience: float) -> None:
        """Wait until all have their replies, or for so many seconds none has come."""
        last, since = self.ledger.replied, time.monotonic()
        while (self.ledger.open or self.api.unconfirmed) and time.monotonic() - since < patience:
            await asyncio.sleep(0.05)
            if self.ledger.replied != last:
                last, since = self.ledger.replied, time.monotonic()

    def next_question_in(self, rate: float) -> float:
        """How long it is to the next question, at random."""
        return self._chance.expovariate(rate) if rate else float("inf")


class _Streams:
    """Lets each stream say what is due."""

    def __init__(self, rates: Rates, crowd: Crowd, began: float) -> None:
        self._rates = rates
        self._crowd = crowd
        self._talk = self._wanted = self._group = began
        self._question = began + crowd.next_question_in(rates.questions)

    def due(self, now: float) -> float:
        """Say all that is due; gives how late the latest of it was, in seconds."""
        rates, late = self._rates, 0.0
        while rates.updates > rates.replies and self._talk <= now:
            late = max(late, now - self._talk)
            self._talk += 1 / (rates.updates - rates.replies)
            self._crowd.talk()
        while rates.replies and self._wanted <= now:
            late = max(late, now - self._wanted)
            self._wanted += 1 / rates.replies
            self._want(now)
        return late

    def _want(self, now: float) -> None:
        if self._question <= now:
            self._question += self._crowd.next_question_in(self._rates.questions)
            self._crowd.ask()
        elif self._crowd.press():
            pass
        elif self._rates.in_groups and self._group <= now:
            self._group += 1 / self._rates.in_groups
            self._crowd.command_in_group()
        else:
            self._crowd.command()
