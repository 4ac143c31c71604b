"""Owns receiving updates: each is processed and committed before Telegram may forget it, or buried as a dead letter.

Must not know what an update says. Nothing here remembers the highest update id: Telegram starts anew at random
after a quiet week, so `process` recognises repeated updates by their id.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence

from bot.clock import Backoff, Clock, wait_until
from bot.commits import Alarm
from bot.gateway import (
    ConflictError,
    Gateway,
    NetworkTroubleError,
    RetryLaterError,
    UnreadableAnswerError,
)
from bot.incoming import UnreadableUpdateError
from bot.logging_setup import get_logger
from bot.raw import MAX_INTEGER
from storage.database import DatabaseError
from storage.field_encryption import FieldEncryptionError

log = get_logger("receiving")

RawUpdate = dict[str, object]
Process = Callable[[list[RawUpdate]], Awaitable[None]]
"""Handles updates and returns once all is committed; updates that were handled before are passed over."""

Bury = Callable[[int, str], Awaitable[None]]
"""Records (update_id, error_class) as a dead letter and tells the person, when it can."""

_MAX_UPDATES = 100
_RUSH_SECONDS = 0.02
_GATHER_SECONDS = 0.015
"""Updates that follow each other this closely are a rush, in which the next are given this long to gather."""

STORAGE_TROUBLE = (DatabaseError, sqlite3.OperationalError, OSError)
"""What says that nothing can be kept now, whatever the update; never a reason to bury one.

A value that does not decrypt is not among them: the operational key was checked at the start, so it is one row that is
damaged, and what needs it is buried rather than everybody kept waiting."""


class AnotherPollerError(Exception):
    """Another process keeps receiving this bot's messages; stop it, or give this one its own token."""

    code = "another-poller"

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class StorageTroubleError(Exception):
    """Nothing can be kept at the moment, so nothing may be acknowledged."""

    code = "storage-trouble"


class Receiver:
    """Processes updates in order, and passes over what cannot be processed. Shared by polling and webhook."""

    def __init__(self, process: Process, bury: Bury, alarm: Alarm) -> None:
        self._process, self._bury, self._alarm = process, bury, alarm
        self._turn = asyncio.Lock()

    async def take(self, updates: Sequence[RawUpdate]) -> None:
        """Return once every update is committed or buried. Raises StorageTroubleError; then try all again.

        When the batch fails, each update is tried once more on its own, and buried when that fails too.
        """
        if not updates:
            return
        async with self._turn:
            try:
                await self._guarded(self._process(list(updates)))
            except StorageTroubleError:
                raise
            except Exception:  # which update it was shows when each is tried alone
                for update in updates:
                    await self._alone(update)

    async def bury(self, update_ids: Sequence[int], error: Exception) -> None:
        """Record updates that cannot even be read. Raises StorageTroubleError."""
        async with self._turn:
            for update_id in update_ids:
                await self._dead_letter(update_id, error)

    async def _alone(self, update: RawUpdate) -> None:
        try:
            await self._guarded(self._process([update]))
        except StorageTroubleError:
            raise
        except Exception as error:
            if isinstance(error, FieldEncryptionError):
                self._alarm("damaged")
            await self._dead_letter(update_id_of(update), error)

    async def _dead_letter(self, update_id: int | None, error: Exception) -> None:
        error_class = type(error).__name__
        log.error("receiving.dead_letter", update_id=update_id, error_class=error_class, exc_info=error)
        if update_id is None:
            return
        try:
            await self._guarded(self._bury(update_id, error_class))
        except StorageTroubleError:
            raise
        except Exception as burying:
            log.error("receiving.not_buried", update_id=update_id, exc_info=burying)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except STORAGE_TROUBLE as error:
            self._alarm("storage")
            log.error("receiving.storage_trouble", error_class=type(error).__name__)
            raise StorageTroubleError from None


def update_id_of(update: RawUpdate) -> int | None:
    """The update's id, when it has one that can be kept."""
    update_id = update.get("update_id")
    if isinstance(update_id, int) and not isinstance(update_id, bool) and abs(update_id) <= MAX_INTEGER:
        return update_id
    return None


