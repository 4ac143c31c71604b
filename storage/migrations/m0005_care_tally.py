"""Owns the tables of how people found the aftercare. Must not know how they are used; see `storage.care_tally`.

Neither has a person, a case or a time, and neither keeps the order in which its rows came (WITHOUT ROWID, random ids).
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE care_tally (
        batch TEXT PRIMARY KEY CHECK (batch IN ('waiting', 'shown')),
        body  BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE care_remarks (
        remark_id TEXT PRIMARY KEY,
        shown     INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1)),
        age_file  BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        tx.execute(statement)
