"""A scene for end-to-end tests: the simulator, the real bot that can be stopped, killed and started again, and phones.

Owns starting and ending both. What is played stands in the tests.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.application import Application
from bot.bootstrap import application
from bot.demo.clock import SimulatorClock
from bot.demo.stage import DEMO_PACE
from bot.demo.world import GRIFFIER, Character, World, make_world
from simulator.client import PhonePerson, SimulatorClient, button_labels, shown_text
from simulator.running import RunningSimulator
from storage import cases, envelopes
from storage.people import PersonKind
from storage.reports import whole_age_file
from storage.sealing import Envelope, EnvelopeName, open_envelope

WAIT_SECONDS = 20

DEPUTY = Character(
    name="Dora Test-Jansen", first_name="Dora", kind=PersonKind.CASE_HANDLER, role="plaatsvervangend-griffier"
)


def next_monday(now: datetime) -> datetime:
    """The next Monday morning: a time at which nobody is asleep and no office is closed, whenever a test runs."""
    return now.replace(hour=9, minute=0) + timedelta(days=7 - now.weekday())


def official(first_name: str, *, office: str = "raadslid", language: str = "nl") -> Character:
    """An official of the fictional municipality."""
    return Character(
        name=f"{first_name} Proef",
        first_name=first_name,
        kind=PersonKind.REPORTER,
        office=office,
        language=language,
    )


class Scene:
    """Use as an async context manager; `start_bot` before anything else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = contextlib.AsyncExitStack()
        self._bot: contextlib.AsyncExitStack | None = None

    async def __aenter__(self) -> Scene:
        simulator = await self._stack.enter_async_context(RunningSimulator())
        self.client = await self._stack.enter_async_context(SimulatorClient(simulator.control_url))
        self.world: World = await make_world(
            self._folder / "world",
            token=simulator.token,
            base_url=simulator.base_url,
            base_file_url=simulator.base_file_url,
            roles=("griffier", "plaatsvervangend-griffier", "burgemeester"),
        )
        self._control_url = simulator.control_url
        self.page_url = simulator.url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill_bot()
        await self._stack.aclose()

    # ---- the bot ----

    async def start_bot(self) -> Application:
        """Start the bot on the same database as before."""
        assert self._bot is None
        self._bot = contextlib.AsyncExitStack()
        clock = SimulatorClock(self._control_url)
        self.app = await self._bot.enter_async_context(
            application(self.world.config, clock=clock, delivery_settings=DEMO_PACE, tick_seconds=0.5)
        )
        clock.on_move = self.app.scheduler.tick_until_done
        for work in (clock.follow(), self.app.run()):
            self._bot.push_async_callback(_cancel, asyncio.create_task(work))
        return self.app

    async def kill_bot(self) -> None:
        """End the bot in the middle of whatever it does: nothing is finished, nothing is said."""
        if self._bot is not None:
            bot, self._bot = self._bot, None
            await bot.aclose()

    # ---- people ----

    async def phone(self, character: Character) -> PhonePerson:
        """A phone of somebody who has been invited and has tapped the link."""
        running = self._bot is not None
        await self.kill_bot()
        token = await self.world.invite(character, await self.client.now())
        if running:
            await self.start_bot()
        phone = await self.client.new_person(character.first_name, language_code=character.language)
        await phone.sends(f"/start {token}")
        if running:
            await phone.waits_for(lambda m: bool(m["buttons"]), WAIT_SECONDS)
        return phone

    async def cast(self, *characters: Character) -> list[PhonePerson]:
        """Phones of several people, and the bot running."""
        phones = [await self.phone(character) for character in characters]
        await self.start_bot()
        for phone in phones:
            await phone.waits_for(lambda m: bool(m["buttons"]), WAIT_SECONDS)
        return phones

    # ---- what is kept ----

    async def opened(self, role: str = "griffier") -> dict[str, Envelope]:
        """Every envelope that this role can open, by part and revision; a part that it cannot open raises."""
        return {f"{e.header.part}.{e.header.revision}": e for e in await self._open_all(role)}

    async def reports(self, count: int, role: str = "griffier") -> list[Envelope]:
        """The reports themselves, of every case, once there are this many."""
        for _ in range(200):
            found = [e for e in await self._open_all(role) if e.header.part == "report"]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"only {len(found)} of {count} reports were sealed")

    async def _open_all(self, role: str) -> list[Envelope]:
        identity = self.world.identities[role]

        def load(tx: sqlite3.Connection) -> list[envelopes.StoredEnvelope]:
            return [e for case_id in cases.all_case_ids(tx) for e in envelopes.envelopes_of(tx, case_id)]

        found = []
        for stored in await self.app.db.read(load):
            name = EnvelopeName(report_id=stored.case_id, part=stored.part, revision=stored.revision)
            age_file = whole_age_file(stored, self.world.config.evidence_folder)
            found.append(open_envelope(age_file, [identity], expected=name))
        return found

    async def until_sealed(self, count: int, role: str = "griffier") -> dict[str, Envelope]:
        """The same, once there are this many."""
        for _ in range(200):
            found = await self.opened(role)
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"only {len(found)} of {count} envelopes were sealed")


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def tap(phone: PhonePerson, label: str, then: str) -> dict[str, Any]:
    """Tap a button and wait for a newer message with this part, in its text or buttons."""
    newest = max((m["message_id"] for m in await phone.messages()), default=0)
    await phone.presses(label, timeout_seconds=WAIT_SECONDS)
    return await newer(phone, then, newest)


async def say(phone: PhonePerson, text: str, then: str) -> dict[str, Any]:
    """Send a text and wait for a newer message with this part."""
    newest = max((m["message_id"] for m in await phone.messages()), default=0)
    await phone.sends(text)
    return await newer(phone, then, newest)


async def newer(phone: PhonePerson, part: str, after_message_id: int = 0) -> dict[str, Any]:
    """Wait for a message of the bot with this part that is newer than the given one."""
    return await phone.waits_for(
        lambda m: part in shown_text(m) + " ".join(button_labels(m)),
        WAIT_SECONDS,
        after_message_id=after_message_id,
    )


async def short_report(phone: PhonePerson, text: str) -> str:
    """The shortest report: one message, sent at once. The reference."""
    await tap(phone, "Iets melden", "veilig?")
    await tap(phone, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(phone, text, "✓")
    await tap(phone, "Nu al versturen", "Klopt dit zo?")
    sent = await tap(phone, "Versturen", "R-")
    return next(word.strip(".,") for word in shown_text(sent).split() if word.startswith("R-"))


@contextlib.asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """A scene in this folder."""
    async with Scene(folder) as opened:
        yield opened


__all__ = ["DEPUTY", "GRIFFIER", "Scene", "newer", "official", "say", "scene", "short_report", "tap"]
