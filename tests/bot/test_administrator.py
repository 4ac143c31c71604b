"""The administrator's chat on the whole bot: no reference, no notice, no dossier; and how the bot is doing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo.world import Character
from bot.dossier.shown import reader_of
from bot.health.looking import Queue
from bot.health.report import HealthReport
from bot.health.status import NOW, status_text
from bot.health.telling import ALARMS, nobody_code
from conversations.texts import load_catalogue
from conversations.wording import Words
from storage.people import PersonKind
from tests.bot.people import EVERYBODY, sends_report
from tests.stage import START, Stage, open_stage

ADMINISTRATOR = Character(name="Beheerder Test", first_name="Beheer", kind=PersonKind.ADMINISTRATOR)
REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{2}")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


def shown(stage: Stage) -> str:
    return "\n".join(str(news) for news in stage.hears("Beheer"))


async def test_the_welcome_says_what_the_chat_is_for(stage: Stage) -> None:
    actor = await stage.invites(ADMINISTRATOR)
    await stage.says("Beheer", f"/start {actor.token}")
    assert "als er iets hapert" in shown(stage)
    person = await stage.person("Beheer")
    assert person is not None
    assert (person.kind, person.role, person.office, person.recipient) == ("administrator", "", "", None)


async def test_a_report_passes_the_administrator_by(stage: Stage) -> None:
    await stage.enrols(ADMINISTRATOR)
    case = await sends_report(stage)
    await stage.clock_moves(days=2)
    assert shown(stage) == "", "no notice, no reminder, no escalation"
    for text in (
        "/zaken",
        "/cases",
        "/klokken",
        "/mijn",
        "/melden",
        f"/zaken {case.reference}",
        case.reference,
    ):
        await stage.says("Beheer", text)
    answers = shown(stage)
    assert answers
    assert REFERENCE.findall(answers) == []
    person = await stage.person("Beheer")
    assert person is not None
    assert person.person_id not in (*case.told, *case.informed, *case.readers)
    place = stage.parts.place
    assert await stage.read(lambda tx: reader_of(tx, place, person.person_id)) is None


async def test_what_is_kept_about_the_administrator_is_shown(stage: Stage) -> None:
    await stage.enrols(ADMINISTRATOR)
    await stage.says("Beheer", "/mijngegevens")
    assert "Beheerder Test, Beheerder" in shown(stage)
    await stage.says("Beheer", "/status")
    assert "ruggensteun doctor" in shown(stage)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_how_it_is_going_names_every_trouble_since_when(language: str) -> None:
    words = Words(load_catalogue(), language, ZoneInfo("Europe/Amsterdam"))
    well = HealthReport(at=START, started_at=START, received_at=None, looked_at=START, queue=Queue(queued=3))
    assert "✓" in status_text(well, words)
    codes = [nobody_code("griffier") if code == "nobody" else code for code in ALARMS]
    ill = HealthReport(
        at=START,
        started_at=START,
        received_at=START,
        looked_at=START,
        queue=Queue(queued=3, dead=1),
        disk_free_bytes=12_000_000,
        troubles=dict.fromkeys(codes, START),
    )
    text = status_text(ill, words)
    assert text.count("▪") == len(codes) == len(NOW)
    assert words.text("role-griffier") in text
    assert "12 MB" in text
