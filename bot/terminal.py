"""The bot in a terminal, or on a pipe: the same handlers, with a Bot API of paper and pencil.

Each line becomes a Telegram update; what the handlers send to Telegram is printed instead.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from telegram.request import BaseRequest, RequestData

from bot.application import build
from bot.config import BotConfig
from bot.plain import plain
from bot.texts import Texts
from corpus.model import SourceKind

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

    from bot.ports import Library

# Whoever sits at the terminal owns the corpus.
YOU = 1
_ME = {"id": 2, "is_bot": True, "first_name": "AccordingTo", "username": "accordingto_bot"}
_TOKEN = "2:terminal"  # noqa: S105 - opens nothing # nosec B105
QUIT = {"/quit", "/exit"}


class TerminalRequest(BaseRequest):
    """Answers Bot API calls on the spot: prints messages, reads files from the disk."""

    def __init__(self, out: TextIO, loading: str) -> None:
        self._out = out
        self._loading = loading
        self._ids = itertools.count(1)
        self.buttons: list[str] = []
        self.asked: int | None = None
        self.reader_left = False

    @property
    def read_timeout(self) -> float | None:
        """Nothing here waits."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = None,
        write_timeout: ODVInput[float] = None,
        connect_timeout: ODVInput[float] = None,
        pool_timeout: ODVInput[float] = None,
    ) -> tuple[int, bytes]:
        """Do what one call asks for, and answer as Telegram would."""
        before, _, name = url.partition(f"/bot{_TOKEN}/")
        if before.endswith("/file"):
            return 200, await asyncio.to_thread(Path("/", name).read_bytes)
        params = request_data.parameters if request_data else {}
        return 200, json.dumps({"ok": True, "result": self._result(name, params)}).encode()

    def _result(self, name: str, params: dict[str, Any]) -> object:
        if name == "getMe":
            return _ME
        if name == "getFile":
            return {"file_id": "1", "file_unique_id": "1", "file_path": params["file_id"]}
        if name == "sendMessage":
            self._show(plain(params["text"], colour=self._out.isatty()))
            below, number = params.get("reply_markup") or {}, next(self._ids)
            self._offer(below)
            self.asked = number if below.get("force_reply") else None
            return message(number, params["text"])
        if name == "answerCallbackQuery" and params.get("text"):
            self._show(params["text"])
        if name == "editMessageText":
            self._show(plain(params["text"], colour=self._out.isatty()))
        if name in {"editMessageText", "editMessageReplyMarkup"}:
            self._offer(params.get("reply_markup") or {})
            return message(next(self._ids), None)
        if name == "sendChatAction" and self._loading:
            sys.stderr.write(f"{self._loading}\n")
            self._loading = ""
        return True

    def _show(self, words: str) -> None:
        try:
            self._out.write(f"{words}\n\n")
            self._out.flush()
        except BrokenPipeError:  # raised here it would count as the network's, and be tried again
            self.reader_left = True

    def _offer(self, markup: dict[str, Any]) -> None:
        """Number the buttons under the last message: typing the number presses one."""
        rows = markup.get("inline_keyboard", ())
        offered = [button for row in rows for button in row if "callback_data" in button]
        self.buttons = [button["callback_data"] for button in offered]
        if offered:
            captions = (f"[{n}] {button['text']}" for n, button in enumerate(offered, start=1))
            self._show("  ".join(captions))


def chat(library: Library, *, lines: TextIO | None = None, out: TextIO | None = None) -> None:
    """Talk until the lines end or one is ``/quit``. The user has an owner's rights.

    Raises BrokenPipeError where nobody reads what is written any more.
    """
    lines, out = lines or sys.stdin, out or sys.stdout
    texts = Texts()
    request = TerminalRequest(out, texts.plain("chat-loading"))
    config = BotConfig(_TOKEN, owner_id=YOU, limits=None, api_url="", online=False)
    service = build(config, library, request=request)
    out.write(welcome(library, texts) + "\n\n")
    with asyncio.Runner() as runner:
        runner.run(service.telegram.initialize())
        for number, line in enumerate(_typed(lines, out), start=first_number()):
            pressed = request.buttons[int(line) - 1 : int(line)] if is_number(line) else []
            given = press(number, pressed[0]) if pressed else update(number, line, request.asked)
            runner.run(service.conversation.handle(given))
            if request.reader_left:
                raise BrokenPipeError
        runner.run(service.close())


def _typed(lines: TextIO, out: TextIO) -> Iterator[str]:
    """The lines that are not empty; a pipe's are shown as if they had been typed."""
    while True:
        if lines.isatty():
            out.write("> ")
            out.flush()
        line = lines.readline()
        words = line.strip()
        if not line or words in QUIT:
            return
        if words:
            if not lines.isatty():
                out.write(f"> {words}\n")
            yield words


def first_number() -> int:
    """The number of the first message: higher than any before, for steps are known by theirs."""
    return time.time_ns() // 1_000_000


def welcome(library: Library, texts: Texts) -> str:
    """What this is, with a question that the corpus can answer."""
    example = texts.plain("chat-empty")
    if library.articles():
        speakers = [each for each in library.sources() if each.kind is not SourceKind.OUTLET]
        example = texts.plain("chat-example")
        if speakers:
            example = texts.plain("chat-example-source", name=speakers[0].name)
    return f"{texts.plain('chat-welcome')}\n{example}"


def update(number: int, line: str, asked: int | None = None) -> dict[str, Any]:
    """A line as a Telegram update, in reply to what was asked; ``/add FILE`` carries the file."""
    text, _, rest = line.partition(" ")
    path = Path(rest.strip()).expanduser() if text == "/add" and rest.strip() else None
    if path is not None and path.is_file():
        document = {
            "file_id": str(path.resolve()),
            "file_unique_id": str(number),
            "file_name": path.name,
            "file_size": path.stat().st_size,
        }
        found = {"document": document, "caption": text, "caption_entities": _command(text)}
        return {"update_id": number, "message": message(number, None, **found)}
    more: dict[str, Any] = {"entities": _command(text)} if text.startswith("/") else {}
    if asked is not None:
        more["reply_to_message"] = message(asked, "") | {"from": _ME}
    return {"update_id": number, "message": message(number, line, **more)}


def is_number(line: str) -> bool:
    """Tell whether a line can be the number of a button."""
    return line.isascii() and line.isdigit() and 0 < int(line) < 100


def press(number: int, data: str) -> dict[str, Any]:
    """A press of a button as a Telegram update."""
    below = message(number, "")
    query = {"id": str(number), "from": below["from"], "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": query | {"message": below}}


def message(number: int, text: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A private message from whoever sits here."""
    you = {"id": YOU, "is_bot": False, "first_name": "You"}
    chat = {"id": YOU, "type": "private", "first_name": "You"}
    said = {} if text is None else {"text": text}
    return {"message_id": number, "date": int(time.time()), "chat": chat, "from": you} | said | more


def _command(text: str) -> list[dict[str, Any]]:
    return [{"type": "bot_command", "offset": 0, "length": len(text)}]
