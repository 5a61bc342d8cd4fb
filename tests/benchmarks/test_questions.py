"""The benchmark of questions itself: its figures and its floors."""

import json
from itertools import islice

import numpy as np
import pytest

from benchmarks.questions import fitting, floors, scale
from benchmarks.questions.figures import recall, unverified
from benchmarks.questions.sets import QuestionSet
from corpus.model import Article, Claim, Source, SourceKind, Span


@pytest.fixture
def baseline(tmp_path):
    path = tmp_path / "baseline.json"
    known = {"set": {"digest": "d", "floors": {"recall_at_4": 0.5, "false_refusal": 0.1}}}
    path.write_text(json.dumps(known))
    return path


def test_a_figure_below_its_floor_is_named(baseline):
    (line,) = floors.missed("set", "d", {"recall_at_4": 0.4, "false_refusal": 0.1}, baseline)
    assert "recall_at_4" in line


def test_of_some_figures_less_is_better(baseline):
    (line,) = floors.missed("set", "d", {"recall_at_4": 0.5, "false_refusal": 0.2}, baseline)
    assert "false_refusal" in line


def test_other_data_than_the_floors_were_set_on_is_an_error(baseline):
    (line,) = floors.missed("set", "e", {"recall_at_4": 0.9, "false_refusal": 0.0}, baseline)
    assert "data" in line


def test_figures_on_their_floors_hold(baseline):
    assert floors.missed("set", "d", {"recall_at_4": 0.5, "false_refusal": 0.1}, baseline) == []


def test_recall_counts_facts_in_passages_of_their_own_article():
    articles = [
        {"id": "a", "passages": [{"id": "a#0", "text": "the ferry ran aground at noon"}]},
        {"id": "b", "passages": [{"id": "b#0", "text": "nobody was hurt on board"}]},
    ]
    asked = [{"id": "q", "gold_passage_ids": ["a#0", "b#0"]}]
    right = {"article_id": "a", "text": "On Monday the ferry ran aground at noon."}
    elsewhere = {"article_id": "c", "text": "nobody was hurt on board"}
    found = recall(QuestionSet("s", asked, articles, ""), [[right, elsewhere]])
    assert found == {"recall_at_4": 0.5, "recall_at_10": 0.5, "all_in_10": 0.0}


def test_a_quote_that_is_not_in_its_article_is_counted():
    claim = {
        "article_id": "a",
        "quote": "ferry sank",
        "start": 4,
        "end": 14,
        "sentence": "The ferry ran aground.",
        "sentence_start": 0,
        "sentence_end": 22,
    }
    answers = [{"accounts": [{"claims": [claim]}]}]
    assert unverified(answers, {"a": "The ferry ran aground."}) == 1


def test_the_threshold_refuses_the_allowed_share_of_the_answerable():
    values = [(float(i), True) for i in range(100)] + [(-5.0, False)] * 50
    refused = [value for value, _ in values if 0 <= value < fitting.threshold(values)]
    assert len(refused) == int(100 * fitting.REFUSED)


def test_a_drawn_corpus_has_whole_claims_and_vectors_of_length_1():
    text = "The dam broke. Nobody was hurt, the mayor said. Rain fell."
    mayor = Source("the mayor", SourceKind.PERSON)
    told = Claim(mayor, (Span(15, 30),), Span(15, 47), mention=Span(32, 41), cue=Span(42, 46))
    own = [Claim(Source("Post", SourceKind.OUTLET), (s,), s) for s in (Span(0, 14), Span(48, 58))]
    article = Article("a", "Dam", text, "Post")
    drawing = scale.entries([article], {"a": [told, *own]}, np.eye(4, dtype=np.float32), "model")
    for entry in islice(drawing, 20):
        assert len(entry.passages) == len(entry.vectors) == scale.PASSAGES
        assert np.allclose(np.linalg.norm(entry.vectors, axis=1), 1, atol=1e-5)
        said = [c for c in entry.claims if c.source == mayor]
        assert all(c.quote.of(entry.article.text) == "Nobody was hurt" for c in said)
        assert all(c.mention.of(entry.article.text) == "the mayor" for c in said)
