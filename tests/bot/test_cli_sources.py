"""``accordingto sources`` and what it changes, with the real models over a few reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.commands.shared import open_library

runner = CliRunner()
REPORTS = {
    "bridge": (
        "ALDERY, April 2 (Coast Press) — A bridge in Aldery is to close on Monday.\n\n"
        "Aldery Borough Council said that the bridge was safe for buses. Police said that two"
        " lanes would stay open.\n\n"
        "“The bridge is older than the town hall,” said Orla Tennick, an engineer."
    ),
    "harbour": (
        "PORT VELM, April 3 (Coast Press) — A ship ran aground in the harbour of Port Velm.\n\n"
        "Police said that nobody was hurt.\n\n"
        "“The ship was much too heavy,” said Orla Tennick, a diver."
    ),
    "market": (
        "ALDERY, April 9 (Coast Press) — The market of Aldery was flooded.\n\n"
        "Police said that the bridge was closed. The Aldery council said that the bridge was"
        " dangerous.\n\n"
        "“Nobody asked us about the bridge,” said Tennick."
    ),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    lines = [
        {"id": id_, "title": f"News of the {id_}", "source": "Northern Courier", "body": body}
        | {"published_at": f"2026-04-0{day}", "url": "", "language": "en"}
        for day, (id_, body) in enumerate(REPORTS.items(), start=1)
    ]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    result = runner.invoke(cli.app, ["add", str(folder / "in.jsonl"), "--data", str(folder / "d")])
    assert result.exit_code == 0, result.output
    return folder / "d"


@pytest.fixture
def data(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The corpus; whatever a test decided is undone behind it."""
    monkeypatch.chdir(filled)
    yield filled
    for decision in printed(filled, "sources", "decisions", "--json"):
        if decision["undone_at"] is None:
            run(filled, "sources", "undo", str(decision["id"]))


def run(data: Path, *arguments: str) -> Result:
    return runner.invoke(cli.app, [*arguments, "--data", str(data)])


def printed(data: Path, *arguments: str) -> Any:
    result = run(data, *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def listed(data: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for source in printed(data, "sources", "--json"):
        found.setdefault(source["name"], []).append(source)
    return found


def number(data: Path, name: str) -> str:
    (found,) = listed(data)[name]
    return str(found["id"])


def test_the_police_of_two_towns_are_two_and_those_of_one_are_one(data: Path) -> None:
    found = {each["place"]: each["articles"] for each in _police(data)}
    assert found == {"Aldery": 2, "Port Velm": 1}


def _police(data: Path) -> list[Any]:
    return [
        each for name, some in listed(data).items() if name.lower() == "police" for each in some
    ]


def test_a_surname_alone_is_nobody_of_another_article(data: Path) -> None:
    found = listed(data)
    assert [each["articles"] for each in found["Tennick"]] == [1]
    assert [each["articles"] for each in found["Orla Tennick"]] == [2]


def test_a_merge_holds_for_answers_and_is_undone(data: Path) -> None:
    assert set(listed(data)) >= {"Aldery Borough Council", "Aldery council"}
    result = run(data, "sources", "merge", "Aldery Borough Council", "Aldery council")
    assert result.exit_code == 0, result.output
    assert "To undo: accordingto sources undo" in result.stdout
    (council,) = listed(data)["Aldery Borough Council"]
    assert (council["claims"], council["articles"]) == (2, 2)
    assert council["variants"] == ["Aldery Borough Council", "Aldery council"]
    asked = ("ask", "Is the bridge safe?", "--source", "Aldery council", "--json")
    accounts = printed(data, *asked)["accounts"]
    assert {each["source"]["name"] for each in accounts} == {"Aldery Borough Council"}
    assert {c["article_id"] for each in accounts for c in each["claims"]} == {"bridge", "market"}
    (decision,) = _holding(data)
    assert decision["made_by"].startswith("command line, step ")
    assert run(data, "sources", "undo", str(decision["id"])).exit_code == 0
    assert set(listed(data)) >= {"Aldery Borough Council", "Aldery council"}
    assert _holding(data) == []


def _holding(data: Path) -> list[Any]:
    found = printed(data, "sources", "decisions", "--json")
    return [each for each in found if each["undone_at"] is None]


def test_a_merge_outlasts_rebuild(data: Path) -> None:
    run(data, "sources", "merge", "Aldery Borough Council", "Aldery council")
    result = run(data, "rebuild")
    assert result.exit_code == 0, result.output
    (council,) = listed(data)["Aldery Borough Council"]
    assert council["articles"] == 2
    assert run(data, "doctor").exit_code == 0


def test_a_namesake_is_split_off_by_article_and_named(data: Path) -> None:
    split = (
        "sources",
        "split",
        "Orla Tennick",
        "--article",
        "harbour",
        "--as",
        "O. Tennick, diver",
    )
    assert run(data, *split).exit_code == 0
    assert [each["articles"] for each in listed(data)["O. Tennick, diver"]] == [1]
    (engineer,) = listed(data)["Orla Tennick"]
    assert (engineer["articles"], engineer["role"]) == (1, "engineer")


def test_a_variant_is_split_off(data: Path) -> None:
    run(data, "sources", "merge", "Aldery Borough Council", "Aldery council")
    one = number(data, "Aldery Borough Council")
    assert run(data, "sources", "split", one, "Aldery council").exit_code == 0
    assert [each["claims"] for each in listed(data)["Aldery council"]] == [1]


def test_a_source_is_renamed_by_its_number_and_found_by_the_new_name(data: Path) -> None:
    assert run(data, "sources", "rename", number(data, "Tennick"), "Piers Tennick").exit_code == 0
    assert "Piers Tennick" in listed(data)
    asked = ("ask", "Who asked about the bridge?", "--source", "Piers Tennick", "--json")
    accounts = printed(data, *asked)["accounts"]
    assert {each["source"]["name"] for each in accounts} == {"Piers Tennick"}


def test_a_name_of_several_lists_them_with_their_numbers(data: Path) -> None:
    result = run(data, "sources", "rename", "police", "The police")
    assert result.exit_code == 1
    said = str(result.exception)
    for each in _police(data):
        assert f"  {each['id']}  " in said
    assert "(Aldery)" in said
    assert "last in “News of the market”" in said


def test_sources_that_may_be_one_are_listed_with_how_to_merge_them(data: Path) -> None:
    run(data, "sources", "rename", number(data, "Tennick"), "O. Tennick")
    (pair,) = printed(data, "sources", "alike", "--json")
    assert {each["name"] for each in pair} == {"Orla Tennick", "O. Tennick"}
    merge = f"accordingto sources merge {pair[0]['id']} {pair[1]['id']}"
    assert merge in run(data, "sources", "alike").stdout


def test_a_name_of_nobody_is_refused(data: Path) -> None:
    result = run(data, "sources", "merge", "Aldery Borough Council", "Nobody Here")
    assert result.exit_code == 1
    assert "Nobody called Nobody Here is quoted" in str(result.exception)


def test_the_data_folder_may_stand_anywhere(data: Path) -> None:
    for words in (["--data", str(data), "sources", "decisions"], ["sources", "--data", str(data)]):
        assert runner.invoke(cli.app, words).exit_code == 0
    asked = ["sources", "--data", str(data), "decisions", "--json"]
    assert json.loads(runner.invoke(cli.app, asked).stdout) == printed(
        data, "sources", "decisions", "--json"
    )


def test_a_folder_in_use_names_the_command_that_has_it(data: Path) -> None:
    with open_library(data, "sources merge"):
        result = run(data, "sources")
    assert "in use by `accordingto sources merge` (process" in str(result.exception)
