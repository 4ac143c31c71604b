"""Owns moving a database from one operational key to the next: every encrypted value and every keyed hash.

Must not know: where a key is kept, or what a value means; how a case's reference is read from its body is told by the
caller. It goes in small transactions, each of which leaves every value readable with the old and the new key together,
so that it can be stopped anywhere and begun again.

The hash of an open invitation cannot be made anew, because its token was never kept. So while an invitation is open,
the previous key is still needed to recognise it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.columns import decrypt_json, from_milliseconds, to_milliseconds
from storage.crash_points import reach
from storage.database import Database
from storage.field_encryption import (
    CARE_TALLY_BODY,
    CASE_MESSAGES_BODY,
    CASES_BODY,
    CHECK_INS_REFERENCE,
    ENCRYPTED_COLUMNS,
    EVIDENCE_BODY,
    INVITATIONS_BODY,
    OUTBOX_BODY,
    PEOPLE_PROFILE,
    RECIPIENTS_PROTECTED,
    REGISTER_COUNTS_BODY,
    SNAPSHOTS_BODY,
    EncryptedColumn,
    FieldEncryption,
    FieldEncryptionError,
    key_id_of,
)

BATCH = 100

ROW_IDS: dict[EncryptedColumn, str] = {
    SNAPSHOTS_BODY: "person_id",
    OUTBOX_BODY: "prompt_id",
    PEOPLE_PROFILE: "person_id",
    EVIDENCE_BODY: "attachment_id",
    INVITATIONS_BODY: "invitation_id",
    CASES_BODY: "case_id",
    CHECK_INS_REFERENCE: "check_in_id",
    CASE_MESSAGES_BODY: "prompt_id",
    RECIPIENTS_PROTECTED: "recipient_id",
    CARE_TALLY_BODY: "batch",
    REGISTER_COUNTS_BODY: "period",
}
"""The column with the id that a value is bound to, for each encrypted column."""

_PEOPLE_HASH, _CASES_HASH, _TOKEN_HASH = "people.telegram_id", "cases.reference", "invitations.token"
_HASHED_UNDER = "token_key"
"""In the body of an invitation: the id (hexadecimal) of the key under which its token was hashed, if not its own."""

Progress = Callable[[int], None]
"""Told how many rows were looked at since the last time."""


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """What came of it. `unreadable` values were damaged before, and stay as they are.

    `invitations_open_until` is when the last invitation ends that only the previous key recognises, or None.
    """

    moved: int
    unreadable: int
    invitations_open_until: datetime | None


async def rotate(
    db: Database,
    fe: FieldEncryption,
    *,
    reference_of: Callable[[bytes], str],
    now: datetime,
    progress: Progress = lambda count: None,
) -> Rotated:
    """Move every value and hash to the current key; those that are there already are passed over.

    `fe` must know the previous key too. Raises DatabaseError.
    """
    moved = unreadable = 0
    for column in ENCRYPTED_COLUMNS:
        last = ""
        while True:
            step = await db.transaction(lambda tx, c=column, a=last: _batch(tx, fe, c, a, reference_of))  # type: ignore[misc]
            reach("rotation.batch_committed")
            moved, unreadable, last = moved + step.moved, unreadable + step.unreadable, step.last
            progress(step.seen)
            if step.seen < BATCH:
                break
    await db.transaction(lambda tx: _forget_dead_tokens(tx, fe, now))
    reach("rotation.tokens_committed")
    open_until = await db.read(lambda tx: _open_until(tx, fe, now))
    return Rotated(moved=moved, unreadable=unreadable, invitations_open_until=open_until)


def rows_to_look_at(tx: sqlite3.Connection) -> int:
    """How many rows a rotation will pass."""
    tables = (column.table for column in ENCRYPTED_COLUMNS)
    return sum(tx.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)  # noqa: S608


def revoke_open_invitations(tx: sqlite3.Connection, now: datetime) -> list[str]:
    """Destroy every invitation that could still be used; their ids."""
    rows = tx.execute(
        "DELETE FROM invitations WHERE redeemed_at IS NULL AND expires_at > ? RETURNING invitation_id",
        (to_milliseconds(now),),
    ).fetchall()
    return sorted(row["invitation_id"] for row in rows)


# ---- one batch --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Step:
    seen: int
    moved: int
    unreadable: int
    last: str


def _batch(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    column: EncryptedColumn,
    after: str,
    reference_of: Callable[[bytes], str],
) -> _Step:
    row_id = ROW_IDS[column]
    rows = tx.execute(
        f"SELECT {row_id} AS id, {column.column} AS value FROM {column.table}"  # noqa: S608 (constants)
        f" WHERE {row_id} > ? ORDER BY {row_id} LIMIT ?",
        (after, BATCH),
    ).fetchall()
    moved = unreadable = 0
    for row in rows:
        if not fe.needs_rotation(row["value"]):
            continue
        try:
            plain = fe.decrypt(column, row["id"], row["value"])
        except FieldEncryptionError:
            unreadable += 1
            continue
        if column == INVITATIONS_BODY:
            plain = _with_token_key(row["value"], plain)
        tx.execute(
            f"UPDATE {column.table} SET {column.column} = ? WHERE {row_id} = ?",  # noqa: S608 (constants)
            (fe.encrypt(column, row["id"], plain), row["id"]),
        )
        _move_hash(tx, fe, column, row["id"], plain, reference_of)
        moved += 1
    last = rows[-1]["id"] if rows else after
    reach("rotation.before_commit")
    return _Step(seen=len(rows), moved=moved, unreadable=unreadable, last=last)


def _move_hash(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    column: EncryptedColumn,
    row_id: str,
    plain: bytes,
    reference_of: Callable[[bytes], str],
) -> None:
    """Make the row's keyed hash anew, in the same transaction as its value: they are under the same key always."""
    if column == PEOPLE_PROFILE:
        telegram_id = json.loads(plain)["telegram_id"]
        hashed = None if telegram_id is None else fe.keyed_hash(_PEOPLE_HASH, str(telegram_id))
        tx.execute("UPDATE people SET telegram_hash = ? WHERE person_id = ?", (hashed, row_id))
    elif column == CASES_BODY:
        hashed = fe.keyed_hash(_CASES_HASH, reference_of(plain))
        tx.execute("UPDATE cases SET reference_hash = ? WHERE case_id = ?", (hashed, row_id))


