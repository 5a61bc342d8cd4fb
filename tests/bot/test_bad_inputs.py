"""The 96 bad inputs: each is answered or refused with a reason, soon, and nothing breaks."""

from __future__ import annotations

import contextlib
import logging
import re
import sqlite3
import sys
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

import bad_addresses
import bad_claims
import bad_deliveries
import bad_files
import bad_loads
import bad_rights
import bad_texts
import bad_updates
from bad_inputs import FIRE, LATEST, TABLE, WHOLE, Errors, Stage, bare
from bad_site import HostileSite
from bot_fakes import FakeLibrary
from store_fakes import SentenceAnalyser, WordsEmbedder

from bot.adding import CorpusReader
from corpus.catalogue import Catalogue, Postgres
from corpus.reading import read_text
from retrieval.library import CATALOGUE, Library

PARTS = (
    bad_addresses,
    bad_claims,
    bad_deliveries,
    bad_files,
    bad_loads,
    bad_rights,
    bad_texts,
    bad_updates,
)
PATIENCE = 300.0 if WHOLE else 10.0


class WordScorer:
    """High where a text has most of the question's words."""

    def scores(self, question, texts):
        wanted = set(re.findall(r"\w+", question.lower()))
        found = (len(wanted & set(re.findall(r"\w+", text.lower()))) for text in texts)
        return [24.0 * count / max(1, len(wanted)) - 12.0 for count in found]


@pytest.fixture(scope="module")
def site():
    site = HostileSite()
    yield site
    site.close()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    models = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser()}
    data = tmp_path_factory.mktemp("data")
    with Library.open(data, reranker=WordScorer(), command="accordingto bot", **models) as library:
        library.add([read_text(FIRE)])
        yield library


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("truth")) as library:
        library.warm_up()
        library.analyse(read_text(FIRE))
        yield library


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(corpus, site, run_bot):
    async with run_bot(corpus, reader=CorpusReader(allow=site.allow)) as world:
        # Nobody waits longer for an answer or a refusal.
        world.telegram.settle = partial(world.telegram.settle, patience=PATIENCE)
        yield world


@pytest.fixture
def errors():
    handler = Errors()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def stage(request, served, site, run_bot, errors, tmp_path, monkeypatch):
    return Stage(
        world=served,
        site=site,
        folder=tmp_path,
        monkeypatch=monkeypatch,
        run_bot=run_bot,
        truth=lambda: request.getfixturevalue("truth"),
        alice=served.telegram.person("Alice"),
        mara=served.moderator(),
    )


def test_the_table_has_every_bad_input() -> None:
    assert sorted(TABLE) == list(range(1, LATEST + 1))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "row", [TABLE[n] for n in sorted(TABLE)], ids=lambda row: f"{row.number} {row.name}"
)
async def test_it_is_answered_or_refused_with_a_reason(row, stage, errors):
    if row.models:
        stage.truth()
    before = len(stage.world.api.sent)
    await row.play(stage)
    # Nothing was unforeseen, Telegram could read all of it, and every quote is verbatim.
    assert [each for each in errors.lines if not any(e in each for e in stage.expected)] == []
    assert stage.world.api.violations == []
    texts = texts_of(stage.corpus)
    for sent in stage.world.api.sent[before:]:
        if sent.chat == stage.alice.id:
            assert sent.text.strip()
            for quote in sent.quotes:
                assert any(bare(quote) in text for text in texts), quote


def texts_of(library):
    """The texts of all articles, of those that were removed too."""
    with contextlib.closing(sqlite3.connect(library.data / CATALOGUE)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM articles")]


async def test_what_postgresql_has_no_text_for_is_dealt_with_there_too(
    run_bot, postgres_url, errors
):
    library = FakeLibrary(catalogue=Catalogue(Postgres(postgres_url)))
    async with run_bot(library) as world:
        alice, mara = world.telegram.person("Alice"), world.moderator()
        for odd in ("\0", "\ud800", "\x1b\x7f"):
            told = await alice.says(f"How many containers{odd} had burned?")
            assert "12 containers" in told.text
            for command in ("/source a{}b", "/timeline fire{} burned", "/asof 2032-01-01 fire{}?"):
                assert (await alice.says(command.format(odd))).messages
            for command in ("/correct port-fire a{}b", "/edit port-fire title a{}b", "/undo"):
                told = await mara.says(command.format(odd))
                assert told.messages
    library.catalogue.close()
    assert errors.lines == []
