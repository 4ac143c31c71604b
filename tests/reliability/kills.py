"""kill -9 of the running bot at random moments and at every named crash point, under traffic from many chats.

Owns the killing, the traffic and the comparison afterwards: what was sent against what the griffier can open. Must not
know how the bot survives it.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import random
import re
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from simulator.running import RunningSimulator
from simulator.state import Message
from storage import audit, sent_notes, spool
from storage.sealing import SealingError
from storage.sent_notes import SentNotes
from storage.spool import RequestKind, SpoolRequest
from tests.reliability.bot_process import BotProcess, write_config
from tests.reliability.outcome import Outcome
from tests.reliability.phone import Phone, StuckError, labels, text_of
from tests.reliability.town import Opened, Town, make_town, open_everything, read, until_quiet

CRASH_POINTS = (
    "transaction.before_commit",
    "transaction.after_commit",
    "processing.before_commit",
    "processing.after_commit",
    "delivery.before_send",
    "delivery.after_send",
    "delivery.after_note",
    "delivery.after_mark",
    "evidence.before_rename",
    "evidence.written",
    "evidence.before_record",
    "evidence_sealing.before_commit",
    "scheduler.before_commit",
    "spool.before_discard",
)
"""Those that a running bot passes; tests/reliability/test_crash_points.py says where the others are passed."""
REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{2}")
ENOUGH_TRIES = 8
"""So often in vain, and a crash point is not on the way any more."""
PATIENCE_SECONDS = 600.0
"""A bot that lives for half a second at a time on a busy machine is slow; a chat that is stuck stays stuck."""


@dataclass
class Sent:
    """One report as its reporter sent it, and the reference that the bot gave."""

    by: str
    texts: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    reference: str = ""


class Traffic:
    """Reporters who file one report after another until told to stop; each finishes the one under way."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town, self._random = town, random.Random(seed)
        self._stopping = False
        self.sent: list[Sent] = []
        self.stuck: list[str] = []

    async def run(self) -> None:
        """Everybody at once."""
        await asyncio.gather(*(self._reports(phone) for phone in self._town.reporters))

    def stop(self) -> None:
        """Begin no more reports."""
        self._stopping = True

    async def _reports(self, phone: Phone) -> None:
        while not self._stopping:
            sent = Sent(by=phone.person.first_name)
            try:
                await self._one(phone, sent)
            except StuckError as error:
                self.stuck.append(str(error))
                return

    async def _one(self, phone: Phone, sent: Sent) -> None:
        began = phone.newest()
        self.sent.append(sent)
        self._writes(phone, sent)
        await self._presses_on(phone, "Ja, ik ben veilig", began, lambda m: "Wat is er gebeurd" in text_of(m))
        mine = self._writes(phone, sent)
        await phone.waits(_ticked, "a tick", after=mine, seconds=PATIENCE_SECONDS)
        if self._random.random() < 0.7:
            mine = self._sends(phone, sent)
            await phone.waits(_ticked, "a tick for the file", after=mine, seconds=PATIENCE_SECONDS)
        if self._random.random() < 0.3:  # a file that is still under way when the report is sent
            self._sends(phone, sent)
        await self._presses_on(phone, "Nu al versturen", mine, lambda m: "Versturen" in labels(m))
        known = {other.reference for other in self.sent}
        done = await self._presses_on(phone, "Versturen", mine, lambda m: _reference(m) not in {"", *known})
        sent.reference = _reference(done)

    async def _presses_on(
        self, phone: Phone, label: str, after: int, fits: Callable[[Message], bool]
    ) -> Message:
        """Press the newest such button, as somebody does who sees nothing happen, until the next message fits."""
        for _ in range(int(PATIENCE_SECONDS / 10)):
            await phone.presses(label, after=after, seconds=PATIENCE_SECONDS)
            with contextlib.suppress(StuckError):
                return await phone.waits(fits, f"what follows [{label}]", after=after, seconds=10)
        return await phone.waits(fits, f"what follows [{label}]", after=after, seconds=1)

    def _writes(self, phone: Phone, sent: Sent) -> int:
        text = f"Er stond weer iemand bij mijn fiets, {secrets.token_hex(8)}."
        sent.texts.append(text)
        return phone.writes(text).message_id

    def _sends(self, phone: Phone, sent: Sent) -> int:
        content = self._random.randbytes(self._random.randrange(1_000, 60_000))
        sent.files.append(content)
        return phone.sends(content).message_id


def _ticked(message: Message) -> bool:
    return "✓" in text_of(message)


def _reference(message: Message) -> str:
    found = REFERENCE.search(text_of(message))
    return found[0] if found else ""


