"""Owns what people in a case write to each other while it is on its way: encrypted, by the prompt that brings it.

Must not know: who may write to whom. A row goes the moment its prompt is marked sent, or is itself forgotten: the
schema sees to that (m0002), so no sender can leave one behind.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.columns import to_milliseconds
from storage.field_encryption import CASE_MESSAGES_BODY, FieldEncryption


def keep_until_delivered(
    tx: sqlite3.Connection, fe: FieldEncryption, prompt_id: str, text: str, at: datetime
) -> None:
    """Keep the words that the queued prompt brings. Raises sqlite3.IntegrityError when there is no such prompt."""
    tx.execute(
        "INSERT INTO case_messages (prompt_id, created_at, body) VALUES (?, ?, ?)",
        (prompt_id, to_milliseconds(at), fe.encrypt(CASE_MESSAGES_BODY, prompt_id, text.encode())),
    )


def words_of(tx: sqlite3.Connection, fe: FieldEncryption, prompt_id: str) -> str | None:
    """The words that this prompt brings; None once they were delivered."""
    row = tx.execute("SELECT body FROM case_messages WHERE prompt_id = ?", (prompt_id,)).fetchone()
    return None if row is None else fe.decrypt(CASE_MESSAGES_BODY, prompt_id, row["body"]).decode()


def waiting(tx: sqlite3.Connection) -> int:
    """How many messages have not been delivered yet."""
    return int(tx.execute("SELECT count(*) FROM case_messages").fetchone()[0])
