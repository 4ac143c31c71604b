"""Owns the messages that have to leave: in order per person, never lost, and remembered as prompts
afterwards.

Must not know: Telegram, how a text is rendered, or when to try again. A body holds text keys and references,
never what somebody wrote, and is encrypted all the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage.columns import (
    decrypt_json,
    encrypt_json,
    from_milliseconds,
    from_optional_milliseconds,
    row_beside,
    to_milliseconds,
)
from storage.field_encryption import OUTBOX_BODY, FieldEncryption, FieldEncryptionError


class OutboxKind(StrEnum):
    """What has to be done: send, change a message, answer a button, wipe the chat, or only mark a moment."""

    SAY = "say"
    REVISE = "revise"
    TOAST = "toast"
    WIPE = "wipe"
    MARK = "mark"


class OutboxState(StrEnum):
    """Where a message stands: `dead` was given up, `superseded` was overtaken before it left."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True)
class OutboxMessage:
    """One message. `prompt_id` is random and what buttons refer to; `message_ids` are Telegram's, once sent.

    `body` is JSON. `error_class` is the name of the exception that made it dead. `outbox_id` is 0 until
    queued.
    """

    prompt_id: str
    person_id: str
    kind: OutboxKind
    body: dict[str, Any] = field(repr=False)
    due_at: datetime
    created_at: datetime
    state: OutboxState = OutboxState.QUEUED
    message_ids: tuple[int, ...] = ()
    attempts: int = 0
    sent_at: datetime | None = None
    error_class: str | None = None
    outbox_id: int = 0


@dataclass(frozen=True, kw_only=True)
class DeadMessage:
    """A message that was given up, without its body."""

    prompt_id: str
    person_id: str
    kind: OutboxKind
    attempts: int
    error_class: str
    given_up_at: datetime


_LONGEST_POSTPONED = timedelta(hours=1)
"""Nothing waits longer than this in the outbox; what seems to, was postponed by a clock that was put back since."""

CLAIM_NEXT_SQL = """
WITH RECURSIVE waiting (person_id) AS (
    SELECT min(person_id) FROM outbox WHERE state = 'queued'
    UNION ALL
    SELECT (SELECT min(person_id) FROM outbox WHERE state = 'queued' AND person_id > waiting.person_id)
    FROM waiting WHERE waiting.person_id IS NOT NULL
)
SELECT outbox.* FROM waiting CROSS JOIN outbox ON outbox.outbox_id =
    (SELECT min(outbox_id) FROM outbox WHERE state = 'queued' AND person_id = waiting.person_id)
WHERE (outbox.due_at <= :now OR outbox.created_at > :now OR outbox.due_at > :never_yet)
    AND (outbox.kind = 'toast' OR NOT :only_toasts) AND (outbox.kind <> 'say' OR :new_messages > 0)
    AND waiting.person_id NOT IN (SELECT value FROM json_each(:skipped))
    AND NOT EXISTS (SELECT 1 FROM people WHERE people.person_id = waiting.person_id AND state <> 'active')
ORDER BY outbox.outbox_id LIMIT :limit
"""
"""Hops along the index from one waiting person to the next, and looks only at the first message of each."""


