"""Owns who stands in for a case handler who is away, and until when: at most one person each.

Must not know: cases, or whether somebody may stand in for another in one of them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds


@dataclass(frozen=True, kw_only=True)
class StandingIn:
    """`deputy_id` stands in for `absent_id` until `until_at` (UTC), or until they are back when that is None."""

    absent_id: str
    deputy_id: str
    until_at: datetime | None


def name_stand_in(
    tx: sqlite3.Connection, absent_id: str, deputy_id: str, at: datetime, until_at: datetime | None = None
) -> None:
    """From now on, until `until_at`, this deputy stands in, in place of whoever did before."""
    tx.execute(
        "INSERT INTO stand_ins (absent_id, deputy_id, since_at, until_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (absent_id) DO UPDATE"
        " SET deputy_id = excluded.deputy_id, since_at = excluded.since_at, until_at = excluded.until_at",
        (absent_id, deputy_id, to_milliseconds(at), None if until_at is None else to_milliseconds(until_at)),
    )


def end_stand_in(tx: sqlite3.Connection, absent_id: str) -> bool:
    """Nobody stands in any more; False when nobody did."""
    return tx.execute("DELETE FROM stand_ins WHERE absent_id = ?", (absent_id,)).rowcount == 1


def stand_ins(tx: sqlite3.Connection, now: datetime | None = None) -> dict[str, str]:
    """Who is away, and who stands in for each; with `now` only those whose time is not over."""
    found = standing_in(tx)
    return {s.absent_id: s.deputy_id for s in found if now is None or s.until_at is None or s.until_at > now}


def standing_in(tx: sqlite3.Connection) -> list[StandingIn]:
    """Everybody who is away, with who stands in and until when."""
    rows = tx.execute("SELECT absent_id, deputy_id, until_at FROM stand_ins ORDER BY absent_id")
    return [
        StandingIn(
            absent_id=row["absent_id"],
            deputy_id=row["deputy_id"],
            until_at=None if row["until_at"] is None else from_milliseconds(row["until_at"]),
        )
        for row in rows
    ]
