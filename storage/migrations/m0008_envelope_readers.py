"""Owns the table that says which cases have something for which recipient. Must not know how it is used.

It repeats what stands in each envelope's row, so that a case handler's list can be read by index. Triggers keep it, so
nothing that seals, reseals or removes has to know of it. A recipient is told by its first forty characters: those are
the beginning of a public key that nobody can choose.
"""

from __future__ import annotations

import sqlite3

RECIPIENT_START = 40
"""How many characters of a recipient's text are kept; the statements below say the same."""

_STATEMENTS = (
    """CREATE TABLE envelope_readers (
        recipient_start TEXT NOT NULL,
        case_id         TEXT NOT NULL,
        envelope_id     INTEGER NOT NULL REFERENCES envelopes (envelope_id) ON DELETE CASCADE,
        PRIMARY KEY (recipient_start, case_id, envelope_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX envelope_readers_of ON envelope_readers (envelope_id)",
    """CREATE TRIGGER envelope_readers_added AFTER INSERT ON envelopes BEGIN
        INSERT OR IGNORE INTO envelope_readers (recipient_start, case_id, envelope_id)
        SELECT substr(value, 1, 40), NEW.case_id, NEW.envelope_id FROM json_each(NEW.recipients);
    END""",
    """CREATE TRIGGER envelope_readers_changed AFTER UPDATE OF recipients ON envelopes BEGIN
        DELETE FROM envelope_readers WHERE envelope_id = NEW.envelope_id;
        INSERT OR IGNORE INTO envelope_readers (recipient_start, case_id, envelope_id)
        SELECT substr(value, 1, 40), NEW.case_id, NEW.envelope_id FROM json_each(NEW.recipients);
    END""",
    """INSERT OR IGNORE INTO envelope_readers (recipient_start, case_id, envelope_id)
    SELECT substr(value, 1, 40), case_id, envelope_id
    FROM envelopes, json_each(envelopes.recipients) WHERE json_valid(envelopes.recipients)""",
)


def apply(tx: sqlite3.Connection) -> None:
    """Make the table and its triggers, and fill it from the envelopes that are there."""
    for statement in _STATEMENTS:
        tx.execute(statement)
