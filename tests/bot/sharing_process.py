"""One of several bots behind a webhook: sharing_process.py URL DATABASE DELAY MOST [PORT].

Updates are posted to ``PORT``; without it they come by the inbox that the bots share, where a
webhook would put them. ``MOST`` messages may go in a second, of all processes together; a chat's
own limits are in haste.
"""

import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bot_fakes import FakeLibrary
from haste import HASTE
from webhook_world import hooked

from bot.application import TelegramBot, build
from bot.config import BotConfig
from corpus.catalogue import Catalogue, Postgres

TOKEN = "4242:a-token-for-the-tests-only"
# What stands before them all and shares out what is posted to it: Telegram knows no other address.
BALANCER = "http://bot.example/telegram"


async def never(_bot):
    await asyncio.Event().wait()


async def main(url, database, delay, most, port=""):
    more = hooked(port=int(port)) | {"webhook_url": BALANCER} if port else {}
    if not port:
        TelegramBot._receive = never
    library = FakeLibrary(catalogue=Catalogue(Postgres(database)), delay=float(delay))
    limits = replace(HASTE, overall=(int(most), 1.0))
    service = build(BotConfig(TOKEN, 1, url, limits, **more), library)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, service.stop)
    await service.run()
    library.catalogue.close()


asyncio.run(main(*sys.argv[1:]))
