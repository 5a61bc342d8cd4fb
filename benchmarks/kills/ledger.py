"""What people asked of the bot and what they were told: kept where nothing is killed."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.kills.models import TOKEN
from retrieval.library import CATALOGUE

# Behind the folder of the tests, which ``models`` makes known.
from server import BotApi  # type: ignore[import-not-found] # isort: skip

LATELY = 60  # updates of a chat among which a reply's is looked for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server import Sent


@dataclass
class Asked:
    """An update that was given to Telegram, and the replies to it.

    A reply is known by the message that it replies to, by what it says, or by the press that it
    answers. ``may_come_again`` counts the kills at which it was sent and not yet marked as done.
    """

    update_id: int
    chat: int
    message_id: int | None = None
    says: re.Pattern[str] | None = None
    query_id: str | None = None
    replies: int = 0
    may_come_again: int = 0
    told: asyncio.Future[Any] = field(default_factory=asyncio.Future)


class Ledger:
    """Everything that was asked, by the update's number and by chat."""

    def __init__(self) -> None:
        self.asked: dict[int, Asked] = {}
        self.order: dict[int, list[int]] = defaultdict(list)
        # Articles of which somebody was told that they are in.
        self.articles: set[str] = set()
        self.steps: Counter[str] = Counter()
        self._open: dict[int, list[Asked]] = defaultdict(list)
        self._presses: dict[str, Asked] = {}

    def expect(self, asked: Asked) -> Asked:
        """Wait for replies to an update from now on."""
        self.asked[asked.update_id] = asked
        if asked.query_id is not None:
            self._presses[asked.query_id] = asked
        else:
            self._open[asked.chat].append(asked)
        return asked

    def sent(self, message: Sent) -> None:
        """Take note of a message that the bot sent."""
        replied = message.params.get("reply_parameters", {}).get("message_id")
        for asked in reversed(self._open[message.chat][-LATELY:]):
            mine = asked.message_id == replied if replied else asked.says
            if mine and (asked.says is None or asked.says.search(message.text)):
                self._replied(asked, message)
                return

    def answered(self, query_id: str) -> None:
        """Take note that a press was answered."""
        if query_id in self._presses:
            self._replied(self._presses[query_id], None)

    def _replied(self, asked: Asked, message: Sent | None) -> None:
        asked.replies += 1
        if asked.replies == 1:
            self.order[asked.chat].append(asked.update_id)
        if not asked.told.done():
            asked.told.set_result(message)

    def killed(self, undone: Iterable[int]) -> int:
        """Note which updates were answered and not marked as done at a kill; gives how many."""
        in_flight = [self.asked[id_] for id_ in undone if id_ in self.asked]
        in_flight = [each for each in in_flight if each.replies]
        for each in in_flight:
            each.may_come_again += 1
        return len(in_flight)

    def lost(self, confirmed: int) -> list[int]:
        """Give the updates that Telegram was told had arrived and that nobody got a reply to."""
        return [id_ for id_, each in self.asked.items() if id_ <= confirmed and not each.replies]

    def waited_for(self) -> list[str]:
        """Give what some replies should have said that did not come."""
        open_ = [each for each in self.asked.values() if not each.replies]
        return [each.says.pattern if each.says else "a reply" for each in open_[:5]]

    def doubled(self) -> int:
        """Count replies beyond the first."""
        return sum(max(0, each.replies - 1) for each in self.asked.values())

    def doubled_though_done(self) -> int:
        """Count replies beyond those that were in flight at a kill."""
        each = self.asked.values()
        return sum(max(0, one.replies - 1 - one.may_come_again) for one in each)

    def out_of_order(self) -> int:
        """Count first replies that came before that of an earlier update of their chat."""
        pairs = (itertools.pairwise(ids) for ids in self.order.values())
        return sum(one > other for several in pairs for one, other in several)


class Telegram(BotApi):  # type: ignore[misc]
    """The tests' Bot API server, which enters what the bot sends into a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(token=TOKEN)
        self.ledger = ledger
        self.busy = 0  # requests that are being served

    def _keep(self, params: dict[str, Any], plain: str, entities: list[Any]) -> Any:  # noqa: ANN401 - a message
        kept = super()._keep(params, plain, entities)
        self.ledger.sent(self.sent[-1])
        return kept

    async def _serve(self, request: Any) -> Any:  # noqa: ANN401 - aiohttp's
        if request.match_info["method"] == "getUpdates":
            return await super()._serve(request)
        self.busy += 1
        try:
            return await super()._serve(request)
        finally:
            self.busy -= 1

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> Any:  # noqa: ANN401, N802
        self.ledger.answered(params["callback_query_id"])
        return await super()._answerCallbackQuery(params)


def look_into(data: Path) -> tuple[list[int], set[str]]:
    """Give the updates that are not done and the articles' ids, from a copy of the catalogue.

    Opening the file itself would mend what the next process is to mend.
    """
    with tempfile.TemporaryDirectory(dir=data.parent) as folder:
        for suffix in ("", "-wal"):
            there = data / f"{CATALOGUE}{suffix}"
            if there.exists():
                shutil.copy(there, Path(folder) / there.name)
        with closing(sqlite3.connect(Path(folder) / CATALOGUE)) as copy:
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'inbox'").fetchone():
                return [], set()
            undone = copy.execute("SELECT update_id FROM inbox WHERE done_at IS NULL").fetchall()
            articles = copy.execute("SELECT id FROM articles").fetchall()
    return [row[0] for row in undone], {row[0] for row in articles}
