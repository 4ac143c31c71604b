"""A rotation can be killed anywhere: every value is readable in between, and in the end the old key is not needed."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage import (
    case_messages,
    cases,
    check_ins,
    evidence,
    invitations,
    outbox,
    people,
    recipients,
    rotation,
    snapshots,
)
from storage.check_ins import PlannedCheckIn
from storage.database import FILE_NAME, Database
from storage.evidence import Evidence
from storage.field_encryption import (
    ENCRYPTED_COLUMNS,
    FieldEncryption,
    FieldEncryptionError,
    InvalidOperationalKeyError,
    OperationalKey,
    parse_operational_keys,
)
from storage.invitations import Invitation
from storage.migrations import migrate
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind
from storage.recipients import KeptRecipient, RecipientState
from storage.rotation import ROW_IDS, Rotated, rotate
from tests.storage.conftest import NOW

ROOT = Path(__file__).parents[2]
OLD, NEW = OperationalKey(bytes(range(32))), OperationalKey(bytes(range(1, 33)))
BEFORE, BETWEEN, AFTER = FieldEncryption(OLD), FieldEncryption(NEW, [OLD]), FieldEncryption(NEW)
PEOPLE = 250
"""More than two batches."""


def reference_of(body: bytes) -> str:
    return body.decode()


def fill(tx: sqlite3.Connection, fe: FieldEncryption) -> None:
    """Something in every encrypted column."""
    for number in range(PEOPLE):
        person = Person(person_id=f"p{number:04}", telegram_id=7_000_000 + number, kind=PersonKind.REPORTER)
        people.add_person(tx, fe, person, NOW)
        snapshots.save_snapshot(tx, fe, person.person_id, f"snapshot {number}".encode())
    people.remove_person(tx, fe, "p0007")
    for number in range(3):
        outbox.enqueue(
            tx,
            fe,
            OutboxMessage(
                prompt_id=f"m{number}",
                person_id="p0001",
                kind=OutboxKind.SAY,
                body={"n": number},
                due_at=NOW,
                created_at=NOW,
            ),
        )
        cases.add_case(
            tx, fe, case_id=f"c{number}", reference=f"R-{number}", state="sent", urgent=False, at=NOW,
            body=f"R-{number}".encode(),
        )  # fmt: skip
    evidence.want_evidence(
        tx,
        fe,
        Evidence(
            attachment_id="a1", draft_id="c1", person_id="p0001", message_id=4, kind="photo", file_id="f",
            received_at=NOW,
        ),
    )  # fmt: skip
    for name, days in (("open", 7), ("expired", -1), ("used", 7)):
        invitation = Invitation(
            invitation_id=f"i-{name}", kind=PersonKind.REPORTER, expires_at=NOW + timedelta(days=days)
        )
        invitations.add_invitation(tx, fe, invitation, f"token-{name}")
    assert invitations.redeem_invitation(tx, fe, "token-used", NOW) is not None
    case_messages.keep_until_delivered(tx, fe, "m1", "een woord", NOW)
    kept = KeptRecipient(
        recipient_id="r1",
        person_id="p0001",
        recipient="age1pq1x",
        state=RecipientState.PENDING,
        created_at=NOW,
    )
    recipients.offer(tx, fe, kept)
    check_ins.plan_check_in(
        tx,
        fe,
        PlannedCheckIn(
            check_in_id="k1",
            case_id="c1",
            person_id="p0001",
            kind="first",
            reference="R-1",
            due_at=NOW,
            rule="",
        ),
    )


def everything(tx: sqlite3.Connection, fe: FieldEncryption) -> list[object]:
    """All that the bot can look up, by value and by keyed hash."""
    return [
        [people.person_by_telegram_id(tx, fe, 7_000_000 + n) for n in range(PEOPLE)],
        [snapshots.load_snapshot(tx, fe, f"p{n:04}") for n in range(PEOPLE)],
        [outbox.prompt(tx, fe, f"m{n}") for n in range(3)],
        [cases.case_id_by_reference(tx, fe, f"R-{n}") for n in range(3)],
        [cases.load_case(tx, fe, f"c{n}") for n in range(3)],
        evidence.evidence_by_id(tx, fe, "a1"),
        invitations.list_invitations(tx, fe),
        check_ins.check_ins_of_person(tx, fe, "p0001"),
        case_messages.words_of(tx, fe, "m1"),
        recipients.waiting(tx, fe),
    ]


def under_old_key(tx: sqlite3.Connection) -> int:
    return sum(
        BETWEEN.needs_rotation(row[0])
        for column in ENCRYPTED_COLUMNS
        for row in tx.execute(f"SELECT {column.column} FROM {column.table}")
    )


def body_of(tx: sqlite3.Connection) -> bytes:
    found: bytes = tx.execute("SELECT body FROM snapshots WHERE person_id = 'p0100'").fetchone()[0]
    return found


async def redeem(db: Database, fe: FieldEncryption, token: str) -> Invitation | None:
    return await db.transaction(lambda tx: invitations.redeem_invitation(tx, fe, token, NOW))


async def move(db: Database) -> Rotated:
    return await rotate(db, BETWEEN, reference_of=reference_of, now=NOW)


@pytest.fixture
async def filled(db: Database) -> Database:
    await db.transaction(lambda tx: fill(tx, BEFORE))
    return db


def test_every_encrypted_column_has_its_row_id() -> None:
    assert set(ROW_IDS) == set(ENCRYPTED_COLUMNS)


async def test_afterwards_the_old_key_is_not_needed(filled: Database) -> None:
    before = await filled.read(lambda tx: everything(tx, BEFORE))
    rotated = await move(filled)
    assert rotated.moved == 2 * PEOPLE + 3 + 3 + 1 + 3 + 1 + 1 + 1
    assert rotated.unreadable == 0
    assert await filled.read(under_old_key) == 0
    assert await filled.read(lambda tx: everything(tx, AFTER)) == before
    assert await filled.read(rotation.rows_to_look_at) == rotated.moved
    with pytest.raises(FieldEncryptionError):
        await filled.read(lambda tx: snapshots.load_snapshot(tx, BEFORE, "p0001"))
    assert (await move(filled)).moved == 0


async def test_an_open_invitation_needs_the_old_key_until_it_ends(filled: Database) -> None:
    rotated = await move(filled)
    assert rotated.invitations_open_until == NOW + timedelta(days=7)
    for token in ("token-expired", "token-used"):
        assert await redeem(filled, BETWEEN, token) is None
    fresh = Invitation(invitation_id="i-new", kind=PersonKind.REPORTER, expires_at=NOW + timedelta(days=90))
    await filled.transaction(lambda tx: invitations.add_invitation(tx, BETWEEN, fresh, "token-new"))
    assert (await move(filled)).invitations_open_until == NOW + timedelta(days=7)
    assert await redeem(filled, BETWEEN, "token-open") is not None
    assert (await move(filled)).invitations_open_until is None
    assert await redeem(filled, AFTER, "token-new") is not None


async def test_open_invitations_can_be_taken_back(filled: Database) -> None:
    assert await filled.transaction(lambda tx: rotation.revoke_open_invitations(tx, NOW)) == ["i-open"]
    assert (await move(filled)).invitations_open_until is None


async def test_a_damaged_value_stays_as_it_is_and_keeps_nothing_else_back(filled: Database) -> None:
    def damage(tx: sqlite3.Connection) -> bytes:
        tx.execute("UPDATE snapshots SET body = zeroblob(60) WHERE person_id = 'p0003'")
        body = bytearray(body_of(tx))
        body[-1] ^= 1
        tx.execute("UPDATE snapshots SET body = ? WHERE person_id = 'p0100'", (bytes(body),))
        return bytes(body)

    damaged = await filled.transaction(damage)
    assert (await move(filled)).unreadable == 2
    assert await filled.read(under_old_key) == 2
    assert await filled.read(body_of) == damaged


PROGRAM = """
import asyncio, sys
from pathlib import Path
from storage import crash_points
from storage.database import Database
from tests.storage.test_rotation import move

