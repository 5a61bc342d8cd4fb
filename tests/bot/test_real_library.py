"""The whole way over HTTP with nothing faked but Telegram: models, index and catalogue are real."""

import sys
from pathlib import Path

import pytest
from client import MENTION

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from released import TEXT, filled, revisions
from store_fakes import SentenceAnalyser, WordScorer, WordsEmbedder

from corpus.catalogue import Postgres
from corpus.model import Article
from retrieval.library import Library

VELMAR = Article(
    id="velmar-bridge",
    title="Bridge at Velmar closed after barge accident",
    text=(
        "The old bridge at Velmar was closed on Monday after a barge struck one of its pillars.\n\n"
        "The Ministry of Transport said that 14 people had been injured on the barge. "
        '"The bridge will stay closed until Friday," said Ana Toric, spokeswoman for the ministry.'
        "\n\n"
        "The Rivermen's Union denied that the crew was to blame. It said that the lights of the "
        "bridge had been out of order for weeks.\n\n"
        "The River Monitor, a watchdog group, said it had recorded 9 accidents at the bridge."
    ),
    outlet="The Velmar Herald",
    agency="Coast Press",
    published_at="2031-03-04",
    url="https://velmar-herald.example/bridge",
    language="en",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        library.add([VELMAR])
        yield library


@pytest.mark.timeout(300)
async def test_a_question_in_telegram_is_answered_by_the_real_library(run_bot, real):
    async with run_bot(real) as world:
        alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
        answer = await alice.says("How many people were injured on the barge?")
        assert answer.quotes[0] in VELMAR.text
        assert "14 people had been injured" in answer.quotes[0]
        assert "Ministry of Transport" in answer.text
        assert "Coast Press in The Velmar Herald, March 4, 2031" in answer.text

        answer = await alice.says(f"{MENTION} what did the Rivermen's Union deny?", group=group)
        assert any("the crew was to blame" in quote for quote in answer.quotes)
        assert all(quote in VELMAR.text for quote in answer.quotes)

        answer = await alice.says("/asof 2030-01-01 How many people were injured on the barge?")
        assert "do not report" in answer.text

        answer = await alice.says("Who won the presidential election in Norland?")
        assert "The articles here do not report that." in answer.text
        assert not answer.quotes

        timeline = await alice.says("/timeline barge")
        assert timeline.messages[0].picture
        assert "Rivermen's Union denied:" in timeline.text
        assert all(quote in VELMAR.text for quote in timeline.quotes)
        assert "do not report" in (await alice.says("/timeline volcano")).text

        answer = (await alice.says("How many accidents were recorded at the bridge?")).only
        others = await alice.presses(answer, answer.buttons["Who else"])
        assert "Ministry of Transport" in others.text
        assert all(quote in VELMAR.text for quote in others.quotes)

        assert "Ana Toric" in (await alice.says("/sources")).text
        assert "Ministry of Transport" in (await alice.says("/source Ministry of Transport")).text


@pytest.mark.timeout(300)
async def test_an_article_that_a_moderator_adds_can_be_asked_about_at_once(run_bot, real):
    from bot.adding import CorpusReader

    async with run_bot(real, owner_id=7, reader=CorpusReader()) as world:
        olga = world.telegram.person("Olga", user_id=7)
        text = (
            "Glacier lake drained, geologists say\n\n"
            "The Institute of Geology said on Tuesday that 300 houses in Orlec were evacuated."
        )
        added = await olga.sends_file(text.encode(), "glacier.txt", "/add")
        assert added.text.startswith("Not published yet")
        assert "Institute of Geology" in added.text
        alice = world.telegram.person("Alice")
        question = "How many houses in Orlec were evacuated?"
        assert not (await alice.says(question)).quotes
        await olga.presses(added.only, added.only.buttons["Publish"])
        answer = await alice.says(question)
        assert "300 houses in Orlec were evacuated" in answer.text
        (article_id,) = [a.id for a in real.articles() if a.id != VELMAR.id]
        await olga.says(f"/remove {article_id}")
        assert not (await alice.says(question)).quotes


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@pytest.mark.parametrize("revision", revisions())
async def test_after_an_upgrade_from_any_version_the_bot_answers_and_does_what_waited(
    run_bot, tmp_path, request, caplog, database, revision
):
    data, place = tmp_path / "data", None
    data.mkdir()
    if database == "postgres":
        server = request.getfixturevalue("postgres_running")
        place = Postgres(server.url(server.database()))
    filled(place or data / "catalogue.sqlite", revision)
    models = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser()}
    with Library.open(data, database=place, reranker=WordScorer(), **models) as library:
        async with run_bot(library) as world:
            await world.telegram.settle()
            (waited,) = [sent for sent in world.api.sent if sent.chat == 1]
            assert waited.quotes == [TEXT]
            library.add([VELMAR])
            alice = world.telegram.person("Alice")
            answer = await alice.says("Who said that 14 people had been injured on the barge?")
            assert any("14 people had been injured" in quote for quote in answer.quotes)
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
