"""Mended claims through the whole library: answers at once, rebuilds, other engines, exports."""

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from benchmarks.attribution.labelled import row
from corpus.missed import claim_of, pieces
from corpus.model import Source, SourceKind, Stance
from retrieval.labelled import labelled
from retrieval.library import Library

WARDEN = Source("Vera Holm", SourceKind.PERSON, "the warden")
MISSED = "is about a strike in Velmar, told in part 2 of version 1"
WRONG, NONE, RIGHT = (f"said that Velmar had seen nothing like case {n}." for n in (31, 32, 33))


def opened(data, version="sentences:1"):
    return Library.open(data, embedder=WordsEmbedder(), analyser=SentenceAnalyser(version))


@pytest.fixture
def data(tmp_path):
    """An article one of whose claims has another source, one is none, and one was missed."""
    data = tmp_path / "data"
    with opened(data) as library:
        library.add([article(1), article(2)])
        library.set_claim_source("a1", place(library, WRONG), WARDEN, by="x")
        library.drop_claim("a1", place(library, NONE), by="x")
        one = library.article("a1")
        content = pieces(one.text, MISSED)
        missed = claim_of(one, library.claims("a1"), content, WARDEN, Stance.DENIES)
        library.add_claim("a1", missed, by="x")
    return data


def place(library, words):
    text = library.article("a1").text
    return next(n for n, c in enumerate(library.claims("a1")) if c.quote.of(text) == words)


def said(library):
    """What others than the outlet say in the mended article."""
    text = library.article("a1").text
    return [
        (claim.source.name, claim.quote.of(text), str(claim.stance))
        for claim in library.claims("a1")
        if claim.source.kind is not SourceKind.OUTLET
    ]


MENDED = [
    ("Vera Holm", WRONG, "asserts"),
    ("Vera Holm", MISSED, "denies"),
    ("Resident 1", RIGHT, "asserts"),
]


def test_answers_name_the_mended_source_at_once(data):
    def scores(_question, texts):
        return [5.0 if "case 31" in text else 1.0 for text in texts]

    with opened(data) as library:
        library._reranker = SimpleNamespace(scores=scores)
        answer = library.ask("What was said about case 31?")
        told = {
            quoted.quote: account.source.name
            for account in answer.accounts
            for quoted in account.claims
        }
        assert told[WRONG] == "Vera Holm"
        assert NONE not in told


def test_mended_claims_outlast_rebuild_another_engine_and_a_later_version(data):
    with opened(data, "sentences:2") as library:
        assert said(library) == MENDED
        library.rebuild()
        assert library._analysing().analysed == ["a1", "a2"]
        assert said(library) == MENDED
        assert all(finding.ok for finding in library.doctor())
        later = replace(article(1), text=f"It rained in Velmar.\n\n{article(1).text}")
        library.add([later])
        assert said(library) == MENDED
        library.remove(["a1"])
        library.restore(["a1"])
        assert said(library) == MENDED


def test_everything_can_be_taken_back_after_that(data):
    with opened(data, "sentences:2") as library:
        library.rebuild()
        for each in library.mendings():
            library.undo_mending(each.id, by="y")
        assert [source for source, *_ in said(library)] == ["Resident 1"] * 3
        assert list(labelled(library)) == []


def test_mended_articles_are_exported_as_attributions_with_what_was_set_by_hand(data):
    with opened(data) as library:
        (line,) = labelled(library)
    text = line["text"]
    assert (line["id"], text) == ("a1", article(1).text)
    assert [
        (each["name"], text[slice(*each["content"][0])], each["stance"], each["by_hand"])
        for each in line["attributions"]
    ] == [(*each, hand) for each, hand in zip(MENDED, (True, True, False), strict=True)]
    first = line["attributions"][0]
    assert text[slice(*first["source"][0])] == "Resident 1"
    assert (first["kind"], first["role"], first["cue"]) == ("person", "the warden", [])
    (dropped,) = line["dropped"]
    assert (text[slice(*dropped["content"][0])], dropped["name"]) == (NONE, "Resident 1")


def test_the_benchmark_reads_the_export_and_counts_what_was_set_by_hand(data):
    with opened(data) as library:
        (line,) = labelled(library)
    marked = row(line)
    assert [claim["act"] for claim in marked["claims"]] == ["says", "says", "aside"]
    assert marked["claims"][0]["source"]["name"] == "Vera Holm"
    assert marked["claims"][0]["content"] == line["attributions"][0]["content"]


def test_a_removed_article_is_not_exported(data):
    with opened(data) as library:
        library.remove(["a1"])
        assert list(labelled(library)) == []
