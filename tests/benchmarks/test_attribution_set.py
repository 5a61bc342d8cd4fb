"""Our own marked articles, their scorer and the floors of the attribution benchmark."""

import json
import re
from copy import deepcopy

import pytest

from benchmarks.attribution import floors, names, score, table
from benchmarks.attribution.__main__ import arguments, measure, parts
from benchmarks.attribution.compile import BLIND, HALVES, HERE, compiled, row
from benchmarks.attribution.markup import ACTS, KINDS, MarkupError, read_file

PARTS = (*HALVES, BLIND)
ARTICLE = """=== ferry-1
title: Ferry Aground
outlet: The Courier
published_at: 2026-03-04
---
{D1s:Captain Mirela Dorn} {D1q:said} {D1c:the ferry had struck a sandbank}.
{D2c:“We counted,”} {D2s:she} {D2q:said}. {D2c:“Twice.”}
{R1s:Callum Reyes} and {H1s:his sister Hannah} {R1+H1q:denied} {R1+H1c:that anyone had been warned}.
{D3s:Dorn} {D3q:fears} {D3c:more fog tonight}.
---
D = Mirela Dorn | person | harbour master | Captain Dorn
R = Callum Reyes | person | |
H = Hannah Reyes | person | |
R1: denies
H1: denies
D3: thinks
"""


@pytest.fixture
def rows():
    return {
        half: [json.loads(line) for line in (HERE / f"{half}.jsonl").read_text().splitlines()]
        for half in PARTS
    }


@pytest.fixture
def marked(tmp_path):
    return marked_from(tmp_path, ARTICLE)


def marked_from(folder, text):
    path = folder / "wire.txt"
    path.write_text(text)
    return json.loads(json.dumps(row(next(read_file(path)))))


def snippets(article, claim):
    return [article["text"][start:end] for start, end in claim["content"]]


def scored(article, claims):
    return score.score([article], {article["id"]: claims})


# The data


@pytest.mark.parametrize("half", PARTS)
def test_the_data_is_what_its_articles_compile_to(half):
    assert (HERE / f"{half}.jsonl").read_text() == compiled(half)


def test_there_are_sixty_articles_or_more_half_of_them_held_out(rows):
    sizes = [len(rows[half]) for half in HALVES]
    assert sum(sizes) >= 60
    assert sizes[1] >= sizes[0]


@pytest.mark.parametrize(
    ("given", "measured"),
    [
        ([], HALVES),
        (["--development"], ("development",)),
        (["--calibration"], HALVES),
        (["--blind"], (BLIND,)),
        (["--blind", "--ablation"], (BLIND,)),
    ],
)
def test_the_blind_set_is_measured_alone_and_only_when_asked_for(given, measured):
    assert parts(arguments(given)) == measured


class Silent:
    """A system that finds no claim anywhere."""

    def claims(self, article):
        return []


def test_a_blind_run_prints_the_same_figures_for_the_blind_set_alone():
    result = measure(Silent(), arguments(["--blind", "--bootstrap", "0"]))
    printed = "\n".join(table.lines({"systems": {"silent": result}}))
    assert set(result) == {BLIND}
    assert "our blind set" in printed
    assert "statements found" in printed


def test_figures_of_the_blind_set_get_no_floors():
    assert floors.figures({BLIND: dict.fromkeys(floors.OWN, 0.5)}) == {}


def test_the_blind_set_has_twenty_eight_articles_or_more_of_many_kinds(rows):
    assert len(rows[BLIND]) >= 28
    assert len({article["style"] for article in rows[BLIND]}) >= 16


def test_the_sets_share_no_article(rows):
    for key in ("id", "text", "title"):
        seen = [article[key] for part in PARTS for article in rows[part]]
        assert len(seen) == len(set(seen))


def test_every_style_of_the_first_half_is_in_the_other(rows):
    styles = [{article["style"] for article in rows[half]} for half in HALVES]
    assert styles[0] <= styles[1]
    assert len(styles[0]) >= 16


def test_every_span_lies_in_its_text_and_has_no_blanks_at_its_edges(rows):
    for article in (article for part in PARTS for article in rows[part]):
        for claim in article["claims"]:
            for start, end in [
                *claim["content"],
                claim["mention"] or [0, 1],
                claim["cue"] or [0, 1],
            ]:
                assert 0 <= start < end <= len(article["text"])
                assert article["text"][start:end].strip() == article["text"][start:end]


def test_content_pieces_are_in_reading_order_and_do_not_overlap(rows):
    for article in (article for part in PARTS for article in rows[part]):
        for claim in article["claims"]:
            edges = [edge for piece in claim["content"] for edge in piece]
            assert edges == sorted(set(edges))


def test_kinds_and_acts_are_the_known_ones_and_all_of_them_occur(rows):
    for part in PARTS:
        claims = [claim for article in rows[part] for claim in article["claims"]]
        assert {claim["source"]["kind"] for claim in claims} == set(KINDS)
        assert {claim["act"] for claim in claims} == set(ACTS)
        assert {claim["stance"] for claim in claims} == {"asserts", "denies"}


