"""Owns how the bot's health looks to a machine: the values of the health page.

Must not know how they are found or who is told. Nothing in them identifies anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.health.looking import Queue
from bot.health.telling import DELIVERY, DISK, EVIDENCE, RECEIVING, STORAGE


@dataclass(frozen=True, kw_only=True)
class HealthReport:
    """How it is now. `troubles` are codes, since when; nothing else in it identifies anything."""

    at: datetime
    started_at: datetime
    received_at: datetime | None
    looked_at: datetime | None
    queue: Queue
    oldest_wanted_at: datetime | None = None
    disk_free_bytes: int | None = None
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
            "evidence": {
                "oldest_waiting_at": _shown(self.oldest_wanted_at),
                "well": EVIDENCE not in self.troubles,
            },
            "disk": {"free_bytes": self.disk_free_bytes, "well": DISK not in self.troubles},
            "storage": {"last_read_at": _shown(self.looked_at), "well": STORAGE not in self.troubles},
            "troubles": {code: _shown(since) for code, since in self.troubles.items()},
        }


def _shown(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
