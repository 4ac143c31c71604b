"""What an alarm remembers over a restart: codes and times, and nothing else."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from storage import troubles
from storage.database import Database
from storage.migrations import MIGRATIONS, migrate
from tests.storage.conftest import NOW

LATER = NOW + timedelta(hours=3)


async def test_what_was_told_is_known_until_its_end_was(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        troubles.note_told(tx, "disk", NOW)
        troubles.note_told(tx, "disk", LATER)
        troubles.note_told(tx, "nobody:griffier", LATER)
        assert troubles.told(tx) == {"disk": NOW, "nobody:griffier": LATER}
        troubles.forget_told(tx, "disk")
        troubles.forget_told(tx, "disk")
        assert troubles.told(tx) == {"nobody:griffier": LATER}

    await db.transaction(work)


async def test_the_last_time_that_updates_came_in_is_kept(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert troubles.last_received(tx) is None
        troubles.note_received(tx, NOW)
        troubles.note_received(tx, LATER)
        assert troubles.last_received(tx) == LATER

    await db.transaction(work)


async def test_an_older_database_gets_the_tables_and_keeps_what_it_has(path: Path) -> None:
    older = await Database.open(path, create=True)
    try:
        await migrate(older, migrations=[m for m in MIGRATIONS if m.name < "m0007"])
        await older.transaction(
            lambda tx: tx.execute("INSERT INTO strangers VALUES ('2026-03-29', 7)").close()
        )
        assert "m0007_troubles" in await migrate(older)
        assert await older.read(troubles.told) == {}
        assert await older.read(lambda tx: tx.execute("SELECT count FROM strangers").fetchone()[0]) == 7
    finally:
        await older.close()
