"""Forgetting somebody: what they had not sent yet, what was still to be sent to them, and who they are.

Owns which things go together when a person is removed, in one transaction of whoever has the database: nothing that is
under way at that moment finds this person again. Reports that were sent stay: they belong to a case. Cases that a case
handler had go on to others (`bot.removed_handlers`).
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.removed_handlers import leave_cases
from conversations.aftercare.steps import files_id
from conversations.snapshot import from_json
from storage import (
    audit,
    chat_messages,
    check_ins,
    evidence,
    evidence_files,
    outbox,
    people,
    recipients,
    snapshots,
    spool,
    timers,
)
from storage.check_ins import CheckInState
from storage.database import Database
from storage.field_encryption import FieldEncryption, FieldEncryptionError


async def remove(
    db: Database, fe: FieldEncryption, person_id: str, evidence_folder: Path, clock: Clock | None = None
) -> None:
    """Remove a person in one transaction, and then the files of what they had not sent. Raises DatabaseError."""
    now = (clock or SystemClock()).now()
    payloads = await db.transaction(lambda tx: _remove(tx, fe, person_id, now))
    for name in payloads:
        evidence_files.remove_payload(evidence_folder, name)


def _remove(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, now: datetime) -> list[str]:
    payloads = [name for draft in _drafts(tx, fe, person_id) for name in _drop_draft(tx, draft)]
    snapshots.drop_snapshot(tx, person_id)
    for check_in in check_ins.check_ins_of_person(tx, fe, person_id):
        check_ins.finish_check_in(tx, check_in.check_in_id, CheckInState.CANCELLED)
        timers.clear_timers(tx, check_in.check_in_id)
    chat_messages.forget_messages(tx, person_id)
    outbox.drop_messages_of(tx, person_id)
    recipients.remove_of(tx, person_id)
    leave_cases(tx, fe, person_id, now)
    people.remove_person(tx, fe, person_id)
    audit.record(tx, at=now, actor=spool.ACTOR, action="person-removed", subject=person_id)
    return payloads


def _drafts(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[str]:
    try:
        body = snapshots.load_snapshot(tx, fe, person_id)
    except FieldEncryptionError:  # damaged: what was begun cannot be found, and keeps nobody enrolled
        return []
    if body is None:
        return []
    snapshot = from_json(body)
    drafts = [d.draft_id for d in (snapshot.draft, snapshot.supplement) if d is not None]
    check_in = snapshot.check_in
    answers = dict.fromkeys(files_id(check_in, a.step) for a in check_in.attachments) if check_in else ()
    return [*drafts, *answers]


def _drop_draft(tx: sqlite3.Connection, draft_id: str) -> list[str]:
    timers.clear_timers(tx, draft_id)
    return evidence.drop_evidence_of_draft(tx, draft_id)
