"""Pressed buttons: one answer, within fifteen minutes, with a toast; raw data and messages that are gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from simulator.client import PhonePerson, SimulatorClient, SimulatorClientError
from tests.simulator.conftest import BotCalls

MARKUP = {
    "inline_keyboard": [
        [{"text": "Ja, ik ben veilig", "callback_data": "ja"}, {"text": "Nee", "callback_data": "nee"}],
        [{"text": "Lees meer", "url": "https://example.org"}],
    ]
}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def question(bot: BotCalls, sanne: PhonePerson) -> dict[str, Any]:
    await bot.call("getUpdates", offset=-1)
    sent: dict[str, Any] = await bot.call(
        "sendMessage", chat_id=sanne.id, text="Ben je veilig?", reply_markup=MARKUP
    )
    return sent


async def test_a_press_becomes_a_callback_query(
    bot: BotCalls, sanne: PhonePerson, question: dict[str, Any]
) -> None:
    query_id = await sanne.presses("veilig")
    query = (await bot.call("getUpdates"))[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "ja", sanne.id)
    assert query["message"] == question
    assert [one["callback_query_id"] for one in (await sanne.chat())["waiting_buttons"]] == [query_id]


async def test_a_query_is_answered_once(bot: BotCalls, sanne: PhonePerson, question: dict[str, Any]) -> None:
    query_id = await sanne.presses("Nee", question["message_id"])
    assert await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Bel 112", show_alert=True)
    toast = await sanne.waits_for_toast("112")
    assert toast["show_alert"] is True
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert await bot.refused("answerCallbackQuery", callback_query_id="77") == TOO_OLD
    assert (await sanne.chat())["waiting_buttons"] == []


async def test_a_query_can_be_answered_for_fifteen_minutes(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient, question: dict[str, Any]
) -> None:
    early, late = await sanne.presses("Nee"), await sanne.presses("Nee")
    await client.advance(timedelta(minutes=14))
    assert await bot.call("answerCallbackQuery", callback_query_id=early)
    await client.advance(timedelta(minutes=2))
    assert await bot.refused("answerCallbackQuery", callback_query_id=late) == TOO_OLD


async def test_a_toast_has_at_most_200_characters(
    bot: BotCalls, sanne: PhonePerson, question: dict[str, Any]
) -> None:
    query_id = await sanne.presses("Nee")
    answer = await bot.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert answer == "400 Bad Request: MESSAGE_TOO_LONG"
    assert await bot.call("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)


async def test_a_message_that_is_gone_is_inaccessible(
    bot: BotCalls, sanne: PhonePerson, question: dict[str, Any]
) -> None:
    await bot.call("deleteMessage", chat_id=sanne.id, message_id=question["message_id"])
    await sanne.presses_raw(question["message_id"], "vervalst")
    query = (await bot.call("getUpdates"))[-1]["callback_query"]
    assert query["data"] == "vervalst"
    assert (query["message"]["date"], query["message"]["message_id"]) == (0, question["message_id"])


async def test_a_phone_says_which_buttons_there_are(sanne: PhonePerson, question: dict[str, Any]) -> None:
    with pytest.raises(SimulatorClientError, match="Ja, ik ben veilig"):
        await sanne.presses("Misschien", timeout_seconds=0.1)
    with pytest.raises(SimulatorClientError, match="does not call the bot"):
        await sanne.presses("Lees meer")
