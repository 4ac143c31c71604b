"""Owns whose turn it is: new messages that were claimed wait here until none before them is unsure.

A new message is unsure from when it leaves until it is known to have left, also by the next process: a crash in
between doubles it. Must not know how a message is sent or what it says.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.claims import Job


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    job: Job
    since: datetime


class Turns:
    """At most `unsure_at_once` new messages are unsure, those aside that take longer than `slow_seconds`."""

    def __init__(
        self, clock: Clock, *, unsure_at_once: int, slow_seconds: float, ahead: int, waits_seconds: float
    ) -> None:
        self._clock, self._unsure_at_once, self._ahead = clock, unsure_at_once, ahead
        self._slow, self._waits = timedelta(seconds=slow_seconds), timedelta(seconds=waits_seconds)
        self._waiting: deque[_Waiting] = deque()
        self._unsure_since: dict[str, datetime] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def room(self, ended: Collection[str] = ()) -> int:
        """How many new messages may be claimed now, when those that have `ended` are no longer unsure."""
        return max(0, self._ahead + self._unsure_at_once - self.unsure(ended) - len(self._waiting))

    def person_ids(self) -> set[str]:
        """Whose messages wait here."""
        return {waiting.job.message.person_id for waiting in self._waiting}

    def wait(self, job: Job) -> None:
        """Let a new message wait for its turn."""
        self._waiting.append(_Waiting(job=job, since=self._clock.now()))

    def leave_out_stale(self) -> bool:
        """Leave out what has waited too long: it is claimed again, as it has to be by then. Whether there was any."""
        found = False
        earliest = self._clock.now() - self._waits
        while self._waiting and self._waiting[0].since < earliest:
            self._waiting.popleft()
            found = True
        return found

    def next(self) -> Job | None:
        """The message whose turn it is, unsure from now on; None when it is nobody's."""
        if not self._waiting or self.unsure() >= self._unsure_at_once:
            return None
        job = self._waiting.popleft().job
        self._unsure_since[job.message.prompt_id] = self._clock.now()
        return job

    def sure(self, prompt_id: str) -> None:
        """It is known now whether this message left."""
        self._unsure_since.pop(prompt_id, None)

    def unsure(self, ended: Collection[str] = ()) -> int:
        """How many messages are unsure at this moment, without those that have `ended` or take very long."""
        if not self._unsure_since:
            return 0
        slow = self._clock.now() - self._slow
        return sum(at > slow for prompt_id, at in self._unsure_since.items() if prompt_id not in ended)

    def next_look_seconds(self) -> list[float]:
        """After how many seconds an unsure message no longer keeps others waiting."""
        if self.unsure() < self._unsure_at_once:
            return []
        now = self._clock.now()
        waits = ((at + self._slow - now).total_seconds() for at in self._unsure_since.values())
        return [seconds for seconds in waits if seconds > 0]
