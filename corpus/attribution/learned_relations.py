"""How each word around a cue stands to it: in which branch of the parse, how many sentences off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.attribution.learned_features import Ints, Labels, Reading

LEFT, RIGHT = 36, 60  # words before and after a cue's first word that are read with it
REACH = LEFT + RIGHT
UPS = 4  # how far up from the cue's head a branch of the parse is told apart
NEAR = 4  # sentences before and after the cue's that are told apart


def branches(labels: Labels) -> int:
    """How many numbers ``Surroundings.branch`` takes."""
    return UPS * (len(labels.dependencies) + 2) + 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one cue: for each of ``REACH`` places a word (-1: none) and relations."""

    words: Ints
    cue: npt.NDArray[np.bool_]
    branch: Ints
    distance: Ints


def surroundings(reading: Reading, start: int, stop: int, labels: Labels) -> Surroundings:
    """Lay out the words around the cue ``[start, stop)`` and their relation to it."""
    places = np.arange(start - LEFT, start + RIGHT)
    words = np.where((places >= 0) & (places < len(reading)), places, -1)
    branch = _branches(reading, start, stop, words, labels)
    sentences = reading.sentence[np.maximum(words, 0)] - reading.sentence[start]
    return Surroundings(
        words=words,
        cue=(places >= start) & (places < stop),
        branch=np.array(branch, dtype=np.int64),
        distance=np.clip(sentences, -NEAR, NEAR) + NEAR,
    )


def _branches(reading: Reading, start: int, stop: int, words: Ints, labels: Labels) -> list[int]:
    """Number each word by how the parse leads from the cue's head to it; 0: another sentence.

    A word below the cue's head is numbered by the label of the branch that leads down to it
    (subject, clausal complement); a word elsewhere in the sentence also by how many steps up
    the two paths meet.
    """
    width, nothing = len(labels.dependencies) + 2, len(labels.dependencies) + 1
    known: dict[int, int] = {}
    head, step = cue_head(reading, start, stop), 0
    while head not in known:
        known[head] = 1 + min(step, UPS - 1) * width + nothing
        head, step = int(reading.heads[head]), step + 1
    chain = {word: min(number, UPS - 1) for number, word in enumerate(known)}

    def number(word: int) -> int:
        path = [word]
        while (above := int(reading.heads[path[-1]])) not in known and above != path[-1]:
            path.append(above)
        if path[-1] not in known:
            if above not in known:
                return 0
            if above in chain:
                known[path[-1]] = 1 + chain[above] * width + int(reading.dependencies[path[-1]])
            else:
                known[path[-1]] = known[above]
        for below in path:
            known[below] = known[path[-1]]
        return known[word]

    same = reading.sentence[start]
    return [
        (known[w] if w in known else number(w)) if w >= 0 and reading.sentence[w] == same else 0
        for w in words.tolist()
    ]


def cue_head(reading: Reading, start: int, stop: int) -> int:
    """The cue's word whose head lies outside it; the first of several."""
    for word in range(start, stop):
        if not start <= reading.heads[word] < stop or reading.heads[word] == word:
            return word
    return start
