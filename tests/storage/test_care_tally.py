"""The tally of the aftercare: nothing below five, whole groups of five, nothing that leads to a person or a time."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.care_tally import (
    GROUP,
    count_rating,
    keep_remark,
    shown_groups,
    shown_remarks,
    total_of,
)
from storage.check_ins import PlannedCheckIn, check_in_by_id, plan_check_in
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.migrations import MIGRATIONS, migrate
from storage.sealing import Identity, open_envelope
from tests.storage.conftest import NOW

RATINGS = ("helped", "so-so", "not")
FIRST_OF_MONTH = NOW.replace(day=1, hour=0, minute=0)


def keep(tx: sqlite3.Connection, text: bytes, identity: Identity) -> None:
    keep_remark(
        tx,
        text,
        [identity.recipient],
        content_type="application/json",
        month=FIRST_OF_MONTH,
        pack_id="standaard",
        pack_version=1,
    )


async def test_nothing_is_shown_below_five(db: Database, fe: FieldEncryption) -> None:
    for number in range(GROUP - 1):
        await db.transaction(lambda tx, n=number: count_rating(tx, fe, RATINGS[n % 3], NOW))  # type: ignore[misc]
        assert await db.read(lambda tx: shown_groups(tx, fe)) == []
    await db.transaction(lambda tx: count_rating(tx, fe, "helped", NOW))
    (group,) = await db.read(lambda tx: shown_groups(tx, fe))
    assert (group.month, group.counts) == ("2026-03", {"helped": 3, "so-so": 1, "not": 1})


async def test_the_sixth_answer_changes_nothing_until_there_are_ten(
    db: Database, fe: FieldEncryption
) -> None:
    for number in range(GROUP * 2):
        at = NOW + timedelta(days=31 * (number // GROUP))
        await db.transaction(lambda tx, a=at: count_rating(tx, fe, "not", a))  # type: ignore[misc]
        shown = await db.read(lambda tx: shown_groups(tx, fe))
        assert sum(total_of(shown).values()) == (number + 1) // GROUP * GROUP
    assert [group.month for group in shown] == ["2026-03", "2026-04"]


@settings(max_examples=60, deadline=None)
@given(ratings=st.lists(st.sampled_from(RATINGS), max_size=23))
def test_what_is_shown_never_tells_what_one_person_said(ratings: list[str]) -> None:
    tx = sqlite3.connect(":memory:", isolation_level=None)
    tx.row_factory = sqlite3.Row
    for migration in MIGRATIONS:
        migration.apply(tx)
    fe = FieldEncryption(OperationalKey(bytes(32)))
    before = 0
    for rating in ratings:
        count_rating(tx, fe, rating, NOW)
        now = sum(total_of(shown_groups(tx, fe)).values())
        assert now - before in (0, GROUP)
        before = now
    whole = len(ratings) // GROUP * GROUP
    expected = {r: ratings[:whole].count(r) for r in sorted(set(ratings[:whole]))}
    assert total_of(shown_groups(tx, fe)) == expected
    tx.close()


async def test_the_numbers_that_wait_cannot_be_read_or_moved(db: Database, fe: FieldEncryption) -> None:
    for rating in ("not", "not", "not"):
        await db.transaction(lambda tx, r=rating: count_rating(tx, fe, r, NOW))  # type: ignore[misc]
    rows = await db.read(lambda tx: [tuple(r) for r in tx.execute("SELECT batch, body FROM care_tally")])
    assert [batch for batch, _ in rows] == ["waiting"]
    assert b"not" not in rows[0][1]
    await db.transaction(lambda tx: tx.execute("UPDATE care_tally SET batch = 'shown'") and None)
    assert await db.read(lambda tx: shown_groups(tx, fe)) == []


async def test_lines_wait_for_five_and_open_only_with_an_identity(db: Database) -> None:
    identity = Identity.generate()
    for number in range(GROUP):
        assert await db.read(shown_remarks) == []
        await db.transaction(lambda tx, n=number: keep(tx, b"zin %d" % n, identity))  # type: ignore[misc]
    remarks = await db.read(shown_remarks)
    opened = [open_envelope(remark.age_file, [identity]) for remark in remarks]
    assert {envelope.content for envelope in opened} == {b"zin %d" % n for n in range(GROUP)}
    assert {envelope.header.created_at for envelope in opened} == {FIRST_OF_MONTH}
    await db.transaction(lambda tx: keep(tx, b"een zesde", identity))
    assert len(await db.read(shown_remarks)) == GROUP


@pytest.mark.parametrize("table", ["care_tally", "care_remarks"])
async def test_the_tables_have_no_column_for_a_person_a_case_or_a_time(db: Database, table: str) -> None:
    columns = await db.read(lambda tx: {row["name"] for row in tx.execute(f"PRAGMA table_info({table})")})
    assert columns in ({"batch", "body"}, {"remark_id", "shown", "age_file"})
    sql = await db.read(
        lambda tx: tx.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()["sql"]
    )
    assert sql.endswith("WITHOUT ROWID")


async def test_the_upgrade_keeps_what_is_on_the_calendar(path: Path, fe: FieldEncryption) -> None:
    database = await Database.open(path, create=True)
    try:
        await migrate(database, migrations=MIGRATIONS[:4])
        planned = PlannedCheckIn(
            check_in_id="c1",
            case_id="case",
            person_id="p1",
            kind="first",
            reference="R-7F3K-QM",
            due_at=NOW,
            rule="report+12h",
        )
        await database.transaction(lambda tx: plan_check_in(tx, fe, planned))
        assert "m0005_care_tally" in await migrate(database)
        assert await database.read(lambda tx: check_in_by_id(tx, fe, "c1")) == planned
        assert await database.read(lambda tx: shown_groups(tx, fe)) == []
        assert await database.read(shown_remarks) == []
    finally:
        await database.close()
