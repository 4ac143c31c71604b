"""People are found by their Telegram account, by id and by role; nothing that names them is in the clear."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage import outbox
from storage.database import Database
from storage.field_encryption import (
    DamagedFieldError,
    FieldEncryption,
    FieldEncryptionError,
    OperationalKey,
    UnknownOperationalKeyError,
)
from storage.people import (
    Person,
    PersonKind,
    PersonState,
    add_person,
    all_people,
    change_language,
    change_phone,
    check_key,
    enrolled_roles,
    everybody,
    people_with_role,
    person_by_id,
    person_by_telegram_id,
    remove_person,
    set_person_state,
    set_recipient,
    sound_person,
)
from tests.storage.conftest import NOW

SANNE = Person(
    person_id="p-sanne",
    telegram_id=7_300_112_233,
    kind=PersonKind.REPORTER,
    office="council_member",
    name="Sanne Proef",
    language="nl",
    phone="06-00000042",
)
GRIFFIER = Person(
    person_id="p-griffier",
    telegram_id=7_300_445_566,
    kind=PersonKind.CASE_HANDLER,
    role="griffier",
    name="Griffier Test-de Vries",
    recipient="age1pq1example",
)


@pytest.fixture
async def enrolled(db: Database, fe: FieldEncryption) -> Database:
    def add(tx: sqlite3.Connection) -> None:
        add_person(tx, fe, SANNE, NOW)
        add_person(tx, fe, GRIFFIER, NOW)

    await db.transaction(add)
    return db


async def test_somebody_is_found_again(enrolled: Database, fe: FieldEncryption) -> None:
    def look(tx: sqlite3.Connection) -> None:
        assert person_by_telegram_id(tx, fe, 7_300_112_233) == SANNE
        assert person_by_telegram_id(tx, fe, 7_300_112_234) is None
        assert person_by_id(tx, fe, "p-griffier") == GRIFFIER
        assert person_by_id(tx, fe, "p-nobody") is None
        assert people_with_role(tx, fe, "griffier") == [GRIFFIER]
        assert people_with_role(tx, fe, "deputy") == []
        assert {p.person_id for p in all_people(tx, fe)} == {"p-sanne", "p-griffier"}

    await enrolled.read(look)


async def test_one_account_is_enrolled_once(enrolled: Database, fe: FieldEncryption) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await enrolled.transaction(lambda tx: add_person(tx, fe, replace(SANNE, person_id="p-twin"), NOW))
    with pytest.raises(sqlite3.IntegrityError):
        await enrolled.transaction(lambda tx: add_person(tx, fe, replace(SANNE, telegram_id=1), NOW))


async def test_details_change(enrolled: Database, fe: FieldEncryption) -> None:
    def change(tx: sqlite3.Connection) -> Person | None:
        change_language(tx, fe, "p-sanne", "en")
        change_phone(tx, fe, "p-sanne", "06-00000099")
        assert set_recipient(tx, fe, "p-sanne", "age1pq1other")
        assert set_person_state(tx, "p-sanne", PersonState.BLOCKED)
        assert not set_recipient(tx, fe, "p-nobody", None)
        assert not set_person_state(tx, "p-nobody", PersonState.ACTIVE)
        return person_by_id(tx, fe, "p-sanne")

    changed = await enrolled.transaction(change)
    assert changed == replace(
        SANNE, language="en", phone="06-00000099", recipient="age1pq1other", state=PersonState.BLOCKED
    )
    with pytest.raises(LookupError):
        await enrolled.transaction(lambda tx: change_language(tx, fe, "p-nobody", "en"))


@pytest.mark.parametrize(
    "change", ["recipient = 'age1pq1evil'", "role = 'griffier'", "kind = 'case_handler'"]
)
async def test_who_writes_to_the_database_cannot_give_a_role_or_recipient(
    enrolled: Database, fe: FieldEncryption, change: str
) -> None:
    await enrolled.transaction(
        lambda tx: tx.execute(f"UPDATE people SET {change} WHERE person_id = 'p-sanne'")
    )
    with pytest.raises(DamagedFieldError):
        await enrolled.read(lambda tx: person_by_id(tx, fe, "p-sanne"))


DAMAGE = (
    "recipient = 'age1pq1evil'",
    "profile = x'01'",
    "profile = CAST(x'01' || randomblob(60) AS BLOB)",
    "profile = CAST(substr(profile, 1, 40) || x'00000000' AS BLOB)",
)


@pytest.mark.parametrize("change", DAMAGE)
async def test_one_damaged_row_is_passed_over_and_stops_nobody_else(
    enrolled: Database, fe: FieldEncryption, change: str
) -> None:
    other = replace(GRIFFIER, person_id="p-other", telegram_id=7_300_999_111)

    def work(tx: sqlite3.Connection) -> None:
        add_person(tx, fe, other, NOW)
        tx.execute(f"UPDATE people SET {change} WHERE person_id = 'p-griffier'")
        assert people_with_role(tx, fe, "griffier") == [other]
        assert {p.person_id for p in all_people(tx, fe)} == {"p-sanne", "p-other"}
        assert everybody(tx, fe)[1] == ["p-griffier"]
        assert sound_person(tx, fe, "p-griffier") is None
        assert sound_person(tx, fe, "p-other") == other
        with pytest.raises(FieldEncryptionError):
            person_by_telegram_id(tx, fe, 7_300_445_566)

    await enrolled.transaction(work)


async def test_a_damaged_row_can_be_removed_and_its_account_invited_again(
    enrolled: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        tx.execute("UPDATE people SET role = 'burgemeester' WHERE person_id = 'p-griffier'")
        assert remove_person(tx, fe, "p-griffier")
        assert everybody(tx, fe) == ([SANNE], [])
        assert people_with_role(tx, fe, "burgemeester") == []
        add_person(tx, fe, replace(GRIFFIER, person_id="p-again"), NOW)

    await enrolled.transaction(work)


async def test_an_account_on_somebody_elses_row_is_nobody(enrolled: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        own = tx.execute("SELECT telegram_hash FROM people WHERE person_id = 'p-sanne'").fetchone()[0]
        tx.execute("UPDATE people SET telegram_hash = NULL WHERE person_id = 'p-sanne'")
        tx.execute("UPDATE people SET telegram_hash = ? WHERE person_id = 'p-griffier'", (own,))
        with pytest.raises(DamagedFieldError):
            person_by_telegram_id(tx, fe, 7_300_112_233)

    await enrolled.transaction(work)


async def test_another_operational_key_is_seen_before_anything_is_done(
    enrolled: Database, fe: FieldEncryption
) -> None:
    await enrolled.read(lambda tx: check_key(tx, fe))
    with pytest.raises(UnknownOperationalKeyError):
        await enrolled.read(lambda tx: check_key(tx, FieldEncryption(OperationalKey(b"n" * 32))))
    change = "UPDATE people SET role = 'changed'"
    await enrolled.transaction(lambda tx: tx.execute(change).close())
    await enrolled.read(lambda tx: check_key(tx, fe))  # damage is no other key


@pytest.mark.parametrize("part", [{"role": "griffier"}, {"office": "raadslid"}, {"recipient": "age1pq1x"}])
async def test_an_administrator_has_no_part_in_any_report(
    enrolled: Database, fe: FieldEncryption, part: dict[str, str]
) -> None:
    nobody = Person(person_id="p-beheer", telegram_id=7_300_000_001, kind=PersonKind.ADMINISTRATOR)
    given = replace(nobody, **part)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no part"):
        await enrolled.transaction(lambda tx: add_person(tx, fe, given, NOW))
    await enrolled.transaction(lambda tx: add_person(tx, fe, nobody, NOW))


async def test_blocked_people_keep_their_role(enrolled: Database, fe: FieldEncryption) -> None:
    def block(tx: sqlite3.Connection) -> list[Person]:
        outbox.hold_person(tx, "p-griffier")
        return people_with_role(tx, fe, "griffier")

    assert await enrolled.transaction(block) == [replace(GRIFFIER, state=PersonState.BLOCKED)]


async def test_a_removed_person_is_forgotten_and_can_come_back(
    enrolled: Database, fe: FieldEncryption
) -> None:
    def remove(tx: sqlite3.Connection) -> None:
        assert remove_person(tx, fe, "p-griffier")
        assert not remove_person(tx, fe, "p-nobody")
        assert people_with_role(tx, fe, "griffier") == []
        assert [p.person_id for p in all_people(tx, fe)] == ["p-sanne"]
        assert person_by_telegram_id(tx, fe, 7_300_445_566) is None
        left = person_by_id(tx, fe, "p-griffier")
        assert left == replace(GRIFFIER, telegram_id=None, name="", recipient=None, state=PersonState.REMOVED)
        assert not set_person_state(tx, "p-griffier", PersonState.ACTIVE)
        add_person(tx, fe, replace(GRIFFIER, person_id="p-again"), NOW)

    await enrolled.transaction(remove)
    with pytest.raises(ValueError, match="remove_person"):
        await enrolled.transaction(lambda tx: set_person_state(tx, "p-sanne", PersonState.REMOVED))


async def test_people_are_found_while_the_operational_key_rotates(enrolled: Database) -> None:
    rotating = FieldEncryption(OperationalKey(b"n" * 32), [OperationalKey(bytes(range(32)))])

    def look(tx: sqlite3.Connection) -> None:
        assert person_by_telegram_id(tx, rotating, 7_300_112_233) == SANNE
        with pytest.raises(sqlite3.IntegrityError):
            add_person(tx, rotating, replace(SANNE, person_id="p-twin"), NOW)

    await enrolled.read(look)


async def test_nothing_that_names_somebody_is_in_the_files(
    enrolled: Database, fe: FieldEncryption, path: Path
) -> None:
    def hashes(tx: sqlite3.Connection) -> set[bytes]:
        return {row["telegram_hash"] for row in tx.execute("SELECT telegram_hash FROM people")}

    assert all(len(h) == 32 for h in await enrolled.read(hashes))
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"case_handler" in everything, "the rows have to be in what is searched"
    for text in ("Sanne", "Vries", "06-00000042", "council_member", "7300112233", "7300445566"):
        assert text.encode() not in everything, text
    for telegram_id in (7_300_112_233, 7_300_445_566):
        assert telegram_id.to_bytes(5, "big") not in everything
        assert telegram_id.to_bytes(5, "little") not in everything


def test_reprs_name_nobody() -> None:
    shown = repr(SANNE) + repr(GRIFFIER)
    assert not [v for v in ("7300", "Sanne", "Vries", "06-", "age1pq1") if v in shown]


async def test_a_role_that_was_put_on_somebody_from_outside_does_not_count(
    enrolled: Database, fe: FieldEncryption
) -> None:
    assert await enrolled.read(lambda tx: enrolled_roles(tx, fe)) == {"griffier": True}
    assert await enrolled.read(lambda tx: enrolled_roles(tx, fe, besides="p-griffier")) == {}
    await enrolled.transaction(lambda tx: set_recipient(tx, fe, "p-griffier", None))
    assert await enrolled.read(lambda tx: enrolled_roles(tx, fe)) == {"griffier": False}
    tampered = "UPDATE people SET role = 'burgemeester' WHERE person_id = 'p-griffier'"
    await enrolled.transaction(lambda tx: tx.execute(tampered).close())
    assert await enrolled.read(lambda tx: enrolled_roles(tx, fe)) == {}


async def test_a_row_that_was_changed_is_read_anew(db: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        add_person(tx, fe, GRIFFIER, NOW)
        first = person_by_id(tx, fe, GRIFFIER.person_id)
        assert first == GRIFFIER
        assert person_by_id(tx, fe, GRIFFIER.person_id) is first  # the same row is worked out once
        change_language(tx, fe, GRIFFIER.person_id, "en")
        assert person_by_id(tx, fe, GRIFFIER.person_id) == replace(GRIFFIER, language="en")
        set_person_state(tx, GRIFFIER.person_id, PersonState.BLOCKED)
        changed = person_by_id(tx, fe, GRIFFIER.person_id)
        assert changed == replace(GRIFFIER, language="en", state=PersonState.BLOCKED)
        tx.execute("UPDATE people SET role = 'burgemeester' WHERE person_id = ?", (GRIFFIER.person_id,))
        with pytest.raises(DamagedFieldError):
            person_by_id(tx, fe, GRIFFIER.person_id)

    await db.transaction(work)
