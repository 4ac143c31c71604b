"""A flood of updates from one chat: the others must not notice, and whoever floods is told once.

Owns the flood and the stopwatch. Must not know how the bot holds it off.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

from simulator.running import RunningSimulator
from tests.reliability.outcome import Outcome
from tests.reliability.phone import Phone, StuckError, labels, text_of
from tests.reliability.town import Town, make_town, running_bot, until_quiet

FLOOD = 10_000
WORDS = "Je stuurt nu sneller"
MAX_GROWTH_MEGABYTES = 64


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
        async with running_bot(town):
            await town.enrol()
            memory = _megabytes()
            for flooder in floods:
                await _one(town, flooder, other, flood, outcome)
                outcome.done += 1
            await until_quiet(town, 120)
            grown = _megabytes() - memory
        outcome.wrong["flood not told in one message"] += sum(_told(f) != 1 for f in floods)
        outcome.wrong["memory grew beyond 64 MB"] += grown > MAX_GROWTH_MEGABYTES + _of_the_simulator(
            count, flood
        )
        outcome.facts["grown MB, the simulator's own messages included"] = round(grown, 1)
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


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _of_the_simulator(count: int, flood: int) -> float:
    """What the simulator in this process remembers of the flood: about 3 kB for each message."""
    return count * flood * 3 / 1024
