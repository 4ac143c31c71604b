"""Owns the evidence jobs: which files have to be fetched, which are kept, and where each one stands.

Must not know: how a file is fetched or sealed, or the file itself (`evidence_files`). What could identify a
file or its sender is in the encrypted body, together with the file key until the file is sealed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from storage.columns import decrypt_json, encrypt_json, from_milliseconds, row_beside, to_milliseconds
from storage.field_encryption import EVIDENCE_BODY, FieldEncryption, FieldEncryptionError


class EvidenceState(StrEnum):
    """Where a file stands: it still has to be fetched, is kept, is sealed to the case handlers, or cannot be
    kept."""

    WANTED = "wanted"
    STORED = "stored"
    SEALED = "sealed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One file that was sent along. `file_id` is Telegram's handle to it; `sha256` is that of the original,
    in hex.

    `payload_file` is the name of the kept file and `file_key` what opens it, both once the file is stored;
    `file_key` is gone again once the file is sealed.
    """

    attachment_id: str
    draft_id: str
    person_id: str
    message_id: int
    album_id: str | None = None
    kind: str
    file_id: str = field(repr=False)
    file_name: str | None = field(default=None, repr=False)
    content_type: str | None = None
    caption: str | None = field(default=None, repr=False)
    forwarded_from: str | None = field(default=None, repr=False)
    received_at: datetime
    size_bytes: int | None = None
    state: EvidenceState = EvidenceState.WANTED
    attempts: int = 0
    payload_file: str | None = None
    file_key: bytes | None = field(default=None, repr=False)
    sha256: str | None = None


def want_evidence(tx: sqlite3.Connection, fe: FieldEncryption, evidence: Evidence) -> None:
    """Plan to fetch a file, at once. A file that is known already is left as it is."""
    received_at = to_milliseconds(evidence.received_at)
    tx.execute(
        "INSERT INTO evidence (attachment_id, draft_id, person_id, message_id, album_id, state, size_bytes,"
        " next_attempt_at, created_at, body) VALUES (?, ?, ?, ?, ?, 'wanted', ?, ?, ?, ?)"
        " ON CONFLICT (attachment_id) DO NOTHING",
        (
            evidence.attachment_id,
            evidence.draft_id,
            evidence.person_id,
            evidence.message_id,
            evidence.album_id,
            evidence.size_bytes,
            received_at,
            received_at,
            _encrypted_body(fe, evidence),
        ),
    )


_LONGEST_POSTPONED = timedelta(hours=1)
"""No file waits longer than this; what seems to, was postponed by a clock that was put back since."""


def claim_wanted_evidence(
    tx: sqlite3.Connection, fe: FieldEncryption, now: datetime, limit: int
) -> list[Evidence]:
    """The files to fetch now, the longest waiting first.

    Where the clock was put back far since a file was wanted or postponed, it is fetched now.
    They stay wanted until they are marked, postponed or refused; one whose row is damaged is refused at once.
    """
    rows = tx.execute(
        "SELECT * FROM evidence WHERE state = 'wanted'"
        " AND (next_attempt_at <= :now OR next_attempt_at > :never_yet)"
        " ORDER BY next_attempt_at LIMIT :limit",
        {
            "now": to_milliseconds(now),
            "never_yet": to_milliseconds(now + _LONGEST_POSTPONED),
            "limit": limit,
        },
    ).fetchall()
    wanted = []
    for row in rows:
        try:
            wanted.append(_one(fe, row))
        except FieldEncryptionError:
            refuse_evidence(tx, row["attachment_id"])
    return wanted


def oldest_wanted_at(tx: sqlite3.Connection) -> datetime | None:
    """When the file was sent that has waited longest to be fetched; None when none waits."""
    row = tx.execute("SELECT min(created_at) AS at FROM evidence WHERE state = 'wanted'").fetchone()
    return None if row["at"] is None else from_milliseconds(row["at"])


def mark_evidence_stored(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    attachment_id: str,
    *,
    payload_file: str,
    file_key: bytes,
    sha256: str,
    size_bytes: int,
) -> bool:
    """Record where the fetched file is kept. False when it is no longer wanted: then remove the payload
    file."""
    evidence = evidence_by_id(tx, fe, attachment_id)
    if evidence is None or evidence.state is not EvidenceState.WANTED:
        return False
    tx.execute(
        "UPDATE evidence SET state = 'stored', payload_file = ?, size_bytes = ?, body = ?"
        " WHERE attachment_id = ?",
        (
            payload_file,
            size_bytes,
            _encrypted_body(fe, replace(evidence, file_key=file_key, sha256=sha256)),
            attachment_id,
        ),
    )
    return True


def postpone_evidence(tx: sqlite3.Connection, attachment_id: str, next_attempt_at: datetime) -> bool:
    """Try again later, and count the attempt; False when the file is no longer wanted."""
    cursor = tx.execute(
        "UPDATE evidence SET attempts = attempts + 1, next_attempt_at = ?"
        " WHERE attachment_id = ? AND state = 'wanted'",
        (to_milliseconds(next_attempt_at), attachment_id),
    )
    return cursor.rowcount == 1


def refuse_evidence(tx: sqlite3.Connection, attachment_id: str) -> bool:
    """Give up on a file that cannot be kept; False when it is no longer wanted."""
    cursor = tx.execute(
        "UPDATE evidence SET state = 'refused' WHERE attachment_id = ? AND state = 'wanted'", (attachment_id,)
    )
    return cursor.rowcount == 1


def evidence_by_id(tx: sqlite3.Connection, fe: FieldEncryption, attachment_id: str) -> Evidence | None:
    """The file with this attachment id."""
    rows = tx.execute("SELECT * FROM evidence WHERE attachment_id = ?", (attachment_id,))
    return next(iter(_evidence(fe, rows)), None)


