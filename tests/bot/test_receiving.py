"""Receiving: nothing is acknowledged before it is committed, and poison does not block what comes after it."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator

import pytest

from bot import receiving as receiving_module
from bot.clock import ManualClock
from bot.gateway import (
    ConflictError,
    NetworkTroubleError,
    RetryLaterError,
    UnauthorizedError,
    UnreadableAnswerError,
)
from bot.logging_setup import configure_logging
from bot.receiving import AnotherPollerError, Poller, RawUpdate
from storage import inbox
from storage.database import DatabaseLockedError, StorageFullError
from tests.bot.fakes import START, FakeGateway, World


def update(update_id: int, text: str = "hoi") -> RawUpdate:
    return {"update_id": update_id, "message": {"text": text}}


class Handling:
    """Processing that commits ids into the inbox and fails on what it is told to."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.handled: list[int] = []
        self.poison: set[int] = set()
        self.trouble: list[Exception] = []
        self.buried: list[tuple[int, str]] = []
        self.tries: dict[int, int] = {}
        self.progress = asyncio.Event()

    async def process(self, updates: list[RawUpdate]) -> None:
        if self.trouble:
            raise self.trouble.pop(0)
        for one in updates:
            update_id = one["update_id"]
            assert isinstance(update_id, int)
            self.tries[update_id] = self.tries.get(update_id, 0) + 1
            if update_id in self.poison:
                raise LookupError("Het dreigbericht van Veldermeer")
            fresh = await self.world.db.transaction(
                lambda tx, update_id=update_id: inbox.record_update(tx, update_id, START)  # type: ignore[misc]
            )
            if fresh:
                self.handled.append(update_id)
            self.progress.set()

    async def bury(self, update_id: int, error_class: str) -> None:
        await self.world.db.transaction(lambda tx: inbox.mark_dead(tx, update_id, error_class, START))
        self.buried.append((update_id, error_class))
        self.progress.set()

    async def until(self, count: int) -> None:
        """Wait until this many updates were handled or buried."""
        async with asyncio.timeout(10):
            while len(self.handled) + len(self.buried) < count:
                self.progress.clear()
                await self.progress.wait()


def poller(world: World, handling: Handling) -> Poller:
    return Poller(
        world.gateway,
        handling.process,
        bury=handling.bury,
        clock=world.clock,
        alarm=world.alarms.append,
        chance=lambda: 0.0,
    )


@contextlib.asynccontextmanager
async def receiving(world: World, handling: Handling) -> AsyncIterator[Poller]:
    running = poller(world, handling)
    task = asyncio.create_task(running.run())
    try:
        yield running
    finally:
        running.stop()
        await asyncio.wait_for(task, 10)


async def asked(gateway: FakeGateway, count: int) -> None:
    """Wait until it has asked for updates this often."""
    await gateway.until(lambda: len(gateway.offsets) >= count)


async def let_pass(clock: ManualClock, times: int) -> list[float]:
    """Let it wait this often, and return how long each time."""
    waits = []
    for _ in range(times):
        waits.append(await clock.until_somebody_sleeps())
        clock.advance(waits[-1])
        await asyncio.sleep(0)
    return waits


