"""A fictional municipality, made once and copied for each run: its keys, a griffier and thousands of reporters.

Owns filling a database directly through `storage`, as if those people had enrolled long ago.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bench.botapi import TOKEN
from bench.load import FIRST_CHAT, GRIFFIER_CHAT
from bot.config import Config, Organisation, Storage, Telegram
from bot.demo.world import GRIFFIER, MUNICIPALITY, World, make_world
from conversations.snapshot import Snapshot, to_json
from storage import people, snapshots
from storage.database import Database
from storage.people import Person, PersonKind

ENROLLED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
GRIFFIER_ID = "griffier"


def make(folder: Path, reporters: int) -> World:
    """A fresh world in which everybody is enrolled."""
    return asyncio.run(_make(folder, reporters))


async def _make(folder: Path, reporters: int) -> World:
    world = await make_world(
        folder, token=TOKEN, base_url="http://127.0.0.1:1/bot", base_file_url="http://127.0.0.1:1"
    )
    db = await Database.open(world.config.database_path)
    try:
        await db.transaction(lambda tx: _enrol(tx, world, reporters))
    finally:
        await db.close()
    return world


def _enrol(tx: sqlite3.Connection, world: World, reporters: int) -> None:
    handler = Person(
        person_id=GRIFFIER_ID,
        telegram_id=GRIFFIER_CHAT,
        kind=PersonKind.CASE_HANDLER,
        role=GRIFFIER.role,
        name=GRIFFIER.name,
        recipient=str(world.identities["griffier"].recipient),
    )
    people.add_person(tx, world.field_encryption, handler, ENROLLED_AT)
    for number in range(reporters):
        person = Person(
            person_id=reporter_id(number),
            telegram_id=FIRST_CHAT + number,
            kind=PersonKind.REPORTER,
            office="raadslid",
            name=f"Proef {number}",
        )
        people.add_person(tx, world.field_encryption, person, ENROLLED_AT)
        snapshots.save_snapshot(tx, world.field_encryption, person.person_id, to_json(Snapshot()))


def reporter_id(number: int) -> str:
    """Whose chat this is."""
    return f"{number:032x}"


def copy_of(folder: Path, target: Path) -> Path:
    """A copy of a world, so that each run begins with the same."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def config_of(folder: Path, api: str) -> Config:
    """The configuration of a world, with its bot talking to this address."""
    return Config(
        organisation=Organisation(name=MUNICIPALITY, pack="maassluis"),
        storage=Storage(
            data_directory=folder / "data",
            operational_key_file=str(folder / "keys" / "operational.key"),
            signing_key_file=str(folder / "keys" / "signing.key"),
        ),
        telegram=Telegram(
            token_file=str(folder / "keys" / "bot.token"),
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
        ),
    )
