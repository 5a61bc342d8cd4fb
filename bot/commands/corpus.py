"""``articles``, ``show``, ``remove``, ``restore``, ``claims``: the articles of the corpus."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import (
    NOT_GIVEN,
    AsJson,
    DataFolder,
    database,
    many,
    on_record,
    open_library,
    print_json,
    warn,
)
from bot.progress import progress
from corpus.errors import NotFound

if TYPE_CHECKING:
    from corpus.model import Article

Ids = Annotated[list[str], typer.Argument(metavar="ID...")]
MaybeIds = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("articles")(articles)
    app.command("show")(show)
    app.command("remove")(remove)
    app.command("restore")(restore)
    app.command("claims")(claims)


def articles(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List the articles of the corpus."""
    with open_library(data, "articles") as library:
        found = list(library.articles())
    if as_json:
        print_json([{"id": article.id, **_facts(article)} for article in found])
        return
    for article in found:
        typer.echo(f"{article.id}  {_day(article)}  {_origin(article)}  {article.title}")
    warn(f"{many(len(found), 'article')}.")


def show(
    id: Annotated[str, typer.Argument(metavar="ID")],
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
) -> None:
    """Show an article; with --json its full text."""
    with open_library(data, "show") as library:
        article = library.article(id)
    if as_json:
        facts = {"id": article.id, **_facts(article), "text": article.text}
        print_json(facts | {"captions": list(article.captions)})
        return
    byline = [article.byline] if article.byline else []
    head = [article.title, " · ".join([_origin(article), *byline, _day(article)])]
    typer.echo("\n".join(head + ([article.url] if article.url else [])))
    typer.echo(f"\n{article.text}")


def remove(ids: Ids, data: DataFolder = NOT_GIVEN) -> None:
    """Take articles out; restore brings them back."""
    with open_library(data, "remove") as library:
        titles = [library.article(each).title for each in ids]
        before = {"titles": titles}
        on_record(library, "removed", " ".join(ids), partial(library.remove, ids), before=before)
    typer.echo(f"Removed {', '.join(ids)}; to bring back: accordingto restore ID")


def restore(
    ids: MaybeIds = None,
    data: DataFolder = NOT_GIVEN,
    backup: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Put what backup saved to FILE in the whole corpus's place."
        ),
    ] = None,
) -> None:
    """Bring back removed articles, or with --backup the whole corpus."""
    if (not ids) == (backup is None):
        raise typer.BadParameter("give ids or --backup FILE, one of the two.")
    if backup is not None:
        _restore_backup(backup, data)
        return
    ids = ids or []
    with open_library(data, "restore") as library:
        on_record(library, "restored", " ".join(ids), partial(library.restore, ids))
    typer.echo(f"Restored {', '.join(ids)}.")


def _restore_backup(backup: Path, data: Path) -> None:
    from retrieval import moving

    with progress("Restoring") as report:
        kept = moving.restore(backup, data, "accordingto restore", report, database=database())
    typer.echo(f"The corpus is as {backup} has it.")
    if kept is not None:
        warn(f"What it was before is kept in {kept}.")


def claims(
    place: Annotated[str, typer.Argument(metavar="ID|PATH")],
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
) -> None:
    """Show who says what in an article or a file.

    A file is read without touching the corpus.
    """
    from bot.commands.files import analysed, print_claims
    from corpus.mending import by_hand

    if Path(place).exists():
        for article, found in analysed(Path(place)):
            print_claims(article, found, as_json=as_json)
        return
    with open_library(data, "claims") as library:
        try:
            article = library.article(place)
        except NotFound:
            raise NotFound(f"{place} is neither a file nor an article of the corpus.") from None
        now, mendings = library.claims(place), library.mendings(place)
        signed = {n: each.made_by for n, each in by_hand(article, now, mendings).items()}
        print_claims(article, now, as_json=as_json, signed=signed)


def _facts(article: Article) -> dict[str, str | None]:
    names = ("title", "outlet", "agency", "byline", "published_at", "url", "language")
    return {name: getattr(article, name) for name in names}


def _origin(article: Article) -> str:
    return f"{article.outlet} ({article.agency})" if article.agency else article.outlet


def _day(article: Article) -> str:
    return article.published_at[:10] if article.published_at else "undated"
