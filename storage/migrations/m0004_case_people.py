"""Owns the table that says which cases are with whom. Must not know how it is used; see `storage.cases`.

Who is with a case stands in its encrypted body; this repeats it so that a case handler's list can be read by index.
It tells nothing that the recipients of the case's envelopes do not tell already. A migration has no key, so the cases
that are there already are only put on a list; the bot fills in their rows when it starts.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE case_people (
        person_id  TEXT NOT NULL,
        case_id    TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
        is_open    INTEGER NOT NULL CHECK (is_open IN (0, 1)),
        urgent     INTEGER NOT NULL CHECK (urgent IN (0, 1)),
        created_at INTEGER NOT NULL,
        PRIMARY KEY (case_id, person_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX case_people_in_order ON case_people (person_id, is_open, urgent DESC, created_at, case_id)",
    """CREATE TABLE cases_without_people (
        case_id TEXT PRIMARY KEY REFERENCES cases (case_id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO cases_without_people (case_id) SELECT case_id FROM cases",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the tables, and list the cases that are there."""
    for statement in _STATEMENTS:
        tx.execute(statement)
