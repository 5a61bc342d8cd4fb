"""``/metrics``, ``/healthz`` and ``/readyz``, for those who run the bot and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.operations.prometheus import CONTENT_TYPE

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.operations.health import Health
    from bot.operations.prometheus import PrometheusMeters


def application(health: Health, meters: PrometheusMeters) -> Starlette:
    """Make the application; looks at one request's state after the other's."""
    one = CapacityLimiter(1)

    async def metrics(request: Request) -> Response:
        text = await to_thread.run_sync(meters.text, limiter=one)
        return Response(text, headers={"Content-Type": CONTENT_TYPE})

    async def healthz(request: Request) -> Response:
        lives = health.lives()
        return PlainTextResponse("ok\n" if lives else "ending\n", 200 if lives else 503)

    async def readyz(request: Request) -> Response:
        parts = await to_thread.run_sync(health.parts, limiter=one)
        seen = {part.name: {"ok": part.ok, "detail": part.detail} for part in parts}
        return JSONResponse(seen, 200 if all(part.ok for part in parts) else 503)

    return Starlette(
        routes=[
            Route("/metrics", metrics),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ]
    )
