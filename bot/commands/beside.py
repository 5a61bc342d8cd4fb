"""``add`` beside a bot that runs: the work is handed in to it, and watched; and ``jobs``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import NOT_GIVEN, AsJson, DataFolder, Json, database, print_json, warn
from bot.progress import progress
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.bulk import Outcome
    from corpus.catalogue import Job, Jobs, Postgres

# How the bot calls itself where it holds a data folder.
BOT = "accordingto bot"
LOOK_EVERY = 0.5
# After so many seconds without progress it is asked whether the bot still runs.
PATIENCE = 15.0
group = typer.Typer(no_args_is_help=True, help="What the running bot adds in the background.")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    group.command("list")(list_)
    group.command("cancel")(cancel)
    app.add_typer(group, name="jobs")


def bot_runs(data: Path) -> bool:
    """Tell whether it is the bot that holds a data folder."""
    from retrieval.lock import owner

    return owner(data) == BOT


def hand_in(data: Path, places: list[str]) -> Outcome:
    """Let the bot add what stands at paths and addresses, and wait until it has.

    The same handed in again, after Ctrl-C or a kill of either, is the same job. AccordingToError
    where the job came to nothing, or the bot is not there any more.
    """
    from bot.bulk import is_address
    from corpus.catalogue import beside

    where = [each if is_address(each) else str(Path(each).absolute()) for each in places]
    with beside(_catalogue(data)) as jobs:
        job = jobs.put(where)
        warn(f"The bot adds it in the background, as job {job.id}.")
        try:
            return _outcome(_watched(jobs, job, data))
        except KeyboardInterrupt:
            warn(f"The bot goes on without you; to end it: accordingto jobs cancel {job.id}")
            raise


def _watched(jobs: Jobs, job: Job, data: Path) -> Job:
    changed_at = time.monotonic()
    with progress("Adding articles") as report:
        while job.is_open:
            time.sleep(LOOK_EVERY)
            now = jobs.get(job.id)
            if now != job:
                changed_at = time.monotonic()
                report(now.count.done, now.count.total)
            elif time.monotonic() - changed_at > PATIENCE:
                if not bot_runs(data):
                    raise AccordingToError(
                        f"The bot has stopped. Job {job.id} goes on when it runs again; the same "
                        "command then shows how far it is."
                    )
                changed_at = time.monotonic()
            job = now
    return job


def _outcome(job: Job) -> Outcome:
    from bot.bulk import Outcome
    from corpus.catalogue import JobState
    from corpus.reading import Skipped

    result = job.result or {}
    if job.state is not JobState.DONE:
        raise AccordingToError(f"Job {job.id} was {job.state}: {result.get('trouble', 'by hand')}")
    skipped = [Skipped(each["item"], each["reason"]) for each in result["skipped"]]
    return Outcome(result["added"], result["unchanged"], skipped)


def list_(data: DataFolder = NOT_GIVEN, as_json: AsJson = False) -> None:
    """List the jobs, the latest first; also while the bot runs."""
    from corpus.catalogue import beside

    with beside(_catalogue(data)) as jobs:
        found = jobs.latest()
    if as_json:
        print_json([_facts(job) for job in found])
        return
    for job in found:
        count = job.count
        total = "?" if count.total is None else count.total
        typer.echo(
            f"{job.id}  {job.state}  {count.done} of {total}: added {count.added}, there already "
            f"{count.unchanged}, skipped {count.skipped}  {' '.join(job.places)}"
        )
    warn(f"{len(found)} jobs.")


def cancel(
    number: Annotated[int, typer.Argument(metavar="NUMBER")], data: DataFolder = NOT_GIVEN
) -> None:
    """End a job, also while the bot runs; what it added stays."""
    from corpus.catalogue import JobState, beside

    with beside(_catalogue(data)) as jobs:
        job = jobs.get(number)
        if not jobs.end(number, JobState.CANCELLED):
            raise AccordingToError(f"Job {number} has ended already: {job.state}.")
    typer.echo(f"Job {number} is cancelled; what it added stays.")


def _catalogue(data: Path) -> Path | Postgres:
    from retrieval.library import CATALOGUE

    return database() or data / CATALOGUE


def _facts(job: Job) -> Json:
    names = ("total", "done", "added", "unchanged", "skipped")
    counts = {name: getattr(job.count, name) for name in names}
    facts = {"id": job.id, "state": job.state.value, "places": list(job.places)}
    return facts | counts | {"created_at": job.created_at, "ended_at": job.ended_at}
