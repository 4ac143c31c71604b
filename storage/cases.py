"""Owns the cases: their state, whether they are urgent, and an encrypted body that only the casework
understands.

Must not know: what a case's body or its states mean, and never what was reported: that is in the envelopes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from storage.columns import from_milliseconds, is_sound, to_milliseconds
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
    told: Collection[str] = (),
) -> None:
    """Keep a new case, which is with the people `told`. Raises sqlite3.IntegrityError when the id or the reference is
    taken.
    """
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
    list_people(tx, case_id, told)


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
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    *,
    case_id: str,
    state: str,
    urgent: bool,
    body: bytes,
    told: Collection[str] = (),
) -> None:
    """Keep a case's new state and body, and with whom it is now. Raises LookupError when there is no such case."""
    cursor = tx.execute(
        "UPDATE cases SET state = ?, urgent = ?, body = ? WHERE case_id = ?",
        (state, int(urgent), fe.encrypt(CASES_BODY, case_id, body), case_id),
    )
    if cursor.rowcount != 1:
        raise LookupError("there is no case with this id")
    list_people(tx, case_id, told)


def list_people(tx: sqlite3.Connection, case_id: str, told: Collection[str]) -> None:
    """Record that a case is with these people and nobody else."""
    tx.execute("DELETE FROM case_people WHERE case_id = ?", (case_id,))
    tx.executemany(
        "INSERT INTO case_people (person_id, case_id, is_open, urgent, created_at)"
        " SELECT ?, case_id, state NOT IN (SELECT value FROM json_each(?)), urgent, created_at"
        " FROM cases WHERE case_id = ?",
        [(person_id, json.dumps(sorted(FINISHED_STATES)), case_id) for person_id in dict.fromkeys(told)],
    )
    tx.execute("DELETE FROM cases_without_people WHERE case_id = ?", (case_id,))


def cases_without_people(tx: sqlite3.Connection, limit: int) -> list[str]:
    """Cases of an older version, for which it still has to be recorded with whom they are."""
    rows = tx.execute("SELECT case_id FROM cases_without_people LIMIT ?", (limit,))
    return [row["case_id"] for row in rows]


OPEN_CASES_OF_SQL = (
    "SELECT case_id FROM case_people WHERE person_id = :person_id AND is_open = 1"
    " ORDER BY urgent DESC, created_at, case_id LIMIT :limit"
)


def open_case_ids_of(tx: sqlite3.Connection, person_id: str, limit: int | None = None) -> list[str]:
    """The cases that are with this person and not finished: what is urgent first, then the oldest; at most `limit`."""
    rows = tx.execute(OPEN_CASES_OF_SQL, {"person_id": person_id, "limit": -1 if limit is None else limit})
    return [row["case_id"] for row in rows]


CLOSED_CASES_OF_SQL = (
    "SELECT case_id FROM case_people JOIN cases USING (case_id)"
    " WHERE person_id = :person_id AND is_open = 0 AND state = :state"
    " ORDER BY case_people.created_at DESC, case_id LIMIT :limit"
)


def closed_case_ids_of(tx: sqlite3.Connection, person_id: str, limit: int) -> list[str]:
    """The cases that are with this person and were closed (not withdrawn), the newest first; at most `limit`."""
    rows = tx.execute(CLOSED_CASES_OF_SQL, {"person_id": person_id, "state": "closed", "limit": limit})
    return [row["case_id"] for row in rows]


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


def damaged_cases(tx: sqlite3.Connection, fe: FieldEncryption) -> list[str]:
    """The ids of the cases that were changed from outside, or are damaged, oldest first."""
    rows = tx.execute("SELECT case_id, body FROM cases ORDER BY created_at, case_id")
    return [r["case_id"] for r in rows if not is_sound(fe, CASES_BODY, r["case_id"], r["body"])]


def remove_case(tx: sqlite3.Connection, case_id: str) -> bool:
    """Destroy a case; its envelopes must be removed in the same transaction. False when there is none."""
    return tx.execute("DELETE FROM cases WHERE case_id = ?", (case_id,)).rowcount == 1
