"""The command line as whoever uses it has it: what it says, how long it takes, what it holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from bot.cli import main; main()")
LOOK_EVERY = 0.5  # seconds
# What it says on stderr of how far it is.
_SHOWN = re.compile(r"^Adding articles: (\d+) of \d+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: its status, its words, its seconds, the most MB that it held.

    ``shown`` is the last number of items of which it said that they are done; ``left`` how many
    of the processes that it had started outlived it by two seconds.
    """

    status: int
    out: str
    errors: str
    seconds: float
    most_mb: int
    shown: int
    left: int

    def json(self) -> Any:  # noqa: ANN401 - whatever the command prints
        """Give what it printed with --json; RuntimeError with its words where that is nothing."""
        try:
            return json.loads(self.out)
        except ValueError:
            raise RuntimeError(self.errors or self.out) from None


def run(
    words: Sequence[str],
    data: Path,
    folder: Path,
    *,
    given: str = "",
    kill: Callable[[int], bool] = lambda _shown: False,
) -> Ran:
    """Run a command on a data folder; SIGKILL where ``kill`` says so of what it has shown.

    ``folder`` takes its words.
    """
    out, errors = folder / "out.txt", folder / "errors.txt"
    began, most, started = time.monotonic(), 0, set[int]()
    with out.open("w") as to, errors.open("w") as too:
        process = subprocess.Popen(
            [*PROGRAM, *words, "--data", str(data)],
            stdin=subprocess.PIPE,
            stdout=to,
            stderr=too,
            text=True,
            cwd=ROOT,
        )
        if process.stdin:
            process.stdin.write(given)
            process.stdin.close()
        while process.poll() is None:
            most = max(most, memory(process.pid))
            started.update(children(process.pid))
            if kill(_shown(errors)):
                process.kill()
            time.sleep(LOOK_EVERY)
    seconds = time.monotonic() - began
    time.sleep(2 if process.returncode < 0 else 0)
    left = sum(Path(f"/proc/{each}").exists() for each in started)
    words_out, words_err = out.read_text("utf-8"), errors.read_text("utf-8")
    return Ran(process.returncode, words_out, words_err, seconds, most, _shown(errors), left)


def _shown(errors: Path) -> int:
    found = _SHOWN.findall(errors.read_text("utf-8"))
    return int(found[-1]) if found else 0


def children(process: int) -> set[int]:
    """Give the processes that one has started and that still run, and theirs."""
    try:
        lists = [
            each.read_text("ascii") for each in Path(f"/proc/{process}/task").glob("*/children")
        ]
    except OSError:  # it has just ended
        return set()
    own = {int(number) for each in lists for number in each.split()}
    return own.union(*map(children, own))


def memory(process: int) -> int:
    """Give the MB that a process and those that it started hold now; shared pages count once."""
    found = 0
    for each in {process, *children(process)}:
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        share = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
        found += int(share[1]) if share else 0
    return found // 1024


def titles(data: Path, folder: Path) -> list[str]:
    """Give the titles of all articles of a data folder, sorted; a title twice is there twice."""
    found = run(["articles", "--json"], data, folder).json()
    return sorted(each["title"] for each in found)
