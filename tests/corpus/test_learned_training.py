from __future__ import annotations

import numpy as np
import spacy

from benchmarks.attribution_examples import IGNORED, example, without
from benchmarks.attribution_figures import logistic
from corpus.attribution.learned_decoding import runs
from corpus.attribution.learned_features import Labels, Reading, read
from corpus.attribution.learned_relations import LEFT, surroundings

LABELS = Labels((), (), ())
TEXT = "“Leave now,” Ana Reyes said, “before it floods.” The mayor agreed that it would. Who asked?"


def reading() -> Reading:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return read(nlp(TEXT), LABELS, lambda words: [[1]] * len(words))


def spans(*texts: str) -> list[list[int]]:
    return [[TEXT.index(text), TEXT.index(text) + len(text)] for text in texts]


ROW = {
    "attributions": [
        {
            "source": spans("Ana Reyes"),
            "cue": spans("said"),
            "content": spans("“Leave now,”", "“before it floods.”"),
        },
        {"source": [], "cue": spans("agreed"), "content": spans("that it would")},
    ]
}


def covered(begin: int, stop: int) -> str:
    read_text = reading()
    return TEXT[read_text.spans[begin, 0] : read_text.spans[stop - 1, 1]]


def test_the_marked_cues_are_what_the_network_learns() -> None:
    cues = runs(example(ROW, reading(), LABELS).cue_tags.tolist())
    assert [covered(*cue) for cue in cues] == ["said", "agreed"]


def test_the_marked_content_is_what_the_network_learns_for_each_cue() -> None:
    one = example(ROW, reading(), LABELS)
    cues = runs(one.cue_tags.tolist())
    contents = [
        [covered(start + cue[0] - LEFT, stop + cue[0] - LEFT) for start, stop in runs(tags)]
        for cue, tags in zip(cues, one.content.tolist(), strict=True)
    ]
    assert contents == [["“Leave now,”", "“before it floods.”"], ["that it would"]]


def test_the_marked_source_is_learned_and_none_is_the_cue_itself() -> None:
    one = example(ROW, reading(), LABELS)
    first, last = (one.source[0] - LEFT + runs(one.cue_tags.tolist())[0][0]).tolist()
    assert covered(first, last + 1) == "Ana Reyes"
    assert one.source[1].tolist() == [LEFT, LEFT]


def test_places_before_and_after_the_text_are_not_learned_from() -> None:
    one = example(ROW, reading(), LABELS)
    for tags, around in zip(one.content, one.around, strict=True):
        assert ((tags == IGNORED).numpy() == (around.words < 0)).all()


def test_an_article_without_attributions_is_an_example_too() -> None:
    one = example({"attributions": []}, reading(), LABELS)
    assert not one.cue_tags.any()
    assert len(one.content) == len(one.source) == 0


def test_an_ablation_of_the_parse_hides_all_branches_but_the_cue() -> None:
    alone = without(reading(), "parse")
    around = surroundings(alone, 7, 8, LABELS)
    assert set(around.branch[around.branch > 0]) == set(around.branch[around.cue])
    assert not alone.features[:, :3].any()


def test_the_fitted_confidence_recovers_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    evidence = -rng.exponential(size=(20_000, 4))
    logits = evidence @ [2.0, 1.0, 0.0, 1.5] + 2.0
    right = rng.random(20_000) < 1 / (1 + np.exp(-logits))
    assert np.allclose(logistic(evidence, right), [2.0, 1.0, 0.0, 1.5, 2.0], atol=0.2)
