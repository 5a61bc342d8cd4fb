"""Sentence vectors from a server that speaks OpenAI's embeddings protocol.

LangChain's client asks it: https://docs.langchain.com/oss/python/integrations/text_embedding/openai
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import ModelError
from retrieval.embeddings import DEFAULT, Embedder, unit_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_openai import OpenAIEmbeddings
    from pydantic import SecretStr

AT_ONCE = 64  # texts in a request; a request is small and a failure costs little
SECONDS = 60.0
TRIES = 3


class ServerEmbedder(Embedder):
    """Turns texts into vectors of length 1, at a server such as llama.cpp's, vLLM's or Ollama's.

    ``url`` is the part before ``/embeddings``; ``model`` the server's name of the model. Nothing
    is asked before the first use. Raises ModelError where the server cannot be reached in time,
    refuses, or gives vectors of another length than before.
    """

    def __init__(self, url: str, model: str | None = None, key: SecretStr | None = None) -> None:
        super().__init__(model)
        self._url, self._key = url, key
        self._asking = Lock()
        self._client: OpenAIEmbeddings | None = None
        self._dimension: int | None = None

    @property
    def fingerprint(self) -> str:
        """What tells this model's vectors from another's: its name and their length.

        The address is not part of it: the same model may move. Asks the server once.
        """
        if self._dimension is None:
            self.embed(["dimension"])
        return f"server:{self.name}:{self._dimension}"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Give one row of float32 for each text."""
        if not texts:
            return np.zeros((0, self._dimension or 0), np.float32)
        return unit_rows(self._checked(self._asked(list(texts)), len(texts)))

    def check(self) -> None:
        """Raise ModelError where the server does not answer."""
        self.embed(["check"])

    def _asked(self, texts: list[str]) -> list[list[float]]:
        try:
            return self._connected().embed_documents(texts)
        # Whatever the client or the server can fail with, the user is told one sentence.
        except Exception as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ModelError(
                f"The embeddings server of EMBEDDING_URL ({self._url}) did not embed: {reason} "
                "Check that it runs and that EMBEDDING_MODEL names one of its models."
            ) from error

    def _checked(self, found: list[list[float]], count: int) -> np.ndarray:
        lengths = {len(row) for row in found}
        with self._asking:
            expected = self._dimension or next(iter(lengths), 0)
            if len(found) != count or lengths != {expected} or not expected:
                raise ModelError(
                    f"The embeddings server of EMBEDDING_URL ({self._url}) gave {len(found)} "
                    f"vectors of length {sorted(lengths)} for {count} texts, where "
                    f"{expected or 'more than 0'} is expected: check its model and start again."
                )
            self._dimension = expected
        vectors = np.asarray(found, np.float32)
        if not np.isfinite(vectors).all():
            raise ModelError(
                f"The embeddings server of EMBEDDING_URL ({self._url}) gave vectors that are not "
                "finite: check its model."
            )
        return vectors

    def _connected(self) -> OpenAIEmbeddings:
        with self._asking:
            if self._client is None:
                from langchain_openai import OpenAIEmbeddings
                from pydantic import SecretStr

                self._client = OpenAIEmbeddings(
                    model=self._name or DEFAULT,
                    openai_api_base=self._url,
                    openai_api_key=self._key or SecretStr("none"),  # the client insists on one
                    check_embedding_ctx_length=False,  # texts, not OpenAI's token numbers
                    chunk_size=AT_ONCE,
                    request_timeout=SECONDS,
                    max_retries=TRIES,
                )
            return self._client