def test_articles_are_short_and_no_text_is_marked_up(rows):
    longest = {"development": 270, "heldout": 270, BLIND: 350}
    for part in PARTS:
        for article in rows[part]:
            assert 120 <= len(article["text"].split()) <= longest[part]
            assert not set("{}") & set(article["text"])


def test_every_tagged_span_of_the_blind_set_is_verbatim_in_its_text():
    """Read the marks again in a way of its own: pull each tagged run out of the source lines."""
    tag = re.compile(r"\{[A-Z]+\d+(?:\+[A-Z]+\d+)*([sqc]):|\}")
    texts = {
        row["id"]: row
        for row in map(json.loads, (HERE / f"{BLIND}.jsonl").read_text().splitlines())
    }
    for path in (HERE / "articles" / BLIND).glob("*.txt"):
        for block in path.read_text().split("=== ")[1:]:
            article = texts[block.split("\n", 1)[0]]
            body = block.split("\n---\n")[1]
            lines = [line.strip() for line in tag.sub("", body).splitlines()]
            assert lines == article["text"].split("\n\n")
            plain = re.findall(r"\{[A-Z]+\d+(?:\+[A-Z]+\d+)*[sqc]:([^{}]+)\}", body)
            spans = {
                article["text"][start:end]
                for claim in article["claims"]
                for start, end in filter(None, [claim["mention"], claim["cue"], *claim["content"]])
            }
            assert set(plain) <= spans


# The format


def test_tags_become_exact_spans(marked):
    first, broken, *_ = marked["claims"]
    assert snippets(marked, first) == ["the ferry had struck a sandbank"]
    assert snippets(marked, broken) == ["“We counted,”", "“Twice.”"]
    assert marked["text"][slice(*first["mention"])] == "Captain Mirela Dorn"
    assert marked["text"][slice(*broken["cue"])] == "said"


def test_a_shared_tag_belongs_to_each_claim(marked):
    shared = [claim for claim in marked["claims"] if claim["stance"] == "denies"]
    assert {claim["source"]["name"] for claim in shared} == {"Callum Reyes", "Hannah Reyes"}
    assert shared[0]["content"] == shared[1]["content"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{D1c:the ferry", "the ferry"),  # no content, and a stray brace
        ("D = Mirela Dorn", "E = Mirela Dorn"),  # a source that nobody declared
        ("| person | harbour", "| sailor | harbour"),  # no such kind
        ("R1: denies", "R1: shouts"),  # no such flag
        ("R1: denies", "R7: denies"),  # a flag for no claim
        ("{D1q:said}", "{D1q: said}"),  # a blank at the edge of a span
        ("title: Ferry Aground\n", ""),
    ],
)
def test_a_fault_in_an_article_is_an_error_that_names_it(tmp_path, old, new):
    assert old in ARTICLE
    with pytest.raises(MarkupError, match="ferry-1"):
        marked_from(tmp_path, ARTICLE.replace(old, new, 1))


# The scorer


def test_the_marked_claims_themselves_score_everything(marked, rows):
    for article in [marked, *rows["development"]]:
        result = scored(article, article["claims"])
        assert [result[key] for key in score.HEADLINE] == [1.0] * len(score.HEADLINE)
        assert result["every_claim"]["precision"] == 1.0
        assert result["stance"]["asserts"] == 1.0


def test_no_predictions_score_nothing(marked):
    result = scored(marked, [])
    assert [result[key] for key in score.HEADLINE] == [0.0] * len(score.HEADLINE)


def test_the_outlets_own_claims_are_left_out(marked):
    outlet = {"source": {"name": "The Courier", "kind": "outlet"}, "content": [[0, 20]]}
    assert scored(marked, [*marked["claims"], outlet])["precision"] == 1.0


def test_wrong_names_cost_names_but_neither_recall_nor_precision(marked):
    claims = deepcopy(marked["claims"])
    for claim in claims:
        claim["source"]["name"] = "Somebody Else"
    result = scored(marked, claims)
    assert (result["recall"], result["precision"], result["name"]) == (1.0, 1.0, 0.0)
    assert result["credited_f1"] == 0.0


def test_a_claim_that_is_not_there_costs_precision(marked):
    extra = {"source": {"name": "Mirela Dorn", "kind": "person"}, "content": [[0, 7]]}
    assert scored(marked, [*marked["claims"], extra])["precision"] == pytest.approx(4 / 5)


def test_a_belief_counts_neither_for_nor_against(marked):
    beliefs = [claim for claim in marked["claims"] if claim["act"] == "thinks"]
    spoken = [claim for claim in marked["claims"] if claim["act"] == "says"]
    assert scored(marked, spoken)["recall"] == 1.0
    assert scored(marked, beliefs)["statements"]["predicted"] == 0


def test_a_quotation_cut_in_two_is_found_and_both_parts_are_right(marked):
    whole = marked["claims"][1]
    parts = [{**whole, "content": [piece]} for piece in whole["content"]]
    others = [claim for claim in marked["claims"] if claim is not whole]
    result = scored(marked, others + parts)
    assert (result["recall"], result["precision"]) == (1.0, 1.0)


