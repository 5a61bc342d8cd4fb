"""What the bot serves over HTTP: pages and the webhook to the world, metrics to who runs it.

Where nothing is to be served, counted or traced, what would do it is not even imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.operations.meters import Meters
from bot.operations.watching import NoTracer, Tracer

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from bot.arrivals import Arrivals
    from bot.config import BotConfig
    from bot.handlers import Desk
    from bot.operations.health import Health
    from bot.page.server import PageServer


def public(config: BotConfig, desk: Desk, arrivals: Arrivals, meters: Meters) -> PageServer | None:
    """Give the server of the evidence pages and the webhook; None where there is neither."""
    if config.public_url is None and config.webhook_url is None:
        return None
    from bot.page.server import MOST_AT_ONCE, PageServer

    most = MOST_AT_ONCE
    app = _pages(desk, config.public_url) if config.public_url is not None else None
    if config.webhook_url is not None:
        from bot.webhook import CONNECTIONS, Webhook, beside

        hook = Webhook(arrivals.take, config.webhook_secret, meters)
        app = beside(hook, urlsplit(config.webhook_url).path, app, most)
        most += 2 * CONNECTIONS  # Telegram's, and those of whoever tries
    assert app is not None  # noqa: S101 - one of the two is there
    return PageServer(app, *config.page_bind, most=most)


def _pages(desk: Desk, url: str) -> ASGIApp:
    from bot.page.app import application
    from bot.page.content import Contents

    contents = Contents(desk.library, desk.answers, desk.addresses)
    return application(contents, urlsplit(url).path)


def operations(config: BotConfig, health: Health, meters: Meters) -> PageServer | None:
    """Give the server of metrics and health; None where they are not asked for."""
    if config.metrics_bind is None:
        return None
    from bot.operations.app import application
    from bot.operations.prometheus import PrometheusMeters
    from bot.page.server import PageServer

    assert isinstance(meters, PrometheusMeters)  # noqa: S101 - the same setting makes them
    return PageServer(application(health, meters), *config.metrics_bind, setting="METRICS_ADDRESS")


def meters(config: BotConfig, health: Callable[[], Health]) -> Meters:
    """Give what counts; ``health`` gives what is looked at when the figures are read."""
    if config.metrics_bind is None:
        return Meters()
    from bot.operations.prometheus import PrometheusMeters

    return PrometheusMeters(lambda: health().gauges())


def tracer(config: BotConfig) -> Tracer:
    """Give what records spans; SettingsError where what sends them is not installed."""
    if config.traces is None:
        return NoTracer()
    from bot.operations.tracing import Tracing

    return Tracing(config.traces)
