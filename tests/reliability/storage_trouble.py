"""Disk full, database locked, read-only: nothing is acknowledged meanwhile, an alarm is raised, it resumes by itself.

Owns bringing the trouble about for a minute of the bot's clock. A full disk is a real one where a small file system can
be mounted, and is left out elsewhere; a lock is another connection's; read-only is that of the bot's connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import secrets
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot.application import Application
from bot.health.health import HealthSettings
from bot.health.telling import STORAGE
from bot.logging_setup import configure_logging
from simulator.running import RunningSimulator
from storage.database import Database
from tests.reliability.clocks import FasterClock
from tests.reliability.outcome import Outcome
from tests.reliability.phone import Phone, text_of
from tests.reliability.town import Town, make_town, open_everything, running_bot, until_quiet

FASTER = 10.0
TROUBLE_SECONDS = 60.0 / FASTER
DISK_MEGABYTES = 6
KINDS = ("full", "read-only", "locked")
LOCKED_SECONDS = 6.0
"""A lock shows only once SQLite has waited for it (storage.whole_transactions.BUSY_TIMEOUT_MILLISECONDS)."""


async def run(count: int, seed: int, folder: Path, trouble_seconds: float = TROUBLE_SECONDS) -> Outcome:
    """Have `count` troubles, turn by turn of each kind, while somebody writes a report."""
    outcome = Outcome(
        name="storage", fault="disk full, database locked, read-only", unit="troubles", asked=count
    )
    outcome.promise(
        "acknowledged meanwhile", "no alarm", "alarm does not end", "answers lost", "did not resume"
    )
    began, written = time.monotonic(), io.StringIO()
    configure_logging(stream=written)
    try:
        with small_disk(folder) as disk:
            outcome.facts["full disk by"] = "a small file system" if disk else "not tried: needs mount"
            kinds = [kind for kind in KINDS if disk or kind != "full"]
            async with RunningSimulator() as simulator:
                town = await make_town(disk or folder, simulator, 1)
                clock = FasterClock(FASTER)
                async with running_bot(town, clock=clock) as app:
                    await town.enrol()
                    sent: list[str] = []
                    for number in range(count):
                        kind, before = kinds[number % len(kinds)], len(_logged(written))
                        await _one(town, app, kind, trouble_seconds, sent, outcome)
                        if len(_logged(written)) == before:
                            outcome.wrong["no alarm"] += 1
                            outcome.notes.append(f"nothing in the log when {kind}")
                        outcome.wrong["alarm does not end"] += not await _calm(app, clock)
                        outcome.done += 1
                    await _file_it(town, sent, outcome)
    finally:
        configure_logging()
    outcome.seconds = time.monotonic() - began
    return outcome


def _logged(written: io.StringIO) -> list[str]:
    """The lines of the log that say that storage is in trouble."""
    lines = written.getvalue().splitlines()
    return [line for line in lines if "health.trouble" in line and f'"{STORAGE}"' in line]


async def _one(
    town: Town, app: Application, kind: str, seconds: float, sent: list[str], outcome: Outcome
) -> None:
    phone, updates = town.reporters[0], town.simulator.service.world.updates
    async with _trouble(kind, town, app.db):
        text = f"Nog een bericht, {secrets.token_hex(8)}."
        message_id = phone.writes(text).message_id
        sent.append(text)
        await asyncio.sleep(max(seconds, LOCKED_SECONDS) if kind == "locked" else seconds)
        outcome.wrong["acknowledged meanwhile"] += not updates.pending() or phone.newest() > message_id
        raised = STORAGE in app.health.report().troubles
        outcome.wrong["no alarm"] += not raised
        if not raised:
            outcome.notes.append(f"no alarm when {kind}")
    over = time.monotonic()
    if not await until_quiet(town, 30):
        outcome.wrong["did not resume"] += 1
        outcome.notes.append(f"did not resume after {kind}")
        return
    slowest = max(float(outcome.facts.get("slowest to resume s", 0.0)), time.monotonic() - over)
    outcome.facts["slowest to resume s"] = slowest


async def _calm(app: Application, clock: FasterClock) -> bool:
    """Wait until the alarm is over, or the next trouble would be seen by the alarm of this one; whether it is."""
    clock.leap(HealthSettings().over_after.total_seconds())
    for _ in range(100):
        if STORAGE not in app.health.report().troubles:
            return True
        await asyncio.sleep(0.1)
    return False


async def _file_it(town: Town, sent: list[str], outcome: Outcome) -> None:
    """Send the report, and look whether everything is in it."""
    phone: Phone = town.reporters[0]
    before = phone.newest()
    phone.writes("/melden")
    await phone.waits(lambda m: True, "the report again", after=before)
    with contextlib.suppress(Exception):
        await phone.presses("Ja, ik ben veilig", seconds=5)
    await phone.presses("Nu al versturen", after=before)
    await phone.presses("Versturen", after=before)
    await phone.waits(lambda m: "R-" in text_of(m), "a reference", after=before)
    await until_quiet(town)
    texts = [text for one in await open_everything(town.world) for text in one.texts]
    outcome.wrong["answers lost"] += sum(text not in texts for text in sent)


# ---- the trouble ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk(folder: Path):  # type: ignore[no-untyped-def]
    """A file system of a few megabytes, or None where none can be mounted."""
    place = folder / "disk"
    place.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m,mode=700", "tmpfs", str(place)]
    try:
        subprocess.run(asked, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False, capture_output=True)


@contextlib.asynccontextmanager
async def _trouble(kind: str, town: Town, db: Database) -> AsyncIterator[None]:
    match kind:
        case "full":
            filler = town.world.config.storage.data_directory.parent / "filler"
            _fill(filler)
            try:
                yield
            finally:
                filler.unlink()
        case "locked":
            other = sqlite3.connect(town.world.config.database_path, isolation_level=None)
            other.execute("PRAGMA busy_timeout=5000")
            other.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                other.execute("ROLLBACK")
                other.close()
        case _:
            await _query_only(db, True)
            try:
                yield
            finally:
                await _query_only(db, False)


async def _query_only(db: Database, on: bool) -> None:
    await db.read(lambda tx: tx.execute(f"PRAGMA query_only={'ON' if on else 'OFF'}").fetchall())


def _fill(filler: Path) -> None:
    """Take every byte that is left."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1 << 9, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