# ---- invitations ------------------------------------------------------------------------------------------------


def _forget_dead_tokens(tx: sqlite3.Connection, fe: FieldEncryption, now: datetime) -> None:
    """The hash of a token that cannot be used any more gives way to that of the row's own id."""
    rows = tx.execute(
        "SELECT invitation_id FROM invitations WHERE redeemed_at IS NOT NULL OR expires_at <= ?",
        (to_milliseconds(now),),
    ).fetchall()
    for row in rows:
        hashed = fe.keyed_hash(_TOKEN_HASH, f"used {row['invitation_id']}")
        tx.execute(
            "UPDATE invitations SET token_hash = ? WHERE invitation_id = ?", (hashed, row["invitation_id"])
        )


def _with_token_key(value: bytes, plain: bytes) -> bytes:
    """The body of an invitation that remembers under which key its token was hashed."""
    body = json.loads(plain)
    body.setdefault(_HASHED_UNDER, key_id_of(value).hex())
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _open_until(tx: sqlite3.Connection, fe: FieldEncryption, now: datetime) -> datetime | None:
    """When the last usable invitation ends whose token was hashed under another key than the current one."""
    rows = tx.execute(
        "SELECT invitation_id, body, expires_at FROM invitations WHERE redeemed_at IS NULL AND expires_at > ?",
        (to_milliseconds(now),),
    )
    ends = [row["expires_at"] for row in rows if _is_under_another_key(fe, row)]
    return from_milliseconds(max(ends)) if ends else None


def _is_under_another_key(fe: FieldEncryption, row: sqlite3.Row) -> bool:
    try:
        body = decrypt_json(fe, INVITATIONS_BODY, row["invitation_id"], row["body"])
    except FieldEncryptionError:
        return False  # nobody can redeem it
    current = fe.key_id.hex()
    return bool(body.get(_HASHED_UNDER, current) != current)