def enqueue(tx: sqlite3.Connection, fe: FieldEncryption, message: OutboxMessage) -> int:
    """Queue a message behind the others of this person; its outbox id.

    Raises sqlite3.IntegrityError when the prompt id is taken.
    """
    cursor = tx.execute(
        "INSERT INTO outbox (prompt_id, person_id, kind, state, body, due_at, created_at)"
        " VALUES (?, ?, ?, 'queued', ?, ?, ?)",
        (
            message.prompt_id,
            message.person_id,
            message.kind,
            encrypt_json(fe, OUTBOX_BODY, message.prompt_id, message.body),
            to_milliseconds(message.due_at),
            to_milliseconds(message.created_at),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def claim_next(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    now: datetime,
    *,
    skip_person_ids: Collection[str] = (),
    limit: int,
    new_messages: int | None = None,
    only_toasts: bool = False,
) -> list[OutboxMessage]:
    """The messages to send now: for each person only the oldest queued one, and only when it is due.

    Where the clock was put back since a message was queued or postponed, that message is due.
    So a postponed message keeps back the later ones of the same person. People in `skip_person_ids`
    (something of theirs is under way), and people who blocked the bot or were removed, are passed over.
    Of new messages (kind say) at most `new_messages` are taken, those with the fewest failed attempts first; with
    `only_toasts` nothing else than answers to buttons.
    Messages stay queued until they are marked; one whose body is damaged is dead at once, so that it keeps
    nobody waiting.
    """
    rows = tx.execute(
        CLAIM_NEXT_SQL,
        {
            "now": to_milliseconds(now),
            "never_yet": to_milliseconds(now + _LONGEST_POSTPONED),
            "skipped": json.dumps(list(skip_person_ids)),
            "limit": limit,
            "new_messages": limit if new_messages is None else new_messages,
            "only_toasts": only_toasts,
        },
    ).fetchall()
    messages = []
    for row in rows if new_messages is None else _at_most(rows, new_messages):
        try:
            messages.append(_message(fe, row))
        except FieldEncryptionError as error:
            mark_dead(tx, row["prompt_id"], type(error).__name__, now)
    return messages


def toast_behind(tx: sqlite3.Connection, fe: FieldEncryption, message: OutboxMessage) -> list[OutboxMessage]:
    """The answer to a button that is queued right behind this message of the same person, if there is one.

    It changes nothing that is read in order, so it may leave beside the message. Damaged ones are left where they are.
    """
    row = tx.execute(
        "SELECT * FROM outbox WHERE state = 'queued' AND person_id = ? AND outbox_id > ?"
        " ORDER BY outbox_id LIMIT 1",
        (message.person_id, message.outbox_id),
    ).fetchone()
    if row is None or row["kind"] != OutboxKind.TOAST or row["attempts"]:
        return []
    try:
        return [_message(fe, row)]
    except FieldEncryptionError:
        return []


def _at_most(rows: Sequence[sqlite3.Row], new_messages: int) -> list[sqlite3.Row]:
    """The rows, without the new messages that are too many."""
    new = sorted((row for row in rows if row["kind"] == OutboxKind.SAY), key=lambda row: int(row["attempts"]))
    left_out = {row["outbox_id"] for row in new[max(0, new_messages) :]}
    return [row for row in rows if row["outbox_id"] not in left_out]


def mark_sent(tx: sqlite3.Connection, prompt_id: str, message_ids: Collection[int], at: datetime) -> bool:
    """Record that a message left, and under which Telegram message ids; False when it was marked before."""
    cursor = tx.execute(
        "UPDATE outbox SET state = 'sent', message_ids = ?, sent_at = ?, error_class = NULL"
        " WHERE prompt_id = ? AND state IN ('queued', 'superseded')",
        (json.dumps(list(message_ids)), to_milliseconds(at), prompt_id),
    )
    return cursor.rowcount == 1


def postpone(tx: sqlite3.Connection, prompt_id: str, due_at: datetime) -> bool:
    """Try a queued message again at `due_at`, and count the attempt; False when it is no longer queued."""
    cursor = tx.execute(
        "UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE prompt_id = ? AND state = 'queued'",
        (to_milliseconds(due_at), prompt_id),
    )
    return cursor.rowcount == 1


def mark_dead(tx: sqlite3.Connection, prompt_id: str, error_class: str, at: datetime) -> bool:
    """Give a queued message up at this instant; False when it is no longer queued.

    `error_class` is the name of an exception, never its text.
    """
    cursor = tx.execute(
        "UPDATE outbox SET state = 'dead', error_class = ?, due_at = ?, attempts = attempts + 1"
        " WHERE prompt_id = ? AND state = 'queued'",
        (error_class, to_milliseconds(at), prompt_id),
    )
    return cursor.rowcount == 1


def supersede(tx: sqlite3.Connection, prompt_id: str) -> bool:
    """Take a queued message back because a later one replaces it; False when it is no longer queued."""
    cursor = tx.execute(
        "UPDATE outbox SET state = 'superseded' WHERE prompt_id = ? AND state = 'queued'", (prompt_id,)
    )
    return cursor.rowcount == 1


def retry_dead(tx: sqlite3.Connection, at: datetime, prompt_id: str | None = None) -> int:
    """Queue dead messages again in their old place, or only this one; how many."""
    cursor = tx.execute(
        "UPDATE outbox SET state = 'queued', error_class = NULL, attempts = 0, due_at = :at"
        " WHERE state = 'dead' AND (:prompt_id IS NULL OR prompt_id = :prompt_id)",
        {"at": to_milliseconds(at), "prompt_id": prompt_id},
    )
    return cursor.rowcount


def list_dead(tx: sqlite3.Connection) -> list[DeadMessage]:
    """Every message that was given up, oldest first."""
    rows = tx.execute("SELECT * FROM outbox WHERE state = 'dead' ORDER BY outbox_id")
    return [
        DeadMessage(
            prompt_id=row["prompt_id"],
            person_id=row["person_id"],
            kind=OutboxKind(row["kind"]),
            attempts=row["attempts"],
            error_class=row["error_class"],
            given_up_at=from_milliseconds(row["due_at"]),
        )
        for row in rows
    ]


def prompt(tx: sqlite3.Connection, fe: FieldEncryption, prompt_id: str) -> OutboxMessage | None:
    """The message with this prompt id, also after it was sent; None once it was pruned."""
    row = tx.execute("SELECT * FROM outbox WHERE prompt_id = ?", (prompt_id,)).fetchone()
    return None if row is None else _message(fe, row)


def hold_person(tx: sqlite3.Connection, person_id: str) -> bool:
    """Keep this person's messages queued, because they blocked the bot; False when they were held already."""
    cursor = tx.execute(
        "UPDATE people SET state = 'blocked' WHERE person_id = ? AND state = 'active'", (person_id,)
    )
    return cursor.rowcount == 1


def release_person(tx: sqlite3.Connection, person_id: str) -> bool:
    """Let this person's messages leave again; False when they were not held."""
    cursor = tx.execute(
        "UPDATE people SET state = 'active' WHERE person_id = ? AND state = 'blocked'", (person_id,)
    )
    return cursor.rowcount == 1


def take_back(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, scope: str) -> int:
    """Supersede what waits to be sent to this person and belongs to a moment of this kind; how many."""
    rows = tx.execute(
        "SELECT * FROM outbox WHERE state = 'queued' AND person_id = ? AND kind IN ('say', 'revise')",
        (person_id,),
    ).fetchall()
    taken = 0
    for row in rows:
        with suppress(FieldEncryptionError):
            if str(_message(fe, row).body.get("scope", "")).startswith(scope):
                taken += supersede(tx, row["prompt_id"])
    return taken


def drop_messages_of(tx: sqlite3.Connection, person_id: str) -> int:
    """Forget every message of a person who was removed, whatever its state; how many."""
    return tx.execute(
        "DELETE FROM outbox WHERE state IN ('queued', 'sent', 'dead', 'superseded') AND person_id = ?",
        (person_id,),
    ).rowcount


def prune_outbox(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget messages that were sent or superseded before this instant; how many. Dead ones are kept for a
    retry.

    The buttons under a message that was pruned are no longer known.
    """
    return tx.execute(
        "DELETE FROM outbox WHERE state IN ('sent', 'superseded') AND coalesce(sent_at, created_at) < ?",
        (to_milliseconds(before),),
    ).rowcount


def queue_depth(tx: sqlite3.Connection) -> int:
    """How many messages wait, those of held people included."""
    return int(tx.execute("SELECT count(*) FROM outbox WHERE state = 'queued'").fetchone()[0])


def oldest_queued_at(tx: sqlite3.Connection) -> datetime | None:
    """When the longest waiting message was queued; messages of held people do not count."""
    row = tx.execute(
        "SELECT created_at FROM outbox WHERE state = 'queued' AND NOT EXISTS"
        " (SELECT 1 FROM people WHERE people.person_id = outbox.person_id AND people.state <> 'active')"
        " ORDER BY coalesce(sent_at, created_at) LIMIT 1"
    ).fetchone()
    return None if row is None else from_milliseconds(row["created_at"])


def _message(fe: FieldEncryption, row: sqlite3.Row) -> OutboxMessage:
    with row_beside(OUTBOX_BODY):
        return OutboxMessage(
            outbox_id=row["outbox_id"],
            prompt_id=row["prompt_id"],
            person_id=row["person_id"],
            kind=OutboxKind(row["kind"]),
            state=OutboxState(row["state"]),
            body=decrypt_json(fe, OUTBOX_BODY, row["prompt_id"], row["body"]),
            message_ids=tuple(json.loads(row["message_ids"])) if row["message_ids"] else (),
            attempts=row["attempts"],
            due_at=from_milliseconds(row["due_at"]),
            created_at=from_milliseconds(row["created_at"]),
            sent_at=from_optional_milliseconds(row["sent_at"]),
            error_class=row["error_class"],
        )
