"""How the bot is doing: what is shown, who is told and when, and what systemd hears."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.gateway import NetworkTroubleError
from bot.health import DEAD_LETTERS, DELIVERY, RECEIVING, STORAGE, Health
from bot.health_page import PATH, health_app, health_server
from bot.systemd import Systemd
from conversations.texts import load_catalogue
from storage import inbox, people
from storage.database import StorageFullError
from storage.people import Person, PersonKind
from tests.bot.fakes import World, message

ADMINISTRATOR = 9_901


async def made(world: World, systemd: Systemd | None = None) -> Health:
    person = Person(person_id="beheer", telegram_id=ADMINISTRATOR, kind=PersonKind.ADMINISTRATOR)
    fe, now = world.fe, world.clock.now()
    await world.db.transaction(lambda tx: people.add_person(tx, fe, person, now))
    return Health(
        world.db,
        fe,
        world.gateway,
        load_catalogue(),
        world.clock,
        organisation="Gemeente Veldermeer",
        systemd=systemd,
    )


async def test_all_is_well_when_nothing_was_heard(world: World) -> None:
    health = await made(world)
    assert await health.look()
    assert health.report().well
    assert world.gateway.texts(ADMINISTRATOR) == []


async def test_an_hour_without_updates_is_told_once_and_is_over_when_they_come(world: World) -> None:
    health = await made(world)
    health.received()
    world.clock.advance(3599)
    await health.look()
    assert health.report().well
    world.clock.advance(1)
    await health.look()
    await health.look()
    assert RECEIVING in health.report().troubles
    assert len(world.gateway.texts(ADMINISTRATOR)) == 1
    assert "24 uur" in world.gateway.texts(ADMINISTRATOR)[0]
    health.received()
    await health.look()
    assert health.report().well


async def test_what_lasts_is_told_again_after_six_hours(world: World) -> None:
    health = await made(world)
    for _ in range(8):
        world.clock.advance(3600)
        await health.look()
    assert len(world.gateway.texts(ADMINISTRATOR)) == 2


async def test_storage_trouble_shows_at_once_and_is_told_when_it_lasts(world: World) -> None:
    health = await made(world)
    await health.look()
    health.alarm(STORAGE)
    await health.look()
    assert list(health.report().troubles) == [STORAGE]
    assert world.gateway.texts(ADMINISTRATOR) == []
    for _ in range(9):
        world.clock.advance(15)
        health.alarm(STORAGE)
        await health.look()
    assert len(world.gateway.texts(ADMINISTRATOR)) == 1
    world.clock.advance(60)
    await health.look()
    assert health.report().well


async def test_an_administrator_who_cannot_be_told_now_is_told_later(world: World) -> None:
    health = await made(world)
    world.gateway.fail(lambda call: NetworkTroubleError())
    world.clock.advance(3600)
    await health.look()
    world.gateway.fail(lambda call: None)
    await health.look()
    assert len(world.gateway.texts(ADMINISTRATOR)) == 1


async def test_a_new_dead_letter_and_an_old_message_are_trouble(world: World) -> None:
    health = await made(world)
    await world.enqueue(message("waits"))
    await health.look()
    now = world.clock.now()
    await world.db.transaction(lambda tx: inbox.mark_dead(tx, 1, "UnreadableUpdateError", now))
    health.received()
    await health.look()
    assert list(health.report().troubles) == [DEAD_LETTERS]
    world.clock.advance(3600)
    health.received()
    await health.look()
    assert DELIVERY in health.report().troubles


async def test_a_database_that_cannot_be_read_is_trouble_and_starves_the_watchdog(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    health = await made(world)

    async def fail(work: object) -> object:
        raise StorageFullError

    monkeypatch.setattr(world.db, "read", fail)
    assert not await health.look()
    assert STORAGE in health.report().troubles


async def test_the_page_says_200_when_well_and_503_when_not_and_names_nobody(world: World) -> None:
    health = await made(world)
    await health.look()
    transport = httpx.ASGITransport(app=health_app(health.report))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        well = await client.get(PATH)
        health.alarm(STORAGE)
        trouble = await client.get(PATH)
    assert (well.status_code, well.json()["status"]) == (200, "ok")
    assert (trouble.status_code, trouble.json()["status"]) == (503, "trouble")
    assert trouble.json()["storage"]["well"] is False
    assert str(ADMINISTRATOR) not in trouble.text


def test_the_page_is_only_on_this_machine(world: World) -> None:
    config = health_server(lambda: pytest.fail("not asked"), port=9, unix_socket="").config
    assert config.host == "127.0.0.1"


def test_systemd_hears_ready_alive_and_stopping(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(address))
        systemd = Systemd(str(address))
        systemd.ready()
        systemd.alive("well;\n0 messages")
        systemd.stopping()
        heard = [manager.recv(200).decode() for _ in range(3)]
    assert heard == ["READY=1", "WATCHDOG=1\nSTATUS=well; 0 messages", "STOPPING=1"]
    systemd.ready()  # the socket is gone: nothing happens


def test_without_systemd_nothing_is_sent() -> None:
    Systemd("").ready()


async def test_run_tells_systemd_and_ends_when_stopped(world: World, tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(address))
        health = await made(world, Systemd(str(address)))
        health.stop()
        await health.run()
        assert manager.recv(200) == b"READY=1"
        assert manager.recv(200) == b"STOPPING=1"


def test_delays_are_well_within_what_telegram_keeps() -> None:
    from bot.health import HealthSettings

    assert HealthSettings().receiving_after <= timedelta(hours=2)
