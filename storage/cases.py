"""Owns the cases: their state, whether they are urgent, and an encrypted body that only the casework
understands.

Must not know: what a case's body or its states mean, and never what was reported: that is in the envelopes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds
from storage.field_encryption import CASES_BODY, FieldEncryption

_HASH_PURPOSE = "cases.reference"

FINISHED_STATES: frozenset[str] = frozenset({"closed", "withdrawn"})
"""States in which nothing more is expected of a case handler."""


@dataclass(frozen=True, kw_only=True)
class StoredCase:
    """A case as it is kept. `body` is the casework's own serialisation."""

    case_id: str
    state: str
    urgent: bool
    created_at: datetime
    body: bytes = field(repr=False)


def add_case(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    *,
    case_id: str,
    reference: str,
    state: str,
    urgent: bool,
    at: datetime,
    body: bytes,
) -> None:
    """Keep a new case. Raises sqlite3.IntegrityError when the id or the reference is taken."""
    tx.execute(
        "INSERT INTO cases (case_id, reference_hash, state, urgent, created_at, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            case_id,
            fe.keyed_hash(_HASH_PURPOSE, reference),
            state,
            int(urgent),
            to_milliseconds(at),
            fe.encrypt(CASES_BODY, case_id, body),
        ),
    )


def load_case(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str) -> StoredCase | None:
    """The case with this id."""
    row = tx.execute(
        "SELECT case_id, state, urgent, created_at, body FROM cases WHERE case_id = ?", (case_id,)
    ).fetchone()
    if row is None:
        return None
    return StoredCase(
        case_id=case_id,
        state=row["state"],
        urgent=bool(row["urgent"]),
        created_at=from_milliseconds(row["created_at"]),
        body=fe.decrypt(CASES_BODY, case_id, row["body"]),
    )


def save_case(
    tx: sqlite3.Connection, fe: FieldEncryption, *, case_id: str, state: str, urgent: bool, body: bytes
) -> None:
    """Keep a case's new state and body. Raises LookupError when there is no such case."""
    cursor = tx.execute(
        "UPDATE cases SET state = ?, urgent = ?, body = ? WHERE case_id = ?",
        (state, int(urgent), fe.encrypt(CASES_BODY, case_id, body), case_id),
    )
    if cursor.rowcount != 1:
        raise LookupError("there is no case with this id")


def case_id_by_reference(tx: sqlite3.Connection, fe: FieldEncryption, reference: str) -> str | None:
    """The case with this reference, which has to be written exactly as it was handed out."""
    for reference_hash in fe.keyed_hashes(_HASH_PURPOSE, reference):
        row = tx.execute("SELECT case_id FROM cases WHERE reference_hash = ?", (reference_hash,)).fetchone()
        if row is not None:
            return str(row["case_id"])
    return None


def open_case_ids(tx: sqlite3.Connection, *, finished: Collection[str] = FINISHED_STATES) -> list[str]:
    """Every case whose state is not one of the finished ones, oldest first."""
    rows = tx.execute("SELECT case_id, state FROM cases ORDER BY created_at, case_id")
    return [row["case_id"] for row in rows if row["state"] not in finished]


def all_case_ids(tx: sqlite3.Connection) -> list[str]:
    """Every case, oldest first."""
    return open_case_ids(tx, finished=())


def remove_case(tx: sqlite3.Connection, case_id: str) -> bool:
    """Destroy a case; its envelopes must be removed in the same transaction. False when there is none."""
    return tx.execute("DELETE FROM cases WHERE case_id = ?", (case_id,)).rowcount == 1
