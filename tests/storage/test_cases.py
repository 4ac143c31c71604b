"""Cases and their envelopes: found by reference, saved, finished, destroyed together."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.cases import (
    OPEN_CASES_OF_SQL,
    StoredCase,
    add_case,
    all_case_ids,
    case_id_by_reference,
    cases_without_people,
    list_people,
    load_case,
    open_case_ids,
    open_case_ids_of,
    remove_case,
    save_case,
)
from storage.database import Database
from storage.envelopes import (
    StoredEnvelope,
    add_envelope,
    envelope_payload_files,
    envelopes_of,
    next_revision,
    remove_envelopes,
)
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.migrations import MIGRATIONS, migrate
from tests.storage.conftest import NOW

REPORT = StoredEnvelope(
    case_id="case-1",
    part="report",
    revision=1,
    age_file=b"age-encryption.org/v1\n...",
    sha256=b"\x01" * 32,
    signature=b"\x02" * 64,
    recipients=("age1pq1first", "age1pq1second"),
    created_at=NOW,
)
PHOTO = replace(REPORT, part="evidence:a-1", payload_file="0123456789abcdef.payload")


def add(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str, reference: str, hours: int = 0) -> None:
    add_case(
        tx,
        fe,
        case_id=case_id,
        reference=reference,
        state="new",
        urgent=hours == 0,
        at=NOW + timedelta(hours=hours),
        body=f"body of {case_id}".encode(),
    )


@pytest.fixture
async def two_cases(db: Database, fe: FieldEncryption) -> Database:
    def work(tx: sqlite3.Connection) -> None:
        add(tx, fe, "case-2", "R-2222-22", hours=1)
        add(tx, fe, "case-1", "R-7F3K-QM")

    await db.transaction(work)
    return db


async def test_a_case_is_found_and_saved(two_cases: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        case_id = case_id_by_reference(tx, fe, "R-7F3K-QM")
        assert case_id == "case-1"
        assert case_id_by_reference(tx, fe, "R-7F3K-QN") is None
        new = StoredCase(case_id="case-1", state="new", urgent=True, created_at=NOW, body=b"body of case-1")
        assert load_case(tx, fe, "case-1") == new
        save_case(tx, fe, case_id="case-1", state="confirmed", urgent=False, body=b"changed")
        assert load_case(tx, fe, "case-1") == replace(new, state="confirmed", urgent=False, body=b"changed")
        assert load_case(tx, fe, "case-9") is None
        with pytest.raises(LookupError):
            save_case(tx, fe, case_id="case-9", state="new", urgent=False, body=b"")

    await two_cases.transaction(work)


async def test_a_reference_is_found_while_the_operational_key_rotates(two_cases: Database) -> None:
    rotating = FieldEncryption(OperationalKey(b"n" * 32), [OperationalKey(bytes(range(32)))])
    assert await two_cases.read(lambda tx: case_id_by_reference(tx, rotating, "R-2222-22")) == "case-2"


async def test_finished_cases_are_not_open(two_cases: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert open_case_ids(tx) == ["case-1", "case-2"]
        save_case(tx, fe, case_id="case-1", state="closed", urgent=False, body=b"")
        assert open_case_ids(tx) == ["case-2"]
        assert open_case_ids(tx, finished={"new"}) == ["case-1"]
        assert all_case_ids(tx) == ["case-1", "case-2"]

    await two_cases.transaction(work)


async def test_ids_and_references_are_used_once(two_cases: Database, fe: FieldEncryption) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await two_cases.transaction(lambda tx: add(tx, fe, "case-1", "R-3333-33"))
    with pytest.raises(sqlite3.IntegrityError):
        await two_cases.transaction(lambda tx: add(tx, fe, "case-3", "R-7F3K-QM"))


async def test_envelopes_are_kept_in_order(two_cases: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert next_revision(tx, "case-1", "report") == 1
        first, second = add_envelope(tx, REPORT), add_envelope(tx, PHOTO)
        assert next_revision(tx, "case-1", "report") == 2
        assert envelopes_of(tx, "case-1") == [
            replace(REPORT, envelope_id=first),
            replace(PHOTO, envelope_id=second),
        ]
        assert envelopes_of(tx, "case-2") == []
        assert envelope_payload_files(tx) == {"0123456789abcdef.payload"}
        with pytest.raises(sqlite3.IntegrityError):
            add_envelope(tx, replace(REPORT, age_file=b"another"))

    await two_cases.transaction(work)


async def test_a_case_and_its_envelopes_are_destroyed_together(two_cases: Database) -> None:
    await two_cases.transaction(lambda tx: [add_envelope(tx, REPORT), add_envelope(tx, PHOTO)])
    with pytest.raises(sqlite3.IntegrityError):
        await two_cases.transaction(lambda tx: remove_case(tx, "case-1"))

    def work(tx: sqlite3.Connection) -> None:
        assert remove_envelopes(tx, "case-1") == ["0123456789abcdef.payload"]
        assert remove_case(tx, "case-1")
        assert not remove_case(tx, "case-1")

    await two_cases.transaction(work)
    assert await two_cases.read(all_case_ids) == ["case-2"]


async def test_an_envelope_needs_its_case_at_the_commit_only(db: Database, fe: FieldEncryption) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await db.transaction(lambda tx: add_envelope(tx, REPORT))

    def work(tx: sqlite3.Connection) -> None:
        add_envelope(tx, REPORT)
        add(tx, fe, "case-1", "R-7F3K-QM")

    await db.transaction(work)
    assert len(await db.read(lambda tx: envelopes_of(tx, "case-1"))) == 1


async def test_neither_reference_nor_body_is_in_the_files(two_cases: Database, path: Path) -> None:
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"case-1" in everything
    assert b"R-7F3K-QM" not in everything
    assert b"body of" not in everything


async def test_a_person_s_open_cases_come_urgent_first_then_oldest(db: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        for number, urgent, told in ((1, False, "ab"), (2, True, "a"), (3, False, "a"), (4, True, "b")):
            add_case(
                tx,
                fe,
                case_id=f"case-{number}",
                reference=f"R-{number}",
                state="new",
                urgent=urgent,
                at=NOW - timedelta(hours=number),
                body=b"",
                told=told,
            )
        assert open_case_ids_of(tx, "a") == ["case-2", "case-3", "case-1"]
        assert open_case_ids_of(tx, "a", limit=1) == ["case-2"]
        assert open_case_ids_of(tx, "b") == ["case-4", "case-1"]
        save_case(tx, fe, case_id="case-3", state="closed", urgent=False, body=b"", told="a")
        save_case(tx, fe, case_id="case-1", state="received", urgent=True, body=b"", told="b")
        assert open_case_ids_of(tx, "a") == ["case-2"]
        assert open_case_ids_of(tx, "b") == ["case-4", "case-1"]
        assert remove_case(tx, "case-4")
        assert open_case_ids_of(tx, "b") == ["case-1"]
        assert cases_without_people(tx, 10) == []
        plan = tx.execute(
            "EXPLAIN QUERY PLAN " + OPEN_CASES_OF_SQL, {"person_id": "a", "limit": 25}
        ).fetchall()
        assert [row["detail"] for row in plan] == [
            "SEARCH case_people USING COVERING INDEX case_people_in_order (person_id=? AND is_open=?)"
        ]

    await db.transaction(work)


async def test_cases_of_an_older_version_are_listed_until_their_people_are_recorded(
    tmp_path: Path,
) -> None:
    db = await Database.open(tmp_path / "older.sqlite3", create=True)
    await migrate(db, migrations=MIGRATIONS[:3])

    def before(tx: sqlite3.Connection) -> None:
        tx.execute(
            "INSERT INTO cases (case_id, reference_hash, state, urgent, created_at, body)"
            " VALUES ('c', x'00', 'new', 1, 0, x'')"
        )

    await db.transaction(before)
    await migrate(db)

    def after(tx: sqlite3.Connection) -> None:
        assert cases_without_people(tx, 10) == ["c"]
        list_people(tx, "c", ["anna"])
        assert cases_without_people(tx, 10) == []
        assert open_case_ids_of(tx, "anna") == ["c"]

    await db.transaction(after)
    await db.close()
