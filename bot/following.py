"""Following feeds: one is fetched when it is due, and its new reports are proposed or published.

What blocks is here for the bot and the command line alike; ``Following`` is the bot's loop. The
schedule is the catalogue's, so that a kill loses nothing: an entry is noted as seen after its
report was kept, and one that comes again is the same article.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from bot import publishing
from bot.alone import alone
from corpus.catalogue import FeedMode
from corpus.errors import AccordingToError
from corpus.model import UNKNOWN_OUTLET, Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.adding import Reader
    from bot.ports import Library
    from corpus.catalogue import FollowedFeed
    from corpus.reading import Item
    from corpus.reading.feed_items import Feed, FeedItem

_log = logging.getLogger(__name__)
# How often the schedule is looked at, in seconds; feeds are fetched every 5 minutes at most.
LOOK_EVERY = 30.0
# New entries of a feed that are read at one fetch; the rest come at the next.
AT_ONCE = 50
# A feed's own text stands for the report where the page cannot be read, if it is no mere summary.
WHOLE_WORDS = 100


@dataclass(slots=True)
class Fetched:
    """What came of fetching a feed: ids ``published``, how many were proposed, what was skipped.

    ``trouble`` says why the feed could not be read, None where it could; ``died`` that it has
    now failed so often that moderators should look at it.
    """

    feed: FollowedFeed
    published: list[str] = field(default_factory=list)
    proposed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    trouble: str | None = None
    died: bool = False


def fetch(library: Library, reader: Reader, feed: FollowedFeed) -> Fetched:
    """Fetch a feed now and deal with what is new in it; blocks."""
    from corpus.reading import read_feed
    from corpus.reading.fetch import Validators

    done, feeds = Fetched(feed), library.catalogue.feeds
    try:
        page = reader.fetch(feed.url, Validators(feed.etag, feed.last_modified))
        found = None if page.unchanged else read_feed(page.data, page.url, page.content_type)
    except AccordingToError as error:
        failed = feeds.failed(feed.id, str(error))
        done.trouble = str(error)
        done.died = failed is not None and failed.dead and not feed.dead
        return done
    if found is None:
        feeds.fetched(feed.id, unchanged=True)
        return done
    left = _take_in(library, reader, feed, found, done)
    # With entries left, or to be tried again, the feed has to be sent whole the next time too.
    state = Validators() if left else page.validators
    feeds.fetched(feed.id, title=found.title, etag=state.etag, last_modified=state.last_modified)
    return done


def _take_in(
    library: Library, reader: Reader, feed: FollowedFeed, found: Feed, done: Fetched
) -> bool:
    """Read the new entries, the oldest first; tell whether some are left for the next time."""
    feeds = library.catalogue.feeds
    unseen = feeds.unseen(feed.id, [item.key for item in found.items])
    new = [item for item in reversed(found.items) if item.key in unseen]
    for item in new[:AT_ONCE]:
        articles, why = _read(reader, found, item)
        if not articles:
            done.skipped.append((item.url or item.key, why))
        auto = feed.mode is FeedMode.AUTO
        published, waiting = publishing.arrive(library, articles, auto=auto, feed_id=feed.id)
        done.published += published
        done.proposed += len(waiting)
        feeds.saw(feed.id, item.key, read=bool(articles))
    return len(new) > AT_ONCE or bool(done.skipped)


def reports(reader: Reader, found: Feed) -> Iterator[Item]:
    """Give all that a feed lists, the oldest first; what cannot be read comes as Skipped."""
    from corpus.reading import Skipped

    for item in reversed(found.items):
        articles, why = _read(reader, found, item)
        yield from articles
        if not articles:
            yield Skipped(item.url or item.key, why)


def _read(reader: Reader, found: Feed, item: FeedItem) -> tuple[list[Article], str]:
    """The report behind an entry: its page, else the text that the feed has; and why neither."""
    why = f"{item.title or item.key} has neither an address nor a text in its feed."
    if item.url is not None:
        read, why = _tried(lambda: reader.report(item.url or ""))
        if read:
            return [_filled(each, found, item) for each in read], why
    if item.html is not None and len(item.html.split()) >= WHOLE_WORDS:
        page, name = f"<html><body><article>{item.html}</article></body></html>", "entry.html"
        read, why = _tried(lambda: reader.file(page.encode(), name, "text/html; charset=utf-8"))
        own = [replace(each, url=item.url) for each in read]
        return [_filled(each, found, item, own=True) for each in own], why
    return [], why


def _tried(read: Callable[[], Iterable[Item]]) -> tuple[list[Article], str]:
    """The articles of what is read, and why there are none."""
    try:
        items = list(read())
    except AccordingToError as error:
        return [], str(error)
    reasons = [each.reason for each in items if not isinstance(each, Article)]
    return [each for each in items if isinstance(each, Article)], " ".join(reasons[:1])


def _filled(article: Article, found: Feed, item: FeedItem, *, own: bool = False) -> Article:
    """The article with what only the feed says of it; its ``own`` text has no title of its own."""
    from corpus.reading.finish import article_id

    unknown = article.outlet in ("", UNKNOWN_OUTLET)
    title = item.title or article.title if own else article.title
    return replace(
        article,
        id=article_id(article.url, title, article.text) if own else article.id,
        title=title,
        outlet=(found.title or article.outlet) if unknown else article.outlet,
        byline=article.byline or item.byline,
        published_at=article.published_at or item.published_at,
    )


class Following:
    """The bot's loop over the feeds that are due. ``tell`` sends a chat what went wrong or came."""

    def __init__(
        self,
        library: Library,
        reader: Reader,
        tell: Callable[[Fetched], Awaitable[None]],
        *,
        every: float = LOOK_EVERY,
    ) -> None:
        self._library = library
        self._reader = reader
        # One thread, and its own: slow sites do not hold up those who ask.
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="feeds")
        self._tell = tell
        self._every = every
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, with what became due while the bot was not running."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is due stays due."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        run = partial(asyncio.get_running_loop().run_in_executor, self._threads)
        while True:
            try:
                async with alone(run, self._library.catalogue, "feeds") as mine:
                    due = await run(self._library.catalogue.feeds.due) if mine else []
                    for feed in due:
                        done = await run(fetch, self._library, self._reader, feed)
                        if done.died or done.proposed:
                            await self._tell(done)
            except Exception:
                _log.exception("feeds could not be followed; trying again")
            await asyncio.sleep(self._every)
