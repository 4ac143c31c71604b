"""The HTTP of the Bot API: tokens, methods, bodies, the log of calls; and the profile methods."""

from __future__ import annotations

import json

import aiohttp
import pytest

from simulator.client import PhonePerson, SimulatorClient
from simulator.multipart import MultipartError, parse_multipart
from simulator.running import RunningSimulator
from tests.simulator.conftest import BotCalls


async def test_a_wrong_token_and_an_unknown_method(bot: BotCalls) -> None:
    status, body = await bot.get(f"{bot.simulator.base_url}1:wrong/getMe")
    assert (status, json.loads(body)) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert await bot.refused("getStars") == "404 Not Found"
    assert (await bot.call("GETME"))["username"] == "ruggensteun_bot"


async def test_query_form_and_json_are_read_alike(bot: BotCalls, sanne: PhonePerson) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "1"}]]}
    asked = {"chat_id": str(sanne.id), "text": "één & twee", "unknown_parameter": "x"}
    address = bot.address("sendMessage")
    encoded = {**asked, "reply_markup": json.dumps(markup), "protect_content": "true"}
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in encoded.items():
        form.add_field(name, value)
    async with aiohttp.ClientSession() as session:
        for options in (
            {"params": encoded},
            {"data": encoded},
            {"data": form},
            {"json": {**asked, "reply_markup": markup, "protect_content": True}},
        ):
            async with session.post(address, **options) as response:
                result = (await response.json())["result"]
            assert (result["text"], result["reply_markup"]) == ("één & twee", markup)
            assert result["has_protected_content"] is True


async def test_bodies_that_cannot_be_read(bot: BotCalls, sanne: PhonePerson) -> None:
    async with aiohttp.ClientSession() as session:
        for body, kind in ((b"{", "application/json"), (b"--a", "multipart/form-data; boundary=a")):
            async with session.post(
                bot.address("sendMessage"), data=body, headers={"content-type": kind}
            ) as response:
                assert response.status == 400
                assert "can't parse" in (await response.json())["description"]
    assert "can't parse reply_markup" in await bot.refused(
        "sendMessage", chat_id=sanne.id, text="x", reply_markup="{"
    )
    assert 'parameter "limit" must be an Integer' in await bot.refused("getUpdates", limit="veel")


def test_multipart_keeps_every_byte_and_name() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\xc3\xa9.bin"\r\n\r\n'
        b"\r\n--y\r\n\x00\xff\r\n--x--\r\n"
    )
    [part] = parse_multipart(body, "multipart/form-data; boundary=x")
    assert (part.file_name, part.content) == ("aé.bin", b"\r\n--y\r\n\x00\xff")
    with pytest.raises(MultipartError, match="cut off"):
        parse_multipart(body[:-8], "multipart/form-data; boundary=x")


async def test_commands_per_scope_and_language(bot: BotCalls, sanne: PhonePerson) -> None:
    dutch, english = (
        [{"command": "melden", "description": "Melden"}],
        [{"command": "report", "description": "Report"}],
    )
    await bot.call("setMyCommands", commands=english)
    await bot.call("setMyCommands", commands=dutch, language_code="nl")
    assert (await sanne.chat())["commands"] == dutch
    scope = {"type": "chat", "chat_id": sanne.id}
    await bot.call("setMyCommands", commands=english, scope=scope)
    assert (await sanne.chat())["commands"] == english
    assert await bot.call("getMyCommands", scope=scope) == english
    await bot.call("deleteMyCommands", scope=scope)
    assert await bot.call("getMyCommands", scope=scope) == []
    for name, refusal in (("Melden!", "BOT_COMMAND_INVALID"), ("x" * 33, "BOT_COMMAND_INVALID")):
        commands = [{"command": name, "description": "x"}]
        assert refusal in await bot.refused("setMyCommands", commands=commands)
    assert "DESCRIPTION_INVALID" in await bot.refused(
        "setMyCommands", commands=[{"command": "x", "description": "y" * 257}]
    )
    assert "TOO_MUCH" in await bot.refused("setMyCommands", commands=dutch * 101)


async def test_descriptions_per_language(bot: BotCalls, sanne: PhonePerson) -> None:
    await bot.call("setMyDescription", description="Hello")
    await bot.call("setMyDescription", description="Hallo", language_code="nl")
    await bot.call("setMyShortDescription", short_description="Kort")
    shown = (await sanne.chat())["bot"]
    assert (shown["description"], shown["short_description"]) == ("Hallo", "Kort")
    assert "too long" in await bot.refused("setMyDescription", description="x" * 513)
    assert "too long" in await bot.refused("setMyShortDescription", short_description="x" * 121)


async def test_chats_and_the_menu_button(bot: BotCalls, sanne: PhonePerson, client: SimulatorClient) -> None:
    chat = await bot.call("getChat", chat_id=sanne.id)
    assert (chat["type"], chat["first_name"], chat["last_name"]) == ("private", "Sanne", "Proef")
    stranger = await client.new_person("Tess")
    assert "chat not found" in await bot.refused("getChat", chat_id=stranger.id)
    await bot.call("setChatMenuButton", chat_id=sanne.id, menu_button={"type": "commands"})
    assert await bot.call("getChatMenuButton", chat_id=sanne.id) == {"type": "commands"}
    assert "private chats" in await bot.refused("leaveChat", chat_id=sanne.id)


async def test_calls_are_logged(bot: BotCalls, sanne: PhonePerson, client: SimulatorClient) -> None:
    await bot.call("sendMessage", chat_id=sanne.id, text="hoi")
    await bot.upload("sendDocument", {"chat_id": sanne.id}, {"document": ("a.txt", b"abc")})
    await bot.refused("sendMessage", chat_id=sanne.id, text="")
    calls = await client.calls()
    assert [(call["n"], call["method"], call["status"]) for call in calls] == [
        (1, "sendMessage", 200),
        (2, "sendDocument", 200),
        (3, "sendMessage", 400),
    ]
    assert calls[1]["parameters"]["document"] == {"file_name": "a.txt", "size_bytes": 3}
    assert [call["n"] for call in await client.calls(after=1, method="sendMessage")] == [3]


async def test_two_simulators_know_nothing_of_each_other(simulator: RunningSimulator) -> None:
    async with RunningSimulator(token="5:other", bot_username="ander_bot") as other:
        assert other.port != simulator.port
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{other.base_url}5:other/getMe") as answer,
        ):
            assert (await answer.json())["result"]["id"] == 5