async def test_the_offset_moves_only_after_the_commit(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [[update(7), update(8)], [update(9)]]
    async with receiving(world, handling):
        await asked(world.gateway, 3)
        assert handling.handled == [7, 8, 9]
        assert world.gateway.offsets == [None, 9, 10]


async def test_nothing_is_acknowledged_while_processing_is_under_way(world: World) -> None:
    handling = Handling(world)
    commit = asyncio.Event()
    started = asyncio.Event()

    async def slow(updates: list[RawUpdate]) -> None:
        started.set()
        await commit.wait()

    world.gateway.batches = [[update(7)]]
    running = Poller(world.gateway, slow, bury=handling.bury, clock=world.clock)
    task = asyncio.create_task(running.run())
    await asyncio.wait_for(started.wait(), 10)
    assert world.gateway.offsets == [None]
    commit.set()
    await asked(world.gateway, 2)
    assert world.gateway.offsets == [None, 8]
    running.stop()
    await asyncio.wait_for(task, 10)


async def test_poison_is_tried_once_more_alone_then_buried_and_the_next_is_handled_at_once(
    world: World,
) -> None:
    written = io.StringIO()
    configure_logging(stream=written)
    handling = Handling(world)
    handling.poison = {2}
    world.gateway.batches = [[update(1), update(2), update(3)]]
    async with receiving(world, handling):
        await handling.until(3)
        await asked(world.gateway, 2)
    assert handling.handled == [1, 3]
    assert handling.buried == [(2, "LookupError")]
    assert handling.tries[2] == 2
    assert world.gateway.offsets[-1] == 4
    assert world.clock.now() == START
    assert "Veldermeer" not in written.getvalue()


async def test_storage_trouble_is_no_poison(world: World) -> None:
    handling = Handling(world)
    handling.trouble = [StorageFullError(), DatabaseLockedError(), OSError(28, "full")]
    world.gateway.batches = [[update(1)]]
    async with receiving(world, handling):
        waits = await let_pass(world.clock, 3)
        await handling.until(1)
        await asked(world.gateway, 2)
    assert handling.handled == [1]
    assert handling.buried == []
    assert waits == [0.5, 1.0, 2.0]
    assert world.alarms == ["storage"] * 3
    assert world.gateway.offsets == [None, 2]


async def test_stopping_during_storage_trouble_acknowledges_nothing(world: World) -> None:
    handling = Handling(world)
    handling.trouble = [StorageFullError() for _ in range(100)]
    world.gateway.batches = [[update(1)]]
    async with receiving(world, handling):
        await let_pass(world.clock, 2)
    assert world.gateway.offsets == [None]


async def test_trouble_while_burying_is_waited_out(world: World) -> None:
    handling = Handling(world)
    handling.poison = {1}
    once = iter([StorageFullError()])
    bury = handling.bury

    async def bury_later(update_id: int, error_class: str) -> None:
        for error in once:
            raise error
        await bury(update_id, error_class)

    handling.bury = bury_later  # type: ignore[method-assign]
    world.gateway.batches = [[update(1)]]
    async with receiving(world, handling):
        await let_pass(world.clock, 1)
        await handling.until(1)
    assert handling.buried == [(1, "LookupError")]


async def test_an_update_id_that_starts_anew_lower_is_received(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [[update(900_000)], [], [update(17)], [update(17)]]
    async with receiving(world, handling):
        await asked(world.gateway, 5)
    assert handling.handled == [900_000, 17]
    assert world.gateway.offsets[:3] == [None, 900_001, None]


async def test_an_update_without_a_usable_id_is_passed_over(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [[{"update_id": 10**30}, {"update_id": True}, update(5)]]
    async with receiving(world, handling):
        await asked(world.gateway, 2)
        assert 5 in handling.handled
        assert world.gateway.offsets[-1] == 6


async def test_an_answer_that_is_no_json_is_narrowed_down_and_passed_over(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [
        UnreadableAnswerError([41, 42, 43]),
        [update(41)],
        UnreadableAnswerError([42, 43]),
        UnreadableAnswerError([42]),
        [update(43)],
    ]
    async with receiving(world, handling):
        await handling.until(3)
        await asked(world.gateway, 6)
    assert handling.handled == [41, 43]
    assert handling.buried == [(42, "UnreadableUpdateError")]
    assert world.gateway.limits[:5] == [100, 1, 100, 1, 1]
    assert world.gateway.offsets[-1] == 44


async def test_network_trouble_backs_off_up_to_thirty_seconds_and_is_logged_once(world: World) -> None:
    written = io.StringIO()
    configure_logging(stream=written)
    handling = Handling(world)
    world.gateway.batches = [*(NetworkTroubleError() for _ in range(8)), [update(1)]]
    async with receiving(world, handling):
        waits = await let_pass(world.clock, 8)
        await handling.until(1)
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert written.getvalue().count("receiving.network_trouble") == 1


async def test_retry_after_is_kept(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [RetryLaterError(77), [update(1)]]
    async with receiving(world, handling):
        assert await let_pass(world.clock, 1) == [77]
        await handling.until(1)


async def test_another_poller_ends_it_with_one_clear_sentence(world: World) -> None:
    handling = Handling(world)
    world.gateway.batches = [ConflictError() for _ in range(6)]
    task = asyncio.create_task(poller(world, handling).run())
    await let_pass(world.clock, 5)
    with pytest.raises(AnotherPollerError, match="Another process keeps receiving"):
        await asyncio.wait_for(task, 10)


async def test_a_conflict_that_passes_is_forgotten(world: World) -> None:
    handling = Handling(world)
    conflicts = [ConflictError() for _ in range(5)]
    world.gateway.batches = [*conflicts, [update(1)], *conflicts, [update(2)]]
    async with receiving(world, handling):
        await let_pass(world.clock, 10)
        await handling.until(2)
    assert handling.handled == [1, 2]


async def test_an_unknown_token_ends_it(world: World) -> None:
    world.gateway.batches = [UnauthorizedError()]
    with pytest.raises(UnauthorizedError):
        await poller(world, Handling(world)).run()


async def test_only_in_a_rush_it_waits_a_moment_for_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving_module, "_GATHER_SECONDS", 3600.0)
    at_ease, in_a_rush, few, as_many_as_can_be = 0.0, 3600.0, 1, 100
    for rush_seconds, together, expected_asked in (
        (at_ease, few, 3),
        (in_a_rush, few, 2),
        (in_a_rush, as_many_as_can_be, 3),
    ):
        monkeypatch.setattr(receiving_module, "_RUSH_SECONDS", rush_seconds)
        handling, gateway = Handling(world), FakeGateway(world.clock)
        gateway.batches = [[update(one + 200 * batch) for one in range(together)] for batch in range(2)]
        running = Poller(gateway, handling.process, bury=handling.bury, clock=world.clock)
        task = asyncio.create_task(running.run())
        await asked(gateway, expected_asked)
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(gateway.offsets) == expected_asked
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
