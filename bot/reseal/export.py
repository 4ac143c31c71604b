"""What the server asks to have sealed again: the list that goes with an export.

Owns who is on it: the present recipients of the case, and a challenge for everybody who may do it. Opens nothing; the
secret of a challenge is not kept, it is made again from the operational key when the result comes back.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.reseal.listing import Challenge, ListedEnvelope, Receiver, SealingList, challenge
from conversations.casework.conversation import Case
from storage.envelopes import StoredEnvelope
from storage.field_encryption import FieldEncryption
from storage.people import Person
from storage.resealing import RECOVERY, needs_fresh_payload, openers, present_recipients, to_reseal
from storage.sealing import InvalidRecipientError
from storage.sealing.canonical import format_time

_PURPOSE = "reseal"


def listed(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    case: Case,
    sealed: Sequence[StoredEnvelope],
    *,
    recovery: str,
    now: datetime,
) -> SealingList | None:
    """What of this case has to be sealed again, and to whom; None when everybody can read everything."""
    present = present_recipients(tx, fe, case, recovery)
    stale = to_reseal(sealed, set(present))
    if not stale:
        return None
    list_id = secrets.token_hex(16)
    able = openers(tx, fe, case, recovery, stale)
    return SealingList(
        list_id=list_id,
        report_id=case.case_id,
        reference=case.reference,
        made_at=format_time(now),
        receivers=tuple(_receiver(recipient, person) for recipient, person in present.items()),
        challenges=tuple(_challenges(fe, list_id, able)),
        envelopes=tuple(
            ListedEnvelope(
                part=envelope.part,
                revision=envelope.revision,
                sha256=envelope.sha256.hex(),
                fresh=needs_fresh_payload(envelope, set(present)),
            )
            for envelope in stale
        ),
    )


def secrets_of(fe: FieldEncryption, list_id: str, recipient: str) -> tuple[bytes, ...]:
    """The secret that this list had for this recipient, under every configured key."""
    return fe.keyed_hashes(_PURPOSE, f"{list_id}\n{recipient}")


def _challenges(fe: FieldEncryption, list_id: str, able: Iterable[str]) -> Iterable[Challenge]:
    for recipient in able:
        try:
            yield challenge(recipient, secrets_of(fe, list_id, recipient)[0])
        except InvalidRecipientError:  # a row that nothing can be sealed to keeps the others from nothing
            continue


def _receiver(recipient: str, person: Person | None) -> Receiver:
    if person is None:
        return Receiver(recipient=recipient, name="", role=RECOVERY)
    return Receiver(recipient=recipient, name=person.name, role=person.role)
