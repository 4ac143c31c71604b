"""How the bot is doing, past Telegram: the page, the file, and what systemd hears."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.health.health import HealthSettings
from bot.health.page import PATH, health_app, health_server
from bot.health.systemd import Systemd
from bot.health.telling import STORAGE
from bot.health.trouble_file import TroubleFile
from storage import outbox
from tests.bot.fakes import World
from tests.bot.watching import ADMINISTRATOR, made, passes


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


async def test_the_file_holds_the_codes_and_is_empty_when_all_is_well(world: World, tmp_path: Path) -> None:
    path = tmp_path / "trouble"
    health = await made(world, file=TroubleFile(str(path)))
    await health.look()
    assert path.read_text() == ""
    assert path.stat().st_mode & 0o777 == 0o600
    health.alarm(STORAGE)
    await health.look()
    await world.db.transaction(lambda tx: outbox.hold_person(tx, "gerda"))
    await health.look()
    assert path.read_text() == "nobody:griffier\nstorage\n"
    await world.db.transaction(lambda tx: outbox.release_person(tx, "gerda"))
    await passes(world, health, 90)
    assert path.read_text() == ""
    assert not path.with_name("trouble.unfinished").exists()


async def test_a_file_that_cannot_be_written_stops_nothing(world: World, tmp_path: Path) -> None:
    health = await made(world, file=TroubleFile(str(tmp_path / "nowhere" / "trouble")))
    assert await health.look()


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


def test_delays_are_well_within_what_telegram_keeps_and_within_the_watchdog() -> None:
    settings = HealthSettings()
    assert settings.receiving_after <= timedelta(hours=2)
    longest = (
        settings.look_within_seconds + settings.tell_within_seconds + settings.look_every.total_seconds()
    )
    assert longest < 120, "WatchdogSec in deploy/ruggensteun.service"
