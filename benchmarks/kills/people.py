"""People who ask and moderate without end, and remember what they were told."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.kills.ledger import Asked, Ledger, Telegram
from benchmarks.kills.process import OWNER

# Behind the folders of the tests, which ``models`` makes known.
from client import MENTION, Person  # type: ignore[import-not-found] # isort: skip
from client import Telegram as Around
from store_fakes import article  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from server import Sent  # type: ignore[import-not-found]

KNOWN = 40  # articles that are there before the first kill
ASKED_BY_ONE = 25  # questions, then somebody else comes
JOB = 34  # reports in a file: enough for a job in the background
NO_CLAIM = "It is no claim"
PAUSE = (0.0, 0.15)  # between two things that somebody does, in seconds


@dataclass
class Kept:
    """What should be there of an article that a moderator added."""

    title: str
    byline: str | None = None
    notes: list[str] = field(default_factory=list)
    gone: bool = False
    dropped: int = 0


class People:
    """All of them. ``kept`` is what the moderators were told is so, ``roles`` who got one."""

    def __init__(self, api: Telegram, ledger: Ledger, seed: int) -> None:
        self._api, self._ledger = api, ledger
        self._around = Around(api, lambda: True)
        self._chance = Random(seed)
        self._queries = itertools.count(1)
        self._numbers = itertools.count(1000)
        self._ending = False
        self._tasks: list[asyncio.Task[None]] = []
        self.kept: dict[str, Kept] = {}
        self.roles: dict[int, str] = {}
        self.differing: list[str] = []

    def start(self, askers: int = 4, groups: int = 3, moderators: int = 2) -> None:
        """Let them begin."""
        self._tasks = [
            *(asyncio.create_task(self._ask_in_private()) for _ in range(askers)),
            *(asyncio.create_task(self._ask_in_a_group()) for _ in range(groups)),
            *(asyncio.create_task(self._moderate(OWNER + i)) for i in range(moderators)),
        ]

    async def end(self, patience: float) -> bool:
        """Let them finish what they began; False where somebody still waits after that."""
        self._ending = True
        done, late = await asyncio.wait(self._tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for task in done:
            task.result()
        return not late

    async def _pause(self) -> None:
        await asyncio.sleep(self._chance.uniform(*PAUSE))

    def _push(self, chat: int, says: str | None, **update: dict[str, Any]) -> Asked:
        """Send an update, now and then twice; its reply is known by what it ``says``, if given."""
        number = self._api._next_update
        asked = Asked(number, chat)
        if says is not None:
            asked.says = re.compile(says)
        elif "message" in update:
            asked.message_id = update["message"]["message_id"]
        else:
            asked.query_id = update["callback_query"]["id"]
        self._ledger.expect(asked)
        self._api.push(**update)
        if self._chance.random() < 0.02:
            self._api.push(update_id=number, **update)
        return asked

    async def _ask_in_private(self) -> None:
        """Two questions at once: their answers must come in that order."""
        while not self._ending:
            person = self._around.person("Alice")
            for number in self._chance.sample(range(KNOWN), min(ASKED_BY_ONE, KNOWN)):
                several: list[Asked] = []  # of the second nobody knows
                for name in (f"Resident {number}", f"Resident {KNOWN + number}"):
                    said = person.message(f"/source {name} 1")
                    several.append(self._push(person.id, rf"{name}\b", message=said))
                for asked in several:
                    await asked.told
                await self._pause()
                if self._ending:
                    return

    async def _ask_in_a_group(self) -> None:
        group, person = self._around.group("Friends"), self._around.person("Bob")
        while not self._ending:
            number = self._chance.randrange(KNOWN)
            words = f"{MENTION} What did Resident {number} say about case {number * 31}?"
            await self._push(group.id, None, message=person.message(words, group=group)).told
            await self._pause()

    async def _moderate(self, user_id: int) -> None:
        person = self._around.person("Mara", user_id=user_id)
        rounds = 0
        while not self._ending:
            number, rounds = next(self._numbers), rounds + 1
            await self._life_of(person, number)
            if rounds % 3 == 0:
                await self._job(person)

    async def _says(self, person: Person, words: str, reply: str) -> Sent:
        await self._pause()
        sent: Sent = await self._push(person.id, reply, message=person.message(words)).told
        self._ledger.steps[words.split()[0]] += 1
        return sent

    async def _presses(self, person: Person, sent: Sent, caption: str) -> None:
        await self._pause()
        query = {
            "id": f"q{next(self._queries)}",
            "from": person.account,
            "message": {**self._api.message(sent)},
            "chat_instance": "1",
            "data": sent.buttons[caption],
        }
        query["message"].pop("reply_markup", None)
        await self._push(person.id, None, callback_query=query).told
        self._ledger.steps[caption] += 1

    async def _life_of(self, person: Person, number: int) -> None:
        """An article comes in, is corrected in every way, goes and comes back or stays away."""
        id_, one = f"a{number}", article(number, paragraphs=1)
        title, same = f"{one.title} anew", "It says that already"
        preview = await self._sends_file(
            person, "one.jsonl", [number], rf"Not published yet[\s\S]*\({number}\)"
        )
        await self._presses(person, preview, "Publish")
        kept = self.kept[id_] = Kept(one.title)
        self._ledger.articles.add(id_)
        changed = rf"{id_} is changed[\s\S]*{{}}|{same}"
        await self._says(person, f"/edit {id_} title {title}", changed.format("anew"))
        kept.title = title
        note = f"The desk was number {number}."
        await self._says(person, f"/correct {id_} {note}", f"{id_} carries")
        kept.notes.append(note)
        await self._drop_claim(person, id_, number)
        kept.dropped += 1
        await self._says(person, f"/edit {id_} byline Nobody", changed.format("Nobody"))
        kept.byline = "Nobody"
        await self._says(person, "/undo", rf"Taken back: \S+ {id_}\b")
        kept.byline = None
        if person.id == OWNER:
            role = ("contributor", "moderator")[number % 2]
            await self._says(person, f"/promote {number} {role}", f"{number} is now: {role}")
            self.roles[number] = role
        await self._says(person, f"/remove {id_}", rf"Taken out: {id_}\b")
        kept.gone = True
        if number % 3:
            await self._says(person, f"/restore {id_}", rf"Back again: {id_}\b")
            kept.gone = False

    async def _drop_claim(self, person: Person, id_: str, number: int) -> None:
        listed = await self._says(person, f"/claims {id_}", rf"\({number}\)[\s\S]*Resident")
        await self._presses(person, listed, "2")
        # It comes after the press was answered.
        while not (cards := self._cards(id_)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await self._presses(person, cards[0], NO_CLAIM)

    def _cards(self, id_: str) -> list[Sent]:
        return [
            sent
            for sent in self._api.sent[-200:]
            if NO_CLAIM in sent.buttons and re.search(rf"\b{id_}\b", sent.text)
        ]

    async def _job(self, person: Person) -> None:
        """Many at once, in the background."""
        numbers = [next(self._numbers) for _ in range(JOB)]
        name = f"many-{numbers[0]}.jsonl"
        shown = await self._sends_file(person, name, numbers, f"{name}.*not started")
        await self._presses(person, shown, "Add in the background")
        while "done" not in shown.text.split("\n")[0]:  # noqa: ASYNC110 - a message is edited
            await asyncio.sleep(0.05)
        for number in numbers:
            self.kept[f"a{number}"] = Kept(article(number, paragraphs=1).title)
            self._ledger.articles.add(f"a{number}")
        self._ledger.steps["job"] += 1

    async def _sends_file(self, person: Person, name: str, numbers: list[int], reply: str) -> Sent:
        lines = (json.dumps(_line(number)) for number in numbers)
        message = person.file("\n".join(lines).encode(), name, "/add")
        await self._pause()
        sent: Sent = await self._push(person.id, reply, message=message).told
        self._ledger.steps["/add"] += 1
        return sent


def _line(number: int) -> dict[str, str | None]:
    one = article(number, paragraphs=1)
    return {
        "id": one.id,
        "title": one.title,
        "source": one.outlet,
        "published_at": one.published_at,
        "url": f"https://kessel-post.example/{number}",
        "body": one.text,
    }
