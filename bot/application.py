"""The Telegram bot put together, and its life from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import ChatMember
from telegram.error import InvalidToken
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot import menus, serving
from bot.adding import CorpusReader, Reader
from bot.alone import alone
from bot.answers import Answers
from bot.arrivals import Arrivals
from bot.channels import look_up
from bot.config import BotConfig
from bot.conversation import Conversation
from bot.corrections import Corrections
from bot.digesting import Digesting
from bot.following import Fetched, Following
from bot.followups import Threads
from bot.handlers import Desk, feeding, importing
from bot.inline import InlineQueries
from bot.jobs import JobRunner
from bot.operations.health import Health
from bot.operations.watching import Watch
from bot.pacing import Limiter
from bot.page.addresses import Addresses
from bot.polling import REFUSED, Poller
from bot.preferences import Preferences
from bot.quotas import Quotas
from bot.rights import Rights
from bot.sending import Sender
from bot.wire import WholeRequests
from bot.worker import Worker
from corpus.errors import SettingsError

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.page.server import PageServer
    from bot.ports import Library
    from corpus.catalogue import Job

_log = logging.getLogger(__name__)
# The library's work at once; more would only wait for each other on the processor.
LIBRARY_THREADS = 4
# Beside it what is looked up for commands and replies, which takes milliseconds.
LOOKUP_THREADS = 2
# And what waits for sites and for files' readers.
READING_THREADS = 4
DAY = 86_400.0
# Between two looks for new articles, and between two batches of them, in seconds.
COMPARE_EVERY, PAUSE = 300.0, 0.5
# Between two looks whether the vector index is as it should be, in seconds.
INDEX_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What the bot is made of.

    ``pages`` serves evidence pages and the webhook, ``operations`` metrics and health; None
    where neither of its two is asked for.
    """

    telegram: ExtBot[int]
    conversation: Conversation
    inline: InlineQueries
    worker: Worker
    arrivals: Arrivals
    corrections: Corrections
    following: Following
    digesting: Digesting
    jobs: JobRunner
    desk: Desk
    watch: Watch
    pages: PageServer | None
    operations: PageServer | None


