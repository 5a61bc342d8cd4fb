"""``sources``: who is quoted; and putting right which sources are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import (
    NOT_GIVEN,
    AsJson,
    DataFolder,
    Json,
    many,
    open_library,
    print_json,
    warn,
)

if TYPE_CHECKING:
    from corpus.catalogue import CatalogueSource, Decision, Wish
    from retrieval.library import Library

Which = Annotated[str, typer.Argument(metavar="SOURCE", help="Its number, or a name of it.")]


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group = typer.Typer(
        help="List who is quoted, and say which of them are one.", rich_markup_mode=None
    )
    group.callback(invoke_without_command=True)(listing)
    for name, command in (
        ("merge", merge),
        ("split", split),
        ("rename", rename),
        ("undo", undo),
        ("decisions", decisions),
        ("alike", alike),
    ):
        group.command(name)(command)
    app.add_typer(group, name="sources")


def listing(ctx: typer.Context, data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List who is quoted, and how often; or say which of them are one."""
    if ctx.invoked_subcommand is not None:
        return
    with open_library(data, "sources") as library:
        found = library.sources()
    if as_json:
        print_json([_facts(source) for source in found])
        return
    from bot.mending import described

    for source in found:
        typer.echo(described(source))
    warn(f"{many(len(found), 'source')}.")


def merge(
    kept: Annotated[str, typer.Argument(metavar="A", help="The one whose name is kept.")],
    gone: Annotated[str, typer.Argument(metavar="B", help="The one that is the same.")],
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Let two sources be one, in all articles, those to come too."""
    from bot.mending import known
    from corpus.catalogue import Verdict, Wish

    with open_library(data, "sources merge") as library:
        one, other = known(library, kept), known(library, gone)
        _decided(library, Wish(Verdict.MERGE, one.id, other.id))


def split(
    source: Which,
    variants: Annotated[
        list[str] | None, typer.Argument(metavar="VARIANT...", help="Names that are another's.")
    ] = None,
    data: DataFolder = NOT_GIVEN,
    articles: Annotated[
        list[str] | None,
        typer.Option("--article", metavar="ID", help="An article that quotes another of its name."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="What the other is called.")
    ] = None,
) -> None:
    """Let some names of a source, or those that it is in some articles, be another source."""
    from bot.mending import known
    from corpus.catalogue import Verdict, Wish

    with open_library(data, "sources split") as library:
        one = known(library, source)
        names, places = tuple(variants or ()), tuple(articles or ())
        _decided(library, Wish(Verdict.SPLIT, one.id, names=names, articles=places, name=name))


def rename(
    source: Which,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Call a source by another name."""
    from bot.mending import known
    from corpus.catalogue import Verdict, Wish

    with open_library(data, "sources rename") as library:
        one = known(library, source)
        _decided(library, Wish(Verdict.RENAME, one.id, name=name))


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision's number.")],
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Take back a merge, a split or a name."""
    from bot.mending import AT_TERMINAL, undo_decision

    with open_library(data, "sources undo") as library:
        undone = undo_decision(library, AT_TERMINAL, number)
        typer.echo(f"Undone: {undone.said}.")


def decisions(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List what was decided on sources, by whom and when."""
    with open_library(data, "sources decisions") as library:
        found = library.decisions()
    if as_json:
        print_json([_decision(each) for each in found])
        return
    for each in found:
        undone = f" (undone by {each.undone_by}, {each.undone_at})" if each.undone_at else ""
        typer.echo(f"{each.id}  {each.made_at}  {each.made_by}: {each.said}{undone}")


def alike(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List sources that may be one by their names, for you to decide."""
    with open_library(data, "sources alike") as library:
        pairs = library.alike_sources()
    if as_json:
        print_json([[_facts(one), _facts(other)] for one, other in pairs])
        return
    from bot.mending import described

    for one, other in pairs:
        typer.echo(f"{described(one)}\n{described(other)}")
        typer.echo(f"  If they are one: accordingto sources merge {one.id} {other.id}\n")
    warn(f"{many(len(pairs), 'pair')}.")


def _decided(library: Library, wish: Wish) -> None:
    from bot.mending import AT_TERMINAL, decide

    decision = decide(library, AT_TERMINAL, wish)
    typer.echo(f"{decision.said}. To undo: accordingto sources undo {decision.id}")


def _facts(source: CatalogueSource) -> Json:
    return {
        "id": source.id,
        "name": source.name,
        "kind": str(source.kind),
        "role": source.role,
        "variants": list(source.variants),
        "claims": source.claims,
        "articles": source.articles,
        "place": source.place,
        "linked": list(source.linked),
    }


def _decision(decision: Decision) -> Json:
    names = ("id", "what", "said", "made_by", "made_at", "undone_by", "undone_at")
    return {name: getattr(decision, name) for name in names}
