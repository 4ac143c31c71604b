"""Updates: acknowledging, delivering again, one poller, 24 hours, numbers that start again, kinds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from simulator.client import PhonePerson, SimulatorClient
from tests.simulator.conftest import BotCalls


def ids(updates: list[dict[str, object]]) -> list[object]:
    return [update["update_id"] for update in updates]


async def test_an_update_comes_again_until_the_offset_lies_beyond_it(
    bot: BotCalls, sanne: PhonePerson
) -> None:
    await sanne.sends("tweede")
    first = await bot.call("getUpdates")
    assert [update["message"]["text"] for update in first] == ["/start", "tweede"]
    assert await bot.call("getUpdates") == first
    assert await bot.call("getUpdates", offset=first[0]["update_id"] + 1) == first[1:]
    assert await bot.call("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await bot.call("getUpdates") == []


async def test_limit_and_negative_offset(bot: BotCalls, sanne: PhonePerson) -> None:
    for number in range(4):
        await sanne.sends(str(number))
    assert len(await bot.call("getUpdates", limit=2)) == 2
    last = await bot.call("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in last] == ["3"]
    assert await bot.call("getUpdates") == last


async def test_long_polling_answers_as_soon_as_something_happens(
    bot: BotCalls, client: SimulatorClient
) -> None:
    person = await client.new_person("Sanne")
    waiting = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await person.sends("hoi")
    updates = await asyncio.wait_for(waiting, 5)
    assert updates[0]["message"]["text"] == "hoi"


async def test_a_second_poller_ends_the_first_with_409(bot: BotCalls, client: SimulatorClient) -> None:
    person = await client.new_person("Sanne")
    first = asyncio.create_task(bot.answer("getUpdates", timeout=30))
    second = asyncio.create_task(bot.answer("getUpdates", timeout=30))
    done, _ = await asyncio.wait({first, second}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    [loser] = [task.result() for task in done]
    assert loser["error_code"] == 409
    assert loser["description"].startswith("Conflict: terminated by other getUpdates request; make sure")
    await person.sends("hoi")
    answers = [await asyncio.wait_for(task, 5) for task in (first, second)]
    assert sorted(answer["ok"] for answer in answers) == [False, True]


async def test_updates_are_kept_for_24_hours(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    await client.advance(timedelta(hours=23, minutes=59))
    assert len(await bot.call("getUpdates")) == 1
    await client.advance(timedelta(minutes=2))
    assert await bot.call("getUpdates") == []


async def test_after_a_quiet_week_the_numbers_start_somewhere_else(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    [old] = ids(await bot.call("getUpdates"))
    await client.advance(timedelta(days=8))
    await sanne.sends("daar ben ik weer")
    [new] = ids(await bot.call("getUpdates"))
    assert new != int(str(old)) + 1


async def test_an_offset_from_before_the_numbers_started_again_hides_nothing(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    [old] = ids(await bot.call("getUpdates"))
    await bot.call("getUpdates", offset=int(str(old)) + 1)
    await client.set_next_update_id(5)
    await sanne.sends("na de herstart")
    updates = await bot.call("getUpdates", offset=int(str(old)) + 1)
    assert ids(updates) == [5]
    assert await bot.call("getUpdates", offset=6) == []


async def test_redelivery_ignores_the_acknowledgement_once(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    [one] = ids(await bot.call("getUpdates"))
    offset = int(str(one)) + 1
    assert await bot.call("getUpdates", offset=offset) == []
    assert await client.redeliver(last=1) == [one]
    assert ids(await bot.call("getUpdates", offset=offset)) == [one]
    assert await bot.call("getUpdates", offset=offset) == []


async def test_raw_updates_are_delivered_as_they_are(bot: BotCalls, client: SimulatorClient) -> None:
    await client.inject({"update_id": 7, "message": {"broken": True}})
    given = await client.inject({"something_new": {}})
    updates = await bot.call("getUpdates")
    assert updates == [
        {"update_id": 7, "message": {"broken": True}},
        {"update_id": given, "something_new": {}},
    ]


async def test_allowed_updates_hold_until_they_are_changed(bot: BotCalls, sanne: PhonePerson) -> None:
    await bot.call("getUpdates", offset=-1)
    await bot.call("getUpdates", allowed_updates=["callback_query"])
    await sanne.sends("niet gevraagd")
    assert len(await bot.call("getUpdates")) == 1
    await bot.call("getUpdates", allowed_updates=["message"])
    await sanne.sends("wel gevraagd")
    assert len(await bot.call("getUpdates")) == 2


async def test_blocking_and_unblocking_is_told(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.blocks()
    await sanne.unblocks()
    updates = (await bot.call("getUpdates"))[1:]
    states = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates]
    assert states == ["kicked", "member"]


async def test_an_edit_is_told_and_a_deletion_is_not(bot: BotCalls, sanne: PhonePerson) -> None:
    message = await sanne.sends("eerst")
    await sanne.edits(message["message_id"], "daarna")
    await sanne.deletes(message["message_id"])
    updates = await bot.call("getUpdates")
    assert [next(iter(set(update) - {"update_id"})) for update in updates] == [
        "message",
        "message",
        "edited_message",
    ]
    assert updates[2]["edited_message"]["text"] == "daarna"
    assert "edit_date" in updates[2]["edited_message"]


async def test_a_group_tells_that_the_bot_was_added_and_only_passes_commands(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    await bot.call("getUpdates", offset=-1)
    group = await client.new_group("Fractie", added_by=sanne)
    await sanne.sends("gewoon gepraat", chat_id=group)
    await sanne.sends("/hulp", chat_id=group)
    updates = (await bot.call("getUpdates"))[1:]
    assert updates[0]["my_chat_member"]["chat"] == {"id": group, "type": "group", "title": "Fractie"}
    assert [update["message"].get("text") for update in updates[1:]] == [None, "/hulp"]
    assert await bot.call("leaveChat", chat_id=group)
    assert await bot.refused("sendMessage", chat_id=group, text="x") == (
        "403 Forbidden: bot is not a member of the group chat"
    )
