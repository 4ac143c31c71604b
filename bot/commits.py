"""Owns committing small pieces of work together: what becomes ready at the same time shares one transaction.

Must not know what the work is. Storage trouble is waited out, because what has already been done in the
outside world must be recorded.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable

from bot.clock import Backoff, Clock
from storage.database import Database, DatabaseError

Work = Callable[[sqlite3.Connection], None]
Alarm = Callable[[str], None]
"""Tells the administrator, by a short code such as `storage` or `unauthorized`; may be called often."""


class CommitTogether:
    """`await commit(work)` returns once the work is on disk."""

    def __init__(self, db: Database, clock: Clock, alarm: Alarm) -> None:
        self._db, self._clock, self._alarm = db, clock, alarm
        self._backoff = Backoff(first_seconds=0.2, cap_seconds=10, chance=random.random)
        self._waiting: list[tuple[Work, asyncio.Future[None]]] = []
        self._draining: asyncio.Task[None] | None = None
        self._finishing = False

    async def commit(self, work: Work) -> None:
        """Commit this work, with whatever else is ready; raises what the work raises.

        Cancelling the caller does not take the work back.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        await done

    async def finish(self) -> None:
        """Return once all work that was handed in is committed, or storage trouble has kept it from that."""
        self._finishing = True
        if self._draining is not None:
            await self._draining

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            if await self._committed([work for work, _done in batch]):
                _resolve(batch)
            else:
                await self._one_by_one(batch)

    async def _committed(self, works: list[Work]) -> bool:
        """Whether all of it was committed in one transaction; when not, nothing was."""
        try:
            await self._insist(works)
        except Exception:  # whichever it was is found again, one by one
            return False
        return True

    async def _one_by_one(self, batch: list[tuple[Work, asyncio.Future[None]]]) -> None:
        for work, done in batch:
            try:
                await self._insist([work])
            except Exception as error:
                if not done.done():
                    done.set_exception(error)
            else:
                _resolve([(work, done)])

    async def _insist(self, works: list[Work]) -> None:
        def together(tx: sqlite3.Connection) -> None:
            for work in works:
                work(tx)

        attempt = 0
        while True:
            try:
                await self._db.brief(together)
            except DatabaseError:
                attempt += 1
                self._alarm("storage")
                if self._finishing:
                    raise
                await self._clock.sleep(self._backoff.seconds(attempt))
            else:
                return


def _resolve(batch: list[tuple[Work, asyncio.Future[None]]]) -> None:
    for _work, done in batch:
        if not done.done():
            done.set_result(None)
