"""A migration killed at every statement: afterwards the database is the old one or the new one, never between.

Owns the killing: in a process of its own, at the n-th statement that SQLite runs, of a database with a few rows. Must
not know what a migration does.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import time
from pathlib import Path

from storage.database import Database
from storage.migrations import MIGRATIONS, migrate
from tests.reliability.forks import CONTEXT
from tests.reliability.outcome import Outcome

Kept = list[tuple[object, ...]]
"""The definitions and all rows."""

ROWS = (
    """INSERT INTO people (person_id, telegram_hash, kind, role, state, profile, created_at)
    VALUES ('p1', x'01', 'reporter', '', 'active', x'02', 1)""",
    """INSERT INTO cases (case_id, reference_hash, state, urgent, created_at, body)
    VALUES ('c1', x'03', 'open', 0, 1, x'04')""",
    """INSERT INTO envelopes (case_id, part, revision, age_file, sha256, signature, recipients, created_at)
    VALUES ('c1', 'report', 1, x'05', x'06', x'07', '["age1pq1first", "age1pq1second"]', 1)""",
)
"""What an installation of the first version can hold: later migrations fill their tables from it."""


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Kill each migration `count` times, at each statement in turn."""
    outcome = Outcome(
        name="migration",
        fault="migration killed at every statement",
        unit="kills",
        asked=count * len(MIGRATIONS),
    )
    outcome.promise("between old and new", "cannot go on", "not killed")
    began = time.monotonic()
    for number in range(len(MIGRATIONS)):
        before = folder / f"before-{number}.sqlite3"
        old = await _before(before, number)
        after = folder / f"after-{number}.sqlite3"
        shutil.copy(before, after)
        new = await _migrated(after, number + 1)
        statements = await _count_statements(before, folder, number)
        outcome.facts[f"statements of {MIGRATIONS[number].name}"] = statements
        for turn in range(count):
            at = 1 + (turn % statements if count >= statements else turn * statements // count)
            await _kill_one(folder, before, number, at, (old, new), outcome)
            outcome.done += 1
    outcome.seconds = time.monotonic() - began
    return outcome


async def _before(path: Path, how_many: int) -> Kept:
    """A database as `how_many` migrations leave it, with rows that were there since the first of them."""
    if how_many:
        await _migrated(path, 1)
        db = await Database.open(path)
        await db.transaction(_fill)
        await db.close()
    return await _migrated(path, how_many)


def _fill(tx: sqlite3.Connection) -> None:
    for row in ROWS:
        tx.execute(row)


async def _migrated(path: Path, how_many: int) -> Kept:
    db = await Database.open(path, create=True)
    try:
        await migrate(db, migrations=MIGRATIONS[:how_many])
        await db.truncate_log()
        return await db.read(_kept)
    finally:
        await db.close()


def _kept(tx: sqlite3.Connection) -> Kept:
    rows = tx.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    definitions = [tuple(row) for row in rows.fetchall()]
    tables = [row[0] for row in tx.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {"migrations": "name"}  # not when
    return [
        *definitions,
        *((t, *row) for t in sorted(tables) for row in tx.execute(f"SELECT {columns.get(t, '*')} FROM {t}")),
    ]


async def _kill_one(
    folder: Path,
    before: Path,
    number: int,
    at: int,
    sides: tuple[Kept, Kept],
    outcome: Outcome,
) -> None:
    path = folder / f"kill-{number}-{outcome.done}.sqlite3"
    shutil.copy(before, path)
    process = CONTEXT.Process(target=_migrate_and_die, args=(str(path), number, at))
    process.start()
    await asyncio.to_thread(process.join, 30)
    outcome.wrong["not killed"] += process.exitcode != -signal.SIGKILL
    found = await _left(path)
    outcome.wrong["between old and new"] += found not in sides
    outcome.facts["left old"] = int(outcome.facts.get("left old", 0)) + (found == sides[0])
    outcome.wrong["cannot go on"] += await _migrated(path, number + 1) != sides[1]
    _remove(path)


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()


async def _left(path: Path) -> Kept:
    """What is there as the killed process left it, once SQLite has rolled back what has to be."""
    db = await Database.open(path)
    try:
        await db.check_integrity()
        return await db.read(_kept)
    finally:
        await db.close()


async def _count_statements(before: Path, folder: Path, number: int) -> int:
    path = folder / "count.sqlite3"
    shutil.copy(before, path)
    statements: list[str] = []
    db = await Database.open(path)
    await db.read(lambda tx: tx.set_trace_callback(statements.append))
    await migrate(db, migrations=MIGRATIONS[: number + 1])
    await db.close()
    return len(statements)


def _migrate_and_die(path: str, number: int, at: int) -> None:
    asyncio.run(_dying(Path(path), number, at))


async def _dying(path: Path, number: int, at: int) -> None:
    db = await Database.open(path)
    left = [at]

    def statement(sql: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    await db.read(lambda tx: tx.set_trace_callback(statement))
    await migrate(db, migrations=MIGRATIONS[: number + 1])
    os.kill(os.getpid(), signal.SIGKILL)
