"""Who of a case can open what was sealed for it: those to whom it is sealed now, beside those of each envelope.

Owns that comparison. Opens nothing: recipients are public and stand in the register.
"""

from __future__ import annotations

import sqlite3

from conversations.casework.conversation import Case
from storage import envelopes, people, resealing
from storage.field_encryption import FieldEncryption
from storage.people import PersonState


def unreadable_by(tx: sqlite3.Connection, fe: FieldEncryption, case: Case) -> tuple[str, ...]:
    """The names of those to whom this case is sealed but who cannot open all of it yet: it has to be sealed again for
    them. Who was only told of it is not among them: they were never to read it."""
    sealed = [set(envelope.recipients) for envelope in envelopes.envelopes_of(tx, case.case_id)]
    names = []
    for person_id in resealing.with_newcomers(tx, fe, case).readers:
        person = people.sound_person(tx, fe, person_id)
        if person is None or person.state is PersonState.REMOVED:
            continue
        if any(person.recipient is None or person.recipient not in recipients for recipients in sealed):
            names.append(person.name)
    return tuple(names)
