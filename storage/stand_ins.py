"""Owns who stands in for a case handler who is away: at most one person each.

Must not know: cases, or whether somebody may stand in for another in one of them.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.columns import to_milliseconds


def name_stand_in(tx: sqlite3.Connection, absent_id: str, deputy_id: str, at: datetime) -> None:
    """From now on this deputy stands in, in place of whoever did before."""
    tx.execute(
        "INSERT INTO stand_ins (absent_id, deputy_id, since_at) VALUES (?, ?, ?)"
        " ON CONFLICT (absent_id) DO UPDATE SET deputy_id = excluded.deputy_id, since_at = excluded.since_at",
        (absent_id, deputy_id, to_milliseconds(at)),
    )


def end_stand_in(tx: sqlite3.Connection, absent_id: str) -> bool:
    """Nobody stands in any more; False when nobody did."""
    return tx.execute("DELETE FROM stand_ins WHERE absent_id = ?", (absent_id,)).rowcount == 1


def stand_ins(tx: sqlite3.Connection) -> dict[str, str]:
    """Who is away, and who stands in for each."""
    rows = tx.execute("SELECT absent_id, deputy_id FROM stand_ins ORDER BY absent_id")
    return {row["absent_id"]: row["deputy_id"] for row in rows}
