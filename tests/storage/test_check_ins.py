"""The calendar: what is due is claimed once, moved, ended and cancelled, at a cost that does not grow with
the rest."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage import check_ins
from storage.check_ins import (
    CheckInState,
    PlannedCheckIn,
    cancel_check_ins,
    check_in_by_id,
    check_ins_of_case,
    check_ins_of_person,
    claim_due_check_ins,
    finish_check_in,
    move_check_in,
    plan_check_in,
)
from storage.database import Database
from storage.field_encryption import FieldEncryption
from tests.storage.conftest import NOW
from tests.storage.test_outbox import plan, steps

DAY = timedelta(days=1)
FIRST = PlannedCheckIn(
    check_in_id="c-1",
    case_id="case-1",
    person_id="p-sanne",
    kind="first",
    reference="R-7F3K-QM",
    due_at=NOW + DAY,
    rule="report + 24 h",
)
SECOND = replace(FIRST, check_in_id="c-2", kind="second", due_at=NOW + 3 * DAY)
OTHER = replace(FIRST, check_in_id="c-3", case_id="case-2", person_id="p-bert", due_at=NOW)


@pytest.fixture
async def planned(db: Database, fe: FieldEncryption) -> Database:
    def work(tx: sqlite3.Connection) -> None:
        for check_in in (SECOND, FIRST, OTHER, replace(FIRST, due_at=NOW)):
            plan_check_in(tx, fe, check_in)

    await db.transaction(work)
    return db


def ids(found: list[PlannedCheckIn]) -> list[str]:
    return [c.check_in_id for c in found]


async def test_what_is_due_is_claimed_once(planned: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert claim_due_check_ins(tx, fe, NOW - timedelta(milliseconds=1), 10) == []
        asked = claim_due_check_ins(tx, fe, NOW + DAY, 10)
        assert asked == [
            replace(OTHER, state=CheckInState.ASKED, asked_at=NOW + DAY),
            replace(FIRST, state=CheckInState.ASKED, asked_at=NOW + DAY),
        ]
        assert claim_due_check_ins(tx, fe, NOW + DAY, 10) == []

    await planned.transaction(work)


async def test_the_longest_overdue_comes_first(planned: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> list[list[str]]:
        return [ids(claim_due_check_ins(tx, fe, NOW + 9 * DAY, 2)) for _ in range(3)]

    assert await planned.transaction(work) == [["c-3", "c-1"], ["c-2"], []]


async def test_of_many_ticks_at_once_one_gets_it(planned: Database, fe: FieldEncryption) -> None:
    ticks = [planned.transaction(lambda tx: claim_due_check_ins(tx, fe, NOW, 10)) for _ in range(10)]
    assert sorted(len(found) for found in await asyncio.gather(*ticks)) == [0] * 9 + [1]


async def test_asking_later(planned: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        claim_due_check_ins(tx, fe, NOW + DAY, 10)
        assert move_check_in(tx, "c-1", NOW + 2 * DAY, "snoozed")
        assert check_in_by_id(tx, fe, "c-1") == replace(FIRST, due_at=NOW + 2 * DAY, rule="snoozed")
        assert ids(claim_due_check_ins(tx, fe, NOW + DAY, 10)) == []
        assert ids(claim_due_check_ins(tx, fe, NOW + 2 * DAY, 10)) == ["c-1"]

    await planned.transaction(work)


@pytest.mark.parametrize("outcome", ["answered", "skipped", "stopped", "stale", "cancelled"])
async def test_what_has_ended_stays_ended(planned: Database, fe: FieldEncryption, outcome: str) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert finish_check_in(tx, "c-1", outcome)
        assert not finish_check_in(tx, "c-1", "answered")
        assert not move_check_in(tx, "c-1", NOW, "again")
        plan_check_in(tx, fe, FIRST)
        assert ids(claim_due_check_ins(tx, fe, NOW + 2 * DAY, 10)) == ["c-3"]
        assert [c.state for c in check_ins_of_case(tx, fe, "case-1")] == [outcome, "planned"]

    await planned.transaction(work)


@pytest.mark.parametrize("outcome", ["planned", "asked", "forgotten"])
async def test_other_endings_are_refused(planned: Database, outcome: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        await planned.transaction(lambda tx: finish_check_in(tx, "c-1", outcome))


async def test_a_case_cancels_what_has_not_ended(planned: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        finish_check_in(tx, "c-1", CheckInState.ANSWERED)
        assert cancel_check_ins(tx, "case-1") == 1
        assert [c.state for c in check_ins_of_case(tx, fe, "case-1")] == ["answered", "cancelled"]
        assert ids(claim_due_check_ins(tx, fe, NOW + 9 * DAY, 10)) == ["c-3"]
        assert ids(check_ins_of_person(tx, fe, "p-sanne")) == ["c-1", "c-2"]

    await planned.transaction(work)


async def test_a_damaged_reference_keeps_nobody_from_being_asked(
    planned: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> list[PlannedCheckIn]:
        tx.execute("UPDATE check_ins SET reference = x'00' WHERE check_in_id = 'c-3'")
        return claim_due_check_ins(tx, fe, NOW, 10)

    assert [(c.check_in_id, c.reference) for c in await planned.transaction(work)] == [("c-3", "")]


async def test_the_reference_is_not_in_the_files(planned: Database, path: Path) -> None:
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"c-1" in everything
    assert b"R-7F3K-QM" not in everything


async def test_the_claim_costs_the_same_with_many_planned_and_answered(
    planned: Database, fe: FieldEncryption
) -> None:
    def fill(tx: sqlite3.Connection) -> None:
        tx.execute(
            "INSERT INTO check_ins (check_in_id, case_id, person_id, kind, reference, due_at, rule, state)"
            " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
            " SELECT 'x' || i, 'other', 'other', 'first', x'00', CASE WHEN i % 2 THEN i ELSE :later + i END, '',"
            " CASE WHEN i % 2 THEN 'answered' ELSE 'planned' END FROM n",
            {"later": int((NOW + 9 * DAY).timestamp() * 1000)},
        )

    def cost(tx: sqlite3.Connection) -> int:
        return steps(tx, lambda: claim_due_check_ins(tx, fe, NOW + DAY, 10))

    before = await planned.transaction(cost)
    await planned.transaction(fill)
    await planned.transaction(
        lambda tx: move_check_in(tx, "c-1", NOW + DAY, "") and move_check_in(tx, "c-3", NOW, "")
    )
    assert before > 5
    assert await planned.transaction(cost) <= before + 5
    details = await planned.read(lambda tx: plan(tx, check_ins.CLAIM_DUE_SQL, now=0, limit=1))
    assert any("check_ins_by_due (state=? AND due_at<?)" in d for d in details)
    assert not any(d.startswith("SCAN") for d in details)
