"""A fictional municipality for harnesses: its world on disk, people enrolled at a simulator, and its books afterwards.

Owns setting up and opening what was sealed. Must not know which fault is being tried.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.application import Application
from bot.bootstrap import application
from bot.clock import Clock
from bot.demo.stage import DEMO_PACE
from bot.demo.world import GRIFFIER, Character, World, make_world
from conversations.casework.conversation import Case, case_from_json
from simulator.running import RunningSimulator
from storage import cases, envelopes
from storage.database import Database
from storage.people import PersonKind
from storage.reports import whole_age_file
from storage.sealing import EnvelopeName, open_envelope, verify_envelope
from tests.reliability.phone import Phone, labels

T = TypeVar("T")

TOKEN = "7300000001:AAFakeTokenOfABotThatDoesNotExist_0001"
AFTERNOON = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
"""A Tuesday afternoon in the Netherlands: no quiet hours for a while."""


@dataclass
class Town:
    """The world, and who has which phone. Reporters are named `Proef 0`, `Proef 1`, ..."""

    world: World
    simulator: RunningSimulator
    reporters: list[Phone]
    griffier: Phone
    tokens: dict[int, str] = field(default_factory=dict)

    async def enrol(self) -> None:
        """Everybody uses their invitation; the bot has to be running."""
        for phone in (self.griffier, *self.reporters):
            phone.writes(f"/start {self.tokens[phone.id]}")
        for phone in (self.griffier, *self.reporters):
            await phone.waits(lambda m: bool(labels(m)), "a welcome with buttons")


async def make_town(folder: Path, simulator: RunningSimulator, reporters: int) -> Town:
    """A fresh world with invitations for a griffier and this many reporters, and a phone for each."""
    world = await make_world(
        folder / "town",
        token=simulator.token,
        base_url=simulator.base_url,
        base_file_url=simulator.base_file_url,
    )
    simulator.service.world.clock.set(AFTERNOON)
    town = Town(
        world=world,
        simulator=simulator,
        reporters=[Phone(simulator.service.world, f"Proef {n}") for n in range(reporters)],
        griffier=Phone(simulator.service.world, GRIFFIER.first_name),
    )
    town.tokens[town.griffier.id] = await world.invite(GRIFFIER, AFTERNOON)
    for phone in town.reporters:
        name = phone.person.first_name
        character = Character(name=name, first_name=name, kind=PersonKind.REPORTER, office="raadslid")
        town.tokens[phone.id] = await world.invite(character, AFTERNOON)
    return town


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A case as the griffier reads it: the report, and the content of each piece of evidence by part."""

    case: Case
    report: dict[str, Any]
    evidence: dict[str, bytes]

    @property
    def texts(self) -> list[str]:
        """Everything the reporter wrote, in order."""
        return [m["text"] for answer in self.report["answers"] for m in answer["messages"]]


async def read(world: World, work: Callable[[sqlite3.Connection], T]) -> T:
    """Read something in the database, beside the bot or without it."""
    db = await Database.open(world.config.database_path, read_only=True)
    try:
        return await db.read(work)
    finally:
        await db.close()


async def open_everything(world: World) -> list[Opened]:
    """Open every case with the griffier's identity and verify each signature. Raises SealingError."""

    def load(tx: sqlite3.Connection) -> list[tuple[Case, list[envelopes.StoredEnvelope]]]:
        found = []
        for case_id in cases.all_case_ids(tx):
            stored = cases.load_case(tx, world.field_encryption, case_id)
            assert stored is not None
            found.append((case_from_json(stored.body), envelopes.envelopes_of(tx, case_id)))
        return found

    return [_open(world, case, sealed) for case, sealed in await read(world, load)]


def _open(world: World, case: Case, sealed: list[envelopes.StoredEnvelope]) -> Opened:
    report: dict[str, Any] = {"answers": [], "evidence": []}
    evidence: dict[str, bytes] = {}
    for one in sealed:
        name = EnvelopeName(report_id=one.case_id, part=one.part, revision=one.revision)
        age_file = whole_age_file(one, world.config.evidence_folder)
        verify_envelope(
            world.signing_key.verifying_key,
            name=name,
            age_file=age_file,
            created_at=one.created_at,
            signature=one.signature,
        )
        content = open_envelope(age_file, [world.identities["griffier"]], expected=name).content
        if one.part == "report":
            report = json.loads(content)
        elif one.part.startswith("evidence-"):
            evidence[one.part] = content
    return Opened(case=case, report=report, evidence=evidence)


@contextlib.asynccontextmanager
async def running_bot(town: Town, *, clock: Clock | None = None) -> AsyncIterator[Application]:
    """The whole bot in this process, talking HTTP to the simulator, until the block ends."""
    async with application(
        town.world.config, clock=clock, delivery_settings=DEMO_PACE, tick_seconds=0.5
    ) as app:
        running = asyncio.create_task(app.run())
        try:
            yield app
        finally:
            app.stop()
            await asyncio.wait_for(running, 20)


QUIET_SQL = """
SELECT (SELECT count(*) FROM outbox JOIN people USING (person_id)
        WHERE outbox.state = 'queued' AND people.state = 'active')
    + (SELECT count(*) FROM evidence WHERE state = 'wanted')
    + (SELECT count(*) FROM evidence JOIN cases ON case_id = draft_id WHERE evidence.state = 'stored')
"""


async def until_quiet(town: Town, seconds: float = 60.0) -> bool:
    """Wait until the bot has taken every update, and sent, fetched and sealed everything.

    Gives up when this long nothing of what waits became less: a queue may be long, but it must not stand still.
    """
    loop = asyncio.get_running_loop()
    deadline, least = loop.time() + seconds, math.inf
    calm = 0
    while loop.time() < deadline:
        waiting = await read(town.world, lambda tx: int(tx.execute(QUIET_SQL).fetchone()[0]))
        waiting += town.simulator.service.world.updates.pending_count()
        if waiting < least:
            deadline, least = loop.time() + seconds, waiting
        calm = calm + 1 if waiting == 0 else 0
        if calm == 2:
            return True
        await asyncio.sleep(0.15)
    return False
