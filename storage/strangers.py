"""Owns how many messages came from people who are not enrolled: a number per day, and nothing else.

Must not know: who they were or what they wrote.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime


def count_stranger(tx: sqlite3.Connection, at: datetime) -> int:
    """Count one message on its day (UTC); how many that day has now."""
    rows = tx.execute(
        "INSERT INTO strangers (day, count) VALUES (?, 1)"
        " ON CONFLICT (day) DO UPDATE SET count = count + 1 RETURNING count",
        (at.astimezone(UTC).date().isoformat(),),
    ).fetchall()
    count: int = rows[0]["count"]
    return count


def strangers_on(tx: sqlite3.Connection, day: date) -> int:
    """How many messages from strangers came on this day (UTC)."""
    row = tx.execute("SELECT count FROM strangers WHERE day = ?", (day.isoformat(),)).fetchone()
    return 0 if row is None else int(row["count"])


def prune_strangers(tx: sqlite3.Connection, before: date) -> int:
    """Forget the days before this one; how many."""
    return tx.execute("DELETE FROM strangers WHERE day < ?", (before.isoformat(),)).rowcount
