"""Removing the cases and the people that the command line asked the running bot to remove.

Owns carrying those requests out, one by one: a removal is a transaction with files and a write-ahead log after it, so
it cannot be part of somebody else's. A request goes when it was done; one that is taken twice finds nothing the second
time. Must not know what belongs to a case or a person: `storage.removal` and `bot.person_removal` do.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from bot import person_removal
from bot.logging_setup import get_logger
from conversations.casework.model import case_from_json
from storage import audit, people, spool
from storage.database import Database
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.removal import CaseStaysError, NoSuchCaseError, remove_case
from storage.spool import RequestKind, SpoolRequest

log = get_logger("removal")

ALTHOUGH_OPEN = "although-open"
"""The action of a request to remove a case also when it was not closed or withdrawn."""

REFUSED = "removal-refused"
"""What the audit log says when a case could not go: it was opened again since, or cannot be read."""


def may_go(body: bytes, *, although_open: bool) -> bool:
    """Whether a case with this body may be removed at somebody's request."""
    return although_open or not case_from_json(body).is_open


async def remove_asked(
    db: Database,
    fe: FieldEncryption,
    folder: Path | None,
    *,
    data_directory: Path,
    evidence_folder: Path,
    at: datetime,
) -> int:
    """Remove every case and person that was asked for; how many went. Raises DatabaseError."""
    removed = 0
    for request in spool.pending(fe, folder):
        if request.kind is RequestKind.REMOVE_CASE:
            removed += await _remove(db, fe, request, data_directory, evidence_folder, at)
        elif request.kind is RequestKind.REMOVE_PERSON:
            removed += await _remove_person(db, fe, request.subject, evidence_folder)
        else:
            continue
        spool.discard(folder, [spool.file_name(request.request_id)])
    return removed


async def _remove_person(db: Database, fe: FieldEncryption, person_id: str, evidence_folder: Path) -> bool:
    """Whether somebody went; False for who was removed before."""
    enrolled, damaged = await db.read(lambda tx: people.everybody(tx, fe))
    if person_id not in {*(person.person_id for person in enrolled), *damaged}:
        return False
    await person_removal.remove(db, fe, person_id, evidence_folder)
    return True


async def _remove(
    db: Database,
    fe: FieldEncryption,
    request: SpoolRequest,
    data_directory: Path,
    evidence_folder: Path,
    at: datetime,
) -> bool:
    case_id, although_open = request.subject, request.action == ALTHOUGH_OPEN
    try:
        await remove_case(
            db,
            fe,
            case_id,
            data_directory=data_directory,
            evidence_folder=evidence_folder,
            actor=spool.ACTOR,
            at=at,
            may_go=lambda body: may_go(body, although_open=although_open),
        )
    except NoSuchCaseError:  # taken before, or the bot removed it itself
        return False
    except (CaseStaysError, FieldEncryptionError) as error:
        log.error("removal.refused", error_class=type(error).__name__)

        def refuse(tx: sqlite3.Connection) -> None:
            audit.record(tx, at=at, actor=spool.ACTOR, action=REFUSED, subject=case_id)

        await db.transaction(refuse)
        return False
    return True
