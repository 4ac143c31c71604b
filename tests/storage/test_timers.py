"""A timer rings once, a newer one of the same name replaces it, and the others cost nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import timers
from storage.database import Database
from storage.timers import Timer, claim_due_timers, clear_timers, set_timer, timers_of
from tests.storage.conftest import NOW
from tests.storage.test_outbox import plan, steps

HOUR = timedelta(hours=1)
REMIND = Timer(timer="draft.remind", subject_id="d-1", person_id="p-sanne", due_at=NOW + HOUR)
EXPIRE = replace(REMIND, timer="draft.expire", due_at=NOW + 2 * HOUR)
OTHER = replace(REMIND, subject_id="d-2", person_id="p-bert", due_at=NOW)


@pytest.fixture
async def ticking(db: Database) -> Database:
    def work(tx: sqlite3.Connection) -> None:
        for timer in (EXPIRE, REMIND, OTHER):
            set_timer(tx, timer)

    await db.transaction(work)
    return db


async def test_a_timer_rings_once(ticking: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert claim_due_timers(tx, NOW - timedelta(milliseconds=1), 10) == []
        assert claim_due_timers(tx, NOW + HOUR, 1) == [OTHER]
        assert claim_due_timers(tx, NOW + 9 * HOUR, 10) == [REMIND, EXPIRE]
        assert claim_due_timers(tx, NOW + 9 * HOUR, 10) == []

    await ticking.transaction(work)


async def test_a_newer_timer_replaces(ticking: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        later = replace(REMIND, due_at=NOW + 5 * HOUR, person_id="p-carl")
        set_timer(tx, later)
        assert timers_of(tx, "d-1") == [EXPIRE, later]

    await ticking.transaction(work)


async def test_timers_are_cleared_by_subject_or_name(ticking: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert clear_timers(tx, "d-1", "draft.remind") == 1
        assert timers_of(tx, "d-1") == [EXPIRE]
        set_timer(tx, REMIND)
        assert clear_timers(tx, "d-1", "") == 2
        assert clear_timers(tx, "d-1") == 0
        assert claim_due_timers(tx, NOW + 9 * HOUR, 10) == [OTHER]

    await ticking.transaction(work)


async def test_the_claim_costs_the_same_with_many_timers(ticking: Database) -> None:
    def fill(tx: sqlite3.Connection) -> None:
        later = int((NOW + 9 * HOUR).timestamp() * 1000)
        rows = ((f"t{n % 3}", f"s{n}", "p", later + n) for n in range(50_000))
        tx.executemany("INSERT INTO timers (timer, subject_id, person_id, due_at) VALUES (?, ?, ?, ?)", rows)

    def cost(tx: sqlite3.Connection) -> int:
        return steps(tx, lambda: claim_due_timers(tx, NOW + HOUR, 10))

    before = await ticking.transaction(cost)
    await ticking.transaction(fill)
    await ticking.transaction(lambda tx: set_timer(tx, REMIND))
    await ticking.transaction(lambda tx: set_timer(tx, OTHER))
    assert before > 5
    assert await ticking.transaction(cost) <= before + 5
    details = await ticking.read(lambda tx: plan(tx, timers.CLAIM_DUE_SQL, now=0, limit=1))
    assert any("timers_by_due (due_at<?)" in d for d in details)
    assert not any(d == "SCAN timers" for d in details)


async def test_a_timer_does_not_ring_a_fraction_of_a_millisecond_early(db: Database) -> None:
    due_at = datetime(2026, 11, 2, 9, 0, 0, 62_161, tzinfo=UTC)
    timer = Timer(timer="reminder", subject_id="draft", person_id="anna", due_at=due_at)
    await db.transaction(lambda tx: set_timer(tx, timer))
    before = due_at.replace(microsecond=62_000)
    assert await db.transaction(lambda tx: claim_due_timers(tx, before, 10)) == []
    after = due_at.replace(microsecond=63_000)
    assert [t.timer for t in await db.transaction(lambda tx: claim_due_timers(tx, after, 10))] == ["reminder"]
