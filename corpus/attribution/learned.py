"""The learned extractor: who is quoted, by which words, and what is said, from a trained network.

``docs/model-card.md`` says what it was trained on and how well it does;
``benchmarks/train_attribution.py`` trains it. torch is imported when the weights are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.attribution.learned_decoding import WordSpan
from corpus.attribution.learned_features import UNKNOWN, Reading, read
from corpus.model import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.attribution.learned_finding import Finder

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


class LearnedExtractor:
    """Finds attributions in parsed texts; a text's do not depend on the texts beside it.

    ``fingerprint`` is the SHA-256 of the weights.
    """

    def __init__(self, finder: Finder, cut: Pieces, fingerprint: str) -> None:
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
        from corpus.attribution.learned_choice import given_out

        reading, text = read(doc, self.finder.labels, self.cut), doc.text
        return [
            Attribution(
                source=(trimmed(characters(reading, one.source), text),) if one.source else (),
                cue=(trimmed(characters(reading, one.cue), text),),
                content=tuple(trimmed(characters(reading, p), text) for p in one.content),
                confidence=confidence,
            )
            for one, confidence in given_out(
                reading, self.finder.find(reading), self.finder.settings
            )
        ]

    def extract_many(self, docs: Iterable[Doc]) -> list[list[Attribution]]:
        """Find the attributions of each of several parsed texts."""
        return [self.extract(doc) for doc in docs]


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
