"""Owns which updates have been handled, so that none is handled twice; the update itself is never kept.

Must not know: what an update says. Only its id, when it came and how it ended are recorded.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.columns import to_milliseconds


def record_update(tx: sqlite3.Connection, update_id: int, at: datetime) -> bool:
    """Record that this update is being handled in this transaction; False when it was seen before."""
    cursor = tx.execute(
        "INSERT INTO inbox (update_id, received_at, outcome) VALUES (?, ?, 'done') ON CONFLICT DO NOTHING",
        (update_id, to_milliseconds(at)),
    )
    return cursor.rowcount == 1


def mark_dead(tx: sqlite3.Connection, update_id: int, error_class: str, at: datetime) -> None:
    """Record that this update could not be handled. `error_class` is the name of an exception, never its
    text."""
    tx.execute(
        "INSERT INTO inbox (update_id, received_at, outcome, error_class) VALUES (?, ?, 'dead', ?)"
        " ON CONFLICT (update_id) DO UPDATE SET outcome = 'dead', error_class = excluded.error_class",
        (update_id, to_milliseconds(at), error_class),
    )


def dead_updates(tx: sqlite3.Connection) -> list[tuple[int, str]]:
    """Every update that could not be handled: its id and the class of the error."""
    rows = tx.execute("SELECT update_id, error_class FROM inbox WHERE outcome = 'dead' ORDER BY received_at")
    return [(row["update_id"], row["error_class"]) for row in rows]


def count_dead(tx: sqlite3.Connection, since: datetime) -> int:
    """How many updates from since this instant could not be handled."""
    row = tx.execute(
        "SELECT count(*) FROM inbox WHERE received_at >= ? AND outcome = 'dead'", (to_milliseconds(since),)
    ).fetchone()
    return int(row[0])


def prune_inbox(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget updates from before this instant; how many. Telegram repeats none that is older than 24
    hours."""
    return tx.execute("DELETE FROM inbox WHERE received_at < ?", (to_milliseconds(before),)).rowcount
