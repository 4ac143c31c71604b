"""Owns Telegram's flood limits: about one message a second per chat with short bursts, 30 a second in all.

It must not know messages. Source: Bot API FAQ, "My bot is hitting limits, how do I avoid this?".
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from simulator.errors import too_many_requests

PER_CHAT_BURST = 5
PER_CHAT_PER_SECOND = 1.0
PER_GROUP_BURST = 20
PER_GROUP_PER_SECOND = 20 / 60
OVERALL_BURST = 30
OVERALL_PER_SECOND = 30.0


class _Bucket:
    def __init__(self, burst: float, per_second: float, now: float) -> None:
        self.burst, self.per_second = burst, per_second
        self.level, self.at = burst, now

    def wait_seconds(self, cost: float, now: float) -> float:
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        return max(0.0, (min(cost, self.burst) - self.level) / self.per_second)


class FloodLimits:
    """Counts messages in real time; off until it is told to enforce."""

    def __init__(self, read_seconds: Callable[[], float] = time.monotonic) -> None:
        self._read_seconds = read_seconds
        self._chats: dict[str, _Bucket] = {}
        self._overall = _Bucket(OVERALL_BURST, OVERALL_PER_SECOND, read_seconds())
        self.enforce = False

    def count(self, chat_id: str, cost: int = 1) -> None:
        """Count ``cost`` messages to a chat. Raises BotApiError 429 when that is too fast."""
        if not self.enforce:
            return
        now = self._read_seconds()
        buckets = [self._overall, self._bucket(chat_id, now)]
        wait = max(bucket.wait_seconds(cost, now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.level -= cost

    def _bucket(self, chat_id: str, now: float) -> _Bucket:
        group = chat_id.startswith("-")
        burst = PER_GROUP_BURST if group else PER_CHAT_BURST
        pace = PER_GROUP_PER_SECOND if group else PER_CHAT_PER_SECOND
        return self._chats.setdefault(chat_id, _Bucket(burst, pace, now))
