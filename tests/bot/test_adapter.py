"""The gateway speaks to a strict simulator of the Bot API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.gateway import (
    BlockedError,
    ConflictError,
    FileGoneError,
    FileTooLargeError,
    GatewayError,
    InlineButton,
    MessageGoneError,
    NetworkTroubleError,
    RefusedError,
    RetryLaterError,
    UnauthorizedError,
)
from bot.receiving import Poller, RawUpdate
from bot.telegram_adapter import TelegramGateway, UpdateKind, parse_update, to_event
from conversations.events import Event, TextReceived
from simulator.client import SimulatorClient
from simulator.running import RunningSimulator

pytestmark = pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NONCE = "0" * 32


class Telegram:
    """A simulator with one person who has written, and a gateway to it."""

    def __init__(
        self, simulator: RunningSimulator, client: SimulatorClient, gateway: TelegramGateway
    ) -> None:
        self.simulator, self.client, self.gateway = simulator, client, gateway


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with RunningSimulator() as simulator:
        client = SimulatorClient(simulator.control_url)
        gateway = TelegramGateway(
            simulator.token, base_url=simulator.base_url, base_file_url=simulator.base_file_url
        )
        try:
            async with gateway:
                yield Telegram(simulator, client, gateway)
        finally:
            await client.close()


async def test_who_the_bot_is(telegram: Telegram) -> None:
    profile = await telegram.gateway.get_me()
    assert profile.username == "ruggensteun_bot"


async def test_a_message_arrives_plain_and_protected_with_its_buttons(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    asked = await sanne.sends("hoi")
    message_id = await telegram.gateway.send_message(
        sanne.id,
        "*niet vet* <b>ook niet</b> https://example.org",
        keyboard=(
            (InlineButton(label="Ja", callback_data="b:1"),),
            (InlineButton(label="Meer", url="https://example.org/"),),
        ),
        reply_to=asked["message_id"],
        silent=True,
    )
    shown = await sanne.waits_for("*niet vet* <b>ook niet</b>")
    assert shown["message_id"] == message_id
    call = (await telegram.client.calls(method="sendMessage"))[-1]
    parameters = json.dumps(call)
    assert '"protect_content"' in parameters
    assert "is_disabled" in parameters
    assert "parse_mode" not in parameters


async def test_updates_come_raw_and_a_button_can_be_answered_once(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    await sanne.sends("hoi")
    await telegram.gateway.send_message(
        sanne.id, "Ben je veilig?", keyboard=((InlineButton(label="Ja", callback_data="b:1"),),)
    )
    await sanne.presses("Ja")
    updates = await telegram.gateway.get_updates(offset=None, timeout_seconds=0)
    incoming = [parse_update(update) for update in updates]
    pressed = incoming[-1]
    assert (pressed.kind, pressed.callback_data, pressed.telegram_id) == (UpdateKind.BUTTON, "b:1", sanne.id)
    assert pressed.callback_query_id is not None
    await telegram.gateway.answer_callback(pressed.callback_query_id, text="x" * 300)
    await sanne.waits_for_toast("x" * 199 + "…")
    with pytest.raises(MessageGoneError):
        await telegram.gateway.answer_callback(pressed.callback_query_id)


async def test_editing_changes_and_the_same_again_is_harmlessly_gone(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    await sanne.sends("hoi")
    message_id = await telegram.gateway.send_message(sanne.id, "een")
    await telegram.gateway.edit_message(sanne.id, message_id, "twee")
    await sanne.waits_for("twee")
    with pytest.raises(MessageGoneError):
        await telegram.gateway.edit_message(sanne.id, message_id, "twee")
    with pytest.raises(MessageGoneError):
        await telegram.gateway.edit_message(sanne.id, 999_999, "drie")


async def test_deleting_takes_messages_away(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    theirs = await sanne.sends("hoi")
    ours = await telegram.gateway.send_message(sanne.id, "een")
    await telegram.gateway.delete_messages(sanne.id, [theirs["message_id"], ours, 999_999])
    await sanne.waits_until_gone(ours)
    assert await sanne.messages() == []


async def test_a_reaction_and_commands_are_accepted(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    theirs = await sanne.sends("hoi")
    await telegram.gateway.set_reaction(sanne.id, theirs["message_id"], "👍")
    await telegram.gateway.set_my_commands([("melden", "Doe een melding")])
    await telegram.gateway.set_my_commands([("melden", "Make a report")], language_code="en")
    await telegram.gateway.set_my_commands([("zaken", "Wat er bij jou ligt")], chat_id=sanne.id)
    await telegram.gateway.delete_my_commands(chat_id=sanne.id)
    calls = await telegram.client.calls(method="setMyCommands")
    assert len(calls) == 3


async def test_a_group_can_be_left(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    group_id = await telegram.client.new_group("Buurtapp", added_by=sanne)
    updates = await telegram.gateway.get_updates(offset=None, timeout_seconds=0)
    assert UpdateKind.ADDED_TO_CHAT in [parse_update(update).kind for update in updates]
    await telegram.gateway.leave_chat(group_id)


async def test_refusals(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    with pytest.raises(BlockedError):
        await telegram.gateway.send_message(sanne.id, "wij schrijven niet eerst")
    await sanne.sends("hoi")
    with pytest.raises(RefusedError):
        await telegram.gateway.send_message(sanne.id, "")
    with pytest.raises(RefusedError):
        await telegram.gateway.send_message(sanne.id, "x" * 4097)
    await sanne.blocks()
    with pytest.raises(BlockedError):
        await telegram.gateway.send_message(sanne.id, "ben je er nog")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("500", NetworkTroubleError),
        ("502", NetworkTroubleError),
        ("reset", NetworkTroubleError),
        ("403", BlockedError),
    ],
)
async def test_faults(telegram: Telegram, fault: str, expected: type[GatewayError]) -> None:
    sanne = await telegram.client.new_person("Sanne")
    await sanne.sends("hoi")
    await telegram.client.fault(fault, method="sendMessage", count=1)
    with pytest.raises(expected) as caught:
        await telegram.gateway.send_message(sanne.id, "een")
    assert telegram.simulator.token not in repr(caught.value) + str(caught.value.__context__)
    await telegram.gateway.send_message(sanne.id, "twee")


async def test_retry_after_comes_through(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    await sanne.sends("hoi")
    await telegram.client.fault("429", method="sendMessage", count=1, retry_after=17)
    with pytest.raises(RetryLaterError) as caught:
        await telegram.gateway.send_message(sanne.id, "een")
    assert caught.value.seconds == 17


async def test_an_unknown_token_shows_itself_nowhere(telegram: Telegram) -> None:
    token = "999999:AAWrongWrongWrongWrongWrongWrongWrong"
    async with TelegramGateway(token, base_url=telegram.simulator.base_url) as gateway:
        with pytest.raises(UnauthorizedError) as caught:
            await gateway.get_me()
    assert token not in repr(caught.value) + repr(caught.value.__context__) + repr(gateway)


async def test_a_second_poller_is_a_conflict(telegram: Telegram) -> None:
    outcomes = await asyncio.gather(
        *(telegram.gateway.get_updates(offset=None, timeout_seconds=1) for _ in range(2)),
        return_exceptions=True,
    )
    assert any(isinstance(outcome, ConflictError) for outcome in outcomes)


async def test_files_are_downloaded_whole_within_the_limit(telegram: Telegram) -> None:
    sanne = await telegram.client.new_person("Sanne")
    content = bytes(range(256)) * 4096
    await sanne.sends_files([("bewijs met spatie.bin", content)])
    await sanne.sends_files([("groot.bin", b"x")], size_override_bytes=21 * 1024 * 1024)
    small, large = [
        parse_update(update) for update in await telegram.gateway.get_updates(offset=None, timeout_seconds=0)
    ][-2:]
    assert small.file_id is not None
    assert large.file_id is not None
    assert await telegram.gateway.download(small.file_id, len(content)) == content
    with pytest.raises(FileTooLargeError):
        await telegram.gateway.download(small.file_id, len(content) - 1)
    with pytest.raises(FileTooLargeError):
        await telegram.gateway.download(large.file_id, 20 * 1024 * 1024)
    with pytest.raises(FileGoneError):
        await telegram.gateway.download("no-such-file", 100)


async def test_polling_acknowledges_only_what_was_processed_and_one_bad_update_blocks_nothing(
    telegram: Telegram,
) -> None:
    sanne = await telegram.client.new_person("Sanne")
    await sanne.sends("een")
    await telegram.client.inject({"message": {"message_id": "geen getal", "text": "Veldermeer"}})
    await sanne.sends("twee")
    handled: list[Event | None] = []
    buried: list[tuple[int, str]] = []
    done = asyncio.Event()

    async def process(updates: list[RawUpdate]) -> None:
        incoming = [parse_update(update) for update in updates]
        handled.extend(to_event(one, AT, NONCE) for one in incoming)
        if len(handled) >= 2:
            done.set()

    async def bury(update_id: int, error_class: str) -> None:
        buried.append((update_id, error_class))

    poller = Poller(telegram.gateway, process, bury=bury, clock=SystemClock(), poll_seconds=1)
    task = asyncio.create_task(poller.run())
    await asyncio.wait_for(done.wait(), 5)
    await telegram.client.waits_for_call("getUpdates", after=1)
    poller.stop()
    await asyncio.wait_for(task, 10)
    texts = [event.text for event in handled if isinstance(event, TextReceived)]
    assert texts == ["een", "twee"]
    assert [error_class for _, error_class in buried] == ["UnreadableUpdateError"]


async def test_a_webhook_can_be_set_and_removed(telegram: Telegram) -> None:
    await telegram.gateway.set_webhook("http://127.0.0.1:9/telegram/updates", secret="s" * 40)
    with pytest.raises(ConflictError):
        await telegram.gateway.get_updates(offset=None, timeout_seconds=0)
    await telegram.gateway.delete_webhook()
    updates: list[dict[str, Any]] = await telegram.gateway.get_updates(offset=None, timeout_seconds=0)
    assert updates == []
