"""What the design says about the tree, the directions of imports and the wheel."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "retrieval", "corpus")
ENTRANCES = (
    "bot.cli",
    "bot.application",
    "retrieval.library",
    "corpus.attribution",
    "corpus.reading",
)


@pytest.mark.parametrize(
    "name",
    [
        *("pyproject.toml", "bot", "retrieval", "corpus", "tests", ".env.example", "README.md"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile", "docs"),
        *("benchmarks", "examples", ".ci/run", "constraints.txt", "docs/architecture.md"),
    ],
)
def test_what_the_design_puts_at_the_top_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_imports_point_one_way_and_outside_libraries_stay_where_they_belong() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_importing_what_the_program_starts_with_loads_none_of_the_slow_libraries() -> None:
    slow = ("torch", "sentence_transformers", "transformers", "chromadb", "spacy", "onnxruntime")
    code = (
        f"import importlib, sys\nfor name in {ENTRANCES!r}: importlib.import_module(name)\n"
        f"print([name for name in {slow!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert result.stdout == "[]\n", result.stdout + result.stderr


def test_the_constraints_hold_every_dependency_with_torch_first_and_exactly() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins[0] == "torch==2.13.0"
    assert all("==" in pin and "/" not in pin and "@" not in pin for pin in pins)
    pinned = {_canonical(pin.partition("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {_canonical(_name(requirement)) for requirement in wanted}
    assert names <= pinned, names - pinned


def test_the_wheel_holds_the_packages_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    tracked = subprocess.run(
        ["git", "ls-files", "-z", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for name in filter(None, tracked.stdout.split("\0")):
        assert name in names or not (ROOT / name).exists(), f"{name} is not in the wheel"


def _name(requirement: str) -> str:
    return requirement.split("[")[0].split(">")[0].split("=")[0].split("<")[0].strip()


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
