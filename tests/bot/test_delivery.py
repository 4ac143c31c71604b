"""Delivery: order, limits, waiting, giving up, and what is recorded when."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.delivery.worker import DeliverySettings
from bot.gateway import (
    BlockedError,
    MessageGoneError,
    NetworkTroubleError,
    RefusedError,
    RenderedMessage,
    RetryLaterError,
    UnauthorizedError,
)
from bot.logging_setup import configure_logging
from storage import chat_messages, outbox
from storage.database import StorageFullError
from storage.outbox import OutboxKind, OutboxMessage, OutboxState
from storage.people import PersonState
from tests.bot.delivering import delivering, failing
from tests.bot.fakes import START, World, message, render

ANNA, BERT = 7001, 7002


async def test_messages_of_one_person_leave_in_order_and_are_marked_with_their_message_ids(
    world: World,
) -> None:
    await world.enqueue(*(message(f"p{number}") for number in range(6)))
    async with delivering(world) as running:
        await running.until_state("p5", OutboxState.SENT)
    assert world.gateway.texts() == ["p0", "p1", "p2", "p3", "p4", "p5"]
    sent = await world.prompt("p0")
    assert sent.message_ids == (101,)
    assert sent.sent_at is not None


async def test_three_go_at_once_and_then_one_a_second_per_chat(world: World) -> None:
    await world.enqueue(*(message(f"p{number}") for number in range(6)))
    async with delivering(world) as running:
        await running.until_state("p5", OutboxState.SENT)
    offsets = [(call.at - START).total_seconds() for call in world.gateway.accepted]
    assert offsets[:3] == [0, 0, 0]
    assert all(later - earlier >= 1 for earlier, later in pairwise(offsets[2:]))


async def test_no_second_has_more_than_the_overall_limit(world: World) -> None:
    for number in range(90):
        await world.add_person(f"crowd{number}", 8000 + number)
    await world.enqueue(*(message(f"c{number}", to=f"crowd{number}") for number in range(90)))
    async with delivering(world) as running:
        async with asyncio.timeout(30):
            while len(world.gateway.accepted) < 90:
                await running.tick()
    times = sorted(call.at for call in world.gateway.accepted)
    most = max(sum(1 for at in times if start <= at < start + timedelta(seconds=1)) for start in times)
    assert most <= 28
    assert times[-1] - times[0] < timedelta(seconds=8)


async def test_a_chat_that_waits_does_not_keep_another_waiting(world: World) -> None:
    world.gateway.fail(failing(RetryLaterError(40), when=lambda call: call.chat_id == ANNA))
    await world.enqueue(message("first"), message("second"), message("other", to="bert"))
    async with delivering(world) as running:
        await running.until_state("other", OutboxState.SENT)
        assert world.clock.now() - START < timedelta(seconds=40)
        await running.until_state("second", OutboxState.SENT)
    assert world.gateway.texts(ANNA) == ["first", "second"]
    anna = [call for call in world.gateway.accepted if call.chat_id == ANNA]
    assert anna[0].at - START >= timedelta(seconds=40)


async def test_retry_after_is_kept_to_the_letter_also_by_a_new_process(world: World) -> None:
    world.gateway.fail(failing(RetryLaterError(300)))
    await world.enqueue(message("later"))
    async with delivering(world) as running:
        await running.until_attempts("later", 1)
    world.clock.advance(100)
    refused_at = world.gateway.calls[0].at
    async with delivering(world) as running:
        sent = await running.until_state("later", OutboxState.SENT)
    assert sent.sent_at is not None
    assert world.gateway.accepted[0].at - refused_at >= timedelta(seconds=300)


async def test_when_two_chats_are_refused_everyone_waits(world: World) -> None:
    await world.add_person("cato", 7003)
    world.gateway.fail(failing(RetryLaterError(20), RetryLaterError(20)))
    await world.enqueue(message("a"), message("b", to="bert"))
    async with delivering(world) as running:
        await running.until_attempts("a", 1)
        await running.until_attempts("b", 1)
        await world.enqueue(message("c", to="cato"))
        running.delivery.wake()
        await running.until_state("c", OutboxState.SENT)
    assert world.gateway.accepted[0].at - world.gateway.calls[0].at >= timedelta(seconds=20)


async def test_network_trouble_backs_off_and_loses_nothing(world: World) -> None:
    world.gateway.fail(failing(*(NetworkTroubleError() for _ in range(5))))
    await world.enqueue(message("a"), message("b"))
    async with delivering(world) as running:
        await running.until_state("b", OutboxState.SENT)
    assert world.gateway.texts() == ["a", "b"]
    waits = [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(world.gateway.calls)]
    assert [round(wait) for wait in waits[:5]] == [1, 2, 4, 8, 16]


async def test_one_message_that_always_fails_is_given_up_while_others_succeed(world: World) -> None:
    world.gateway.fail(lambda call: NetworkTroubleError() if call.text == "bad" else None)
    await world.enqueue(message("bad"), message("after"))
    settings = DeliverySettings(give_up_attempts=4)
    async with delivering(world, settings=settings) as running:
        for number in range(4):
            await world.enqueue(message(f"b{number}", to="bert", at=world.clock.now()))
            running.delivery.wake()
            await running.until_state(f"b{number}", OutboxState.SENT)
            await running.until_attempts("bad", number + 1)
        await running.until_state("after", OutboxState.SENT)
    assert (await world.prompt("bad")).error_class == "NetworkTroubleError"


async def test_nothing_is_given_up_while_telegram_is_down_for_everyone(world: World) -> None:
    world.gateway.fail(lambda call: NetworkTroubleError())
    await world.enqueue(message("patient"))
    async with delivering(world, settings=DeliverySettings(give_up_attempts=3)) as running:
        found = await running.until_attempts("patient", 8)
    assert found.state is OutboxState.QUEUED


async def test_somebody_who_blocked_the_bot_is_held_and_gets_everything_afterwards(world: World) -> None:
    world.gateway.fail(failing(BlockedError(), when=lambda call: call.chat_id == ANNA))
    await world.enqueue(message("kept"), message("kept too"), message("other", to="bert"))
    async with delivering(world) as running:
        await running.until_state("other", OutboxState.SENT)
        async with asyncio.timeout(10):
            while (await world.person("anna")).state is not PersonState.BLOCKED:
                await running.tick()
        assert (await world.prompt("kept")).state is OutboxState.QUEUED
        await world.db.transaction(lambda tx: outbox.release_person(tx, "anna"))
        running.delivery.wake()
        await running.until_state("kept too", OutboxState.SENT)
    assert world.gateway.texts(ANNA) == ["kept", "kept too"]


async def test_what_telegram_refuses_is_a_dead_letter_and_one_log_line_without_content(world: World) -> None:
    written = io.StringIO()
    configure_logging(stream=written)
    world.gateway.fail(failing(RefusedError()))
    await world.enqueue(message("refused", parts=["Het dreigbericht van Veldermeer"]), message("next"))
    async with delivering(world) as running:
        await running.until_state("next", OutboxState.SENT)
    dead = await world.prompt("refused")
    assert (dead.state, dead.error_class) == (OutboxState.DEAD, "RefusedError")
    lines = [line for line in written.getvalue().splitlines() if "dead_letter" in line]
    assert len(lines) == 1
    assert "Veldermeer" not in written.getvalue()
    assert str(ANNA) not in written.getvalue()


async def test_a_message_that_cannot_be_rendered_does_not_stop_the_others(world: World) -> None:
    written = io.StringIO()
    configure_logging(stream=written)
    await world.enqueue(message("broken", broken=True), message("whole"))
    async with delivering(world) as running:
        await running.until_state("whole", OutboxState.SENT)
    assert (await world.prompt("broken")).error_class == "LookupError"
    assert "must not be logged" not in written.getvalue()


async def test_storage_trouble_while_rendering_is_waited_out(world: World) -> None:
    troubles = [StorageFullError(), StorageFullError()]

    def render_with_trouble(tx: sqlite3.Connection, message: OutboxMessage) -> RenderedMessage:
        if troubles:
            raise troubles.pop()
        return render(tx, message)

    await world.enqueue(message("patient"))
    async with delivering(world, render=render_with_trouble) as running:
        await running.until_state("patient", OutboxState.SENT)
    assert world.alarms == ["storage", "storage"]


async def test_a_toast_goes_before_messages_that_wait_for_the_limit(world: World) -> None:
    await world.enqueue(*(message(f"p{number}") for number in range(3)))
    async with delivering(world) as running:
        await running.until_state("p2", OutboxState.SENT)
        now = world.clock.now()
        await world.enqueue(
            message("toast", kind=OutboxKind.TOAST, callback_query_id="q1", at=now, alert=True),
            message("p3", at=now),
        )
        running.delivery.wake()
        await world.gateway.until(lambda: any(call.method == "toast" for call in world.gateway.accepted))
        toast = next(call for call in world.gateway.accepted if call.method == "toast")
        assert (toast.at, toast.alert, toast.text) == (now, True, "toast")


async def test_a_toast_that_comes_too_late_is_dropped(world: World) -> None:
    world.clock.advance(31)
    await world.enqueue(message("late", kind=OutboxKind.TOAST, callback_query_id="q1"), message("next"))
    async with delivering(world) as running:
        await running.until_state("next", OutboxState.SENT)
    assert (await world.prompt("late")).state is OutboxState.SUPERSEDED
    assert [call.method for call in world.gateway.calls] == ["send"]


async def test_revise_edits_the_last_message_of_its_target(world: World) -> None:
    await world.enqueue(
        message("long", parts=["one", "two"]),
        message("change", kind=OutboxKind.REVISE, target="long"),
        message("change again", kind=OutboxKind.REVISE, target="change"),
    )
    async with delivering(world) as running:
        await running.until_state("change again", OutboxState.SENT)
    edits = [call for call in world.gateway.accepted if call.method == "edit"]
    assert [(call.message_id, call.text) for call in edits] == [(102, "change"), (102, "change again")]


async def test_revising_what_is_gone_is_superseded(world: World) -> None:
    world.gateway.fail(failing(MessageGoneError(), when=lambda call: call.method == "edit"))
    await world.enqueue(
        message("said"),
        message("gone", kind=OutboxKind.REVISE, target="said"),
        message("pruned", kind=OutboxKind.REVISE, target="never existed"),
        message("next"),
    )
    async with delivering(world) as running:
        await running.until_state("next", OutboxState.SENT)
    assert (await world.prompt("gone")).state is OutboxState.SUPERSEDED
    assert (await world.prompt("pruned")).state is OutboxState.SUPERSEDED


async def test_parts_that_were_sent_are_not_sent_again(world: World) -> None:
    world.gateway.fail(failing(NetworkTroubleError(), when=lambda call: call.text == "two"))
    await world.enqueue(message("long", parts=["one", "two", "three"], reply_to=9))
    async with delivering(world) as running:
        sent = await running.until_state("long", OutboxState.SENT)
    assert world.gateway.texts() == ["one", "two", "three"]
    assert [call.reply_to for call in world.gateway.accepted] == [9, None, None]
    assert len(sent.message_ids) == 3


async def test_a_wipe_deletes_in_hundreds_and_forgets_the_messages(world: World) -> None:
    ids = list(range(1, 251))

    def note(tx: sqlite3.Connection) -> None:
        for number in ids:
            chat_messages.note_message(tx, "anna", number, START)

    await world.db.transaction(note)
    world.gateway.fail(failing(MessageGoneError(), when=lambda call: call.method == "delete"))
    await world.enqueue(message("wipe", kind=OutboxKind.WIPE, message_ids=[ids[:100], ids[100:]]))
    async with delivering(world) as running:
        await running.until_state("wipe", OutboxState.SENT)
    assert [len(call.message_ids) for call in world.gateway.calls] == [100, 100, 50]
    assert await world.db.read(lambda tx: chat_messages.messages_to_wipe(tx, "anna", START)) == ([], 0)


async def test_what_was_said_is_noted_for_wiping(world: World) -> None:
    await world.enqueue(message("said"))
    async with delivering(world) as running:
        await running.until_state("said", OutboxState.SENT)
    found = await world.db.read(lambda tx: chat_messages.messages_to_wipe(tx, "anna", START))
    assert found == ([101], 0)


async def test_the_case_is_told_that_its_notice_was_accepted(world: World) -> None:
    await world.enqueue(message("notice", to="bert", notice_of="case-1"), message("plain", notice_of=""))
    async with delivering(world) as running:
        await running.until_state("notice", OutboxState.SENT)
        await running.until_state("plain", OutboxState.SENT)
        assert running.notices == [("notice", "case-1", "bert")]


async def test_somebody_who_is_not_enrolled_can_be_answered_by_chat_id(world: World) -> None:
    await world.enqueue(message("welcome", to="nobody", chat_id=9001), message("lost", to="nobody"))
    async with delivering(world) as running:
        await running.until_state("lost", OutboxState.DEAD)
    assert world.gateway.texts(9001) == ["welcome"]


async def test_an_unknown_token_raises_the_alarm_and_loses_nothing(world: World) -> None:
    world.gateway.fail(failing(UnauthorizedError()))
    await world.enqueue(message("patient"))
    async with delivering(world) as running:
        await running.until_state("patient", OutboxState.SENT)
    assert world.alarms == ["unauthorized"]
    assert world.gateway.accepted[0].at - START >= timedelta(seconds=60)


async def test_a_wake_up_sends_at_once(world: World) -> None:
    async with delivering(world) as running:
        await world.clock.until_somebody_sleeps()
        await world.enqueue(message("now"))
        running.delivery.wake()
        await world.gateway.until_accepted(1)
        assert world.gateway.accepted[0].at == START


async def test_what_is_not_due_yet_waits(world: World) -> None:
    await world.enqueue(replace(message("tomorrow"), due_at=START + timedelta(seconds=90)))
    async with delivering(world) as running:
        await running.until_state("tomorrow", OutboxState.SENT)
    assert world.gateway.accepted[0].at - START >= timedelta(seconds=90)


async def test_many_chats_are_in_flight_at_once_but_not_more_than_allowed(world: World) -> None:
    for number in range(12):
        await world.add_person(f"crowd{number}", 8000 + number)
    await world.enqueue(*(message(f"c{number}", to=f"crowd{number}") for number in range(12)))
    world.gateway.gate = asyncio.Event()
    async with delivering(world, settings=DeliverySettings(in_flight=5, unsure_at_once=12)) as running:
        await world.gateway.until(lambda: len(world.gateway.calls) == 5)
        await world.clock.until_somebody_sleeps()
        assert len(world.gateway.calls) == 5
        world.gateway.gate.set()
        await running.until_state("c11", OutboxState.SENT)


async def test_a_crash_can_double_one_new_message_and_a_slow_one_keeps_nobody_waiting(world: World) -> None:
    await world.enqueue(message("first"), message("second", to="bert"))
    world.gateway.gate = asyncio.Event()
    async with delivering(world, settings=DeliverySettings(slow_seconds=1.0)) as running:
        await world.gateway.until(lambda: len(world.gateway.calls) == 1)
        await world.clock.until_somebody_sleeps()
        assert [call.text for call in world.gateway.calls] == ["first"]
        world.clock.advance(1.0)
        await world.gateway.until(lambda: len(world.gateway.calls) == 2)
        world.gateway.gate.set()
        await running.until_state("second", OutboxState.SENT)


async def test_what_is_under_way_is_not_sent_a_second_time_nor_overtaken(world: World) -> None:
    await world.enqueue(message("a"), message("b"))
    world.gateway.gate = asyncio.Event()
    async with delivering(world, settings=DeliverySettings(unsure_at_once=2)) as running:
        await world.gateway.until(lambda: len(world.gateway.calls) == 1)
        for number in range(3):
            await world.enqueue(message(f"other {number}", to="bert"))
            running.delivery.wake()
            await running.tick_while_sending()
        assert [call.text for call in world.gateway.calls] == ["a", "other 0"]
        world.gateway.gate.set()
        await running.until_state("b", OutboxState.SENT)
    assert world.gateway.texts(ANNA) == ["a", "b"]


async def test_a_clock_that_is_put_back_a_day_keeps_no_message_waiting(world: World) -> None:
    await world.enqueue(*(message(f"before{number}") for number in range(4)))
    async with delivering(world) as running:
        await running.until_state("before3", OutboxState.SENT)
        await world.enqueue(
            replace(message("queued"), due_at=world.clock.now(), created_at=world.clock.now())
        )
        world.clock.advance(-86_400)
        back = world.clock.now()
        await running.until_state("queued", OutboxState.SENT)
        assert world.clock.now() - back < timedelta(seconds=10)


async def test_what_was_postponed_before_the_clock_was_put_back_is_not_forgotten(world: World) -> None:
    await world.enqueue(message("p1"))
    world.gateway.fail(failing(RetryLaterError(30)))
    async with delivering(world) as running:
        await running.until_attempts("p1", 1)
        world.clock.advance(-86_400)
        back = world.clock.now()
        await running.until_state("p1", OutboxState.SENT)
    assert timedelta(seconds=25) <= world.gateway.accepted[0].at - back <= timedelta(seconds=40)
