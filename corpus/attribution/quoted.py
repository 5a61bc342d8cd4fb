"""Quotations as ranges of tokens."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.attribution.quotations import Quotation

Range = tuple[int, int]

_LONG = 4  # words from which a quotation is an utterance rather than a scare quote


class Quoted:
    """The quotations of a text as ranges of tokens.

    ``all`` and ``long`` give for each token the number of the quotation it is in, or -1;
    ``long`` only for those that may hold sentences of their own.
    """

    def __init__(self, doc: Doc, quotations: list[Quotation]) -> None:
        self.ranges: list[Range] = []
        self.pieces: list[list[Range]] = []
        self.utterance: list[bool] = []
        self.all = [-1] * len(doc)
        self.long = [-1] * len(doc)
        text = doc.text  # put together anew at each call
        starts = [token.idx for token in doc]
        ends = [token.idx + len(token) for token in doc]
        for quotation in quotations:
            pieces = []
            for piece in quotation.pieces:
                start = bisect.bisect_right(ends, piece.start)
                end = bisect.bisect_left(starts, piece.end)
                if start < end:
                    pieces.append((start, end))
            if not pieces:
                continue
            number = len(self.ranges)
            words = quotation.words(text)
            self.ranges.append((pieces[0][0], pieces[-1][1]))
            self.pieces.append(pieces)
            self.utterance.append(words >= _LONG or quotation.is_utterance(text))
            for start, end in pieces:
                for i in range(start, end):
                    self.all[i] = number
                    if words >= _LONG:
                        self.long[i] = number
