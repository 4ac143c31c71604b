"""The real python-telegram-bot against the simulator."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from simulator.client import PhonePerson, SimulatorClient
from simulator.running import RunningSimulator
from tests.simulator.conftest import png


@pytest.fixture
async def telegram_bot(simulator: RunningSimulator) -> AsyncIterator[Bot]:
    bot = Bot(simulator.token, base_url=simulator.base_url, base_file_url=simulator.base_file_url)
    async with bot:
        yield bot


async def test_a_conversation(telegram_bot: Bot, sanne: PhonePerson) -> None:
    assert telegram_bot.username == "ruggensteun_bot"
    [update] = await telegram_bot.get_updates(timeout=5, allowed_updates=Update.ALL_TYPES)
    assert update.message is not None
    assert update.message.parse_entities(["bot_command"])
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="1")]])
    sent = await telegram_bot.send_message(
        sanne.id,
        "Ben je veilig?",
        entities=[MessageEntity(MessageEntity.BOLD, 0, 3)],
        reply_markup=keyboard,
        reply_parameters=ReplyParameters(update.message.message_id),
        protect_content=True,
    )
    assert sent.reply_to_message is not None
    assert sent.has_protected_content
    await sanne.presses("Ja")
    [pressed] = await telegram_bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert pressed.callback_query is not None
    assert await pressed.callback_query.answer("Dank je")
    assert await pressed.callback_query.edit_message_text("Goed zo")
    await sanne.waits_for("Goed zo")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("Goed zo")
    assert await sent.delete()
    await sanne.waits_until_gone(sent.message_id)


async def test_files_and_albums(telegram_bot: Bot, sanne: PhonePerson) -> None:
    document = await telegram_bot.send_document(sanne.id, b"%PDF", filename="verslag é.pdf", caption="hè")
    assert document.document is not None
    assert document.document.file_name == "verslag é.pdf"
    content = await (await document.document.get_file()).download_as_bytearray()
    assert bytes(content) == b"%PDF"
    photos = await telegram_bot.send_media_group(
        sanne.id, [InputMediaPhoto(png(), caption="een"), InputMediaPhoto(png(900, 600))]
    )
    assert photos[0].media_group_id == photos[1].media_group_id
    assert [len(one.photo) for one in photos] == [1, 4]
    files = [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b", filename="b.txt")]
    sent = await telegram_bot.send_media_group(sanne.id, files)
    assert [one.document.file_name for one in sent if one.document] == ["a.txt", "b.txt"]
    photo = await telegram_bot.send_photo(sanne.id, png())
    voice = await telegram_bot.send_voice(sanne.id, b"OggS")
    assert photo.photo
    assert voice.voice is not None


async def test_what_a_person_sends_is_understood(telegram_bot: Bot, sanne: PhonePerson) -> None:
    for kind in ("photo", "document", "voice", "video", "audio", "video_note", "sticker", "animation"):
        await sanne.sends_files([("b.png", png())], kind=kind)
    await sanne.sends_contact(phone_number="+31600000000", first_name="X")
    await sanne.sends_location(52.0, 5.0)
    await sanne.client.request("POST", f"/people/{sanne.id}/messages", json={"poll": {"question": "?"}})
    await sanne.sends("door", forward_origin={"type": "hidden_user", "sender_user_name": "X"})
    group = await sanne.client.new_group("Fractie", added_by=sanne)
    await sanne.blocks()
    updates = await telegram_bot.get_updates(timeout=1)
    assert len(updates) == 1 + 8 + 4 + 2 + 1
    assert updates[-1].my_chat_member is not None
    assert updates[-2].effective_chat is not None
    assert updates[-2].effective_chat.id == group


async def test_the_rest_of_the_methods(telegram_bot: Bot, sanne: PhonePerson) -> None:
    [message] = await sanne.messages()
    assert await telegram_bot.set_message_reaction(sanne.id, message["message_id"], "👍")
    assert await telegram_bot.send_chat_action(sanne.id, "typing")
    assert await telegram_bot.set_my_commands([BotCommand("melden", "Melden")])
    assert (await telegram_bot.get_my_commands())[0].command == "melden"
    assert await telegram_bot.set_my_description("Hallo")
    assert await telegram_bot.set_my_short_description("Kort")
    assert await telegram_bot.set_chat_menu_button()
    assert (await telegram_bot.get_chat(sanne.id)).first_name == "Sanne"
    assert (await telegram_bot.get_webhook_info()).pending_update_count == 1
    assert await telegram_bot.delete_messages(sanne.id, [message["message_id"]])


async def test_errors_become_the_right_exceptions(
    telegram_bot: Bot, sanne: PhonePerson, client: SimulatorClient, simulator: RunningSimulator
) -> None:
    await client.fault("429", method="sendMessage", retry_after=3)
    with pytest.raises(RetryAfter) as waiting:
        await telegram_bot.send_message(sanne.id, "x")
    pause = waiting.value.retry_after
    assert (pause if isinstance(pause, timedelta) else timedelta(seconds=pause)) == timedelta(seconds=3)
    for kind in ("500", "502", "reset", "reset_after"):
        await client.fault(kind, method="sendMessage")
        with pytest.raises(NetworkError):
            await telegram_bot.send_message(sanne.id, "x")
    await sanne.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await telegram_bot.send_message(sanne.id, "x")
    wrong = Bot("1:wrong", base_url=simulator.base_url)
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()
