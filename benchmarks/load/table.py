"""The figures as tables for the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.load.figures import Figures


def tables(known: Figures) -> str:
    """Give all that is recorded, in Markdown."""
    parts = [_held(known), _curves(known), _starts(known), _backlogs(known), _leaks(known)]
    parts.append(_echo(known))
    return "\n".join(line for part in parts for line in [*part, ""])


def _of(known: Figures, what: str) -> Iterator[tuple[str, Figures]]:
    """Give the measurements of a kind, each with the corpus that it was taken on."""
    keys = sorted(known, key=lambda key: known[key]["passages"])
    return ((key.removeprefix(f"{what} "), known[key]) for key in keys if key.startswith(what))


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows] if rows else []
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def _held(known: Figures) -> list[str]:
    heads = "passages,minutes,updates/s,replies/s,messages/s,lost,doubled,fullest second,"
    heads += "fullest minute of a group,committed at 95 %,cores,memory"
    rows = [
        (
            size,
            round(found["seconds"] / 60),
            found["updates_per_s"],
            found["replies_per_s"],
            found["messages_per_s"],
            found["lost"],
            found["doubled"],
            found["fullest_windows"]["overall in 1 s"],
            found["fullest_windows"]["group in 60 s"],
            f"{found['committed']['p95_ms']} ms",
            found["processor"],
            f"{found['most_rss_mb']:,} MB",
        )
        for size, found in _of(known, "held")
    ]
    return _table(heads.split(","), rows)


def _curves(known: Figures) -> list[str]:
    heads = ("passages", "questions/s", "asked", "median", "95 %", "99 %", "commands at 95 %")
    rows = [
        (
            size,
            run["rates"]["questions"],
            run["replied"]["question"]["count"],
            *(f"{run['replied']['question'][share]:,} ms" for share in ("p50_ms", "p95_ms")),
            f"{run['replied']['question']['p99_ms']:,} ms",
            f"{run['replied']['command']['p95_ms']:,} ms",
        )
        for size, found in _of(known, "curve")
        for run in found["runs"]
    ]
    return _table(heads, rows)


def _starts(known: Figures) -> list[str]:
    rows = [
        (size, *(f"{found[f'{kind}_s']['median']} s" for kind in ("start", "answer")))
        for size, found in _of(known, "starts")
    ]
    return _table(("passages", "start to first reply", "start to first answer"), rows)


def _backlogs(known: Figures) -> list[str]:
    names = (
        "waiting",
        "chats",
        "taken_in_s",
        "answered_s",
        "lost",
        "doubled",
        "chats_out_of_order",
    )
    rows = [[found[name] for name in names] for _, found in _of(known, "backlog")]
    return _table([name.replace("_", " ") for name in names], rows)


def _leaks(known: Figures) -> list[str]:
    rows = [
        (size, name, found["first"][name], found["last"][name], _slope(found["slopes"][name]))
        for size, found in _of(known, "leak")
        for name in found["slopes"]
    ]
    return _table(("passages", "what", "first", "last", "in an hour"), rows)


def _slope(slope: Figures) -> str:
    return f"{slope['per_hour']:+} ({slope['low']} to {slope['high']})"


def _echo(known: Figures) -> list[str]:
    rows = [
        (size, name, figure, found["ours"][name], found["ratios"].get(name, ""))
        for size, found in _of(known, "echo")
        for name, figure in found["echo"].items()
    ]
    return _table(("passages", "what", "echo bot", "ours", "ratio"), rows)
