"""A whole organisation on the stage: Sanne with an office, and somebody in every role of a pack.

Owns what the requirement tests do and see again and again. Everybody in the organisation is called by their role. Must
not know what a requirement says.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.demo.world import Character
from conversations.casework.model import Case
from conversations.packs.kinds import RoleKind
from storage.people import PersonKind
from tests.conversations.shipped_packs import PACKS
from tests.stage import Stage, open_stage

STORY = "Een man stond bij mijn voordeur te schreeuwen"
OFFICE = {
    "standaard": "raadslid",
    "assen": "wethouder",
    "maassluis": "raadslid",
    "provincie-utrecht": "statenlid",
}
KINDS = {kind.value: PersonKind(kind.value) for kind in RoleKind}


@contextlib.asynccontextmanager
async def organisation(folder: Path, pack: str, office: str = "") -> AsyncIterator[Stage]:
    """Sanne with an office, and somebody in every other role of the pack, each called by that role."""
    sanne = Character(
        name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office=office or OFFICE[pack]
    )
    own = PACKS[pack].offices[sanne.office].own_role
    others = [
        Character(name=f"{role} Proef", first_name=role, kind=KINDS[rules.kind], role=role)
        for role, rules in PACKS[pack].roles.items()
        if role != own
    ]
    async with open_stage(folder, sanne, *others, pack=pack) as stage:
        yield stage
        assert stage.parts.postman.failed == []


async def report(stage: Stage, *, behaviour: str = "", without: str = "") -> Case:
    """Sanne sends a report, perhaps with a kind of behaviour, perhaps not to somebody."""
    await stage.says("Sanne", STORY)
    await stage.taps("Sanne", "Ja, ik ben veilig")
    if behaviour:
        for label in ("Verder", "Overslaan", "Overslaan", behaviour, "Verder"):
            await stage.taps("Sanne", label)
    await stage.taps("Sanne", "Nu al versturen")
    if without:
        for label in ("Wie dit niet mag krijgen", without, "Naar het overzicht"):
            await stage.taps("Sanne", label)
    await stage.taps("Sanne", "Versturen")
    return (await stage.cases())[-1]


def screen(stage: Stage, name: str) -> str:
    """Everything that the bot wrote in a chat."""
    chat = stage.phones.chat(stage.actors[name].telegram_id)
    return "\n".join(m.text for m in chat.messages.values() if m.by_bot)


def labels(stage: Stage, name: str, under: str) -> set[str]:
    """The buttons under the newest message with these words."""
    chat = stage.phones.chat(stage.actors[name].telegram_id)
    message = next(m for m in sorted(chat.messages.values(), key=lambda m: -m.message_id) if under in m.text)
    return {button.label for row in message.keyboard for button in row}


def heard(stage: Stage, case: Case) -> set[str]:
    """Who of the organisation has something about this case on the phone."""
    return {name for name in stage.actors if name != "Sanne" and case.reference in screen(stage, name)}


async def documents(stage: Stage, case: Case, role: str) -> list[dict[str, Any]]:
    """Everything of a case that this role can open."""
    identity = stage.world.identities[role]
    opened = [stage.opened(e, identity) for e in await stage.envelopes(case.case_id)]
    return [json.loads(e.content) for e in opened if e is not None]


async def card(stage: Stage, handler: str, measure: str) -> str:
    """The card of a measure, as the handler sees it before proposing."""
    before = screen(stage, handler)
    await stage.taps(handler, "Voorstellen")
    await stage.taps(handler, measure, under="Wat wil je voorstellen")
    return screen(stage, handler).removeprefix(before)
