"""Train the learned extractor on PolNeAR: the command behind ``corpus/attribution/weights``.

    python -m benchmarks.train_attribution --data ../shared/data/attribution \
        --out corpus/attribution/weights
    python -m benchmarks.train_attribution --data ../shared/data/attribution \
        --out corpus/attribution/weights --measure

The first trains (about 40 minutes on two cores with bfloat16) and writes the weights after each
run through the articles; the second scores those weights on the development articles. Seeds are
fixed; the number of threads and the processor can still change the last digits.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from spacy.language import Language
from torch import Tensor
from torch.nn import functional

from benchmarks import attribution_examples as examples
from benchmarks.attribution_examples import ABLATIONS, IGNORED, Example
from benchmarks.attribution_figures import Trial
from corpus.attribution import learned_weights
from corpus.attribution.learned import Pieces
from corpus.attribution.learned_decoding import Settings, WordSpan
from corpus.attribution.learned_features import Labels, Reading, read
from corpus.attribution.learned_finding import (
    Finder,
    autocast,
    padded,
    stacked,
    word_rows,
)
from corpus.attribution.learned_network import Network, shipped
from corpus.attribution.learned_relations import surroundings

SEED = 20
HELD_OUT = 40  # training articles that settings are chosen on
RATE, NEW_RATE = 1.5e-4, 1e-3  # of the base model's layers, and of what starts from nothing
WARM = 0.06  # share of the steps in which the rate rises; then it falls to nothing
CUES, WRONG_CUES = 56, 8  # at most so many of an article's cues are learned from in a step
LATE = 0.25  # share of the steps after which wrongly seen cues are learned from
MEAN_WEIGHT = 8.0  # losses that are means over words, against those that are sums over a cue


class Training:
    """A network, and the examples that it learns from."""

    def __init__(self, finder: Finder, learned: list[Example], ablation: str | None) -> None:
        self.finder, self.network, self.examples = finder, finder.network, learned
        self.wrong_cues_after = 2.0 if ablation == "wrong-cues" else LATE
        self.rng = random.Random(SEED)
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)

    def _groups(self) -> list[dict[str, Any]]:
        base: list[Tensor] = []
        new: list[Tensor] = []
        for name, parameter in self.network.named_parameters():
            parameter.requires_grad_(shipped(name))
            if shipped(name):
                (base if name.startswith("layers.") else new).append(parameter)
        return [{"params": p, "peak": rate} for p, rate in ((base, RATE), (new, NEW_RATE))]

    def run(self, epochs: int, after: Callable[[], None]) -> None:
        """Run through the examples; ``after`` is called at the end of each run."""
        steps, step, began = epochs * len(self.examples), 0, time.monotonic()
        torch.manual_seed(SEED)
        for _ in range(epochs):
            mean = 0.0
            self.network.train()
            for one in self.rng.sample(self.examples, len(self.examples)):
                loss = self._step(one, step / steps)
                step += 1
                mean = 0.98 * (mean or loss) + 0.02 * loss
                if step % 100 == 0:
                    print(f"{step}/{steps}: {time.monotonic() - began:.0f} s, loss {mean:.3f}")
            after()

    def _step(self, one: Example, share: float) -> float:
        pace = min(1.0, share / WARM) * max(0.02, 1 - share)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * pace
        with autocast():
            loss = self._loss(one, share >= self.wrong_cues_after)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        trained = [p for p in self.network.parameters() if p.requires_grad]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        self.optimiser.step()
        return float(loss.detach())

    def _loss(self, one: Example, wrong_cues: bool) -> Tensor:
        network = self.network
        _, features, mask = padded(one.reading)
        hidden = network.upper(network.drop(one.lower.float()), features, mask)
        words = word_rows(hidden, one.reading)
        scores = network.cue_tags(network.drop(words)).float()
        loss = MEAN_WEIGHT * functional.cross_entropy(scores, one.cue_tags)
        if not one.around:
            return loss
        chosen = sorted(self.rng.sample(range(len(one.around)), min(CUES, len(one.around))))
        wrong = self._wrong_cues(one, scores.detach()) if wrong_cues else []
        around = [one.around[number] for number in chosen]
        around += [surroundings(one.reading, *cue, self.finder.labels) for cue in wrong]
        roles, right = network.roles(words, *stacked(around)), len(chosen)
        for end in (0, 1):
            loss = loss + functional.cross_entropy(
                roles.source[:right, end], one.source[chosen, end]
            )
        loss = loss + MEAN_WEIGHT * functional.cross_entropy(
            roles.content[:right].flatten(0, 1),
            one.content[chosen].flatten(),
            ignore_index=IGNORED,
        )
        valid = torch.tensor([1.0] * right + [0.0] * len(wrong))
        return loss + functional.binary_cross_entropy_with_logits(roles.valid, valid)

    def _wrong_cues(self, one: Example, scores: Tensor) -> list[WordSpan]:
        """Cues that the network now sees where there are none."""
        tags = one.cue_tags.numpy()
        wrong = [cue for cue in self.finder.cues(scores.numpy()) if not tags[slice(*cue)].any()]
        return self.rng.sample(wrong, min(WRONG_CUES, len(wrong)))


def learn_from(
    network: Network, rows: list[examples.Row], readings: dict[str, Reading], labels: Labels
) -> list[Example]:
    """Make the examples, with what the layers that are not trained make of each."""
    result = [examples.example(row, readings[row["id"]], labels) for row in rows]
    network.eval()
    with torch.no_grad(), autocast():
        for one in result:
            pieces, _, mask = padded(one.reading)
            one.lower = network.lower(pieces, mask).to(torch.bfloat16)
    return result


def show(figures: dict[str, Any], trial: Trial, settings: Settings) -> None:
    """Print the figures that decide."""
    print(f"{trial.words_a_second:.0f} words/s, {settings}")
    for kind in ("all", "direct", "mixed", "indirect"):
        parts = figures[kind]["attribution"].items()
        print(f"attribution, {kind}:", ", ".join(f"{k} {100 * v:.1f}" for k, v in parts))
    print(f"relaxed f1 {100 * figures['all']['relaxed']['f1']:.1f}, ", end="")
    print(f"strict f1 {100 * figures['all']['strict']['f1']:.1f}, ", end="")
    print(f"who f1 {100 * figures['who']['f1']:.1f}, ", end="")
    print(f"source accuracy {100 * figures['all']['source_accuracy']:.1f}")
    for role, parts in figures["spans"].items():
        token = figures["tokens"][role]["f1"]
        print(f"{role}: exact spans f1 {100 * parts['f1']:.1f}, tokens f1 {100 * token:.1f}")
    for name, (low, high) in figures.get("ci95", {}).items():
        print(f"95 % {name}: {100 * low:.1f} to {100 * high:.1f}")
    print("right, by confidence:", trial.calibration(settings), flush=True)


def readings_of(
    rows: list[examples.Row], labels: Labels, nlp: Language, ablation: str | None
) -> dict[str, Reading]:
    """Parse and read the articles; by their ids."""
    cut = Pieces(learned_weights.base_folder() / "tokenizer.json")
    docs = nlp.pipe([row["text"] for row in rows], batch_size=16)
    return {
        row["id"]: examples.without(read(doc, labels, cut), ablation)
        for row, doc in zip(rows, docs, strict=True)
    }


def measure(chosen: argparse.Namespace, nlp: Language) -> None:
    """Score the weights in ``--out`` on the development articles."""
    finder, _ = learned_weights.load(chosen.out)
    rows = examples.rows(chosen.data / "dev.jsonl.gz")
    readings = readings_of(rows, finder.labels, nlp, chosen.without)
    trial = Trial(finder, rows, readings, chosen.data)
    show(trial.figures(finder.settings, samples=1000), trial, finder.settings)


def train(chosen: argparse.Namespace, nlp: Language) -> None:
    """Train and write the weights into ``--out``."""
    labels = examples.labels_of(nlp)
    rows = examples.rows(chosen.data / "train.jsonl.gz")
    random.Random(SEED).shuffle(rows)
    held, used = rows[:HELD_OUT], rows[HELD_OUT:][: chosen.articles]
    readings = readings_of(held + used, labels, nlp, chosen.without)
    torch.manual_seed(SEED)
    network = Network(labels)
    learned_weights.take_base(network)
    finder = Finder(network, labels, Settings())
    training = Training(finder, learn_from(network, used, readings, labels), chosen.without)

    def after() -> None:
        trial = Trial(finder, held, readings, chosen.data)
        settings = trial.settings(finder.settings)
        show(trial.figures(settings), trial, settings)
        learned_weights.save(network, labels, settings, chosen.out)

    training.run(chosen.epochs, after)


def main() -> None:
    """Read the options and train, or measure."""
    import spacy

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--data", type=Path, required=True, help="where PolNeAR and its scorer are"
    )
    options.add_argument("--out", type=Path, required=True, help="the folder of the weights")
    options.add_argument("--epochs", type=int, default=4, help="runs through the articles")
    options.add_argument("--articles", type=int, help="train on so many only")
    options.add_argument("--without", choices=ABLATIONS, help="leave one part out")
    options.add_argument("--measure", action="store_true", help="score --out, do not train")
    chosen = options.parse_args()
    (measure if chosen.measure else train)(chosen, spacy.load(learned_weights.PARSER))


if __name__ == "__main__":
    main()