def test_one_prediction_for_the_whole_text_finds_no_statement(marked):
    everything = {
        "source": {"name": "Mirela Dorn", "kind": "person"},
        "content": [[0, len(marked["text"])]],
    }
    result = scored({**marked, "text": marked["text"] + " word" * 100}, [everything])
    assert result["recall"] <= 1 / 4


def test_a_wrong_stance_is_counted(marked):
    claims = deepcopy(marked["claims"])
    for claim in claims:
        claim["stance"] = "asserts"
    assert scored(marked, claims)["stance"] == {"asserts": 1.0, "denies": 0.0}


def test_intervals_enclose_the_figure(rows):
    some = rows["development"]
    claims = {article["id"]: article["claims"][::2] for article in some}
    result = score.score(some, claims, bootstrap=100)
    low, high = result["ci95"]["recall"]
    assert low < result["recall"] < high


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('"We won,"', "direct"),
        ('he was "tired of" it', "mixed"),
        ("it was cold", "indirect"),
        ("‘It's ours’", "direct"),
    ],
)
def test_a_content_is_classed_by_how_much_of_it_is_quoted(content, kind):
    text = f'He said {content} and "go", then left.'
    start = text.index(content)
    assert score.quotation(text, score.words(text, [[start, start + len(content)]])) == kind


def test_confidence_is_set_against_what_is_right(marked):
    claims = [{**claim, "confidence": 0.92} for claim in marked["claims"]]
    wrong = {**deepcopy(claims[0]), "content": [[0, 7]], "confidence": 0.6}
    shown = scored(marked, [*claims, wrong])["confidence"]
    assert shown["0.9 or more"] == {"predicted": 4, "right": 1.0}
    assert shown["0.5 or more"] == {"predicted": 1, "right": 0.0}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Mirela Dorn", True),
        ("harbour master Mirela Dorn", True),
        ("Captain Dorn", True),
        ("Dorn", True),
        ("Ana Dorn", False),
        ("harbour master", False),
        ("", False),
    ],
)
def test_a_person_is_named_by_name_title_or_surname(name, right):
    gold = {"name": "Mirela Dorn", "kind": "person", "aliases": []}
    assert names.same(gold, name, {"Mirela Dorn"}) is right


def test_a_bare_surname_is_not_enough_where_two_share_it():
    gold = {"name": "Hannah Reyes", "kind": "person", "aliases": []}
    assert not names.same(gold, "Reyes", {"Hannah Reyes", "Callum Reyes"})
    assert names.same(gold, "Ms Hannah Reyes", {"Hannah Reyes", "Callum Reyes"})


def test_an_organisation_needs_its_whole_name_or_a_marked_form():
    gold = {"name": "Sidra Cooperation Council", "kind": "organisation", "aliases": ["SCC"]}
    assert names.same(gold, "the Sidra Cooperation Council")
    assert names.same(gold, "SCC")
    assert not names.same(gold, "Council")


def test_mentions_are_classed_by_their_form():
    gold = {"name": "Mirela Dorn", "kind": "person", "aliases": []}
    mentions = ["Captain Mirela Dorn", "Dorn", "she", "the harbour master", None]
    forms = [names.form(gold, mention) for mention in mentions]
    assert forms == ["name", "part", "pronoun", "description", "none"]


# The floors


def test_a_figure_under_its_floor_is_a_fault(tmp_path):
    baseline = tmp_path / "baseline.json"
    floors.pin({"a": 0.8129}, {"data": "one"}, baseline)
    assert floors.check({"a": 0.8129}, {"data": "one"}, baseline) == []
    assert "under its floor of 0.812" in floors.check({"a": 0.81}, {"data": "one"}, baseline)[0]


def test_other_data_than_was_pinned_is_a_fault(tmp_path):
    baseline = tmp_path / "baseline.json"
    floors.pin({"a": 0.8}, {"data": "one"}, baseline)
    assert "data" in floors.check({"a": 0.9}, {"data": "two"}, baseline)[0]


def test_a_floor_is_lowered_only_where_that_is_meant(tmp_path):
    baseline = tmp_path / "baseline.json"
    floors.pin({"a": 0.8, "b": 0.5}, {}, baseline)
    with pytest.raises(floors.FloorError, match="a"):
        floors.pin({"a": 0.7}, {}, baseline)
    floors.pin({"a": 0.7}, {}, baseline, allow_regression=True)
    assert json.loads(baseline.read_text())["floors"] == {"a": 0.7, "b": 0.5}


def test_a_figure_that_was_not_measured_is_passed_over(tmp_path):
    baseline = tmp_path / "baseline.json"
    floors.pin({"a": 0.8}, {}, baseline)
    assert floors.check({}, {}, baseline) == []


def test_the_pinned_floors_are_those_of_the_data_as_it_stands():
    if not floors.BASELINE.is_file():
        pytest.skip("no floors are pinned yet: python -m benchmarks.attribution --update")
    pinned = json.loads(floors.BASELINE.read_text())["data"]
    for half in HALVES:
        assert pinned[half] == floors.digest(HERE / f"{half}.jsonl")
