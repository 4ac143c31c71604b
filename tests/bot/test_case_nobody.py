"""Nobody reads of their words or their step that it counted, when it did not: refused steps, requests withdrawn, people
who are gone, and a file that was on its way."""

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


def new_on(stage: Stage, name: str) -> str:
    """What came in a chat since somebody last looked, short texts over a button included."""
    return "\n".join(n.text or (n.message.text if n.message else "") for n in stage.hears(name))


async def person_id(stage: Stage, name: str) -> str:
    """Who this is."""
    person = await stage.person(name)
    assert person is not None
    return person.person_id


async def removed(stage: Stage, *names: str) -> None:
    """An administrator removes these people."""
    config, fe = stage.world.config, stage.world.field_encryption
    for name in names:
        await remove(stage.db, fe, await person_id(stage, name), config.evidence_folder, stage.clock)
    stage.hears()


async def asks(stage: Stage, label: str, *names: str) -> None:
    """Gerda asks these colleagues, one after the other, from the same list."""
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", label)
    for name in names:
        chat = stage.phones.chat(stage.actors["Gerda"].telegram_id)
        await stage.taps("Gerda", next(b for _, b, _ in chat.buttons() if b.startswith(name)))


async def writes(stage: Stage, case: Case, words: str) -> None:
    """Sanne sends a message to whoever handles the case."""
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Bericht aan contactpersoon")
    await stage.says("Sanne", words)


# ---- a step that is refused -------------------------------------------------------------------------------------


