"""The command line: ``accordingto COMMAND``. Parsing and errors here, the work in bot.commands."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import (
    adding,
    beside,
    corpus,
    doctor,
    feeds,
    files,
    mending,
    questions,
    serve,
    sources,
    store,
)
from corpus.errors import AccordingToError
from corpus.memory import give_back_freed

app = typer.Typer(
    name="accordingto",
    help="Answers questions about reported events in verbatim quotes, each bound to who said it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (serve, adding, beside, corpus, sources, mending, feeds, files, questions, store):
    group.register(app)
doctor.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"accordingto {version('accordingto')}")
        raise typer.Exit


@app.callback()
def accordingto(
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The data folder, for any command.")
    ] = None,
    asked_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold what may stand before the command; the commands read it from their context."""


def main() -> None:
    """Run a command. Exit status: 0 done, 1 refused or in part, 2 wrong usage, 130 Ctrl-C."""
    _speak_utf8()
    give_back_freed()
    try:
        app()
    except AccordingToError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader has gone (`| head`): leave quietly, also at the interpreter's last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last resort: one sentence, the rest in the log
        from bot.crash import record

        _fail(f"Something went wrong inside AccordingTo ({type(error).__name__}); {record(error)}")


def _speak_utf8() -> None:
    """Print UTF-8 whatever the locale; what has no UTF-8 form is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(1)
