"""Owns who takes part: their role, how to reach them and whether they can be reached.

Must not know: how somebody is invited, or what they have said. Names, offices, phone numbers and Telegram ids
are encrypted; somebody is found by a keyed hash of their Telegram id.

A row that was changed from outside is never used. Whoever asks for one person hears that it is damaged; whoever asks
for several gets the others, so that one bad row stops nobody else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from storage.columns import decrypt_json, encrypt_json, row_beside, to_milliseconds
from storage.field_encryption import (
    PEOPLE_PROFILE,
    DamagedFieldError,
    FieldEncryption,
    FieldEncryptionError,
    UnknownOperationalKeyError,
)

_HASH_PURPOSE = "people.telegram_id"
_COLUMNS = "person_id, kind, role, recipient, state, profile"


class PersonKind(StrEnum):
    """What somebody comes here for."""

    REPORTER = "reporter"
    CASE_HANDLER = "case_handler"
    INFORMED_OFFICER = "informed_officer"
    REGISTRAR = "registrar"
    ADMINISTRATOR = "administrator"


class PersonState(StrEnum):
    """Whether somebody can be reached: `blocked` means that they blocked the bot."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who is enrolled. `role` is a pack role id, empty for reporters; `office` a pack office id.

    `recipient` is the public age recipient of those to whom reports are sealed. `telegram_id` is None only
    for somebody who was removed.
    """

    person_id: str
    telegram_id: int | None = field(repr=False)
    kind: PersonKind
    role: str = ""
    office: str = ""
    name: str = field(default="", repr=False)
    language: str = "nl"
    recipient: str | None = field(default=None, repr=False)
    state: PersonState = PersonState.ACTIVE
    phone: str = field(default="", repr=False)


def add_person(tx: sqlite3.Connection, fe: FieldEncryption, person: Person, at: datetime) -> None:
    """Enrol somebody. Raises sqlite3.IntegrityError when this id or this Telegram account is enrolled
    already, ValueError for an administrator with a role, an office or a recipient."""
    if person.kind is PersonKind.ADMINISTRATOR and (person.role or person.office or person.recipient):
        raise ValueError("an administrator has no part in any report")
    if person.telegram_id is not None and person_by_telegram_id(tx, fe, person.telegram_id) is not None:
        raise sqlite3.IntegrityError("this Telegram account is enrolled already")
    tx.execute(
        "INSERT INTO people (person_id, telegram_hash, kind, role, recipient, state, profile, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person.person_id,
            _telegram_hash(fe, person.telegram_id),
            person.kind,
            person.role,
            person.recipient,
            person.state,
            _encrypted_profile(fe, person),
            to_milliseconds(at),
        ),
    )


def person_by_telegram_id(tx: sqlite3.Connection, fe: FieldEncryption, telegram_id: int) -> Person | None:
    """The person with this Telegram account, blocked ones included, removed ones not.

    Raises FieldEncryptionError when the row is damaged, or when the account was put on somebody else's row.
    """
    for telegram_hash in fe.keyed_hashes(_HASH_PURPOSE, str(telegram_id)):
        rows = tx.execute(
            f"SELECT {_COLUMNS} FROM people WHERE telegram_hash = ?",  # noqa: S608 (constant)
            (telegram_hash,),
        )
        for person in _people(fe, rows):
            if person.telegram_id != telegram_id:
                raise DamagedFieldError(PEOPLE_PROFILE)
            return person
    return None


def person_by_id(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> Person | None:
    """The person with this id, in whatever state. Raises FieldEncryptionError when the row is damaged."""
    rows = tx.execute(f"SELECT {_COLUMNS} FROM people WHERE person_id = ?", (person_id,))  # noqa: S608 (constant)
    return next(_people(fe, rows), None)


def sound_person(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> Person | None:
    """The same, but None as well when the row is damaged: for where somebody who cannot be used is passed over."""
    try:
        return person_by_id(tx, fe, person_id)
    except FieldEncryptionError:
        return None


def people_with_role(tx: sqlite3.Connection, fe: FieldEncryption, role: str) -> list[Person]:
    """Everybody with this pack role, in order of enrolment: active and blocked, not those who were
    removed. Damaged rows are passed over."""
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM people WHERE role = ? AND state <> 'removed'"  # noqa: S608 (constant)
        " ORDER BY created_at, person_id",
        (role,),
    )
    return _sound(fe, rows)[0]


def check_key(tx: sqlite3.Connection, fe: FieldEncryption) -> None:
    """Whether the operational key is that of this database; not when everybody's row is under a key that is not known.

    Raises UnknownOperationalKeyError.
    """
    unknown: UnknownOperationalKeyError | None = None
    for row in tx.execute(f"SELECT {_COLUMNS} FROM people WHERE state <> 'removed'"):  # noqa: S608 (constant)
        try:
            _person(fe, row)
        except UnknownOperationalKeyError as error:
            unknown = error
            continue
        except FieldEncryptionError:  # under our key, but damaged
            return
        return
    if unknown is not None:
        raise unknown


def enrolled_roles(tx: sqlite3.Connection, fe: FieldEncryption, *, besides: str = "") -> dict[str, bool]:
    """The roles that somebody has who was not removed, each with whether anybody of them has a recipient.

    `besides` is a person who does not count, and neither does a damaged row.
    """
    rows = tx.execute(f"SELECT {_COLUMNS} FROM people WHERE role > '' AND state <> 'removed'")  # noqa: S608
    found: dict[str, bool] = {}
    for person in _sound(fe, rows)[0]:
        if person.person_id != besides:
            found[person.role] = found.get(person.role, False) or bool(person.recipient)
    return found


def staff(tx: sqlite3.Connection, fe: FieldEncryption) -> list[Person]:
    """Everybody who is enrolled as something else than a reporter, as far as their row is sound."""
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM people"  # noqa: S608
        " WHERE kind <> 'reporter' AND state <> 'removed' ORDER BY created_at, person_id"
    )
    return _sound(fe, rows)[0]


def all_people(tx: sqlite3.Connection, fe: FieldEncryption) -> list[Person]:
    """Everybody who is enrolled, in order of enrolment; those who were removed and damaged rows are left out."""
    return everybody(tx, fe)[0]


def everybody(tx: sqlite3.Connection, fe: FieldEncryption) -> tuple[list[Person], list[str]]:
    """Everybody who is enrolled, and the ids of those whose row is damaged; both in order of enrolment."""
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM people WHERE state <> 'removed' ORDER BY created_at, person_id"  # noqa: S608
    )
    return _sound(fe, rows)


def change_part(tx: sqlite3.Connection, fe: FieldEncryption, person: Person) -> None:
    """Somebody who is enrolled gets another part: their kind, role, office, name and recipient from now on.

    Raises LookupError when nobody has this id.
    """
    _existing(tx, fe, person.person_id)
    tx.execute(
        "UPDATE people SET kind = ?, role = ?, recipient = ? WHERE person_id = ?",
        (person.kind, person.role, person.recipient, person.person_id),
    )
    _save_profile(tx, fe, person)


def change_language(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, language: str) -> None:
    """Write to this person in another language from now on. Raises LookupError when nobody has this id."""
    _save_profile(tx, fe, replace(_existing(tx, fe, person_id), language=language))


def change_phone(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, phone: str) -> None:
    """Remember the number at which this person wants to be called. Raises LookupError when nobody has this
    id."""
    _save_profile(tx, fe, replace(_existing(tx, fe, person_id), phone=phone))


def set_person_state(tx: sqlite3.Connection, person_id: str, state: PersonState) -> bool:
    """Change whether somebody can be reached; False when nobody has this id or they were removed."""
    if state is PersonState.REMOVED:
        raise ValueError("somebody is removed with remove_person, which forgets who they were")
    cursor = tx.execute(
        "UPDATE people SET state = ? WHERE person_id = ? AND state <> 'removed'", (state, person_id)
    )
    return cursor.rowcount == 1


def set_recipient(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, recipient: str | None) -> bool:
    """Seal to this recipient from now on, or to none; False when nobody has this id."""
    person = person_by_id(tx, fe, person_id)
    if person is None:
        return False
    tx.execute("UPDATE people SET recipient = ? WHERE person_id = ?", (recipient, person_id))
    _save_profile(tx, fe, replace(person, recipient=recipient))
    return True


def remove_person(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> bool:
    """Forget who this person was; only their id, kind, role and office stay, for the cases that name them.

    Their Telegram account can be invited again. Works on a damaged row too, of which the id alone is believed. False
    when nobody has this id.
    """
    if tx.execute("SELECT 1 FROM people WHERE person_id = ?", (person_id,)).fetchone() is None:
        return False
    person = sound_person(tx, fe, person_id)
    if person is None:
        person = Person(person_id=person_id, telegram_id=None, kind=PersonKind.REPORTER)
        tx.execute("UPDATE people SET kind = ?, role = '' WHERE person_id = ?", (person.kind, person_id))
    tx.execute(
        "UPDATE people SET telegram_hash = NULL, recipient = NULL, state = 'removed' WHERE person_id = ?",
        (person_id,),
    )
    _save_profile(tx, fe, replace(person, telegram_id=None, name="", phone="", recipient=None))
    return True


def _existing(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> Person:
    person = person_by_id(tx, fe, person_id)
    if person is None:
        raise LookupError("nobody has this person id")
    return person


def _telegram_hash(fe: FieldEncryption, telegram_id: int | None) -> bytes | None:
    return None if telegram_id is None else fe.keyed_hash(_HASH_PURPOSE, str(telegram_id))


def _encrypted_profile(fe: FieldEncryption, person: Person) -> bytes:
    profile = {
        "telegram_id": person.telegram_id,
        "name": person.name,
        "office": person.office,
        "language": person.language,
        "phone": person.phone,
        "kind": person.kind,
        "role": person.role,
        "recipient": person.recipient,
    }
    return encrypt_json(fe, PEOPLE_PROFILE, person.person_id, profile)


def _save_profile(tx: sqlite3.Connection, fe: FieldEncryption, person: Person) -> None:
    tx.execute(
        "UPDATE people SET profile = ? WHERE person_id = ?",
        (_encrypted_profile(fe, person), person.person_id),
    )


def _people(fe: FieldEncryption, rows: Iterable[sqlite3.Row]) -> Iterator[Person]:
    for row in rows:
        yield _person(fe, row)


def _sound(fe: FieldEncryption, rows: Iterable[sqlite3.Row]) -> tuple[list[Person], list[str]]:
    """The people in the rows that can be read, and the ids of the others."""
    found, damaged = [], []
    for row in rows:
        try:
            found.append(_person(fe, row))
        except FieldEncryptionError:
            damaged.append(row["person_id"])
    return found, damaged


def _person(fe: FieldEncryption, row: sqlite3.Row) -> Person:
    return _read(fe, *row)


@lru_cache(maxsize=256)
def _read(
    fe: FieldEncryption,
    person_id: str,
    kind: str,
    role: str,
    recipient: str | None,
    state: str,
    profile: bytes,
) -> Person:
    """Who a row with exactly these values is; every message asks for the same few rows several times.

    The clear columns stand in the encrypted profile as well: who can write to the database must not be able to put
    another recipient, or another role, on somebody.
    """
    found = decrypt_json(fe, PEOPLE_PROFILE, person_id, profile)
    if (found["kind"], found["role"], found["recipient"]) != (kind, role, recipient):
        raise DamagedFieldError(PEOPLE_PROFILE)
    with row_beside(PEOPLE_PROFILE):
        return Person(
            person_id=person_id,
            telegram_id=found["telegram_id"],
            kind=PersonKind(kind),
            role=role,
            office=found["office"],
            name=found["name"],
            language=found["language"],
            recipient=recipient,
            state=PersonState(state),
            phone=found["phone"],
        )
