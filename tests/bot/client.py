"""People who speak to the bot through the tests' server, so that tests read as conversations."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server import ME, BotApi, Sent, utf16

_ids = itertools.count(501)
MENTION = f"@{ME['username']}"


@dataclass
class Replies:
    """What the bot sent in answer."""

    messages: list[Sent]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def quotes(self) -> list[str]:
        return [quote for message in self.messages for quote in message.quotes]

    @property
    def only(self) -> Sent:
        assert len(self.messages) == 1, [m.text for m in self.messages]
        return self.messages[0]


class Telegram:
    """The server with the people and groups on it. ``idle`` tells whether the bot has finished."""

    def __init__(self, api: BotApi, idle: Callable[[], bool]) -> None:
        self.api = api
        self.idle = idle

    def person(self, name: str, language: str = "en", user_id: int | None = None) -> Person:
        return Person(self, name, language, user_id or next(_ids))

    def group(self, title: str, kind: str = "supergroup") -> Group:
        return Group(self, title, kind, -1000000000000 - next(_ids))

    def channel(self, title: str, username: str | None = None) -> Channel:
        return Channel(self, title, username, -1000000000000 - next(_ids))

    async def settle(self, patience: float = 30) -> None:
        """Wait until every update was taken and worked off."""
        async with asyncio.timeout(patience):
            last = max((u["update_id"] for u in self.api._updates), default=0)
            while self.api.confirmed < last or not self.idle():  # noqa: ASYNC110 - other side
                await asyncio.sleep(0.005)

    async def deliver(self, chat: int, **update: Any) -> Replies:
        """Push an update, wait until it is worked off, and give what was sent to the chat."""
        before = len(self.api.sent)
        self.api.push(**update)
        await self.settle()
        return Replies([sent for sent in self.api.sent[before:] if sent.chat == chat])


def entities_of(text: str) -> list[dict]:
    """The entities that a Telegram app marks by itself: commands and mentions."""
    found, position = [], 0
    for word in text.split(" "):
        bare = word.split("\n")[0].rstrip(",.?!:")
        kind = {"/": "bot_command", "@": "mention"}.get(word[:1])
        if kind and len(bare) > 1:
            found.append({"type": kind, "offset": utf16(text[:position]), "length": utf16(bare)})
        position += len(word) + 1
    return found


class Person:
    """Somebody with an account; speaks in private unless told where."""

    def __init__(self, telegram: Telegram, name: str, language: str, user_id: int) -> None:
        self.telegram, self.name, self.id = telegram, name, user_id
        self.account = {
            "id": user_id,
            "is_bot": False,
            "first_name": name,
            "language_code": language,
        }

    def message(self, text: str | None = None, *, group: Group | None = None, **more: Any) -> dict:
        chat = group.chat if group else {"id": self.id, "type": "private", "first_name": self.name}
        message = {
            "message_id": self.telegram.api.new_message_id(chat["id"]),
            "date": int(time.time()),
            "chat": chat,
            "from": self.account,
        }
        if text is not None:
            message["text"] = text
            if entities := entities_of(text):
                message["entities"] = entities
        return {**message, **more}

    async def says(self, text: str, *, group: Group | None = None, **more: Any) -> Replies:
        """Say something and wait for the bot's answer, if any."""
        return await self.sends(self.message(text, group=group, **more))

    async def sends(self, message: dict) -> Replies:
        return await self.telegram.deliver(message["chat"]["id"], message=message)

    async def replies_to(self, to: Sent | dict, text: str, group: Group | None = None) -> Replies:
        original = self.telegram.api.message(to) if isinstance(to, Sent) else to
        if group:
            original = {**original, "chat": group.chat}
        return await self.says(text, group=group, reply_to_message=original)

    async def sends_file(self, data: bytes, name: str, caption: str = "", **more: Any) -> Replies:
        return await self.sends(self.file(data, name, caption, **more))

    def file(self, data: bytes, name: str, caption: str = "", **more: Any) -> dict:
        file_id = f"file{next(_ids)}"
        self.telegram.api.files[file_id] = data
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(data),
        }
        captioned = (
            {"caption": caption, "caption_entities": entities_of(caption)} if caption else {}
        )
        return self.message(document={**document, **more}, **captioned)

    async def types_inline(self, *queries: str, patience: float = 10) -> list[dict]:
        """Type queries one after the other, and give what is offered for the last."""
        api = self.telegram.api
        before = len(api.called("answerInlineQuery"))
        for query in queries:
            typed = {"id": str(next(_ids)), "from": self.account, "query": query, "offset": ""}
            api.push(inline_query=typed)
        async with asyncio.timeout(patience):
            while len(api.called("answerInlineQuery")) == before:  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.005)
        call = api.called("answerInlineQuery")[-1]
        assert call["inline_query_id"] == typed["id"]
        return call["results"]

    async def sends_inline(self, result: dict) -> Sent:
        """Send one of the inline results to some chat; Telegram tells the bot if it has buttons."""
        api = self.telegram.api
        name, sent = api.send_inline(result)
        chosen = {"result_id": result["id"], "from": self.account, "query": ""}
        if result.get("reply_markup"):
            chosen["inline_message_id"] = name
        api.push(chosen_inline_result=chosen)
        await self.telegram.settle()
        return sent

    async def presses(self, sent: Sent, data: str) -> Replies:
        """Press a button with that callback data under a message."""
        return await self.telegram.deliver(sent.chat, callback_query=self.press(sent, data))

    def press(self, sent: Sent, data: str) -> dict:
        """What Telegram tells of such a press."""
        query = {
            "id": str(next(_ids)),
            "from": self.account,
            "message": {**self.telegram.api.message(sent), "reply_markup": None},
            "chat_instance": "1",
            "data": data,
        }
        query["message"].pop("reply_markup")
        return query


