"""Owns which messages stand in each person's chat, so that the conversation can be wiped from it.

Must not know: what any message said. Only ids and times are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from storage.columns import to_milliseconds

WIPE_LIMIT = timedelta(hours=48)
"""A bot can delete messages younger than this: https://core.telegram.org/bots/api#deletemessages."""


def note_message(tx: sqlite3.Connection, person_id: str, message_id: int, at: datetime) -> None:
    """Remember that this message stands in the chat since `at`; noting it twice changes nothing."""
    tx.execute(
        "INSERT INTO chat_messages (person_id, message_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (person_id, message_id, to_milliseconds(at)),
    )


def messages_to_wipe(tx: sqlite3.Connection, person_id: str, now: datetime) -> tuple[list[int], int]:
    """The ids of the messages that can be deleted, in order, and how many are too old for that."""
    rows = tx.execute("SELECT message_id, at FROM chat_messages WHERE person_id = ?", (person_id,)).fetchall()
    limit = to_milliseconds(now - WIPE_LIMIT)
    deletable = sorted(row["message_id"] for row in rows if row["at"] > limit)
    return deletable, len(rows) - len(deletable)


def forget_messages(
    tx: sqlite3.Connection, person_id: str, message_ids: Collection[int] | None = None
) -> None:
    """Forget these messages of a person, or all of them."""
    if message_ids is None:
        tx.execute("DELETE FROM chat_messages WHERE person_id = ?", (person_id,))
        return
    tx.executemany(
        "DELETE FROM chat_messages WHERE person_id = ? AND message_id = ?",
        [(person_id, message_id) for message_id in message_ids],
    )


def prune_chat_messages(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget messages from before this instant, of everybody; how many.

    Of each person the last of them stays: it is how the bot knows that older ones stand in the chat, so that wiping
    never says that all of it is gone.
    """
    limit = to_milliseconds(before)
    rows = tx.execute(
        "SELECT person_id, max(message_id) AS last FROM chat_messages WHERE at < ? GROUP BY person_id",
        (limit,),
    ).fetchall()
    removed = 0
    for row in rows:
        removed += tx.execute(
            "DELETE FROM chat_messages WHERE person_id = ? AND at < ? AND message_id < ?",
            (row["person_id"], limit, row["last"]),
        ).rowcount
    return removed