class TelegramBot:
    """The bot with its parts; ``run`` serves until ``stop`` is called."""

    def __init__(self, parts: Parts, config: BotConfig, announce: Callable[[str], None]) -> None:
        self.telegram = parts.telegram
        self.conversation = parts.conversation
        self._inline = parts.inline
        self.worker = parts.worker
        self._arrivals = parts.arrivals
        self.corrections = parts.corrections
        self.pages = parts.pages
        self.operations = parts.operations
        self._following = parts.following
        self.digesting = parts.digesting
        self._jobs = parts.jobs
        self._desk = parts.desk
        self._watch = parts.watch
        self._config = config
        self._announce = announce
        self._stop = asyncio.Event()
        self._warm = asyncio.Event()
        self._chores: list[asyncio.Task[None]] = []

    def stop(self) -> None:
        """End ``run``: what is being answered is finished, the rest waits in the inbox."""
        self._stop.set()

    async def run(self) -> None:
        """Serve. Raises SettingsError or AccordingToError for what only people can mend."""
        try:
            await self._until_stopped(self._serve())
        except InvalidToken:
            raise SettingsError(REFUSED) from None
        finally:
            await self.close()

    async def close(self) -> None:
        """Begin nothing new, finish what is being answered, and close the way to Telegram."""
        await self.worker.pause()
        if self.pages is not None:
            await self.pages.stop()
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await asyncio.gather(
            self._inline.stop(),
            self.corrections.stop(),
            self._following.stop(),
            self.digesting.stop(),
            self._jobs.stop(),
            self.worker.stop(self._config.grace),
        )
        for threads in (self._desk.threads, self._desk.lookups, self._desk.readings):
            threads.shutdown(wait=False, cancel_futures=True)
        await self.telegram.shutdown()
        await asyncio.to_thread(self._watch.close)
        if self.operations is not None:
            await self.operations.stop()

    async def _serve(self) -> None:
        if self.operations is not None:
            self.operations.start()
        await self.telegram.initialize()
        await self._prepare()
        self.worker.start()
        self.corrections.start()
        self._following.start()
        self.digesting.start()
        self._jobs.start()
        if self.pages is not None:
            self.pages.start()
        await self._receive()

    async def _prepare(self) -> None:
        code = await self._desk.run(self._desk.rights.new_code)
        name = self.telegram.username
        if code is not None:
            self._announce(
                f"There is no owner yet: send this code to @{name} in a private chat: {code}"
            )
        await menus.put(self.telegram, self._config.owner_id)
        self._chores = [
            asyncio.create_task(self._warm_up()),
            asyncio.create_task(self._forget_daily()),
            asyncio.create_task(self._compare_texts()),
            asyncio.create_task(self._look_at_index()),
        ]

    async def _warm_up(self) -> None:
        try:
            await self._desk.run(self._desk.library.warm_up)
        except Exception:
            # Whoever asks is told; those who only look around are served.
            _log.exception("the models could not be loaded")
        finally:
            self._warm.set()

    async def _forget_daily(self) -> None:
        while True:
            try:
                async with self._alone("old updates") as mine:
                    if mine:
                        await self.worker.forget()
                        await self._desk.run(self._desk.library.catalogue.deliveries.forget)
                        await self._desk.run(self._desk.quotas.forget)
            except Exception:
                _log.exception("old updates could not be forgotten; trying again tomorrow")
            await asyncio.sleep(DAY)

    async def _compare_texts(self) -> None:
        """Take new articles in among those that a preview compares a text with."""
        copies = self._desk.library.catalogue.copies
        # It would take the processor from the models that whoever asks is waiting for.
        await self._warm.wait()
        while True:
            more = 0
            try:
                async with self._alone("copies") as mine:
                    more = await self._desk.run(copies.catch_up) if mine else 0
            except Exception:
                _log.exception("texts could not be compared; trying again")
            await asyncio.sleep(PAUSE if more else COMPARE_EVERY)

    async def _look_at_index(self) -> None:
        """Bring an index that others share in line where one of them was killed, or it failed."""
        while True:
            await asyncio.sleep(INDEX_EVERY)
            try:
                await self._desk.run(self._desk.library.look_at_index)
            except Exception:
                _log.exception("the vector index could not be looked at; trying again")

    def _alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        return alone(self._desk.run, self._desk.library.catalogue, name)

    async def _receive(self) -> None:
        """Receive updates for as long as there is nothing against it."""
        if self._config.webhook_url is None:
            # With a webhook set Telegram gives no updates to a poller; those that wait stay.
            await self.telegram.delete_webhook()
            self._announce(f"@{self.telegram.username} is listening.")
            await self._poll()
            return
        from bot.webhook import Registration

        hook = Registration(self.telegram, self._config.webhook_url, self._config.webhook_secret)
        await hook.put()
        self._announce(f"@{self.telegram.username} is listening.")
        await hook.look_after()

    async def _poll(self) -> None:
        request = HTTPXRequest(connection_pool_size=2)
        url, timeout = self.telegram.base_url, self._config.poll_timeout
        try:
            await Poller(request, url, self._arrivals, self.worker, timeout=timeout).run()
        finally:
            await request.shutdown()

    async def _until_stopped(self, serving: Coroutine[Any, Any, None]) -> None:
        """Serve until ``stop`` is called; raises what ends the serving before."""
        served = asyncio.create_task(serving)
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait((served, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (served, stopping):
            task.cancel()
        await asyncio.gather(stopping, return_exceptions=True)
        with contextlib.suppress(asyncio.CancelledError):
            await served


def build(
    config: BotConfig,
    library: Library,
    *,
    reader: Reader | None = None,
    request: BaseRequest | None = None,
    announce: Callable[[str], None] = print,
) -> TelegramBot:
    """Put a bot together; nothing is connected or loaded yet.

    ``request`` replaces the way to Telegram (the terminal has its own); ``announce`` takes
    the sentences for whoever started the program.
    """
    # python-telegram-bot then gives time spans as timedelta and does not warn about it.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    meters = serving.meters(config, lambda: health)
    watch = Watch(meters, serving.tracer(config))
    url = config.api_url.rstrip("/")
    telegram = ExtBot(
        config.token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request or WholeRequests(connection_pool_size=32, pool_timeout=30.0),
        get_updates_request=request or HTTPXRequest(connection_pool_size=1),
        rate_limiter=Limiter(config.limits, meters, library.catalogue.sendings),
    )

    async def download(file_id: str) -> bytes:
        file = await telegram.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def is_admin(chat_id: int, user_id: int) -> bool:
        member = await telegram.get_chat_member(chat_id, user_id)
        return member.status in {ChatMember.ADMINISTRATOR, ChatMember.OWNER}

    threads = ThreadPoolExecutor(LIBRARY_THREADS, thread_name_prefix="library")
    rights = Rights(library.catalogue, config.owner_id)
    desk = Desk(
        library=library,
        answers=Answers(library, meters),
        talk=Threads(),
        rights=rights,
        reader=reader or CorpusReader(),
        threads=threads,
        lookups=ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookups"),
        readings=ThreadPoolExecutor(READING_THREADS, thread_name_prefix="readings"),
        download=download,
        addresses=Addresses(library.catalogue.pages, config.public_url),
        me=lambda: telegram.username if config.online else "",
        preferences=Preferences(library.catalogue),
        quotas=Quotas(library.catalogue.askings, *config.questions),
        is_admin=is_admin,
        channel=partial(look_up, telegram),
        pictures=config.online,
    )

    async def tell(done: Fetched) -> None:
        await feeding.tell(telegram, desk, done)

    following = Following(library, desk.reader, tell, every=config.feeds_every)

    async def show(job: Job) -> None:
        await importing.tell(telegram, desk, job)

    every, show_every = config.jobs_every
    jobs = JobRunner(library, desk.reader, desk.courtesy, show, every=every, show_every=show_every)
    corrections = Corrections(telegram, desk, online=config.online)
    sender = Sender(telegram)
    digesting = Digesting(sender, desk, corrections, every=config.digests_every)
    conversation = Conversation(telegram, sender, desk, corrections, watch)
    worker = Worker(
        library.catalogue.inbox, conversation.handle, part_wait=config.part_wait, meters=meters
    )
    inline = InlineQueries(telegram, desk, watch, still=config.inline_still)
    arrivals = Arrivals(worker, inline.take)
    health = Health(library, worker, config.data)
    parts = Parts(
        telegram,
        conversation,
        inline,
        worker,
        arrivals,
        corrections,
        following,
        digesting,
        jobs,
        desk,
        watch,
        pages=serving.public(config, desk, arrivals, meters),
        operations=serving.operations(config, health, meters),
    )
    return TelegramBot(parts, config, announce)
