"""``doctor``: whether everything is as it should be, and what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.commands.shared import NOT_GIVEN, AsJson, DataFolder, open_library, print_json
from corpus.errors import StoreBusy

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.health import Finding


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor")(doctor)


def doctor(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """Check the store, the models, Telegram and what the bot serves.

    Exit status 1 where something is wrong. While the bot runs, it is asked how it is.
    """
    from bot.operations import checks
    from bot.settings import load

    settings = load()
    findings, running = _store(data)
    if settings.database_url is not None:
        running = None  # bots that share a database leave it open to others
    findings.append(checks.reranker(settings.reranker_model))
    findings += checks.check(settings, running=running)
    if as_json:
        print_json([{"check": f.check, "ok": f.ok, "detail": f.detail} for f in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding.ok else 'BAD'}  {finding.check}: {finding.detail}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _store(data: Path) -> tuple[list[Finding], bool | None]:
    """Check the store; where it is open elsewhere, only its disk. Tell whether the bot has it."""
    from bot.commands.beside import bot_runs
    from bot.operations import checks
    from retrieval.health import Finding

    try:
        with open_library(data, "doctor") as library:
            return list(library.doctor()), False
    except StoreBusy as busy:
        # Whether that is well is for the one who has it open to say.
        return [Finding("data folder", True, str(busy)), checks.space(data)], bot_runs(data)
