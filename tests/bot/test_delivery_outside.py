"""Delivery in the outside world: killed at its crash points, and against a simulator that keeps the limits."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.delivery.worker import Delivery
from bot.telegram_adapter import TelegramGateway
from simulator.client import SimulatorClient
from simulator.running import RunningSimulator
from storage import outbox
from tests.bot.fakes import World, message, render

_CRASH = """
import asyncio, sys
from pathlib import Path
from bot.clock import SystemClock
from bot.delivery.worker import Delivery
from bot.gateway import RenderedMessage
from storage import crash_points
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.sent_notes import SentNotes

class Log:
    def __init__(self, path): self.path = path
    async def send_message(self, chat_id, text, **options):
        with open(self.path, "a") as file: file.write(text + "\\n")
        return 1

async def main(folder, point, noted):
    db = await Database.open(folder / "ruggensteun.sqlite3")
    def told(*_): pass
    delivery = Delivery(db, FieldEncryption(OperationalKey(bytes(range(32)))), Log(folder / "sent.txt"),
                        lambda tx, m: RenderedMessage(parts=(m.prompt_id,)), SystemClock(), on_delivered=told,
                        notes=SentNotes(folder / "sent.notes") if noted else None)
    if point: crash_points.arm(point, 2)
    async def end():
        while await db.read(lambda tx: tx.execute("SELECT count(*) FROM outbox WHERE state='queued'").fetchone()[0]):
            pass
        delivery.stop()
    await asyncio.gather(delivery.run(), end())
    await db.close()

asyncio.run(main(Path(sys.argv[1]), sys.argv[2], bool(sys.argv[3])))
"""


@pytest.mark.parametrize(
    ("point", "noted", "expected"),
    [
        ("delivery.before_send", "", ["a", "b", "c"]),
        ("delivery.after_send", "", ["a", "b", "b", "c"]),
        ("delivery.after_mark", "", ["a", "b", "c"]),
        ("delivery.before_send", "noted", ["a", "b", "c"]),
        ("delivery.after_send", "noted", ["a", "b", "b", "c"]),
        ("delivery.after_note", "noted", ["a", "b", "c"]),
        ("delivery.after_mark", "noted", ["a", "b", "c"]),
    ],
)
async def test_a_crash_loses_nothing_and_doubles_at_most_one(
    world: World, tmp_path: Path, point: str, noted: str, expected: list[str]
) -> None:
    await world.enqueue(message("a"), message("b"), message("c"))
    await world.db.close()

    async def run(armed: str) -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _CRASH, str(tmp_path), armed, noted, cwd=os.getcwd()
        )
        return await asyncio.wait_for(process.wait(), 30)

    assert await run(point) == -signal.SIGKILL
    assert await run("") == 0
    assert (tmp_path / "sent.txt").read_text().split() == expected


async def test_the_limits_of_telegram_are_never_hit(world: World) -> None:
    async with (
        RunningSimulator() as simulator,
        TelegramGateway(
            simulator.token, base_url=simulator.base_url, base_file_url=simulator.base_file_url
        ) as gateway,
    ):
        client = SimulatorClient(simulator.control_url)
        for number in range(20):
            person = await client.new_person(f"Proef{number}", person_id=9000 + number)
            await person.sends("hoi")
            await world.add_person(f"crowd{number}", person.id)
        await client.enforce_limits()
        await world.enqueue(
            *(message(f"m{part}-{number}", to=f"crowd{number}") for part in range(3) for number in range(20))
        )

        def told(*_given: object) -> None:
            return None

        delivery = Delivery(world.db, world.fe, gateway, render, SystemClock(), on_delivered=told)
        task = asyncio.create_task(delivery.run())
        last = 0
        for _ in range(60):
            last = (await client.waits_for_call("sendMessage", after=last))["n"]
        delivery.stop()
        await asyncio.wait_for(task, 10)
        sent = await client.calls(method="sendMessage")
        texts = [one["text"] for one in await (await client.people())[0].messages() if one["from"] == "bot"]
        await client.close()
    assert len(sent) == 60
    assert await world.db.read(outbox.queue_depth) == 0
    assert texts == ["m0-0", "m1-0", "m2-0"]
    attempts = await world.db.read(lambda tx: tx.execute("SELECT max(attempts) FROM outbox").fetchone()[0])
    assert attempts == 0
