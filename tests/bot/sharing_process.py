"""One of several bots behind a webhook: sharing_process.py URL DATABASE DELAY MOST.

Updates come by the inbox that they share, where a webhook would put them. ``MOST`` messages may go
in a second, of all processes together; a chat's own limits are in haste.
"""

import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bot_fakes import FakeLibrary
from haste import HASTE

from bot.application import TelegramBot, build
from bot.config import BotConfig
from corpus.catalogue import Catalogue, Postgres

TOKEN = "4242:a-token-for-the-tests-only"


async def never(_bot):
    await asyncio.Event().wait()


async def main(url, database, delay, most):
    TelegramBot._receive = never
    library = FakeLibrary(catalogue=Catalogue(Postgres(database)), delay=float(delay))
    limits = replace(HASTE, overall=(int(most), 1.0))
    service = build(BotConfig(TOKEN, 1, url, limits), library)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, service.stop)
    await service.run()
    library.catalogue.close()


asyncio.run(main(*sys.argv[1:]))
