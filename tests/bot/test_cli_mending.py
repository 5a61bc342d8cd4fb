"""``accordingto mend``: claims put right on the terminal, on record, exported; no models."""

import json

import numpy as np
import pytest
from bot_fakes import CLAIMS, PORT, STRIKE
from typer.testing import CliRunner

from bot import cli
from corpus.attribution import identity
from corpus.catalogue import TERMINAL, Catalogue, Entry

runner = CliRunner()


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d").mkdir()
    catalogue = Catalogue(tmp_path / "d" / "catalogue.sqlite", identity=identity.identify)
    for each in (PORT, STRIKE):
        vectors = np.zeros((0, 1), np.float32)
        catalogue.put([Entry(each, CLAIMS[each.id], [], vectors, "none", "none")])
    catalogue.close()
    return tmp_path / "d"


def run(data, *arguments):
    return runner.invoke(cli.app, [*arguments, "--data", str(data)])


def done(data, *arguments):
    result = run(data, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def claims(data):
    found = json.loads(done(data, "claims", "port-fire", "--json"))["claims"]
    return [(each["source"]["name"], each["stance"]) for each in found]


def audit(data):
    catalogue = Catalogue(data / "catalogue.sqlite")
    steps = catalogue.audit.latest()
    catalogue.close()
    return steps


def test_claims_are_numbered_and_put_under_another_source_by_number(data):
    shown = done(data, "claims", "port-fire")
    assert "2. Ministry of Ports [organisation] says:" in shown
    told = done(data, "mend", "source", "port-fire", "2", "Ana Toric")
    assert "nobody was hurt”: Ministry of Ports → Ana Toric." in told
    assert "To undo: accordingto mend undo 1" in told
    assert claims(data)[1] == ("Ana Toric", "asserts")
    assert "(put right by command line, step 1)" in done(data, "claims", "port-fire")
    (step,) = audit(data)
    assert (step.who, step.what, step.target) == (TERMINAL, "claim-source", "port-fire")
    assert step.after == {"source": "Ana Toric"}


def test_somebody_new_has_a_kind_and_may_have_a_role(data):
    assert "Nobody called Toby Marl" in str(
        run(data, "mend", "source", "port-fire", "2", "Toby Marl").exception
    )
    new = ("Toby Marl", "--kind", "person", "--role", "mayor of Velmar")
    done(data, "mend", "source", "port-fire", "2", *new)
    found = json.loads(done(data, "claims", "port-fire", "--json"))["claims"][1]["source"]
    assert found == {"name": "Toby Marl", "kind": "person", "role": "mayor of Velmar"}


def test_a_claim_is_dropped_and_one_added_and_both_taken_back(data):
    before = claims(data)
    done(data, "mend", "drop", "port-fire", "2")
    done(data, "mend", "add", "port-fire", "nobody was hurt", "--by", "ana toric", "--denies")
    assert ("Ministry of Ports", "asserts") not in claims(data)
    assert ("Ana Toric", "denies") in claims(data)
    listed = json.loads(done(data, "mend", "list", "--json"))
    assert [(each["what"], each["words"], each["was"], each["source"]) for each in listed] == [
        ("drop", "12 containers had burned and nobody was hurt", "Ministry of Ports", None),
        ("add", "nobody was hurt", None, "Ana Toric"),
    ]
    done(data, "mend", "undo", "1")
    done(data, "mend", "undo", "2")
    assert claims(data) == before
    back = audit(data)[0]
    assert (back.who, back.what, back.undoes) == (TERMINAL, "undid claim-added", 2)
    assert "undone by command line" in done(data, "mend", "list", "port-fire")


def test_what_cannot_be_done_says_why(data):
    for arguments, why in (
        (("source", "nowhere", "1", "Ana Toric"), "There is no article nowhere"),
        (("source", "port-fire", "9", "Ana Toric"), "port-fire has no claim 9: it has 4."),
        (("source", "port-fire", "1", "X", "--kind", "outlet"), "--kind person, organisation"),
        (("drop", "port-fire", "5"), "port-fire has no claim 5"),
        (("add", "port-fire", "nobody was injured", "--by", "Ana Toric"), "letter for letter"),
        (("undo", "7"), "There is no mended claim 7"),
    ):
        assert why in str(run(data, "mend", *arguments).exception)
    assert audit(data) == []


def test_mended_articles_are_written_as_lines_of_json(data):
    assert done(data, "mend", "export", "-") == ""
    done(data, "mend", "source", "port-fire", "2", "Ana Toric")
    done(data, "mend", "export", str(data / "labelled.jsonl"))
    (line,) = (data / "labelled.jsonl").read_text(encoding="utf-8").splitlines()
    assert done(data, "mend", "export", "-").strip() == line
    article = json.loads(line)
    assert (article["id"], article["text"]) == ("port-fire", PORT.text)
    assert [each["by_hand"] for each in article["attributions"]] == [True, False, False]


def test_decisions_on_sources_are_on_record_as_the_terminal_s(data):
    done(data, "sources", "merge", "Ana Toric", "Ministry of Ports")
    done(data, "sources", "undo", "1")
    done(data, "sources", "rename", "Ana Toric", "Anna Toric")
    steps = [(each.who, each.what, each.undoes) for each in reversed(audit(data))]
    assert steps == [
        (TERMINAL, "sources-merged", None),
        (TERMINAL, "undid sources-merged", 1),
        (TERMINAL, "source-renamed", None),
    ]
