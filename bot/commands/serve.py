"""``bot`` and ``chat``: the handlers in Telegram, and in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import NOT_GIVEN, DataFolder, open_library, warn
from bot.progress import progress

if TYPE_CHECKING:
    from retrieval.library import Library

HOW_TO_START = (
    "No TELEGRAM_BOT_TOKEN is set: send /newbot to @BotFather in Telegram and put the token that "
    "it gives you into .env. Until then, a chat in this terminal."
)
EXAMPLES_FOLDER = "examples"


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("bot")(bot)
    app.command("chat")(chat)


def bot(
    data: DataFolder = NOT_GIVEN,
    examples: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Without a token and a corpus, chat over the articles in DIR, in a corpus apart.",
        ),
    ] = None,
) -> None:
    """Run the bot; without a token, a chat here."""
    from bot.settings import load

    settings = load()
    if settings.telegram_bot_token is None:
        warn(HOW_TO_START)
        _chat_without_token(data, examples)
        return
    from bot.starting import run

    with open_library(data, "bot") as library:
        run(library, settings)


def chat(data: DataFolder = NOT_GIVEN) -> None:
    """Talk to the bot in this terminal.

    Lines come from a pipe too. The handlers are those of Telegram.
    """
    with open_library(data, "chat") as library:
        _chat(library)


def _chat_without_token(data: Path, examples: Path | None) -> None:
    # Whoever finds the folder taken is not to take this for a bot that works jobs off.
    with open_library(data, "chat") as library:
        if examples is None or library.articles():
            _chat(library)
            return
    # The examples are invented: they never mix with the articles of a real corpus.
    with open_library(data / EXAMPLES_FOLDER, "chat") as library:
        if not library.articles():
            _add_examples(library, examples)
        warn(f"{len(library.articles())} invented articles from {examples} are there to be asked.")
        _chat(library)


def _add_examples(library: Library, examples: Path) -> None:
    from corpus.reading import read_path

    with progress("Adding the examples") as report:
        result = library.add(list(read_path(examples)), progress=report)
    for skipped in result.skipped:
        warn(f"Skipped {skipped.item}: {skipped.reason}")


def _chat(library: Library) -> None:
    from bot.terminal import chat as talk

    talk(library)
