"""Who may see a case on the real bot: who is left out, steps back, takes over or stands in, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import audit
from tests.bot.case_stage import (
    BEN,
    GERDA,
    GIJS,
    PIM,
    SANNE,
    WORDS,
    outbox_bodies,
    propose,
    report,
    screen,
    the_case,
)
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def test_a_report_about_the_griffier_never_reaches_the_griffier(stage: Stage) -> None:
    stage.hears()
    before = screen(stage, "Gerda")
    case = await report(stage, without="Griffier")
    gerda = await stage.person("Gerda")
    assert gerda is not None
    await stage.clock_moves(days=3)
    case = await the_case(stage)
    everywhere = (*case.handlers, *case.deputies, *case.told, *case.informed, *case.escalation)
    assert gerda.person_id not in (*everywhere, *case.readers, *case.colleagues)
    assert screen(stage, "Gerda") == before
    for envelope in await stage.envelopes(case.case_id):
        assert gerda.recipient not in envelope.recipients
        assert stage.opened(envelope, stage.world.identities["griffier"]) is None
    lines = await stage.read(lambda tx: audit.lines_about(tx, case.case_id))
    assert gerda.person_id not in {line.actor for line in lines}
    await stage.says("Gerda", "/zaken")
    await stage.says("Gerda", "/klokken")
    assert case.reference not in screen(stage, "Gerda")


async def test_a_button_of_another_case_is_refused_and_recorded(stage: Stage) -> None:
    case = await report(stage)
    _, data = stage.button("Gerda", "Wat kan ik doen?")
    await stage.presses("Gijs", data)
    assert case.reference not in screen(stage, "Gijs")


async def test_two_handlers_press_the_same_button_at_once(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Vervanger bij vakantie")
    await stage.taps("Gerda", "Pim Voorbeeld (Plaatsvervangend griffier)")
    await propose(stage, "Ordegesprek")
    await stage.taps("Sanne", "Ja")
    await stage.taps("Sanne", "Ja, dit mag")
    presses = [stage.button(name, "Dit is uitgevoerd") for name in ("Gerda", "Pim")]
    await asyncio.gather(
        *(stage.presses(n, d, m) for n, (m, d) in zip(("Gerda", "Pim"), presses, strict=True))
    )
    case = await the_case(stage)
    assert [e.what for e in case.ledger].count("carried-out") == 1
    told = [b for b in await outbox_bodies(stage) if b.get("texts", [""])[0] == "action-done-you"]
    assert len(told) == 1


async def test_who_steps_back_gets_nothing_more_and_the_next_one_reads_what_comes(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Ik trek me terug")
    await stage.taps("Gerda", "Ja, ik trek me terug")
    silent_from = screen(stage, "Gerda")
    case = await the_case(stage)
    sealed_before = len(await stage.envelopes(case.case_id))
    await stage.taps("Pim", "Wat kan ik doen?")
    await stage.taps("Pim", "Bericht sturen")
    await stage.says("Pim", WORDS)
    await stage.clock_moves(days=2)
    assert screen(stage, "Gerda") == silent_from
    gerda = stage.world.identities["griffier"]
    fresh = (await stage.envelopes(case.case_id))[sealed_before:]
    assert fresh
    assert [stage.opened(e, gerda) for e in fresh] == [None] * len(fresh)


async def test_a_hand_over_shows_who_cannot_read_it_yet(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Overdragen")
    await stage.taps("Gerda", "Gijs Voorbeeldsma (Gemeentesecretaris)")
    await stage.taps("Gijs", "Ik neem dit over")
    await stage.taps("Gijs", "Wat kan ik doen?")
    assert "Nog niet alles te lezen voor: Gijs Voorbeeldsma" in screen(stage, "Gijs")
    assert "nieuwe contactpersoon: Gemeentesecretaris" in screen(stage, "Sanne")


async def test_a_stand_in_gets_every_case_and_new_ones_until_the_other_is_back(stage: Stage) -> None:
    first = await report(stage)
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Vervanger bij vakantie")
    await stage.taps("Gerda", "Gijs Voorbeeldsma (Gemeentesecretaris)")
    gijs = await stage.person("Gijs")
    assert gijs is not None
    await report(stage)
    assert [gijs.person_id in c.told for c in await stage.cases()] == [True] * 3
    assert first.reference in screen(stage, "Gijs")
    await stage.taps("Gerda", "Ik ben er weer")
    assert [gijs.person_id in c.told for c in await stage.cases()] == [False] * 3
    await report(stage)
    assert gijs.person_id not in (await the_case(stage)).told