class Poller:
    """Asks Telegram for updates until `stop`; asking for the next is what acknowledges the ones before."""

    def __init__(
        self,
        gateway: Gateway,
        process: Process,
        *,
        bury: Bury,
        clock: Clock,
        alarm: Alarm = lambda code: None,
        received: Callable[[], None] = lambda: None,
        poll_seconds: int = 50,
        conflict_tries: int = 6,
        longest_wait_seconds: float = 30.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._gateway, self._clock, self._alarm = gateway, clock, alarm
        self._heard = received
        self._receiver = Receiver(process, bury, alarm)
        self._poll_seconds, self._conflict_tries = poll_seconds, conflict_tries
        self._backoff = Backoff(first_seconds=0.5, cap_seconds=longest_wait_seconds, chance=chance)
        self._stop = asyncio.Event()
        self._offset: int | None = None
        self._limit = _MAX_UPDATES
        self._failures = 0
        self._conflicts = 0
        self._received_at = float("-inf")

    def stop(self) -> None:
        """End `run` once what was received is committed."""
        self._stop.set()

    async def run(self) -> None:
        """Receive until `stop`. Raises AnotherPollerError and UnauthorizedError; waits out everything else."""
        while not self._stop.is_set():
            updates = await self._received()
            if updates is None:
                continue
            if await self._kept(updates):
                self._acknowledge(updates)
                self._heard()
                if updates:
                    await self._let_gather(full=len(updates) == self._limit)

    async def _let_gather(self, *, full: bool) -> None:
        """In a rush, wait a moment: what is received together is committed and answered together, at a lower cost.

        Not when as many came as can come together: then the next are there already.

        The event loop's own time, because this is about the processor, not about when something has to happen.
        """
        now = asyncio.get_running_loop().time()
        rush, self._received_at = now - self._received_at < _RUSH_SECONDS, now
        if rush and not full:
            await asyncio.sleep(_GATHER_SECONDS)

    async def _received(self) -> list[RawUpdate] | None:
        """The next updates; None when there is a reason to ask again."""
        try:
            updates = await self._ask()
        except RetryLaterError as error:
            await self._wait(error.seconds)
        except ConflictError:
            self._conflicts += 1
            if self._conflicts >= self._conflict_tries:
                raise AnotherPollerError from None
            log.warning("receiving.conflict", tries=self._conflicts)
            await self._wait(self._backoff.seconds(self._conflicts))
        except UnreadableAnswerError as error:
            await self._unreadable(error)
        except NetworkTroubleError:
            await self._network_trouble()
        else:
            if self._failures:
                log.info("receiving.network_restored", after_failures=self._failures)
            self._failures = self._conflicts = 0
            return updates
        return None

    async def _ask(self) -> list[RawUpdate]:
        """A call that `stop` breaks off; nothing is lost by that, since it acknowledges only what is committed."""
        asking = asyncio.ensure_future(
            self._gateway.get_updates(
                offset=self._offset, limit=self._limit, timeout_seconds=self._poll_seconds
            )
        )
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait([asking, stopping], return_when=asyncio.FIRST_COMPLETED)
            return await asking if asking.done() else []
        finally:
            for task in (asking, stopping):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    async def _network_trouble(self) -> None:
        self._failures += 1
        if self._failures == 1:
            log.warning("receiving.network_trouble")
        await self._wait(self._backoff.seconds(self._failures))

    async def _unreadable(self, error: UnreadableAnswerError) -> None:
        """An answer that is no JSON: ask for one update at a time, and pass over the one that cannot be read."""
        if not error.update_ids:
            await self._network_trouble()
        elif self._limit > 1:
            self._limit = 1
        elif await self._insisted(
            lambda: self._receiver.bury(error.update_ids[:1], UnreadableUpdateError(error.update_ids[0]))
        ):
            self._offset = error.update_ids[0] + 1

    async def _kept(self, updates: list[RawUpdate]) -> bool:
        if not await self._insisted(lambda: self._receiver.take(updates)):
            return False
        if updates:
            self._limit = _MAX_UPDATES
        return True

    async def _insisted(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Try until storage lets it; False when stopped before that, so that nothing is acknowledged."""
        attempt = 0
        while True:
            try:
                await work()
            except StorageTroubleError:
                attempt += 1
                if await self._wait(self._backoff.seconds(attempt)):
                    return False
            else:
                return True

    def _acknowledge(self, updates: list[RawUpdate]) -> None:
        """Ask for what comes after these; after an empty answer for whatever there is, whichever its number."""
        known = [update_id for update in updates if (update_id := update_id_of(update)) is not None]
        self._offset = known[-1] + 1 if known else None

    async def _wait(self, seconds: float) -> bool:
        """Wait, at most until `stop`; whether it was stopped."""
        return await wait_until(self._clock, self._stop, seconds)
