"""Owns the calendar of check-ins: which one is due when, by which rule, and how it ended.

Must not know: what a check-in asks, how its time was computed, or quiet hours. The reference is encrypted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.columns import from_milliseconds, from_optional_milliseconds, row_beside, to_milliseconds
from storage.field_encryption import CHECK_INS_REFERENCE, FieldEncryption, FieldEncryptionError


class CheckInState(StrEnum):
    """Where a check-in stands: `stale` became due too long ago to be asked, `unanswered` got no reaction."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    UNANSWERED = "unanswered"
    STALE = "stale"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class PlannedCheckIn:
    """A check-in on the calendar. `rule` says how `due_at` was found, so that it can be explained.

    `reference` is empty when the stored one is damaged: the person is asked all the same.
    """

    check_in_id: str
    case_id: str
    person_id: str
    kind: str
    reference: str
    due_at: datetime
    rule: str
    state: CheckInState = CheckInState.PLANNED
    asked_at: datetime | None = None


CLAIM_DUE_SQL = """
UPDATE check_ins SET state = 'asked', asked_at = :now WHERE check_in_id IN
    (SELECT check_in_id FROM check_ins WHERE state = 'planned' AND due_at <= :now AND NOT EXISTS
        (SELECT 1 FROM people WHERE people.person_id = check_ins.person_id AND people.state = 'blocked')
    ORDER BY due_at LIMIT :limit)
RETURNING *
"""
"""Who blocked the bot cannot be asked: their check-ins wait on the calendar until they are back."""

IN_AFTERCARE_SQL = """
SELECT case_id FROM case_people WHERE person_id = :person_id AND (is_open = 1 OR EXISTS
    (SELECT 1 FROM check_ins WHERE check_ins.case_id = case_people.case_id AND state IN ('planned', 'asked')))
ORDER BY case_id
"""


def plan_check_in(tx: sqlite3.Connection, fe: FieldEncryption, check_in: PlannedCheckIn) -> None:
    """Put a check-in on the calendar. One that is there already, by its id, is left as it is."""
    tx.execute(
        "INSERT INTO check_ins (check_in_id, case_id, person_id, kind, reference, due_at, rule, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'planned') ON CONFLICT (check_in_id) DO NOTHING",
        (
            check_in.check_in_id,
            check_in.case_id,
            check_in.person_id,
            check_in.kind,
            fe.encrypt(CHECK_INS_REFERENCE, check_in.check_in_id, check_in.reference.encode()),
            to_milliseconds(check_in.due_at),
            check_in.rule,
        ),
    )


def move_check_in(tx: sqlite3.Connection, check_in_id: str, due_at: datetime, rule: str) -> bool:
    """Ask at another time, also when it was asked already; False when it has ended."""
    cursor = tx.execute(
        "UPDATE check_ins SET state = 'planned', due_at = ?, rule = ?, asked_at = NULL"
        " WHERE check_in_id = ? AND state IN ('planned', 'asked')",
        (to_milliseconds(due_at), rule, check_in_id),
    )
    return cursor.rowcount == 1


def claim_due_check_ins(
    tx: sqlite3.Connection, fe: FieldEncryption, now: datetime, limit: int
) -> list[PlannedCheckIn]:
    """The planned check-ins that are due, the longest overdue first; each is handed out once and is now
    asked."""
    rows = tx.execute(CLAIM_DUE_SQL, {"now": to_milliseconds(now), "limit": limit}).fetchall()
    return sorted(_check_ins(fe, rows), key=lambda c: (c.due_at, c.check_in_id))


def finish_check_in(tx: sqlite3.Connection, check_in_id: str, outcome: CheckInState | str) -> bool:
    """Take a check-in off the calendar with this outcome; False when it has ended already.

    Raises ValueError when `outcome` is no ending.
    """
    state = CheckInState(outcome)
    if state in (CheckInState.PLANNED, CheckInState.ASKED):
        raise ValueError("a check-in cannot end as planned or asked")
    cursor = tx.execute(
        "UPDATE check_ins SET state = ? WHERE check_in_id = ? AND state IN ('planned', 'asked')",
        (state, check_in_id),
    )
    return cursor.rowcount == 1


def cancel_check_ins(tx: sqlite3.Connection, case_id: str) -> int:
    """Take every check-in of a case that has not ended off the calendar; how many."""
    cursor = tx.execute(
        "UPDATE check_ins SET state = 'cancelled' WHERE case_id = ? AND state IN ('planned', 'asked')",
        (case_id,),
    )
    return cursor.rowcount


def check_in_by_id(tx: sqlite3.Connection, fe: FieldEncryption, check_in_id: str) -> PlannedCheckIn | None:
    """The check-in with this id, in whatever state."""
    rows = tx.execute("SELECT * FROM check_ins WHERE check_in_id = ?", (check_in_id,))
    return next(iter(_check_ins(fe, rows)), None)


def cases_in_aftercare(tx: sqlite3.Connection, person_id: str) -> list[str]:
    """The cases that are with this person and are open, or in which a check-in is still to come."""
    return [row["case_id"] for row in tx.execute(IN_AFTERCARE_SQL, {"person_id": person_id})]


def check_ins_of_case(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str) -> list[PlannedCheckIn]:
    """Every check-in of a case, by time, in whatever state."""
    rows = tx.execute("SELECT * FROM check_ins WHERE case_id = ? ORDER BY due_at, check_in_id", (case_id,))
    return _check_ins(fe, rows)


def check_ins_of_person(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[PlannedCheckIn]:
    """Every check-in of a person, by time, in whatever state."""
    rows = tx.execute(
        "SELECT * FROM check_ins WHERE person_id = ? ORDER BY due_at, check_in_id", (person_id,)
    )
    return _check_ins(fe, rows)


def _check_ins(fe: FieldEncryption, rows: Iterable[sqlite3.Row]) -> list[PlannedCheckIn]:
    with row_beside(CHECK_INS_REFERENCE):
        return [
            PlannedCheckIn(
                check_in_id=row["check_in_id"],
                case_id=row["case_id"],
                person_id=row["person_id"],
                kind=row["kind"],
                reference=_reference(fe, row),
                due_at=from_milliseconds(row["due_at"]),
                rule=row["rule"],
                state=CheckInState(row["state"]),
                asked_at=from_optional_milliseconds(row["asked_at"]),
            )
            for row in rows
        ]


def _reference(fe: FieldEncryption, row: sqlite3.Row) -> str:
    try:
        return fe.decrypt(CHECK_INS_REFERENCE, row["check_in_id"], row["reference"]).decode()
    except FieldEncryptionError:
        return ""
