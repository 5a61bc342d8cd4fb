"""What reads texts and touches no corpus: ``attributions``, and ``claims`` of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.shared import NOT_GIVEN, DataFolder, Json, print_json, records, warn
from corpus.errors import Unreadable

if TYPE_CHECKING:
    from corpus.model import Article, Attribution, Claim, Span


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("attributions")(attributions)


def attributions(data: DataFolder = NOT_GIVEN) -> None:
    """Find attributions in lines of text.

    Reads {"id", "text"} a line from stdin, writes {"id", "attributions"} a line.
    Exit status 1 where a line could not be read; the others are written.
    """
    from corpus.attribution import Attributor

    if sys.stdin.isatty():
        warn('Reading {"id", "text"} lines from the terminal; end with Ctrl-D.')
    attributor = Attributor()
    failed = False
    for _, record in records(Path("-"), "text"):
        if isinstance(record, Unreadable):
            warn(str(record))
            failed = True
            continue
        found = attributor.attributions(record["text"])
        print_json({"id": record["id"], "attributions": [_attribution(a) for a in found]})
    if failed:
        raise typer.Exit(1)


def analysed(path: Path) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Read the articles of a file and find their claims; Unreadable at the first that is none."""
    from corpus.attribution import Attributor
    from corpus.reading import Skipped, read_path

    attributor = Attributor()
    for item in read_path(path):
        if isinstance(item, Skipped):
            raise Unreadable(f"{item.item}: {item.reason}")
        yield item, attributor.analyse(item).claims


def print_claims(
    article: Article,
    claims: Iterable[Claim],
    *,
    as_json: bool,
    signed: Mapping[int, str] | None = None,
) -> None:
    """Print an article's claims, as one line of JSON or to be read.

    ``signed`` says by their places who put claims right; with it they are numbered, from 1.
    """
    if as_json:
        from retrieval.json import claims_to_json

        print_json(claims_to_json(article, claims))
        return
    typer.echo(f"{article.title} ({article.outlet})")
    for n, claim in enumerate(claims):
        number = f"{n + 1}. " if signed is not None else ""
        hand = f" (put right by {signed[n]})" if signed and n in signed else ""
        source = claim.source.name + (f", {claim.source.role}" if claim.source.role else "")
        verb = "denies" if claim.stance == "denies" else "says"
        content = " […] ".join(span.of(article.text) for span in claim.content)
        typer.echo(f"\n{number}{source} [{claim.source.kind}] {verb}{hand}:\n    {content}")


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
