"""Keeping the store: ``rebuild``, ``doctor``, ``export``, ``backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.shared import NOT_GIVEN, AsJson, DataFolder, open_library, print_json, warn
from bot.progress import progress
from corpus.errors import AccordingToError

File = Annotated[Path, typer.Argument(metavar="FILE")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("export")(export)
    app.command("rebuild")(rebuild)
    app.command("backup")(backup)
    app.command("doctor")(doctor)


def export(file: File, data: DataFolder = NOT_GIVEN) -> None:
    """Write an archive of the corpus (not built yet)."""
    raise AccordingToError("Exporting the corpus is not built yet.")


def backup(file: File, data: DataFolder = NOT_GIVEN) -> None:
    """Save the store (not built yet)."""
    raise AccordingToError(
        "Backups are not built yet: stop the bot and copy the data folder instead."
    )


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


def doctor(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """Check the store and the models.

    Exit status 1 where something is wrong.
    """
    with open_library(data, "doctor") as library:
        findings = list(library.doctor())
    if as_json:
        print_json([{"check": f.check, "ok": f.ok, "detail": f.detail} for f in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding.ok else 'BAD'}  {finding.check}: {finding.detail}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
