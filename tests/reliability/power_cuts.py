"""Power cuts: a recording of the bot at work is replayed up to a random moment, with unsynced writes dropped or torn.

Owns the recording and the look at what is left: the database opens, and every acknowledged update and file is there.
Needs strace; without it this is skipped, and says so.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.world import World, make_world
from storage import evidence, people, snapshots
from storage.database import Database, DatabaseError
from storage.evidence import EvidenceState
from storage.field_encryption import FieldEncryptionError
from storage.people import Person, PersonKind
from tests.reliability.bot_process import write_config
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.reliability.power_trace import CALLS, Disk, Operation, read_trace
from tests.reliability.power_workload import CHATS

FIRST_TELEGRAM_ID = 40_000
UPDATES = 160
_NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


async def run(count: int, seed: int, folder: Path, updates: int = UPDATES) -> Outcome:
    """Cut the power `count` times in one recording of `updates` updates."""
    outcome = Outcome(
        name="power", fault="power cut: unsynced writes dropped or torn", unit="cuts", asked=count
    )
    outcome.promise("acknowledged updates lost", "database does not open", "files lost")
    began = time.monotonic()
    if shutil.which("strace") is None:
        outcome.skipped = "strace is not installed"
        return outcome
    with in_memory_folder(folder) as fast:
        world, base, trace = await _recorded(fast, updates)
        if not trace.exists() or trace.stat().st_size == 0:
            outcome.skipped = "strace may not trace processes here"
            return outcome
        operations = list(read_trace(trace, fast / "w"))
        await _replay(world, base, operations, count, random.Random(seed), fast, outcome)
        teeth = Outcome(name="", fault="", unit="", asked=0)
        await _replay(world, base, operations, 30, random.Random(seed), fast, teeth, honest=False)
        lost = sum(teeth.wrong.values())
        outcome.facts["found wrong in 30 cuts when fsync does nothing"] = lost
        outcome.wrong["harness sees nothing"] += lost == 0
    outcome.facts["file operations"] = len(operations)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _recorded(folder: Path, updates: int) -> tuple[World, Path, Path]:
    """A world, a copy of its files before the work, and the recording of the work."""
    world = await make_world(folder / "w", token="1:x", base_url="http://x.invalid", base_file_url="")
    await _enrol(world)
    config = write_config(world, folder)
    base, trace = folder / "base", folder / "trace"
    shutil.copytree(folder / "w", base)
    program = [sys.executable, "-m", "tests.reliability.power_workload"]
    arguments = [str(config), str(folder / "w" / "acknowledged"), str(updates), str(FIRST_TELEGRAM_ID)]
    recorder = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    command = [*recorder, *program, *arguments]
    await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return world, base, trace


async def _enrol(world: World) -> None:
    db = await Database.open(world.config.database_path)

    def add(tx: sqlite3.Connection) -> None:
        for number in range(CHATS):
            person = Person(
                person_id=f"p{number}",
                telegram_id=FIRST_TELEGRAM_ID + number,
                kind=PersonKind.REPORTER,
                office="raadslid",
            )
            people.add_person(tx, world.field_encryption, person, _NOW)

    await db.transaction(add)
    await db.truncate_log()
    await db.close()


@dataclass
class _Acknowledged:
    updates: set[int]
    files: set[int]


async def _replay(
    world: World,
    base: Path,
    operations: list[Operation],
    count: int,
    chance: random.Random,
    folder: Path,
    outcome: Outcome,
    *,
    honest: bool = True,
) -> None:
    moments = sorted(chance.randrange(1, len(operations) + 1) for _ in range(count))
    work = folder / "w"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    disk, done = Disk(work, honest=honest), 0
    acknowledged = _Acknowledged(updates=set(), files=set())
    for moment in moments:
        for operation in operations[done:moment]:
            disk.do(operation)
            _note(operation, acknowledged)
        done = moment
        left = folder / "left"
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir()
        disk.after_power_cut(left, chance)
        await _look(world, left, acknowledged, outcome)
        outcome.done += 1


def _note(operation: Operation, acknowledged: _Acknowledged) -> None:
    if operation.kind == "write" and operation.path.endswith("/acknowledged"):
        what, number = operation.data.decode().split()
        (acknowledged.updates if what == "update" else acknowledged.files).add(int(number))


async def _look(world: World, left: Path, acknowledged: _Acknowledged, outcome: Outcome) -> None:
    """Open what is left as the bot would, and look for everything that was acknowledged."""
    data = left / "data"
    fe = world.field_encryption

    def look(tx: sqlite3.Connection) -> tuple[set[int], dict[int, evidence.Evidence]]:
        known = {row[0] for row in tx.execute("SELECT update_id FROM inbox")}
        for number in range(CHATS):
            snapshots.load_snapshot(tx, fe, f"p{number}")
        ids = [row[0] for row in tx.execute("SELECT attachment_id FROM evidence")]
        kept = [found for i in ids if (found := evidence.evidence_by_id(tx, fe, i)) is not None]
        return known, {one.message_id: one for one in kept}

    try:
        db = await Database.open(data / world.config.database_path.name)
        try:
            await db.check_integrity()
            known, kept = await db.read(look)
        finally:
            await db.close()
    except (DatabaseError, FieldEncryptionError) as error:
        outcome.wrong["database does not open"] += 1
        outcome.notes.append(type(error).__name__)
        return
    outcome.wrong["acknowledged updates lost"] += len(acknowledged.updates - known)
    for number in acknowledged.files:
        one = kept.get(number)
        outcome.wrong["files lost"] += one is None or not _is_whole(one, data / "evidence")


def _is_whole(one: evidence.Evidence, folder: Path) -> bool:
    if one.state not in (EvidenceState.STORED, EvidenceState.SEALED) or one.payload_file is None:
        return False
    path = folder / one.payload_file
    return path.is_file() and path.stat().st_size > (one.size_bytes or 0)
