"""Training examples for the learned extractor, made from marked articles."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from spacy.language import Language
from torch import Tensor

from corpus.attribution.learned_features import Ints, Labels, Reading
from corpus.attribution.learned_relations import LEFT, REACH, Surroundings, surroundings

Row = dict[str, Any]
IGNORED = -100
ABLATIONS = ("parse", "branch", "quotation", "wrong-cues")


@dataclass(slots=True)
class Example:
    """One article with what the network should say of it.

    ``source``: (cues, 2), places of the first and last word. ``content``: (cues, REACH), tags.
    ``lower``: what the layers that are not trained make of it.
    """

    reading: Reading
    cue_tags: Tensor
    around: list[Surroundings]
    source: Tensor
    content: Tensor
    lower: Tensor


def rows(path: Path) -> list[Row]:
    """Read a gzipped file of one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def labels_of(nlp: Language) -> Labels:
    """The parser's labels."""
    names = (sorted(nlp.pipe_labels[pipe]) for pipe in ("tagger", "parser", "ner"))
    return Labels(*map(tuple, names))


def example(row: Row, reading: Reading, labels: Labels) -> Example:
    """Turn spans of characters into what each output should be."""
    tags = torch.zeros(len(reading), dtype=torch.long)
    around, sources, contents = [], [], []
    for one in row["attributions"]:
        inside = _words(reading, one["cue"])
        if not len(inside):
            continue
        start, stop = int(inside[0]), int(inside[-1]) + 1
        tags[start], tags[start + 1 : stop] = 1, 2
        around.append(surroundings(reading, start, stop, labels))
        sources.append(_source(_words(reading, one["source"][:1]) - start + LEFT))
        pieces = [_words(reading, [piece]) - start + LEFT for piece in one["content"]]
        contents.append(_content(pieces, around[-1]))
    content = np.stack(contents) if contents else np.zeros((0, REACH), dtype=np.int64)
    return Example(
        reading=reading,
        cue_tags=tags,
        around=around,
        source=torch.tensor(sources, dtype=torch.long).reshape(-1, 2),
        content=torch.from_numpy(content),
        lower=torch.empty(0),
    )


def _words(reading: Reading, spans: list[list[int]]) -> Ints:
    found = np.zeros(len(reading), dtype=bool)
    for start, stop in spans:
        found |= (reading.spans[:, 0] < stop) & (reading.spans[:, 1] > start)
    return np.flatnonzero(found)


def _source(places: Ints) -> tuple[int, int]:
    if not len(places) or places[0] < 0 or places[-1] >= REACH:
        return LEFT, LEFT  # none, or out of sight
    return int(places[0]), int(places[-1])


def _content(pieces: list[Ints], around: Surroundings) -> Ints:
    tags = np.zeros(REACH, dtype=np.int64)
    for piece in pieces:
        seen = piece[(piece >= 0) & (piece < REACH)]
        tags[seen] = 2
        tags[seen[:1]] = 1
    tags[around.words < 0] = IGNORED
    return tags


def without(reading: Reading, ablation: str | None) -> Reading:
    """Take from a reading what an ablation leaves out."""
    features, alone = reading.features.copy(), reading
    if ablation == "parse":
        features[:, :3] = 0
    if ablation == "quotation":
        features[:, 4] = 0
    if ablation in ("parse", "branch"):  # every word heads itself: no branch but its own
        itself = np.arange(len(reading))
        alone = replace(reading, heads=itself, dependencies=np.zeros_like(itself))
    return replace(alone, features=features)
