"""A case that goes on: somebody stands in until a day, it starts again, and a request that becomes a report."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.casework.model import Case, CaseState
from storage import stand_ins
from tests.bot.case_stage import BEN, GERDA, GIJS, PIM, SANNE, outbox_bodies, report, screen, the_case
from tests.bot.test_case_phone import WORDS, documents
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened
        assert opened.parts.postman.failed == []


# ---- standing in ------------------------------------------------------------------------------------------------


async def test_a_stand_in_ends_by_itself_and_both_are_told(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Vervanger bij vakantie")
    await stage.taps("Gerda", "Pim Voorbeeld (Plaatsvervangend griffier)")
    assert "Je neemt waar voor Gerda Test-de Vries, tot zaterdag 28 november" in screen(stage, "Pim")
    await stage.taps("Gerda", "Een andere dag")
    await stage.says("Gerda", "ooit")
    assert "Daar lees ik geen dag in" in screen(stage, "Gerda")
    await stage.says("Gerda", "2 december")
    await stage.says("Pim", "/zaken")
    assert "Jij neemt waar voor Gerda Test-de Vries, tot woensdag 2 december" in screen(stage, "Pim")
    await stage.says("Gerda", "/zaken")
    assert "Voor jou neemt waar: Pim Voorbeeld, tot woensdag 2 december" in screen(stage, "Gerda")
    pim = await stage.person("Pim")
    assert pim is not None
    assert pim.person_id in (await the_case(stage)).told
    await stage.clock_moves(days=9)
    assert pim.person_id in (await the_case(stage)).told
    await stage.clock_moves(days=3)
    assert pim.person_id not in (await the_case(stage)).told
    assert await stage.read(stand_ins.stand_ins) == {}
    assert "Er wordt niet meer voor je waargenomen" in screen(stage, "Gerda")
    assert "Je hoeft niet meer waar te nemen voor Gerda Test-de Vries" in screen(stage, "Pim")
    assert "De tijd van het waarnemen is voorbij" in screen(stage, "Pim")
    assert "Je collega is er weer" not in screen(stage, "Pim")
    last = (await the_case(stage)).ledger[-1]
    assert (last.what, last.by) == ("stand-in-over", ""), "nobody did that"
    assert case.case_id == (await the_case(stage)).case_id
    await stage.says("Sanne", "/start")
    await report(stage)
    assert pim.person_id not in (await the_case(stage)).told


async def test_who_is_back_earlier_ends_it_and_the_timer_does_nothing_more(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Vervanger bij vakantie")
    await stage.taps("Gerda", "Pim Voorbeeld (Plaatsvervangend griffier)")
    await stage.taps("Gerda", "Ik ben er weer")
    assert await stage.read(stand_ins.stand_ins) == {}
    await stage.clock_moves(days=8)
    told = [b["texts"][0] for b in await outbox_bodies(stage) if b.get("texts")]
    assert "case-stand-in-over" not in told
    assert told.count("stand-in-over-deputy") == 1


# ---- it goes on -------------------------------------------------------------------------------------------------


async def closed(stage: Stage) -> Case:
    """A case that was closed, with the reporter's consent."""
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    for label in ("Wat kan ik doen?", "Afronden", "Vraag het de melder"):
        await stage.taps("Gerda", label)
    await stage.taps("Sanne", "Ja, het is klaar")
    return await the_case(stage)


async def test_the_reporter_opens_it_again_in_two_taps(stage: Stage) -> None:
    case = await closed(stage)
    assert case.state is CaseState.CLOSED
    await stage.taps("Sanne", "Het is weer begonnen")
    assert "112" in screen(stage, "Sanne")
    await stage.taps("Sanne", "Ja, waarschuw nu")
    case = await the_case(stage)
    assert (case.state, case.urgent) == (CaseState.SENT, True)
    assert "nieuwe dreiging" in screen(stage, "Gerda")
    await stage.taps("Gerda", "Ik heb dit gezien")
    assert (await the_case(stage)).received_at is not None


async def doubt(stage: Stage) -> Case:
    """Sanne asks for a talk, and registers nothing."""
    await stage.says("Sanne", "/twijfel")
    await stage.taps("Sanne", "Ja, laat iemand mij bellen")
    await stage.taps("Sanne", "Overslaan")
    return await the_case(stage)


async def test_a_doubt_becomes_a_report_when_the_reporter_says_so(stage: Stage) -> None:
    asked = await doubt(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Melding ervan maken?")
    assert len(await stage.cases()) == 1
    await stage.taps("Sanne", "Maak hier een melding van")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", WORDS)
    await stage.taps("Sanne", "Nu al versturen")
    assert len(await stage.cases()) == 1
    await stage.taps("Sanne", "Versturen")
    by_id = {c.case_id: c for c in await stage.cases()}
    before = by_id.pop(asked.case_id)
    (made,) = by_id.values()
    assert (made.kind, made.origin_reference) == ("report", asked.reference)
    assert (before.state, before.kind) == (CaseState.CLOSED, "doubt")
    assert f"{asked.reference} gaat verder als melding" in screen(stage, "Gerda")
    (sealed,) = [d for d in await documents(stage, made) if d["kind"] == "report"]
    assert sealed["follows"] == asked.reference
    await stage.taps("Gerda", "Wat kan ik doen?", under=made.reference)
    assert f"Komt uit gesprek: {asked.reference}" in screen(stage, "Gerda")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Twijfel {asked.reference}")
    await stage.taps("Sanne", "Maak hier een melding van")
    assert (await stage.snapshot("Sanne")).draft is None


async def test_a_doubt_is_made_a_report_from_the_reporters_own_list_in_two_taps(stage: Stage) -> None:
    asked = await doubt(stage)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Twijfel {asked.reference}")
    await stage.taps("Sanne", "Maak hier een melding van")
    draft = (await stage.snapshot("Sanne")).draft
    assert draft is not None
    assert draft.origin == asked.case_id
    assert len(await stage.cases()) == 1


async def test_who_is_left_out_of_the_report_hears_nothing_through_the_doubt(stage: Stage) -> None:
    asked = await doubt(stage)
    stage.hears()
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Twijfel {asked.reference}")
    await stage.taps("Sanne", "Maak hier een melding van")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    before = screen(stage, "Gerda")
    await stage.says("Sanne", WORDS)
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Wie dit niet mag krijgen")
    await stage.taps("Sanne", "Griffier")
    await stage.taps("Sanne", "Naar het overzicht")
    await stage.taps("Sanne", "Versturen")
    assert len(await stage.cases()) == 2
    assert screen(stage, "Gerda") == before
    still = next(c for c in await stage.cases() if c.case_id == asked.case_id)
    assert (still.state, still.ledger) == (asked.state, asked.ledger)
