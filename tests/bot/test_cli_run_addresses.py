"""The bot as a process: addresses that are taken, a webhook that ends well, and a configuration that cannot be read."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.bot.cli_testkit import Installation, install
from tests.bot.test_cli_run import ended, run, start, telegram


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def add(made: Installation, settings: str) -> None:
    with made.file.open("a", encoding="utf-8") as file:
        file.write(settings)


WEBHOOK = """
[webhook]
enabled = true
public_url = "https://bot.veldermeer.example"
listen_port = {port}
secret_file = "{secret}"
"""


async def page(address: str) -> dict[str, object]:
    """What is shown there, as soon as somebody listens."""
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    shown: dict[str, object] = await answer.json()
                    return shown
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)


def webhook(made: Installation, port: int) -> str:
    secret = made.folder / "webhook.secret"
    secret.write_text("s" * 40)
    secret.chmod(0o600)
    return WEBHOOK.format(port=port, secret=secret)


@pytest.mark.parametrize("which", ["health", "webhook"])
async def test_a_taken_port_is_one_sentence(made: Installation, taken: int, which: str) -> None:
    async with telegram(made):
        add(made, f"\n[health]\nport = {taken}\n" if which == "health" else webhook(made, taken))
        done = await run(made, "run")
    assert done.status == 1
    last = done.err.splitlines()[-1]
    assert last.startswith(
        {
            "health": "Het adres van de gezondheidspagina",
            "webhook": "De listen_host en listen_port van de webhook",
        }[which]
    )
    assert "Traceback" not in done.err
    assert "SystemExit" not in done.err


async def test_the_health_page_answers_and_the_bot_ends_at_once(
    made: Installation, unused_tcp_port: int
) -> None:
    async with telegram(made) as (_, client):
        add(made, f"\n[health]\nport = {unused_tcp_port}\n")
        bot = await start(made, "run")
        await client.waits_for_call("setMyCommands")
        shown = await asyncio.wait_for(page(f"http://127.0.0.1:{unused_tcp_port}/health"), 20)
        assert shown["status"] in ("ok", "trouble")
        bot.send_signal(signal.SIGTERM)
        assert (await asyncio.wait_for(ended(bot), 20)).status == 0


async def test_a_bot_with_a_webhook_ends_when_it_is_told_to(made: Installation, unused_tcp_port: int) -> None:
    async with telegram(made) as (_, client):
        add(made, webhook(made, unused_tcp_port))
        bot = await start(made, "run")
        await client.waits_for_call("setWebhook")
        bot.send_signal(signal.SIGTERM)
        assert (await asyncio.wait_for(ended(bot), 20)).status == 0


async def test_a_file_that_holds_no_token_is_one_sentence(made: Installation) -> None:
    (made.folder / "token").write_text("niet een token")
    done = await run(made, "run")
    assert done.status == 1
    assert "staat geen token van BotFather" in done.err
    assert "niet een token" not in done.err.replace("staat geen token", "")


async def test_the_configuration_holds_no_secret_and_can_be_read_by_the_service(made: Installation) -> None:
    assert made.file.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
async def test_a_configuration_that_may_not_be_read_is_one_sentence(made: Installation) -> None:
    made.file.chmod(0)
    done = await run(made, "doctor")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "kan niet worden gelezen" in done.err
