"""After the end: what the reporter is promised when a case is closed, or its handler is gone, reaches somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.person_removal import remove
from conversations.casework.model import Case, CaseState
from tests.bot.case_stage import BEN, GERDA, GIJS, PIM, SANNE, report, the_case
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def closed(stage: Stage) -> Case:
    """A case that was closed, with the reporter's consent."""
    await report(stage)
    for label in ("Ik heb dit gezien", "Wat kan ik doen?", "Afronden", "Vraag het de melder"):
        await stage.taps("Gerda", label)
    await stage.taps("Sanne", "Ja, het is klaar")
    case = await the_case(stage)
    assert case.state is CaseState.CLOSED
    return case


def new_on(stage: Stage, name: str) -> str:
    """What came in a chat since somebody last looked, short texts over a button included."""
    return "\n".join(n.text or (n.message.text if n.message else "") for n in stage.hears(name))


async def test_an_addition_to_a_closed_case_is_told_to_its_handler(stage: Stage) -> None:
    case = await closed(stage)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "Er kwam nog een brief")
    stage.hears()
    await stage.taps("Sanne", "Aanvulling versturen")
    assert f"Bij {case.reference} is iets toegevoegd" in new_on(stage, "Gerda")
    assert "hoort bij een eerder moment" not in new_on(stage, "Sanne")


async def test_a_shared_check_in_of_a_closed_case_is_told_to_its_handler(stage: Stage) -> None:
    case = await closed(stage)
    await stage.clock_moves(hours=13)
    await stage.taps("Sanne", "Begin")
    for label in ("Nee", "Overslaan", "Overslaan", "Overslaan", "Overslaan"):
        await stage.taps("Sanne", label)
    stage.hears()
    await stage.taps("Sanne", "Mijn contactpersoon")
    assert case.reference in new_on(stage, "Gerda")
    assert "hoort bij een eerder moment" not in new_on(stage, "Sanne")


async def test_a_closed_case_can_be_withdrawn_and_its_handler_hears_it(stage: Stage) -> None:
    case = await closed(stage)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Intrekken")
    stage.hears()
    await stage.taps("Sanne", "Ja, trek het in")
    assert (await the_case(stage)).state is CaseState.WITHDRAWN
    assert f"{case.reference} is ingetrokken" in new_on(stage, "Gerda")


async def removed(stage: Stage, name: str) -> str:
    """An administrator removes somebody; who that was."""
    person = await stage.person(name)
    assert person is not None
    config, fe = stage.world.config, stage.world.field_encryption
    await remove(stage.db, fe, person.person_id, config.evidence_folder, stage.clock)
    stage.hears()
    return person.person_id


async def writes(stage: Stage, case: Case, words: str) -> None:
    """Sanne sends a message to whoever handles the case."""
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Bericht aan contactpersoon")
    await stage.says("Sanne", words)


async def test_whoever_confirmed_and_is_removed_leaves_no_case_behind_unheard(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    gerda = await removed(stage, "Gerda")
    await stage.clock_moves(minutes=1)
    assert case.reference in new_on(stage, "Pim")
    after = await the_case(stage)
    assert gerda not in (*after.told, *after.handlers, after.received_by)
    await stage.taps("Pim", "Ik heb dit gezien")
    await writes(stage, case, "Is er iemand?")
    assert "Is er iemand?" in new_on(stage, "Pim")


async def test_nobody_but_the_removed_handler_was_told_so_the_next_one_is_at_once(stage: Stage) -> None:
    case = await report(stage)
    await removed(stage, "Gerda")
    await stage.clock_moves(minutes=1)
    assert case.reference in new_on(stage, "Pim")


async def test_a_case_that_somebody_else_confirmed_stays_as_it_was(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    pim = await removed(stage, "Pim")
    await stage.clock_moves(minutes=1)
    after = await the_case(stage)
    assert (after.received_by, after.state) == (after.handlers[0], CaseState.RECEIVED)
    assert pim not in after.deputies
    assert case.reference not in new_on(stage, "Gijs")


async def test_what_is_written_in_a_closed_case_of_a_removed_handler_reaches_the_deputy(stage: Stage) -> None:
    case = await closed(stage)
    await removed(stage, "Gerda")
    await writes(stage, case, "Toch nog een vraag")
    assert "Toch nog een vraag" in new_on(stage, "Pim")


async def asks(stage: Stage, label: str) -> None:
    """Gerda asks the gemeentesecretaris to do this."""
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", label)
    chat = stage.phones.chat(stage.actors["Gerda"].telegram_id)
    await stage.taps("Gerda", next(b for _, b, _ in chat.buttons() if b.startswith("Gijs Voorbeeldsma")))


async def test_who_was_asked_to_take_over_still_can_when_the_other_is_removed(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Overdragen")
    gerda = await removed(stage, "Gerda")
    await stage.taps("Gijs", "Ik neem dit over")
    after, gijs = await the_case(stage), await stage.person("Gijs")
    assert gijs is not None
    assert (after.handlers[0], after.received_by) == (gijs.person_id, gijs.person_id)
    assert gerda not in (*after.told, *after.handlers, *after.readers)


async def test_a_removed_stand_in_is_told_to_who_is_away(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Vervanger bij vakantie")
    await removed(stage, "Gijs")
    await stage.clock_moves(minutes=1)
    assert "Er wordt niet meer voor je waargenomen" in new_on(stage, "Gerda")
    await stage.says("Gerda", "/zaken")
    assert "Voor jou neemt waar" not in new_on(stage, "Gerda")


async def test_a_call_asked_of_somebody_who_blocked_the_bot_goes_to_the_next_at_once(stage: Stage) -> None:
    await stage.blocks("Gerda")
    await stage.says("Sanne", "/nood")
    stage.hears()
    await stage.taps("Sanne", "Laat iemand mij bellen")
    await stage.clock_moves(minutes=1)
    assert (await the_case(stage)).reference in new_on(stage, "Pim")


async def test_a_call_asked_of_somebody_who_can_be_reached_waits_for_them(stage: Stage) -> None:
    await stage.says("Sanne", "/nood")
    await stage.taps("Sanne", "Laat iemand mij bellen")
    stage.hears()
    await stage.clock_moves(minutes=1)
    assert (await the_case(stage)).reference not in new_on(stage, "Pim")
