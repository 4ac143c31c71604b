"""Owns the queue of updates: numbering, keeping 24 hours, acknowledging, delivering again.

It must not know what an update says, beyond its kind.

Source: Bot API, section "Getting updates": incoming updates are stored until the bot receives them,
not longer than 24 hours; after a week without updates the next number is random.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from simulator.changes import Changes
from simulator.clock import SimulatedClock
from simulator.errors import ControlError, conflict

Json = dict[str, Any]

KEPT_SECONDS = 24 * 3600
QUIET_SECONDS = 7 * 24 * 3600
MAX_POLL_SECONDS = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
ANOTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(kw_only=True)
class Webhook:
    """Where updates go instead of getUpdates. An empty URL means nowhere."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(kw_only=True)
class _Queued:
    update: Json
    created_at: int
    again: bool = False
    shown: bool = field(default=False)


class UpdateQueue:
    """The updates that wait for the bot."""

    def __init__(
        self, clock: SimulatedClock, changes: Changes, *, first_update_id: int = 500_000_001
    ) -> None:
        self._clock = clock
        self._changes = changes
        self._pending: list[_Queued] = []
        self._archive: dict[int, Json] = {}
        self._next_id = first_update_id
        self._last_created_at: int | None = None
        self._poller = 0
        self.allowed: list[str] | None = None
        self.webhook = Webhook()

    def add(self, kind: str, payload: Json) -> int | None:
        """Queue an update; None when the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        return self.inject({kind: payload})

    def inject(self, update: Json) -> int:
        """Queue a raw update as it is; a missing update_id is given."""
        if "update_id" not in update:
            update = {"update_id": self._take_id(), **update}
        update_id = update["update_id"]
        self._archive[update_id] = update
        self._enqueue(_Queued(update=update, created_at=self._clock.unix()))
        return int(update_id)

    def redeliver(self, *, update_id: int | None = None, last: int | None = None) -> list[int]:
        """Deliver again, whatever the bot has acknowledged. Raises ControlError for an unknown id."""
        ids = [update_id] if update_id is not None else list(self._archive)[-(last or 1) :]
        for one in ids:
            if one not in self._archive:
                raise ControlError(f"there was no update {one}", status=404)
            self._enqueue(_Queued(update=self._archive[one], created_at=self._clock.unix(), again=True))
        return ids

    def set_next_id(self, value: int) -> None:
        """The number of the next update."""
        self._next_id = value
        self._last_created_at = None

    def allow(self, kinds: list[str] | None) -> None:
        """Which kinds the bot wants from now on; None leaves that as it was, empty means the default."""
        if kinds is not None:
            self.allowed = [str(kind) for kind in kinds] or None

    def pending_count(self) -> int:
        """How many updates wait."""
        self._drop_expired()
        return len(self._pending)

    def pending(self) -> list[Json]:
        """The updates that wait, oldest first."""
        self._drop_expired()
        return [queued.update for queued in self._pending]

    def drop_pending(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    async def poll(self, *, offset: int, limit: int, timeout_seconds: float) -> list[Json]:
        """What getUpdates answers. Raises BotApiError 409 for a webhook, or when another poll starts."""
        if self.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._poller += 1
        mine = self._poller
        self._changes.ring()
        self._acknowledge(offset)
        await self._changes.until(
            lambda: self._poller != mine or bool(self._pending), min(timeout_seconds, MAX_POLL_SECONDS)
        )
        if self._poller != mine:
            raise conflict(ANOTHER_POLLER)
        return self._show(limit)

    def head(self) -> Json | None:
        """The oldest update, for the webhook."""
        self._drop_expired()
        return self._pending[0].update if self._pending else None

    def acknowledge_head(self, update: Json) -> None:
        """The webhook took the oldest update."""
        if self._pending and self._pending[0].update is update:
            del self._pending[0]

    def _show(self, limit: int) -> list[Json]:
        self._drop_expired()
        batch = self._pending[:limit]
        for queued in batch:
            queued.shown = True
        return [queued.update for queued in batch]

    def _enqueue(self, queued: _Queued) -> None:
        place = sum(1 for other in self._pending if other.again) if queued.again else len(self._pending)
        self._pending.insert(place, queued)
        self._changes.ring()

    def _acknowledge(self, offset: int) -> None:
        self._drop_expired()
        self._pending = [queued for queued in self._pending if not (queued.again and queued.shown)]
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._forget_before(offset)

    def _forget_before(self, offset: int) -> None:
        ids = [queued.update["update_id"] for queued in self._pending]
        if offset > self._next_id + 10 and offset - 1 not in ids and all(one < self._next_id for one in ids):
            return  # from before the numbers started again: Telegram answers from the oldest
        through = max((at for at, one in enumerate(ids) if one == offset - 1), default=-1)
        self._pending = [
            queued
            for at, queued in enumerate(self._pending)
            if (queued.again and not queued.shown) or (at > through and ids[at] >= offset)
        ]

    def _drop_expired(self) -> None:
        oldest = self._clock.unix() - KEPT_SECONDS
        self._pending = [queued for queued in self._pending if queued.created_at >= oldest]

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT

    def _take_id(self) -> int:
        now = self._clock.unix()
        if self._last_created_at is not None and now - self._last_created_at >= QUIET_SECONDS:
            self._next_id = 1 + secrets.randbelow(2_000_000_000)
        self._last_created_at = now
        self._next_id += 1
        return self._next_id - 1
