"""Owns how fast messages may leave: Telegram's limits per chat and overall, and the waiting that it asks for.

Must not know messages or people. Source: Bot API FAQ, "My bot is hitting limits, how do I avoid this?":
about one message a second in one chat, short bursts aside, and about 30 a second overall.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Messages per chat: one every `chat_seconds`, `chat_burst` at once; overall `overall` in any second.

    Overall stays two below Telegram's 30, because the network can bring messages closer together.
    """

    chat_seconds: float = 1.0
    chat_burst: int = 3
    overall: int = 28


_FORGET_AFTER = timedelta(minutes=1)
_FORGET_EVERY = 1000


class Pace:
    """Says how long to wait before the next message, and remembers which left and what Telegram asked."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock, self._limits = clock, limits
        self._free_at: dict[int, datetime] = {}
        self._held_until: dict[int, datetime] = {}
        self._all_held_until: datetime | None = None
        self._left_at: deque[datetime] = deque()

    def overall_wait_seconds(self) -> float:
        """How long until any message may leave; 0 for now."""
        now = self._clock.now()
        waits = [_seconds(now, self._all_held_until)]
        while self._left_at and now - self._left_at[0] >= timedelta(seconds=1):
            self._left_at.popleft()
        if len(self._left_at) >= self._limits.overall:
            waits.append(1 - (now - self._left_at[-self._limits.overall]).total_seconds())
        return max(waits)

    def chat_wait_seconds(self, chat_id: int) -> float:
        """How long until a message may leave to this chat, the overall limit aside; 0 for now."""
        now = self._clock.now()
        burst = timedelta(seconds=self._limits.chat_seconds * (self._limits.chat_burst - 1))
        free_at = self._free_at.get(chat_id)
        return max(
            _seconds(now, None if free_at is None else free_at - burst),
            _seconds(now, self._held_until.get(chat_id)),
        )

    def take(self, chat_id: int) -> None:
        """A message leaves to this chat now."""
        now = self._clock.now()
        if len(self._free_at) >= _FORGET_EVERY:
            self._forget_quiet_chats(now)
        self._left_at.append(now)
        start = max(now, self._free_at.get(chat_id, now))
        self._free_at[chat_id] = start + timedelta(seconds=self._limits.chat_seconds)

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram asked to wait this long after a message to this chat.

        It does not say whether that is for one chat or for all. We keep to the limit per chat, so as soon as
        a second chat is refused while a first still waits, it is taken to be for all.
        """
        now = self._clock.now()
        until = now + timedelta(seconds=seconds)
        others = [held for chat, held in self._held_until.items() if chat != chat_id and held > now]
        self._held_until[chat_id] = max(until, self._held_until.get(chat_id, until))
        if others:
            self.hold_all(seconds)

    def hold_all(self, seconds: float) -> None:
        """Let nothing leave for this long."""
        until = self._clock.now() + timedelta(seconds=seconds)
        if self._all_held_until is None or until > self._all_held_until:
            self._all_held_until = until

    def all_held(self) -> bool:
        """Whether nothing may leave at the moment because of `hold_all`."""
        return _seconds(self._clock.now(), self._all_held_until) > 0

    def _forget_quiet_chats(self, now: datetime) -> None:
        self._free_at = {chat: at for chat, at in self._free_at.items() if at + _FORGET_AFTER > now}
        self._held_until = {chat: at for chat, at in self._held_until.items() if at > now}


def _seconds(now: datetime, until: datetime | None) -> float:
    return 0.0 if until is None else max(0.0, (until - now).total_seconds())
