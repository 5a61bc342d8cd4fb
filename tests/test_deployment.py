"""What containers and systemd are told fits the settings; nothing is reachable that must not be."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.operations.prometheus import PrometheusMeters
from bot.settings import Settings
from bot.stopping import CLOSING

ROOT = Path(__file__).parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields}
# What the processes read that is no setting of ours.
OTHERS = {"PATH", "HOME", "PYTHONUNBUFFERED", "PIP_NO_CACHE_DIR", "PIP_DISABLE_PIP_VERSION_CHECK"}
UNIT = ROOT / "deploy" / "accordingto.service"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def compose() -> dict:
    return yaml.safe_load(read("docker-compose.yml"))["services"]


def unit() -> list[tuple[str, str]]:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("=", 1)) for line in lines if line[:1].isalpha()]


def last_stage() -> str:
    return "FROM" + read("Dockerfile").rsplit("\nFROM", 1)[1]


def test_each_name_in_the_environment_of_a_deployment_is_a_setting():
    names = set(re.findall(r"^(?:ENV)? +([A-Z_]+)=", read("Dockerfile"), re.MULTILINE))
    names |= set(re.findall(r"^ENV ([A-Z_]+)=", read("Dockerfile"), re.MULTILINE))
    names |= set(compose()["bot"]["environment"])
    names |= {
        pair.split("=")[0]
        for key, value in unit()
        if key == "Environment"
        for pair in value.split()
    }
    assert {"ACCORDINGTO_DATA", "METRICS_ADDRESS", "DATABASE_URL"} <= names
    assert names - OTHERS <= SETTINGS


def test_each_setting_that_a_remark_or_command_of_a_deployment_names_is_one():
    others = (
        OTHERS | {"TORCH_INDEX", "AF_INET", "AF_UNIX"} | set(compose()["postgres"]["environment"])
    )
    for name in ("Dockerfile", "docker-compose.yml", *map(str, (ROOT / "deploy").iterdir())):
        named = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", read(name)))
        assert named - others <= SETTINGS, name


def test_the_container_runs_without_root_and_hears_signals():
    stage = last_stage()
    user = re.search(r"^USER (\d+):(\d+)$", stage, re.MULTILINE)
    assert user is not None
    assert "0" not in user.groups()
    assert re.search(r'^ENTRYPOINT \["accordingto"\]$', stage, re.MULTILINE)
    assert "/healthz" in stage
    assert "HEALTHCHECK" in stage


def test_the_container_has_what_is_copied_into_it_and_nothing_secret():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", read("Dockerfile"), re.MULTILINE)
    names = [name for each in copied for name in each.split()]
    ignored = read(".dockerignore").splitlines()
    assert "*" in ignored
    for name in names:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == set(names)


def test_torch_comes_first_and_as_it_is_pinned():
    pins = read("constraints.txt").splitlines()
    assert len([line for line in pins if re.fullmatch(r"torch==[\d.]+", line)]) == 1
    assert "grep -x 'torch==.*' constraints.txt" in read("Dockerfile")


def test_only_the_bot_s_pages_are_published_and_on_this_machine_alone():
    services = compose()
    assert services["bot"]["ports"] == ["127.0.0.1:8080:8080"]
    for name in ("postgres", "chroma"):
        assert "ports" not in services[name]
        assert services[name]["networks"] == ["store"]
    assert yaml.safe_load(read("docker-compose.yml"))["networks"]["store"]["internal"] is True


def test_the_chroma_server_is_of_the_version_that_is_pinned():
    (pin,) = re.findall(r"^chromadb==(.+)$", read("constraints.txt"), re.MULTILINE)
    assert compose()["chroma"]["image"] == f"chromadb/chroma:{pin}"


def test_no_password_stands_in_a_file_of_the_project():
    for service in compose().values():
        for name, value in service.get("environment", {}).items():
            assert "PASSWORD" not in name or value.startswith("${POSTGRES_PASSWORD:?"), name
    assert re.search(r"^POSTGRES_PASSWORD=$", read("deploy/compose.env.example"), re.MULTILINE)


def test_nobody_kills_the_bot_before_it_had_its_time_to_end():
    least = Settings.model_fields["stop_seconds"].default + CLOSING
    assert int(compose()["bot"]["stop_grace_period"].removesuffix("s")) > least
    assert int(dict(unit())["TimeoutStopSec"]) > least


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_takes_the_unit_and_finds_it_hardened(tmp_path):
    copy = tmp_path / UNIT.name
    # What is not installed here cannot be found by it.
    copy.write_text(re.sub(r"(?m)^ExecStart=.*$", "ExecStart=/bin/true", UNIT.read_text("utf-8")))
    for command in (["verify"], ["security", "--offline=true", "--threshold=20"]):
        done = subprocess.run(
            ["systemd-analyze", "--no-pager", *command, str(copy)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-500:] + done.stderr


def test_the_figures_that_the_documents_name_are_those_that_are_served():
    meters = PrometheusMeters(list)
    meters.question("answered")
    meters.refused("admission")
    meters.stage("answer", 1.0)
    meters.called("sendMessage", "ok")
    meters.arrived(new=1, known=0)
    meters.posted("taken")
    served = set(re.findall(r"^(\w+)\{", meters.text().decode(), re.MULTILINE))
    state = {"ready", "inbox_waiting", "inbox_oldest_seconds", "index_state", "feeds", "tasks"}
    served |= {f"accordingto_{name}" for name in {*state, "disk_free_bytes"}}
    named = set(re.findall(r"\b(accordingto_[a-z_]+)\b", read("docs/operations.md")))
    assert len(named) > 10
    assert named <= served