def evidence_of_draft(tx: sqlite3.Connection, fe: FieldEncryption, draft_id: str) -> list[Evidence]:
    """Every file of a draft, in the order of the messages that carried them."""
    rows = tx.execute(
        "SELECT * FROM evidence WHERE draft_id = ? ORDER BY message_id, attachment_id", (draft_id,)
    )
    return _evidence(fe, rows)


def adopt_evidence(tx: sqlite3.Connection, draft_id: str, case_id: str) -> int:
    """The files of an addition belong to the case from now on; how many. Fetching and sealing go on as before."""
    return tx.execute("UPDATE evidence SET draft_id = ? WHERE draft_id = ?", (case_id, draft_id)).rowcount


def evidence_to_seal(tx: sqlite3.Connection, fe: FieldEncryption, limit: int) -> list[Evidence]:
    """Kept files whose report has been sent, and that still wait for their recipients."""
    rows = tx.execute(
        "SELECT evidence.* FROM evidence JOIN cases ON cases.case_id = evidence.draft_id"
        " WHERE evidence.state = 'stored' ORDER BY evidence.created_at LIMIT ?",
        (limit,),
    )
    return _evidence(fe, rows)


def wanted_of_album(tx: sqlite3.Connection, draft_id: str, album_id: str) -> int:
    """How many files of this album still have to be fetched."""
    row = tx.execute(
        "SELECT count(*) FROM evidence WHERE draft_id = ? AND album_id = ? AND state = 'wanted'",
        (draft_id, album_id),
    ).fetchone()
    return int(row[0])


def change_caption(
    tx: sqlite3.Connection, fe: FieldEncryption, attachment_id: str, caption: str | None
) -> None:
    """Keep the changed caption of a file that is not sealed yet."""
    evidence = evidence_by_id(tx, fe, attachment_id)
    if evidence is not None and evidence.state is not EvidenceState.SEALED:
        _save_body(tx, fe, replace(evidence, caption=caption))


def mark_evidence_sealed(tx: sqlite3.Connection, fe: FieldEncryption, attachment_id: str) -> bool:
    """Record that an envelope now holds the file, and forget the file key and everything that describes the
    file.

    From here on the envelope owns the payload file. False when the file was not stored.
    """
    evidence = evidence_by_id(tx, fe, attachment_id)
    if evidence is None or evidence.state is not EvidenceState.STORED:
        return False
    tx.execute("UPDATE evidence SET state = 'sealed' WHERE attachment_id = ?", (attachment_id,))
    forgotten = replace(
        evidence, file_key=None, file_id="", file_name=None, caption=None, forwarded_from=None
    )
    _save_body(tx, fe, forgotten)
    return True


def drop_evidence_of_draft(tx: sqlite3.Connection, draft_id: str) -> list[str]:
    """Forget a draft's files; the payload files that have to be removed after the commit.

    Files that were sealed are forgotten here as well, but their payload belongs to an envelope and is not
    named.
    """
    rows = tx.execute(
        "DELETE FROM evidence WHERE draft_id = ? RETURNING state, payload_file", (draft_id,)
    ).fetchall()
    return sorted(row["payload_file"] for row in rows if row["payload_file"] and row["state"] == "stored")


def evidence_payload_files(tx: sqlite3.Connection) -> set[str]:
    """Every payload file that is kept for a draft; those of envelopes are in `envelopes`."""
    return {
        row["payload_file"] for row in tx.execute("SELECT payload_file FROM evidence WHERE state = 'stored'")
    }


def _save_body(tx: sqlite3.Connection, fe: FieldEncryption, evidence: Evidence) -> None:
    tx.execute(
        "UPDATE evidence SET body = ? WHERE attachment_id = ?",
        (_encrypted_body(fe, evidence), evidence.attachment_id),
    )


def _encrypted_body(fe: FieldEncryption, evidence: Evidence) -> bytes:
    body = {
        "file_id": evidence.file_id,
        "kind": evidence.kind,
        "file_name": evidence.file_name,
        "content_type": evidence.content_type,
        "caption": evidence.caption,
        "forwarded_from": evidence.forwarded_from,
        "received_at": to_milliseconds(evidence.received_at),
        "file_key": None if evidence.file_key is None else evidence.file_key.hex(),
        "sha256": evidence.sha256,
    }
    return encrypt_json(fe, EVIDENCE_BODY, evidence.attachment_id, body)


def _evidence(fe: FieldEncryption, rows: Iterable[sqlite3.Row]) -> list[Evidence]:
    return [_one(fe, row) for row in rows]


def _one(fe: FieldEncryption, row: sqlite3.Row) -> Evidence:
    body = decrypt_json(fe, EVIDENCE_BODY, row["attachment_id"], row["body"])
    with row_beside(EVIDENCE_BODY):
        return Evidence(
            attachment_id=row["attachment_id"],
            draft_id=row["draft_id"],
            person_id=row["person_id"],
            message_id=row["message_id"],
            album_id=row["album_id"],
            kind=body["kind"],
            file_id=body["file_id"],
            file_name=body["file_name"],
            content_type=body["content_type"],
            caption=body["caption"],
            forwarded_from=body["forwarded_from"],
            received_at=from_milliseconds(body["received_at"]),
            size_bytes=row["size_bytes"],
            state=EvidenceState(row["state"]),
            attempts=row["attempts"],
            payload_file=row["payload_file"],
            file_key=None if body["file_key"] is None else bytes.fromhex(body["file_key"]),
            sha256=body["sha256"],
        )
