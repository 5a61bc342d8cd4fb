"""From a Telegram update to what somebody wants of the bot, or None where nobody does. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Chat, Message, MessageEntity, MessageOriginChannel, Update, User

# Who speaks for a group or a channel when a person does not: not people, and without rights.
ANONYMOUS = {1087968824, 136817688, 777000}
ASK, HINT = "ask", "hint"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message; ``size`` in bytes, None where Telegram does not say."""

    file_id: str
    name: str
    size: int | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds that can be asked or added: text, links behind it, a file.

    ``origin_url`` and ``origin_name`` are a forwarded channel post's address and channel,
    ``origin_date`` when it was posted.
    """

    text: str = ""
    links: tuple[str, ...] = ()
    attachment: Attachment | None = None
    origin_name: str | None = None
    origin_url: str | None = None
    origin_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request to the bot.

    ``command`` is a command's name without its stroke, ``ask`` for a question, ``hint`` for
    what cannot be a question. ``content`` is what stands after the command. ``user_id`` is
    None for who has no identity here (anonymous admins): such a request has nobody's rights.
    ``as_group`` tells that the group itself speaks: one of its admins, who stays anonymous.
    ``replied_user_id`` is the person to whose message this one replies.
    ``replied`` is what the message replies to. ``origin`` is the request in the group of one
    that is answered in private.
    ``addressed`` is False for a command in a group that does not say which bot it is for.
    """

    command: str
    content: Content
    chat_id: int
    message_id: int
    private: bool
    user_id: int | None = None
    language: str | None = None
    thread_id: int | None = None
    replied: Content | None = None
    replied_id: int | None = None
    replied_to_bot: bool = False
    replied_user_id: int | None = None
    addressed: bool = True
    as_group: bool = False
    origin: Incoming | None = None

    @property
    def argument(self) -> str:
        """The words after the command."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: ``data`` is what it carries, under which message it stood."""

    query_id: str
    data: str
    chat_id: int
    message_id: int
    private: bool
    user_id: int
    language: str | None = None
    thread_id: int | None = None


def read_press(update: Update) -> Press | None:
    """Tell which button was pressed; None for other updates and for buttons of no message."""
    query = update.callback_query
    if query is None or query.message is None or not query.data:
        return None
    message = query.message
    full = message if isinstance(message, Message) else None
    return Press(
        query_id=query.id,
        data=query.data,
        chat_id=message.chat.id,
        message_id=message.message_id,
        private=message.chat.type == Chat.PRIVATE,
        user_id=query.from_user.id,
        language=query.from_user.language_code,
        thread_id=full.message_thread_id if full and full.is_topic_message else None,
    )


def read(update: Update, me: User) -> Incoming | None:
    """Tell what an update asks of the bot ``me``; None for what does not address it.

    Edited messages, channel posts, other bots and service messages ask nothing.
    """
    message = update.message
    if message is None or _is_noise(message, me):
        return None
    private = message.chat.type == Chat.PRIVATE
    content = content_of(message)
    found = _command(message, content.text)
    if found is not None:
        command, addressee, rest = found
        if addressee is not None and addressee.lower() != (me.username or "").lower():
            return None
        content, addressed = replace(content, text=rest), private or addressee is not None
    else:
        question = _private(message, content) if private else _in_group(message, content, me)
        if question is None:
            return None
        (command, content), addressed = question, True
    user = message.from_user
    known = user is not None and user.id not in ANONYMOUS and message.sender_chat is None
    replied = _replied(message)
    return Incoming(
        command=command,
        content=content,
        chat_id=message.chat.id,
        message_id=message.message_id,
        private=private,
        user_id=user.id if user and known else None,
        language=user.language_code if user else None,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        replied=content_of(replied) if replied else None,
        replied_id=replied.message_id if replied else None,
        replied_to_bot=_is_from(replied, me),
        replied_user_id=_person(replied),
        addressed=addressed,
        as_group=message.sender_chat is not None and message.sender_chat.id == message.chat.id,
    )


def _is_noise(message: Message, me: User) -> bool:
    user = message.from_user
    if message.via_bot is not None and message.via_bot.id == me.id:
        return True
    if message.is_automatic_forward or user is None:
        return True
    return user.is_bot and user.id not in ANONYMOUS


def _private(message: Message, content: Content) -> tuple[str, Content] | None:
    """In a private chat every text is a question; what cannot be one gets a hint."""
    if content.text:
        return ASK, content
    return (HINT, content) if message.effective_attachment is not None else None


def _in_group(message: Message, content: Content, me: User) -> tuple[str, Content] | None:
    """In a group a question mentions the bot or replies to it."""
    text = _without_mention(message, me)
    if text is not None:
        return ASK, replace(content, text=text)
    if content.text and _is_from(_replied(message), me):
        return ASK, content
    return None


def _command(message: Message, text: str) -> tuple[str, str | None, str] | None:
    """Name, addressee and argument of a command at the start of a message."""
    entities = message.entities or message.caption_entities
    for entity in entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            # Commands are ASCII: UTF-16 units and characters are the same here.
            name, _, addressee = text[1 : entity.length].partition("@")
            return name.lower(), addressee or None, text[entity.length :].strip()
    return None


def _without_mention(message: Message, me: User) -> str | None:
    """The text without the mentions of the bot; None where it is not mentioned."""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    name = f"@{me.username}".lower()
    text, found = message.text or message.caption or "", False
    for entity, words in sorted(entities.items(), key=lambda pair: -pair[0].offset):
        by_name = entity.type == MessageEntity.MENTION and words.lower() == name
        by_id = entity.type == MessageEntity.TEXT_MENTION and entity.user == me
        if by_name or by_id:
            raw = text.encode("utf-16-le")
            end = 2 * (entity.offset + entity.length)
            text = (raw[: 2 * entity.offset] + raw[end:]).decode("utf-16-le")
            found = True
    return " ".join(text.split()).lstrip(",:; ") if found else None


def _replied(message: Message) -> Message | None:
    """The message replied to. A topic's first messages "reply" to its creation: not counted."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied


def _person(message: Message | None) -> int | None:
    user = message.from_user if message is not None else None
    known = user is not None and not user.is_bot and user.id not in ANONYMOUS
    return user.id if user is not None and known else None


def _is_from(message: Message | None, me: User) -> bool:
    return message is not None and message.from_user is not None and message.from_user.id == me.id


def content_of(message: Message) -> Content:
    """What a message holds that can be asked or added."""
    entities = message.entities or message.caption_entities
    links = tuple(
        entity.url for entity in entities if entity.type == MessageEntity.TEXT_LINK and entity.url
    )
    document = message.document
    attachment = document and Attachment(
        document.file_id, document.file_name or "file", document.file_size, document.mime_type
    )
    origin = message.forward_origin
    name = url = None
    if isinstance(origin, MessageOriginChannel):
        name = origin.chat.title
        if origin.chat.username:
            url = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    text = (message.text or message.caption or "").strip()
    date = origin.date if origin else None
    return Content(text, links, attachment or None, name, url, date)
