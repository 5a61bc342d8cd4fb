"""``add`` and ``import``: any number of articles, taken up again where they were cut short."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.beside import bot_runs, hand_in
from bot.commands.shared import (
    NOT_GIVEN,
    AsJson,
    DataFolder,
    database,
    on_record,
    open_library,
    print_json,
    warn,
)
from bot.progress import progress
from corpus.errors import AccordingToError, StoreBusy

if TYPE_CHECKING:
    from bot.bulk import Outcome, Reason
    from corpus.reading import Skipped
    from retrieval.library import Library

Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write what was skipped as JSON Lines."),
]
# So few that are skipped are named one by one.
FEW = 10
INTERRUPTED = 130


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("add")(add)
    app.command("import")(import_file)


def add(
    places: Annotated[list[str], typer.Argument(metavar="PATH|URL...")],
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Add articles: files, folders, addresses.

    Files are .txt .md .html .pdf .docx .jsonl .jsonl.gz; of a feed's address, all that it lists
    now. Cut short, the same command goes on: what is in is passed over. Where the bot runs, it
    does the work in the background. Exit status 1 where something was skipped, 130 after Ctrl-C.
    """
    _writable(report)
    try:
        with open_library(data, "add") as library:
            outcome = _add(library, places)
    except StoreBusy:
        if not bot_runs(data):
            raise
        outcome = hand_in(data, places)
    _tell(outcome, as_json=as_json, report=report)


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Import articles from JSON lines, or everything from an archive that export wrote.

    An archive goes into an empty data folder.
    """
    if file.name.endswith((".jsonl", ".jsonl.gz")):
        add([str(file)], data, as_json, report)
        return
    from retrieval import moving

    with progress("Importing") as told:
        manifest = moving.import_archive(
            file, data, "accordingto import", told, database=database()
        )
    lines = {part.table: part.lines for part in manifest.parts}
    if as_json:
        print_json({"imported": lines})
    else:
        typer.echo(f"Imported {lines.get('articles', 0)} articles and all that belongs to them.")


def _add(library: Library, places: list[str]) -> Outcome:
    from bot.adding import CorpusReader
    from bot.bulk import expected, raws, take_in

    total = expected(places)
    with progress("Adding articles", total=total) as told, _interruptible() as go_on:

        def work() -> Outcome:
            return take_in(
                library,
                raws(CorpusReader(), places),
                go_on=go_on,
                told=lambda outcome, ahead: told(outcome.done + ahead, total),
            )

        return on_record(library, "added", " ".join(places), work)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Give what tells whether to go on: after Ctrl-C not; a second one ends at once."""
    asked = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        warn("Finishing what was begun; Ctrl-C again ends at once.")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: not asked
    finally:
        signal.signal(signal.SIGINT, before)


def _writable(report: Path | None) -> None:
    """Empty the report now: after hours of work it would be late to find that it cannot be."""
    if report is None:
        return
    try:
        report.write_bytes(b"")
    except OSError as error:
        raise AccordingToError(f"{report} cannot be written: {error.strerror}.") from None


def _tell(outcome: Outcome, *, as_json: bool, report: Path | None) -> None:
    """Say what became of everything, and leave with its exit status."""
    if report is not None:
        report.write_text("".join(map(report_line, outcome.skipped)), encoding="utf-8")
    if as_json:
        skipped = [{"item": s.item, "reason": s.reason} for s in outcome.skipped]
        print_json({"added": outcome.added, "unchanged": outcome.unchanged, "skipped": skipped})
    else:
        _tell_people(outcome, report)
    if outcome.stopped:
        warn("Stopped. The same command goes on from here.")
        raise typer.Exit(INTERRUPTED)
    if outcome.skipped:
        raise typer.Exit(1)


def _tell_people(outcome: Outcome, report: Path | None) -> None:
    from bot.bulk import reasons

    if len(outcome.skipped) <= FEW:
        for each in outcome.skipped:
            warn(f"Skipped {each.item}: {each.reason}")
    else:
        warn("Skipped, by the reason:")
        for reason in reasons(outcome.skipped):
            warn(f"  {reason.count} × {reason.reason} ({_examples(reason)})")
        if report is None:
            warn("All of them one by one: --report FILE")
    if outcome.passed:
        warn(f"{outcome.passed} had been taken in before and were passed over unread.")
    typer.echo(
        f"Added {len(outcome.added)}, there already {len(outcome.unchanged)}, "
        f"skipped {len(outcome.skipped)}."
    )


def _examples(reason: Reason) -> str:
    more = ", …" if reason.count > len(reason.examples) else ""
    return ", ".join(reason.examples) + more


def report_line(skipped: Skipped) -> str:
    """Give what was skipped as a line of JSON."""
    return json.dumps({"item": skipped.item, "reason": skipped.reason}, ensure_ascii=False) + "\n"
