"""A case from report to closing on the real bot: consent, messages, talks, police, damage, who handles it, the clocks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo_world import Character
from conversations.case_model import ActionState, Case, CaseState
from storage import case_messages
from storage.people import PersonKind
from tests.stage import Stage, open_stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind("reporter"), office="raadslid")
GERDA = Character(name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind("case_handler"), role="griffier")
PIM = Character(name="Pim Voorbeeld", first_name="Pim", kind=PersonKind("case_handler"), role="plaatsvervangend-griffier")
BEN = Character(name="Ben Testema", first_name="Ben", kind=PersonKind("informed_officer"), role="burgemeester")
GIJS = Character(name="Gijs Voorbeeldsma", first_name="Gijs", kind=PersonKind("case_handler"), role="gemeentesecretaris")
SECRET = "Hij stond gisteren met een honkbalknuppel voor mijn deur"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened


async def report(stage: Stage) -> Case:
    """Sanne sends the shortest report there is."""
    await stage.says("Sanne", SECRET)
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    return await the_case(stage)


async def the_case(stage: Stage) -> Case:
    return (await stage.cases())[0]


def screen(stage: Stage, name: str) -> str:
    """Everything in a chat."""
    chat = stage.phones.chat(stage.actors[name].telegram_id)
    return "\n".join(m.text for m in chat.messages.values() if m.by_bot)


async def test_smoke(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Voorstellen")
    await stage.taps("Gerda", "Ordegesprek")
    await stage.taps("Gerda", "Stel dit voor")
    await stage.taps("Sanne", "Ja")
    await stage.taps("Sanne", "Ja, dit mag")
    await stage.taps("Gerda", "Dit is uitgevoerd")
    case = await the_case(stage)
    assert case.actions[0].state is ActionState.CARRIED_OUT
    print(screen(stage, "Gerda"))
    print("=====")
    print(screen(stage, "Sanne"))
    assert stage.parts.postman.failed == []
    assert 0
