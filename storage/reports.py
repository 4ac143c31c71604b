"""Sealing what was submitted: each part of a case becomes one age file in the register, signed by the server.

Owns how an envelope is named, sealed, signed and registered, and how kept evidence gets its recipients. Must not know
who the recipients are as people, nor what the content says.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import envelopes, evidence, evidence_files
from storage.columns import from_milliseconds
from storage.envelopes import StoredEnvelope
from storage.evidence import Evidence
from storage.field_encryption import FieldEncryption
from storage.sealing import (
    EnvelopeHeader,
    EnvelopeName,
    ForgedEnvelopeError,
    Recipient,
    SealingError,
    SigningKey,
    VerifyingKey,
    envelope_statement,
    seal_envelope,
    sign_envelope,
    wrap_file_key,
)


class NobodyToSealToError(Exception):
    """There is no recipient, not even the recovery recipient: nothing may be submitted."""


class OtherSigningKeyError(SealingError):
    """Nothing in the register was signed with this signing key."""

    default_message = "The reports in the database were signed with another signing key."


def check_signing_key(tx: sqlite3.Connection, verifying_key: VerifyingKey) -> None:
    """Whether the signing key is that of this database: it signed the newest envelope, or else any envelope.

    One row that was changed from outside, even to a name or a time that cannot be, is no other key. Fine as well when
    there is no envelope yet.

    Raises OtherSigningKeyError.
    """
    found = False
    for row in tx.execute(
        "SELECT case_id, part, revision, sha256, signature, created_at FROM envelopes ORDER BY envelope_id DESC"
    ):
        found = True
        with suppress(ForgedEnvelopeError, ValueError, TypeError, OverflowError):
            name = EnvelopeName(report_id=row["case_id"], part=row["part"], revision=row["revision"])
            created_at = from_milliseconds(row["created_at"])
            statement = envelope_statement(
                name=name, age_file_sha256=bytes(row["sha256"]), created_at=created_at
            )
            verifying_key.verify(row["signature"], statement)
            return
    if found:
        raise OtherSigningKeyError


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is to be sealed: a named content of a case, made under a pack."""

    case_id: str
    part: str
    content: bytes
    content_type: str
    created_at: datetime
    pack_id: str
    pack_version: int


class Register:
    """Seals parts of cases and keeps them. `signing_key` shows later that a row was written by this server."""

    def __init__(self, signing_key: SigningKey, evidence_folder: Path) -> None:
        self._signing_key = signing_key
        self._evidence_folder = evidence_folder

    @property
    def evidence_folder(self) -> Path:
        """Where the sealed evidence is."""
        return self._evidence_folder

    @property
    def verifying_key(self) -> VerifyingKey:
        """What the register's signatures are checked with."""
        return self._signing_key.verifying_key

    def seal(self, tx: sqlite3.Connection, part: Part, recipients: Sequence[Recipient]) -> EnvelopeName:
        """Seal a part to these recipients and register it as its next revision.

        Raises NobodyToSealToError when there are no recipients.
        """
        if not recipients:
            raise NobodyToSealToError("there is nobody to seal this to")
        revision = envelopes.next_revision(tx, part.case_id, part.part)
        name = EnvelopeName(report_id=part.case_id, part=part.part, revision=revision)
        header = EnvelopeHeader.describe(
            part.content,
            name=name,
            created_at=part.created_at,
            content_type=part.content_type,
            pack=part.pack_id,
            pack_version=str(part.pack_version),
        )
        age_file = seal_envelope(header, part.content, recipients)
        self._add(tx, name, age_file, None, age_file, recipients, part.created_at)
        return name

    def seal_evidence(
        self,
        tx: sqlite3.Connection,
        fe: FieldEncryption,
        kept: Evidence,
        recipients: Sequence[Recipient],
        part: str,
    ) -> EnvelopeName:
        """Give a kept file its recipients: only a header is written; the file key is forgotten.

        Raises NobodyToSealToError, EvidenceFileError when the payload cannot be read.
        """
        if not recipients:
            raise NobodyToSealToError("there is nobody to seal this to")
        assert kept.file_key is not None
        assert kept.payload_file is not None
        name = EnvelopeName(report_id=kept.draft_id.partition(":")[0], part=part, revision=1)
        header = wrap_file_key(kept.file_key, recipients)
        payload = evidence_files.read_payload(self._evidence_folder, kept.payload_file)
        self._add(tx, name, header, kept.payload_file, header + payload, recipients, kept.received_at)
        evidence.mark_evidence_sealed(tx, fe, kept.attachment_id)
        return name

    def _add(
        self,
        tx: sqlite3.Connection,
        name: EnvelopeName,
        stored: bytes,
        payload_file: str | None,
        age_file: bytes,
        recipients: Sequence[Recipient],
        created_at: datetime,
    ) -> None:
        envelopes.add_envelope(
            tx,
            StoredEnvelope(
                case_id=name.report_id,
                part=name.part,
                revision=name.revision,
                age_file=stored,
                payload_file=payload_file,
                sha256=hashlib.sha256(age_file).digest(),
                signature=sign_envelope(
                    self._signing_key, name=name, age_file=age_file, created_at=created_at
                ),
                recipients=tuple(str(r) for r in recipients),
                created_at=created_at,
            ),
        )


def whole_age_file(envelope: StoredEnvelope, evidence_folder: Path) -> bytes:
    """The complete age file of a registered envelope. Raises EvidenceFileError when its payload cannot be read."""
    if envelope.payload_file is None:
        return envelope.age_file
    return envelope.age_file + evidence_files.read_payload(evidence_folder, envelope.payload_file)
