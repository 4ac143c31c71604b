"""Owns the register of sealed envelopes: which age file belongs to which part of which case, and its
signature.

Must not know: how sealing or signing works, or what is inside; nothing here can be opened on this machine.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds


@dataclass(frozen=True, kw_only=True)
class StoredEnvelope:
    """One sealed part of a case.

    `age_file` is the whole age file, or only its header when the payload is in the evidence file
    `payload_file`. `sha256` is that of the whole age file and `signature` the server's. `envelope_id` is 0
    until it is stored.
    """

    case_id: str
    part: str
    revision: int
    age_file: bytes = field(repr=False)
    payload_file: str | None = None
    sha256: bytes
    signature: bytes = field(repr=False)
    recipients: tuple[str, ...] = field(repr=False)
    created_at: datetime
    envelope_id: int = 0


def add_envelope(tx: sqlite3.Connection, envelope: StoredEnvelope) -> int:
    """Register an envelope; its id. Raises sqlite3.IntegrityError when this part has this revision
    already."""
    cursor = tx.execute(
        "INSERT INTO envelopes"
        " (case_id, part, revision, age_file, payload_file, sha256, signature, recipients, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            envelope.case_id,
            envelope.part,
            envelope.revision,
            envelope.age_file,
            envelope.payload_file,
            envelope.sha256,
            envelope.signature,
            json.dumps(envelope.recipients),
            to_milliseconds(envelope.created_at),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def replace_envelope(tx: sqlite3.Connection, envelope: StoredEnvelope) -> None:
    """Put a resealed envelope in the row with its id. Its case, part, revision and time stay what they were.

    Raises LookupError when there is no such row.
    """
    cursor = tx.execute(
        "UPDATE envelopes SET age_file = ?, payload_file = ?, sha256 = ?, signature = ?, recipients = ?"
        " WHERE envelope_id = ?",
        (
            envelope.age_file,
            envelope.payload_file,
            envelope.sha256,
            envelope.signature,
            json.dumps(envelope.recipients),
            envelope.envelope_id,
        ),
    )
    if cursor.rowcount != 1:
        raise LookupError("there is no envelope with this id")


def envelopes_of(tx: sqlite3.Connection, case_id: str) -> list[StoredEnvelope]:
    """Every envelope of a case, in the order in which they were sealed."""
    rows = tx.execute("SELECT * FROM envelopes WHERE case_id = ? ORDER BY envelope_id", (case_id,))
    return [_envelope(row) for row in rows]


def envelope_by_id(tx: sqlite3.Connection, envelope_id: int) -> StoredEnvelope | None:
    """The envelope with this id."""
    row = tx.execute("SELECT * FROM envelopes WHERE envelope_id = ?", (envelope_id,)).fetchone()
    return None if row is None else _envelope(row)


def next_revision(tx: sqlite3.Connection, case_id: str, part: str) -> int:
    """The revision that a new envelope of this part gets; they count from 1."""
    row = tx.execute(
        "SELECT coalesce(max(revision), 0) + 1 FROM envelopes WHERE case_id = ? AND part = ?", (case_id, part)
    ).fetchone()
    return int(row[0])


def remove_envelopes(tx: sqlite3.Connection, case_id: str) -> list[str]:
    """Destroy a case's envelopes; the payload files that have to be removed after the commit."""
    rows = tx.execute("DELETE FROM envelopes WHERE case_id = ? RETURNING payload_file", (case_id,)).fetchall()
    return sorted(row["payload_file"] for row in rows if row["payload_file"] is not None)


def envelope_payload_files(tx: sqlite3.Connection) -> set[str]:
    """Every payload file that an envelope refers to."""
    rows = tx.execute("SELECT payload_file FROM envelopes WHERE payload_file IS NOT NULL")
    return {row["payload_file"] for row in rows}


def _envelope(row: sqlite3.Row) -> StoredEnvelope:
    return StoredEnvelope(
        envelope_id=row["envelope_id"],
        case_id=row["case_id"],
        part=row["part"],
        revision=row["revision"],
        age_file=row["age_file"],
        payload_file=row["payload_file"],
        sha256=row["sha256"],
        signature=row["signature"],
        recipients=tuple(json.loads(row["recipients"])),
        created_at=from_milliseconds(row["created_at"]),
    )
