"""Owns the tables that handling a case needs. Must not know: how they are used; see the store of the same name.

A message between people in a case lives exactly as long as the prompt that brings it is still to be delivered; two
triggers hold that, in the same transaction that marks or forgets the prompt.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE case_messages (
        prompt_id  TEXT PRIMARY KEY REFERENCES outbox (prompt_id) ON DELETE CASCADE,
        created_at INTEGER NOT NULL,
        body       BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER case_messages_delivered AFTER UPDATE OF state ON outbox
        WHEN NEW.state IN ('sent', 'superseded')
        BEGIN DELETE FROM case_messages WHERE prompt_id = NEW.prompt_id; END""",
    """CREATE TABLE stand_ins (
        absent_id TEXT PRIMARY KEY,
        deputy_id TEXT NOT NULL,
        since_at  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the tables and the triggers."""
    for statement in _STATEMENTS:
        tx.execute(statement)