async def main(path):
    db = await Database.open(path)
    try:
        await move(db)
    finally:
        await db.close()

crash_points.arm(sys.argv[2], int(sys.argv[3]))
asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.parametrize(
    ("point", "times"),
    [
        *(("rotation.before_commit", n) for n in (1, 3, 6, 9)),
        *(("rotation.batch_committed", n) for n in (1, 2, 4, 7, 10)),
        ("rotation.tokens_committed", 1),
        *(("transaction.before_commit", n) for n in (2, 5)),
        *(("transaction.after_commit", n) for n in (3, 8)),
    ],
)
def test_it_can_be_killed_anywhere_and_begun_again(tmp_path: Path, point: str, times: int) -> None:
    path = tmp_path / FILE_NAME

    async def made() -> list[object]:
        db = await Database.open(path, create=True)
        await migrate(db)
        await db.transaction(lambda tx: fill(tx, BEFORE))
        found = await db.read(lambda tx: everything(tx, BEFORE))
        await db.close()
        return found

    async def look_and_finish() -> tuple[list[object], int, list[object]]:
        db = await Database.open(path)
        between = await db.read(lambda tx: everything(tx, BETWEEN))
        await move(db)
        left, after = await db.read(under_old_key), await db.read(lambda tx: everything(tx, AFTER))
        await db.close()
        return between, left, after

    before = asyncio.run(made())
    command = [sys.executable, "-c", PROGRAM, str(path), point, str(times)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert asyncio.run(look_and_finish()) == (before, 0, before)


def test_a_key_file_holds_the_current_key_first() -> None:
    keys = parse_operational_keys(f"{NEW.serialise()}\n\n{OLD.serialise()}\n")
    assert [k.key_id for k in keys] == [NEW.key_id, OLD.key_id]
    assert BETWEEN.key_id == NEW.key_id
    for text in ("", "\n", f"{NEW.serialise()}\nnonsense\n"):
        with pytest.raises(InvalidOperationalKeyError):
            parse_operational_keys(text)
