"""Owns invitations: personal, for one use, until a certain time. The token itself is never stored.

Must not know: how a link looks, or what enrolling does with an invitation that was redeemed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from storage.columns import (
    decrypt_json,
    encrypt_json,
    from_milliseconds,
    from_optional_milliseconds,
    to_milliseconds,
)
from storage.field_encryption import INVITATIONS_BODY, FieldEncryption
from storage.people import PersonKind

_HASH_PURPOSE = "invitations.token"
_COLUMNS = "invitation_id, body, expires_at, redeemed_at"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Who somebody becomes when they redeem it. `recipient` is the age recipient of a case handler."""

    invitation_id: str
    kind: PersonKind
    role: str = ""
    office: str = ""
    name: str = field(default="", repr=False)
    language: str = "nl"
    recipient: str | None = field(default=None, repr=False)
    expires_at: datetime
    redeemed_at: datetime | None = None


def add_invitation(tx: sqlite3.Connection, fe: FieldEncryption, invitation: Invitation, token: str) -> None:
    """Keep an invitation under a keyed hash of its token. Raises sqlite3.IntegrityError when the token is
    taken."""
    body = {
        "kind": invitation.kind,
        "role": invitation.role,
        "office": invitation.office,
        "name": invitation.name,
        "language": invitation.language,
        "recipient": invitation.recipient,
    }
    tx.execute(
        "INSERT INTO invitations (invitation_id, token_hash, body, expires_at) VALUES (?, ?, ?, ?)",
        (
            invitation.invitation_id,
            fe.keyed_hash(_HASH_PURPOSE, token),
            encrypt_json(fe, INVITATIONS_BODY, invitation.invitation_id, body),
            to_milliseconds(invitation.expires_at),
        ),
    )


def find_invitation(
    tx: sqlite3.Connection, fe: FieldEncryption, token: str, at: datetime
) -> Invitation | None:
    """The invitation with this token, which stays unused. None when it is unknown, expired or used."""
    for token_hash in fe.keyed_hashes(_HASH_PURPOSE, token):
        row = tx.execute(
            f"SELECT {_COLUMNS} FROM invitations"  # noqa: S608 (constant)
            " WHERE token_hash = ? AND redeemed_at IS NULL AND expires_at > ?",
            (token_hash, to_milliseconds(at)),
        ).fetchone()
        if row is not None:
            return _invitation(fe, row)
    return None


def redeem_invitation(
    tx: sqlite3.Connection, fe: FieldEncryption, token: str, at: datetime
) -> Invitation | None:
    """Use the invitation with this token up. None when it is unknown, expired or used: the three look the
    same."""
    for token_hash in fe.keyed_hashes(_HASH_PURPOSE, token):
        rows = tx.execute(
            "UPDATE invitations SET redeemed_at = :at"  # noqa: S608 (constant)
            " WHERE token_hash = :token_hash AND redeemed_at IS NULL AND expires_at > :at"
            f" RETURNING {_COLUMNS}",
            {"at": to_milliseconds(at), "token_hash": token_hash},
        ).fetchall()
        if rows:
            return _invitation(fe, rows[0])
    return None


def list_invitations(tx: sqlite3.Connection, fe: FieldEncryption) -> list[Invitation]:
    """Every invitation, those that were redeemed or have expired included; the first to expire comes
    first."""
    rows = tx.execute(f"SELECT {_COLUMNS} FROM invitations ORDER BY expires_at, invitation_id")  # noqa: S608
    return [_invitation(fe, row) for row in rows]


def revoke_invitation(tx: sqlite3.Connection, invitation_id: str) -> bool:
    """Destroy an invitation that was not redeemed; False when there is none with this id."""
    cursor = tx.execute(
        "DELETE FROM invitations WHERE invitation_id = ? AND redeemed_at IS NULL", (invitation_id,)
    )
    return cursor.rowcount == 1


def prune_invitations(tx: sqlite3.Connection, before: datetime) -> int:
    """Forget invitations that expired before this instant, redeemed or not; how many."""
    return tx.execute("DELETE FROM invitations WHERE expires_at < ?", (to_milliseconds(before),)).rowcount


def _invitation(fe: FieldEncryption, row: sqlite3.Row) -> Invitation:
    body = decrypt_json(fe, INVITATIONS_BODY, row["invitation_id"], row["body"])
    return Invitation(
        invitation_id=row["invitation_id"],
        kind=PersonKind(body["kind"]),
        role=body["role"],
        office=body["office"],
        name=body["name"],
        language=body["language"],
        recipient=body["recipient"],
        expires_at=from_milliseconds(row["expires_at"]),
        redeemed_at=from_optional_milliseconds(row["redeemed_at"]),
    )
