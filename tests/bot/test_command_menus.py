"""The command menus: whoever has a part other than reporting finds its commands, and every command does something."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest

from bot.clock import ManualClock
from bot.command_menus import (
    ADMINISTRATOR,
    HANDLER,
    NAMES,
    OWN_REPORT,
    REGISTRAR,
    REPORTER,
    CommandMenus,
)
from bot.gateway import RefusedError
from conversations.events import CommandGiven
from conversations.machine import advance
from conversations.snapshot import Snapshot
from conversations.texts import load_catalogue
from storage import people
from storage.people import Person, PersonKind
from tests.bot.fakes import World
from tests.conversations.moments import AT, nonce, setting
from tests.conversations.shipped_packs import MAASSLUIS, UTRECHT


class Menus:
    """Telegram's side: the menu of every scope and language."""

    def __init__(self) -> None:
        self.shown: dict[tuple[int | None, str], list[str]] = {}
        self.calls = 0
        self.refuses: set[int] = set()

    async def set_my_commands(
        self, commands: Sequence[tuple[str, str]], *, language_code: str = "", chat_id: int | None = None
    ) -> None:
        self.calls += 1
        if chat_id in self.refuses:
            raise RefusedError
        assert all(name and shown for name, shown in commands)
        self.shown[chat_id, language_code] = [name for name, _ in commands]

    async def delete_my_commands(self, *, chat_id: int) -> None:
        self.calls += 1
        self.shown.pop((chat_id, ""), None)


def somebody(kind: PersonKind, role: str, telegram_id: int, language: str = "nl") -> Person:
    return Person(
        person_id=f"{telegram_id:032x}",
        telegram_id=telegram_id,
        kind=kind,
        role=role,
        name="Iemand Test",
        language=language,
        office="statenlid" if kind is PersonKind.REPORTER else "",
    )


STAFF = (
    somebody(PersonKind.CASE_HANDLER, "griffier", 71),
    somebody(PersonKind.REGISTRAR, "regisseur-integriteit", 72, "en"),
    somebody(PersonKind.REPORTER, "", 73),
)


async def menus_of(world: World) -> tuple[CommandMenus, Menus]:
    def enrol(tx: sqlite3.Connection) -> None:
        for person in STAFF:
            people.add_person(tx, world.fe, person, AT)

    await world.db.transaction(enrol)
    telegram = Menus()
    return CommandMenus(world.db, world.fe, telegram, UTRECHT, load_catalogue(), ManualClock(AT)), telegram


async def test_each_has_the_menu_of_their_own_part(world: World) -> None:
    menus, telegram = await menus_of(world)
    await menus.introduce()
    await menus.look()
    assert telegram.shown[None, ""] == list(REPORTER)
    assert telegram.shown[None, "en"] == [NAMES[name] for name in REPORTER]
    assert {"zaken", "klokken", "mijngegevens"} <= set(telegram.shown[71, ""])
    assert telegram.shown[72, ""] == [NAMES[name] for name in REGISTRAR]
    assert not [key for key in telegram.shown if key[0] == 73]
    assert "zaken" not in telegram.shown[None, ""]


async def test_a_menu_is_told_once_until_something_changes(world: World) -> None:
    menus, telegram = await menus_of(world)
    await menus.look()
    before = telegram.calls
    await menus.look()
    assert telegram.calls == before
    gerda = STAFF[0].person_id
    await world.db.transaction(lambda tx: people.change_language(tx, world.fe, gerda, "en"))
    await menus.look()
    assert telegram.calls == before + 1
    assert "cases" in telegram.shown[71, ""]
    await world.db.transaction(lambda tx: people.remove_person(tx, world.fe, gerda))
    await menus.look()
    assert (71, "") not in telegram.shown


async def test_a_chat_that_telegram_refuses_keeps_the_others_from_nothing(world: World) -> None:
    menus, telegram = await menus_of(world)
    telegram.refuses.add(71)
    await menus.look()
    assert (72, "") in telegram.shown
    before = telegram.calls
    await menus.look()
    assert telegram.calls == before


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("reporter", REPORTER),
        ("case_handler", HANDLER),
        ("informed_officer", HANDLER),
        ("registrar", REGISTRAR),
        ("administrator", ADMINISTRATOR),
    ],
)
def test_every_command_of_a_menu_does_something_in_both_languages(kind: str, names: tuple[str, ...]) -> None:
    pack = UTRECHT if kind == "registrar" else MAASSLUIS
    office = "statenlid" if pack is UTRECHT else "raadslid"
    for name in names:
        for command in (name, NAMES[name]):
            given = CommandGiven(at=AT, nonce=nonce(1), message_id=1, command=command)
            assert advance(Snapshot(), given, setting(kind, pack, office)).effects, command


def test_who_can_be_threatened_as_well_finds_how_to_report() -> None:
    assert set(OWN_REPORT) <= set(REPORTER)
