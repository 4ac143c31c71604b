"""Putting resealed envelopes in the register: to whom a case is sealed now, what is not yet, and the exchange itself.

Owns that an envelope only ever changes hands for the present recipients of its case, and that the old one goes in the
same transaction. Must not know how sealing works, who asked, or what a command line is. Nothing is opened here: a case
handler does that on their own computer (docs/sealed-report-format.md, "Resealing").
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from conversations.casework.model import Case, case_from_json
from storage import audit, cases, envelopes, evidence_files, people
from storage import recipients as kept_recipients
from storage.envelopes import StoredEnvelope
from storage.field_encryption import FieldEncryption
from storage.people import Person, PersonState
from storage.spool_files import make_spool_folder, write_durably

RECOVERY = "recovery"
"""Stands for the organisation's offline recovery identity, where a person id would stand."""

ROW_SUFFIX = ".sealed"
PAYLOAD_SUFFIX = ".payload"
"""What the names of a resealed envelope's files in the spool end in, after the id of its request."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One envelope to be replaced. `row_sha256` is that of the bytes that come into the row, which wait in the spool.

    `old_sha256` and `sha256` are those of the whole age files, `recipients_sha256` says for whom it was resealed,
    `recovery` is the recovery recipient and `by` who resealed. With `payload` a new payload waits as well.
    """

    envelope_id: int
    old_sha256: bytes
    sha256: bytes
    signature: bytes = field(repr=False)
    row_sha256: bytes
    recipients_sha256: bytes
    recovery: str = field(repr=False)
    by: str
    payload: bool = False


def with_newcomers(tx: sqlite3.Connection, fe: FieldEncryption, case: Case) -> Case:
    """The case with everybody who has come since it was opened and now has one of its `reader_roles`, as deputies.

    Not who reported it, was left out, stepped back or handed it over, nor who has no recipient: they could read
    nothing. Nobody is told: a deputy hears of a case when its receipt clock rings.
    """
    known = (*case.handlers, *case.deputies, *case.former)
    enrolled = (p for role in case.reader_roles for p in people.people_with_role(tx, fe, role))
    came = (p.person_id for p in enrolled if p.recipient and p.person_id not in known and _may_read(case, p))
    return replace(case, deputies=(*case.deputies, *dict.fromkeys(came)))


def present_recipients(
    tx: sqlite3.Connection, fe: FieldEncryption, case: Case, recovery: str
) -> dict[str, Person | None]:
    """To whom this case is sealed from now on, by recipient; None stands for the recovery identity.

    Whoever has come since it was opened is among them (`with_newcomers`). Nobody who stepped back, was left out, or
    made the report is, whatever else the case says. Somebody whose row is damaged is passed over.
    """
    found: dict[str, Person | None] = {recovery: None}
    for person_id in with_newcomers(tx, fe, case).readers:
        person = people.sound_person(tx, fe, person_id)
        if person is not None and person.recipient and _may_read(case, person):
            found.setdefault(person.recipient, person)
    return found


def openers(
    tx: sqlite3.Connection, fe: FieldEncryption, case: Case, recovery: str, sealed: Sequence[StoredEnvelope]
) -> dict[str, str]:
    """Who may seal these envelopes again, as recipient and person id: whoever can open one and was not left out.

    Somebody who handed the case over is among them, and a handler with the identity they had before.
    """
    wanted = {r for envelope in sealed for r in envelope.recipients}
    found = {recovery: RECOVERY} if recovery in wanted else {}
    for person in people.all_people(tx, fe):
        kept = [
            k.recipient for k in kept_recipients.of_person(tx, fe, person.person_id) if k.state != "pending"
        ]
        if not _may_read(case, person):
            continue
        for recipient in (*((person.recipient,) if person.recipient else ()), *kept):
            if recipient in wanted:
                found.setdefault(recipient, person.person_id)
    return found


def to_reseal(sealed: Sequence[StoredEnvelope], present: Collection[str]) -> list[StoredEnvelope]:
    """The envelopes that are not sealed to exactly the present recipients."""
    return [envelope for envelope in sealed if set(envelope.recipients) != set(present)]


def needs_fresh_payload(envelope: StoredEnvelope, present: Collection[str]) -> bool:
    """Whether the payload has to be encrypted anew: somebody who could open it may not any more."""
    return not set(envelope.recipients) <= set(present)


def exchange_to_json(new: Exchange) -> dict[str, Any]:
    """The exchange as JSON values."""
    return {name: v.hex() if isinstance(v, bytes) else v for name, v in asdict(new).items()}


def exchange_from_json(body: dict[str, Any]) -> Exchange:
    """What `exchange_to_json` made. Raises ValueError, KeyError or TypeError when it is something else."""
    hexed = ("old_sha256", "sha256", "signature", "row_sha256", "recipients_sha256")
    return Exchange(**{**body, **{name: bytes.fromhex(body[name]) for name in hexed}})


def digest_of(recipients: Collection[str]) -> bytes:
    """One hash for a set of recipients, in whatever order."""
    return hashlib.sha256("\n".join(sorted(recipients)).encode("ascii")).digest()


def leave_files(folder: Path, request_id: str, row: bytes, payload: bytes | None) -> None:
    """Leave the files of an exchange in the spool's folder, before its request. Raises StorageFullError, OSError."""
    make_spool_folder(folder)
    write_durably(folder / (request_id + ROW_SUFFIX), row)
    if payload is not None:
        write_durably(folder / (request_id + PAYLOAD_SUFFIX), payload)


def exchange(
    tx: sqlite3.Connection, fe: FieldEncryption, folder: Path, request_id: str, at: datetime, new: Exchange
) -> list[str]:
    """Put the resealed envelope in the place of the old one; the names of what may go after the commit, as seen from
    the spool's folder.

    Keeps what is there when the case changed hands since, or when what waits is not whole: the old envelope is then
    still good. Taking an exchange twice changes nothing the second time.
    """
    waiting = [request_id + ROW_SUFFIX, request_id + PAYLOAD_SUFFIX]
    old = envelopes.envelope_by_id(tx, new.envelope_id)
    stored = (
        cases.load_case(tx, fe, old.case_id) if old is not None and old.sha256 == new.old_sha256 else None
    )
    row = _waiting(folder / waiting[0], new.row_sha256)
    if old is None or stored is None or row is None:
        return waiting
    present = present_recipients(tx, fe, case_from_json(stored.body), new.recovery)
    if digest_of(present) != new.recipients_sha256:
        return waiting
    payload_file, gone = old.payload_file, []
    if new.payload:
        payload_file = evidence_files.payload_name(request_id)
        evidence = folder.parent / evidence_files.FOLDER_NAME
        if not evidence_files.adopt_payload(folder / waiting[1], evidence, payload_file):
            return waiting
        gone = [f"../{evidence_files.FOLDER_NAME}/{old.payload_file}"]
    changed = replace(
        old,
        age_file=row,
        payload_file=payload_file,
        sha256=new.sha256,
        signature=new.signature,
        recipients=tuple(present),
    )
    envelopes.replace_envelope(tx, changed)
    audit.record(tx, at=at, actor=new.by, action=f"resealed-{old.part}", subject=old.case_id)
    return [*waiting, *gone]


def _may_read(case: Case, person: Person) -> bool:
    return (
        person.state is not PersonState.REMOVED
        and person.person_id not in (*case.recused, case.reporter_id)
        and (not person.role or person.role not in case.excluded_roles)
    )


def _waiting(path: Path, sha256: bytes) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).digest() == sha256 else None
