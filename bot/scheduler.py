"""What the clock brings: one repeating tick that claims what is due, in a transaction, and lets it happen.

Owns APScheduler (its only importer) and nothing of the truth: that is in the tables of check-ins and timers. A tick
that comes late loses nothing; what became due during downtime is asked once, outside quiet hours, or recorded as
stale.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.effects.calendar import STALE_AFTER, record_stale
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace
from bot.logging_setup import get_logger
from conversations.aftercare.schedule import is_quiet, outside_quiet_hours
from conversations.aftercare.steps import SILENCE
from conversations.effects import ASKED_BY_REPORTER
from conversations.events import CaseTimerRang, CheckInCameDue, TimerRang
from storage import check_ins, people, spool, timers
from storage.check_ins import CheckInState, PlannedCheckIn
from storage.crash_points import reach
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryptionError
from storage.people import PersonState
from storage.timers import Timer

log = get_logger("scheduler")

BATCH = 100
TRY_AGAIN_AFTER = timedelta(hours=1)
"""When what failed by a mistake of ours is tried again."""

PAUSED_FOR = timedelta(hours=6)
"""So long a silence that is waited for lasts on, each time it ends while the reporter has blocked the bot."""


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """What one tick did."""

    rang: int
    asked: int
    stale: int

    @property
    def nothing(self) -> bool:
        """Whether nothing was due."""
        return self.rang == self.asked == self.stale == 0


class Scheduler:
    """Ticks every few seconds; `wake_delivery` is called after a tick that queued something."""

    def __init__(
        self,
        db: Database,
        place: Workplace,
        clock: Clock,
        *,
        wake_delivery: Callable[[], None],
        alarm: Callable[[str], None] = lambda code: None,
        daily: Callable[[], Awaitable[None]] | None = None,
        every_seconds: float = 5.0,
        fresh_nonce: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        self._db, self._place, self._clock = db, place, clock
        self._fe = place.field_encryption
        self._wake_delivery, self._alarm, self._fresh_nonce = wake_delivery, alarm, fresh_nonce
        self._daily = daily
        self._apscheduler = AsyncIOScheduler()
        trigger = IntervalTrigger(seconds=every_seconds)
        self._apscheduler.add_job(self._job, trigger, max_instances=1, coalesce=True, misfire_grace_time=None)

    def start(self) -> None:
        """Begin ticking, from inside the running event loop."""
        self._apscheduler.start()

    def stop(self) -> None:
        """Stop ticking."""
        if self._apscheduler.running:
            self._apscheduler.shutdown(wait=False)

    async def _job(self) -> None:
        """What APScheduler calls; being stopped in the middle of a tick is no error, the tick was rolled back."""
        try:
            await self.tick_until_done()
        except asyncio.CancelledError:
            log.info("scheduler.interrupted")

    async def tick_until_done(self) -> None:
        """Tick until nothing more is due. Trouble with the storage raises the alarm; the next tick tries again."""
        try:
            while not (await self.tick()).nothing:
                self._wake_delivery()
            if self._daily is not None:
                await self._daily()
        except (DatabaseError, FieldEncryptionError, sqlite3.OperationalError) as error:
            self._alarm("storage")
            log.error("scheduler.storage_trouble", error_class=type(error).__name__)

    async def tick(self) -> Ticked:
        """Take what the command line asks, claim a batch of what is due now, and let it happen: one transaction."""
        now, folder = self._clock.now(), self._place.spool_folder

        def work(tx: sqlite3.Connection) -> tuple[Ticked, list[str]]:
            taken = spool.take_all(tx, self._fe, folder, spool.AT_ONCE)
            return self._tick(tx, now), taken

        ticked, taken = await self._db.transaction(work)
        spool.discard(folder, taken)
        return ticked

    def _tick(self, tx: sqlite3.Connection, now: datetime) -> Ticked:
        rung = timers.claim_due_timers(tx, now, BATCH)
        for timer in rung:
            if not self._alone(tx, lambda timer=timer: self._ring(tx, timer, now)):  # type: ignore[misc]
                timers.set_timer(tx, replace(timer, due_at=now + TRY_AGAIN_AFTER))
        due = check_ins.claim_due_check_ins(tx, self._fe, now, BATCH)
        stale: list[bool] = []
        for check_in in due:
            if not self._alone(tx, lambda c=check_in: stale.append(self._came_due(tx, c, now))):  # type: ignore[misc]
                check_ins.move_check_in(tx, check_in.check_in_id, now + TRY_AGAIN_AFTER, check_in.rule)
        reach("scheduler.before_commit")
        return Ticked(rang=len(rung), asked=stale.count(False), stale=stale.count(True))

    def _alone(self, tx: sqlite3.Connection, happen: Callable[[], object]) -> bool:
        """Let one thing happen; False, with nothing of it kept, when it fails: the others must not wait for it."""
        tx.execute("SAVEPOINT one")
        try:
            happen()
        except (DatabaseError, sqlite3.OperationalError):
            raise
        except Exception as error:
            tx.execute("ROLLBACK TO one")
            log.error("scheduler.one_failed", exc_info=error)
            self._alarm("clock")
            return False
        finally:
            tx.execute("RELEASE one")
        return True

    def _ring(self, tx: sqlite3.Connection, timer: Timer, now: datetime) -> None:
        nonce = self._fresh_nonce()
        if not timer.person_id:
            event = CaseTimerRang(at=now, nonce=nonce, timer=timer.timer)
            Executor(self._place, tx, Occasion(at=now, nonce=nonce)).tell_case(timer.subject_id, event)
            return
        person = people.person_by_id(tx, self._fe, timer.person_id)
        if person is not None and person.state is PersonState.BLOCKED and timer.timer == SILENCE:
            timers.set_timer(tx, replace(timer, due_at=now + PAUSED_FOR))
            return
        if person is not None:
            rang = TimerRang(at=now, nonce=nonce, timer=timer.timer, subject_id=timer.subject_id)
            Executor(self._place, tx, Occasion(at=now, nonce=nonce, person=person)).converse(person, rang)

    def _came_due(self, tx: sqlite3.Connection, check_in: PlannedCheckIn, now: datetime) -> bool:
        """Ask a check-in; True when it came too late to be asked."""
        person = people.person_by_id(tx, self._fe, check_in.person_id)
        nonce = self._fresh_nonce()
        occasion = Occasion(at=now, nonce=nonce, person=person)
        if person is None:
            check_ins.finish_check_in(tx, check_in.check_in_id, CheckInState.CANCELLED)
            return False
        if now - check_in.due_at > STALE_AFTER or self._overtaken(tx, check_in, now):
            record_stale(Executor(self._place, tx, occasion), check_in)
            return True
        if is_quiet(now, self._place.pack) and check_in.rule != ASKED_BY_REPORTER:
            later = outside_quiet_hours(now, self._place.pack)
            check_ins.move_check_in(tx, check_in.check_in_id, later, f"{check_in.rule}, out of quiet hours")
            return False
        came_due = CheckInCameDue(
            at=now,
            nonce=nonce,
            check_in_id=check_in.check_in_id,
            case_id=check_in.case_id,
            reference=check_in.reference,
            kind=check_in.kind,
        )
        Executor(self._place, tx, occasion).converse(person, came_due)
        return False

    def _overtaken(self, tx: sqlite3.Connection, check_in: PlannedCheckIn, now: datetime) -> bool:
        """Whether a later check-in of the same case is due as well: then only that one is asked."""
        return any(
            other.due_at <= now and other.due_at > check_in.due_at
            for other in check_ins.check_ins_of_case(tx, self._fe, check_in.case_id)
            if other.state in (CheckInState.PLANNED, CheckInState.ASKED)
        )
