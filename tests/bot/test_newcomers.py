"""Somebody starts to handle reports after one was sent: in its circle and its seal, told of nothing until the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.person_removal import remove
from bot.readers import unreadable_by
from conversations.casework.conversation import Case
from storage.envelopes import StoredEnvelope
from tests.bot.people import BEN, GERDA, PIM, SANNE, asked, sends_report
from tests.stage import Stage, open_stage

DEPUTY = "plaatsvervangend-griffier"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, BEN, roles=(DEPUTY,)) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def the_case(stage: Stage) -> Case:
    return (await stage.cases())[-1]


def read_by_pim(stage: Stage, sealed: list[StoredEnvelope]) -> list[str]:
    identity = stage.world.identities[DEPUTY]
    return [e.part for e in sealed if stage.opened(e, identity) is not None]


async def test_a_new_deputy_hears_nothing_at_once_and_the_case_says_who_cannot_read_it(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.enrols(PIM)
    await stage.clock_moves(minutes=1)
    assert asked(stage, "Pim") == []
    fe = stage.world.field_encryption
    assert await stage.read(lambda tx: unreadable_by(tx, fe, case)) == ("Pim Voorbeeld",)
    await stage.taps("Gerda", "Wat kan ik doen?")
    chat = stage.phones.chat(stage.actors["Gerda"].telegram_id)
    assert any("Nog niet alles te lezen voor: Pim Voorbeeld" in m.text for m in chat.messages.values())


async def test_what_is_sealed_from_then_on_is_sealed_to_the_new_deputy_as_well(stage: Stage) -> None:
    case = await sends_report(stage)
    before = len(await stage.envelopes(case.case_id))
    await stage.enrols(PIM)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    await stage.says("Gerda", "Ik bel je vanmiddag.")
    sealed = await stage.envelopes(case.case_id)
    assert read_by_pim(stage, sealed[:before]) == []
    assert "message" in read_by_pim(stage, sealed[before:])
    assert asked(stage, "Pim") == []
    after = await the_case(stage)
    pim = next(p for p, role in after.roles.items() if role == DEPUTY)
    assert after.deputies == (pim,)
    assert pim not in after.told


async def test_a_silent_griffier_makes_it_go_to_the_new_deputy_before_anybody_else(stage: Stage) -> None:
    await sends_report(stage)
    await stage.enrols(PIM)
    heard: list[str] = []
    for _ in range(60):
        await stage.clock_moves(hours=1)
        heard = asked(stage, "Pim")
        if heard:
            break
    assert any("is niet op tijd bevestigd" in line for line in heard)
    after = await the_case(stage)
    assert after.escalated == 1
    assert [after.roles[p] for p in after.told] == ["griffier", DEPUTY]


async def test_when_the_griffier_leaves_the_case_goes_to_who_came_since(stage: Stage) -> None:
    case = await sends_report(stage)
    assert case.reader_roles == ("griffier", DEPUTY)
    await stage.enrols(PIM)
    (gerda,) = case.told
    await remove(
        stage.db, stage.world.field_encryption, gerda, stage.world.config.evidence_folder, stage.clock
    )
    after = await the_case(stage)
    assert [after.roles.get(p) for p in after.readers] == [
        None
    ]  # nothing happened in the case yet: no role is known
    await stage.clock_moves(minutes=1)
    after = await the_case(stage)
    assert [after.roles[p] for p in after.told] == [DEPUTY]
    assert any("is niet op tijd bevestigd" in line for line in asked(stage, "Pim"))
