"""The audit chain notices every line that is changed, removed, added or moved, and a tail that was cut
off."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from storage.audit import (
    FIRST_PREVIOUS_HASH,
    AuditBrokenError,
    AuditLine,
    ChainHead,
    lines_about,
    record,
    verify_chain,
)
from storage.database import Database
from tests.storage.conftest import NOW


@pytest.fixture
async def audited(db: Database) -> Database:
    def fill(tx: sqlite3.Connection) -> None:
        for number in range(1, 7):
            at = NOW + timedelta(seconds=number)
            record(tx, at=at, actor="p-griffier", action="case.opened", subject=f"case-{number % 2}")

    await db.transaction(fill)
    return db


async def test_an_untouched_chain_is_whole(audited: Database) -> None:
    head = await audited.read(verify_chain)
    assert head.seq == 6
    assert await audited.read(lambda tx: verify_chain(tx, noted=head)) == head


async def test_an_empty_log_is_whole(db: Database) -> None:
    empty = ChainHead(seq=0, hash=FIRST_PREVIOUS_HASH)
    assert await db.read(verify_chain) == empty
    assert await db.read(lambda tx: verify_chain(tx, noted=empty)) == empty


async def test_the_chain_is_computed_as_it_always_was(db: Database) -> None:
    """A frozen vector: another way of hashing would make every older log look forged."""
    head = await db.transaction(lambda tx: record(tx, at=NOW, actor="a", action="b", subject="c"))
    assert head.hash.hex() == "646f6dd753efc5a7a3a7a930fd205c9cfd83aa2a85d4b02aa9b8f7e5f761d2f1"


async def test_lines_can_be_read_by_subject(audited: Database) -> None:
    lines = await audited.read(lambda tx: lines_about(tx, "case-1"))
    assert [line.seq for line in lines] == [1, 3, 5]
    assert lines[0] == AuditLine(
        seq=1, at=NOW + timedelta(seconds=1), actor="p-griffier", action="case.opened", subject="case-1"
    )


SWAP = (
    "UPDATE audit SET seq = -2 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3;"
    "UPDATE audit SET seq = 3 WHERE seq = -2"
)


@pytest.mark.parametrize(
    ("forgery", "seq"),
    [
        ("UPDATE audit SET at = at + 1 WHERE seq = 3", 3),
        ("UPDATE audit SET actor = 'p-other' WHERE seq = 1", 1),
        ("UPDATE audit SET action = 'case.closed' WHERE seq = 6", 6),
        ("UPDATE audit SET subject = 'case-9' WHERE seq = 4", 4),
        (
            "UPDATE audit SET actor = actor || substr(action, 1, 1), action = substr(action, 2) WHERE seq = 4",
            4,
        ),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 2", 2),
        ("UPDATE audit SET previous_hash = zeroblob(32) WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4", 4),
        (SWAP, 2),
        ("UPDATE audit SET seq = 99 WHERE seq = 6", 6),
        (
            "INSERT INTO audit SELECT 7, at, actor, action, subject, previous_hash, hash FROM audit WHERE seq = 6",
            7,
        ),
    ],
)
async def test_a_forgery_is_found_at_its_line(audited: Database, forgery: str, seq: int) -> None:
    def forge(tx: sqlite3.Connection) -> None:
        for statement in forgery.split(";"):
            tx.execute(statement)

    await audited.transaction(forge)
    with pytest.raises(AuditBrokenError) as caught:
        await audited.read(verify_chain)
    assert caught.value.seq == seq
    assert str(seq) in str(caught.value)


async def test_a_tail_that_was_cut_off_is_found_by_a_noted_head(audited: Database) -> None:
    noted = await audited.read(verify_chain)
    await audited.transaction(lambda tx: tx.execute("DELETE FROM audit WHERE seq > 4").close())
    assert (await audited.read(verify_chain)).seq == 4
    with pytest.raises(AuditBrokenError) as caught:
        await audited.read(lambda tx: verify_chain(tx, noted=noted))
    assert caught.value.seq == 5


async def test_a_chain_that_was_made_anew_is_found_by_a_noted_head(audited: Database) -> None:
    noted = await audited.read(verify_chain)

    def rewrite(tx: sqlite3.Connection) -> None:
        tx.execute("DELETE FROM audit")
        for number in range(8):
            record(tx, at=NOW, actor="p-griffier", action="case.opened", subject=f"case-{number}")

    await audited.transaction(rewrite)
    await audited.read(verify_chain)
    with pytest.raises(AuditBrokenError) as caught:
        await audited.read(lambda tx: verify_chain(tx, noted=noted))
    assert caught.value.seq == 6


async def test_a_longer_log_still_fits_an_older_note(audited: Database) -> None:
    noted = await audited.read(verify_chain)
    head = await audited.transaction(lambda tx: record(tx, at=NOW, actor="a", action="b", subject="c"))
    assert await audited.read(lambda tx: verify_chain(tx, noted=noted)) == head
