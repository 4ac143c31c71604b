"""Rows that were changed from outside, on the whole bot: what needs them stops, everybody else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.receiving import Receiver
from storage import inbox, outbox, people
from storage.envelopes import envelopes_of
from storage.field_encryption import FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage
from tests.bot.delivering import delivering
from tests.bot.fakes import World, message
from tests.bot.people import EVERYBODY, GERDA, asked, sends_report
from tests.script import character_of
from tests.stage import Stage, open_stage

SECOND = character_of("Tom Testgriffier", "griffier")
EVIL = "age1pq1evil"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


async def change(stage: Stage, statement: str, *values: object) -> None:
    await stage.db.transaction(lambda tx: tx.execute(statement, values).close())


async def test_one_griffier_who_was_tampered_with_keeps_no_report_from_the_other(stage: Stage) -> None:
    await stage.enrols(SECOND)
    gerda = await stage.person(GERDA.first_name)
    assert gerda is not None
    await change(stage, "UPDATE people SET recipient = ? WHERE person_id = ?", EVIL, gerda.person_id)
    case = await sends_report(stage)
    tom = await stage.person(SECOND.first_name)
    assert tom is not None
    assert case.handlers == (tom.person_id,)
    sealed = await stage.read(lambda tx: envelopes_of(tx, case.case_id))
    assert sealed
    assert all(EVIL not in envelope.recipients for envelope in sealed)
    assert tom.recipient is not None
    assert all(tom.recipient in envelope.recipients for envelope in sealed)


async def test_a_case_that_somebody_has_already_goes_on_without_who_was_tampered_with(stage: Stage) -> None:
    case = await sends_report(stage)
    gerda = await stage.person(GERDA.first_name)
    assert gerda is not None
    assert gerda.person_id in case.readers
    await change(stage, "UPDATE people SET recipient = ? WHERE person_id = ?", EVIL, gerda.person_id)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "Hij belde weer.")
    await stage.taps("Sanne", "Aanvulling versturen")
    sealed = await stage.read(lambda tx: envelopes_of(tx, case.case_id))
    added = [envelope for envelope in sealed if envelope.part == "supplement"]
    assert added
    assert all(EVIL not in e.recipients and gerda.recipient not in e.recipients for e in added)


async def test_who_was_tampered_with_is_told_and_nobody_else_waits(stage: Stage) -> None:
    gerda = await stage.person(GERDA.first_name)
    assert gerda is not None
    await change(stage, "UPDATE people SET role = 'burgemeester' WHERE person_id = ?", gerda.person_id)
    stage.hears()
    with pytest.raises(FieldEncryptionError):
        await stage.says(GERDA.first_name, "/zaken")
    alarms: list[str] = []
    processing = stage.parts.processing
    await Receiver(processing.process, processing.bury, alarms.append).take([stage.last_update])
    await stage.settles()
    assert alarms == ["damaged"]
    assert asked(stage, GERDA.first_name), "told that something went wrong, past the outbox"
    assert len(await stage.read(inbox.dead_updates)) == 1
    await stage.says("Sanne", "/menu")
    assert asked(stage, "Sanne")
    found, damaged = await stage.read(lambda tx: people.everybody(tx, stage.world.field_encryption))
    assert damaged == [gerda.person_id]
    assert len(found) == len(EVERYBODY) - 1


async def test_a_message_that_cannot_be_read_is_given_up_and_the_next_one_goes(stage: Stage) -> None:
    sanne = await stage.person("Sanne")
    assert sanne is not None
    fe, now = stage.world.field_encryption, stage.clock.now()
    waiting = OutboxMessage(
        prompt_id="waits", person_id=sanne.person_id, kind=OutboxKind.SAY, body={}, due_at=now, created_at=now
    )
    await stage.db.transaction(lambda tx: outbox.enqueue(tx, fe, waiting))
    await change(stage, "UPDATE outbox SET body = x'01020304' WHERE state = 'queued'")
    await stage.says("Sanne", "/privacy")
    await stage.settles()
    dead = await stage.read(outbox.list_dead)
    assert [(d.person_id, d.error_class) for d in dead] == [(sanne.person_id, "DamagedFieldError")]
    assert any("Wie kan wat" in line for line in asked(stage, "Sanne"))


# ---- the delivery itself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE outbox SET body = x'01020304' WHERE prompt_id = 'to-anna'",
        "UPDATE outbox SET body = CAST(x'01' || randomblob(60) AS BLOB) WHERE prompt_id = 'to-anna'",
        "UPDATE people SET role = 'griffier' WHERE person_id = 'anna'",
    ],
    ids=["cut off", "under another key", "a person who was changed"],
)
async def test_what_cannot_be_read_is_a_dead_letter_and_keeps_nobody_waiting(
    world: World, damage: str
) -> None:
    await world.enqueue(message("to-anna"), message("to-bert", to="bert"))
    await world.db.transaction(lambda tx: tx.execute(damage).close())
    async with delivering(world) as running, asyncio.timeout(20):
        await world.gateway.until(lambda: world.gateway.texts(7002) == ["to-bert"])
        while not (given_up := await world.db.read(outbox.list_dead)):
            await running.tick()
    assert [(dead.prompt_id, dead.error_class.endswith("Error")) for dead in given_up] == [("to-anna", True)]
    assert world.gateway.texts(7001) == []
