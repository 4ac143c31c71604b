"""Requests to the running bot: whole or absent, encrypted and bound, and taken twice without effect."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage import audit, outbox, spool
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.invitations import Invitation, list_invitations, redeem_invitation
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import PersonKind
from storage.spool import RequestKind, SpoolRequest
from tests.storage.conftest import NOW

TOKEN = "eenuitnodigingdieniemandkent_0001"
INVITATION = Invitation(
    invitation_id="a" * 32,
    kind=PersonKind.CASE_HANDLER,
    role="griffier",
    name="Griffier Test-de Vries",
    language="en",
    recipient="age1pq1test",
    expires_at=NOW + timedelta(days=7),
)
INVITE = SpoolRequest(
    request_id="a" * 32, kind=RequestKind.INVITATION, at=NOW, invitation=INVITATION, token=TOKEN
)
REVOKE = SpoolRequest(
    request_id="b" * 32,
    kind=RequestKind.REVOKE_INVITATION,
    at=NOW + timedelta(seconds=1),
    subject="a" * 32,
)
NOTE = SpoolRequest(request_id="c" * 32, kind=RequestKind.AUDIT, at=NOW, subject="case-1", action="exported")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / spool.FOLDER_NAME


async def take(db: Database, fe: FieldEncryption, folder: Path) -> list[str]:
    return await db.transaction(lambda tx: spool.take_all(tx, fe, folder))


def leave_half(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{'a' * 32}.request.unfinished").write_bytes(b"half")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def lines(db: Database) -> list[tuple[str, str, str]]:
    def read(tx: sqlite3.Connection) -> list[tuple[str, str, str]]:
        rows = tx.execute("SELECT actor, action, subject FROM audit ORDER BY seq")
        return [(row["actor"], row["action"], row["subject"]) for row in rows]

    return await db.read(read)


def test_a_request_comes_back_as_it_was(folder: Path, fe: FieldEncryption) -> None:
    for request in (REVOKE, NOTE, INVITE):
        spool.put(folder, fe, request)
    assert spool.pending(fe, folder) == [INVITE, NOTE, REVOKE]


def test_only_its_owner_can_read_it_and_nothing_is_in_the_clear(folder: Path, fe: FieldEncryption) -> None:
    spool.put(folder, fe, INVITE)
    (file,) = folder.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    stored = file.read_bytes() + file.name.encode()
    for secret in (TOKEN, "Griffier", "age1pq1test", "invitation"):
        assert secret.encode() not in stored


def test_an_id_is_used_once_and_is_only_a_name(folder: Path, fe: FieldEncryption) -> None:
    spool.put(folder, fe, INVITE)
    with pytest.raises(FileExistsError):
        spool.put(folder, fe, INVITE)
    with pytest.raises(ValueError, match="request id"):
        spool.put(folder, fe, replace(INVITE, request_id="../" + "a" * 20))
    assert len(list(folder.iterdir())) == 1


async def test_an_invitation_can_be_redeemed_once_it_was_taken(
    db: Database, fe: FieldEncryption, folder: Path
) -> None:
    spool.put(folder, fe, INVITE)
    names = await take(db, fe, folder)
    spool.discard(folder, names)
    assert names_in(folder) == []
    redeemed = await db.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW))
    assert redeemed == replace(INVITATION, redeemed_at=NOW)
    assert await lines(db) == [("administrator", "invited", "a" * 32)]


async def test_taking_twice_changes_nothing_the_second_time(
    db: Database, fe: FieldEncryption, folder: Path
) -> None:
    spool.put(folder, fe, INVITE)
    spool.put(folder, fe, NOTE)
    await take(db, fe, folder)
    await db.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW))
    assert len(await take(db, fe, folder)) == 2
    assert await db.transaction(lambda tx: redeem_invitation(tx, fe, TOKEN, NOW)) is None
    assert sorted(await lines(db)) == [
        ("administrator", "exported", "case-1"),
        ("administrator", "invited", "a" * 32),
    ]


async def test_a_revocation_after_an_invitation_wins(db: Database, fe: FieldEncryption, folder: Path) -> None:
    spool.put(folder, fe, REVOKE)
    spool.put(folder, fe, INVITE)
    await take(db, fe, folder)
    assert await db.read(lambda tx: list_invitations(tx, fe)) == []
    assert [action for _, action, _ in await lines(db)] == ["invited", "invitation-revoked"]


async def test_a_rolled_back_transaction_leaves_the_request_where_it_is(
    db: Database, fe: FieldEncryption, folder: Path
) -> None:
    spool.put(folder, fe, INVITE)

    def work(tx: sqlite3.Connection) -> None:
        spool.take_all(tx, fe, folder)
        raise LookupError

    with pytest.raises(LookupError):
        await db.transaction(work)
    assert await db.read(lambda tx: list_invitations(tx, fe)) == []
    assert spool.pending(fe, folder) == [INVITE]


async def test_messages_that_were_given_up_are_tried_again(
    db: Database, fe: FieldEncryption, folder: Path
) -> None:
    message = OutboxMessage(
        prompt_id="p1", person_id="x", kind=OutboxKind.SAY, body={}, due_at=NOW, created_at=NOW
    )
    await db.transaction(lambda tx: outbox.enqueue(tx, fe, message))
    await db.transaction(lambda tx: outbox.mark_dead(tx, "p1", "BlockedError", NOW))
    spool.put(folder, fe, SpoolRequest(request_id="d" * 32, kind=RequestKind.RETRY, at=NOW))
    await take(db, fe, folder)
    assert await db.read(outbox.queue_depth) == 1
    assert await lines(db) == [("administrator", "retried", "administrator")]


@pytest.mark.parametrize("damage", ["changed", "renamed", "cut", "other key", "empty", "huge"])
async def test_what_cannot_be_read_stays_and_keeps_nothing_else_waiting(
    db: Database, fe: FieldEncryption, folder: Path, damage: str
) -> None:
    spool.put(folder, fe, INVITE)
    file = folder / f"{'a' * 32}.request"
    match damage:
        case "changed":
            file.write_bytes(file.read_bytes()[:-1] + b"x")
        case "renamed":
            file.rename(folder / f"{'e' * 32}.request")
        case "cut":
            file.write_bytes(file.read_bytes()[:40])
        case "other key":
            file.unlink()
            spool.put(folder, FieldEncryption(OperationalKey.generate()), INVITE)
        case "empty":
            file.write_bytes(b"")
        case "huge":
            file.write_bytes(bytes(100_000))
    spool.put(folder, fe, NOTE)
    spool.discard(folder, await take(db, fe, folder))
    assert await db.read(lambda tx: list_invitations(tx, fe)) == []
    assert await db.read(lambda tx: len(audit.lines_about(tx, "case-1"))) == 1
    assert spool.unreadable(fe, folder) == 1
    assert len(names_in(folder)) == 1


async def test_an_unfinished_file_and_no_folder_are_nothing(
    db: Database, fe: FieldEncryption, folder: Path
) -> None:
    assert await take(db, fe, folder) == []
    leave_half(folder)
    assert await take(db, fe, folder) == []
    assert await db.transaction(lambda tx: spool.take_all(tx, fe, None)) == []
    assert spool.unreadable(fe, folder) == 0
