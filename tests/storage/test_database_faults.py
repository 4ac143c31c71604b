"""The connection when something is wrong: no database, another file, damage, a lock, a full disk, a killed process."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import (
    Database,
    DatabaseDamagedError,
    DatabaseError,
    DatabaseLockedError,
    DatabaseMissingError,
    StorageFullError,
)
from tests.storage.database_testkit import add, add_all, notes, read, write


async def test_a_missing_database_is_not_made_by_accident(path: Path) -> None:
    with pytest.raises(DatabaseMissingError):
        await Database.open(path)
    with pytest.raises(DatabaseMissingError):
        await Database.open(path, create=True, read_only=True)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"no database at all, but longer than a header" * 40, b"SQLite format 3\0" * 9]
)
async def test_another_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    write(path, content)
    with pytest.raises(DatabaseDamagedError):
        await Database.open(path)
    assert read(path) == content


async def test_a_database_of_another_program_is_refused(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.commit()
    other.close()
    before = read(path)
    with pytest.raises(DatabaseDamagedError):
        await Database.open(path)
    assert read(path) == before


async def test_a_damaged_page_is_found(plain: Database, path: Path) -> None:
    await plain.transaction(lambda tx: add_all(tx, [f"note {n} " + "x" * 500 for n in range(50)]))
    await plain.check_integrity()
    await plain.close()
    content = bytearray(read(path))
    content[3 * 4096 : 3 * 4096 + 200] = b"\xff" * 200
    write(path, bytes(content))
    reopened = await Database.open(path)
    with pytest.raises(DatabaseDamagedError):
        await reopened.check_integrity()
    await reopened.close()


async def test_only_one_connection_writes(plain: Database, path: Path) -> None:
    with pytest.raises(DatabaseLockedError):
        await Database.open(path)
    await plain.transaction(lambda tx: add(tx, "seen"))
    reader = await Database.open(path, read_only=True)
    assert await reader.read(notes) == ["seen"]
    with pytest.raises(DatabaseError):
        await reader.transaction(lambda tx: add(tx, "refused"))
    await reader.close()
    await plain.close()
    again = await Database.open(path)
    assert await again.read(notes) == ["seen"]
    await again.close()


async def test_a_lock_held_by_another_program_is_named(plain: Database, path: Path) -> None:
    await plain.read(lambda tx: tx.execute("PRAGMA busy_timeout=1").close())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLockedError):
        await plain.transaction(lambda tx: add(tx, "refused"))
    other.execute("ROLLBACK")
    other.close()
    await plain.transaction(lambda tx: add(tx, "accepted"))
    assert await plain.read(notes) == ["accepted"]


async def test_a_full_disk_is_named_and_leaves_nothing(plain: Database) -> None:
    """`max_page_count` makes SQLite report SQLITE_FULL, as it does when the disk is full."""

    def fill(tx: sqlite3.Connection) -> None:
        tx.execute("PRAGMA max_page_count=4")
        for _ in range(100):
            add(tx, "x" * 4000)

    with pytest.raises(StorageFullError) as caught:
        await plain.transaction(fill)
    assert "xxx" not in str(caught.value)
    assert await plain.read(notes) == []
    await plain.transaction(lambda tx: add(tx, "small"))
    assert await plain.read(notes) == ["small"]


async def test_a_full_disk_outside_sqlite_is_named_too(plain: Database) -> None:
    def fail(tx: sqlite3.Connection) -> None:
        add(tx, "lost")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageFullError):
        await plain.transaction(fail)
    assert await plain.read(notes) == []


async def test_a_reader_that_holds_the_log_is_named(plain: Database, path: Path) -> None:
    await plain.read(lambda tx: tx.execute("PRAGMA busy_timeout=1").close())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM notes").fetchone()
    await plain.transaction(lambda tx: add(tx, "later"))
    with pytest.raises(DatabaseLockedError):
        await plain.truncate_log()
    other.close()
    await plain.truncate_log()


CHILD = """
import asyncio, sys
from pathlib import Path
from storage import crash_points
from storage.database import Database
from tests.storage.database_testkit import add

async def main():
    db = await Database.open(Path(sys.argv[1]))
    crash_points.arm(*crash_points.parse(sys.argv[2]))
    for note in ("first", "second"):
        await db.transaction(lambda tx: add(tx, note))

asyncio.run(main())
"""


def run_child(path: Path, crash_point: str) -> int:
    """The exit code of a process that does the above and dies at the crash point."""
    command = [sys.executable, "-c", CHILD, str(path), crash_point]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode


@pytest.mark.parametrize(
    ("crash_point", "kept"),
    [
        ("transaction.before_commit", []),
        ("transaction.after_commit", ["first"]),
        ("transaction.before_commit:2", ["first"]),
        ("transaction.after_commit:2", ["first", "second"]),
    ],
)
async def test_a_process_killed_around_the_commit(
    plain: Database, path: Path, crash_point: str, kept: list[str]
) -> None:
    await plain.close()
    assert run_child(path, crash_point) == -9
    db = await Database.open(path)
    assert await db.read(notes) == kept
    await db.check_integrity()
    await db.close()
