"""``feeds``: following feeds from the command line, as ``/feeds`` does in Telegram."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import (
    NOT_GIVEN,
    AsJson,
    DataFolder,
    Json,
    on_record,
    open_library,
    print_json,
    warn,
)
from bot.progress import progress

if TYPE_CHECKING:
    from bot.following import Fetched
    from corpus.catalogue import FollowedFeed

Url = Annotated[str, typer.Argument(metavar="URL")]
Which = Annotated[str, typer.Argument(metavar="NUMBER|URL")]
Wanted = Annotated[list[str] | None, typer.Argument(metavar="[NUMBER|URL]...", show_default=False)]
group = typer.Typer(no_args_is_help=True, help="Follow feeds: RSS, Atom and JSON Feed.")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    group.command("add")(add)
    group.command("list")(list_)
    group.command("remove")(remove)
    group.command("fetch")(fetch)
    app.add_typer(group, name="feeds")


def add(
    url: Url,
    data: DataFolder = NOT_GIVEN,
    every: Annotated[int, typer.Option(metavar="MIN", help="Minutes between two looks.")] = 30,
    auto: Annotated[
        bool, typer.Option("--auto", help="Publish its reports at once; else they wait.")
    ] = False,
) -> None:
    """Follow a feed; the bot fetches it from then on."""
    from corpus.catalogue import FeedMode

    mode = FeedMode.AUTO if auto else FeedMode.REVIEW
    with open_library(data, "feeds add") as library:
        work = partial(library.catalogue.feeds.add, url, minutes=every, mode=mode)
        after = {"minutes": every, "mode": mode.value}
        feed = on_record(library, "feed-added", url, work, after=after)
    typer.echo(f"{feed.id}: {url} is followed; to fetch it now: accordingto feeds fetch {feed.id}")


def list_(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List the feeds that are followed."""
    with open_library(data, "feeds list") as library:
        found = library.catalogue.feeds.all()
    if as_json:
        print_json([_facts(feed) for feed in found])
        return
    for feed in found:
        trouble = f"  BAD: {feed.trouble}" if feed.trouble else ""
        name = feed.title or feed.url
        typer.echo(f"{feed.id}  every {feed.minutes} min, {feed.mode}  {name}{trouble}")
    warn(f"{len(found)} feeds are followed.")


def remove(feed: Which, data: DataFolder = NOT_GIVEN) -> None:
    """Follow a feed no more."""
    with open_library(data, "feeds remove") as library:
        found = library.catalogue.feeds.find(feed)
        work = partial(library.catalogue.feeds.remove, found.id)
        before = {"minutes": found.minutes, "mode": found.mode.value}
        on_record(library, "feed-removed", found.url, work, before=before)
    typer.echo(f"{found.url} is not followed any more.")


def fetch(feeds: Wanted = None, data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """Fetch feeds now: those named, else all that are due.

    Exit status 1 where one could not be read.
    """
    from bot import following
    from bot.adding import CorpusReader

    done = []
    with open_library(data, "feeds fetch") as library, progress("Fetching feeds") as report:
        kept = library.catalogue.feeds
        chosen = [kept.find(each) for each in feeds] if feeds else kept.due(limit=1000)
        for number, feed in enumerate(chosen, start=1):
            done.append(following.fetch(library, CorpusReader(), feed))
            report(number, len(chosen))
    if as_json:
        print_json([_came(each) for each in done])
    for each in done:
        _tell(each, quiet=as_json)
    if any(each.trouble for each in done):
        raise typer.Exit(1)


def _tell(done: Fetched, *, quiet: bool) -> None:
    if done.trouble:
        warn(f"{done.feed.url}: {done.trouble}")
    elif not quiet:
        typer.echo(f"{done.feed.url}: {len(done.published)} published, {done.proposed} proposed.")
    for item, why in done.skipped:
        warn(f"Skipped {item}: {why}")


def _facts(feed: FollowedFeed) -> Json:
    names = ("id", "url", "title", "minutes", "next_at", "failures", "trouble")
    return {name: getattr(feed, name) for name in names} | {"mode": feed.mode.value}


def _came(done: Fetched) -> Json:
    skipped = [{"item": item, "reason": why} for item, why in done.skipped]
    came = {"published": done.published, "proposed": done.proposed, "skipped": skipped}
    return {"url": done.feed.url, **came, "trouble": done.trouble}
