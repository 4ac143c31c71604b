"""A migration killed at every statement: afterwards the database is the old one or the new one, never between.

Owns the killing: in a process of its own, at the n-th statement that SQLite runs. Must not
know what a migration does.
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

Schema = list[tuple[str, str]]


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
        old = await _migrated(before, number)
        after = folder / f"after-{number}.sqlite3"
        shutil.copy(before, after)
        new = await _migrated(after, number + 1)
        statements = await _count_statements(before, folder, number)
        outcome.facts[f"statements of {MIGRATIONS[number].name}"] = statements
        for turn in range(count):
            at = 1 + turn % statements
            await _kill_one(folder, before, number, at, (old, new), outcome)
            outcome.done += 1
    outcome.seconds = time.monotonic() - began
    return outcome


async def _migrated(path: Path, how_many: int) -> Schema:
    db = await Database.open(path, create=True)
    try:
        await migrate(db, migrations=MIGRATIONS[:how_many])
        await db.truncate_log()
        return await db.read(_schema)
    finally:
        await db.close()


def _schema(tx: sqlite3.Connection) -> Schema:
    rows = tx.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    return [(row[0], row[1]) for row in rows]


async def _kill_one(
    folder: Path,
    before: Path,
    number: int,
    at: int,
    schemas: tuple[Schema, Schema],
    outcome: Outcome,
) -> None:
    path = folder / f"kill-{number}-{outcome.done}.sqlite3"
    shutil.copy(before, path)
    process = CONTEXT.Process(target=_migrate_and_die, args=(str(path), number, at))
    process.start()
    await asyncio.to_thread(process.join, 30)
    outcome.wrong["not killed"] += process.exitcode != -signal.SIGKILL
    found = await _migrated_schema(path)
    outcome.wrong["between old and new"] += found not in schemas
    outcome.facts["left old"] = int(outcome.facts.get("left old", 0)) + (found == schemas[0])
    outcome.wrong["cannot go on"] += await _migrated(path, number + 1) != schemas[1]
    _remove(path)


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()


async def _migrated_schema(path: Path) -> Schema:
    """The schema as the killed process left it, once SQLite has rolled back what has to be."""
    db = await Database.open(path)
    try:
        await db.check_integrity()
        return await db.read(_schema)
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
