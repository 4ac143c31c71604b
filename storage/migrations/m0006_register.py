"""Owns the anonymised register's table, and until when somebody stands in. Must not know how they are used; see
`storage.register` and `storage.stand_ins`.

The register has one row for a whole period and none for a single report, so that no row can be laid beside a case. A
stand-in of before this migration has no end: it lasts until the absent handler is back.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE register_counts (
        period TEXT PRIMARY KEY,
        body   BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE stand_ins ADD COLUMN until_at INTEGER",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the table and the column."""
    for statement in _STATEMENTS:
        tx.execute(statement)
