"""A second invitation for somebody who takes part already: whoever handles reports can be threatened too.

Owns which two parts one person can have: that of a reporter beside one other. Must not know what either part may do, or
what is said about it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from storage import audit, invitations, people
from storage.field_encryption import FieldEncryption
from storage.invitations import Invitation
from storage.people import Person, PersonKind


def join(
    tx: sqlite3.Connection, fe: FieldEncryption, person: Person, token: str, at: datetime
) -> Person | None:
    """Who this person is after using the invitation with this token.

    None when it is unknown, expired or used. The same person, with the invitation unused, when the two parts do not go
    together.
    """
    invitation = invitations.find_invitation(tx, fe, token, at)
    if invitation is None:
        return None
    if not _goes_with(person, invitation):
        return person
    invitations.redeem_invitation(tx, fe, token, at)
    joined = _with_part(person, invitation)
    people.change_part(tx, fe, joined)
    audit.record(tx, at=at, actor=person.person_id, action="enrolled-again", subject=person.person_id)
    return joined


def _goes_with(person: Person, invitation: Invitation) -> bool:
    kinds = (person.kind, invitation.kind)
    return PersonKind.ADMINISTRATOR not in kinds and PersonKind.REPORTER in kinds


def _with_part(person: Person, invitation: Invitation) -> Person:
    if invitation.kind is PersonKind.REPORTER:
        return replace(person, office=invitation.office, name=invitation.name)
    return replace(
        person,
        kind=invitation.kind,
        role=invitation.role,
        name=invitation.name,
        recipient=invitation.recipient,
    )
