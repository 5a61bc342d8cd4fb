"""A Bot API server for the tests: HTTP on loopback, as strict as Telegram.

Every request is judged by aiogram's model of its method and by Telegram's documented limits;
what Telegram would refuse is refused, and noted in ``violations``.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import struct
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import aiogram.methods
import aiohttp
from aiohttp import web
from entities import parse, utf16
from pydantic import ValidationError

ME = {
    "id": 4242,
    "is_bot": True,
    "first_name": "According to",
    "username": "according_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
TOKEN = "4242:a-token-for-the-tests-only"
# Fields that travel as JSON within the form.
STRUCTURED = {
    "allowed_updates",
    "button",
    "commands",
    "entities",
    "link_preview_options",
    "media",
    "reply_markup",
    "reply_parameters",
    "results",
    "scope",
}
ADMIN_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)
_blocks = itertools.count(1000, 100_000)
LIMITS = ((30, 1.0, "overall"), (1, 1.0, "chat"), (20, 60.0, "group"))


@dataclass
class Sent:
    """A message that the bot sent, as people see it."""

    chat: int
    message_id: int
    text: str
    html: str
    entities: list[dict]
    params: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    picture: bytes | None = None
    file: bytes | None = None
    edited: int = 0
    deleted: bool = False

    @property
    def buttons(self) -> dict[str, str]:
        rows = self.params.get("reply_markup", {}).get("inline_keyboard", [])
        return {
            b["text"]: b.get("callback_data") or b.get("switch_inline_query") or b["url"]
            for row in rows
            for b in row
        }

    def of_type(self, kind: str) -> list[str]:
        """The texts of the entities of a type."""
        raw = self.text.encode("utf-16-le")
        return [
            raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == kind
        ]

    @property
    def quotes(self) -> list[str]:
        return self.of_type("blockquote") + self.of_type("expandable_blockquote")

    @property
    def links(self) -> list[str]:
        return [e["url"] for e in self.entities if e["type"] == "text_link"]


class Refused(Exception):
    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.parameters = code, parameters


class BotApi:
    """The server. ``push`` gives it updates; ``sent`` holds what the bot sent."""

    def __init__(self, *, token: str = TOKEN, flood: float = 0.0) -> None:
        self.token = token
        # How long a second of Telegram's limits is; 0 where they are not judged.
        self.flood = flood
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.violations: list[str] = []
        self.files: dict[str, bytes] = {}
        self.uploads: dict[str, bytes] = {}
        # Who administers which chat, as (chat, person).
        self.admins: set[tuple[int, int]] = set()
        # Chats that the bot may look up, by id and @name, and those of them that it is in.
        self.chats: dict[str, dict] = {}
        self.inside: set[int] = set()
        self.inline: dict[str, Sent] = {}
        # When messages were sent or edited, and where: what the limits count.
        self.spent: list[tuple[int | str, float]] = []
        self.confirmed = 0
        self.faults: dict[str, list[Refused | float]] = defaultdict(list)
        self._updates: list[dict] = []
        self._arrived = asyncio.Event()
        # Never the same in two servers: a store that outlives one knows its ids.
        self._next_update = next(_blocks)
        self._message_ids: dict[int, int] = defaultdict(lambda: 100)
        self._runner: web.AppRunner | None = None
        self.url = ""
        # What setWebhook was given, None while updates are fetched; statuses of the posts.
        self.webhook: dict[str, Any] | None = None
        self.posted: list[int] = []
        self._posting: asyncio.Task[None] | None = None

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def push(self, update_id: int | None = None, **update: Any) -> int:
        """Queue an update for the bot; returns its id."""
        if update_id is None:
            update_id, self._next_update = self._next_update, self._next_update + 1
        self._updates.append({"update_id": update_id, **update})
        self._arrived.set()
        return update_id

    def new_message_id(self, chat: int) -> int:
        self._message_ids[chat] += 1
        return self._message_ids[chat]

    def fail(self, method: str, code: int, description: str = "", times: int = 1, **more) -> None:
        """Refuse the next calls of a method."""
        self.faults[method] += [Refused(code, description, **more) for _ in range(times)]

    def called(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = await self._params(request)
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            self.calls.append((method, params))
            if self.faults[method]:
                raise self.faults[method].pop(0)
            self._judge(method, params)
            result = await getattr(self, f"_{method}", self._anything)(params)
        except Refused as refusal:
            answer = {"ok": False, "error_code": refusal.code, "description": str(refusal)}
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return web.json_response(answer, status=refusal.code)
        return web.json_response({"ok": True, "result": result})

    async def _params(self, request: web.Request) -> dict[str, Any]:
        raw = {**request.query, **await request.post()}
        found: dict[str, Any] = {}
        for name, value in raw.items():
            if isinstance(value, web.FileField):
                self.uploads[name] = value.file.read()
                # Files of a media object are parts of their own, named in it.
                if name in {"photo", "document"}:
                    found[name] = f"attach://{name}"
            else:
                found[name] = json.loads(value) if name in STRUCTURED else value
        return found

    def _judge(self, method: str, params: dict[str, Any]) -> None:
        model = getattr(aiogram.methods, method[0].upper() + method[1:], None)
        if model is None:
            self._violated(f"no method {method}")
        unknown = set(params) - set(model.model_fields)
        if unknown:
            self._violated(f"{method}: unknown fields {sorted(unknown)}")
        try:
            model.model_validate(params)
        except ValidationError as error:
            self._violated(f"{method}: {error.errors(include_url=False)}")

    def _violated(self, what: str) -> None:
        self.violations.append(what)
        raise Refused(400, f"Bad Request: {what}")

    async def _anything(self, params: dict[str, Any]) -> Any:
        return True

    async def _getMe(self, params: dict[str, Any]) -> Any:  # noqa: N802
        return ME

    async def _setWebhook(self, params: dict[str, Any]) -> Any:  # noqa: N802
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params.get("secret_token", "x")):
            self._violated("Bad Request: secret token contains unallowed characters")
        self.webhook = params
        if self._posting is None:
            self._posting = asyncio.create_task(self._post_all())
        return True

    async def _deleteWebhook(self, params: dict[str, Any]) -> Any:  # noqa: N802
        self.webhook = None
        if params.get("drop_pending_updates"):
            self._updates.clear()
        return True

    async def _getWebhookInfo(self, params: dict[str, Any]) -> Any:  # noqa: N802
        failed = bool(self.posted) and self.posted[-1] != 200
        error = {
            "last_error_date": int(time.time()),
            "last_error_message": f"Wrong response from the webhook: {self.posted[-1:]}",
        }
        return {
            "url": self.webhook["url"] if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
            **(error if failed else {}),
        }

    async def _post_all(self) -> None:
        """Post updates to the webhook, each again until it is answered with 200."""
        async with aiohttp.ClientSession() as client:
            while True:
                if self.webhook is None or not self._updates:
                    self._arrived.clear()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._arrived.wait(), 0.05)
                    continue
                update = self._updates[0]
                status = await self.post(client, update)
                self.posted.append(status)
                if status == 200:
                    self._updates.remove(update)
                    self.confirmed = max(self.confirmed, update["update_id"])
                else:
                    await asyncio.sleep(0.02)

    async def post(self, client: aiohttp.ClientSession, update: dict[str, Any]) -> int:
        """Post an update to the webhook once; gives the status, 0 where nobody answered."""
        assert self.webhook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        try:
            async with client.post(self.webhook["url"], json=update, headers=headers) as response:
                return response.status
        except aiohttp.ClientError:
            return 0

    async def _getUpdates(self, params: dict[str, Any]) -> Any:  # noqa: N802
        if self.webhook is not None:
            what = "Conflict: can't use getUpdates method while webhook is active"
            raise Refused(409, what)
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        if offset:
            self._updates = [each for each in self._updates if each["update_id"] >= offset]
            self.confirmed = max(self.confirmed, offset - 1)
        deadline = time.monotonic() + int(params.get("timeout", 0))
        while not self._updates and (left := deadline - time.monotonic()) > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), left)
            except TimeoutError:
                break
        return [each for each in self._updates if each["update_id"] >= offset][:limit]

    async def _sendMessage(self, params: dict[str, Any]) -> Any:  # noqa: N802
        return self._keep(params, *self._parsed(params))

    async def _sendPhoto(self, params: dict[str, Any]) -> Any:  # noqa: N802
        picture = self.uploads.pop("photo")
        self._judge_picture(picture)
        plain, entities = self._captioned(params)
        message = self._keep({**params, "text": params["caption"]}, plain, entities)
        self.sent[-1].picture = picture
        return self.message(self.sent[-1]) | message

    async def _sendDocument(self, params: dict[str, Any]) -> Any:  # noqa: N802
        file = self.uploads.pop("document")
        message = self._keep({**params, "text": params["caption"]}, *self._captioned(params))
        self.sent[-1].file = file
        return self.message(self.sent[-1]) | message

    def _judge_picture(self, picture: bytes) -> None:
        if picture[:8] != b"\x89PNG\r\n\x1a\n" or len(picture) > 10 * 1024 * 1024:
            self._violated("PHOTO_INVALID")
        width, height = struct.unpack(">II", picture[16:24])
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            self._violated(f"PHOTO_INVALID_DIMENSIONS: {width} x {height}")

    def _captioned(self, params: dict[str, Any]) -> tuple[str, list[dict]]:
        plain, entities = self._parsed({**params, "text": params["caption"]})
        if utf16(plain.strip()) > 1024:
            self._violated(f"message caption is too long: {utf16(plain)}")
        return plain, entities

    async def _editMessageMedia(self, params: dict[str, Any]) -> Any:  # noqa: N802
        media = params["media"]
        picture = self.uploads.pop(media["media"].removeprefix("attach://"))
        self._judge_picture(picture)
        sent = self._found(params)
        self._captioned({**media, "reply_markup": params.get("reply_markup", {})})
        self._show(sent, params, media["caption"])
        sent.picture = picture
        return self.message(sent)

    async def _editMessageCaption(self, params: dict[str, Any]) -> Any:  # noqa: N802
        self._captioned(params)
        sent = self._found(params)
        self._show(sent, params, params["caption"])
        return self.message(sent)

    def _show(self, sent: Sent, params: dict[str, Any], html: str) -> None:
        self._judge_flood(self._place(sent))
        sent.html, (sent.text, sent.entities) = html, parse(html)
        sent.edited += 1
        sent.params = {**sent.params, "reply_markup": params.get("reply_markup", {})}

    async def _getChat(self, params: dict[str, Any]) -> Any:  # noqa: N802
        found = self.chats.get(str(params["chat_id"]))
        if found is None:
            raise Refused(400, "Bad Request: chat not found")
        return {
            "accent_color_id": 0,
            "max_reaction_count": 1,
            "accepted_gift_types": GIFTS,
            **found,
        }

    async def _getChatMember(self, params: dict[str, Any]) -> Any:  # noqa: N802
        chat, user = int(params["chat_id"]), int(params["user_id"])
        if user == ME["id"] and str(chat) in self.chats:
            if chat not in self.inside:
                raise Refused(403, "Forbidden: bot is not a member of the channel chat")
            rights = dict.fromkeys(ADMIN_RIGHTS, False)
            return {"status": "administrator", "user": ME, "is_anonymous": False, **rights}
        person = {"id": user, "is_bot": False, "first_name": "X"}
        if (chat, user) not in self.admins:
            return {"status": "member", "user": person}
        rights = dict.fromkeys(ADMIN_RIGHTS, False)
        return {"status": "administrator", "user": person, "is_anonymous": False, **rights}

    def _parsed(self, params: dict[str, Any]) -> tuple[str, list[dict]]:
        if params.get("parse_mode") != "HTML":
            self._violated("text without HTML parse mode")
        try:
            plain, entities = parse(params["text"])
        except ValueError as error:
            self._violated(f"can't parse entities: {error}")
        if not plain.strip():
            self._violated("message text is empty")
        if utf16(plain.strip()) > 4096:
            self._violated(f"message is too long: {utf16(plain)}")
        if len(entities) > 100:
            self._violated(f"too many entities: {len(entities)}")
        self._judge_buttons(params)
        return plain, entities

    def _judge_buttons(self, params: dict[str, Any]) -> None:
        for row in params.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                    self._violated(f"BUTTON_DATA_INVALID: {button}")

    def _keep(self, params: dict[str, Any], plain: str, entities: list[dict]) -> dict:
        chat = int(params["chat_id"])
        self._judge_flood(chat)
        message_id = self.new_message_id(chat)
        self.sent.append(Sent(chat, message_id, plain, params["text"], entities, params))
        return self.message(self.sent[-1])

    def _judge_flood(self, chat: int | str) -> None:
        if not self.flood:
            return
        now = time.monotonic()
        for most, seconds, scope in LIMITS:
            # What stands for an inline message is no group.
            if scope == "group" and (isinstance(chat, str) or chat > 0):
                continue
            same = [at for other, at in self.spent if scope == "overall" or other == chat]
            recent = [at for at in same if now - at < seconds * self.flood]
            if len(recent) >= most:
                self.violations.append(f"flood: {len(recent) + 1} in {seconds} s ({scope})")
                raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        self.spent.append((chat, now))

    def _place(self, sent: Sent) -> int | str:
        """The chat of a message; inline messages, whose chat nobody knows, have ids instead."""
        return next((name for name, each in self.inline.items() if each is sent), sent.chat)

    def send_inline(self, result: dict) -> tuple[str, Sent]:
        """Somebody sends an inline result to a chat: the message, with its id if it has one."""
        content = result["input_message_content"]
        plain, entities = parse(content["message_text"])
        rows = {"reply_markup": result.get("reply_markup", {})}
        sent = Sent(0, 0, plain, content["message_text"], entities, rows)
        name = f"inline{len(self.inline)}"
        self.inline[name] = sent
        return name, sent

    def message(self, sent: Sent) -> dict:
        """A sent message as Telegram shows it to the bot."""
        kind = "private" if sent.chat > 0 else "supergroup"
        message = {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": {"id": sent.chat, "type": kind, "first_name": "X", "title": "X"},
            "from": ME,
            "text": sent.text,
        }
        if sent.picture is not None:
            message["caption"] = message.pop("text")
            size = {"file_id": "p", "file_unique_id": "p", "width": 1080, "height": 1080}
            message["photo"] = [size]
        thread = sent.params.get("message_thread_id")
        topic = {"message_thread_id": int(thread), "is_topic_message": True} if thread else {}
        return message | topic

    async def _editMessageText(self, params: dict[str, Any]) -> Any:  # noqa: N802
        plain, entities = self._parsed(params)
        sent = self._found(params)
        rows = params.get("reply_markup", {})
        if (sent.html, sent.params.get("reply_markup", {})) == (params["text"], rows):
            raise Refused(400, "Bad Request: message is not modified")
        self._judge_flood(self._place(sent))
        sent.text, sent.html, sent.entities = plain, params["text"], entities
        sent.params = {**sent.params, "reply_markup": rows}
        sent.edited += 1
        return True if "inline_message_id" in params else self.message(sent)

    def _found(self, params: dict[str, Any]) -> Sent:
        """The message that is to be edited."""
        if (inline := params.get("inline_message_id")) in self.inline:
            return self.inline[inline]
        for sent in self.sent:
            place = int(params.get("chat_id", 0)), int(params.get("message_id", 0))
            if (sent.chat, sent.message_id) == place and not sent.deleted:
                return sent
        raise Refused(400, "Bad Request: message to edit not found")

    async def _editMessageReplyMarkup(self, params: dict[str, Any]) -> Any:  # noqa: N802
        self._judge_buttons(params)
        sent = self._found(params)
        if sent.params.get("reply_markup") == params.get("reply_markup"):
            raise Refused(400, "Bad Request: message is not modified")
        sent.params = {**sent.params, "reply_markup": params.get("reply_markup", {})}
        return self.message(sent)

    async def _answerInlineQuery(self, params: dict[str, Any]) -> Any:  # noqa: N802
        results = params["results"]
        if len(results) > 50 or len({each["id"] for each in results}) != len(results):
            self._violated("RESULT_ID_DUPLICATE or too many results")
        for each in results:
            content = each["input_message_content"]
            self._parsed({"text": content["message_text"], "parse_mode": content["parse_mode"]})
            if not each["title"] or len(each["id"].encode()) > 64:
                self._violated(f"a result without title: {each}")
        return True

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> Any:  # noqa: N802
        if len(params.get("text", "")) > 200:
            self._violated("MESSAGE_TOO_LONG in a notice")
        return True

    async def _setMyCommands(self, params: dict[str, Any]) -> Any:  # noqa: N802
        for command in params["commands"]:
            if not 1 <= len(command["description"]) <= 256 or len(command["command"]) > 32:
                self._violated(f"BOT_COMMAND_INVALID: {command}")
        return True

    async def _getFile(self, params: dict[str, Any]) -> Any:  # noqa: N802
        file_id = params["file_id"]
        if file_id not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return web.Response(status=401)
        return web.Response(body=self.files[request.match_info["path"].rpartition("/")[2]])
