"""Owns what becomes of a message that could not be sent: again later, held for who blocked the bot, or given up.

Must not know how it was sent or what it says. Each answer is what has to be recorded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Backoff, Clock
from bot.commits import Alarm, Work
from bot.delivery.pace import Pace
from bot.gateway import (
    BlockedError,
    GatewayError,
    MessageGoneError,
    RefusedError,
    RetryLaterError,
    UnauthorizedError,
)
from bot.logging_setup import get_logger
from storage import outbox, people
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxMessage

log = get_logger("delivery")


class Failures:
    """Remembers how long there has been trouble. `not_now` keeps a person's messages back for some seconds.

    `forget` lets go of a message that will not be tried again.
    """

    def __init__(
        self,
        field_encryption: FieldEncryption,
        clock: Clock,
        pace: Pace,
        backoff: Backoff,
        *,
        alarm: Alarm,
        forget: Callable[[str], None],
        not_now: Callable[[OutboxMessage, float], None],
        give_up_attempts: int,
        longest_retry_seconds: float,
        unauthorized_retry_seconds: float,
    ) -> None:
        self._fe, self._clock, self._pace, self._backoff = field_encryption, clock, pace, backoff
        self._alarm, self._forget, self._not_now = alarm, forget, not_now
        self._give_up_attempts, self._longest_retry_seconds = give_up_attempts, longest_retry_seconds
        self._unauthorized_retry_seconds = unauthorized_retry_seconds
        self._trouble = 0
        self._succeeded_at: datetime | None = None

    def succeeded(self, at: datetime) -> None:
        """Telegram accepted something, so there is no trouble."""
        self._trouble, self._succeeded_at = 0, at

    def failed(self, message: OutboxMessage, chat_id: int, error: GatewayError) -> Work:
        """What a refusal or failure means for this message, and for the others."""
        match error:
            case RetryLaterError():
                self._pace.refused(chat_id, error.seconds)
                return self.postponed(message, error.seconds)
            case BlockedError():
                return self._held(message, error)
            case MessageGoneError():
                return lambda tx: ignore(outbox.supersede(tx, message.prompt_id))
            case RefusedError():
                return self.dead(message, error)
            case UnauthorizedError():
                self._alarm("unauthorized")
                self._pace.hold_all(self._unauthorized_retry_seconds)
                return self.postponed(message, self._unauthorized_retry_seconds)
        return self._troubled(message, error)

    def _troubled(self, message: OutboxMessage, error: GatewayError) -> Work:
        """Network trouble: wait, all of us, longer each time; one failure per wait counts."""
        if message.attempts + 1 >= self._give_up_attempts and self._others_succeed(message):
            return self.dead(message, error)
        if not self._pace.all_held():
            self._trouble += 1
            self._pace.hold_all(self._backoff.seconds(self._trouble))
            if self._trouble == 1:
                log.warning("delivery.network_trouble", error_class=type(error).__name__)
        return self.postponed(message, self._backoff.seconds(message.attempts + 1))

    def _others_succeed(self, message: OutboxMessage) -> bool:
        recently = timedelta(seconds=2 * self._longest_retry_seconds)
        return self._succeeded_at is not None and self._clock.now() - self._succeeded_at <= recently

    def postponed(self, message: OutboxMessage, seconds: float) -> Work:
        """Try it again after this long."""
        due_at = self._clock.now() + timedelta(seconds=seconds)
        self._not_now(message, seconds)
        return lambda tx: ignore(outbox.postpone(tx, message.prompt_id, due_at))

    def _held(self, message: OutboxMessage, error: GatewayError) -> Work:
        self._forget(message.prompt_id)
        now, error_class = self._clock.now(), type(error).__name__
        log.info("delivery.person_held", error_class=error_class)

        def hold(tx: sqlite3.Connection) -> None:
            outbox.hold_person(tx, message.person_id)
            if people.person_by_id(tx, self._fe, message.person_id) is None:
                outbox.mark_dead(tx, message.prompt_id, error_class, now)

        return hold

    def dead(self, message: OutboxMessage, error: Exception) -> Work:
        """Give it up."""
        self._forget(message.prompt_id)
        error_class = type(error).__name__
        log.error(
            "delivery.dead_letter",
            prompt_id=message.prompt_id,
            kind=message.kind.value,
            error_class=error_class,
        )
        now = self._clock.now()
        return lambda tx: ignore(outbox.mark_dead(tx, message.prompt_id, error_class, now))


def ignore(_result: object) -> None:
    """Drop it: what storage functions return about rows that changed meanwhile does not matter here."""
