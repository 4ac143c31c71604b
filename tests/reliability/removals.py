"""A removed report: afterwards no byte of it is in the database, its log, or any file beside it.

Owns writing down what belonged to a report, as it stood on the disk, and searching for it. Must not know how it is
removed.
"""

from __future__ import annotations

import random
import secrets
import sqlite3
import time
from pathlib import Path

from bot.demo.world import GRIFFIER, REPORTER
from storage.removal import remove_case
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage

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
    outcome.promise("found again", "others damaged")
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
    slices = await stage.read(lambda tx: _slices(tx, who, config.evidence_folder))
    there = _found(place, slices)
    outcome.facts["slices searched"] = int(outcome.facts.get("slices searched", 0)) + len(slices)
    assert there == len(slices), "what was written down is not on the disk, so the search would prove nothing"
    await remove_case(
        stage.db,
        stage.world.field_encryption,
        case_id,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        actor="proef",
        at=stage.clock.now(),
    )
    outcome.wrong["found again"] += _found(place, slices)


def _slices(tx: sqlite3.Connection, who: dict[str, str], folder: Path) -> set[bytes]:
    """Pieces of everything encrypted that belongs to the case, of where its reporter was, and of its files."""
    blobs: list[bytes] = []
    for query in QUERIES:
        for row in tx.execute(query, who):
            blobs += [value for value in tuple(row) if isinstance(value, bytes)]
    names = tx.execute("SELECT payload_file FROM envelopes WHERE case_id = :case_id", who).fetchall()
    blobs += [(folder / row[0]).read_bytes() for row in names if row[0] is not None]
    return {piece for blob in blobs for piece in _pieces(blob)}


def _pieces(blob: bytes) -> list[bytes]:
    """A piece from near the beginning, behind what all such values share, and one from the end."""
    first = 80 if len(blob) > 300 else 0
    return [blob[first : first + SLICE], blob[-SLICE:]] if len(blob) >= 2 * SLICE else []


def _found(place: Path, slices: set[bytes]) -> int:
    """How many of them are in any file here."""
    contents = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
    return sum(any(piece in content for content in contents) for piece in slices)
