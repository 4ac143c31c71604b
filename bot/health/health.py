"""Owns how the bot is doing: what was heard from each part, what a look shows, what is trouble and when it is over.

Must not know what a part does or what a message says: only codes, counts and times leave here. An administrator is told
in their own chat (`bot.health.telling`); the log, systemd, the health page and a file tell the same without Telegram.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock, wait_until
from bot.health.looking import Queue, Seen, look
from bot.health.report import HealthReport
from bot.health.systemd import Systemd
from bot.health.telling import (
    ALARMS,
    CLOCK,
    DAMAGED,
    DEAD_LETTERS,
    DELIVERY,
    DISK,
    EVIDENCE,
    RECEIVING,
    STORAGE,
    UNAUTHORIZED,
    Ending,
    Teller,
    kind_of,
    nobody_code,
)
from bot.health.trouble_file import TroubleFile
from bot.logging_setup import get_logger
from conversations.packs.model import Pack
from storage import troubles
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError

log = get_logger("health")


@dataclass(frozen=True, kw_only=True)
class HealthSettings:
    """Durations, and room on disk in bytes. Trouble ends when nothing of it was heard for `over_after`, or for as long
    as `holds` says of troubles that are heard of now and then.

    Telegram keeps updates for 24 hours: the administrator hears of it an hour after the last that was received. After
    a start, fetching gets `settle` before it is called trouble.
    """

    look_every: timedelta = timedelta(seconds=15)
    over_after: timedelta = timedelta(seconds=45)
    receiving_after: timedelta = timedelta(hours=1)
    delivery_after: timedelta = timedelta(hours=1)
    evidence_after: timedelta = timedelta(hours=1)
    storage_after: timedelta = timedelta(minutes=2)
    settle: timedelta = timedelta(minutes=2)
    tell_growth_after: timedelta = timedelta(hours=1)
    try_again_after: timedelta = timedelta(minutes=1)
    note_received_every: timedelta = timedelta(minutes=5)
    disk_free_bytes: int = 500_000_000
    look_within_seconds: float = 30.0
    tell_within_seconds: float = 30.0
    holds: dict[str, timedelta] = field(
        default_factory=lambda: {
            CLOCK: timedelta(hours=2),
            DAMAGED: timedelta(hours=6),
            EVIDENCE: timedelta(hours=1),
            UNAUTHORIZED: timedelta(minutes=5),
        }
    )


@dataclass
class _Trouble:
    since: datetime
    heard_at: datetime
    told_at: datetime | None = None
    told_dead: int = 0


class Health:
    """Listens to the parts, looks around, tells who has to know. `run` it beside the rest until `stop`.

    `room` is how many bytes are free on the disk.
    """

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        teller: Teller,
        pack: Pack,
        clock: Clock,
        *,
        systemd: Systemd | None = None,
        file: TroubleFile | None = None,
        room: Callable[[], int] | None = None,
        settings: HealthSettings | None = None,
    ) -> None:
        self._db, self._fe, self._teller, self._pack = db, field_encryption, teller, pack
        self._clock, self._room = clock, room
        self._systemd = systemd or Systemd("")
        self._file = file or TroubleFile("")
        self._settings = settings or HealthSettings()
        self._stop = asyncio.Event()
        self._started_at = clock.now()
        self._received_at: datetime | None = None
        self._noted_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._free_bytes: int | None = None
        self._seen: Seen | None = None
        self._troubles: dict[str, _Trouble] = {}
        self._endings: list[Ending] = []
        self._not_told_at: datetime | None = None

    # ---- what the parts say -------------------------------------------------------------------------------------

    def received(self) -> None:
        """Telegram answered, and everything it brought is committed; or it has nothing that it could not bring."""
        self._received_at = self._clock.now()
        self._over(UNAUTHORIZED)
        self._over(RECEIVING)

    def alarm(self, code: str) -> None:
        """A part has trouble; it may say so as often as it likes."""
        self._hear(code, self._clock.now())

    def report(self) -> HealthReport:
        """How it is now."""
        seen = self._seen or Seen()
        return HealthReport(
            at=self._clock.now(),
            started_at=self._started_at,
            received_at=self._received_at,
            looked_at=self._looked_at,
            queue=seen.queue,
            oldest_wanted_at=seen.oldest_wanted_at,
            disk_free_bytes=self._free_bytes,
            troubles={code: trouble.since for code, trouble in sorted(self._troubles.items())},
        )

    # ---- looking --------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()

    async def run(self) -> None:
        """Look every few seconds until `stop`. The watchdog is fed by what works: this loop and the database."""
        self._systemd.ready()
        while not self._stop.is_set():
            if await self.look():
                self._systemd.alive(self._status())
            await wait_until(self._clock, self._stop, self._settings.look_every.total_seconds())
        self._systemd.stopping()

    async def look(self) -> bool:
        """Look once, and tell what has to be told; whether the database answered."""
        answered = await self._look_in_database()
        now = self._clock.now()
        self._forget_the_future(now)
        self._judge(now)
        for code, trouble in list(self._troubles.items()):
            hold = self._settings.holds.get(kind_of(code), self._settings.over_after)
            if now - trouble.heard_at >= max(hold, 2 * self._settings.look_every):
                self._over(code)
        self._file.show(self._troubles)
        await self._tell(now)
        return answered

    def _forget_the_future(self, now: datetime) -> None:
        """When the clock was put back, what was heard before counts as heard now: nobody waits for it to come round."""
        if self._received_at is not None:
            self._received_at = min(self._received_at, now)
        for trouble in self._troubles.values():
            trouble.since, trouble.heard_at = min(trouble.since, now), min(trouble.heard_at, now)

    async def _look_in_database(self) -> bool:
        now = self._clock.now()
        try:
            async with asyncio.timeout(self._settings.look_within_seconds):
                seen = await self._db.read(lambda tx: look(tx, self._fe, self._pack, now))
                await self._note_received()
        except (DatabaseError, FieldEncryptionError, sqlite3.Error, TimeoutError):
            self.alarm(STORAGE)
            return False
        if self._seen is None:
            self._resume(seen)
        self._seen, self._looked_at = seen, now
        return True

    async def _note_received(self) -> None:
        """Keep until when updates came in, so that it shows how long the bot was away, also when it was stopped."""
        until = self._received_at
        if until is None or until == self._noted_at:
            return
        if self._noted_at is None or abs(until - self._noted_at) >= self._settings.note_received_every:
            await self._db.transaction(lambda tx: troubles.note_received(tx, until))
            self._noted_at = until

    def _resume(self, seen: Seen) -> None:
        """What was known before the bot stopped: troubles whose end must still be told, and since when it is away."""
        now = self._clock.now()
        for code, since in seen.told.items():
            if kind_of(code) in ALARMS and code not in self._troubles:
                self._troubles[code] = _Trouble(
                    since=since, heard_at=now, told_at=now, told_dead=seen.queue.dead
                )
        until = seen.last_received_at
        if until is None or now - until < self._settings.receiving_after:
            return
        if self._received_at is None:
            self._hear(RECEIVING, now, since=until)
        elif RECEIVING not in self._troubles:
            self._endings.append(Ending(code=RECEIVING, since=until, over_at=self._received_at or now))

    def _judge(self, now: datetime) -> None:
        """What is trouble, of what was seen."""
        settings, seen = self._settings, self._seen
        fetched_at = self._received_at or self._started_at
        if now - fetched_at >= settings.receiving_after:
            self._hear(RECEIVING, now, since=fetched_at)
        elif RECEIVING in self._troubles and self._received_at is None:
            self._hear(RECEIVING, now)  # away since before the start, and nothing was fetched since
        if self._little_room():
            self._hear(DISK, now)
        if seen is None or self._looked_at != now:
            return
        if _waits(seen.queue.oldest_queued_at, settings.delivery_after, now):
            self._hear(DELIVERY, now)
        if _waits(seen.oldest_wanted_at, settings.evidence_after, now):
            self._hear(EVIDENCE, now)
        if seen.queue.dead:
            self._hear(DEAD_LETTERS, now)
        if seen.damaged_people:
            self._hear(DAMAGED, now)
        for role in seen.unreached_roles:
            self._hear(nobody_code(role), now)

    def _little_room(self) -> bool:
        if self._room is None:
            return False
        try:
            self._free_bytes = self._room()
        except OSError:
            self._free_bytes = None
            return False
        return self._free_bytes < self._settings.disk_free_bytes

    def _hear(self, code: str, now: datetime, *, since: datetime | None = None) -> None:
        trouble = self._troubles.get(code)
        if trouble is None:
            self._troubles[code] = _Trouble(since=since or now, heard_at=now)
            log.error("health.trouble", code=code)
        else:
            trouble.heard_at = now

    def _over(self, code: str) -> None:
        trouble = self._troubles.pop(code, None)
        if trouble is None:
            return
        now = self._clock.now()
        ending = Ending(code=code, since=trouble.since, over_at=now)
        log.info("health.over", code=code, after_seconds=int(ending.duration.total_seconds()))
        if trouble.told_at is not None or self._lasts(code, trouble, now):
            self._endings.append(ending)

    # ---- telling --------------------------------------------------------------------------------------------------

    def _lasts(self, code: str, trouble: _Trouble, now: datetime) -> bool:
        """Whether it is more than a hiccup."""
        least = {STORAGE: self._settings.storage_after, RECEIVING: self._settings.receiving_after}
        return now - trouble.since >= least.get(code, timedelta())

    async def _tell(self, now: datetime) -> None:
        """Tell what has to be told, within bounds: this loop feeds the watchdog."""
        administrators = self._seen.administrators if self._seen is not None else ()
        if not administrators:
            self._endings.clear()
            return
        if (
            self._not_told_at is not None
            and timedelta() <= now - self._not_told_at < self._settings.try_again_after
        ):
            return
        try:
            async with asyncio.timeout(self._settings.tell_within_seconds):
                arrived = await self._tell_troubles(now) and await self._tell_endings()
        except TimeoutError:
            arrived = False
        self._not_told_at = None if arrived else now

    async def _tell_troubles(self, now: datetime) -> bool:
        """Tell every trouble that lasts and was not told yet; whether all of them arrived."""
        assert self._seen is not None
        dead = self._seen.queue.dead
        for code, trouble in list(self._troubles.items()):
            if not self._is_news(code, trouble, now) or self._settles(code, now):
                continue
            if not await self._teller.trouble(self._seen.administrators, code, now - trouble.since):
                return False
            trouble.told_at, trouble.told_dead = now, dead
            await self._remember(code, trouble.since)
        return True

    def _is_news(self, code: str, trouble: _Trouble, now: datetime) -> bool:
        if trouble.told_at is None:
            return self._lasts(code, trouble, now)
        if code != DEAD_LETTERS or self._seen is None:
            return False
        grown = self._seen.queue.dead > trouble.told_dead
        return grown and now - trouble.told_at >= self._settings.tell_growth_after

    def _settles(self, code: str, now: datetime) -> bool:
        """Whether the bot has only just started, so that fetching has had no chance yet."""
        return code == RECEIVING and timedelta() <= now - self._started_at < self._settings.settle

    async def _tell_endings(self) -> bool:
        assert self._seen is not None
        while self._endings:
            ending = self._endings[0]
            if not await self._teller.ended(self._seen.administrators, ending):
                return False
            self._endings.pop(0)
            await self._remember(ending.code, None)
        return True

    async def _remember(self, code: str, since: datetime | None) -> None:
        """Keep that it was told, or that its end was; when that fails it is told twice after a restart, at worst."""

        def work(tx: sqlite3.Connection) -> None:
            if since is None:
                troubles.forget_told(tx, code)
            else:
                troubles.note_told(tx, code, since)

        try:
            await self._db.transaction(work)
        except (DatabaseError, sqlite3.Error):
            self.alarm(STORAGE)

    def _status(self) -> str:
        """One line for `systemctl status`."""
        queue = self._seen.queue if self._seen is not None else Queue()
        state = ", ".join(sorted(self._troubles)) or "well"
        return f"{state}; {queue.queued} messages queued, {queue.dead} given up"


def _waits(since: datetime | None, too_long: timedelta, now: datetime) -> bool:
    return since is not None and now - since >= too_long