async def test_a_refused_step_is_no_work_on_the_case(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Vervanger bij vakantie", "Gijs")
    await asks(stage, "Overdragen", "Gijs", "Pim")
    stage.hears()
    await stage.taps("Gijs", "Ik neem dit over")
    assert "Dit is niet aan jou gevraagd." in new_on(stage, "Gijs")
    after = await the_case(stage)
    assert (after.state, after.received_by, after.handled_at) == (CaseState.SENT, "", None)
    for name in ("Sanne", "Gerda", "Pim"):
        assert new_on(stage, name) == ""


# ---- who was only asked -----------------------------------------------------------------------------------------


async def test_a_second_request_withdraws_the_first(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await asks(stage, "Overdragen", "Gijs", "Pim")
    assert "Een ander is gevraagd" in new_on(stage, "Gijs")
    assert (await the_case(stage)).told == (await person_id(stage, "Gerda"), await person_id(stage, "Pim"))
    await stage.taps("Pim", "Ik neem dit over")
    assert (await the_case(stage)).told == (await person_id(stage, "Pim"),)
    await stage.taps("Gijs", "Ik neem dit over")
    assert (await the_case(stage)).handlers == (await person_id(stage, "Pim"),)
    await stage.says("Gijs", "/zaken")
    assert case.reference not in new_on(stage, "Gijs")


async def test_who_stands_in_keeps_the_case_when_the_request_to_them_is_withdrawn(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Overdragen", "Gijs")
    await asks(stage, "Vervanger bij vakantie", "Gijs")
    await asks(stage, "Overdragen", "Pim")
    assert await person_id(stage, "Gijs") in (await the_case(stage)).told


async def test_who_stood_in_and_was_asked_to_take_over_still_can(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Vervanger bij vakantie", "Gijs")
    await asks(stage, "Overdragen", "Gijs")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Ik ben er weer")
    await stage.taps("Gijs", "Ik neem dit over")
    assert (await the_case(stage)).handlers == (await person_id(stage, "Gijs"),)


async def test_another_stand_in_ends_the_first(stage: Stage) -> None:
    await report(stage)
    await asks(stage, "Vervanger bij vakantie", "Gijs", "Pim")
    assert (await the_case(stage)).told == (await person_id(stage, "Gerda"), await person_id(stage, "Pim"))


async def test_the_reminder_of_a_request_does_not_need_who_made_it(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await asks(stage, "Overdragen", "Gijs")
    await removed(stage, "Gerda")
    await stage.clock_moves(days=3)
    assert f"gevraagd om {case.reference} over te nemen" in new_on(stage, "Gijs")
    await stage.taps("Gijs", "Ik neem dit over")
    assert "" not in (await the_case(stage)).former
    assert "Je krijgt er geen bericht meer over" not in new_on(stage, "Gijs")


# ---- nobody is left ---------------------------------------------------------------------------------------------


async def test_a_message_to_nobody_says_so_and_names_another_route(stage: Stage) -> None:
    case = await report(stage)
    await removed(stage, "Pim", "Gijs", "Ben", "Gerda")
    await stage.clock_moves(hours=1)
    stage.hears()
    await writes(stage, case, "Is er iemand?")
    heard = new_on(stage, "Sanne")
    assert "Verstuurd. Wil je" not in heard
    assert "gaat meteen naar je contactpersoon" not in heard
    assert heard.count("nu niemand die dit kan lezen") == 2
    assert "070-3738314" in heard


async def test_what_is_written_when_nobody_was_left_reaches_who_came_since(stage: Stage) -> None:
    case = await report(stage)
    await removed(stage, "Pim", "Gijs", "Ben", "Gerda")
    await stage.clock_moves(hours=1)
    await stage.enrols(GERDA.__class__(**{**vars(GERDA), "first_name": "Greet", "name": "Greet Nep"}))
    stage.hears()
    await writes(stage, case, "Is er iemand?")
    assert "Is er iemand?" in new_on(stage, "Greet")
    assert "niemand" not in new_on(stage, "Sanne")


async def test_an_addition_for_nobody_says_so(stage: Stage) -> None:
    case = await report(stage)
    await removed(stage, "Pim", "Gijs", "Ben", "Gerda")
    await stage.clock_moves(hours=1)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "Er kwam nog een brief")
    stage.hears()
    await stage.taps("Sanne", "Aanvulling versturen")
    assert "nu niemand die dit kan lezen" in new_on(stage, "Sanne")


# ---- the reporter is gone ---------------------------------------------------------------------------------------


async def test_a_message_to_a_removed_reporter_is_not_called_sent(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await removed(stage, "Sanne")
    await stage.taps("Gerda", "Bericht sturen")
    await stage.says("Gerda", "Hoe gaat het?")
    heard = new_on(stage, "Gerda")
    assert "Er is niets verstuurd" in heard
    assert "✓ Verstuurd" not in heard


async def test_a_case_of_a_removed_reporter_can_be_closed_without_asking(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await removed(stage, "Sanne")
    for label in ("Wat kan ik doen?", "Afronden", "Vraag het de melder"):
        await stage.taps("Gerda", label)
    heard = new_on(stage, "Gerda")
    assert "niet meer ingeschreven" in heard
    assert "✓ Gevraagd" not in heard
    await stage.taps("Gerda", "Rond nu af")
    assert (await the_case(stage)).state is CaseState.CLOSED


# ---- a file on its way ------------------------------------------------------------------------------------------


async def test_a_file_on_its_way_when_its_sender_steps_back_is_told_to_the_reporter(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await report(stage)
    for label in ("Ik heb dit gezien", "Wat kan ik doen?", "Bericht sturen"):
        await stage.taps("Gerda", label)

    async def nothing_yet() -> int:
        return 0

    with monkeypatch.context() as slow:
        slow.setattr(stage.parts.worker, "fetch_wanted", nothing_yet)
        await stage.sends_file("Gerda", "brief.jpg", b"z" * 40, kind="photo")
        await stage.says("Gerda", "/zaken")
        await stage.taps("Gerda", case.reference)
        await stage.taps("Gerda", "Ik trek me terug")
        await stage.taps("Gerda", "Ja, ik trek me terug")
        stage.hears()
    await stage.settles()
    assert "✓ Veilig bewaard" in new_on(stage, "Gerda")
    assert f"voegde een bestand toe aan {case.reference}" in new_on(stage, "Sanne")


async def test_the_case_of_a_removed_handler_waits_for_the_morning(stage: Stage) -> None:
    case = await report(stage)
    await stage.clock_moves(hours=6)
    await removed(stage, "Gerda")
    await stage.clock_moves(minutes=1)
    assert case.reference not in new_on(stage, "Pim")
    await stage.clock_moves(hours=6)
    assert case.reference in new_on(stage, "Pim")


# ---- what was true when it could not be delivered ---------------------------------------------------------------


@pytest.mark.parametrize("confirmed", [False, True])
async def test_that_nobody_confirmed_is_not_told_any_more_once_somebody_did(
    stage: Stage, confirmed: bool
) -> None:
    await report(stage)
    await stage.blocks("Sanne")
    await stage.clock_moves(days=6)
    if confirmed:
        await stage.taps("Gerda", "Ik heb dit gezien")
    stage.hears()
    await stage.blocks("Sanne", blocked=False)
    await stage.clock_moves(minutes=2)
    heard = new_on(stage, "Sanne")
    assert ("nog niemand heeft" in heard) is not confirmed
    assert ("heeft je melding gezien" in heard or "gezien" in heard) is confirmed


# ---- it has started again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("reached", [False, True])
async def test_it_has_started_again_waits_for_nobody_who_blocked_the_bot(stage: Stage, reached: bool) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.blocks("Gerda", blocked=not reached)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Het is weer begonnen")
    stage.hears()
    await stage.taps("Sanne", "Ja, waarschuw nu")
    await stage.clock_moves(minutes=1)
    assert (case.reference in new_on(stage, "Pim")) is not reached


async def test_it_has_started_again_with_nobody_left_is_not_called_told(stage: Stage) -> None:
    case = await report(stage)
    await removed(stage, "Pim", "Gijs", "Ben", "Gerda")
    await stage.clock_moves(hours=1)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Het is weer begonnen")
    stage.hears()
    await stage.taps("Sanne", "Ja, waarschuw nu")
    heard = new_on(stage, "Sanne")
    assert "nu niemand die dit kan lezen" in heard
    assert "112" in heard
