"""The command line with the corpus in PostgreSQL and the index on a Chroma server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.settings import Settings
from corpus.catalogue import Catalogue, Entry, archive
from corpus.model import Article


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def run(*arguments, **settings):
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:9/x"}, "does not answer"),
        ({"DATABASE_URL": "mysql://u:hunter2@127.0.0.1/x"}, "only PostgreSQL can be used"),
        ({"CHROMA_URL": "localhost:8000"}, "CHROMA_URL is wrong"),
    ],
)
def test_a_store_that_cannot_be_had_is_one_sentence(settings, told):
    done = run("articles", **settings)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr + done.stdout
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_wrong_password_is_one_sentence_without_it(postgres_running, postgres_catalogue):
    done = run("articles", DATABASE_URL=postgres_running.url(postgres_catalogue, "hunter2"))
    assert done.returncode != 0
    assert "refuses us" in done.stderr
    assert "hunter2" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_corpus_moves_into_postgresql_and_nothing_is_left_in_the_folder(
    postgres_running, chroma_running, tmp_path
):
    file = Catalogue(tmp_path / "c.sqlite")
    report = Article("quay", "A quay", "The quay was closed.", "Harbour Courier")
    file.put([Entry(report, (), [], np.zeros((0, 4), np.float32), "m", "r")])
    file.close()
    archive.write(tmp_path / "c.sqlite", tmp_path / "all.zip")
    name = postgres_running.database()
    settings = {"DATABASE_URL": postgres_running.url(name), "CHROMA_URL": chroma_running.url}
    assert "Imported 1 articles" in run("import", "all.zip", **settings).stdout
    listed = run("articles", "--json", **settings)
    assert [each["id"] for each in json.loads(listed.stdout)] == ["quay"]
    assert run("export", "again.zip", **settings).returncode == 0
    saved = run("backup", "saved", **settings)
    assert saved.returncode != 0
    assert "pg_dump" in saved.stderr
    assert sorted(each.name for each in Path.cwd().iterdir()) == [
        "again.zip",
        "all.zip",
        "c.sqlite",
    ]
