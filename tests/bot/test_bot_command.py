"""``accordingto bot`` as it is started: settings from the environment, SIGTERM to end."""

import asyncio
import json
import os
import sys

import httpx
import pytest
from client import Telegram
from server import TOKEN, BotApi
from webhook_world import free_port

START = "from bot.cli import main; main()"


async def started(tmp_path, api, **settings):
    environment = {**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        START,
        "bot",
        "--data",
        str(tmp_path / "data"),
        cwd=tmp_path,
        env={**environment, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.mark.timeout(240)
async def test_the_command_serves_until_it_is_told_to_end(tmp_path):
    api = BotApi(flood=1.0)
    await api.start()
    metrics = f"127.0.0.1:{free_port()}"
    process = await started(tmp_path, api, METRICS_ADDRESS=metrics, LOG_FORMAT="json")
    try:
        alice = Telegram(api, lambda: True).person("Alice")
        api.push(message=alice.message("/start"))
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        code = line.rsplit(" ", 1)[1].strip()
        async with asyncio.timeout(60):
            while not api.sent:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        assert "I answer questions" in api.sent[0].text
        api.push(message=alice.message(code))
        async with asyncio.timeout(60):
            while len(api.sent) < 2:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        assert "You are a moderator now" in api.sent[1].text
        async with httpx.AsyncClient(base_url=f"http://{metrics}", trust_env=False) as http:
            assert (await http.get("/healthz")).status_code == 200
            assert (await http.get("/readyz")).json()["inbox"]["ok"]
            assert 'accordingto_updates_total{state="new"} 2.0' in (await http.get("/metrics")).text
        process.terminate()
        _, errors = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0, errors.decode()
        assert TOKEN not in errors.decode()
        lines = [json.loads(line) for line in errors.splitlines()]
        assert {line["stage"] for line in lines if "question" in line} == {"send", "update"}
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await api.stop()
    assert api.violations == []


@pytest.mark.timeout(240)
async def test_a_refused_token_is_one_sentence_and_an_exit_status(tmp_path):
    api = BotApi(token="1:another")
    await api.start()
    process = await started(tmp_path, api)
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    await api.stop()
    assert process.returncode == 1
    assert "Telegram refuses the token" in errors.decode()
    assert "Traceback" not in errors.decode()
