"""The head of the audit log goes along with every notice of a case, and shows later whether the log was cut off."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rendering import Rendering
from conversations.texts import load_catalogue
from storage import audit, outbox
from storage.audit import AuditHeadMissingError, NotedHead
from storage.outbox import OutboxMessage
from tests.bot.people import EVERYBODY, GERDA, sends_report
from tests.stage import Stage, open_stage

CHECK_NUMBER = re.compile(r"Controlegetal van het logboek: ((?:[0-9a-f]{4}-){3}[0-9a-f]{4})$", re.MULTILINE)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


async def messages(stage: Stage) -> list[OutboxMessage]:
    fe = stage.world.field_encryption
    return await stage.read(
        lambda tx: [
            found
            for row in tx.execute(
                "SELECT prompt_id FROM outbox WHERE kind = 'say' ORDER BY outbox_id"
            ).fetchall()
            if (found := outbox.prompt(tx, fe, row["prompt_id"])) is not None
        ]
    )


async def rendered(stage: Stage, message: OutboxMessage) -> str:
    """The message as the running bot sends it."""
    rendering = Rendering(
        stage.db, stage.world.field_encryption, stage.parts.place.pack, load_catalogue(), audit_heads=True
    )
    return "\n".join((await rendering.render(message)).parts)


async def test_a_handler_gets_it_with_a_notice_and_a_reporter_never(stage: Stage) -> None:
    await sends_report(stage)
    gerda = await stage.person(GERDA.first_name)
    assert gerda is not None
    head = await stage.read(audit.chain_head)
    carried = {}
    for message in await messages(stage):
        numbers = CHECK_NUMBER.findall(await rendered(stage, message))
        if numbers:
            carried[message.person_id] = numbers
        assert bool(numbers) == bool(message.body["notice_of"])
    assert carried[gerda.person_id] == [head.check_number]
    sanne = await stage.person("Sanne")
    assert sanne is not None
    assert sanne.person_id not in carried


async def test_a_log_that_was_cut_off_shows_by_what_a_handler_received(stage: Stage) -> None:
    case = await sends_report(stage)
    notice = next(m for m in await messages(stage) if m.body["notice_of"] == case.case_id)
    (received,) = CHECK_NUMBER.findall(await rendered(stage, notice))
    noted = NotedHead.parse(received)
    assert await stage.read(lambda tx: audit.verify_noted(tx, noted)) == await stage.read(audit.chain_head)
    await stage.says("Sanne", "/mijn")
    await stage.read(lambda tx: audit.verify_noted(tx, noted))
    kept = (await stage.read(audit.chain_head)).seq - 3
    await stage.db.transaction(lambda tx: tx.execute("DELETE FROM audit WHERE seq > ?", (kept,)).close())
    assert (await stage.read(audit.verify_chain)).seq == kept, "on its own the chain is whole"
    with pytest.raises(AuditHeadMissingError):
        await stage.read(lambda tx: audit.verify_noted(tx, noted))


def test_it_reveals_no_count() -> None:
    numbers = {audit.ChainHead(seq=seq, hash=bytes(range(32))).check_number for seq in (1, 412, 9_999)}
    assert numbers == {"0001-0203-0405-0607"}
