"""The commands that work on a corpus, over the examples, with the real models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.bulk import expected

EXAMPLES = Path(__file__).parents[2] / "examples"
runner = CliRunner()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with the examples; tests that change it put it back."""
    folder = tmp_path_factory.mktemp("corpus")
    result = runner.invoke(cli.app, ["add", str(EXAMPLES), "--data", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(autouse=True)
def a_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(data: Path, *arguments: str) -> Result:
    return runner.invoke(cli.app, [*arguments, "--data", str(data)])


def printed(data: Path, *arguments: str) -> Any:
    result = run(data, *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_adding_again_changes_nothing_and_says_so(data: Path) -> None:
    report = printed(data, "add", str(EXAMPLES), "--json")
    assert report["added"] == []
    assert report["skipped"] == []
    assert len(report["unchanged"]) == 12


def test_what_cannot_be_read_is_skipped_with_a_reason_and_exit_status_1(
    data: Path, tmp_path: Path
) -> None:
    result = run(data, "add", str(tmp_path / "absent.txt"), "--json")
    assert result.exit_code == 1
    (skipped,) = json.loads(result.stdout)["skipped"]
    assert "absent.txt" in skipped["item"]
    assert skipped["reason"]


def test_what_is_about_to_be_added_is_counted_for_the_bar(tmp_path: Path) -> None:
    assert expected([str(EXAMPLES), str(tmp_path / "absent.jsonl.gz")]) == 13
    # How much an address lists is known when it was fetched.
    assert expected([str(EXAMPLES), "https://a.example/report"]) is None


def test_an_import_keeps_the_id_and_everything_else_that_is_given(
    data: Path, tmp_path: Path
) -> None:
    article = {
        "id": "kept-1",
        "title": "Bakers of Dubova strike",
        "source": "The Frontier Observer",
        "agency": "Continental Press",
        "published_at": "2026-06-01",
        "url": "https://www.frontierobserver.example/bakers",
        "language": "en",
        "body": "The bakers of Dubova stopped work on Monday, their guild said.",
    }
    (tmp_path / "import.jsonl").write_text(json.dumps(article) + "\n")
    try:
        assert printed(data, "import", "import.jsonl", "--json")["added"] == ["kept-1"]
        shown = printed(data, "show", "kept-1", "--json")
        assert shown["outlet"] == article["source"]
        assert shown["text"] == article["body"]
        assert {key: shown[key] for key in ("id", "title", "agency", "url", "language")} == {
            key: article[key] for key in ("id", "title", "agency", "url", "language")
        }
    finally:
        run(data, "remove", "kept-1")


def test_every_article_is_listed_with_its_facts(data: Path) -> None:
    listed = printed(data, "articles", "--json")
    assert len(listed) == 12
    rates = next(article for article in listed if article["id"] == "ledger-rates")
    assert rates["outlet"] == "Evening Ledger"
    assert rates["byline"] == "Otto Lindqvist"
    assert rates["published_at"].startswith("2026-04-22")


def test_an_answer_has_the_design_s_json_and_its_quotes_are_verbatim(data: Path) -> None:
    answer = printed(data, "ask", "How many passengers were on the Lady Isolde?", "--json")
    assert {"question", "status", "took_ms", "accounts", "passages"} <= set(answer)
    assert answer["status"] == "disputed"
    for account in answer["accounts"]:
        assert set(account["source"]) == {"name", "role", "kind"}
        for claim in account["claims"]:
            text = printed(data, "show", claim["article_id"], "--json")["text"]
            assert claim["quote"] == text[claim["start"] : claim["end"]]
            assert claim["sentence"] == text[claim["sentence_start"] : claim["sentence_end"]]


def test_what_is_not_in_the_corpus_is_not_reported(data: Path) -> None:
    answer = printed(data, "ask", "Who won the Nobel prize in chemistry?", "--json")
    assert answer["status"] == "not_reported"
    assert answer["accounts"] == []
    assert answer["coverage"]["articles"] == 12


def test_an_answer_in_the_terminal_names_who_said_it_and_where(data: Path) -> None:
    result = run(data, "ask", "What does Annika Roth say about the rise in rents and fares?")
    assert result.exit_code == 0
    assert "Annika Roth" in result.stdout
    assert "no longer a passing thing" in result.stdout
    assert "Evening Ledger" in result.stdout
    assert "2026" in result.stdout
    assert "<b>" not in result.stdout


def test_only_what_one_source_says_is_shown_where_one_is_asked_for(data: Path) -> None:
    answer = printed(
        data, "ask", "What was said about the ferry?", "--source", "Pavel Odrin", "--json"
    )
    assert answer["accounts"]
    assert {account["source"]["name"] for account in answer["accounts"]} == {"Pavel Odrin"}


def test_as_of_a_day_nothing_later_is_quoted(data: Path) -> None:
    question = "How many people died when the Lady Isolde sank?"
    answer = printed(data, "ask", question, "--as-of", "2026-03-09", "--json")
    days = {c["published_at"][:10] for a in answer["accounts"] for c in a["claims"]}
    assert days == {"2026-03-09"}


def test_a_batch_of_questions_gives_an_answer_a_line_with_its_id(
    data: Path, tmp_path: Path
) -> None:
    questions = [{"id": n, "question": "Was the ferry overloaded?"} for n in (7, "b")]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, questions)))
    answers = lines(run(data, "ask", "--batch", "in.jsonl"))
    assert [answer["id"] for answer in answers] == [7, "b"]
    assert all(answer["accounts"] for answer in answers)


