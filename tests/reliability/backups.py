"""A backup while the bot writes, restored in an empty place: it opens, fits together, and misses nothing from before.

Owns the writing, the backing up beside it as the command line does, and the comparison. Must not know what a backup
looks like.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import shutil
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from bot.demo.world import GRIFFIER, REPORTER
from storage import cases, envelopes
from storage.backup import make_backup, restore_backup
from storage.database import Database, DatabaseError
from storage.reports import whole_age_file
from storage.sealing import SealingError, open_envelope
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Make and restore `count` backups, while reports with evidence keep coming."""
    outcome = Outcome(
        name="backup", fault="backup while writing, restored elsewhere", unit="backups", asked=count
    )
    outcome.promise("cannot be restored", "updates missing", "sealed files missing or damaged")
    began = time.monotonic()
    with in_memory_folder(folder) as fast:
        while outcome.done < count:
            town = fast / f"town-{outcome.done}"
            town.mkdir()
            async with open_stage(town, REPORTER, GRIFFIER) as stage:
                writing = _Writing(stage, random.Random(f"{seed} {outcome.done}"))
                task = asyncio.create_task(writing.run())
                for _ in range(min(20, count - outcome.done)):
                    await _one(stage, writing, town, outcome)
                    outcome.done += 1
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
                outcome.facts["written meanwhile"] = (
                    int(outcome.facts.get("written meanwhile", 0)) + writing.last_update_id
                )
            shutil.rmtree(town)
    outcome.seconds = time.monotonic() - began
    return outcome


class _Writing:
    """One report after another, each with a file."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self._stage, self._chance = stage, chance
        self.last_update_id = 0

    async def run(self) -> None:
        """Until cancelled."""
        stage, name = self._stage, REPORTER.first_name
        while True:
            stage.clock.advance(60)
            await stage.says(name, f"Er lag een brief in de bus, {secrets.token_hex(8)}.")
            await stage.taps(name, "Ja, ik ben veilig")
            await stage.sends_file(name, "brief.jpg", self._chance.randbytes(20_000))
            await stage.taps(name, "Nu al versturen")
            await stage.taps(name, "Versturen")
            stage.hears()
            self.last_update_id += 5
            await asyncio.sleep(0)


async def _one(stage: Stage, writing: _Writing, place: Path, outcome: Outcome) -> None:
    config, recovery = stage.world.config, stage.world.recovery
    before = await stage.read(_updates)
    envelopes_before = await stage.read(_envelope_count)
    file, data, keys = place / "backup", place / "restored", place / "restored-keys"
    beside = await Database.open(config.database_path, read_only=True)
    try:
        await make_backup(
            beside,
            data_directory=config.storage.data_directory,
            recovery=recovery.recipient,
            to=file,
            made_at=stage.clock.now(),
            operational_key_id="proef",
            keys={"operational.key": Path(config.storage.operational_key_file)},
            expect=_quiet,
            progress=_quiet,
        )
        await restore_backup(file, [recovery], to=data, keys_to=keys, expect=_quiet, progress=_quiet)
        await _compare(stage, data, before, envelopes_before, outcome)
    except (DatabaseError, SealingError, OSError) as error:
        outcome.wrong["cannot be restored"] += 1
        outcome.notes.append(type(error).__name__)
    finally:
        await beside.close()
        file.unlink(missing_ok=True)
        for leftover in (data, keys):
            shutil.rmtree(leftover, ignore_errors=True)


async def _compare(
    stage: Stage, data: Path, before: set[int], envelopes_before: int, outcome: Outcome
) -> None:
    db = await Database.open(data / stage.world.config.database_path.name)
    try:
        await db.check_integrity()
        outcome.wrong["updates missing"] += len(before - await db.read(_updates))
        sealed = await db.read(
            lambda tx: [e for i in cases.all_case_ids(tx) for e in envelopes.envelopes_of(tx, i)]
        )
    finally:
        await db.close()
    outcome.wrong["sealed files missing or damaged"] += max(0, envelopes_before - len(sealed))
    for one in sealed:
        try:
            open_envelope(whole_age_file(one, data / "evidence"), [stage.world.recovery])
        except (SealingError, DatabaseError, OSError):
            outcome.wrong["sealed files missing or damaged"] += 1


def _updates(tx: sqlite3.Connection) -> set[int]:
    return {row[0] for row in tx.execute("SELECT update_id FROM inbox")}


def _envelope_count(tx: sqlite3.Connection) -> int:
    return int(tx.execute("SELECT count(*) FROM envelopes").fetchone()[0])


def _quiet(size: int) -> None:
    """Nobody watches."""
