"""``ask`` and ``search``, one question or a batch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import (
    NOT_GIVEN,
    AsJson,
    Batch,
    DataFolder,
    Json,
    open_library,
    print_json,
    records,
    warn,
)
from bot.progress import progress
from corpus.errors import Unreadable

if TYPE_CHECKING:
    from retrieval.model import Answer

Question = Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("ask")(ask)
    app.command("search")(search)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value} is no day; write it as in 2026-01-31.") from None


def ask(
    question: Question = None,
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
    as_of: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=_day, help="Only what was published by that day."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what that source says.")
    ] = None,
    batch: Batch = None,
) -> None:
    """Answer a question in attributed quotes."""
    from retrieval.json import answer_to_json

    _one_of(question, batch)
    with open_library(data, "ask") as library:
        if batch is not None:
            _run_batch(batch, lambda q: answer_to_json(library.ask(q, as_of=as_of, source=source)))
            return
        answer = library.ask(question or "", as_of=as_of, source=source)
    if as_json:
        print_json(answer_to_json(answer))
    else:
        typer.echo(_readable(answer))


def _readable(answer: Answer) -> str:
    """Give the answer as the bot would send it, in plain text; its quotes are checked first."""
    from bot.plain import plain
    from bot.rendering import answer as render
    from bot.texts import Texts
    from retrieval.quotes import check

    return "\n\n".join(plain(message.html) for message in render(check(answer), Texts()))


def search(
    question: Question = None,
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=1000, help="How many.")] = 10,
    data: DataFolder = NOT_GIVEN,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """List the passages nearest to a question."""
    from retrieval.json import hit_to_json

    _one_of(question, batch)
    with open_library(data, "search") as library:

        def found(text: str) -> Json:
            passages = [hit_to_json(hit) for hit in library.search(text, k)]
            return {"question": text, "passages": passages}

        if batch is not None:
            _run_batch(batch, found)
            return
        if as_json:
            print_json(found(question or ""))
            return
        hits = library.search(question or "", k)
    for rank, hit in enumerate(hits, start=1):
        day = (hit.article.published_at or "undated")[:10]
        typer.echo(f"{rank}. {hit.article.outlet}, {day}, {hit.article.id}\n{hit.text}\n")


def _one_of(question: str | None, batch: Path | None) -> None:
    if (question is None) == (batch is None):
        raise typer.BadParameter("give a QUESTION or --batch IN.jsonl, one of the two.")


def _run_batch(batch: Path, answer: Callable[[str], Json]) -> None:
    """Print what ``answer`` gives for each question, with its id; exit 1 if a line was bad."""
    failed = False
    with progress("Answering") as report:
        for done, (_, record) in enumerate(records(batch, "question"), start=1):
            if isinstance(record, Unreadable):
                warn(str(record))
                failed = True
            else:
                print_json({"id": record["id"], **answer(record["question"])})
            report(done, None)
    if failed:
        raise typer.Exit(1)
