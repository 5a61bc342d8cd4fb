"""Keeping the store: ``rebuild``, ``export``, ``backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.shared import NOT_GIVEN, DataFolder, database, open_library, warn
from bot.progress import progress

File = Annotated[Path, typer.Argument(metavar="FILE")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("export")(export)
    app.command("rebuild")(rebuild)
    app.command("backup")(backup)


def export(file: File, data: DataFolder = NOT_GIVEN) -> None:
    """Write an archive of everything, also while the bot runs.

    It is JSON Lines in a ZIP file; import makes a corpus of it on any machine.
    """
    from retrieval import moving

    with progress("Exporting") as report:
        manifest = moving.export(data, file, report, database=database())
    lines = sum(part.lines for part in manifest.parts)
    typer.echo(f"{file} has {lines} rows in {len(manifest.parts)} parts.")


def backup(file: File, data: DataFolder = NOT_GIVEN) -> None:
    """Save the corpus to a file, also while the bot runs."""
    from retrieval import moving

    with progress("Saving") as report:
        moving.backup(data, file, report, database=database())
    typer.echo(f"Saved to {file}; to put it back: accordingto restore --backup {file}")


def rebuild(data: DataFolder = NOT_GIVEN) -> None:
    """Make anew what another version or model made, and the indexes.

    What moderators decided stays. Exit status 1 where an article could not be analysed.
    """
    with open_library(data, "rebuild") as library, progress("Rebuilding") as report:
        skipped = library.rebuild(report)
    for each in skipped:
        warn(f"Left as it was: {each.item}: {each.reason}")
    typer.echo("The corpus is rebuilt.")
    if skipped:
        raise typer.Exit(1)
