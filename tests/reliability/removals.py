"""A removed report: afterwards no byte of it is in the database, its log, or any file beside it.

Owns writing down what belonged to a report, as it stood on the disk, and searching for it. Must not know how it is
removed.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import signal
import sqlite3
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.bootstrap import application
from bot.config import Config
from bot.demo.world import GRIFFIER, REPORTER
from bot.server_keys import load_field_encryption
from storage import crash_points
from storage.database import Database
from storage.field_encryption import OUTBOX_BODY, FieldEncryption
from storage.removal import NoSuchCaseError, remove_case
from tests.reliability.forks import CONTEXT
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage

CRASH_POINTS = ("removal.after_commit", "removal.before_commit")
EVERY = 5
"""Each fifth removal is first killed halfway."""

SLICE = 24
"""So many bytes of a ciphertext are found by chance never."""

QUERIES = (
    "SELECT * FROM cases WHERE case_id = :case_id",
    "SELECT * FROM envelopes WHERE case_id = :case_id",
    "SELECT * FROM evidence WHERE draft_id = :case_id",
    "SELECT * FROM check_ins WHERE case_id = :case_id",
    "SELECT * FROM snapshots WHERE person_id = :reporter_id",
)


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """File and remove `count` reports, each with two files, while others stay."""
    outcome = Outcome(name="removal", fault="removed report, then a search", unit="removals", asked=count)
    outcome.promise("found again", "half removed", "not killed", "others damaged")
    began, chance = time.monotonic(), random.Random(seed)
    with in_memory_folder(folder) as fast:
        async with open_stage(fast, REPORTER, GRIFFIER) as stage:
            await _report(stage, chance)
            for _ in range(count):
                await _report(stage, chance)
                await _remove_newest(stage, fast, outcome)
                outcome.done += 1
            cases = await stage.cases()
            outcome.wrong["others damaged"] += len(cases) != 1
            identity = stage.world.identities["griffier"]
            sealed = [one for case in cases for one in await stage.envelopes(case.case_id)]
            outcome.wrong["others damaged"] += sum(stage.opened(one, identity) is None for one in sealed)
            outcome.wrong["others damaged"] += len(sealed) != 3
    outcome.seconds = time.monotonic() - began
    return outcome


async def _report(stage: Stage, chance: random.Random) -> None:
    name = REPORTER.first_name
    stage.clock.advance(60)
    await stage.says(name, f"Er lag een brief in de bus, {secrets.token_hex(16)}.")
    await stage.taps(name, "Ja, ik ben veilig")
    for number in range(2):
        await stage.sends_file(name, f"{secrets.token_hex(8)}.jpg", chance.randbytes(4_000 + number))
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")


async def _remove_newest(stage: Stage, place: Path, outcome: Outcome) -> None:
    case = (await stage.cases())[-1]
    config, case_id = stage.world.config, case.case_id
    who = {"case_id": case_id, "reporter_id": case.reporter_id}
    marks = (case_id.encode(), case.reference.encode())
    fe = stage.world.field_encryption
    slices = await stage.read(lambda tx: _slices(tx, who, config.evidence_folder) | _messages(tx, fe, marks))
    there = _found(place, slices)
    outcome.facts["slices searched"] = int(outcome.facts.get("slices searched", 0)) + len(slices)
    assert there == len(slices), "what was written down is not on the disk, so the search would prove nothing"
    if outcome.done % EVERY == 0:
        await _killed_halfway(stage, case_id, place, slices, outcome)
    with suppress(NoSuchCaseError):
        await _remove(config, stage.world.field_encryption, stage.db, case_id, stage.clock.now())
    outcome.wrong["found again"] += _found(place, slices)


async def _remove(config: Config, fe: FieldEncryption, db: Database, case_id: str, at: datetime) -> None:
    await remove_case(
        db,
        fe,
        case_id,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        actor="proef",
        at=at,
    )


async def _killed_halfway(
    stage: Stage, case_id: str, place: Path, slices: set[bytes], outcome: Outcome
) -> None:
    """Begin in a process that dies at a crash point, and start the bot: all of it is there, or nothing."""
    point = CRASH_POINTS[outcome.done // EVERY % len(CRASH_POINTS)]
    await stage.stops()
    process = CONTEXT.Process(
        target=_remove_and_die, args=(stage.world.config, case_id, stage.clock.now(), point)
    )
    process.start()
    await asyncio.to_thread(process.join, 30)
    outcome.wrong["not killed"] += process.exitcode != -signal.SIGKILL
    async with application(stage.world.config):
        left = _found(place, slices)
        outcome.wrong["half removed"] += left != (len(slices) if point == CRASH_POINTS[1] else 0)
    outcome.facts["killed halfway"] = int(outcome.facts.get("killed halfway", 0)) + 1
    await stage.starts()


def _remove_and_die(config: Config, case_id: str, at: datetime, point: str) -> None:
    asyncio.run(_dying(config, case_id, at, point))


async def _dying(config: Config, case_id: str, at: datetime, point: str) -> None:
    db = await Database.open(config.database_path)
    crash_points.arm(point)
    await _remove(config, load_field_encryption(config), db, case_id, at)


def _slices(tx: sqlite3.Connection, who: dict[str, str], folder: Path) -> set[bytes]:
    """Pieces of everything encrypted that belongs to the case, of where its reporter was, and of its files."""
    blobs: list[bytes] = []
    for query in QUERIES:
        for row in tx.execute(query, who):
            blobs += [value for value in tuple(row) if isinstance(value, bytes)]
    names = tx.execute("SELECT payload_file FROM envelopes WHERE case_id = :case_id", who).fetchall()
    blobs += [(folder / row[0]).read_bytes() for row in names if row[0] is not None]
    return {piece for blob in blobs for piece in _pieces(blob)}


def _messages(tx: sqlite3.Connection, fe: FieldEncryption, marks: tuple[bytes, ...]) -> set[bytes]:
    """Pieces of the messages that name the case, to whomever and whether they left or not."""
    found: set[bytes] = set()
    for row in tx.execute("SELECT prompt_id, body FROM outbox"):
        if any(mark in fe.decrypt(OUTBOX_BODY, row["prompt_id"], row["body"]) for mark in marks):
            found.update(_pieces(row["body"]))
    assert found, "no message names the case, so the search would prove nothing"
    return found


def _pieces(blob: bytes) -> list[bytes]:
    """A piece from near the beginning, behind what all such values share, and one from the end."""
    first = 80 if len(blob) > 300 else 0
    return [blob[first : first + SLICE], blob[-SLICE:]] if len(blob) >= 2 * SLICE else []


def _found(place: Path, slices: set[bytes]) -> int:
    """How many of them are in any file here."""
    contents = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
    return sum(any(piece in content for content in contents) for piece in slices)
