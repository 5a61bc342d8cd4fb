"""Digests: what was reported since a time, in one message. ``compose`` blocks, the rest is pure.

What a digest says beside its quotes is kept as facts, so that it can be shown again when an
article that it quotes changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import markup, references, rendering, stories
from bot.answers import Asked
from bot.dividing import Block, divide
from bot.marks import UNMARKED, Marks
from corpus.catalogue import NoticeKind
from corpus.model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.handlers.desk import Desk
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import Noticed
    from retrieval.model import Answer

Json = dict[str, Any]
# In one message: stories, accounts of each, outlets by name, and corrections.
STORIES, ACCOUNTS, OUTLETS, NOTICES = 4, 2, 6, 5


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is told: its headline, its answer, and the address that brings it back."""

    topic: str
    answer: Answer
    accounts: int
    back: str | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A digest that is to be sent: the keys of its answers, and its facts."""

    keys: tuple[str, ...]
    facts: Json


def compose(
    desk: Desk, chat_id: int, since: str, until: str, zone: str, texts: Texts
) -> Composed | None:
    """Make a digest of what came in a span of time; None where nothing did."""
    store = desk.library.catalogue
    outlets = store.news.outlets(since, until)
    noticed = store.news.notices(since, until, limit=NOTICES)
    if not outlets and not noticed:
        return None
    ranked = sorted(outlets.items(), key=lambda each: (-each[1], each[0]))
    facts: Json = {
        "since": datetime.fromisoformat(since).astimezone(ZoneInfo(zone)).isoformat(),
        "reports": sum(outlets.values()),
        "outlets": ranked[:OUTLETS],
        "notices": [_noted(each) for each in noticed],
    }
    found = stories.stories(desk.library, since, until) if outlets else []
    chosen = _fitting(facts, found, texts)
    keys = tuple(
        desk.answers.keep(Asked(answer.question, chat_id, topic=True, unasked=True), answer)
        for answer, _ in chosen
    )
    shown = {key: accounts for key, (_, accounts) in zip(keys, chosen, strict=True)}
    return Composed(keys, facts | {"shown": shown})


def _noted(noticed: Noticed) -> Json:
    article = noticed.article
    names = ("title", "outlet", "published_at", "url")
    kept = {name: getattr(article, name) for name in names}
    return kept | {"kind": noticed.kind.value, "note": noticed.note}


def _fitting(facts: Json, found: Sequence[Answer], texts: Texts) -> list[tuple[Answer, int]]:
    """Choose the stories that find room in one message, and how many accounts of each."""
    chosen: list[tuple[Answer, int]] = []
    # As long as the addresses will be.
    back = "https://t.me/" + 32 * "x" + "?start=00000-00000000"
    for answer in found:
        for accounts in range(ACCOUNTS, 0, -1):
            longer = [*chosen, (answer, accounts)]
            told = [Told(answer.question, answer, n, back) for answer, n in longer]
            if len(divide(blocks(facts, told, texts))) == 1:
                chosen = longer
                break
        if len(chosen) == STORIES:
            break
    return chosen


def blocks(
    facts: Mapping[str, Any], told: Sequence[Told], texts: Texts, *, marks: Marks = UNMARKED
) -> list[Block]:
    """A digest as parts of a message."""
    head = markup.bold(texts.say("digest", since=moment(facts["since"], texts)))
    names = (
        texts.say("digest-outlet", outlet=references.label(name), count=count)
        for name, count in facts["outlets"]
    )
    listed = texts.listed(names)
    count = facts["reports"]
    made = [Block(head, (texts.say("digest-reports", count=count, names=listed),) if count else ())]
    for number, each in enumerate(told, start=1):
        made += _story(number, each, texts, marks)
    if facts["notices"]:
        lines = tuple(_notice(each, texts) for each in facts["notices"])
        made.append(Block(markup.bold(texts.say("digest-notices")), lines))
    if told:
        made.append(Block(markup.italic(texts.say("digest-numbers"))))
    return made


def _story(number: int, told: Told, texts: Texts, marks: Marks) -> list[Block]:
    headline = markup.text(f"{number}. ") + references.label(told.topic)
    status = rendering.status_line(told.answer, texts)
    head = texts.listed((markup.link(markup.bold(headline), told.back), status), " · ")
    first, *rest = (
        rendering.account_block(each, texts, marks=marks)
        for each in stories.shown(told.answer, told.accounts)
    )
    return [Block(markup.join("\n", (head, first.head)), first.parts, first.again), *rest]


def _notice(noted: Json, texts: Texts) -> Markup:
    article = Article("", noted["title"], "", noted["outlet"], published_at=noted["published_at"])
    title = markup.link(references.label(article.title), noted["url"])
    day = markup.text(texts.day(article.published_at))
    pieces = (title, references.label(article.outlet), day)
    headline = markup.text("⚠️ ") + texts.listed(pieces)
    retracted = noted["kind"] == NoticeKind.RETRACTED
    key = "digest-retracted" if retracted else "digest-corrected"
    said = texts.say(key, headline=headline)
    return markup.join(" ", (said, references.label(noted["note"])))


def moment(iso: str, texts: Texts) -> str:
    """Give a day and time of day in words, as in its own time zone."""
    time = f"{datetime.fromisoformat(iso):%H:%M}"
    return texts.plain("name-role", name=texts.day(iso), role=time)
