"""Owns where each person is in their conversation, as encrypted bytes.

Must not know: what a snapshot holds; `conversations.snapshot` turns it into bytes and back.
"""

from __future__ import annotations

import sqlite3

from storage.columns import is_sound
from storage.field_encryption import SNAPSHOTS_BODY, FieldEncryption


def load_snapshot(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> bytes | None:
    """The person's snapshot, or None when nothing was kept yet."""
    row = tx.execute("SELECT body FROM snapshots WHERE person_id = ?", (person_id,)).fetchone()
    return None if row is None else fe.decrypt(SNAPSHOTS_BODY, person_id, row["body"])


def save_snapshot(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, body: bytes) -> int:
    """Keep the person's snapshot in place of the last one; its revision, which counts from 1."""
    rows = tx.execute(
        "INSERT INTO snapshots (person_id, revision, body) VALUES (?, 1, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET revision = revision + 1, body = excluded.body"
        " RETURNING revision",
        (person_id, fe.encrypt(SNAPSHOTS_BODY, person_id, body)),
    ).fetchall()
    revision: int = rows[0]["revision"]
    return revision


def damaged_snapshots(tx: sqlite3.Connection, fe: FieldEncryption) -> list[str]:
    """The ids of the people whose snapshot was changed from outside, or is damaged."""
    rows = tx.execute("SELECT person_id, body FROM snapshots ORDER BY person_id")
    return [r["person_id"] for r in rows if not is_sound(fe, SNAPSHOTS_BODY, r["person_id"], r["body"])]


def drop_snapshot(tx: sqlite3.Connection, person_id: str) -> None:
    """Forget where the person was, with everything they had answered."""
    tx.execute("DELETE FROM snapshots WHERE person_id = ?", (person_id,))
