"""A bot over a real library with fakes of the models: hard_process.py URL DATA.

It is a real catalogue and a real Chroma, for a disk that gets full.
"""

import asyncio
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from haste import HASTE
from server import TOKEN
from store_fakes import SentenceAnalyser, WordScorer, WordsEmbedder

from bot import application, stopping
from bot.config import BotConfig
from retrieval import index
from retrieval.library import Library

OWNER, GRACE = 1, 2.0


async def main(url, data):
    index.FIRST_RETRY, application.INDEX_EVERY = 0.5, 0.5
    library = Library.open(
        Path(data), embedder=WordsEmbedder(), analyser=SentenceAnalyser(), reranker=WordScorer()
    )
    quick = {"poll_timeout": 5, "part_wait": 0.0, "grace": GRACE, "jobs_every": (0.05, 0.1)}
    service = application.build(BotConfig(TOKEN, OWNER, url, HASTE, **quick), library)

    def end():
        stopping.end_within(GRACE + 5)
        service.stop()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
    await service.run()
    library.close()


asyncio.run(main(*sys.argv[1:]))
