from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
import torch
from spacy.language import Language

from corpus.attribution import learned_weights
from corpus.attribution.learned import WEIGHTS, LearnedExtractor, Pieces, trimmed
from corpus.attribution.learned_decoding import Settings
from corpus.attribution.learned_features import Labels
from corpus.attribution.learned_network import KEPT, Network, shipped
from corpus.errors import ModelError
from corpus.model import Span

LABELS = Labels(("NNP",), ("nsubj",), ("PERSON",))
HARBOUR = (
    "The harbour at Skelvik will stay shut until Friday, harbour master Ingrid Solheim said. "
    "“The ice has bent the lock gate,” she told reporters on the quay, “and we cannot move it.”\n\n"
    "According to the port authority, eleven ships are waiting outside. Two carry grain.\n\n"
    "The shipping company Norlane denied that its tug had struck the gate."
)
WEATHER = "Rain fell on the valley for most of the week. The rivers rose and fell again."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(learned_weights.PARSER)


@pytest.fixture(scope="module")
def extractor() -> LearnedExtractor:
    loaded = LearnedExtractor.load()
    if loaded is None:
        pytest.skip(f"there are no weights in {WEIGHTS.name}/")
    return loaded


@pytest.fixture
def untrained(tmp_path: Path) -> Path:
    learned_weights.save(Network(LABELS), LABELS, Settings(floor=0.25), tmp_path)
    return tmp_path


def found(extractor: LearnedExtractor, nlp: Language, text: str) -> list[tuple[str, str, str]]:
    return [
        tuple(
            " … ".join(span.of(text) for span in spans)
            for spans in (one.source, one.cue, one.content)
        )
        for one in extractor.extract(nlp(text))
    ]


def test_without_weights_there_is_no_extractor(tmp_path: Path) -> None:
    assert LearnedExtractor.load(tmp_path) is None


def test_what_was_saved_is_loaded(untrained: Path) -> None:
    finder, digest = learned_weights.load(untrained)
    assert finder.labels == LABELS
    assert finder.settings == Settings(floor=0.25)
    assert digest == json.loads((untrained / learned_weights.CARD).read_text())["sha256"]


def test_altered_weights_are_refused(untrained: Path) -> None:
    path = untrained / learned_weights.WEIGHTS
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="not the file it should be"):
        LearnedExtractor.load(untrained)


def test_missing_weights_beside_their_card_are_refused(untrained: Path) -> None:
    (untrained / learned_weights.WEIGHTS).unlink()
    with pytest.raises(ModelError):
        LearnedExtractor.load(untrained)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"labels": {}, "settings": 3}'])
def test_a_card_that_cannot_be_read_is_refused(untrained: Path, card: str) -> None:
    (untrained / learned_weights.CARD).write_text(card)
    with pytest.raises(ModelError, match="cannot be read"):
        LearnedExtractor.load(untrained)


def test_only_trained_weights_are_shipped() -> None:
    names = {name for name, _ in Network(LABELS).named_parameters() if shipped(name)}
    assert not any(
        name.startswith(("words", "positions", "layers.0", "layers.1.")) for name in names
    )
    assert any(name.startswith(f"layers.{KEPT}.") for name in names)


def test_the_kept_layers_compute_what_bert_computes() -> None:
    transformers = pytest.importorskip("transformers")
    folder = learned_weights.base_folder()
    theirs = transformers.BertModel.from_pretrained(str(folder), output_hidden_states=True).eval()
    ours = Network(LABELS).eval()
    learned_weights.take_base(ours)
    pieces = torch.tensor([[101, 2023, 2003, 1037, 3231, 102]])
    with torch.no_grad():
        expected = theirs(input_ids=pieces).hidden_states[KEPT]
        seen = ours.lower(pieces, torch.ones(1, 1, 1, 6, dtype=torch.bool))
    assert torch.allclose(seen, expected, atol=1e-4)


def test_every_word_has_a_piece() -> None:
    cut = Pieces(learned_weights.base_folder() / "tokenizer.json")
    pieces = cut(["Skelvik", "\u200b", "a" * 500, "”"])
    assert len(pieces) == 4
    assert all(pieces)


@pytest.mark.parametrize(
    ("text", "left"), [("Paul Mather, ", "Paul Mather"), (": “Go,” ", "“Go,”"), (":", ":")]
)
def test_commas_at_the_ends_are_left_out(text: str, left: str) -> None:
    assert trimmed(Span(0, len(text)), text).of(text) == left


def test_a_plain_statement_is_bound_to_its_speaker(
    extractor: LearnedExtractor, nlp: Language
) -> None:
    statement = found(extractor, nlp, HARBOUR)[0]
    assert "Ingrid Solheim" in statement[0]
    assert statement[1] == "said"
    assert statement[2].startswith("The harbour at Skelvik will stay shut until Friday")


def test_a_quotation_broken_by_its_cue_is_one_attribution(
    extractor: LearnedExtractor, nlp: Language
) -> None:
    broken = [one for one in found(extractor, nlp, HARBOUR) if "told" in one[1]]
    assert len(broken) == 1
    assert broken[0][0] == "she"
    assert "The ice has bent the lock gate" in broken[0][2]
    assert "we cannot move it" in broken[0][2]


def test_according_to_is_a_cue(extractor: LearnedExtractor, nlp: Language) -> None:
    assert any(
        cue.lower() == "according to" and "port authority" in source and "eleven ships" in content
        for source, cue, content in found(extractor, nlp, HARBOUR)
    )


def test_what_nobody_is_quoted_on_is_left_alone(extractor: LearnedExtractor, nlp: Language) -> None:
    assert found(extractor, nlp, WEATHER) == []


def test_an_empty_text_has_no_attributions(extractor: LearnedExtractor, nlp: Language) -> None:
    assert extractor.extract(nlp("")) == []
    assert extractor.extract(nlp(" \n\n ")) == []


def test_a_text_gives_the_same_alone_and_beside_others(
    extractor: LearnedExtractor, nlp: Language
) -> None:
    alone = extractor.extract(nlp(HARBOUR))
    assert list(extractor.extract_many([nlp(WEATHER), nlp(HARBOUR)])) == [[], alone]
    assert extractor.extract(nlp(HARBOUR)) == alone


def test_confidence_is_a_probability_at_or_above_the_floor(
    extractor: LearnedExtractor, nlp: Language
) -> None:
    attributions = extractor.extract(nlp(HARBOUR))
    assert attributions
    assert all(extractor.finder.settings.floor <= one.confidence <= 1 for one in attributions)


def test_roles_of_an_attribution_never_overlap(extractor: LearnedExtractor, nlp: Language) -> None:
    for one in extractor.extract(nlp(HARBOUR)):
        spans = sorted((*one.source, *one.cue, *one.content))
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_very_long_text_without_line_breaks_is_read(
    extractor: LearnedExtractor, nlp: Language
) -> None:
    assert len(extractor.extract(nlp("Ana Reyes said the bridge was safe. " * 120))) > 60
