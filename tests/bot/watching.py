"""Health with an administrator and a griffier, and time that passes, for tests of what is told and when.

Owns making it. Must not know what is tested.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.health.health import Health
from bot.health.systemd import Systemd
from bot.health.telling import Teller
from bot.health.trouble_file import TroubleFile
from conversations.texts import load_catalogue
from storage import people
from storage.people import Person, PersonKind
from tests.bot.fakes import World
from tests.conversations.shipped_packs import PACKS

ADMINISTRATOR = 9_901
PACK = PACKS["maassluis"]
GRIFFIER = Person(person_id="gerda", telegram_id=9_001, kind=PersonKind.CASE_HANDLER, role="griffier")


async def made(
    world: World,
    systemd: Systemd | None = None,
    *,
    enrolled: bool = True,
    administrator: bool = True,
    language: str = "nl",
    room: Callable[[], int] | None = None,
    file: TroubleFile | None = None,
) -> Health:
    """Health with an administrator and a griffier."""
    fe, now = world.fe, world.clock.now()
    person = Person(
        person_id="beheer", telegram_id=ADMINISTRATOR, kind=PersonKind.ADMINISTRATOR, language=language
    )

    def enrol(tx: sqlite3.Connection) -> None:
        if administrator:
            people.add_person(tx, fe, person, now)
        people.add_person(tx, fe, GRIFFIER, now)

    if enrolled:
        await world.db.transaction(enrol)
    zone = ZoneInfo(PACK.time_zone)
    teller = Teller(world.gateway, load_catalogue(), organisation="Gemeente Veldermeer", time_zone=zone)
    return Health(world.db, fe, teller, PACK, world.clock, systemd=systemd, room=room, file=file)


def told(world: World) -> list[str]:
    """What the administrator got."""
    return world.gateway.texts(ADMINISTRATOR)


async def passes(world: World, health: Health, seconds: float, *, every: float = 15) -> None:
    """Let time pass, with a look now and then and updates coming in."""
    for _ in range(int(seconds // every)):
        world.clock.advance(every)
        health.received()
        await health.look()
