"""Faults on demand, flood limits, and what the bot then sees."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator.client import PhonePerson, SimulatorClient, SimulatorClientError
from simulator.errors import BotApiError
from simulator.limits import FloodLimits
from tests.simulator.conftest import BotCalls


async def test_429_tells_how_long_to_wait(bot: BotCalls, sanne: PhonePerson, client: SimulatorClient) -> None:
    await client.fault("429", method="sendMessage", retry_after=7)
    answer = await bot.answer("sendMessage", chat_id=sanne.id, text="x")
    assert answer == {
        "status": 429,
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert await bot.call("sendMessage", chat_id=sanne.id, text="x")


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("403", "403 Forbidden: bot was blocked by the user"), ("500", "500 Internal Server Error")],
)
async def test_403_and_500_hit_the_chosen_chat_only(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient, kind: str, refusal: str
) -> None:
    tess = await client.new_person("Tess")
    await tess.sends("/start")
    await client.fault(kind, chat_id=tess.id, count=2)
    assert await bot.call("sendMessage", chat_id=sanne.id, text="x")
    for _ in range(2):
        assert await bot.refused("sendMessage", chat_id=tess.id, text="x") == refusal
    assert await bot.call("sendMessage", chat_id=tess.id, text="x")


async def test_502_is_not_json(bot: BotCalls, client: SimulatorClient) -> None:
    await client.fault("502")
    assert await bot.get(bot.address("getMe")) == (502, b"<html><h1>502 Bad Gateway</h1></html>")


async def test_reset_cuts_before_and_reset_after_cuts_afterwards(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    await client.fault("reset", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", chat_id=sanne.id, text="nooit")
    await client.fault("reset_after", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", chat_id=sanne.id, text="wel")
    assert [one["text"] for one in await sanne.messages()] == ["/start", "wel"]
    assert [call["status"] for call in await client.calls(method="sendMessage")] == [0, 200]


async def test_hang_holds_until_its_time_or_the_faults_are_cleared(
    bot: BotCalls, client: SimulatorClient
) -> None:
    await client.fault("hang", method="getMe", hang_seconds=0.05)
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("getMe")
    await client.fault("hang", method="getMe")
    hanging = asyncio.create_task(bot.answer("getMe"))
    await client.waits_for_call("getMe", after=1)
    assert not hanging.done()
    await client.clear_faults()
    with pytest.raises(aiohttp.ClientError):
        await asyncio.wait_for(hanging, 5)


async def test_downloads_fail_apart_from_calls(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    await sanne.sends_files([b"x"])
    document = (await bot.call("getUpdates"))[-1]["message"]["document"]
    path = (await bot.call("getFile", file_id=document["file_id"]))["file_path"]
    await client.fault("500", method="file")
    assert await bot.call("getMe")
    address = f"{bot.simulator.base_file_url}{bot.simulator.token}/{path}"
    assert (await bot.get(address))[0] == 500
    assert (await bot.get(address))[0] == 200


async def test_a_rate_is_repeatable(bot: BotCalls, client: SimulatorClient) -> None:
    runs: list[list[int]] = []
    for _ in range(2):
        await client.fault("500", method="getMe", rate=0.5, seed=4)
        runs.append([(await bot.answer("getMe"))["status"] for _ in range(20)])
        await client.clear_faults()
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


@pytest.mark.parametrize("asked", [{"kind": "teapot"}, {"kind": "500", "rate": 2}])
async def test_a_fault_that_makes_no_sense_is_refused(client: SimulatorClient, asked: dict[str, Any]) -> None:
    with pytest.raises(SimulatorClientError, match="must be"):
        await client.request("POST", "/faults", json=asked)


async def test_limits_are_off_until_they_are_enforced(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    for number in range(8):
        await bot.call("sendMessage", chat_id=sanne.id, text=str(number))
    await client.enforce_limits()
    answers = [await bot.answer("sendMessage", chat_id=sanne.id, text=str(n)) for n in range(8)]
    refused = [answer for answer in answers if not answer["ok"]]
    assert refused
    assert all(answer["parameters"]["retry_after"] >= 1 for answer in refused)


def test_limits_allow_a_burst_then_one_a_second_and_thirty_in_all() -> None:
    seconds = [0.0]
    limits = FloodLimits(lambda: seconds[0])
    limits.enforce = True

    def accepted(chat_id: str, attempts: int) -> int:
        count = 0
        for _ in range(attempts):
            try:
                limits.count(chat_id)
            except BotApiError:
                continue
            count += 1
        return count

    assert accepted("1", 9) == 5
    with pytest.raises(BotApiError, match="Too Many Requests: retry after 1"):
        limits.count("1")
    seconds[0] += 3
    assert accepted("1", 9) == 3
    seconds[0] += 60
    assert sum(accepted(str(number), 1) for number in range(10, 60)) == 30
    seconds[0] += 60
    assert accepted("-5", 25) == 20
