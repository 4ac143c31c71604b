"""Owns the timers of conversations and cases: what rings when, exactly once.

Must not know: what a timer means, or who is woken by it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds, to_milliseconds_up


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A timer named `timer` for the subject `subject_id`; `person_id` is whose conversation it belongs to."""

    timer: str
    subject_id: str
    person_id: str
    due_at: datetime


CLAIM_DUE_SQL = """
DELETE FROM timers WHERE (timer, subject_id) IN
    (SELECT timer, subject_id FROM timers WHERE due_at <= :now ORDER BY due_at LIMIT :limit)
RETURNING timer, subject_id, person_id, due_at
"""


def set_timer(tx: sqlite3.Connection, timer: Timer) -> None:
    """Ring at `due_at`; a timer with the same name and subject is replaced."""
    tx.execute(
        "INSERT INTO timers (timer, subject_id, person_id, due_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (timer, subject_id) DO UPDATE"
        " SET person_id = excluded.person_id, due_at = excluded.due_at",
        (timer.timer, timer.subject_id, timer.person_id, to_milliseconds_up(timer.due_at)),
    )


def clear_timers(tx: sqlite3.Connection, subject_id: str, timer: str | None = None) -> int:
    """Forget every timer of this subject, or only the one with this name; how many."""
    cursor = tx.execute(
        "DELETE FROM timers WHERE subject_id = :subject_id AND (:timer IS NULL OR timer = :timer)",
        {"subject_id": subject_id, "timer": timer or None},
    )
    return cursor.rowcount


def timers_of(tx: sqlite3.Connection, subject_id: str) -> list[Timer]:
    """Every timer of this subject, by time."""
    rows = tx.execute("SELECT * FROM timers WHERE subject_id = ? ORDER BY due_at, timer", (subject_id,))
    return [_timer(row) for row in rows]


def claim_due_timers(tx: sqlite3.Connection, now: datetime, limit: int) -> list[Timer]:
    """The timers that are due, the longest overdue first; they are removed, so each rings once."""
    rows = tx.execute(CLAIM_DUE_SQL, {"now": to_milliseconds(now), "limit": limit}).fetchall()
    return sorted((_timer(row) for row in rows), key=lambda t: (t.due_at, t.timer, t.subject_id))


def _timer(row: sqlite3.Row) -> Timer:
    return Timer(
        timer=row["timer"],
        subject_id=row["subject_id"],
        person_id=row["person_id"],
        due_at=from_milliseconds(row["due_at"]),
    )
