"""Whose a recipient is cannot be changed by who can only write to the database."""

from __future__ import annotations

import sqlite3

from storage import recipients
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.people import Person, PersonKind, add_person, person_by_id
from storage.recipients import KeptRecipient, RecipientState
from tests.storage.conftest import NOW

GRIFFIER = Person(
    person_id="p-griffier", telegram_id=7_300_000_001, kind=PersonKind.CASE_HANDLER, role="griffier"
)
COLLEAGUE = Person(
    person_id="p-colleague",
    telegram_id=7_300_000_002,
    kind=PersonKind.CASE_HANDLER,
    role="gemeentesecretaris",
)
OFFERED = KeptRecipient(
    recipient_id="r-1",
    person_id=GRIFFIER.person_id,
    recipient="age1pq1test",
    state=RecipientState.PENDING,
    created_at=NOW,
    protected={"passphrase": "an age file"},
)


def _kept(tx: sqlite3.Connection, fe: FieldEncryption) -> None:
    for person in (GRIFFIER, COLLEAGUE):
        add_person(tx, fe, person, NOW)
    assert recipients.offer(tx, fe, OFFERED)


async def test_a_row_that_was_given_to_a_colleague_gives_them_nothing(
    db: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        _kept(tx, fe)
        assert recipients.of_person(tx, fe, GRIFFIER.person_id) == [OFFERED]
        tx.execute("UPDATE recipients SET person_id = ?", (COLLEAGUE.person_id,))
        assert recipients.of_person(tx, fe, COLLEAGUE.person_id) == []
        assert recipients.waiting(tx, fe) == []
        assert not recipients.confirm(tx, fe, OFFERED.recipient_id, OFFERED.recipient)
        colleague = person_by_id(tx, fe, COLLEAGUE.person_id)
        assert colleague is not None
        assert colleague.recipient is None

    await db.transaction(work)


async def test_a_row_with_another_recipient_in_it_is_passed_over(db: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        _kept(tx, fe)
        tx.execute("UPDATE recipients SET recipient = 'age1pq1other'")
        assert recipients.of_person(tx, fe, GRIFFIER.person_id) == []
        assert not recipients.confirm(tx, fe, OFFERED.recipient_id, "age1pq1other")

    await db.transaction(work)


async def test_the_one_before_stays_readable_after_a_new_one_is_confirmed(
    db: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        _kept(tx, fe)
        assert recipients.confirm(tx, fe, OFFERED.recipient_id, OFFERED.recipient)
        second = KeptRecipient(**{**vars(OFFERED), "recipient_id": "r-2", "recipient": "age1pq1second"})
        assert recipients.offer(tx, fe, second)
        assert recipients.confirm(tx, fe, "r-2", "age1pq1second")
        found = {k.recipient: k.state for k in recipients.of_person(tx, fe, GRIFFIER.person_id)}
        assert found == {"age1pq1second": RecipientState.CONFIRMED, "age1pq1test": RecipientState.FORMER}

    await db.transaction(work)
