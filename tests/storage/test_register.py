"""The anonymised register's one row per quarter, and the migration that made it, with data that was there before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from storage import register, stand_ins
from storage.database import Database
from storage.field_encryption import DamagedFieldError, FieldEncryption
from storage.migrations import MIGRATIONS, migrate
from tests.storage.conftest import NOW

BEFORE = tuple(m for m in MIGRATIONS if m.name < "m0006")


async def test_numbers_go_up_in_one_row_for_a_quarter(db: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> tuple[register.Counts, int, list[str]]:
        register.count(tx, fe, "2026-Q4", {"reports": ("all",), "nature": ("threat", "threat", "insult")})
        register.count(tx, fe, "2026-Q4", {"reports": ("all",), "nature": ("insult",), "target": ()})
        register.count(tx, fe, "2027-Q1", {"reports": ("all",)})
        rows = tx.execute("SELECT count(*) FROM register_counts").fetchone()[0]
        return register.counts_of(tx, fe, "2026-Q4"), rows, register.periods(tx)

    found, rows, periods = await db.transaction(work)
    assert found == {"reports": {"all": 2}, "nature": {"insult": 2, "threat": 1}, "target": {}}
    assert (rows, periods) == (2, ["2026-Q4", "2027-Q1"])


async def test_a_quarter_without_numbers_is_empty(db: Database, fe: FieldEncryption) -> None:
    assert await db.read(lambda tx: register.counts_of(tx, fe, "2026-Q1")) == {}


async def test_the_row_is_encrypted_and_bound_to_its_quarter(db: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> bytes:
        register.count(tx, fe, "2026-Q4", {"nature": ("stalking",)})
        body = bytes(tx.execute("SELECT body FROM register_counts").fetchone()[0])
        tx.execute("INSERT INTO register_counts (period, body) VALUES ('2026-Q3', ?)", (body,))
        return body

    body = await db.transaction(work)
    assert b"stalking" not in body
    with pytest.raises(DamagedFieldError):
        await db.read(lambda tx: register.counts_of(tx, fe, "2026-Q3"))


async def test_a_stand_in_of_before_lasts_until_the_absent_handler_is_back(tmp_path: Path) -> None:
    db = await Database.open(tmp_path / "old.sqlite3", create=True)
    try:
        await migrate(db, migrations=BEFORE)
        await db.transaction(
            lambda tx: tx.execute(
                "INSERT INTO stand_ins (absent_id, deputy_id, since_at) VALUES ('gerda', 'pim', 7)"
            ).close()
        )
        assert "m0006_register" in await migrate(db)
        (known,) = await db.read(stand_ins.standing_in)
        assert (known.absent_id, known.deputy_id, known.until_at) == ("gerda", "pim", None)
        assert await db.read(lambda tx: stand_ins.stand_ins(tx, NOW)) == {"gerda": "pim"}
    finally:
        await db.close()


async def test_a_stand_in_whose_time_is_over_counts_no_more(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        stand_ins.name_stand_in(tx, "gerda", "pim", NOW, NOW.replace(hour=(NOW.hour + 1) % 24))
        until = stand_ins.standing_in(tx)[0].until_at
        assert until is not None
        before = until.replace(minute=0, second=0, microsecond=0)
        return (
            stand_ins.stand_ins(tx),
            stand_ins.stand_ins(tx, until),
            stand_ins.stand_ins(tx, min(before, NOW)),
        )

    every, over, running = await db.transaction(work)
    assert (every, over, running) == ({"gerda": "pim"}, {}, {"gerda": "pim"})
