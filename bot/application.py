"""The Telegram bot put together, and its life from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import ChatMember
from telegram.error import InvalidToken
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot import logs, menus
from bot.adding import CorpusReader, Reader
from bot.answers import Answers
from bot.conversation import Conversation
from bot.corrections import Corrections
from bot.following import LOOK_EVERY, Fetched, Following
from bot.followups import Threads
from bot.handlers import Desk, feeding
from bot.inline import STILL, InlineQueries
from bot.pacing import Limiter, Limits
from bot.page.addresses import Addresses
from bot.polling import REFUSED, Poller
from bot.preferences import Preferences
from bot.quotas import Quotas
from bot.rights import Rights
from bot.sending import Sender
from bot.worker import PART_WAIT, Worker
from corpus.errors import SettingsError

if TYPE_CHECKING:
    from bot.page.server import PageServer
    from bot.ports import Library
    from bot.settings import Settings

_log = logging.getLogger(__name__)
# The library's work at once; more would only wait for each other on the processor.
LIBRARY_THREADS = 4
DAY = 86_400.0
# Between two looks for new articles, and between two batches of them, in seconds.
COMPARE_EVERY, PAUSE = 300.0, 0.5


@dataclass(frozen=True, slots=True)
class BotConfig:
    """What the bot must know. Times in seconds; ``limits`` None sends without waiting.

    ``online`` tells that others can see what it sends: messages are recorded, to be corrected,
    and links lead to the bot. ``public_url`` is where the evidence pages are reached, None for
    none; they are served at the address and port of ``page_bind``. ``questions`` are how many a
    person and a group may ask within an hour, 0 for any number.
    """

    token: str = field(repr=False)
    owner_id: int | None = None
    api_url: str = "https://api.telegram.org"
    limits: Limits | None = field(default_factory=Limits)
    poll_timeout: int = 30
    part_wait: float = PART_WAIT
    inline_still: float = STILL
    grace: float = 10.0
    online: bool = True
    public_url: str | None = None
    page_bind: tuple[str, int] = ("127.0.0.1", 8080)
    feeds_every: float = LOOK_EVERY
    questions: tuple[int, int] = (0, 0)


class TelegramBot:
    """The bot with its parts; ``run`` serves until ``stop`` is called."""

    def __init__(
        self,
        telegram: ExtBot[int],
        conversation: Conversation,
        inline: InlineQueries,
        worker: Worker,
        corrections: Corrections,
        pages: PageServer | None,
        following: Following,
        desk: Desk,
        config: BotConfig,
        announce: Callable[[str], None],
    ) -> None:
        self.telegram = telegram
        self.conversation = conversation
        self._inline = inline
        self.worker = worker
        self.corrections = corrections
        self.pages = pages
        self._following = following
        self._desk = desk
        self._config = config
        self._announce = announce
        self._stop = asyncio.Event()
        self._chores: list[asyncio.Task[None]] = []

    def stop(self) -> None:
        """End ``run``: what is being answered is finished, the rest waits in the inbox."""
        self._stop.set()

    async def run(self) -> None:
        """Serve. Raises SettingsError or AccordingToError for what only people can mend."""
        try:
            await self.telegram.initialize()
            await self._prepare()
            self.worker.start()
            self.corrections.start()
            self._following.start()
            if self.pages is not None:
                self.pages.start()
            await self._poll()
        except InvalidToken:
            raise SettingsError(REFUSED) from None
        finally:
            await self.close()

    async def close(self) -> None:
        """Finish what is being answered, and close the way to Telegram."""
        await self._inline.stop()
        await self.corrections.stop()
        await self._following.stop()
        if self.pages is not None:
            await self.pages.stop()
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await self.worker.stop(self._config.grace)
        self._desk.threads.shutdown(wait=False, cancel_futures=True)
        await self.telegram.shutdown()

    async def _prepare(self) -> None:
        # With a webhook set Telegram gives no updates to a poller.
        await self.telegram.delete_webhook()
        code = await self._desk.run(self._desk.rights.new_code)
        name = self.telegram.username
        if code is not None:
            self._announce(
                f"There is no moderator yet: send this code to @{name} in a private chat: {code}"
            )
        await menus.put(self.telegram, self._config.owner_id)
        self._chores = [
            asyncio.create_task(self._warm_up()),
            asyncio.create_task(self._forget_daily()),
            asyncio.create_task(self._compare_texts()),
        ]
        self._announce(f"@{name} is listening.")

    async def _warm_up(self) -> None:
        try:
            await self._desk.run(self._desk.library.warm_up)
        except Exception as error:
            # Whoever asks is told; those who only look around are served.
            _log.exception("the models could not be loaded: %s", error)

    async def _forget_daily(self) -> None:
        while True:
            try:
                await self.worker.forget()
                await self._desk.run(self._desk.library.catalogue.deliveries.forget)
            except Exception:
                _log.exception("old updates could not be forgotten; trying again tomorrow")
            await asyncio.sleep(DAY)

    async def _compare_texts(self) -> None:
        """Take new articles in among those that a preview compares a text with."""
        copies = self._desk.library.catalogue.copies
        while True:
            more = 0
            try:
                more = await self._desk.run(copies.catch_up)
            except Exception:
                _log.exception("texts could not be compared; trying again")
            await asyncio.sleep(PAUSE if more else COMPARE_EVERY)

    async def _poll(self) -> None:
        request = HTTPXRequest(connection_pool_size=2)
        url, timeout = self.telegram.base_url, self._config.poll_timeout
        poller = Poller(request, url, self.worker, self._inline.take, timeout=timeout)
        polling = asyncio.create_task(poller.run())
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (polling, stopping):
            task.cancel()
        await asyncio.gather(stopping, return_exceptions=True)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await polling
        finally:
            await request.shutdown()


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
    url = config.api_url.rstrip("/")
    telegram = ExtBot(
        config.token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request or HTTPXRequest(connection_pool_size=32, pool_timeout=30.0),
        get_updates_request=request or HTTPXRequest(connection_pool_size=1),
        rate_limiter=Limiter(config.limits),
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
        answers=Answers(library),
        talk=Threads(),
        rights=rights,
        reader=reader or CorpusReader(),
        threads=threads,
        download=download,
        addresses=Addresses(library.catalogue.pages, config.public_url),
        me=lambda: telegram.username if config.online else "",
        preferences=Preferences(library.catalogue),
        quotas=Quotas(*config.questions),
        is_admin=is_admin,
        pictures=config.online,
    )

    async def tell(done: Fetched) -> None:
        await feeding.tell(telegram, desk, done)

    following = Following(library, desk.reader, tell, every=config.feeds_every)
    corrections = Corrections(telegram, desk, online=config.online)
    conversation = Conversation(telegram, Sender(telegram), desk, corrections)
    worker = Worker(library.catalogue.inbox, conversation.handle, part_wait=config.part_wait)
    inline = InlineQueries(telegram, desk, still=config.inline_still)
    pages = _pages(config, desk) if config.public_url else None
    return TelegramBot(
        telegram,
        conversation,
        inline,
        worker,
        corrections,
        pages,
        following,
        desk,
        config,
        announce,
    )


def _pages(config: BotConfig, desk: Desk) -> PageServer:
    # Without pages the web server is not even imported.
    from bot.page.app import application
    from bot.page.content import Contents
    from bot.page.server import PageServer

    contents = Contents(desk.library, desk.answers, desk.addresses)
    path = urlsplit(config.public_url or "").path
    return PageServer(application(contents, path), *config.page_bind)


def run(library: Library, settings: Settings) -> None:
    """Run the bot until SIGTERM or Ctrl-C.

    Raises SettingsError where there is no token or Telegram refuses it, AccordingToError where
    another program keeps fetching this bot's updates.
    """
    if settings.telegram_bot_token is None:
        raise SettingsError(REFUSED)
    host, _, port = settings.page_bind.rpartition(":")
    config = BotConfig(
        settings.telegram_bot_token.get_secret_value(),
        settings.owner_id,
        settings.telegram_api_url,
        public_url=settings.public_url,
        page_bind=(host.strip("[]"), int(port)),
        questions=(settings.questions_per_person, settings.questions_per_group),
    )
    logs.configure(config.token)
    asyncio.run(_serve(config, library))


async def _serve(config: BotConfig, library: Library) -> None:
    service = build(config, library)
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, service.stop)
    await service.run()
