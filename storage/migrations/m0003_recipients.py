"""Owns the table of recipients that case handlers made in their browser. Must not know how it is used; see
`storage.recipients`.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE recipients (
        recipient_id TEXT PRIMARY KEY,
        person_id    TEXT NOT NULL,
        recipient    TEXT NOT NULL UNIQUE,
        state        TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'former', 'refused')),
        protected    BLOB NOT NULL,
        created_at   INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX recipients_of_person ON recipients (person_id, created_at)",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the table and its indexes."""
    for statement in _STATEMENTS:
        tx.execute(statement)