class Group:
    """A group; people speak in it with ``says(…, group=group)``."""

    def __init__(self, telegram: Telegram, title: str, kind: str, chat_id: int) -> None:
        self.telegram = telegram
        self.chat = {"id": chat_id, "type": kind, "title": title}
        self.id = chat_id


class Channel:
    """A channel that posts; the bot sees it once it is ``joined``."""

    def __init__(self, telegram: Telegram, title: str, username: str | None, chat_id: int) -> None:
        self.telegram = telegram
        self.chat = {"id": chat_id, "type": "channel", "title": title}
        if username is not None:
            self.chat["username"] = username
        self.id = chat_id
        for name in (str(chat_id), *([f"@{username}"] if username else [])):
            telegram.api.chats[name] = self.chat

    def joined(self) -> Channel:
        """The bot is one of its administrators already."""
        self.telegram.api.inside.add(self.id)
        return self

    def post(self, text: str | None = None, **more: Any) -> dict:
        message = {
            "message_id": self.telegram.api.new_message_id(self.id),
            "date": int(time.time()),
            "chat": self.chat,
            "sender_chat": self.chat,
        }
        return {**message, **({"text": text} if text is not None else {}), **more}

    async def posts(self, text: str | None = None, **more: Any) -> dict:
        """Post something, and wait until the bot has dealt with it."""
        post = self.post(text, **more)
        await self.telegram.deliver(self.id, channel_post=post)
        return post

    async def edits(self, post: dict, **more: Any) -> dict:
        edited = {**post, "edit_date": int(time.time()), **more}
        await self.telegram.deliver(self.id, edited_channel_post=edited)
        return edited

    async def bot_is(self, status: str, by: Person) -> None:
        """Somebody takes the bot in ("member") or puts it out ("kicked", "left")."""
        await bot_is(self.telegram, self.chat, status, by)


async def bot_is(telegram: Telegram, chat: dict, status: str, by: Person) -> None:
    """Telegram tells the bot what it is in a chat now."""
    until = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": chat,
        "from": by.account,
        "date": int(time.time()),
        "old_chat_member": {"user": ME, "status": "left" if status == "member" else "member"},
        "new_chat_member": {"user": ME, "status": status, **until},
    }
    await telegram.deliver(chat["id"], my_chat_member=change)
