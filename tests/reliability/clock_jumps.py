"""The clock: a day forward and back, both changes of summer time, thirty days off. Every prompt once, or stale.

Owns the jumps and the counting of check-ins, and of what the clocks of a case say, in the chats. Must not know how they
are planned.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.world import GRIFFIER, REPORTER
from conversations.texts import load_catalogue
from tests.phones import What
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage

KINDS = ("first", "second", "third")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
ORDINARY = datetime(2026, 6, 9, tzinfo=UTC)
STARTS = {
    "a day forward and back": ORDINARY,
    "summer time begins": SPRING,
    "summer time ends": AUTUMN,
    "30 days off": ORDINARY,
    "off over the change": AUTUMN,
}

ONCE = (
    *(
        (GRIFFIER.first_name, f"het is tijd voor het {talk} gesprek")
        for talk in ("eerste", "tweede", "derde")
    ),
    (GRIFFIER.first_name, "is nog door niemand bevestigd"),
    (REPORTER.first_name, "nog niemand heeft"),
)
"""What the clocks of a case that nobody takes up say once, and to whom."""


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Live through seven weeks after a report, `count` times, with something wrong with the clock."""
    outcome = Outcome(
        name="clock", fault="clock jumps, both DST days, 30 days off", unit="lives", asked=count
    )
    outcome.promise("prompts missing", "prompts doubled", "stale and not shown", "asked in quiet hours")
    outcome.promise("clocks of the case missing or doubled")
    began = time.monotonic()
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        what = list(STARTS)[number % len(STARTS)]
        with in_memory_folder(folder) as fast:
            await _live(what, chance, fast, outcome)
        outcome.done += 1
    outcome.seconds = time.monotonic() - began
    return outcome


async def _live(what: str, chance: random.Random, folder: Path, outcome: Outcome) -> None:
    start = STARTS[what] - timedelta(hours=chance.uniform(0, 60))
    async with open_stage(folder, REPORTER, GRIFFIER, start=start) as stage:
        await _report(stage)
        await stage.clock_moves(hours=chance.uniform(0, 30))
        await _go_wrong(stage, what, chance)
        await stage.clock_moves(days=50)
        await _count(stage, what, outcome)


async def _go_wrong(stage: Stage, what: str, chance: random.Random) -> None:
    match what:
        case "a day forward and back":
            stage.clock.advance(86_400)
            await stage.ticks()
            stage.clock.advance(-86_400)
            await stage.ticks()
        case "30 days off":
            await stage.clock_moves(days=30, asleep=True)
        case "off over the change":
            await stage.clock_moves(hours=chance.uniform(20, 90), asleep=True)
        case _:
            await stage.clock_moves(days=4)


async def _report(stage: Stage) -> None:
    name = REPORTER.first_name
    await stage.says(name, "Er lag een brief in de bus.")
    await stage.taps(name, "Ja, ik ben veilig")
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")


async def _count(stage: Stage, what: str, outcome: Outcome) -> None:
    catalogue = load_catalogue()
    chat_id = stage.actors[REPORTER.first_name].telegram_id
    shown = [n.message for n in stage.phones.news if n.what is What.MESSAGE and n.chat_id == chat_id]
    case = (await stage.cases())[0]
    rows = await stage.read(
        lambda tx: tx.execute("SELECT kind, state FROM check_ins WHERE kind <> 'extra'").fetchall()
    )
    stale = Counter(row["kind"] for row in rows if row["state"] == "stale")
    griffier = stage.actors[GRIFFIER.first_name].telegram_id
    words = catalogue.format("notice-check-in-stale", "nl", {"reference": case.reference})
    told = sum(
        n.message is not None and words in n.message.text for n in stage.phones.news if n.chat_id == griffier
    )
    for kind in KINDS:
        words = catalogue.format(f"check-in-invite-{kind}", "nl")
        asked = [m for m in shown if m is not None and words in m.text]
        outcome.wrong["prompts missing"] += not asked and not stale[kind]
        outcome.wrong["prompts doubled"] += max(0, len(asked) + stale[kind] - 1)
        outcome.wrong["asked in quiet hours"] += sum(_quiet(m.at) for m in asked)
        outcome.facts["asked"] = int(outcome.facts.get("asked", 0)) + len(asked)
        if len(asked) + stale[kind] != 1:
            outcome.notes.append(f"{what}: {kind} asked {len(asked)}, stale {stale[kind]}")
    outcome.facts["stale"] = int(outcome.facts.get("stale", 0)) + sum(stale.values())
    outcome.wrong["stale and not shown"] += max(0, sum(stale.values()) - told)
    for name, words in ONCE:
        chat = stage.actors[name].telegram_id
        messages = [n.message for n in stage.phones.news if n.what is What.MESSAGE and n.chat_id == chat]
        often = sum(m is not None and words in m.text for m in messages)
        outcome.wrong["clocks of the case missing or doubled"] += often != 1
        if often != 1:
            outcome.notes.append(f"{what}: {words}, {often} times")


def _quiet(at: datetime) -> bool:
    local = at.astimezone(AMSTERDAM)
    return local.hour < 8 or local.hour >= 22
