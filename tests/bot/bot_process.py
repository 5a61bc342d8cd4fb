"""The bot in a process of its own, for killing: bot_process.py URL CATALOGUE DELAY [WEBHOOK].

Where WEBHOOK is given, updates come to that address, with the secret below.
"""

import asyncio
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent))

from bot_fakes import FakeLibrary
from haste import HASTE

from bot import stopping
from bot.application import build
from bot.config import BotConfig
from corpus.catalogue import Catalogue

TOKEN = "4242:a-token-for-the-tests-only"


SECRET = "a-secret-for-the-tests-only"
GRACE = 2.0


def webhook(url: str) -> dict[str, object]:
    place = urlsplit(url)
    bind = (place.hostname, place.port)
    return {"webhook_url": url, "webhook_secret": SECRET, "page_bind": bind}


async def main(url: str, catalogue: str, delay: str, hook: str = "") -> None:
    library = FakeLibrary(catalogue=Catalogue(Path(catalogue)), delay=float(delay))
    more = webhook(hook) if hook else {}
    service = build(BotConfig(TOKEN, 1, url, HASTE, poll_timeout=5, grace=GRACE, **more), library)

    def end() -> None:
        stopping.end_within(GRACE + 1)
        service.stop()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
    await service.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
