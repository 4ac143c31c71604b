"""Who asks what is kept about them sees all that the server can read, and is told who can show the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.world import Character
from conversations.own_data import _CHECK_IN_STATES
from storage import people
from storage.check_ins import CheckInState
from storage.people import PersonKind
from tests.stage import Stage, open_stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
TIM = Character(
    name="Tim Proef", first_name="Tim", kind=PersonKind.REPORTER, office="raadslid", language="en"
)
GERDA = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, TIM, GERDA) as opened:
        yield opened


async def asks(stage: Stage, name: str, command: str = "/mijngegevens") -> str:
    stage.hears()
    await stage.says(name, command)
    return "\n".join(str(news) for news in stage.hears(name))


async def test_a_new_reporter_has_a_profile_and_nothing_else(stage: Stage) -> None:
    shown = await asks(stage, "Sanne")
    for part in (
        "Sanne Proef",
        "Raadslid",
        "Nederlands",
        "nog niets verstuurd",
        "geen melding aan het schrijven",
    ):
        assert part in shown
    english = await asks(stage, "Tim", "/mydata")
    assert "You have not sent anything yet" in english
    assert "Sanne" not in english


async def test_draft_reports_and_check_ins_are_shown_and_sealed_words_are_not(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", "Hij stond weer voor de deur")
    assert "Hij stond weer voor de deur" in await asks(stage, "Sanne")
    assert "Hij stond weer" not in await asks(stage, "Tim", "/mydata")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    person = await stage.person("Sanne")
    assert person is not None
    fe, person_id = stage.world.field_encryption, person.person_id
    await stage.db.transaction(lambda tx: people.change_phone(tx, fe, person_id, "06 00000000"))
    (case,) = await stage.cases()
    shown = await asks(stage, "Sanne")
    assert f"▪ {case.reference}, verstuurd zaterdag 21 november om 20.15 uur: nog niet bevestigd" in shown
    assert shown.count(f"over {case.reference}: gepland") == 3
    assert "06 00000000" in shown
    assert "verzegeld" in shown
    assert "Hij stond weer" not in shown


async def test_asking_changes_nothing(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    before = await stage.snapshot("Sanne")
    await asks(stage, "Sanne")
    assert await stage.snapshot("Sanne") == before


async def test_a_handler_sees_who_they_are_and_no_report(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", "Hij stond weer voor de deur")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    shown = await asks(stage, "Gerda")
    assert "Gerda Test-de Vries, Griffier" in shown
    assert "R-" not in shown
    assert "verstuurd" not in shown.partition("Wie je bent")[2]


def test_every_state_of_a_check_in_has_words() -> None:
    assert set(_CHECK_IN_STATES) == {state.value for state in CheckInState}