class Killer:
    """Starts the bot and kills it, again and again. `doubled_by_kill` is how many messages each kill doubled."""

    def __init__(self, town: Town, folder: Path, seed: int) -> None:
        self._town, self._random = town, random.Random(seed)
        self._config = write_config(town.world, folder)
        self._log = folder / "bot.log"
        self._points = itertools.cycle(CRASH_POINTS)
        self.kills, self.tried = Counter[str](), Counter[str]()
        self.asked: list[str] = []
        self.start_seconds: list[float] = []
        self.unexpected: list[str] = []

    async def start(self, crash_at: str = "") -> BotProcess:
        """Start the bot and wait until it asks for updates, or has died on the way."""
        service = self._town.simulator.service
        began, before = time.monotonic(), service.world.updates._poller
        process = BotProcess(self._config, self._town.simulator.control_url, self._log, crash_at)
        process.start()
        while process.alive and service.world.updates._poller == before:
            await service.world.changes.until(lambda: service.world.updates._poller != before, 0.1)
            if time.monotonic() - began > 30:
                self.unexpected.append("the bot did not start within 30 s")
                break
        self.start_seconds.append(time.monotonic() - began)
        return process

    async def kill_one(self, number: int) -> None:
        """One start and one death: at a crash point or at a random moment, turn by turn."""
        if number % 2:
            await self._at_a_point()
        else:
            await self._at_random()

    async def _at_random(self) -> None:
        process = await self.start()
        await asyncio.sleep(self._random.uniform(0.0, self._longest_life()))
        process.kill()
        await process.ends(10)
        self._count(process, "at random")

    async def _at_a_point(self) -> None:
        point = next(self._points)
        self.tried[point] += 1
        often = 30 if point.startswith("transaction.") else 6
        if point.startswith("spool."):
            often = 1
            self._asks()
        process = await self.start(f"{point}:{self._random.randint(1, often)}")
        if not await process.ends(2.5 * self._longest_life()):  # its turn did not come
            process.kill()
            await process.ends(10)
            point = "at random"
        self._count(process, point)

    def _asks(self) -> None:
        """Leave a request, as the command line does beside a running bot: a line in the audit log."""
        now = self._town.simulator.service.world.clock.now()
        request = SpoolRequest(
            request_id=secrets.token_hex(16),
            kind=RequestKind.AUDIT,
            at=now,
            subject=secrets.token_hex(16),
            action="exported",
        )
        self.asked.append(request.subject)
        world = self._town.world
        spool.put(world.config.storage.data_directory / spool.FOLDER_NAME, world.field_encryption, request)

    @property
    def in_vain(self) -> list[str]:
        """The crash points that were tried again and again, and that the bot never passed."""
        return [
            point for point, tries in self.tried.items() if tries >= ENOUGH_TRIES and not self.kills[point]
        ]

    def _longest_life(self) -> float:
        """Long enough to get something done, also on a busy machine, where a start takes longer too."""
        median = sorted(self.start_seconds)[len(self.start_seconds) // 2]
        return min(6.0, max(0.6, 1.5 * median))

    def _count(self, process: BotProcess, where: str) -> None:
        self.kills[where] += 1
        if process.exit_code != -9:
            self.unexpected.append(f"{where}: the bot ended by itself with status {process.exit_code}")


async def run(count: int, seed: int, folder: Path, chats: int = 20) -> Outcome:
    """Kill the bot `count` times under traffic, and a tenth as often again while check-ins come due."""
    outcome = Outcome(
        name="kill",
        fault="kill -9, at random and at every named crash point",
        unit="kills",
        asked=count,
    )
    began = time.monotonic()
    async with RunningSimulator() as simulator:
        town = await make_town(folder, simulator, chats)
        killer = Killer(town, folder, seed)
        process = await killer.start()
        await town.enrol()
        await process.ask_to_stop()
        traffic = await _under_traffic(town, killer, count, seed, outcome)
        await _check_in_time(town, killer, max(2, count // 10), outcome)
        outcome.wrong["requests lost or done twice"] += await _not_once(town, killer.asked)
        outcome.wrong["crash points never reached"] += len(killer.in_vain)
        outcome.notes += killer.in_vain
        outcome.facts["requests beside the bot"] = len(killer.asked)
        outcome.done = sum(killer.kills.values())
        outcome.facts["reports"] = len(traffic.sent)
        outcome.facts["at a named point"] = outcome.done - killer.kills["at random"]
        outcome.facts["median start s"] = sorted(killer.start_seconds)[len(killer.start_seconds) // 2]
        outcome.wrong["ended by itself"] += len(killer.unexpected)
        outcome.notes += [*killer.unexpected, *traffic.stuck]
    outcome.seconds = time.monotonic() - began
    return outcome


async def _under_traffic(town: Town, killer: Killer, count: int, seed: int, outcome: Outcome) -> Traffic:
    traffic = Traffic(town, seed)
    running = asyncio.create_task(traffic.run())
    await _killed_again(town, killer, count, outcome)
    process = await killer.start()
    traffic.stop()
    await running
    quiet = await until_quiet(town)
    await process.ask_to_stop()
    outcome.wrong["never quiet"] += not quiet
    await _compare(town, traffic, outcome)
    return traffic


async def _killed_again(town: Town, killer: Killer, count: int, outcome: Outcome) -> None:
    """Kill it `count` times; each may double one message and no more."""
    outcome.promise("doubled beyond one per kill")
    doubled = await _doubled(town)
    for number in range(count):
        await killer.kill_one(number)
        now = await _doubled(town)
        by_this_one, doubled = now - doubled, now
        outcome.wrong["doubled beyond one per kill"] += max(0, by_this_one - 1)
        outcome.facts["doubled messages"] = doubled
        most = int(outcome.facts.get("most doubled by one kill", 0))
        outcome.facts["most doubled by one kill"] = max(most, by_this_one)


async def _not_once(town: Town, asked: list[str]) -> int:
    """How many requests of the command line did not lead to exactly one line in the audit log."""
    lines = await read(town.world, lambda tx: [len(audit.lines_about(tx, subject)) for subject in asked])
    return sum(number != 1 for number in lines)


async def _compare(town: Town, traffic: Traffic, outcome: Outcome) -> None:
    """What was sent, against what the griffier opens."""
    outcome.promise("answers lost", "files lost", "reports lost", "duplicate reports", "duplicate answers")
    outcome.promise("notifications missing", "check-ins missing", "stuck chats", "damaged envelopes")
    outcome.wrong["stuck chats"] += len(traffic.stuck)
    try:
        opened = {one.case.reference: one for one in await open_everything(town.world)}
    except SealingError as error:
        outcome.wrong["damaged envelopes"] += 1
        outcome.notes.append(type(error).__name__)
        return
    notices = Counter(r for m in town.griffier.from_bot() for r in REFERENCE.findall(text_of(m)))
    planned = await read(town.world, _planned)
    for sent in traffic.sent:
        found = opened.pop(sent.reference, None)
        if found is None:
            outcome.wrong["reports lost"] += 1
            continue
        _compare_one(sent, found, outcome)
        outcome.wrong["notifications missing"] += notices[sent.reference] == 0
        outcome.wrong["check-ins missing"] += planned[found.case.case_id] != 3
    outcome.wrong["duplicate reports"] += len(opened)
    outcome.facts["answers"] = sum(len(s.texts) for s in traffic.sent)
    outcome.facts["files"] = sum(len(s.files) for s in traffic.sent)


def _compare_one(sent: Sent, found: Opened, outcome: Outcome) -> None:
    texts = Counter(found.texts)
    outcome.wrong["answers lost"] += sum((Counter(sent.texts) - texts).values())
    outcome.wrong["duplicate answers"] += sum((texts - Counter(sent.texts)).values())
    kept, wanted = Counter(found.evidence.values()), Counter(sent.files)
    outcome.wrong["files lost"] += sum((wanted - kept).values())
    outcome.wrong["duplicate answers"] += sum((kept - wanted).values())


def _planned(tx: sqlite3.Connection) -> Counter[str]:
    rows = tx.execute("SELECT case_id, count(*) FROM check_ins WHERE kind <> 'extra' GROUP BY case_id")
    return Counter({row[0]: row[1] for row in rows})


async def _doubled(town: Town) -> int:
    """Messages in the chats that neither the outbox nor the notes of what left know of: sent, killed, and sent again.

    A message that is on its way when the bot dies is known a moment later or doubled, so this is asked between two
    starts, and counts what waits to be doubled too.
    """

    def known(tx: sqlite3.Connection) -> set[int]:
        rows = tx.execute("SELECT message_ids FROM outbox WHERE kind = 'say' AND message_ids IS NOT NULL")
        return {message_id for row in rows for message_id in json.loads(row[0])}

    marked = await read(town.world, known)
    notes = SentNotes(town.world.config.storage.data_directory / sent_notes.FILE_NAME)
    marked.update(message_id for note in notes.earlier() for message_id in note.message_ids)
    notes.close()
    phones = (*town.reporters, town.griffier)
    return sum(m.message_id not in marked for phone in phones for m in phone.from_bot())


# ---- check-ins ------------------------------------------------------------------------------------------------------

DUE_SQL = """
SELECT person_id, state, asked_at, due_at FROM check_ins WHERE due_at <= :now AND state = 'planned'
"""


async def _check_in_time(town: Town, killer: Killer, count: int, outcome: Outcome) -> None:
    """The next day: the first check-ins come due while the bot is killed."""
    clock = town.simulator.service.world.clock
    newest = {phone.id: phone.newest() for phone in town.reporters}
    clock.advance(timedelta(hours=25))
    town.simulator.service.world.touch_screen()
    await _killed_again(town, killer, count, outcome)
    process = await killer.start()
    await until_quiet(town)
    await asyncio.sleep(1.2)  # two ticks of the scheduler
    await until_quiet(town)
    await process.ask_to_stop()
    now = int(clock.now().timestamp() * 1000)
    waiting = await read(town.world, lambda tx: len(tx.execute(DUE_SQL, {"now": now}).fetchall()))
    outcome.wrong["check-ins missing"] += waiting
    silent = sum(not _invited(phone, newest[phone.id]) for phone in town.reporters)
    outcome.wrong["check-ins missing"] += silent
    outcome.facts["reporters asked how they are"] = len(town.reporters) - silent


def _invited(phone: Phone, after: int) -> bool:
    return any("Hoe gaat het met je?" in text_of(m) for m in phone.from_bot() if m.message_id > after)
