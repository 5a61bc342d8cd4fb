"""``mend``: put right who said what in an article, and export that as labelled data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import NOT_GIVEN, AsJson, DataFolder, many, open_library, print_json, warn

if TYPE_CHECKING:
    from corpus.mending import Mending
    from corpus.model import Source
    from retrieval.library import Library

Id = Annotated[str, typer.Argument(metavar="ID", help="The article's id.")]
Number = Annotated[
    int, typer.Argument(metavar="N", help="The claim's number, as `claims ID` prints it.", min=1)
]
WHO = "A source's number or just its name; with --kind somebody new."
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="Of somebody new: person, organisation, document, unnamed."),
]
Role = Annotated[str | None, typer.Option(metavar="ROLE", help="Of somebody new: who that is.")]


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group = typer.Typer(
        help="Put right who said what in an article; export it as labelled data.",
        rich_markup_mode=None,
        no_args_is_help=True,
    )
    for name, command in (
        ("source", source),
        ("drop", drop),
        ("add", add),
        ("undo", undo),
        ("list", listing),
        ("export", export),
    ):
        group.command(name)(command)
    app.add_typer(group, name="mend")


def source(
    id: Id,
    number: Number,
    who: Annotated[str, typer.Argument(metavar="WHO", help=WHO)],
    kind: Kind = None,
    role: Role = None,
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Put a claim under another source."""
    from bot import mending

    with open_library(data, "mend source") as library:
        article, right = library.article(id), _who(library, who, kind, role)
        done = mending.give(library, mending.AT_TERMINAL, article, number - 1, right)
        _told(done)


def drop(id: Id, number: Number, data: DataFolder = NOT_GIVEN) -> None:
    """Say that a claim is none: its words are the outlet's own then."""
    from bot import mending

    with open_library(data, "mend drop") as library:
        _told(mending.drop(library, mending.AT_TERMINAL, library.article(id), number - 1))


def add(
    id: Id,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Its words as they stand, by pieces.")
    ],
    by: Annotated[str, typer.Option(metavar="WHO", help=WHO)],
    denies: Annotated[bool, typer.Option("--denies", help="They deny it.")] = False,
    kind: Kind = None,
    role: Role = None,
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Add a claim that was missed."""
    from bot import mending
    from corpus.missed import claim_of, pieces
    from corpus.model import Source, Stance

    with open_library(data, "mend add") as library:
        article, right = library.article(id), _who(library, by, kind, role)
        known = mending.known(library, right) if isinstance(right, int) else None
        named = Source(known.name, known.kind, known.role) if known else right
        assert isinstance(named, Source)  # noqa: S101 - a number was looked up
        content = pieces(article.text, "\n".join(words))
        stance = Stance.DENIES if denies else Stance.ASSERTS
        claim = claim_of(article, library.claims(id), content, named, stance)
        done = mending.add(
            library, mending.AT_TERMINAL, article, claim, known.id if known else None
        )
        _told(done)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `mend list` prints it.")],
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Take back what was put right."""
    from bot import mending
    from corpus.errors import NotFound

    with open_library(data, "mend undo") as library:
        found = next((each for each in library.mendings() if each.id == number), None)
        if found is None:
            raise NotFound(f"There is no mended claim {number} that could be undone.")
        mending.undo(library, mending.AT_TERMINAL, found)
        typer.echo(f"Undone: {_line(found)}.")


def listing(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None,
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
) -> None:
    """List what was put right, by whom and when, in an article or in all."""
    with open_library(data, "mend list") as library:
        found = library.mendings(id)
    if as_json:
        print_json([_facts(each) for each in found])
        return
    for each in found:
        undone = f" (undone by {each.undone_by}, {each.undone_at})" if each.undone_at else ""
        typer.echo(f"{each.id}  {each.made_at}  {each.made_by}: {_line(each)}{undone}")


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .jsonl file, - for stdout.")],
    data: DataFolder = NOT_GIVEN,
) -> None:
    """Write the articles with mended claims as labelled data: JSON Lines."""
    from retrieval.labelled import labelled

    with open_library(data, "mend export") as library:
        lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in labelled(library)]
    if str(file) == "-":
        typer.echo("".join(lines), nl=False)
    else:
        beside = file.with_name(f"{file.name}.part")
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(file)
    warn(f"{many(len(lines), 'article')} with mended claims.")


def _who(library: Library, who: str, kind: str | None, role: str | None) -> Source | int:
    """Give the number of a source that goes by just that name, or somebody new."""
    from bot import mending
    from corpus.errors import AccordingToError
    from corpus.model import Source, SourceKind
    from corpus.text import line

    if kind is None:
        return mending.known(library, who, exactly=True).id
    name = line(who)
    if kind not in set(SourceKind) - {SourceKind.OUTLET} or name is None:
        raise AccordingToError("Give a name, and --kind person, organisation, document or unnamed.")
    return Source(name, SourceKind(kind), line(role))


def _told(done: Mending) -> None:
    typer.echo(f"{_line(done)}. To undo: accordingto mend undo {done.id}")


def _line(mended: Mending) -> str:
    """What was put right, in a line."""
    was = mended.was.name if mended.was else "nobody"
    now = {"source": mended.claim.source.name, "drop": "no claim", "add": mended.claim.source.name}
    return f"{mended.article_id}: “{_words(mended)}”: {was} → {now[mended.what]}"


def _words(mended: Mending) -> str:
    """The content of a mending, out of the words of its sentence."""
    claim = mended.claim
    at = claim.sentence.start
    return " […] ".join(mended.words[each.start - at : each.end - at] for each in claim.content)


def _facts(mended: Mending) -> dict[str, object]:
    return {
        "id": mended.id,
        "what": mended.what.value,
        "article_id": mended.article_id,
        "words": _words(mended),
        "was": mended.was.name if mended.was else None,
        "source": None if mended.what == "drop" else mended.claim.source.name,
        "stance": mended.claim.stance.value,
        "made_by": mended.made_by,
        "made_at": mended.made_at,
        "undone_by": mended.undone_by,
        "undone_at": mended.undone_at,
    }
