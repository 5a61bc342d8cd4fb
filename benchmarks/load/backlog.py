"""What waits when the bot starts after a day: all of it, in order in each chat, each once."""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.load import figures
from benchmarks.load.process import OURS, running
from benchmarks.load.telegram import LoadApi, Telegram

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.load.corpora import Corpus
    from benchmarks.load.figures import Figures
    from benchmarks.load.telegram import Sent

WAITING = 10_000
CHATS = 500
# At thirty a second; then as long again.
PATIENCE = 2 * WAITING / 30


async def backlog(corpus: Corpus, folder: Path, waiting: int = WAITING) -> Figures:
    """Let updates wait, start the bot, and give what came of them, under Telegram's limits."""
    api = LoadApi()
    answered: dict[int, list[int]] = defaultdict(list)
    asked: dict[int, list[int]] = defaultdict(list)

    def heard(sent: Sent) -> None:
        answered[sent.chat].append(int(re.findall(r"case(\d+)", sent.text)[0]))

    api.heard = heard
    await api.start()
    try:
        telegram = Telegram(api, lambda: True)
        people = [telegram.person("X", user_id=100_000 + number) for number in range(CHATS)]
        for number in range(waiting):
            person = people[7 * number % CHATS]
            asked[person.id].append(number)
            api.push(message=person.message(f"/source case{number}"))
        began = time.monotonic()
        async with running(OURS, api.url, folder, corpus.data) as bot:
            # Telegram is told of the last ones when they are in the inbox.
            taken = await bot.until(lambda: not api.unconfirmed, PATIENCE)
            print(f"taken in after {taken - began:.0f} s", file=sys.stderr)
            await bot.emptied()
            most = bot.usage().rss
    finally:
        await api.stop()
    return {
        "waiting": waiting,
        "chats": CHATS,
        "taken_in_s": round(taken - began, 1),
        "answered_s": round(api.through[-1][0] - began, 1),
        "lost": sum(len(set(asked[chat]) - set(answered[chat])) for chat in asked),
        "doubled": sum(len(all_) - len(set(all_)) for all_ in answered.values()),
        "chats_out_of_order": sum(all_ != sorted(all_) for all_ in answered.values()),
        "fullest_windows": figures.fullest(api.through),
        "over_the_limits": api.over_limit,
        "disobeyed_429": api.disobeyed,
        "would_be_refused": api.violations[:5],
        "rss_mb": round(most),
    }
