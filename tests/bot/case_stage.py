"""A report on the real bot and what is seen of it: its people, their screens, the dossier and the outbox."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bot.demo.world import Character
from conversations.casework.model import Case
from storage import case_messages, outbox
from storage.people import PersonKind
from tests.stage import Stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
GERDA = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)
PIM = Character(
    name="Pim Voorbeeld",
    first_name="Pim",
    kind=PersonKind.CASE_HANDLER,
    role="plaatsvervangend-griffier",
)
BEN = Character(name="Ben Testema", first_name="Ben", kind=PersonKind.INFORMED_OFFICER, role="burgemeester")
GIJS = Character(
    name="Gijs Voorbeeldsma",
    first_name="Gijs",
    kind=PersonKind.CASE_HANDLER,
    role="gemeentesecretaris",
)

STORY = "Een man stond gisteren met een honkbalknuppel voor mijn deur"
WORDS = "Neem je zwager mee naar de honkbalwedstrijd"


async def report(stage: Stage, *, without: str = "") -> Case:
    """Sanne sends a short report, perhaps without somebody."""
    await stage.says("Sanne", STORY)
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.taps("Sanne", "Nu al versturen")
    if without:
        await stage.taps("Sanne", "Wie dit niet mag krijgen")
        await stage.taps("Sanne", without)
        await stage.taps("Sanne", "Naar het overzicht")
    await stage.taps("Sanne", "Versturen")
    return await the_case(stage)


async def the_case(stage: Stage) -> Case:
    return (await stage.cases())[-1]


def screen(stage: Stage, name: str) -> str:
    """Everything that the bot wrote in a chat."""
    chat = stage.phones.chat(stage.actors[name].telegram_id)
    return "\n".join(m.text for m in chat.messages.values() if m.by_bot)


async def documents(stage: Stage, case: Case, role: str) -> list[dict[str, Any]]:
    """Everything of a case that this role can open, in order."""
    identity = stage.world.identities[role]
    opened = [stage.opened(e, identity) for e in await stage.envelopes(case.case_id)]
    return [json.loads(e.content) for e in opened if e is not None]


async def outbox_bodies(stage: Stage) -> list[dict[str, Any]]:
    """Everything that was ever queued."""
    fe = stage.world.field_encryption

    def load(tx: sqlite3.Connection) -> list[dict[str, Any]]:
        found = (outbox.prompt(tx, fe, row[0]) for row in tx.execute("SELECT prompt_id FROM outbox"))
        return [message.body for message in found if message is not None]

    return await stage.read(load)


async def waiting_words(stage: Stage) -> int:
    return await stage.read(case_messages.waiting)


async def propose(stage: Stage, measure: str) -> None:
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Voorstellen")
    await stage.taps("Gerda", measure)
    await stage.taps("Gerda", "Stel dit voor")
