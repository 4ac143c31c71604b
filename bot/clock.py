"""Owns the one clock that everything in `bot` reads, so that time can be told by a test or a demo.

Must not know what anything is waiting for. Times are UTC and aware, durations are seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets time pass."""

    def now(self) -> datetime:
        """The time, in UTC and aware."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once this many seconds have passed; at once, but never without yielding, for 0 or less."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The time, in UTC and aware."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return once this many seconds have passed."""
        await asyncio.sleep(max(0.0, seconds))


class ForwardClock:
    """Another clock's time without its steps back, for how long something lasts rather than when it is.

    While the other clock is behind where it has been, the seconds that pass there are added up here.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen, self._ahead = clock.now(), timedelta()

    def now(self) -> datetime:
        """Never earlier than the time before, in UTC and aware."""
        seen = self._clock.now()
        if seen < self._seen:
            self._ahead += self._seen - seen
        self._seen = seen
        return seen + self._ahead

    async def sleep(self, seconds: float) -> None:
        """Return once this many seconds have passed on the other clock."""
        await self._clock.sleep(seconds)


class ManualClock:
    """A clock that stands still until it is told to go on; for tests and demonstrations."""

    def __init__(self, start: datetime = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._order = itertools.count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._somebody_sleeps = asyncio.Event()

    def now(self) -> datetime:
        """The time, in UTC and aware."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once the clock has been moved this many seconds."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._order), waiting))
        self._somebody_sleeps.set()
        await waiting

    def advance(self, seconds: float) -> None:
        """Move the clock and wake everyone whose time has come; back, nobody sleeps longer by it."""
        self._now += timedelta(seconds=seconds)
        if seconds < 0:
            self._sleepers = [(until + timedelta(seconds=seconds), n, w) for until, n, w in self._sleepers]
        while self._sleepers and self._sleepers[0][0] <= self._now:
            waiting = heapq.heappop(self._sleepers)[2]
            if not waiting.done():
                waiting.set_result(None)

    async def until_somebody_sleeps(self) -> float:
        """Wait until someone sleeps and return after how many seconds the first of them wants to wake."""
        while not (seconds := self.sleeping_seconds()):
            self._somebody_sleeps.clear()
            await self._somebody_sleeps.wait()
        return seconds[0]

    def sleeping_seconds(self) -> list[float]:
        """After how many seconds each sleeper wants to wake, soonest first."""
        live = (until for until, _order, waiting in sorted(self._sleepers) if not waiting.done())
        return [(until - self._now).total_seconds() for until in live]


async def wait_until(clock: Clock, ready: asyncio.Event, seconds: float | None) -> bool:
    """Wait for `ready`, at most this many seconds (None: for ever). Returns whether it is ready."""
    if seconds is None:
        return await ready.wait()
    tasks = [asyncio.ensure_future(ready.wait()), asyncio.ensure_future(clock.sleep(seconds))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
    return ready.is_set()


class Backoff:
    """Waiting times that double up to a cap.

    Each is shortened at random by up to half, so that not all come at once; `chance` gives a number from 0
    up to 1.
    """

    def __init__(self, *, first_seconds: float, cap_seconds: float, chance: Callable[[], float]) -> None:
        self._first_seconds, self._cap_seconds, self._chance = first_seconds, cap_seconds, chance

    def seconds(self, attempt: int) -> float:
        """How long to wait after this failed attempt; the first is 1."""
        doubled = self._first_seconds * 2.0 ** min(max(attempt, 1) - 1, 32)
        return float(min(self._cap_seconds, doubled) * (1 - self._chance() / 2))
