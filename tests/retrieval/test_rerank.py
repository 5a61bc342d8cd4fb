"""The packaged cross-encoder, and what happens where its files are not what they should be."""

import pytest

from corpus.errors import ModelError
from retrieval import rerank
from retrieval.rerank import Reranker

QUESTION = "How many guards were killed at the bridge?"


@pytest.fixture(scope="module")
def reranker():
    return Reranker()


def test_what_answers_scores_above_what_does_not(reranker):
    answer, topic, other = reranker.scores(
        QUESTION,
        [
            "Twelve guards were killed at the bridge, the ministry said.",
            "The bridge was built for guards and traders long ago.",
            "The weather stayed mild.",
        ],
    )
    assert answer > topic > other


def test_scores_keep_the_order_of_the_texts_whatever_their_lengths(reranker):
    texts = ["Guards.", "Twelve guards were killed at the bridge. " * 5, "Rain."] * 3
    scores = reranker.scores(QUESTION, texts)
    assert len(scores) == 9
    assert all(abs(a - b) < 1.0 for a, b in zip(scores[:3], scores[3:6], strict=True))


def test_no_texts_need_no_model():
    assert Reranker("no-such-model").scores(QUESTION, []) == []


def test_an_altered_file_is_refused(tmp_path, monkeypatch):
    for name in rerank.DIGESTS:
        (tmp_path / name).write_bytes(b"altered")
    monkeypatch.setattr(rerank, "_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="altered"):
        Reranker().scores(QUESTION, ["text"])
    with pytest.raises(ModelError, match="altered"):
        Reranker().check()


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(rerank, "_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"model\.onnx"):
        Reranker().scores(QUESTION, ["text"])


def test_a_very_long_text_is_read_as_far_as_the_model_reads(reranker):
    (score,) = reranker.scores(QUESTION, ["guards " * 5000])
    assert isinstance(score, float)
