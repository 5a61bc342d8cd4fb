"""Evidence pages over the tests' corpus, without a bot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot_fakes import FakeLibrary

from bot.answers import Answers, Asked
from bot.page.addresses import Addresses
from bot.page.app import application
from bot.page.content import Contents
from bot.page.server import PageServer

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from starlette.types import ASGIApp

BASE = "https://pages.example"


@dataclass
class Pages:
    """An application with what it shows; addresses come as paths."""

    library: FakeLibrary
    base: str = BASE

    def __post_init__(self) -> None:
        self.answers = Answers(self.library)
        self.addresses = Addresses(self.library.catalogue.pages, self.base)
        contents = Contents(self.library, self.answers, self.addresses)
        self.app = application(contents, urlsplit(self.base).path)

    def asked(self, question: str, **more: str) -> str:
        """Ask a question and give the key of its answer."""
        return self.answers.keep(Asked(question, 1, **more), self.library.ask(question))

    def answer(self, key: str) -> str:
        return self.path(self.addresses.answer(key))

    def articles(self, key: str) -> dict[str, str]:
        """The pages of the articles that an answer quotes, by their ids, with the answer."""
        linked = self.addresses.linked(self.answers.get(key).answer, key)
        return {
            quoted.article.id: self.path(quoted.article.url)
            for account in linked.accounts
            for quoted in account.claims
        }

    def article(self, article_id: str) -> str:
        (linked,) = self.addresses.articles([self.library.article(article_id)])
        return self.path(linked.url)

    @staticmethod
    def path(url: str) -> str:
        parts = urlsplit(url)
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def chromium_path() -> str | None:
    """Where Chromium is, None where it is not."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium, Debian's: Playwright brings none."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        # Without a sandbox, since tests may run as root; it opens our own pages only.
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application as the bot does; gives its address."""
    server = PageServer(app, "127.0.0.1", 0)
    server.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.stop()
