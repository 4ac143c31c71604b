"""Owns how the bot's health reads to an administrator who asks for it in the chat.

Must not know how it is found. Troubles, counts and times; never anything about a report or a person.
"""

from __future__ import annotations

from bot.health.report import HealthReport
from bot.health.telling import (
    CLOCK,
    DAMAGED,
    DEAD_LETTERS,
    DELIVERY,
    DISK,
    EVIDENCE,
    NOBODY,
    RECEIVING,
    STORAGE,
    UNAUTHORIZED,
    kind_of,
    role_of,
)
from conversations.wording import Words

NOW = {
    STORAGE: "alarm-now-storage",
    UNAUTHORIZED: "alarm-now-unauthorized",
    RECEIVING: "alarm-now-receiving",
    DELIVERY: "alarm-now-delivery",
    DEAD_LETTERS: "alarm-now-dead-letters",
    EVIDENCE: "alarm-now-evidence",
    DISK: "alarm-now-disk",
    NOBODY: "alarm-now-nobody",
    DAMAGED: "alarm-now-damaged",
    CLOCK: "alarm-now-clock",
}
"""What each trouble is called while it is there."""


def status_text(report: HealthReport, words: Words) -> str:
    """Every trouble with its beginning, or that there is none; then what was fetched, what waits, and the room left."""
    lines = [_trouble(code, since.isoformat(), words) for code, since in report.troubles.items()]
    lines = lines or [words.text("bot-status-well")]
    received = report.received_at
    lines.append("")
    lines.append(
        words.text("bot-status-received", {"received_at": received.isoformat()})
        if received is not None
        else words.text("bot-status-not-received")
    )
    lines.append(words.text("bot-status-queue", {"queued": report.queue.queued, "dead": report.queue.dead}))
    if report.disk_free_bytes is not None:
        lines.append(words.text("bot-status-room", {"megabytes": report.disk_free_bytes // 1_000_000}))
    return "\n".join(lines)


def _trouble(code: str, since: str, words: Words) -> str:
    what = words.text(NOW[kind_of(code)], role_of(code, words))
    return words.text("bot-status-trouble", {"since_at": since, "what": what})
