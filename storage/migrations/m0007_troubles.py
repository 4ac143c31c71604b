"""Owns the tables of what the administrator was told. Must not know how they are used; see `storage.troubles`.

Codes and times only: nothing in them says who reported what, or that anybody did.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE troubles (
        code  TEXT PRIMARY KEY,
        since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE last_received (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        at  INTEGER NOT NULL
    ) STRICT""",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make both tables."""
    for statement in _STATEMENTS:
        tx.execute(statement)
