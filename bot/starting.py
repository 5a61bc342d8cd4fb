"""The bot as ``accordingto bot`` starts it: by the settings, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot import logs, stopping
from bot.application import build
from bot.config import BotConfig, bind
from bot.polling import REFUSED
from corpus.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.library import Library

# Seconds after which a thread that computes lets another go on. A message takes the loop some ten
# turns; at Python's 5 ms, whoever sends /start would wait for each while questions are answered
# (https://bugs.python.org/issue7946).
SWITCH = 0.0005


def run(library: Library, settings: Settings) -> None:
    """Run the bot.

    Raises SettingsError where there is no token, Telegram refuses it or the webhook, or an
    address is taken; AccordingToError where another program keeps fetching this bot's updates.
    """
    config = configured(settings, library)
    logs.configure(*settings.secrets(), as_json=settings.log_format == "json")
    sys.setswitchinterval(SWITCH)
    asyncio.run(_serve(config, library))


def configured(settings: Settings, library: Library) -> BotConfig:
    """Give what the settings mean for the bot; SettingsError where there is no token."""
    if settings.telegram_bot_token is None:
        raise SettingsError(REFUSED)
    secret = settings.webhook_secret
    return BotConfig(
        settings.telegram_bot_token.get_secret_value(),
        settings.owner_id,
        settings.telegram_api_url,
        grace=settings.stop_seconds,
        public_url=settings.public_url,
        page_bind=bind(settings.page_bind),
        questions=(settings.questions_per_person, settings.questions_per_group),
        webhook_url=settings.webhook_url,
        webhook_secret=secret.get_secret_value() if secret is not None else "",
        metrics_bind=bind(settings.metrics_address) if settings.metrics_address else None,
        traces=settings.otel_exporter_otlp_endpoint,
        data=library.data,
    )


async def _serve(config: BotConfig, library: Library) -> None:
    service = build(config, library)
    loop = asyncio.get_running_loop()

    def end() -> None:
        stopping.end_within(config.grace + stopping.CLOSING)
        service.stop()

    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, end)
    await service.run()
