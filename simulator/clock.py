"""Owns simulated time: real time plus an offset that can be moved.

It must not know who reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_now() -> datetime:
    """The machine's own time, in UTC."""
    return datetime.now(UTC)


class SimulatedClock:
    """Real time plus an offset. Every date in every message comes from here."""

    def __init__(self, read_real_time: Callable[[], datetime] = real_now) -> None:
        self._read_real_time = read_real_time
        self._offset = timedelta()
        self.seq = 0

    @property
    def offset_seconds(self) -> float:
        """How far simulated time is ahead of real time, in seconds."""
        return self._offset.total_seconds()

    def now(self) -> datetime:
        """Simulated time, in UTC."""
        return self._read_real_time() + self._offset

    def unix(self) -> int:
        """Simulated time as Telegram writes it: whole seconds since 1970."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> None:
        """Move the clock; a negative step moves it back."""
        self._offset += by
        self.seq += 1

    def set(self, moment: datetime) -> None:
        """Put the clock on a moment, which must carry a time zone."""
        self._offset = moment - self._read_real_time()
        self.seq += 1

    def as_json(self) -> dict[str, object]:
        """The clock as the control API shows it."""
        return {
            "now": iso(self.now()),
            "offset_seconds": round(self.offset_seconds, 3),
            "seq": self.seq,
        }


def iso(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, with milliseconds and a Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_from_unix(seconds: int) -> str:
    """A Telegram date as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
