"""What the learned extractor sees of a parsed text: word pieces, and what the parse says of words.

A *word* is a token of the parse that is not white space; words are counted from 0 and carry
their character range. Everything here is numpy and knows nothing of the network.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Ints = npt.NDArray[np.int64]

BEGIN, END, UNKNOWN = 101, 102, 100  # the base model's [CLS], [SEP] and [UNK]
WINDOW = 256  # word pieces read at once, the two special ones included
_DOUBLE, _DOUBLE_ENDS = ("“", '"', "``"), "” '' \""
_SINGLE = {"‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Labels:
    """The parser's labels that the network has a vector for; others share number 0."""

    tags: tuple[str, ...]
    dependencies: tuple[str, ...]
    entities: tuple[str, ...]

    def sizes(self) -> tuple[int, ...]:
        """How many values each column of ``Reading.features`` takes."""
        return len(self.tags) + 1, len(self.dependencies) + 1, len(self.entities) + 1, 5, 4, 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the network reads it.

    ``pieces``: one array of piece numbers a window, special ones included. ``piece_words``:
    for each window, the word of each piece (-1 for the special ones). ``first``: for each word
    the position of its first piece in the windows padded to the longest. ``features``: one row a
    word. ``spans``: the character range of each word. ``sentence``, ``heads``,
    ``dependencies``: of each word, its sentence's number, its head's number and its label's.
    """

    pieces: tuple[Ints, ...]
    piece_words: tuple[Ints, ...]
    first: Ints
    features: Ints
    spans: Ints
    sentence: Ints
    heads: Ints
    dependencies: Ints

    def __len__(self) -> int:
        return len(self.spans)


def read(doc: Doc, labels: Labels, cut: Callable[[list[str]], list[list[int]]]) -> Reading:
    """Make the reading of a parsed text; ``cut`` gives the piece numbers of each word."""
    words = [token for token in doc if not token.is_space]
    position = {token.i: number for number, token in enumerate(words)}
    numbers = _numberers(labels)
    quotes, breaks = quotation(doc)
    parsed = (
        (numbers[0].get(w.tag_, 0), numbers[1].get(w.dep_, 0), numbers[2].get(w.ent_type_, 0))
        for w in words
    )
    features = [
        (*known, _casing(w.text), quotes[w.i], breaks[w.i])
        for w, known in zip(words, parsed, strict=True)
    ]
    numbered = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}
    sentence = np.array([numbered[w.i] for w in words], dtype=np.int64)
    pieces, piece_words, first = _windows(cut([w.text for w in words]), sentence)
    return Reading(
        pieces=pieces,
        piece_words=piece_words,
        first=first,
        features=np.array(features, dtype=np.int64).reshape(-1, 6),
        spans=np.array([(w.idx, w.idx + len(w)) for w in words], dtype=np.int64).reshape(-1, 2),
        sentence=sentence,
        heads=np.array([position.get(w.head.i, position[w.i]) for w in words], dtype=np.int64),
        dependencies=np.array([numbers[1].get(w.dep_, 0) for w in words], dtype=np.int64),
    )


def _numberers(labels: Labels) -> list[dict[str, int]]:
    lists = labels.tags, labels.dependencies, labels.entities
    return [{name: number for number, name in enumerate(names, 1)} for names in lists]


def _casing(word: str) -> int:
    if word.islower():
        return 0
    if word.istitle():
        return 1
    if word.isupper():
        return 2
    return 3 if any(map(str.isdigit, word)) else 4


def quotation(doc: Doc) -> tuple[list[int], list[int]]:
    """Tell of each token where it stands to quotation marks, and whether a paragraph begins.

    The first list: 0 outside, 1 inside, 2 an opening mark, 3 a closing one; a quotation ends
    with its paragraph, as in the style of leaving out the closing mark. Single marks count
    outside double ones, where both are there. The second: 1 for the first word of the text, 2
    of a later paragraph.
    """
    quotes: list[int] = []
    breaks: list[int] = []
    closing, begins = "", 1
    for token in doc:
        if token.is_space and "\n" in token.text:
            closing, begins = "", 2
        state = 1 if closing else 0
        if closing and token.text in closing.split():
            state, closing = (3, "") if _closes(token) else (1, closing)
        elif opened := _opens(token, closing):
            state, closing = 2, opened
        quotes.append(state)
        breaks.append(0 if token.is_space else begins)
        begins = begins if token.is_space else 0
    return quotes, breaks


def _opens(token: Token, closing: str) -> str:
    """The marks that end the quotation which a token begins; none where it begins none."""
    if token.text in _DOUBLE and (token.text != '"' or not closing):
        return _DOUBLE_ENDS
    if token.text not in _SINGLE or closing or token.whitespace_ or not _after_space(token):
        return ""
    ahead = token.doc[token.i + 1 :]
    if len(ahead) < 3 or not ahead[0].text[0].isalpha():  # '90s
        return ""
    for later in ahead[2:]:  # a mark after one word is as likely an apostrophe: rock 'n' roll
        if later.is_space and "\n" in later.text:
            return ""
        if later.text in _SINGLE[token.text].split() and _closes(later):
            return _SINGLE[token.text]
    return ""


def _closes(token: Token) -> bool:
    """Tell a closing mark from an apostrophe: after it comes no letter."""
    if token.text in _DOUBLE_ENDS.split():
        return True
    follows = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return bool(token.whitespace_) or follows is None or follows.is_space or follows.is_punct


def _after_space(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else None
    return before is None or bool(before.whitespace_) or before.is_space or before.is_punct


def _windows(
    cut: Sequence[Sequence[int]], sentence: Ints
) -> tuple[tuple[Ints, ...], tuple[Ints, ...], Ints]:
    """Lay the words' pieces into windows that end with a sentence where one fits."""
    room = WINDOW - 2
    bounds, begin, last_end, used = [0], 0, 0, 0
    for number, pieces in enumerate(cut):
        if number and sentence[number] != sentence[number - 1]:
            last_end = number
        if used + len(pieces) > room:
            begin = last_end if last_end > begin else number
            bounds.append(begin)
            used = sum(len(p) for p in cut[begin:number])
        used += len(pieces)
    bounds.append(len(cut))
    numbers: list[Ints] = []
    owners: list[Ints] = []
    first: list[tuple[int, int]] = []
    for start, stop in itertools.pairwise(bounds):
        flat, owner = [BEGIN], [-1]
        for word in range(start, stop):
            first.append((len(numbers), len(flat)))
            flat += cut[word]
            owner += [word] * len(cut[word])
        numbers.append(np.array([*flat, END], dtype=np.int64))
        owners.append(np.array([*owner, -1], dtype=np.int64))
    longest = max(map(len, numbers))
    places = np.array([window * longest + place for window, place in first], dtype=np.int64)
    return tuple(numbers), tuple(owners), places
