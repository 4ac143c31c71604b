"""Owns delivery: outbox messages leave in order per person, many chats at once, never lost and at most doubled.

Must not know how a text is made (`render` is given) or what it is about, and logs none of it. That Telegram accepted a
new message is noted at once and marked in the database a moment later, several together; a crash before the note sends
it again.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Backoff, Clock, ForwardClock, wait_until
from bot.commits import Alarm, CommitTogether, Work
from bot.delivery.claims import Claims, Job, Render
from bot.delivery.failures import Failures, ignore
from bot.delivery.marks import Marks
from bot.delivery.pace import Limits, Pace
from bot.delivery.records import OnDelivered, Records
from bot.delivery.sending import Sender
from bot.delivery.turns import Turns
from bot.gateway import (
    Gateway,
    GatewayError,
    RenderedMessage,
)
from bot.logging_setup import get_logger
from storage import outbox
from storage.crash_points import reach
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage
from storage.sent_notes import SentNotes

log = get_logger("delivery")


class PersonUnknownError(Exception):
    """There is nobody to send this message to any more."""


@dataclass(frozen=True, kw_only=True)
class DeliverySettings:
    """How delivery behaves; durations in seconds.

    A message that keeps failing while others succeed is given up after `give_up_attempts`. `unsure_at_once` is how many
    new messages may be between being sent and being noted, so how many a crash can double at most; one that takes
    longer than `slow_seconds` no longer keeps the others waiting. Changes and answers to buttons cannot be doubled and
    do not count. `claimed_ahead` new messages are ready to go next, at most `ready_seconds` long; what was sent is
    marked within `together_seconds` while more is on its way.
    """

    limits: Limits = field(default_factory=Limits)
    in_flight: int = 48
    unsure_at_once: int = 1
    slow_seconds: float = 1.0
    claimed_ahead: int = 32
    ready_seconds: float = 0.25
    together_seconds: float = 0.010
    poll_seconds: float = 2.0
    first_retry_seconds: float = 1.0
    longest_retry_seconds: float = 60.0
    toast_life_seconds: float = 30.0
    give_up_attempts: int = 20
    unauthorized_retry_seconds: float = 60.0


class Delivery:
    """The outbox worker. `wake` it after each commit that queues something; `run` it until `stop`."""

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        gateway: Gateway,
        render: Render,
        clock: Clock,
        *,
        on_delivered: OnDelivered,
        alarm: Alarm = lambda code: None,
        settings: DeliverySettings = DeliverySettings(),
        notes: SentNotes | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._db, self._fe, self._clock = db, field_encryption, clock
        self._claims = Claims(field_encryption, render)
        self._records = Records(field_encryption, on_delivered)
        self._alarm, self._settings = alarm, settings
        self._forward = ForwardClock(clock)
        self._pace = Pace(self._forward, settings.limits)
        self._sender = Sender(gateway, clock, self._pace)
        self._turns = Turns(
            self._forward,
            unsure_at_once=settings.unsure_at_once,
            slow_seconds=settings.slow_seconds,
            ahead=settings.claimed_ahead,
            waits_seconds=settings.ready_seconds,
        )
        self._notes = notes
        self._commits = CommitTogether(db, clock, alarm)
        self._marks = Marks(self._commits)
        self._backoff = Backoff(
            first_seconds=settings.first_retry_seconds,
            cap_seconds=settings.longest_retry_seconds,
            chance=chance,
        )
        self._failures = Failures(
            field_encryption,
            clock,
            self._pace,
            self._backoff,
            alarm=alarm,
            forget=self._sender.forget,
            not_now=self._not_now,
            give_up_attempts=settings.give_up_attempts,
            longest_retry_seconds=settings.longest_retry_seconds,
            unauthorized_retry_seconds=settings.unauthorized_retry_seconds,
        )
        self._wake = asyncio.Event()
        self._stopping = False
        self._in_flight: dict[str, asyncio.Task[None]] = {}
        self._recipients: dict[str, str] = {}
        self._calls = 0
        self._soon: asyncio.TimerHandle | None = None
        self._not_before: dict[str, datetime] = {}
        self._storage_trouble = 0

    @property
    def under_way(self) -> int:
        """How many messages are being sent at this moment."""
        return len(self._in_flight)

    @property
    def woken(self) -> bool:
        """Whether it is about to look in the outbox, without waiting for the clock."""
        return self._wake.is_set()

    def wake(self) -> None:
        """Look in the outbox now."""
        self._wake.set()

    def stop(self) -> None:
        """End `run` once what is under way has been sent and marked."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Deliver until `stop`. When cancelled, what is under way is broken off and may be sent again later."""
        try:
            await self._recall()
            while not self._stopping:
                self._wake.clear()
                wait_seconds = await self._round()
                await wait_until(self._clock, self._wake, wait_seconds)
            self._marks.settle(self._marks.take())
            await asyncio.gather(*self._in_flight.values())
        finally:
            for task in self._in_flight.values():
                task.cancel()
            await asyncio.gather(*self._in_flight.values(), return_exceptions=True)
            await self._marks.finish()

    # ---- which message goes now ----

    async def _recall(self) -> None:
        """Mark what the process before this one noted and did not come to mark, before anything is sent."""
        notes = self._notes.earlier() if self._notes is not None else []
        if self._notes is None or not notes:
            return
        at = self._clock.now()

        def record(tx: sqlite3.Connection) -> None:
            for note in notes:
                self._records.recalled(tx, note, at)

        await self._commits.commit(record)
        self._notes.recorded([note.prompt_id for note in notes])

    async def _round(self) -> float:
        """Start whatever may go now; returns after how many seconds to look again."""
        while True:
            self._turns.leave_out_stale()
            room = self._settings.in_flight - len(self._in_flight) + len(self._marks) - len(self._turns)
            if room <= 0:
                return self._settings.poll_seconds
            held_seconds = self._pace.overall_wait_seconds()
            try:
                jobs = await self._claim(room, held_seconds)
            except (DatabaseError, FieldEncryptionError):
                self._storage_trouble += 1
                self._alarm("storage")
                return self._backoff.seconds(self._storage_trouble)
            self._storage_trouble = 0
            jobs.sort(key=lambda job: job.message.attempts)  # what keeps failing goes after what may succeed
            for job in jobs:
                if job.message.kind is OutboxKind.SAY:
                    self._turns.wait(job)
            self._start_next()
            for job in jobs:
                if job.message.kind is not OutboxKind.SAY:
                    self._start(job)
            if len(jobs) < room:
                return self._next_look_seconds()

    async def _claim(self, room: int, held_seconds: float) -> list[Job]:
        """What may go now: some new messages ahead, and while all are held only answers to buttons.

        What has been dealt with since the last time is marked in the same transaction, before.
        """
        marks = self._marks.take()
        ended = {mark.prompt_id for mark in marks}
        now = self._clock.now()
        forward = self._forward.now()
        self._not_before = {who: at for who, at in self._not_before.items() if at > forward}
        busy = {person_id for prompt_id, person_id in self._recipients.items() if prompt_id not in ended}
        skipped = busy | self._not_before.keys() | self._turns.person_ids()
        new_messages = self._turns.room(ended)

        def mark_and_claim(tx: sqlite3.Connection) -> list[Job]:
            for mark in marks:
                mark.work(tx)
            return self._claims.claim(
                tx,
                now,
                skip_person_ids=skipped,
                limit=room,
                new_messages=new_messages,
                only_toasts=held_seconds > 0,
            )

        try:
            jobs = await self._db.brief(mark_and_claim)
        except BaseException:
            self._marks.settle(marks)
            raise
        for mark in marks:
            self._end(mark.prompt_id)
            mark.resolve()
        return jobs

    def _start_next(self) -> None:
        """Start the new messages whose turn it is, as far as Telegram's overall limit leaves room."""
        if self._turns.leave_out_stale():
            self._wake.set()
        while not self._stopping and not self._pace.overall_wait_seconds() and (job := self._turns.next()):
            if not self._start(job):
                self._turns.sure(job.message.prompt_id)

    def _start(self, job: Job) -> bool:
        """Send this message unless its chat, or everything, has to wait; toasts do not count as messages."""
        message = job.message
        if job.chat_id is not None and message.kind is not OutboxKind.TOAST:
            wait_seconds = max(self._pace.overall_wait_seconds(), self._pace.chat_wait_seconds(job.chat_id))
            if wait_seconds > 0:
                self._not_now(message, wait_seconds)
                return False
            self._pace.take(job.chat_id)
        self._recipients[message.prompt_id] = message.person_id
        self._in_flight[message.prompt_id] = asyncio.create_task(self._deliver(job))
        return True

    def _end(self, prompt_id: str) -> None:
        self._in_flight.pop(prompt_id, None)
        self._recipients.pop(prompt_id, None)
        self._turns.sure(prompt_id)

    def _next_look_seconds(self) -> float:
        now = self._forward.now()
        waits = [(at - now).total_seconds() for at in self._not_before.values()]
        if held_seconds := self._pace.overall_wait_seconds():
            waits.append(held_seconds)
        waits += self._turns.next_look_seconds()
        return max(0.001, min([*waits, self._settings.poll_seconds]))

    def _look_soon(self) -> None:
        """Mark what was sent: at once when nothing else is on its way, else together with that."""
        if not self._calls and not len(self._turns):
            self._wake.set()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(self._settings.together_seconds, self._look)

    def _look(self) -> None:
        self._soon = None
        self._wake.set()

    # ---- what becomes of a message ----

    async def _deliver(self, job: Job) -> None:
        message = job.message
        try:
            await self._commit(message.prompt_id, await self._attempt(job))
            reach("delivery.after_mark")
        except DatabaseError:
            self._alarm("storage")
            self._not_now(message, self._settings.longest_retry_seconds)
        except Exception as error:  # a bug of ours must not stop the others
            log.error("delivery.failed", prompt_id=message.prompt_id, exc_info=error)
            self._not_now(message, self._settings.longest_retry_seconds)
        finally:
            if self._in_flight.get(message.prompt_id) is asyncio.current_task():
                self._end(message.prompt_id)
                self._wake.set()

    async def _commit(self, prompt_id: str, work: Work | None) -> None:
        """Return once it is recorded: by the next round, or when there will be none, by itself."""
        if work is None:
            return
        if self._stopping:
            await self._commits.commit(work)
        else:
            recorded = self._marks.add(prompt_id, work)
            self._look_soon()
            await recorded
        if self._notes is not None:
            self._notes.recorded([prompt_id])

    async def _attempt(self, job: Job) -> Work | None:
        """Send, and return what has to be recorded; None when the message just stays queued."""
        message = job.message
        if isinstance(job.rendered, FieldEncryptionError):
            self._alarm("damaged")
            return self._failures.dead(message, job.rendered)
        if job.chat_id is None:
            return self._failures.dead(message, PersonUnknownError())
        if (
            message.kind is OutboxKind.TOAST
            and self._age_seconds(message) > self._settings.toast_life_seconds
        ):
            return lambda tx: ignore(outbox.supersede(tx, message.prompt_id))
        match job.rendered:
            case DatabaseError() as error:
                self._alarm("storage")
                self._not_now(message, self._backoff.seconds(message.attempts + 1))
                log.warning("delivery.render_waits", prompt_id=message.prompt_id, exc_info=error)
                return None
            case Exception() as error:
                return self._failures.dead(message, error)
            case RenderedMessage() as rendered:
                pass
        self._calls += 1
        try:
            message_ids = await self._sender.send(message, rendered, job.chat_id, job.target_id)
        except GatewayError as error:
            self._turns.sure(message.prompt_id)
            return self._failures.failed(message, job.chat_id, error)
        except Exception as error:
            self._turns.sure(message.prompt_id)
            return self._failures.dead(message, error)
        finally:
            self._calls -= 1
        return self._sent(message, message_ids)

    def _sent(self, message: OutboxMessage, message_ids: tuple[int, ...]) -> Work:
        """Note at once that it left; with the note kept, the next new message need not wait for the mark."""
        reach("delivery.after_send")
        sent_at = self._clock.now()
        self._failures.succeeded(sent_at)
        if message.kind is OutboxKind.SAY:
            if self._notes is not None and self._notes.note(message.prompt_id, message_ids):
                reach("delivery.after_note")
                self._turns.sure(message.prompt_id)
                self._start_next()
            else:
                self._wake.set()
        return lambda tx: self._records.sent(tx, message, message_ids, sent_at)

    def _not_now(self, message: OutboxMessage, seconds: float) -> None:
        self._not_before[message.person_id] = self._forward.now() + timedelta(seconds=seconds)

    def _age_seconds(self, message: OutboxMessage) -> float:
        return (self._clock.now() - message.created_at).total_seconds()
