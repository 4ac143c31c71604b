"""The bot as a process: it answers, takes an invitation over while it runs, and ends when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import ConfigError
from bot.demo.world import make_world
from bot.server_keys import load_recovery
from simulator.client import PhonePerson, SimulatorClient
from simulator.running import RunningSimulator
from storage import people
from storage.database import Database
from storage.field_encryption import OperationalKey
from storage.people import Person, PersonKind
from storage.sealing import Identity, SigningKey
from tests.bot.cli_testkit import TOKEN, Installation, install, token_in

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from bot.cli.main import main; main()")


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a process ended."""

    status: int | None
    out: str
    err: str


async def start(made: Installation, *arguments: str, answers: bytes = b"") -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *PROGRAM,
        *arguments,
        "--config",
        str(made.file),
        cwd=ROOT,
        env={**os.environ, "LANG": "nl_NL.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(answers)
    process.stdin.close()
    return process


async def ended(process: asyncio.subprocess.Process) -> Done:
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return Done(status=process.returncode, out=out.decode(), err=err.decode())


async def run(made: Installation, *arguments: str, answers: bytes = b"") -> Done:
    return await ended(await start(made, *arguments, answers=answers))


def point_at(made: Installation, simulator: RunningSimulator) -> None:
    """Let the bot use the simulator in place of Telegram."""
    with made.file.open("a", encoding="utf-8") as file:
        file.write(f'base_url = "{simulator.base_url}"\nbase_file_url = "{simulator.base_file_url}"\n')


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


@contextlib.asynccontextmanager
async def telegram(
    made: Installation, *, token: str = TOKEN
) -> AsyncIterator[tuple[RunningSimulator, SimulatorClient]]:
    async with RunningSimulator(token=token, bot_username="proef_bot") as simulator:
        point_at(made, simulator)
        async with SimulatorClient(simulator.control_url) as client:
            yield simulator, client


async def test_an_invitation_made_while_the_bot_runs_works_within_seconds(made: Installation) -> None:
    async with telegram(made) as (_, client):
        bot = await start(made, "run")
        await client.waits_for_call("setMyCommands")
        invited = await run(
            made, "invite", "--role", "reporter", "--office", "raadslid", answers=b"Sanne Proef\n"
        )
        assert (invited.status, invited.err) == (0, "")
        assert "De bot draait" in invited.out
        sanne: PhonePerson = await client.new_person("Sanne")
        await sanne.sends(f"/start {token_in(invited.out)}")
        await sanne.waits_for(lambda message: "Welkom" in json.dumps(message))
        looked = await run(made, "doctor")
        assert "@proef_bot" in looked.out
        assert "✓ Klok in orde" in " ".join(looked.out.split())
        bot.send_signal(signal.SIGTERM)
        done = await ended(bot)
    assert done.status == 0
    assert done.out == ""
    for line in done.err.splitlines():
        json.loads(line)
    assert "run.stopped" in done.err
    for secret in (TOKEN, TOKEN.partition(":")[2], "Sanne", token_in(invited.out)):
        assert secret not in done.err


async def test_an_administrator_hears_of_trouble_in_their_own_chat(made: Installation) -> None:
    trouble = made.folder / "trouble"
    async with telegram(made) as (_, client):
        with made.file.open("a", encoding="utf-8") as file:
            file.write(f'\n[health]\nfile = "{trouble}"\ndisk_free_megabytes = 1000000000\n')
        invited = await run(made, "invite", "--role", "administrator", answers=b"Beheerder Test\n")
        assert (invited.status, invited.err) == (0, "")
        bot = await start(made, "run")
        await client.waits_for_call("setMyCommands")
        admin: PhonePerson = await client.new_person("Beheer")
        await admin.sends(f"/start {token_in(invited.out)}")
        await admin.waits_for(lambda message: "Jij zorgt dat ik draai" in json.dumps(message))
        await admin.sends("/status")
        await admin.waits_for(lambda message: "weinig ruimte op de schijf" in json.dumps(message))
        bot.send_signal(signal.SIGTERM)
        assert (await ended(bot)).status == 0
        again = await start(made, "run")  # the first look finds somebody to tell
        await admin.waits_for(lambda message: "de schijf raakt vol" in json.dumps(message))
        again.send_signal(signal.SIGTERM)
        done = await ended(again)
    assert done.status == 0
    assert await asyncio.to_thread(trouble.read_text) == "disk\n"
    assert "Beheerder" not in done.err
    assert '"code": "disk"' in done.err


async def test_ctrl_c_ends_it_well(made: Installation) -> None:
    async with telegram(made) as (_, client):
        bot = await start(made, "run")
        await client.waits_for_call("setMyCommands")
        bot.send_signal(signal.SIGINT)
        assert (await ended(bot)).status == 0


async def test_a_token_that_is_refused_is_one_sentence(made: Installation) -> None:
    async with telegram(made, token="7300000002:AAAnotherTokenOfABotThatIsNotThere_02"):
        done = await run(made, "run")
    assert done.status == 1
    assert done.err.splitlines()[-1].startswith("Telegram kent dit token niet")
    assert TOKEN not in done.err
    assert "Traceback" not in done.err


def empty_token(made: Installation) -> str:
    (made.folder / "token").write_text("")
    return "het token van de bot is leeg"


def key_in_data(made: Installation) -> str:
    inside = made.config.storage.data_directory / "signing.key"
    outside = made.folder / "ruggensteun-keys" / "signing.key"
    outside.rename(inside)
    made.file.write_text(made.file.read_text().replace(str(outside), str(inside)))
    return "ligt in de map met gegevens"


def no_database(made: Installation) -> str:
    made.config.database_path.unlink()
    return "ruggensteun init"


def no_recovery(made: Installation) -> str:
    made.config.recovery_recipient_file.unlink()
    return "herstelsleutel ontbreekt"


def damaged_key(made: Installation) -> str:
    Path(made.config.storage.operational_key_file).write_text("nonsense\n")
    return "geen bedrijfssleutel"


def another_key(made: Installation) -> str:
    """Somebody is enrolled, and the key file is that of another installation."""
    person = Person(
        person_id="p" * 32, telegram_id=7_312_450_901, kind=PersonKind.REPORTER, office="raadslid"
    )
    at, fe, path = SystemClock().now(), made.fe, made.config.database_path

    async def enrol() -> None:
        db = await Database.open(path)
        await db.transaction(lambda tx: people.add_person(tx, fe, person, at))
        await db.close()

    asyncio.run(enrol())
    Path(made.config.storage.operational_key_file).write_text(OperationalKey.generate().serialise() + "\n")
    return "andere bedrijfssleutel"


def another_signing_key(made: Installation) -> str:
    """A report was sealed and signed, and the key file is that of another installation."""
    made.seal_a_report()
    Path(made.config.storage.signing_key_file).write_text(SigningKey.generate().serialise() + "\n")
    return "andere tekensleutel; zet het goede sleutelbestand terug"


def open_data(made: Installation) -> str:
    made.config.storage.data_directory.chmod(0o750)
    return "chmod 700"


def open_database(made: Installation) -> str:
    made.config.database_path.chmod(0o640)
    return "chmod 600"


def no_config(made: Installation) -> str:
    made.file.unlink()
    return "ruggensteun init"


@pytest.mark.parametrize(
    "break_it",
    [
        empty_token,
        key_in_data,
        no_database,
        no_recovery,
        damaged_key,
        another_key,
        another_signing_key,
        open_data,
        open_database,
        no_config,
    ],
)
async def test_what_keeps_it_from_starting_is_one_sentence(made: Installation, break_it: object) -> None:
    assert callable(break_it)
    part = await asyncio.to_thread(break_it, made)
    done = await run(made, "run")
    assert done.status == 1
    assert part in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


async def test_two_at_once_are_refused(made: Installation) -> None:
    with made.while_the_bot_runs():
        done = await run(made, "run")
    assert (done.status, done.err) == (1, "De database is in gebruik; stop de bot en probeer het opnieuw.\n")


async def test_another_recovery_recipient_than_the_configuration_names_is_refused(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:1"
    made = await make_world(
        tmp_path / "world", token=TOKEN, base_url=f"{nowhere}/bot", base_file_url=f"{nowhere}/file/bot"
    )
    load_recovery(made.config)
    made.config.recovery_recipient_file.write_text(f"{Identity.generate().recipient}\n")
    with pytest.raises(ConfigError, match="check digits"):
        load_recovery(made.config)
