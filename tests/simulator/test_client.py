"""The client: waiting without sleeping, errors that say what the phone showed, the clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from simulator.client import PhonePerson, SimulatorClient, SimulatorClientError
from tests.simulator.conftest import BotCalls


async def test_waits_for_returns_as_soon_as_the_message_is_there(bot: BotCalls, sanne: PhonePerson) -> None:
    waiting = asyncio.create_task(sanne.waits_for("welkom"))
    await bot.call("sendMessage", chat_id=sanne.id, text="Hallo en welkom")
    message = await asyncio.wait_for(waiting, 5)
    assert message["text"] == "Hallo en welkom"
    assert await sanne.last_bot_message() == message
    edited = asyncio.create_task(sanne.waits_for(lambda one: bool(one["edited"])))
    await bot.call("editMessageText", chat_id=sanne.id, message_id=message["message_id"], text="Dag")
    assert (await asyncio.wait_for(edited, 5))["text"] == "Dag"


async def test_a_wait_in_vain_says_what_the_phone_showed(bot: BotCalls, sanne: PhonePerson) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "1"}]]}
    await bot.call("sendMessage", chat_id=sanne.id, text="Ben je veilig?", reply_markup=markup)
    with pytest.raises(SimulatorClientError) as caught:
        await sanne.waits_for("iets anders", timeout_seconds=0.05)
    words = str(caught.value)
    assert "Sanne waited 0.05 s for a message with 'iets anders'" in words
    assert "bot: Ben je veilig? [Ja]" in words
    assert "Sanne: /start" in words


async def test_older_messages_can_be_left_out(bot: BotCalls, sanne: PhonePerson) -> None:
    first = await bot.call("sendMessage", chat_id=sanne.id, text="zelfde")
    waiting = asyncio.create_task(sanne.waits_for("zelfde", after_message_id=first["message_id"]))
    second = await bot.call("sendMessage", chat_id=sanne.id, text="zelfde")
    assert (await asyncio.wait_for(waiting, 5))["message_id"] == second["message_id"]


async def test_waits_until_gone(bot: BotCalls, sanne: PhonePerson) -> None:
    sent = await bot.call("sendMessage", chat_id=sanne.id, text="weg")
    waiting = asyncio.create_task(sanne.waits_until_gone(sent["message_id"]))
    await bot.call("deleteMessage", chat_id=sanne.id, message_id=sent["message_id"])
    chat = await asyncio.wait_for(waiting, 5)
    assert [one["text"] for one in chat["messages"]] == ["/start"]


async def test_the_simulator_explains_its_refusals(sanne: PhonePerson) -> None:
    with pytest.raises(SimulatorClientError, match="there is no message 99"):
        await sanne.edits(99, "x")
    await sanne.blocks()
    with pytest.raises(SimulatorClientError, match="unblock first"):
        await sanne.sends("hoi")


async def test_people_edit_for_48_hours_only(sanne: PhonePerson, client: SimulatorClient) -> None:
    message = await sanne.sends("eerst")
    await client.advance(timedelta(hours=49))
    with pytest.raises(SimulatorClientError, match="48 hours"):
        await sanne.edits(message["message_id"], "te laat")


async def test_the_clock_moves_and_is_set(client: SimulatorClient) -> None:
    before = await client.now()
    after = await client.advance(timedelta(days=3))
    assert timedelta(days=3) <= after - before < timedelta(days=3, seconds=5)
    moment = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    shown = await client.set_clock(moment)
    assert abs(shown - moment) < timedelta(seconds=5)
    clock = await client.request("GET", "/clock")
    waiting = asyncio.create_task(client.request("GET", "/clock", params={"after": clock["seq"], "wait": 10}))
    await client.advance(timedelta(hours=1))
    assert (await asyncio.wait_for(waiting, 5))["seq"] == clock["seq"] + 1
    with pytest.raises(SimulatorClientError, match="time zone"):
        await client.request("POST", "/clock", json={"set": "2027-03-28T01:00:00"})


async def test_contact_location_and_forwarded_text(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.sends_contact(phone_number="+31600000000", first_name="Onbekend")
    await sanne.sends_location(52.1, 5.2)
    await sanne.sends("doorgestuurd", forward_origin={"type": "hidden_user", "sender_user_name": "X"})
    poll = {"question": "?", "options": []}
    await sanne.client.request("POST", f"/people/{sanne.id}/messages", json={"poll": poll})
    messages = [update["message"] for update in (await bot.call("getUpdates"))[1:]]
    assert messages[0]["contact"]["phone_number"] == "+31600000000"
    assert messages[1]["location"] == {"latitude": 52.1, "longitude": 5.2}
    assert messages[2]["forward_origin"]["sender_user_name"] == "X"
    assert messages[3]["poll"]["question"] == "?"


async def test_the_screen_shows_several_phones_at_once(sanne: PhonePerson, client: SimulatorClient) -> None:
    tess = await client.new_person("Tess")
    asked = {"people": f"{sanne.id},{tess.id}"}
    screen = await client.request("GET", "/screen", params=asked)
    assert set(screen["chats"]) == {str(sanne.id), str(tess.id)}
    waiting = asyncio.create_task(
        client.request("GET", "/screen", params={**asked, "after": screen["seq"], "wait": 10})
    )
    await tess.sends("/start")
    later = await asyncio.wait_for(waiting, 5)
    assert later["chats"][str(tess.id)]["started"] is True
    assert [person.first_name for person in await client.people()] == ["Sanne", "Tess"]
