"""The learned extractor: who is quoted, by which words, and what is said, from a trained network.

``docs/model-card.md`` says what it was trained on and how well it does;
``benchmarks/train_attribution.py`` trains it. torch is imported when the weights are loaded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.attribution.learned_choice import given_out
from corpus.attribution.learned_decoding import Found, Settings, WordSpan
from corpus.attribution.learned_features import UNKNOWN, Labels, Reading, read
from corpus.model import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).parent / "weights"
_EDGES = " ,;:–—"
LONGEST_WORD = 32  # pieces; the rest of a longer one is not read


class Pieces:
    """Cuts words into the base model's word pieces."""

    def __init__(self, tokenizer_file: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, words: list[str]) -> list[list[int]]:
        """Give the numbers of each word's pieces, one or more each."""
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        cut: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(cut[word]) < LONGEST_WORD:
                cut[word].append(piece)
        return [pieces or [UNKNOWN] for pieces in cut]


class Finding(Protocol):
    """The network: ``learned_finding.Finder``, or whatever asks one in another process."""

    @property
    def labels(self) -> Labels:
        """The parser's labels that it knows."""

    @property
    def settings(self) -> Settings:
        """What was chosen for it."""

    def find_many(self, readings: Iterable[Reading]) -> Iterator[list[Found]]:
        """Find what there is in each reading, in order; it may read some ahead."""


class LearnedExtractor:
    """Finds attributions in parsed texts; a text's do not depend on the texts beside it.

    ``fingerprint`` is the SHA-256 of the weights.
    """

    def __init__(self, finder: Finding, cut: Pieces, fingerprint: str) -> None:
        self.finder, self.cut, self.fingerprint = finder, cut, fingerprint

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> LearnedExtractor | None:
        """Load the weights that ship with the project; None where they were removed.

        Raises ModelError where they, or the base model's, are not those they should be.
        """
        if not (folder / "attribution.json").is_file():
            return None
        from corpus.attribution import learned_weights

        finder, digest = learned_weights.load(folder)
        return cls(finder, Pieces(learned_weights.base_folder() / "tokenizer.json"), digest)

    def extract(self, doc: Doc) -> list[Attribution]:
        """Find the attributions of a parsed text, in the order of their cues.

        ``confidence`` is the probability that the content (half of its words or more) and the
        source are right; those below the floor chosen in training are left out.
        """
        return next(self.extract_many([doc]))

    def extract_many(self, docs: Iterable[Doc]) -> Iterator[list[Attribution]]:
        """Find the attributions of each of several parsed texts, in order."""
        asked = deque[tuple[Reading, str]]()

        def readings() -> Iterator[Reading]:
            for doc in docs:
                reading = read(doc, self.finder.labels, self.cut)
                asked.append((reading, doc.text))
                yield reading

        for found in self.finder.find_many(readings()):
            yield self._attributions(*asked.popleft(), found)

    def _attributions(self, reading: Reading, text: str, found: list[Found]) -> list[Attribution]:
        return [
            Attribution(
                source=(trimmed(characters(reading, one.source), text),) if one.source else (),
                cue=(trimmed(characters(reading, one.cue), text),),
                content=tuple(trimmed(characters(reading, p), text) for p in one.content),
                confidence=confidence,
            )
            for one, confidence in given_out(reading, found, self.finder.settings)
        ]


def characters(reading: Reading, words: WordSpan) -> Span:
    """The characters that a span of words covers."""
    return Span(int(reading.spans[words[0], 0]), int(reading.spans[words[1] - 1, 1]))


def trimmed(span: Span, text: str) -> Span:
    """Leave out commas and the like at either end, unless there is nothing else."""
    words = span.of(text)
    if not words.strip(_EDGES):
        return span
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    return Span(start, start + len(words.strip(_EDGES)))
