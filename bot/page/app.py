"""The evidence pages over HTTP: a Starlette application that answers GET and HEAD, and no more.

Whatever an address holds, the answer is made of templates that escape everything; the pages carry
no scripts, and the policy that goes with them allows none.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup as SafeHtml
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot import links, references, rendering
from bot.handlers import views
from bot.markup import Markup, is_web
from bot.page.content import Contents, Unknown, Withdrawn
from bot.texts import DEFAULT, LANGUAGES, Texts
from retrieval.model import Account

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.page.marking import Said

_log = logging.getLogger(__name__)
# Readers never take all of the database's connections from those who ask.
THREADS = 3


def application(contents: Contents, path: str = "") -> ASGIApp:
    """Make the application; ``path`` is the part of the public address after the host."""
    pages = Pages(contents)
    routes = [
        Route("/answer/{token}", pages.answer),
        Route("/article/{token}", pages.article),
        Route("/article/{token}/{answer}", pages.article),
    ]
    root = path.rstrip("/")
    starlette = Starlette(
        routes=[Mount(root, routes=routes)] if root else routes,
        exception_handlers={404: pages.nothing, 405: pages.nothing},
    )
    starlette.router.redirect_slashes = False
    return guarded(starlette, pages.headers)


def guarded(app: ASGIApp, headers: dict[str, str]) -> ASGIApp:
    """Put headers on every answer of an application."""
    added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await app(scope, receive, send_guarded)

    return guard


class Pages:
    """The endpoints. Looking things up blocks: that is done in a few threads."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._threads = CapacityLimiter(THREADS)
        folder = files("bot.page") / "templates"
        self._style = (folder / "style.css").read_text("utf-8")
        self._environment = Environment(
            loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self.headers = {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'"
            ),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex, nofollow, noarchive",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
            "Vary": "Accept-Language",
        }

    async def answer(self, request: Request) -> Response:
        """An answer's page."""
        find = partial(self._contents.answer, request.path_params["token"])
        return await self._in_thread(self._served, request, "answer.html", find)

    async def article(self, request: Request) -> Response:
        """An article's page, alone or with the answer that quotes it."""
        given = request.path_params
        find = partial(self._contents.article, given["token"], given.get("answer"))
        return await self._in_thread(self._served, request, "article.html", find)

    async def _in_thread(self, work: Callable[..., Response], *args: object) -> Response:
        return await to_thread.run_sync(work, *args, limiter=self._threads)

    def nothing(self, request: Request, error: Exception) -> Response:
        """For any address that leads nowhere, and for other methods: always the same."""
        if getattr(error, "status_code", 404) == 405:
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        return self._message(request, 404, "none")

    def _served(self, request: Request, template: str, find: Callable[[], object]) -> Response:
        try:
            return self._rendered(request, 200, template, page=find())
        except Unknown:
            return self._message(request, 404, "none")
        except Withdrawn:
            return self._message(request, 410, "gone")
        except Exception:
            _log.exception("a page could not be shown")
            return self._message(request, 500, "busy")

    def _message(self, request: Request, status: int, what: str) -> Response:
        return self._rendered(request, status, "message.html", what=what)

    def _rendered(
        self,
        request: Request,
        status: int,
        template: str,
        **values: Any,  # noqa: ANN401 - the templates know
    ) -> Response:
        texts = Texts(preferred(request.headers.get("accept-language", "")))
        html = self._environment.get_template(template).render(
            values,
            style=SafeHtml(self._style),  # noqa: S704 - our own file # nosec B704
            **_words(texts),
        )
        response = Response(
            html,
            status,
            {"Content-Language": texts.language},
            media_type="text/html; charset=utf-8",
        )
        if request.method == "HEAD":
            response.body = b""
        return response


def preferred(accepted: str) -> str:
    """Choose the language of the interface by an Accept-Language header (RFC 9110, 12.5.4)."""
    best, most = DEFAULT, 0.0
    for each in accepted[:500].split(","):
        code, _, quality = each.partition(";")
        base = code.strip().split("-")[0].lower()
        try:
            weight = float(quality.partition("=")[2]) if quality.strip() else 1.0
        except ValueError:
            continue
        if base in LANGUAGES and weight > most:
            best, most = base, weight
    return best


def _words(texts: Texts) -> dict[str, Any]:
    """What the templates call: texts, days, names, as escaped HTML."""

    def html(shown: Markup) -> SafeHtml:
        # Made by ``bot.markup``, which escapes whatever others wrote.
        return SafeHtml(shown.html)  # noqa: S704 # nosec B704

    def said_here(said: Said) -> SafeHtml:
        return html(rendering.said(Account(said.claim.source, said.claim.stance, ()), texts))

    return {
        "say": lambda key, **values: html(texts.say(key, **values)),
        "day": texts.day,
        "language": texts.language,
        "direction": "rtl" if texts.right_to_left else "ltr",
        "said": lambda account: html(rendering.said(account, texts)),
        "said_here": said_here,
        "speaker": lambda source: html(references.named(source, texts)),
        "outlet": lambda article: html(references.outlet(article, texts, None)),
        "fate": lambda mark: html(references.fate(mark, texts)),
        "renamed_line": lambda renaming: html(views.renamed_line(renaming, texts)),
        "changed_line": lambda article, mark: html(views.changed_line(article, mark, texts)),
        "original": lambda quoted: links.to_quote(quoted.article.url, quoted.sentence),
        "is_web": lambda url: bool(url) and is_web(url),
    }
