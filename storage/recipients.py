"""Owns the recipients that case handlers made in their browser: until the administrator confirms one, nothing is sealed
to it; and the protected identity that belongs to it, for their other devices.

Must not know how an identity is protected, and cannot open it: it is an age file under a passphrase or passkey that
never comes here. It is encrypted once more, so that a stolen disk alone gives nobody a passphrase to guess at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import people
from storage.columns import from_milliseconds, to_milliseconds
from storage.field_encryption import RECIPIENTS_PROTECTED, FieldEncryption, FieldEncryptionError
from storage.people import PersonState


class RecipientState(StrEnum):
    """Whether reports are sealed to it: `former` ones still open what was sealed to them."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    FORMER = "former"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class KeptRecipient:
    """A case handler's recipient. `protected` holds the protected identity's age files by name, as armored text."""

    recipient_id: str
    person_id: str
    recipient: str = field(repr=False)
    state: RecipientState
    created_at: datetime
    protected: dict[str, Any] = field(repr=False, default_factory=dict)


def offer(tx: sqlite3.Connection, fe: FieldEncryption, offered: KeptRecipient, *, recovery: str = "") -> bool:
    """Keep a new recipient until the administrator confirms it; an earlier one of this person that waited is gone.

    False when this person already has this recipient: then only the protected identity is replaced. Raises
    sqlite3.IntegrityError when somebody else has it, or when it is `recovery`, the organisation's recovery recipient.
    """
    if offered.recipient == recovery:
        raise sqlite3.IntegrityError("this recipient belongs to the organisation")
    row = tx.execute(
        "SELECT recipient_id, person_id FROM recipients WHERE recipient = ?", (offered.recipient,)
    ).fetchone()
    if row is not None:
        if row["person_id"] != offered.person_id:
            raise sqlite3.IntegrityError("this recipient belongs to somebody else")
        tx.execute(
            "UPDATE recipients SET protected = ? WHERE recipient_id = ?",
            (_protected(fe, row["recipient_id"], offered), row["recipient_id"]),
        )
        return False
    tx.execute("DELETE FROM recipients WHERE person_id = ? AND state = 'pending'", (offered.person_id,))
    _insert(tx, fe, offered)
    return True


def confirm(tx: sqlite3.Connection, fe: FieldEncryption, recipient_id: str, recipient: str) -> bool:
    """From now on reports are sealed to this recipient and no longer to the person's earlier one; False when it does
    not wait for confirmation under this id. The earlier one is remembered: it still opens what was sealed to it.

    `recipient` is the one that was looked at and compared: what came under its id since then is not confirmed.
    """
    rows = tx.execute(
        "SELECT * FROM recipients WHERE recipient_id = ? AND recipient = ? AND state = 'pending'",
        (recipient_id, recipient),
    )
    offered = next(_kept(fe, rows), None)
    person = people.sound_person(tx, fe, offered.person_id) if offered is not None else None
    if offered is None or person is None or person.state is PersonState.REMOVED:
        return False
    person_id = person.person_id
    if person.recipient and person.recipient != offered.recipient:
        earlier = KeptRecipient(
            recipient_id=f"{recipient_id}-before",
            person_id=person_id,
            recipient=person.recipient,
            state=RecipientState.CONFIRMED,
            created_at=offered.created_at - timedelta(milliseconds=1),
        )
        _insert(tx, fe, earlier, "INSERT OR IGNORE")
    tx.execute(
        "UPDATE recipients SET state = 'former' WHERE person_id = ? AND state = 'confirmed'", (person_id,)
    )
    tx.execute("UPDATE recipients SET state = 'confirmed' WHERE recipient_id = ?", (recipient_id,))
    return people.set_recipient(tx, fe, person_id, offered.recipient)


def refuse(tx: sqlite3.Connection, recipient_id: str) -> bool:
    """Seal nothing to this recipient; False when it does not wait for confirmation."""
    cursor = tx.execute(
        "UPDATE recipients SET state = 'refused' WHERE recipient_id = ? AND state = 'pending'",
        (recipient_id,),
    )
    return cursor.rowcount == 1


def of_person(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[KeptRecipient]:
    """Every recipient of this person, the newest first, those that were refused left out."""
    rows = tx.execute(
        "SELECT * FROM recipients WHERE person_id = ? AND state <> 'refused' ORDER BY created_at DESC, rowid DESC",
        (person_id,),
    )
    return list(_kept(fe, rows))


def waiting(tx: sqlite3.Connection, fe: FieldEncryption) -> list[KeptRecipient]:
    """The recipients that wait for the administrator, oldest first."""
    rows = tx.execute("SELECT * FROM recipients WHERE state = 'pending' ORDER BY created_at, rowid")
    return list(_kept(fe, rows))


def remove_of(tx: sqlite3.Connection, person_id: str) -> None:
    """Destroy what is kept of somebody who leaves."""
    tx.execute("DELETE FROM recipients WHERE person_id = ?", (person_id,))


def _insert(tx: sqlite3.Connection, fe: FieldEncryption, kept: KeptRecipient, insert: str = "INSERT") -> None:
    tx.execute(
        f"{insert} INTO recipients (recipient_id, person_id, recipient, state, protected, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            kept.recipient_id,
            kept.person_id,
            kept.recipient,
            kept.state,
            _protected(fe, kept.recipient_id, kept),
            to_milliseconds(kept.created_at),
        ),
    )


def _protected(fe: FieldEncryption, recipient_id: str, kept: KeptRecipient) -> bytes:
    """With whose it is and which recipient it belongs to: who can write to the database must not be able to give it to
    somebody else, who could then guess at the passphrase and would see what the recipient can open."""
    body = {"person_id": kept.person_id, "recipient": kept.recipient, "files": kept.protected}
    return fe.encrypt(RECIPIENTS_PROTECTED, recipient_id, json.dumps(body).encode())


def _kept(fe: FieldEncryption, rows: Iterable[sqlite3.Row]) -> Iterator[KeptRecipient]:
    for row in rows:
        try:
            opened = json.loads(fe.decrypt(RECIPIENTS_PROTECTED, row["recipient_id"], row["protected"]))
        except FieldEncryptionError:  # changed from outside: of no use to anybody, and in nobody's way
            continue
        if (opened.get("person_id"), opened.get("recipient")) != (row["person_id"], row["recipient"]):
            continue  # moved from somebody else's row
        yield KeptRecipient(
            recipient_id=row["recipient_id"],
            person_id=row["person_id"],
            recipient=row["recipient"],
            state=RecipientState(row["state"]),
            created_at=from_milliseconds(row["created_at"]),
            protected=opened["files"],
        )
