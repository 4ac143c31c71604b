"""A delivery that runs on a clock that stands still, for tests."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from bot.delivery.claims import Render
from bot.delivery.worker import Delivery, DeliverySettings
from bot.gateway import GatewayError
from storage.outbox import OutboxMessage, OutboxState
from storage.sent_notes import SentNotes
from tests.bot.fakes import Call, World, render


class Running:
    """A delivery that runs, and what it told the case."""

    def __init__(self, world: World, delivery: Delivery, notices: list[tuple[str, str, str]]) -> None:
        self.world, self.delivery, self.notices = world, delivery, notices

    async def tick(self) -> float:
        """Once all that can happen now has happened, move the clock to when the first sleeper wants to wake.

        Then delivery itself sleeps, and so does whatever is still under way.
        """
        while self.delivery.woken or len(self.world.clock.sleeping_seconds()) <= self.delivery.under_way:  # noqa: ASYNC110
            await asyncio.sleep(0)
        seconds = self.world.clock.sleeping_seconds()[0]
        self.world.clock.advance(seconds)
        return seconds

    async def tick_while_sending(self) -> None:
        """Wait until delivery has looked in the outbox after a wake-up, while Telegram does not answer."""
        while self.delivery.woken or not self.world.clock.sleeping_seconds():  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def until_state(self, prompt_id: str, state: OutboxState) -> OutboxMessage:
        """Let time pass until the message is in this state."""
        async with asyncio.timeout(20):
            while (found := await self.world.prompt(prompt_id)).state is not state:
                await self.tick()
        return found

    async def until_attempts(self, prompt_id: str, attempts: int) -> OutboxMessage:
        """Let time pass until the message has been tried this often."""
        async with asyncio.timeout(20):
            while (found := await self.world.prompt(prompt_id)).attempts < attempts:
                await self.tick()
        return found


@contextlib.asynccontextmanager
async def delivering(
    world: World,
    *,
    settings: DeliverySettings | None = None,
    render: Render = render,
    notes: SentNotes | None = None,
) -> AsyncIterator[Running]:
    notices: list[tuple[str, str, str]] = []

    def on_delivered(
        _tx: sqlite3.Connection, prompt_id: str, case_id: str, person_id: str, _at: datetime
    ) -> None:
        notices.append((prompt_id, case_id, person_id))

    delivery = Delivery(
        world.db,
        world.fe,
        world.gateway,
        render,
        world.clock,
        on_delivered=on_delivered,
        alarm=world.alarms.append,
        settings=settings or DeliverySettings(),
        notes=notes,
        chance=lambda: 0.0,
    )
    task = asyncio.create_task(delivery.run())
    try:
        yield Running(world, delivery, notices)
    finally:
        delivery.stop()
        await asyncio.wait_for(task, 10)


def failing(
    *errors: GatewayError, when: Callable[[Call], bool] = lambda call: True
) -> Callable[[Call], GatewayError | None]:
    left = list(errors)
    return lambda call: left.pop(0) if left and when(call) else None
