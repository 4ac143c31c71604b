"""Owns waiting for something to change, so that nothing in the simulator has to sleep and look again.

It must not know what changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Changes:
    """A bell: whoever waits looks again each time it rings."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Something changed."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def close(self) -> None:
        """The simulator stops: everyone who waits goes home."""
        self.closed = True
        self.ring()

    async def until(self, ready: Callable[[], bool], timeout_seconds: float | None) -> bool:
        """Wait until ``ready()``; False when the time is up or the simulator stops first."""
        loop = asyncio.get_running_loop()
        deadline = None if timeout_seconds is None else loop.time() + timeout_seconds
        while not ready():
            if self.closed or (deadline is not None and loop.time() >= deadline):
                return False
            bell = self._bell
            try:
                await asyncio.wait_for(bell.wait(), None if deadline is None else deadline - loop.time())
            except TimeoutError:
                return ready()
        return True