def test_a_bad_line_in_a_batch_is_named_and_the_others_are_answered(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1}\nno json\n{"id": 3, "question": "Who won?"}\n')
    result = run(data, "search", "--batch", "in.jsonl")
    assert result.exit_code == 1
    assert [answer["id"] for answer in lines(result)] == [3]
    assert "line 1" in result.stderr
    assert "line 2" in result.stderr


def test_a_search_gives_so_many_passages_best_first(data: Path) -> None:
    found = printed(data, "search", "Orlec bridge shells", "-k", "3", "--json")["passages"]
    assert len(found) == 3
    assert [p["score"] for p in found] == sorted((p["score"] for p in found), reverse=True)
    assert "Orlec" in found[0]["text"]


def test_the_sources_are_listed_with_how_often_they_speak(data: Path) -> None:
    found = {source["name"]: source for source in printed(data, "sources", "--json")}
    assert found["Greta Aldane"]["role"] == "chief executive of Norrholm Lines"
    assert found["Pavel Odrin"]["kind"] == "person"
    assert found["Pavel Odrin"]["articles"] >= 2


def test_a_removed_article_is_not_found_until_it_is_restored(data: Path) -> None:
    def ids() -> set[str]:
        found = printed(data, "search", "central bank raises key rate", "--json")["passages"]
        return {passage["article_id"] for passage in found}

    assert "ledger-rates" in ids()
    assert run(data, "remove", "ledger-rates").exit_code == 0
    assert "ledger-rates" not in ids()
    assert run(data, "restore", "ledger-rates").exit_code == 0
    assert "ledger-rates" in ids()


def test_the_indexes_can_be_made_anew_and_the_store_is_found_well(data: Path) -> None:
    before = printed(data, "search", "glacier ice", "--json")["passages"][0]
    assert run(data, "rebuild").exit_code == 0
    assert printed(data, "search", "glacier ice", "--json")["passages"][0] == before
    assert run(data, "doctor").exit_code == 0


def test_claims_of_a_file_touch_no_store(tmp_path: Path) -> None:
    result = runner.invoke(cli.app, ["claims", str(EXAMPLES / "ferry-herald.md"), "--json"])
    found = json.loads(result.stdout)
    assert list(tmp_path.iterdir()) == []
    assert found["article"]["agency"] == "Continental Press"
    text = found["article"]["text"]
    for claim in found["claims"]:
        assert set(claim) == {"source", "mention", "cue", "content", "sentence", "stance"}
        for piece in [*claim["content"], claim["mention"], claim["cue"]]:
            assert piece is None or piece["text"] == text[piece["start"] : piece["end"]]
    assert "Tomas Rell" in {claim["source"]["name"] for claim in found["claims"]}


def test_claims_of_neither_a_file_nor_an_article_are_refused(data: Path) -> None:
    result = run(data, "claims", "nothing-there")
    assert result.exit_code == 1
    assert "neither a file nor an article" in str(result.exception)


def test_attributions_are_offsets_into_the_text_as_given() -> None:
    text = "  The  mayor said the bridge would open.  "
    given = json.dumps({"id": "x", "text": text}) + '\n{"id": 2}\n'
    result = runner.invoke(cli.app, ["attributions"], input=given)
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    (line,) = lines(result)
    assert line["id"] == "x"
    (found,) = line["attributions"]
    assert [text[s:e] for s, e in found["cue"]] == ["said"]
    assert "bridge would open" in "".join(text[s:e] for s, e in found["content"])


def test_a_reader_who_leaves_early_is_no_error(data: Path) -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()"]
    listing = subprocess.Popen(
        [*command, "show", "ledger-rates", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert listing.stdout is not None
    listing.stdout.close()
    _, err = listing.communicate(timeout=60)
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err
