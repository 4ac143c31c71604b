"""Migrations run in order, each with its record, also when the process dies in between; newer databases are
refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database, DatabaseDamagedError, DatabaseNewerError
from storage.field_encryption import ENCRYPTED_COLUMNS
from storage.migrations import MIGRATIONS, Migration, migrate, pending

TABLES = {
    "audit",
    "care_remarks",
    "care_tally",
    "case_messages",
    "case_people",
    "cases",
    "cases_without_people",
    "chat_messages",
    "check_ins",
    "envelope_readers",
    "envelopes",
    "evidence",
    "inbox",
    "invitations",
    "last_received",
    "migrations",
    "outbox",
    "people",
    "recipients",
    "register_counts",
    "snapshots",
    "stand_ins",
    "strangers",
    "timers",
    "troubles",
}


def schema(tx: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = tx.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    return [(row["name"], row["sql"]) for row in rows]


def columns(tx: sqlite3.Connection) -> dict[str, set[str]]:
    return {t: {row["name"] for row in tx.execute(f"PRAGMA table_info({t})")} for t in TABLES}


def second(tx: sqlite3.Connection) -> None:
    tx.execute("ALTER TABLE strangers ADD COLUMN note TEXT")
    tx.execute("UPDATE strangers SET note = 'upgraded'")


def half(tx: sqlite3.Connection) -> None:
    tx.execute("CREATE TABLE half (a)")
    raise LookupError("on purpose")


NAMES = [m.name for m in MIGRATIONS]
NEXT = f"m{len(MIGRATIONS) + 1:04}_next"
SECOND = Migration(name=NEXT, apply=second)


async def test_all_tables_are_made_once(path: Path) -> None:
    db = await Database.open(path, create=True)
    assert await pending(db) == NAMES
    assert await migrate(db) == NAMES
    assert {name for name, sql in await db.read(schema) if sql.startswith("CREATE TABLE")} == TABLES
    assert await pending(db) == []
    assert await migrate(db) == []
    await db.check_integrity()
    await db.close()


async def test_every_encrypted_column_exists_as_bytes(db: Database) -> None:
    present = await db.read(columns)
    registered = {(c.table, c.column) for c in ENCRYPTED_COLUMNS}
    assert {(t, c) for t, c in registered if c not in present.get(t, set())} == set()
    assert registered == {
        ("snapshots", "body"),
        ("outbox", "body"),
        ("people", "profile"),
        ("evidence", "body"),
        ("invitations", "body"),
        ("cases", "body"),
        ("case_messages", "body"),
        ("recipients", "protected"),
        ("check_ins", "reference"),
        ("care_tally", "body"),
        ("register_counts", "body"),
    }


async def test_an_upgrade_keeps_what_was_there(db: Database) -> None:
    await db.transaction(lambda tx: tx.execute("INSERT INTO strangers VALUES ('2026-03-29', 7)").close())
    assert await migrate(db, migrations=(*MIGRATIONS, SECOND)) == [NEXT]
    row = await db.read(lambda tx: tuple(tx.execute("SELECT * FROM strangers").fetchone()))
    assert row == ("2026-03-29", 7, "upgraded")


async def test_a_newer_database_is_refused_and_left_alone(db: Database) -> None:
    await migrate(db, migrations=(*MIGRATIONS, SECOND))
    before = await db.read(schema)
    with pytest.raises(DatabaseNewerError):
        await migrate(db)
    assert await db.read(schema) == before


async def test_migrations_only_grow_at_the_end(db: Database) -> None:
    zeroth = Migration(name="m0000_zeroth", apply=half)
    with pytest.raises(DatabaseDamagedError):
        await migrate(db, migrations=(zeroth, *MIGRATIONS))


async def test_a_migration_that_fails_leaves_nothing(db: Database) -> None:
    before = await db.read(schema)
    broken = (*MIGRATIONS, Migration(name=f"m{len(MIGRATIONS) + 1:04}_half", apply=half))
    with pytest.raises(LookupError):
        await migrate(db, migrations=broken)
    assert await db.read(schema) == before
    assert await pending(db, migrations=broken) == [f"m{len(MIGRATIONS) + 1:04}_half"]


async def test_names_are_numbered_without_gaps() -> None:
    assert [int(m.name[1:5]) for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


CHILD = """
import asyncio, sys
from pathlib import Path
from storage import crash_points
from storage.database import Database
from storage.migrations import MIGRATIONS, migrate
from tests.storage.test_migrations import SECOND

async def main():
    db = await Database.open(Path(sys.argv[1]), create=True)
    await migrate(db, migrations=(*MIGRATIONS, SECOND))
    await db.close()

crash_points.arm(*crash_points.parse(sys.argv[2]))
asyncio.run(main())
"""


def run_child(path: Path, crash_point: str) -> int:
    """The exit code of a process that does the above and dies at the crash point."""
    command = [sys.executable, "-c", CHILD, str(path), crash_point]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode


@pytest.mark.parametrize(
    ("crash_point", "left_to_do"),
    [
        ("migration.applied", [*NAMES, NEXT]),
        ("migration.committed", [*NAMES[1:], NEXT]),
        (f"migration.applied:{len(MIGRATIONS) + 1}", [NEXT]),
        (f"migration.committed:{len(MIGRATIONS) + 1}", []),
    ],
)
async def test_a_process_killed_in_between_continues(
    path: Path, tmp_path: Path, crash_point: str, left_to_do: list[str]
) -> None:
    assert run_child(path, crash_point) == -9
    db = await Database.open(path)
    every = (*MIGRATIONS, SECOND)
    assert await migrate(db, migrations=every) == left_to_do
    whole = await Database.open(tmp_path / "whole.sqlite3", create=True)
    await migrate(whole, migrations=every)
    assert await db.read(schema) == await whole.read(schema)
    await db.check_integrity()
    await db.close()
    await whole.close()


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [(b"outcome     TEXT", b"outgome     TEXT"), (b"CREATE TABLE inbox", b"CREATE TABLE inb\xc5x")],
)
async def test_a_damaged_definition_of_a_table_is_named(path: Path, whole: bytes, damaged: bytes) -> None:
    db = await Database.open(path, create=True)
    await migrate(db)
    await db.truncate_log()
    await db.close()
    _damage(path, whole, damaged)
    with pytest.raises(DatabaseDamagedError):
        await _opened_and_migrated(path)


def _damage(path: Path, whole: bytes, damaged: bytes) -> None:
    content = path.read_bytes()
    assert whole in content
    path.write_bytes(content.replace(whole, damaged, 1))


async def _opened_and_migrated(path: Path) -> None:
    db = await Database.open(path)
    try:
        await migrate(db)
    finally:
        await db.close()
