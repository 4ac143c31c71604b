"""The webhook: it really delivers, with the secret, one by one, until it is told 200."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from simulator.client import PhonePerson, SimulatorClient
from tests.simulator.conftest import BotCalls


class Receiver:
    """A bot's own web server; ``statuses`` are its next answers, 200 after that."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.seen: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()

    async def handle(self, request: web.Request) -> web.Response:
        """Note the update and answer."""
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await self.seen.put((secret, await request.json()))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.answer, status=status)

    async def next(self) -> tuple[str | None, dict[str, Any]]:
        """The next delivery."""
        return await asyncio.wait_for(self.seen.get(), 5)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    one = Receiver()
    app = web.Application()
    app.router.add_post("/hook", one.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    one.url = f"http://127.0.0.1:{port}/hook"
    yield one
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret_until_200(
    bot: BotCalls, sanne: PhonePerson, receiver: Receiver
) -> None:
    await bot.call("getUpdates", offset=-1)
    receiver.statuses = [500, 403]
    assert await bot.call("setWebhook", url=receiver.url, secret_token="geheim_1")
    deliveries = [await receiver.next() for _ in range(3)]
    assert [secret for secret, _ in deliveries] == ["geheim_1"] * 3
    assert deliveries[0][1] == deliveries[1][1] == deliveries[2][1]
    await sanne.sends("tweede")
    assert (await receiver.next())[1]["message"]["text"] == "tweede"
    info = await bot.call("getWebhookInfo")
    assert info["url"] == receiver.url
    assert info["last_error_message"].startswith("Wrong response from the webhook: 403")


async def test_polling_and_a_webhook_exclude_each_other(
    bot: BotCalls, sanne: PhonePerson, receiver: Receiver
) -> None:
    await bot.call("setWebhook", url=receiver.url)
    answer = await bot.refused("getUpdates")
    assert answer.startswith("409 Conflict: can't use getUpdates method while webhook is active")
    await receiver.next()
    await bot.call("deleteWebhook")
    assert (await bot.call("getWebhookInfo"))["url"] == ""
    await sanne.sends("weer gewoon")
    assert (await bot.call("getUpdates"))[-1]["message"]["text"] == "weer gewoon"


async def test_pending_updates_can_be_dropped(bot: BotCalls, sanne: PhonePerson) -> None:
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 1
    await bot.call("deleteWebhook", drop_pending_updates=True)
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 0


async def test_the_answer_to_a_webhook_can_be_a_call(
    bot: BotCalls, sanne: PhonePerson, receiver: Receiver
) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": sanne.id, "text": "meteen terug"}
    await bot.call("setWebhook", url=receiver.url)
    await sanne.waits_for("meteen terug")


async def test_a_refused_call_in_an_answer_does_not_stop_the_deliveries(
    bot: BotCalls, sanne: PhonePerson, receiver: Receiver, client: SimulatorClient
) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": sanne.id, "text": ""}
    await bot.call("setWebhook", url=receiver.url)
    await receiver.next()
    await client.waits_for_call("sendMessage")
    await sanne.sends("nog een")
    assert (await receiver.next())[1]["message"]["text"] == "nog een"


@pytest.mark.parametrize(
    "url", ["http://example.org/hook", "ftp://example.org", "https://example.org:9000/x"]
)
async def test_addresses_that_telegram_refuses(bot: BotCalls, url: str) -> None:
    assert (await bot.refused("setWebhook", url=url)).startswith("400 Bad Request: bad webhook")


async def test_a_secret_has_few_characters(bot: BotCalls, receiver: Receiver) -> None:
    answer = await bot.refused("setWebhook", url=receiver.url, secret_token="niet goed")
    assert "unallowed characters" in answer
