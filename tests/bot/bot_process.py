"""The bot in a process of its own, for killing: python bot_process.py URL CATALOGUE DELAY."""

import asyncio
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bot_fakes import FakeLibrary

from bot.application import BotConfig, build
from bot.pacing import Limits
from corpus.catalogue import Catalogue

TOKEN = "4242:a-token-for-the-tests-only"


async def main(url: str, catalogue: str, delay: str) -> None:
    library = FakeLibrary(catalogue=Catalogue(Path(catalogue)), delay=float(delay))
    fast = Limits((1000, 0.001), (1000, 0.001), (1000, 0.001))
    service = build(BotConfig(TOKEN, 1, url, fast, poll_timeout=5), library)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, service.stop)
    await service.run()


asyncio.run(main(*sys.argv[1:]))
