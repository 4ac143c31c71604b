"""Owns removing a case: every row and file that belongs to it, in one transaction, and then every trace of the rows.

Must not know who asked for it, or whether it may be removed. What refers to a case inside a snapshot or another case is
known by `conversations.forgetting`. The lines of the audit log stay: they name the case by its random id only, and say
nothing of what was reported. Copies elsewhere (backups, exported dossiers, what stands in a chat) are not touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conversations import forgetting
from storage import audit, backup, cases, chat_messages, envelopes, evidence_files, snapshots, timers
from storage.crash_points import reach
from storage.database import Database, DatabaseLockedError
from storage.field_encryption import CASES_BODY, OUTBOX_BODY, FieldEncryption, FieldEncryptionError

ACTION = "removed"
"""What the audit log says of it."""


class NoSuchCaseError(LookupError):
    """There is no case with this id."""


class CaseStaysError(Exception):
    """The case may not be removed as it is now."""


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What went: the rows, and the files. `log_emptied` is False when a reader kept the write-ahead log in use."""

    rows: int
    files: int
    log_emptied: bool


async def remove_case(
    db: Database,
    fe: FieldEncryption,
    case_id: str,
    *,
    data_directory: Path,
    evidence_folder: Path,
    actor: str,
    at: datetime,
    may_go: Callable[[bytes], bool] = lambda body: True,
) -> Removed:
    """Remove a case with everything that belongs to it. `may_go` looks at its body in the same transaction.

    Raises NoSuchCaseError, CaseStaysError, DatabaseError.
    """

    def work(tx: sqlite3.Connection) -> tuple[int, list[str]]:
        stored = cases.load_case(tx, fe, case_id)
        if stored is None:
            raise NoSuchCaseError("there is no case with this id")
        if not may_go(stored.body):
            raise CaseStaysError("this case may not be removed as it is now")
        return _remove(tx, fe, case_id, forgetting.reference_of(stored.body), actor, at)

    rows, payloads = await db.transaction(work)
    reach("removal.after_commit")
    for name in payloads:
        evidence_files.remove_payload(evidence_folder, name)
    backup.sweep(data_directory)
    return Removed(rows=rows, files=len(payloads), log_emptied=await empty_log(db))


async def empty_log(db: Database) -> bool:
    """Take removed rows out of the write-ahead log too; False when a reader is in the way: then it goes later."""
    with suppress(DatabaseLockedError):
        await db.truncate_log()
        return True
    return False


# ---- the transaction --------------------------------------------------------------------------------------------


def _remove(
    tx: sqlite3.Connection, fe: FieldEncryption, case_id: str, reference: str, actor: str, at: datetime
) -> tuple[int, list[str]]:
    marks = (case_id, reference, *_check_in_ids(tx, case_id))
    before = tx.total_changes
    _forget_messages(tx, fe, marks)
    _forget_in_snapshots(tx, fe, case_id)
    _forget_in_cases(tx, fe, case_id)
    for subject in _subjects(tx, case_id, marks):
        timers.clear_timers(tx, subject)
    tx.execute("DELETE FROM check_ins WHERE case_id = ?", (case_id,))
    payloads = [*_remove_evidence(tx, case_id), *envelopes.remove_envelopes(tx, case_id)]
    cases.remove_case(tx, case_id)
    rows = tx.total_changes - before
    audit.record(tx, at=at, actor=actor, action=ACTION, subject=case_id)
    reach("removal.before_commit")
    return rows, sorted(set(payloads))


def _check_in_ids(tx: sqlite3.Connection, case_id: str) -> list[str]:
    rows = tx.execute("SELECT check_in_id FROM check_ins WHERE case_id = ?", (case_id,))
    return [row["check_in_id"] for row in rows]


def _subjects(tx: sqlite3.Connection, case_id: str, marks: tuple[str, ...]) -> Iterator[str]:
    """The subjects of timers that belong to the case: itself, its check-ins, its additions and parts."""
    rows = tx.execute("SELECT DISTINCT subject_id FROM timers").fetchall()
    for row in rows:
        if row["subject_id"] in marks or row["subject_id"].startswith(f"{case_id}:"):
            yield row["subject_id"]


def _remove_evidence(tx: sqlite3.Connection, case_id: str) -> list[str]:
    """Evidence of the report and of its additions; payload files of sealed evidence belong to the envelopes."""
    rows = tx.execute(
        "DELETE FROM evidence WHERE draft_id = :case_id OR substr(draft_id, 1, :length) = :case_id || ':'"
        " RETURNING state, payload_file",
        {"case_id": case_id, "length": len(case_id) + 1},
    ).fetchall()
    return [row["payload_file"] for row in rows if row["payload_file"] and row["state"] == "stored"]


def _forget_messages(tx: sqlite3.Connection, fe: FieldEncryption, marks: tuple[str, ...]) -> None:
    """Messages that name the case, in whatever state; one that cannot be read names nothing that can be read."""
    found = []
    for row in tx.execute("SELECT prompt_id, body FROM outbox"):
        with suppress(FieldEncryptionError):
            body = fe.decrypt(OUTBOX_BODY, row["prompt_id"], row["body"])
            if any(mark.encode() in body for mark in marks):
                found.append((row["prompt_id"],))
    tx.executemany("DELETE FROM outbox WHERE prompt_id = ?", found)


def _forget_in_snapshots(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str) -> None:
    people = [row["person_id"] for row in tx.execute("SELECT person_id FROM snapshots")]
    for person_id in people:
        with suppress(FieldEncryptionError):
            body = snapshots.load_snapshot(tx, fe, person_id)
            if body is None or case_id.encode() not in body:
                continue
            chat_messages.forget_messages(tx, person_id, forgetting.message_ids_of(body, case_id))
            snapshots.save_snapshot(tx, fe, person_id, forgetting.stored_snapshot_without(body, case_id))


def _forget_in_cases(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str) -> None:
    for other_id in cases.all_case_ids(tx):
        with suppress(FieldEncryptionError):
            other = cases.load_case(tx, fe, other_id) if other_id != case_id else None
            if other is None or case_id.encode() not in other.body:
                continue
            body = forgetting.stored_case_without(other.body, case_id)
            tx.execute(
                "UPDATE cases SET body = ? WHERE case_id = ?",
                (fe.encrypt(CASES_BODY, other_id, body), other_id),
            )
