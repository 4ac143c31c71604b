"""A flood of updates from one chat: the others must not notice, and whoever floods is told once.

Owns the flood, the stopwatch and the scales: the bot runs in a process of its own, so that what is weighed is the bot.
Must not know how the bot holds it off.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from simulator.running import RunningSimulator
from tests.reliability.bot_process import BotProcess, write_config
from tests.reliability.outcome import Outcome
from tests.reliability.phone import Phone, StuckError, labels, text_of
from tests.reliability.town import Town, make_town, until_quiet

FLOOD = 10_000
WORDS = "Je stuurt nu sneller"
MAX_GROWTH_MEGABYTES = 64
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


async def run(count: int, seed: int, folder: Path, flood: int = FLOOD) -> Outcome:
    """Flood `count` times; after each, somebody else asks for something at the very end of the queue."""
    outcome = Outcome(
        name="flood", fault=f"a flood of {flood:,} updates from one chat", unit="floods", asked=count
    )
    outcome.promise(
        "answer after 2 s", "flood not told in one message", "memory grew beyond 64 MB", "answers lost"
    )
    began = time.monotonic()
    async with RunningSimulator() as simulator:
        town = await make_town(folder, simulator, 1 + count)
        other, *floods = town.reporters
        bot = BotProcess(write_config(town.world, folder), simulator.control_url, folder / "bot.log")
        bot.start()
        try:
            await town.enrol()
            memory = _peak_megabytes(bot)
            for flooder in floods:
                await _one(town, flooder, other, flood, outcome)
                outcome.done += 1
            await until_quiet(town, 120)
            grown = _peak_megabytes(bot) - memory
        finally:
            await bot.ask_to_stop()
        outcome.wrong["flood not told in one message"] += sum(_told(f) != 1 for f in floods)
        outcome.wrong["memory grew beyond 64 MB"] += grown > MAX_GROWTH_MEGABYTES
        outcome.facts["grown MB"] = round(grown, 1)
        outcome.facts["most messages to who floods"] = max(len(f.from_bot()) for f in floods)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _one(town: Town, flooder: Phone, other: Phone, flood: int, outcome: Outcome) -> None:
    for number in range(flood):
        flooder.writes(f"vol {number}")
    before = other.newest()
    asked = time.monotonic()
    other.writes("Er staat iemand voor mijn deur.")
    try:
        await other.waits(lambda m: bool(labels(m)), "an answer", after=before + 1, seconds=60)
    except StuckError as error:
        outcome.wrong["answers lost"] += 1
        outcome.notes.append(str(error))
    seconds = time.monotonic() - asked
    slowest = max(float(outcome.facts.get("slowest answer s", 0.0)), seconds)
    outcome.facts["slowest answer s"] = slowest
    outcome.wrong["answer after 2 s"] += seconds > 2


def _told(phone: Phone) -> int:
    return sum(WORDS in text_of(m) for m in phone.from_bot())


def _peak_megabytes(bot: BotProcess) -> float:
    """The most memory that the bot ever had."""
    found = PEAK.search(Path(f"/proc/{bot.process_id}/status").read_text(encoding="ascii", errors="replace"))
    assert found is not None
    return int(found[1]) / 1024
