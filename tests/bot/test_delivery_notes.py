"""Delivery that notes what left: the next new message need not wait for the mark, and no process sends it again."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.delivery.worker import Delivery
from bot.gateway import RenderedMessage
from storage import chat_messages
from storage.outbox import OutboxKind, OutboxMessage, OutboxState
from storage.sent_notes import SentNotes
from tests.bot.delivering import delivering
from tests.bot.fakes import START, World, message, render


async def test_with_a_note_the_next_new_message_leaves_before_the_mark(world: World, tmp_path: Path) -> None:
    people_at_once = 10
    for number in range(people_at_once):
        await world.add_person(f"crowd{number}", 8000 + number)
    await world.enqueue(*(message(f"c{number}", to=f"crowd{number}") for number in range(people_at_once)))
    notes = SentNotes(tmp_path / "sent.notes")
    commits: list[int] = []
    brief = world.db.brief

    async def counted(work: Callable[[sqlite3.Connection], object]) -> object:
        result = await brief(work)
        commits.append(len(world.gateway.accepted))
        return result

    world.db.brief = counted  # type: ignore[method-assign, assignment]
    async with delivering(world, notes=notes) as running:
        await running.until_state("c9", OutboxState.SENT)
    assert world.gateway.texts() == [f"c{number}" for number in range(people_at_once)]
    assert len(commits) < people_at_once
    assert (tmp_path / "sent.notes").stat().st_size == 0


async def test_what_was_noted_but_not_marked_is_not_sent_again_and_its_case_is_told(
    world: World, tmp_path: Path
) -> None:
    await world.enqueue(message("notice", notice_of="case-1"), message("next"))
    SentNotes(tmp_path / "sent.notes").note("notice", (41,))
    async with delivering(world, notes=SentNotes(tmp_path / "sent.notes")) as running:
        await running.until_state("next", OutboxState.SENT)
        assert running.notices == [("notice", "case-1", "anna")]
    assert world.gateway.texts() == ["next"]
    assert (await world.prompt("notice")).message_ids == (41,)
    found = await world.db.read(lambda tx: chat_messages.messages_to_wipe(tx, "anna", START))
    assert sorted(found[0]) == [41, 101]
    assert (tmp_path / "sent.notes").stat().st_size == 0


async def test_what_a_case_makes_of_its_notice_does_not_undo_that_it_left(world: World) -> None:
    await world.enqueue(message("notice", notice_of="case-1"))

    def fails(tx: sqlite3.Connection, *_given: object) -> None:
        tx.execute("DELETE FROM outbox")
        raise LookupError

    delivery = Delivery(world.db, world.fe, world.gateway, render, world.clock, on_delivered=fails)
    task = asyncio.create_task(delivery.run())
    await world.gateway.until_accepted(1)
    delivery.stop()
    await asyncio.wait_for(task, 10)
    assert (await world.prompt("notice")).state is OutboxState.SENT


async def test_the_answer_to_a_button_leaves_beside_the_message_that_follows(world: World) -> None:
    await world.enqueue(
        message("said"), message("toast", kind=OutboxKind.TOAST, callback_query_id="q1"), message("after")
    )
    world.gateway.gate = asyncio.Event()
    async with delivering(world) as running:
        await world.gateway.until(lambda: len(world.gateway.calls) == 2)
        assert [call.method for call in world.gateway.calls] == ["send", "toast"]
        world.gateway.gate.set()
        await running.until_state("after", OutboxState.SENT)
    assert world.gateway.texts() == ["said", "toast", "after"]


async def test_what_was_claimed_ahead_for_too_long_is_claimed_again(world: World, tmp_path: Path) -> None:
    made: list[str] = []

    def remembering(tx: sqlite3.Connection, one: OutboxMessage) -> RenderedMessage:
        made.append(one.prompt_id)
        return render(tx, one)

    await world.enqueue(message("first"), message("second", to="bert"))
    world.gateway.gate = asyncio.Event()
    notes = SentNotes(tmp_path / "sent.notes")
    async with delivering(world, render=remembering, notes=notes) as running:
        await world.gateway.until(lambda: len(world.gateway.calls) == 1)
        await world.clock.until_somebody_sleeps()
        assert made == ["first", "second"]
        world.clock.advance(0.5)
        world.gateway.gate.set()
        await running.until_state("second", OutboxState.SENT)
    assert made == ["first", "second", "second"]
    assert world.gateway.texts() == ["first", "second"]
