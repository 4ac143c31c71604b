"""A clock that follows the simulator's, so that a demonstration can live through six weeks in a minute.

Owns asking the simulator for its time and waking sleepers when it jumps. Only demonstrations and tests use it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import aiohttp

RETRY_SECONDS = 0.5


class SimulatorClock:
    """The machine's time plus the simulator's offset. `follow` has to run beside whatever uses it."""

    def __init__(self, control_url: str) -> None:
        self._control_url = control_url
        self._offset = timedelta()
        self._moved = asyncio.Event()
        self.on_move: Callable[[], Awaitable[None]] | None = None

    def now(self) -> datetime:
        """The time in the demonstration, in UTC and aware."""
        return datetime.now(UTC) + self._offset

    async def sleep(self, seconds: float) -> None:
        """Return once this many seconds have passed in the demonstration; a jump ahead counts."""
        until, latest = self.now() + timedelta(seconds=seconds), time.monotonic() + seconds
        await asyncio.sleep(0)
        while (left := min((until - self.now()).total_seconds(), latest - time.monotonic())) > 0:
            try:
                await asyncio.wait_for(self._moved.wait(), left)
            except TimeoutError:
                return

    async def follow(self) -> None:
        """Keep up with the simulator's clock until cancelled."""
        seq = -1
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    asked = {"after": seq, "wait": 25}
                    async with session.get(f"{self._control_url}/clock", params=asked) as answer:
                        shown = await answer.json()
                except (aiohttp.ClientError, TimeoutError, ValueError):
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                if shown["seq"] != seq:
                    seq = shown["seq"]
                    await self._jump(timedelta(seconds=shown["offset_seconds"]))

    async def _jump(self, offset: timedelta) -> None:
        self._offset = offset
        self._moved.set()
        self._moved = asyncio.Event()
        if self.on_move is not None:
            await self.on_move()
