"""Sending, editing, deleting, reacting: every refusal that Telegram knows, in its own words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from simulator.client import PhonePerson, SimulatorClient
from tests.simulator.conftest import BotCalls

INLINE = {"inline_keyboard": [[{"text": "Ja", "callback_data": "1"}]]}


async def test_a_bot_cannot_write_first(bot: BotCalls, client: SimulatorClient) -> None:
    stranger = await client.new_person("Tess")
    assert await bot.refused("sendMessage", chat_id=stranger.id, text="hoi") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    assert await bot.refused("sendMessage", chat_id=12, text="hoi") == "400 Bad Request: chat not found"
    assert await bot.refused("sendMessage", text="hoi") == "400 Bad Request: chat_id is empty"


async def test_a_bot_cannot_write_to_who_blocked_it(bot: BotCalls, sanne: PhonePerson) -> None:
    await sanne.blocks()
    for method, more in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        assert await bot.refused(method, chat_id=sanne.id, **more) == (
            "403 Forbidden: bot was blocked by the user"
        )
    await sanne.unblocks()
    assert await bot.call("sendMessage", chat_id=sanne.id, text="x")


@pytest.mark.parametrize("text", ["", "   \n ", None])
async def test_a_text_cannot_be_empty(bot: BotCalls, sanne: PhonePerson, text: str | None) -> None:
    assert await bot.refused("sendMessage", chat_id=sanne.id, text=text) == (
        "400 Bad Request: message text is empty"
    )


async def test_a_text_has_at_most_4096_utf16_units_after_trimming(bot: BotCalls, sanne: PhonePerson) -> None:
    sent = await bot.call("sendMessage", chat_id=sanne.id, text="  " + "a" * 4096 + "\n")
    assert sent["text"] == "a" * 4096
    for text in ("a" * 4097, "🙂" * 2049):
        assert await bot.refused("sendMessage", chat_id=sanne.id, text=text) == (
            "400 Bad Request: message is too long"
        )


async def test_entities_are_kept_moved_by_trimming_and_links_found(bot: BotCalls, sanne: PhonePerson) -> None:
    sent = await bot.call(
        "sendMessage",
        chat_id=sanne.id,
        text=" 🙂 vet https://example.org.",
        entities=[{"type": "bold", "offset": 4, "length": 3}],
    )
    assert sent["text"] == "🙂 vet https://example.org."
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 3},
        {"type": "url", "offset": 7, "length": 19},
    ]


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ({"type": "bold", "offset": 0, "length": 9}, "ENTITY_BOUNDS_INVALID"),
        (
            {"type": "bold", "offset": 1, "length": 2},
            "entity begins in a middle of a UTF-16 symbol at byte offset 1",
        ),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: unsupported type specified"),
        (
            {"type": "text_link", "offset": 0, "length": 2},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
    ],
)
async def test_entities_must_fit_the_text(
    bot: BotCalls, sanne: PhonePerson, entity: dict[str, Any], refusal: str
) -> None:
    assert await bot.refused("sendMessage", chat_id=sanne.id, text="🙂 ja", entities=[entity]) == (
        f"400 Bad Request: {refusal}"
    )


async def test_parse_mode_is_refused(bot: BotCalls, sanne: PhonePerson) -> None:
    answer = await bot.refused("sendMessage", chat_id=sanne.id, text="*x*", parse_mode="MarkdownV2")
    assert answer.startswith("400 Bad Request: can't parse entities")


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 33])
async def test_callback_data_has_1_to_64_bytes(bot: BotCalls, sanne: PhonePerson, data: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": data}]]}
    answer = await bot.refused("sendMessage", chat_id=sanne.id, text="x", reply_markup=markup)
    assert answer == "400 Bad Request: BUTTON_DATA_INVALID"
    markup["inline_keyboard"][0][0]["callback_data"] = "é" * 32
    assert await bot.call("sendMessage", chat_id=sanne.id, text="x", reply_markup=markup)


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "1"}, 'Field "text" must be a non-empty String'),
        ({"text": "x", "url": "javascript:alert(1)"}, "Unsupported URL protocol"),
    ],
)
async def test_inline_buttons_must_do_something(
    bot: BotCalls, sanne: PhonePerson, button: dict[str, str], refusal: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert refusal in await bot.refused("sendMessage", chat_id=sanne.id, text="x", reply_markup=markup)


async def test_more_than_100_buttons_are_refused(bot: BotCalls, sanne: PhonePerson) -> None:
    rows = [[{"text": str(number), "callback_data": "1"}] for number in range(101)]
    answer = await bot.refused(
        "sendMessage", chat_id=sanne.id, text="x", reply_markup={"inline_keyboard": rows}
    )
    assert answer == "400 Bad Request: reply markup is too long"


async def test_a_reply_needs_its_message_unless_it_may_do_without(bot: BotCalls, sanne: PhonePerson) -> None:
    [asked] = await sanne.messages()
    sent = await bot.call(
        "sendMessage", chat_id=sanne.id, text="x", reply_parameters={"message_id": asked["message_id"]}
    )
    assert sent["reply_to_message"]["text"] == "/start"
    gone = {"message_id": 999}
    assert await bot.refused("sendMessage", chat_id=sanne.id, text="x", reply_parameters=gone) == (
        "400 Bad Request: message to be replied not found"
    )
    allowed = {**gone, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.call(
        "sendMessage", chat_id=sanne.id, text="x", reply_parameters=allowed
    )


async def test_edits(bot: BotCalls, sanne: PhonePerson) -> None:
    sent = await bot.call(
        "sendMessage", chat_id=sanne.id, text="een", reply_markup=INLINE, protect_content=True
    )
    where = {"chat_id": sanne.id, "message_id": sent["message_id"]}
    same = (
        "400 Bad Request: message is not modified: specified new message content and reply markup are exactly"
    )
    answer = await bot.refused("editMessageText", **where, text=" een ", reply_markup=INLINE)
    assert answer.startswith(same)
    edited = await bot.call("editMessageText", **where, text="twee")
    assert "reply_markup" not in edited
    assert edited["has_protected_content"] is True
    assert (await bot.refused("editMessageReplyMarkup", **where)).startswith(same)
    assert await bot.call("editMessageReplyMarkup", **where, reply_markup=INLINE)
    assert await bot.refused("editMessageText", **where, text="") == "400 Bad Request: message text is empty"
    shown = await sanne.last_bot_message()
    assert (shown["text"], shown["edited"], shown["protect_content"]) == ("twee", True, True)


async def test_what_cannot_be_edited(bot: BotCalls, sanne: PhonePerson) -> None:
    [own] = await sanne.messages()
    keyboard = {"keyboard": [["Vandaag"]]}
    sent = await bot.call("sendMessage", chat_id=sanne.id, text="Wanneer?", reply_markup=keyboard)
    for message_id in (own["message_id"], sent["message_id"]):
        answer = await bot.refused("editMessageText", chat_id=sanne.id, message_id=message_id, text="x")
        assert answer == "400 Bad Request: message can't be edited"
    await sanne.deletes(sent["message_id"])
    answer = await bot.refused("editMessageText", chat_id=sanne.id, message_id=sent["message_id"], text="x")
    assert answer == "400 Bad Request: message to edit not found"


async def test_deleting_is_possible_for_48_hours(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    old = (await bot.call("sendMessage", chat_id=sanne.id, text="oud"))["message_id"]
    await client.advance(timedelta(hours=47, minutes=59))
    young = (await bot.call("sendMessage", chat_id=sanne.id, text="jong"))["message_id"]
    [theirs] = [one["message_id"] for one in await sanne.messages() if one["from"] == "person"]
    assert await bot.call("deleteMessage", chat_id=sanne.id, message_id=theirs)
    await client.advance(timedelta(minutes=2))
    assert await bot.refused("deleteMessage", chat_id=sanne.id, message_id=old) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    assert await bot.refused("deleteMessage", chat_id=sanne.id, message_id=theirs) == (
        "400 Bad Request: message to delete not found"
    )
    assert "can't be deleted for everyone" in await bot.refused(
        "deleteMessages", chat_id=sanne.id, message_ids=[young, old]
    )
    assert await bot.call("deleteMessages", chat_id=sanne.id, message_ids=[young, 999])
    assert [one["text"] for one in await sanne.messages()] == ["oud"]


async def test_1_to_100_messages_are_deleted_at_once(bot: BotCalls, sanne: PhonePerson) -> None:
    assert (await bot.refused("deleteMessages", chat_id=sanne.id, message_ids=[])).startswith("400")
    answer = await bot.refused("deleteMessages", chat_id=sanne.id, message_ids=list(range(1, 102)))
    assert answer == "400 Bad Request: too many message identifiers specified"


async def test_reactions(bot: BotCalls, sanne: PhonePerson) -> None:
    [message] = await sanne.messages()
    where = {"chat_id": sanne.id, "message_id": message["message_id"]}
    thumb, fire = {"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}
    assert await bot.call("setMessageReaction", **where, reaction=[thumb])
    assert (await sanne.messages())[0]["reactions"] == ["👍"]
    assert "REACTIONS_TOO_MANY" in await bot.refused("setMessageReaction", **where, reaction=[thumb, fire])
    odd = {"type": "emoji", "emoji": "🧀"}
    assert "REACTION_INVALID" in await bot.refused("setMessageReaction", **where, reaction=[odd])
    assert await bot.call("setMessageReaction", **where, reaction=[])
    assert (await sanne.messages())[0]["reactions"] == []


async def test_typing_is_shown_until_a_message_comes(bot: BotCalls, sanne: PhonePerson) -> None:
    assert await bot.call("sendChatAction", chat_id=sanne.id, action="typing")
    assert (await sanne.chat())["typing"] is True
    assert "wrong parameter action" in await bot.refused("sendChatAction", chat_id=sanne.id, action="zingen")
    await bot.call("sendMessage", chat_id=sanne.id, text="klaar")
    assert (await sanne.chat())["typing"] is False


async def test_reply_keyboards_come_and_go(bot: BotCalls, sanne: PhonePerson) -> None:
    markup = {"keyboard": [["Vandaag", {"text": "Gisteren"}]], "resize_keyboard": True}
    await bot.call("sendMessage", chat_id=sanne.id, text="Wanneer?", reply_markup=markup)
    shown = (await sanne.chat())["reply_keyboard"]
    assert shown["keyboard"] == [[{"text": "Vandaag"}, {"text": "Gisteren"}]]
    await bot.call("sendMessage", chat_id=sanne.id, text="Dank je", reply_markup={"remove_keyboard": True})
    assert (await sanne.chat())["reply_keyboard"] is None


async def test_dates_come_from_the_simulated_clock(
    bot: BotCalls, sanne: PhonePerson, client: SimulatorClient
) -> None:
    now = await client.advance(timedelta(weeks=6))
    sent = await bot.call("sendMessage", chat_id=sanne.id, text="zes weken later")
    assert 0 <= sent["date"] - int(now.timestamp()) <= 2


async def test_a_call_that_is_refused_changes_nothing(bot: BotCalls, sanne: PhonePerson) -> None:
    before = await sanne.chat()
    await bot.refused("sendMessage", chat_id=sanne.id, text="x", reply_markup={"keyboard": [[{}]]})
    await bot.refused("sendMessage", chat_id=sanne.id, text="x", reply_parameters={"message_id": 999})
    assert await sanne.chat() == before
