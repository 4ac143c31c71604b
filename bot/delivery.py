"""Owns delivery: outbox messages leave in order per person, many chats at once, never lost and at most doubled.

Must not know how a text is made (`render` is given) or what it is about, and logs none of it. A message is marked
sent right after Telegram has accepted it; a crash in between sends it again.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Backoff, Clock, ForwardClock, wait_until
from bot.commits import Alarm, CommitTogether, Work
from bot.delivery_claims import Claims, Job, Render
from bot.delivery_marks import Marks
from bot.delivery_pace import Limits, Pace
from bot.delivery_sending import Sender
from bot.gateway import (
    BlockedError,
    Gateway,
    GatewayError,
    MessageGoneError,
    RefusedError,
    RenderedMessage,
    RetryLaterError,
    UnauthorizedError,
)
from bot.logging_setup import get_logger
from storage import chat_messages, outbox, people
from storage.crash_points import reach
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage

log = get_logger("delivery")

OnDelivered = Callable[[str, str, str], Awaitable[None]]
"""Called with (prompt_id, case_id, person_id) once Telegram has accepted a notice; again after a crash."""


class PersonUnknownError(Exception):
    """There is nobody to send this message to any more."""


@dataclass(frozen=True, kw_only=True)
class DeliverySettings:
    """How delivery behaves; durations in seconds.

    A message that keeps failing while others succeed is given up after `give_up_attempts`. `unsure_at_once` is how many
    new messages may be between being sent and being marked, so how many a crash can double at most; one that takes
    longer than `slow_seconds` no longer keeps the others waiting. Changes and answers to buttons cannot be doubled and
    do not count.
    """

    limits: Limits = field(default_factory=Limits)
    in_flight: int = 32
    unsure_at_once: int = 1
    slow_seconds: float = 1.0
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
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._db, self._fe, self._clock = db, field_encryption, clock
        self._claims = Claims(field_encryption, render)
        self._on_delivered, self._alarm, self._settings = on_delivered, alarm, settings
        self._forward = ForwardClock(clock)
        self._pace = Pace(self._forward, settings.limits)
        self._sender = Sender(gateway, clock, self._pace)
        self._commits = CommitTogether(db, clock, alarm)
        self._marks = Marks(self._commits)
        self._backoff = Backoff(
            first_seconds=settings.first_retry_seconds,
            cap_seconds=settings.longest_retry_seconds,
            chance=chance,
        )
        self._wake = asyncio.Event()
        self._stopping = False
        self._in_flight: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._unsure_since: dict[str, datetime] = {}
        self._trouble = self._storage_trouble = 0
        self._succeeded_at: datetime | None = None

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

    async def _round(self) -> float:
        """Start whatever may go now; returns after how many seconds to look again."""
        while True:
            room = self._settings.in_flight - len(self._in_flight) + len(self._marks)
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
                self._start(job)
            if not jobs:
                return self._next_look_seconds(held_seconds)

    async def _claim(self, room: int, held_seconds: float) -> list[Job]:
        """What may go now: as many new messages as may be unsure, and while all are held only answers to buttons.

        What has been dealt with since the last time is marked in the same transaction, before.
        """
        marks = self._marks.take()
        ended = {mark.person_id for mark in marks}
        now = self._clock.now()
        forward = self._forward.now()
        self._not_before = {who: at for who, at in self._not_before.items() if at > forward}
        skipped = (self._in_flight.keys() - ended) | self._not_before.keys()
        unsure = self._unsure(without=ended)

        def mark_and_claim(tx: sqlite3.Connection) -> list[Job]:
            for mark in marks:
                mark.work(tx)
            return self._claims.claim(
                tx,
                now,
                skip_person_ids=skipped,
                limit=room,
                new_messages=self._settings.unsure_at_once - unsure,
                only_toasts=held_seconds > 0,
            )

        try:
            jobs = await (self._db.transaction(mark_and_claim) if marks else self._db.read(mark_and_claim))
        except BaseException:
            self._marks.settle(marks)
            raise
        for mark in marks:
            self._end(mark.person_id)
            mark.resolve()
        return jobs

    def _start(self, job: Job) -> None:
        """Send this message unless its chat, or everything, has to wait; toasts do not count as messages."""
        person_id = job.message.person_id
        new = job.message.kind is OutboxKind.SAY
        wait_seconds = 0.0
        if job.chat_id is not None and job.message.kind is not OutboxKind.TOAST:
            wait_seconds = max(self._pace.overall_wait_seconds(), self._pace.chat_wait_seconds(job.chat_id))
        if wait_seconds > 0:
            self._not_before[person_id] = self._forward.now() + timedelta(seconds=wait_seconds)
            return
        if job.chat_id is not None and job.message.kind is not OutboxKind.TOAST:
            self._pace.take(job.chat_id)
        if new:
            self._unsure_since[person_id] = self._forward.now()
        self._in_flight[person_id] = asyncio.create_task(self._deliver(job))

    def _unsure(self, without: Collection[str] = ()) -> int:
        """How many new messages may or may not have arrived at this moment, those that take very long left out."""
        slow = self._forward.now() - timedelta(seconds=self._settings.slow_seconds)
        return sum(since > slow for who, since in self._unsure_since.items() if who not in without)

    def _end(self, person_id: str) -> None:
        self._in_flight.pop(person_id, None)
        self._unsure_since.pop(person_id, None)

    def _next_look_seconds(self, held_seconds: float) -> float:
        now = self._forward.now()
        waits = [(at - now).total_seconds() for at in self._not_before.values()]
        if held_seconds > 0:
            waits.append(held_seconds)
        if self._unsure() >= self._settings.unsure_at_once:
            slow = timedelta(seconds=self._settings.slow_seconds)
            waits += [w for at in self._unsure_since.values() if (w := (at + slow - now).total_seconds()) > 0]
        return max(0.001, min([*waits, self._settings.poll_seconds]))

    # ---- what becomes of a message ----

    async def _deliver(self, job: Job) -> None:
        message = job.message
        try:
            await self._commit(message.person_id, await self._attempt(job))
            reach("delivery.after_mark")
        except DatabaseError:
            self._alarm("storage")
            self._not_now(message, self._settings.longest_retry_seconds)
        except Exception as error:  # a bug of ours must not stop the others
            log.error("delivery.failed", prompt_id=message.prompt_id, exc_info=error)
            self._not_now(message, self._settings.longest_retry_seconds)
        finally:
            if self._in_flight.get(message.person_id) is asyncio.current_task():
                self._end(message.person_id)
                self._wake.set()

    async def _commit(self, person_id: str, work: Work | None) -> None:
        """Return once it is recorded: by the next round, or when there will be none, by itself."""
        if work is None:
            return
        if self._stopping:
            await self._commits.commit(work)
            return
        recorded = self._marks.add(person_id, work)
        self._wake.set()
        await recorded

    async def _attempt(self, job: Job) -> Work | None:
        """Send, and return what has to be recorded; None when the message just stays queued."""
        message = job.message
        if job.chat_id is None:
            return self._dead(message, PersonUnknownError())
        if (
            message.kind is OutboxKind.TOAST
            and self._age_seconds(message) > self._settings.toast_life_seconds
        ):
            return lambda tx: _ignore(outbox.supersede(tx, message.prompt_id))
        match job.rendered:
            case DatabaseError() | FieldEncryptionError() as error:
                self._alarm("storage")
                self._not_now(message, self._backoff.seconds(message.attempts + 1))
                log.warning("delivery.render_waits", prompt_id=message.prompt_id, exc_info=error)
                return None
            case Exception() as error:
                return self._dead(message, error)
            case RenderedMessage() as rendered:
                pass
        try:
            message_ids = await self._sender.send(message, rendered, job.chat_id, job.target_id)
        except GatewayError as error:
            return self._failed(job, job.chat_id, error)
        except Exception as error:
            return self._dead(message, error)
        return await self._sent(message, message_ids)

    async def _sent(self, message: OutboxMessage, message_ids: tuple[int, ...]) -> Work:
        reach("delivery.after_send")
        sent_at = self._clock.now()
        self._trouble, self._succeeded_at = 0, sent_at
        case_id = message.body.get("notice_of")
        if message.kind is OutboxKind.SAY and isinstance(case_id, str) and case_id:
            await self._tell_delivered(message, case_id)

        def record(tx: sqlite3.Connection) -> None:
            outbox.mark_sent(tx, message.prompt_id, message_ids, sent_at)
            if message.kind is OutboxKind.SAY:
                for message_id in message_ids:
                    chat_messages.note_message(tx, message.person_id, message_id, sent_at)
            if message.kind is OutboxKind.WIPE:
                chat_messages.forget_messages(tx, message.person_id, message_ids)

        return record

    async def _tell_delivered(self, message: OutboxMessage, case_id: str) -> None:
        """Before the message is marked, so that a crash tells it twice rather than never."""
        attempt = 0
        while True:
            try:
                await self._on_delivered(message.prompt_id, case_id, message.person_id)
            except DatabaseError:
                attempt += 1
                self._alarm("storage")
                await self._clock.sleep(self._backoff.seconds(attempt))
            except Exception as error:
                log.error("delivery.notice_not_recorded", prompt_id=message.prompt_id, exc_info=error)
                return
            else:
                return

    def _failed(self, job: Job, chat_id: int, error: GatewayError) -> Work:
        """What a refusal or failure means for this message, and for the others."""
        message = job.message
        match error:
            case RetryLaterError():
                self._pace.refused(chat_id, error.seconds)
                return self._postponed(message, error.seconds)
            case BlockedError():
                return self._held(message, error)
            case MessageGoneError():
                return lambda tx: _ignore(outbox.supersede(tx, message.prompt_id))
            case RefusedError():
                return self._dead(message, error)
            case UnauthorizedError():
                self._alarm("unauthorized")
                self._pace.hold_all(self._settings.unauthorized_retry_seconds)
                return self._postponed(message, self._settings.unauthorized_retry_seconds)
        return self._troubled(message, error)

    def _troubled(self, message: OutboxMessage, error: GatewayError) -> Work:
        """Network trouble: wait, all of us, longer each time; one failure per wait counts."""
        if message.attempts + 1 >= self._settings.give_up_attempts and self._others_succeed(message):
            return self._dead(message, error)
        if not self._pace.all_held():
            self._trouble += 1
            self._pace.hold_all(self._backoff.seconds(self._trouble))
            if self._trouble == 1:
                log.warning("delivery.network_trouble", error_class=type(error).__name__)
        return self._postponed(message, self._backoff.seconds(message.attempts + 1))

    def _others_succeed(self, message: OutboxMessage) -> bool:
        recently = timedelta(seconds=2 * self._settings.longest_retry_seconds)
        return self._succeeded_at is not None and self._clock.now() - self._succeeded_at <= recently

    def _postponed(self, message: OutboxMessage, seconds: float) -> Work:
        due_at = self._clock.now() + timedelta(seconds=seconds)
        self._not_now(message, seconds)
        return lambda tx: _ignore(outbox.postpone(tx, message.prompt_id, due_at))

    def _held(self, message: OutboxMessage, error: GatewayError) -> Work:
        self._sender.forget(message.prompt_id)
        now, error_class = self._clock.now(), type(error).__name__
        log.info("delivery.person_held", error_class=error_class)

        def hold(tx: sqlite3.Connection) -> None:
            outbox.hold_person(tx, message.person_id)
            if people.person_by_id(tx, self._fe, message.person_id) is None:
                outbox.mark_dead(tx, message.prompt_id, error_class, now)

        return hold

    def _dead(self, message: OutboxMessage, error: Exception) -> Work:
        self._sender.forget(message.prompt_id)
        error_class = type(error).__name__
        log.error(
            "delivery.dead_letter",
            prompt_id=message.prompt_id,
            kind=message.kind.value,
            error_class=error_class,
        )
        now = self._clock.now()
        return lambda tx: _ignore(outbox.mark_dead(tx, message.prompt_id, error_class, now))

    def _not_now(self, message: OutboxMessage, seconds: float) -> None:
        self._not_before[message.person_id] = self._forward.now() + timedelta(seconds=seconds)

    def _age_seconds(self, message: OutboxMessage) -> float:
        return (self._clock.now() - message.created_at).total_seconds()


def _ignore(_result: object) -> None:
    """What storage functions return about rows that changed meanwhile does not matter here."""
