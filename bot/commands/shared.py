"""What the commands have in common: the data folder, the library, JSON in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from corpus.errors import Unreadable

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.catalogue import Postgres
    from retrieval.embeddings import Embedder
    from retrieval.library import Library

Json = dict[str, Any]
R = TypeVar("R")
TARGET_CHARS = 500
NOT_GIVEN = Path("data")


def _data_folder(ctx: typer.Context, param: typer.CallbackParam, value: Path) -> Path:
    """Take ``--data`` after the command, else before it, else from the settings.

    Every command has the option, so here the settings are also checked before any of them runs.
    """
    from bot.settings import load

    settings = load()
    source = ctx.get_parameter_source(param.name or "data")
    if source is not None and source.name == "COMMANDLINE":
        return value
    return _given_before(ctx) or settings.accordingto_data


def _given_before(ctx: typer.Context) -> Path | None:
    """Give what ``--data`` was before the command, or before the group that it is in."""
    above = ctx.parent
    while above is not None:
        source = above.get_parameter_source("data")
        given: Path | None = above.params.get("data")
        if given is not None and source is not None and source.name == "COMMANDLINE":
            return given
        above = above.parent
    return None


DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        callback=_data_folder,
        show_default=False,
        help="The data folder (default: ACCORDINGTO_DATA, else ./data).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Batch = Annotated[
    Path | None,
    typer.Option(
        metavar="IN.jsonl",
        help='Take {"id", "question"} from each line of a file, - for standard input.',
    ),
]


@contextmanager
def open_library(data: Path, command: str) -> Iterator[Library]:
    """Open the corpus with the models of the settings; StoreBusy, StoreDamaged.

    It is in ``data``, or where DATABASE_URL and CHROMA_URL say.
    ``command`` is the one that runs, named to whoever finds the folder taken.
    """
    from bot.settings import load
    from retrieval.library import Library

    settings = load()
    with Library.open(
        data,
        embedding_model=settings.embedding_model,
        reranker_model=settings.reranker_model,
        answer_model=settings.answer_model,
        embedder=_embedder(settings),
        command=f"accordingto {command}",
        database=settings.database(),
        chroma=settings.chroma(),
    ) as library:
        yield library


def database() -> Postgres | None:
    """Give the database of the settings, None where the corpus is in the data folder."""
    from bot.settings import load

    return load().database()


def _embedder(settings: Settings) -> Embedder | None:
    """Give the embeddings server of the settings, None where there is none."""
    if settings.embedding_url is None:
        return None
    from retrieval.embedding_server import ServerEmbedder

    return ServerEmbedder(settings.embedding_url, settings.embedding_model, settings.embedding_key)


def on_record(
    library: Library,
    what: str,
    target: str,
    work: Callable[[], R],
    *,
    before: Json | None = None,
    after: Json | None = None,
) -> R:
    """Put a change on record and make it; ``before`` and ``after`` say what differs."""
    from bot.steps import recorded
    from corpus.catalogue import TERMINAL, Step

    step = Step(what, target[:TARGET_CHARS], TERMINAL, before=before, after=after)
    return recorded(library.catalogue, step, work)


def print_json(value: object) -> None:
    """Print one line of JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def warn(sentence: str) -> None:
    """Print a sentence on stderr."""
    typer.echo(sentence, err=True)


def many(count: int, thing: str) -> str:
    """Give a number of things in words: "1 claim", "2 claims"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def records(path: Path, *needed: str) -> Iterator[tuple[int, Json | Unreadable]]:
    """Give each line of a JSON Lines file (``-``: standard input) with its number, from 1.

    A record is an object in which each name of ``needed`` but the first, ``id``, has a text;
    a line that is none comes as the error that says why. Empty lines are passed over.
    """
    if str(path) == "-":
        yield from _parsed(sys.stdin.buffer, needed)
        return
    try:
        with path.open("rb") as lines:
            yield from _parsed(lines, needed)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None


def _parsed(
    lines: Iterable[bytes], needed: tuple[str, ...]
) -> Iterator[tuple[int, Json | Unreadable]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _record(number, line, needed)


def _record(number: int, line: bytes, needed: tuple[str, ...]) -> Json | Unreadable:
    try:
        record = json.loads(line)
    except ValueError:  # also where it is not UTF-8
        return Unreadable(f"line {number} is not JSON: each line holds one object.")
    except RecursionError:
        return Unreadable(f"line {number} is nested too deeply to be read.")
    if not isinstance(record, dict) or "id" not in record:
        return Unreadable(f'line {number} is no object with an "id".')
    for name in needed:
        if not isinstance(record.get(name), str):
            return Unreadable(f'line {number} has no text under "{name}".')
    return record
