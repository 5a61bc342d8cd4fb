"""What ``doctor`` says of Telegram, the webhook and what the bot serves."""

from __future__ import annotations

import asyncio
import json
import socket

import pytest
from server import TOKEN, BotApi
from typer.testing import CliRunner
from webhook_world import SECRET, free_port, hooked

from bot.cli import app
from bot.operations import checks
from bot.settings import Settings
from retrieval.lock import DataLock

HOOK = "https://bot.example/telegram"


@pytest.fixture
async def api():
    server = BotApi()
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


def settings(api=None, **more):
    known = {"telegram_bot_token": TOKEN, "telegram_api_url": api.url} if api else {}
    return Settings(_env_file=None, **known, **more)


async def found(given, running=False):
    """The findings by what was looked at."""
    findings = await asyncio.to_thread(lambda: list(checks.check(given, running=running)))
    return {each.check: each for each in findings}


async def test_without_a_token_it_says_what_the_bot_is(api):
    (only,) = (await found(settings())).values()
    assert only.ok
    assert "TELEGRAM_BOT_TOKEN" in only.detail
    assert api.calls == []


async def test_telegram_that_knows_the_token_is_well(api):
    seen = await found(settings(api))
    assert seen["Telegram"].detail.endswith("knows the token as @according_bot.")
    assert seen["webhook"].detail.startswith("None is set, updates are fetched. 0 updates wait")
    assert all(each.ok for each in seen.values())


async def test_a_refused_token_says_where_to_get_one(api):
    api.token = "1:another"
    (only,) = (await found(settings(api))).values()
    assert not only.ok
    assert "@BotFather" in only.detail
    assert TOKEN not in only.detail


async def test_telegram_that_cannot_be_reached_is_bad_and_the_token_stays_hidden(api):
    given = settings(api)
    await api.stop()
    (only,) = (await found(given)).values()
    assert not only.ok
    assert "see whether this machine reaches it" in only.detail
    assert TOKEN not in only.detail


async def test_a_webhook_that_is_not_set_or_is_another_one_is_bad(api):
    given = settings(api, webhook_url=HOOK, webhook_secret=SECRET, page_bind="127.0.0.1:0")
    for told in (None, {"url": "https://elsewhere.example/x"}):
        api.webhook = told
        seen = (await found(given))["webhook"]
        assert not seen.ok
        assert "start the bot, which sets it" in seen.detail
    api.webhook = {"url": HOOK}
    assert (await found(given))["webhook"].ok


async def test_what_waits_and_the_last_error_of_a_delivery_are_shown(api):
    given = settings(api, webhook_url=HOOK, webhook_secret=SECRET, page_bind="127.0.0.1:0")
    api.webhook = {"url": HOOK}
    api.push(message={})
    api.posted = [502]
    seen = (await found(given))["webhook"]
    assert not seen.ok
    assert "Wrong response from the webhook: [502]" in seen.detail
    assert "reaches PAGE_BIND. 1 updates wait at Telegram." in seen.detail


async def test_a_webhook_that_is_left_over_is_told(api):
    api.webhook = {"url": HOOK}
    seen = (await found(settings(api)))["webhook"]
    assert seen.ok
    assert "takes it away at its next start" in seen.detail


async def test_before_the_start_a_taken_port_is_bad_and_a_free_one_is_not(api):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        given = settings(metrics_address=place, public_url="https://x.example")
        given = given.model_copy(update={"page_bind": f"127.0.0.1:{free_port()}"})
        seen = await found(given)
    assert seen["PAGE_BIND"].ok
    assert not seen["METRICS_ADDRESS"].ok
    assert "set another METRICS_ADDRESS" in seen["METRICS_ADDRESS"].detail


async def test_a_bot_that_runs_is_asked_how_it_is(run_bot, library):
    place = ("127.0.0.1", free_port())
    async with run_bot(library, metrics_bind=place, **hooked()) as world:
        given = settings(
            world.api,
            webhook_url=world.api.webhook["url"],
            webhook_secret=SECRET,
            page_bind=world.api.webhook["url"].split("/")[2],
            metrics_address=f"127.0.0.1:{place[1]}",
        )
        seen = await found(given, running=True)
        assert all(each.ok for each in seen.values())
        assert {"PAGE_BIND", "METRICS_ADDRESS", "the bot's index", "the bot's inbox"} <= set(seen)
        library.index_state = lambda: "failed"
        seen = await found(given, running=True)
        assert not seen["the bot's index"].ok
    seen = await found(given, running=True)
    assert not seen["METRICS_ADDRESS"].ok
    assert not seen["the bot"].ok


def test_doctor_beside_another_command_checks_the_rest_and_ends_with_one_where_it_is_bad(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", f"http://127.0.0.1:{free_port()}")
    with DataLock(tmp_path, "accordingto rebuild"):
        done = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path), "--json"])
    findings = {each["check"]: each for each in json.loads(done.stdout)}
    assert done.exit_code == 1
    assert "in use by `accordingto rebuild`" in findings["data folder"]["detail"]
    assert findings["free space"]["ok"]
    assert not findings["Telegram"]["ok"]
    assert TOKEN not in done.output
