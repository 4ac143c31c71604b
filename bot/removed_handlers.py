"""Cases of somebody who is removed: nobody's case stays with a person who is not there any more.

Owns how a removed case handler leaves every case, in the transaction that removes them. Tells nobody itself: where
nobody is left who took the case up, the receipt clock rings at once, and that brings it to the next circle. Must not
know who they were, or what a case is about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from conversations.casework import people
from conversations.casework.doors import STAND_IN
from conversations.casework.model import Case, CaseState, case_from_json, case_to_json
from storage import cases, stand_ins, timers
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.resealing import with_newcomers
from storage.timers import Timer

RECEIPT = "receipt"
"""The timer that brings a case to the next circle when nobody confirmed it (`conversations.casework.receipt`)."""


def leave_cases(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, now: datetime) -> int:
    """Take this person out of every case, and let the clock bring what they had to others; how many cases changed."""
    _end_standing_in(tx, person_id, now)
    changed = 0
    for case in _cases(tx, fe):
        known = with_newcomers(tx, fe, case)
        after = without(known, person_id)
        if after == known:
            continue
        changed += 1
        cases.save_case(
            tx,
            fe,
            case_id=case.case_id,
            state=after.state,
            urgent=after.urgent,
            body=case_to_json(after),
            told=after.told,
        )
        if case.successor != after.successor:
            timers.clear_timers(tx, case.case_id, "hand-over")
        if _is_alone(case, after):
            ring = Timer(timer=RECEIPT, subject_id=case.case_id, person_id="", due_at=now)
            timers.set_timer(tx, ring)
    return changed


def without(case: Case, person_id: str) -> Case:
    """The case without this person in any circle. Who confirmed receipt did so for nobody any more, and a closed case
    goes to whoever comes next, so that what the reporter still writes is read."""
    out = people.without(case, person_id)
    if person_id != case.successor:  # when who asked is the one who left, what was asked still stands
        out = replace(out, successor=case.successor, predecessor=case.predecessor)
    if not case.is_open:
        next_circle = out.told or out.deputies or out.escalation
        return replace(out, told=next_circle if person_id in case.told else out.told)
    if case.received_by != person_id:
        return out
    return replace(
        out,
        state=CaseState.SENT,
        received_at=None,
        received_by="",
        opened_at=None,
        escalated=0,
        handled_at=None,
    )


def _end_standing_in(tx: sqlite3.Connection, person_id: str, now: datetime) -> None:
    """Nobody stands in for them, and they for nobody: who is away hears at the next tick that it is over."""
    for known in stand_ins.standing_in(tx):
        if known.absent_id == person_id:
            stand_ins.end_stand_in(tx, person_id)
            timers.clear_timers(tx, person_id, STAND_IN)
        elif known.deputy_id == person_id:
            away = known.absent_id
            timers.set_timer(tx, Timer(timer=STAND_IN, subject_id=away, person_id=away, due_at=now))


def _is_alone(before: Case, after: Case) -> bool:
    """Whether an open case has just lost whoever took it up, or the last one who was asked to."""
    lost = before.told != after.told and not after.told
    return after.is_open and (lost or before.received_by != after.received_by)


def _cases(tx: sqlite3.Connection, fe: FieldEncryption) -> Iterator[Case]:
    """Every case that can be read; a damaged one keeps nobody enrolled."""
    for case_id in cases.all_case_ids(tx):
        try:
            stored = cases.load_case(tx, fe, case_id)
            if stored is not None:
                yield case_from_json(stored.body)
        except (FieldEncryptionError, ValueError):
            continue
