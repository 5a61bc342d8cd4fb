"""Runs the network over a reading and puts attributions together from what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from corpus.attribution import learned_decoding as decoding
from corpus.attribution.learned_decoding import Floats, Found, Settings, WordSpan
from corpus.attribution.learned_features import Ints, Labels, Reading
from corpus.attribution.learned_network import Network
from corpus.attribution.learned_relations import LEFT, Surroundings, surroundings
from corpus.attribution.learned_repair import mended, own_paragraph, quotations

# Read at once. More is no faster, and makes arrays that the allocator maps and clears each time.
WINDOWS_AT_ONCE, CUES_AT_ONCE = 4, 16
_LEAST = 1e-6  # added to a probability before its logarithm is taken
_NEVER = -1e4


class Finder:
    """Finds cues in a reading, and the source and content of each."""

    def __init__(self, network: Network, labels: Labels, settings: Settings) -> None:
        self.network, self.labels, self.settings = network, labels, settings

    def find_many(self, readings: Iterable[Reading]) -> Iterator[list[Found]]:
        """Find what there is in each of several readings, in order."""
        return map(self.find, readings)

    def find(self, reading: Reading) -> list[Found]:
        """Find what there is, whatever its confidence."""
        if not len(reading):
            return []
        self.network.eval()
        with torch.inference_mode(), autocast():
            words = word_rows(self._read_windows(reading), reading)
            scores = decoding.log_softmax(self.network.cue_tags(words).float().numpy())
            cues = self.cues(scores)
            found = []
            for at in range(0, len(cues), CUES_AT_ONCE):
                found += self._read_cues(reading, words, cues[at : at + CUES_AT_ONCE], scores)
        quoted = quotations(reading)
        whole = (
            replace(one, content=mended(reading, quoted, one.content, one.cue, one.source))
            for one in found
        )
        return [one for one in whole if one.content]

    def _read_windows(self, reading: Reading) -> Tensor:
        parts = zip(*(torch.split(each, WINDOWS_AT_ONCE) for each in padded(reading)), strict=True)
        return torch.cat(
            [
                self.network.upper(self.network.lower(pieces, mask), features, mask)
                for pieces, features, mask in parts
            ]
        )

    def cues(self, scores: Floats) -> list[WordSpan]:
        """The spans of words that may be cues, by their tags' scores (words, 3)."""
        eager = np.array([0, self.settings.eager, self.settings.eager], dtype=np.float32)
        return decoding.runs(decoding.best_tags((scores + eager)[None])[0].tolist())

    def _read_cues(
        self, reading: Reading, words: Tensor, cues: list[WordSpan], scores: Floats
    ) -> list[Found]:
        around = [surroundings(reading, *cue, self.labels) for cue in cues]
        roles = self.network.roles(words, *stacked(around))
        ends = decoding.log_softmax(roles.source.numpy())
        tags = decoding.log_softmax(roles.content.numpy())
        valid = -np.logaddexp(0, -roles.valid.numpy())
        sources = [decoding.source_span(ends[row], cue[1] - cue[0]) for row, cue in enumerate(cues)]
        chosen = content_tags(tags, around, [source for source, _ in sources])
        found = []
        for row, cue in enumerate(cues):
            source, source_score = sources[row]
            content = chosen[row]
            if not content.any():
                continue
            evidence = (
                _mean_log(scores[slice(*cue), 0]),
                float(valid[row]),
                source_score,
                _mean_log(tags[row, content > 0, 0]),
            )
            by = cue[0] - LEFT
            named = own_paragraph(reading, _moved(source, by), cue) if source else None
            pieces = tuple(_moved(piece, by) for piece in decoding.runs(content.tolist()))
            found.append(Found(cue, named, pieces, evidence))
        return found


def content_tags(
    tags: Floats, around: Sequence[Surroundings], sources: Sequence[WordSpan | None]
) -> Ints:
    """The likeliest tags of each cue's content, outside cue and source: (cues, REACH)."""
    allowed = tags.copy()
    for row, (one, source) in enumerate(zip(around, sources, strict=True)):
        allowed[row, (one.words < 0) | one.cue, 1:] = _NEVER
        if source:
            allowed[row, slice(*source), 1:] = _NEVER
    return decoding.best_tags(allowed)


def _mean_log(outside: Floats) -> float:
    """The mean log probability of being inside, from the log probabilities of being outside."""
    return float(np.log(_LEAST - np.expm1(outside)).mean())


def _moved(span: WordSpan, by: int) -> WordSpan:
    return span[0] + by, span[1] + by


def computes_in_bfloat16() -> bool:
    """Tell whether the processor has instructions for bfloat16, which are twice as fast."""
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def autocast() -> torch.autocast:
    """Compute in bfloat16 where the processor does."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=computes_in_bfloat16())


def padded(reading: Reading) -> tuple[Tensor, Tensor, Tensor]:
    """Lay a reading's windows into one batch: pieces, their words' features, and the mask."""
    shape = len(reading.pieces), max(map(len, reading.pieces))
    pieces, words = np.zeros(shape, dtype=np.int64), np.full(shape, -1, dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    for row, (numbers, owners) in enumerate(zip(reading.pieces, reading.piece_words, strict=True)):
        pieces[row, : len(numbers)], words[row, : len(numbers)] = numbers, owners
        mask[row, : len(numbers)] = True
    features = np.where(words[..., None] >= 0, reading.features[words], -1)
    return (
        torch.from_numpy(pieces),
        torch.from_numpy(features),
        torch.from_numpy(mask)[:, None, None, :],
    )


def word_rows(hidden: Tensor, reading: Reading) -> Tensor:
    """The row of each word's first piece, out of those of the padded windows."""
    return hidden.flatten(0, 1)[torch.from_numpy(reading.first)].float()


def stacked(around: Sequence[Surroundings]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Lay the surroundings of cues into one batch, in the order that ``Network.roles`` takes."""
    return (
        torch.from_numpy(np.stack([one.words for one in around])),
        torch.from_numpy(np.stack([one.cue for one in around])),
        torch.from_numpy(np.stack([one.branch for one in around])),
        torch.from_numpy(np.stack([one.distance for one in around])),
    )
