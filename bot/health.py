"""Owns how the bot is doing: what was heard from each part, what the queue looks like, and who is told of trouble.

Must not know what a part does or what a message says: only codes, counts and times leave here. The administrator is
told in their own chat with Telegram, past the outbox, because that may be what is broken; systemd by its watchdog.
"""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock, wait_until
from bot.gateway import GatewayError
from bot.logging_setup import get_logger
from bot.systemd import Systemd
from conversations.texts import Catalogue
from storage import inbox, outbox, people
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.people import PersonKind, PersonState

log = get_logger("health")

STORAGE, UNAUTHORIZED, RECEIVING, DELIVERY = "storage", "unauthorized", "receiving", "delivery"
DEAD_LETTERS = "dead-letters"


@dataclass(frozen=True, kw_only=True)
class HealthSettings:
    """Durations. Trouble ends when nothing of it was heard for `over_after`.

    Telegram keeps updates for 24 hours: the administrator hears of it an hour after the last that was received. What
    lasts is told again after `tell_again_after`.
    """

    look_every: timedelta = timedelta(seconds=15)
    over_after: timedelta = timedelta(seconds=45)
    receiving_after: timedelta = timedelta(hours=1)
    delivery_after: timedelta = timedelta(hours=1)
    storage_after: timedelta = timedelta(minutes=2)
    tell_again_after: timedelta = timedelta(hours=6)
    look_within_seconds: float = 30.0


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits, and what was given up: `dead` counts messages and updates."""

    queued: int = 0
    oldest_queued_at: datetime | None = None
    dead: int = 0


@dataclass(frozen=True, kw_only=True)
class HealthReport:
    """How it is now. `troubles` are codes, since when; nothing else in it identifies anything."""

    at: datetime
    started_at: datetime
    received_at: datetime | None
    looked_at: datetime | None
    queue: Queue
    troubles: dict[str, datetime] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        """Whether there is no trouble."""
        return not self.troubles

    def as_json(self) -> dict[str, object]:
        """For the health page."""
        return {
            "status": "ok" if self.well else "trouble",
            "at": _shown(self.at),
            "started_at": _shown(self.started_at),
            "receiving": {
                "last_success_at": _shown(self.received_at),
                "well": RECEIVING not in self.troubles,
            },
            "delivery": {
                "queued": self.queue.queued,
                "oldest_queued_at": _shown(self.queue.oldest_queued_at),
                "dead_letters": self.queue.dead,
                "well": DELIVERY not in self.troubles,
            },
            "storage": {"last_read_at": _shown(self.looked_at), "well": STORAGE not in self.troubles},
            "troubles": {code: _shown(since) for code, since in self.troubles.items()},
        }


def _shown(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


@dataclass
class _Trouble:
    since: datetime
    heard_at: datetime
    told_at: datetime | None = None


class Telling(Protocol):
    """The one call that an alarm needs."""

    async def send_message(self, chat_id: int, text: str) -> int:
        """Send one message; raises GatewayError."""
        ...


class Health:
    """Listens to the parts, looks at the queue, tells who has to know. `run` it beside the rest until `stop`.

    `polls` is whether updates are fetched; when Telegram brings them, silence says nothing.
    """

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        gateway: Telling,
        catalogue: Catalogue,
        clock: Clock,
        *,
        organisation: str,
        polls: bool = True,
        systemd: Systemd | None = None,
        settings: HealthSettings | None = None,
    ) -> None:
        self._db, self._fe, self._gateway, self._catalogue = db, field_encryption, gateway, catalogue
        self._clock, self._organisation, self._polls = clock, organisation, polls
        self._systemd = systemd or Systemd("")
        self._settings = settings or HealthSettings()
        self._stop = asyncio.Event()
        self._started_at = clock.now()
        self._received_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._queue: Queue | None = None
        self._troubles: dict[str, _Trouble] = {}
        self._administrators: list[tuple[int, str]] = []

    # ---- what the parts say -------------------------------------------------------------------------------------

    def received(self) -> None:
        """Telegram answered, and everything it brought is committed."""
        self._received_at = self._clock.now()
        self._over(UNAUTHORIZED)

    def alarm(self, code: str) -> None:
        """A part has trouble; it may say so as often as it likes."""
        now = self._clock.now()
        trouble = self._troubles.get(code)
        if trouble is None:
            self._troubles[code] = _Trouble(since=now, heard_at=now)
            log.error("health.trouble", code=code)
        else:
            trouble.heard_at = now

    def report(self) -> HealthReport:
        """How it is now."""
        return HealthReport(
            at=self._clock.now(),
            started_at=self._started_at,
            received_at=self._received_at,
            looked_at=self._looked_at,
            queue=self._queue or Queue(),
            troubles={code: trouble.since for code, trouble in sorted(self._troubles.items())},
        )

    # ---- looking --------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()

    async def stopped(self) -> None:
        """Return once `stop` was called."""
        await self._stop.wait()

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
        now, settings = self._clock.now(), self._settings
        if self._polls and now - (self._received_at or self._started_at) >= settings.receiving_after:
            self.alarm(RECEIVING)
        else:
            self._over(RECEIVING)
        oldest = self._queue.oldest_queued_at if self._queue else None
        if oldest is not None and now - oldest >= settings.delivery_after:
            self.alarm(DELIVERY)
        for code, trouble in list(self._troubles.items()):
            if now - trouble.heard_at >= max(settings.over_after, 2 * settings.look_every):
                self._over(code)
        await self._tell(now)
        return answered

    async def _look_in_database(self) -> bool:
        try:
            async with asyncio.timeout(self._settings.look_within_seconds):
                queue = await self._db.read(self._read)
        except (DatabaseError, FieldEncryptionError, sqlite3.Error, TimeoutError):
            self.alarm(STORAGE)
            return False
        if self._queue is not None and queue.dead > self._queue.dead:
            self.alarm(DEAD_LETTERS)
        self._queue, self._looked_at = queue, self._clock.now()
        return True

    def _read(self, tx: sqlite3.Connection) -> Queue:
        self._administrators = [
            (p.telegram_id, p.language)
            for p in people.all_people(tx, self._fe)
            if p.kind is PersonKind.ADMINISTRATOR
            and p.state is PersonState.ACTIVE
            and p.telegram_id is not None
        ]
        return Queue(
            queued=outbox.queue_depth(tx),
            oldest_queued_at=outbox.oldest_queued_at(tx),
            dead=len(outbox.list_dead(tx)) + len(inbox.dead_updates(tx)),
        )

    def _over(self, code: str) -> None:
        trouble = self._troubles.pop(code, None)
        if trouble is not None:
            log.info("health.over", code=code, after_seconds=int(self._seconds_since(trouble.since)))

    def _seconds_since(self, at: datetime) -> float:
        return (self._clock.now() - at).total_seconds()

    # ---- telling --------------------------------------------------------------------------------------------------

    async def _tell(self, now: datetime) -> None:
        for code, trouble in list(self._troubles.items()):
            lasted = code != STORAGE or now - trouble.since >= self._settings.storage_after
            fresh = trouble.told_at is None or now - trouble.told_at >= self._settings.tell_again_after
            if lasted and fresh and code in _TEXTS and await self._told(code, trouble):
                trouble.told_at = now

    async def _told(self, code: str, trouble: _Trouble) -> bool:
        """Tell every administrator; whether at least one of them could be told."""
        arrived = False
        minutes = max(1, int(self._seconds_since(trouble.since) // 60))
        for chat_id, language in self._administrators:
            words = {"organisation": self._organisation, "minutes": minutes}
            text = self._catalogue.format(_TEXTS[code], language, words)
            try:
                await self._gateway.send_message(chat_id, text)
                arrived = True
            except GatewayError as error:
                log.warning("health.not_told", code=code, error_class=type(error).__name__)
        return arrived

    def _status(self) -> str:
        """One line for `systemctl status`."""
        queue = self._queue or Queue()
        state = ", ".join(sorted(self._troubles)) or "well"
        return f"{state}; {queue.queued} messages queued, {queue.dead} given up"


_TEXTS = {
    STORAGE: "alarm-storage",
    RECEIVING: "alarm-receiving",
    DELIVERY: "alarm-delivery",
    DEAD_LETTERS: "alarm-dead-letters",
}
"""Unauthorized is not among them: then nothing can be sent at all, and the log and the health page have to tell."""
