"""Owns how much one chat may send: a count in memory per chat, so that nobody keeps the others waiting.

Must not know what was sent or who somebody is to us, and keeps nothing. Somebody who sends more than fits in a minute
is told so once; for the rest of that minute nothing of theirs is handled. A restart begins anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class FloodLimits:
    """`messages` at once, and as many again every `seconds`: more than somebody taps, forwards or adds in a minute.

    Of the `remembered_chats` that wrote last the count is known; the rest begins anew.
    """

    messages: int = 60
    seconds: float = 60.0
    remembered_chats: int = 10_000


class Admission(StrEnum):
    """What happens with an update: it is handled, it is the first that is refused, or it is refused too."""

    ADMITTED = "admitted"
    FIRST_REFUSED = "first-refused"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class _Count:
    left: float
    at: datetime
    closed_until: datetime | None = None


class FloodControl:
    """The counts of all chats. What a transaction counts is only kept once it is committed."""

    def __init__(self, limits: FloodLimits | None = None) -> None:
        self._limits = limits or FloodLimits()
        self._counts: OrderedDict[int, _Count] = OrderedDict()

    def begin(self) -> FloodTrial:
        """Count for a transaction that may still fail."""
        return FloodTrial(self._limits, self._counts)

    def keep(self, trial: FloodTrial) -> None:
        """The transaction is committed: its counts hold."""
        for chat_id, count in trial.changed.items():
            self._counts[chat_id] = count
            self._counts.move_to_end(chat_id)
        while len(self._counts) > self._limits.remembered_chats:
            self._counts.popitem(last=False)

    @property
    def remembered(self) -> int:
        """Of how many chats the count is known."""
        return len(self._counts)


class FloodTrial:
    """Counts on top of those that are kept."""

    def __init__(self, limits: FloodLimits, counts: OrderedDict[int, _Count]) -> None:
        self._limits, self._counts = limits, counts
        self.changed: dict[int, _Count] = {}

    def admit(self, chat_id: int, at: datetime) -> Admission:
        """Count one update of this chat."""
        full = float(self._limits.messages)
        count = self.changed.get(chat_id) or self._counts.get(chat_id) or _Count(left=full, at=at)
        if count.closed_until is not None:
            if self._closed(count.closed_until, at):
                return Admission.REFUSED
            count = _Count(left=full, at=at)
        elapsed_seconds = max(0.0, (at - count.at).total_seconds())
        left = min(full, count.left + elapsed_seconds * full / self._limits.seconds)
        if left >= 1:
            self.changed[chat_id] = _Count(left=left - 1, at=at)
            return Admission.ADMITTED
        until = at + timedelta(seconds=self._limits.seconds)
        self.changed[chat_id] = replace(count, at=at, closed_until=until)
        return Admission.FIRST_REFUSED

    def _closed(self, until: datetime, at: datetime) -> bool:
        """Also when the clock was put back meanwhile, this lasts no longer than the limit says."""
        return at < until <= at + timedelta(seconds=self._limits.seconds)
