"""Owns the order of the schema's changes and the record of which of them a database has had.

Must not know: what any table is for. Append-only: a migration that was released is never changed, moved or
removed; a change of the schema is a new module at the end of `MIGRATIONS`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from storage.crash_points import reach
from storage.database import Database, DatabaseDamagedError, DatabaseNewerError
from storage.migrations import (
    m0001_first,
    m0002_cases,
    m0003_recipients,
    m0004_case_people,
    m0005_care_tally,
    m0006_register,
    m0007_troubles,
    m0008_envelope_readers,
)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Migration:
    """One change of the schema: its name, which is recorded, and the function that makes it."""

    name: str
    apply: Callable[[sqlite3.Connection], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(name="m0001_first", apply=m0001_first.apply),
    Migration(name="m0002_cases", apply=m0002_cases.apply),
    Migration(name="m0003_recipients", apply=m0003_recipients.apply),
    Migration(name="m0004_case_people", apply=m0004_case_people.apply),
    Migration(name="m0005_care_tally", apply=m0005_care_tally.apply),
    Migration(name="m0006_register", apply=m0006_register.apply),
    Migration(name="m0007_troubles", apply=m0007_troubles.apply),
    Migration(name="m0008_envelope_readers", apply=m0008_envelope_readers.apply),
)


async def migrate(db: Database, *, migrations: Sequence[Migration] = MIGRATIONS) -> list[str]:
    """Bring the database up to date; the names of the migrations that ran.

    Each migration is committed together with the record that it ran, so a process that dies in between
    continues with the next one. Ends with `check_schema`. Raises DatabaseNewerError, DatabaseDamagedError.
    """
    names = await pending(db, migrations=migrations)
    for migration in migrations:
        if migration.name in names:
            await db.transaction(lambda tx, chosen=migration: _apply(tx, chosen))  # type: ignore[misc]
            reach("migration.committed")
    await db.read(lambda tx: check_schema(tx, migrations=migrations))
    return names


def check_schema(tx: sqlite3.Connection, *, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Compare the tables with those of a fresh database: a damaged definition would be read without any error.

    Raises DatabaseDamagedError.
    """
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    fresh.row_factory = sqlite3.Row
    try:
        for migration in migrations:
            _apply(fresh, migration, crashing=False)
        if _schema(fresh) != _readable(tx, _schema):
            raise DatabaseDamagedError("The tables of the database are damaged; restore a backup.")
    finally:
        fresh.close()


def _readable(tx: sqlite3.Connection, read: Callable[[sqlite3.Connection], list[T]]) -> list[T]:
    """What `read` finds in the schema; whatever SQLite or Python cannot make out there is damage."""
    try:
        return read(tx)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        raise DatabaseDamagedError("The tables of the database are damaged; restore a backup.") from None


def _schema(tx: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = tx.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    return [(row["name"], row["sql"]) for row in rows]


async def pending(db: Database, *, migrations: Sequence[Migration] = MIGRATIONS) -> list[str]:
    """The names of the migrations that this database has not had, in order.

    Raises DatabaseNewerError when it has had one that this version does not know, and DatabaseDamagedError
    when the ones it has had are not the first of ours.
    """
    applied = await db.read(lambda tx: _readable(tx, _applied))
    known = [m.name for m in migrations]
    if any(name not in known for name in applied):
        raise DatabaseNewerError
    if applied != known[: len(applied)]:
        raise DatabaseDamagedError
    return known[len(applied) :]


def _applied(tx: sqlite3.Connection) -> list[str]:
    present = tx.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'"
    ).fetchone()
    if present is None:
        return []
    return [row["name"] for row in tx.execute("SELECT name FROM migrations ORDER BY rowid")]


def _apply(tx: sqlite3.Connection, migration: Migration, *, crashing: bool = True) -> None:
    tx.execute(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL UNIQUE, applied_at INTEGER NOT NULL)"
    )
    migration.apply(tx)
    if crashing:
        reach("migration.applied")
    tx.execute(
        "INSERT INTO migrations (name, applied_at)"
        " VALUES (?, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))",
        (migration.name,),
    )
