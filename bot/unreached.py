"""A new case, or a new threat, whose people have all blocked the bot: nobody waits out the receipt clock for them.

Owns when the clock rings at once instead. Tells nobody itself: ringing brings the case to the next circle. Must not
know who these people are, or what a case is about.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.removed_handlers import RECEIPT
from conversations.casework.model import Case
from storage import people, timers
from storage.field_encryption import FieldEncryption
from storage.people import PersonState
from storage.timers import Timer


def hasten(tx: sqlite3.Connection, fe: FieldEncryption, case: Case, now: datetime) -> bool:
    """Let the receipt clock ring at once when nobody of those who were told can be reached; whether it does."""
    known = [people.sound_person(tx, fe, person_id) for person_id in case.told]
    if not known or any(p is not None and p.state is PersonState.ACTIVE for p in known):
        return False
    timers.set_timer(tx, Timer(timer=RECEIPT, subject_id=case.case_id, person_id="", due_at=now))
    return True


def alarms_anew(before: Case, after: Case) -> bool:
    """Whether a new threat has just been reported in the case."""
    return any(entry.what == "new-threat" for entry in after.ledger[len(before.ledger) :])
