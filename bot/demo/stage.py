"""The simulator and the real bot side by side, with an official and a griffier who are enrolled already.

Owns starting and ending a demonstration, so that nothing is left running. What is played on it stands in
`bot.demo.script` and on the simulator's page.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.application import Application
from bot.bootstrap import application
from bot.config import inherited_environment
from bot.delivery.pace import Limits
from bot.delivery.worker import DeliverySettings
from bot.demo.clock import SimulatorClock
from bot.demo.world import DEMO_PASSPHRASE, GRIFFIER, REPORTER, Character, World, make_world
from simulator.client import PhonePerson, SimulatorClient, SimulatorClientError
from storage import people, recipients
from storage.recipients import KeptRecipient, RecipientState
from storage.sealing import armor, seal_with_passphrase

DEMO_PACE = DeliverySettings(limits=Limits(chat_seconds=0.05, chat_burst=20, overall=200))
"""The simulator does not mind; a demonstration should not wait."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A running demonstration. `page_url` shows both phones."""

    world: World
    app: Application
    client: SimulatorClient
    reporter: PhonePerson
    griffier: PhonePerson
    page_url: str
    running: asyncio.Task[None]
    invitations: dict[str, str]


@contextlib.asynccontextmanager
async def demo_stage(
    folder: Path, *, port: int = 0, pack: str = "maassluis", language: str = "nl", enrol: bool = True
) -> AsyncIterator[Stage]:
    """Run the simulator as its own process and the bot in this one, until the block ends."""
    port = port or _free_port()
    token = f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}"
    async with contextlib.AsyncExitStack() as stack:
        address = f"http://127.0.0.1:{port}"
        await stack.enter_async_context(_simulator(port, token))
        client = await stack.enter_async_context(SimulatorClient(f"{address}/_control"))
        await _until_it_answers(client)
        world = await make_world(
            folder,
            token=token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            pack=pack,
            dossier_port=_free_port(),
        )
        clock = SimulatorClock(f"{address}/_control")
        people = {c.role or c.kind: c for c in (REPORTER, GRIFFIER)}
        invitations = {who: await world.invite(c, clock.now()) for who, c in people.items()}
        app = await stack.enter_async_context(
            application(world.config, clock=clock, delivery_settings=DEMO_PACE, tick_seconds=1.0)
        )
        clock.on_move = app.scheduler.tick_until_done
        following = asyncio.create_task(clock.follow())
        running = asyncio.create_task(app.run())
        stack.push_async_callback(_end, app, running, following)
        reporter, griffier = await _phone(client, REPORTER), await _phone(client, GRIFFIER)
        if enrol:
            await _enrol(griffier, invitations["griffier"])
            await _keep_identity(app, world, griffier.id)
            await _enrol(reporter, invitations["reporter"])
        yield Stage(
            world=world,
            app=app,
            client=client,
            reporter=reporter,
            griffier=griffier,
            page_url=f"{address}/?left={reporter.id}&right={griffier.id}&lang={language}",
            running=running,
            invitations=invitations,
        )


async def _phone(client: SimulatorClient, character: Character) -> PhonePerson:
    return await client.new_person(character.first_name, language_code=character.language)


async def _enrol(phone: PhonePerson, token: str) -> None:
    await phone.sends(f"/start {token}")
    await phone.waits_for(lambda message: bool(message["buttons"]))


async def _keep_identity(app: Application, world: World, telegram_id: int) -> None:
    """Keep the griffier's protected identity, as the dossier page does on first use."""
    identity, now = world.identities["griffier"], app.clock.now()
    file = armor(seal_with_passphrase(identity.serialise().encode(), DEMO_PASSPHRASE, work_factor=14))

    def keep(tx: sqlite3.Connection) -> None:
        person = people.person_by_telegram_id(tx, world.field_encryption, telegram_id)
        assert person is not None
        kept = KeptRecipient(
            recipient_id=secrets.token_hex(16),
            person_id=person.person_id,
            recipient=str(identity.recipient),
            state=RecipientState.CONFIRMED,
            created_at=now,
            protected={"passphrase": file, "passkeys": []},
        )
        recipients.offer(tx, world.field_encryption, kept)

    await app.db.transaction(keep)


async def _end(app: Application, running: asyncio.Task[None], following: asyncio.Task[None]) -> None:
    app.stop()
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.shield(running), 5)
    for task in (running, following):
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task


@contextlib.asynccontextmanager
async def _simulator(port: int, token: str) -> AsyncIterator[None]:
    """The simulator's process. Its token comes through the environment: arguments can be seen by others."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--port",
        str(port),
        env=_environment(token),
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 5)
            except TimeoutError:
                process.kill()
                await process.wait()


def _environment(token: str) -> dict[str, str]:
    return {**inherited_environment(), "SIMULATOR_TOKEN": token}


async def _until_it_answers(client: SimulatorClient) -> None:
    for _ in range(200):
        try:
            await client.now()
        except (OSError, SimulatorClientError):
            await asyncio.sleep(0.05)
        else:
            return
    raise ConnectionError("the simulator did not start")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
