"""From the messages of a channel's post to the reports in it. Blocks where files are read.

A post is a message, or the messages of an album. Its words are one report, each file that can be
read is another. The report of the words goes by the post's address, so that it stays the same one
when the post is edited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from telegram import Message, MessageOriginChannel

from bot import adding
from bot.dividing import sentences
from bot.incoming import Attachment, Content, content_of
from corpus.model import Article
from corpus.reading.formats import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.adding import Reader

WORDS = "words"
# Reports that are taken out of one file; a channel does not fill a corpus in bulk.
MOST_IN_FILE = 30
# What a whole sentence has at least: words, and a mark at its end. Headlines and the last line of
# a post often go without the mark, greetings and captions too: those that do are longer.
SENTENCE, UNMARKED = 5, 8
_ENDS = re.compile(r"[.!?…。؟]+[\"'”’»)\]]*$")
_NO_WORDS = re.compile(r"\S+://\S+|[@#/]\w+|(?:www|t)\.\S+/\S*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Letters of scripts that do not part words: two of them are about a word.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Post:
    """The messages of a post, and where it stands: its channel's title, and its address.

    ``address`` is what only it has; ``url`` the same for everybody, None in a private channel.
    """

    messages: tuple[Message, ...]
    outlet: str
    address: str
    url: str | None

    @property
    def contents(self) -> Iterator[tuple[Message, Content]]:
        """What each message holds, as if it were a forwarded one."""
        for message in self.messages:
            yield message, self._content(message)

    @property
    def files(self) -> Iterator[tuple[int, Attachment]]:
        """The files that may be read, by the numbers of their messages."""
        for message, content in self.contents:
            file = content.attachment
            readable = file is not None and file.name.lower().endswith(SUFFIXES)
            if file is not None and readable and (file.size or 0) <= adding.MAX_FILE:
                yield message.message_id, file

    def _content(self, message: Message) -> Content:
        content = content_of(message)
        elsewhere = isinstance(message.forward_origin, MessageOriginChannel)
        return replace(
            content,
            origin_name=content.origin_name or self.outlet,
            origin_url=content.origin_url or self.url,
            origin_date=content.origin_date if elsewhere else message.date,
        )


def name_of(message: Message) -> str:
    """Give the post that a message belongs to, within its channel."""
    return message.media_group_id or str(message.message_id)


def post_of(messages: list[Message]) -> Post:
    """Put the messages of a post together, which are at least one."""
    first = messages[0]
    bare = str(first.chat.id).removeprefix("-100")
    inside = f"https://t.me/c/{bare}/{first.message_id}"
    name = first.chat.username
    url = f"https://t.me/{name}/{first.message_id}" if name else None
    return Post(tuple(messages), first.chat.title or inside, url or inside, url)


def messages_of(kept: list[dict[str, Any]]) -> list[Message]:
    """Read messages as Telegram gave them."""
    return [Message.de_json(each, None) for each in kept]


def reports(reader: Reader, post: Post, files: Mapping[int, bytes]) -> dict[str, Article]:
    """Read the reports in a post, by their parts; empty where there is none to be left alone.

    ``files`` are the bytes of its files by the numbers of their messages.
    """
    found: dict[str, Article] = {}
    words = "\n\n".join(content.text for _, content in post.contents if content.text)
    if is_report(words):
        spoken = next(content for _, content in post.contents if content.text)
        if (article := _in_words(reader, post, replace(spoken, text=words))) is not None:
            found[WORDS] = article
    for message, content in post.contents:
        if message.message_id in files:
            data = files[message.message_id]
            found |= _in_file(reader, post, message.message_id, content, data)
    return found


def is_report(text: str) -> bool:
    """Tell whether a text has a whole sentence; addresses, names and hashtags are no words of it.

    In a post without one nobody says anything that could be quoted.
    """
    for sentence in sentences(text):
        bare = _NO_WORDS.sub(" ", sentence).strip()
        unparted = len(_UNPARTED.findall(bare))
        words = len(_WORD.findall(_UNPARTED.sub(" ", bare))) + unparted // 2
        if words >= (SENTENCE if _ENDS.search(bare) else UNMARKED):
            return True
    return False


def _in_words(reader: Reader, post: Post, content: Content) -> Article | None:
    from corpus.reading.finish import article_id

    # Words that are nothing but addresses are no sentence: none is fetched here.
    article = next(iter(adding.items(reader, content, None)))
    if not isinstance(article, Article):
        return None
    url, day = content.origin_url, content.origin_date
    return replace(
        article,
        id=article_id(url or post.address, article.title, article.text),
        url=url,
        outlet=content.origin_name or article.outlet,
        byline=article.byline or post.messages[0].author_signature,
        published_at=day.isoformat() if day else article.published_at,
    )


def _in_file(
    reader: Reader, post: Post, number: int, content: Content, data: bytes
) -> dict[str, Article]:
    """The reports in a file; what is not said in them is that of the post."""
    from corpus.reading.finish import article_id

    found = {}
    for place, article in enumerate(islice(adding.items(reader, content, data), MOST_IN_FILE)):
        if not isinstance(article, Article):
            continue
        part = f"{number}/{place}"
        own = article.url not in (None, content.origin_url)
        id_ = article.id if own else article_id(f"{post.address}/{part}", "", "")
        found[part] = replace(article, id=id_)
    return found
