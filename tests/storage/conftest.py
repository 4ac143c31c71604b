"""A database in a real file, migrated or with one table of notes, and an encryption with a fresh operational key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import FILE_NAME, Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.migrations import migrate

NOW = datetime(2026, 3, 29, 12, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


@pytest.fixture
def fe() -> FieldEncryption:
    return FieldEncryption(OperationalKey(bytes(range(32))))


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, create=True)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def plain(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, create=True)
    await database.transaction(lambda tx: tx.execute("CREATE TABLE notes (note TEXT)").close())
    yield database
    await database.close()
