"""`make soak`: every harness at its full count, one table, and docs/reliability.md.

Owns the list of harnesses, with the counts of the issue's table and those of `make test`, and the order. Must not know
what a harness does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.reliability import (
    api_faults,
    backups,
    byte_flips,
    clock_jumps,
    flood,
    hostile,
    kills,
    migration_kills,
    poison,
    power_cuts,
    removals,
    roles,
    sequences,
    storage_trouble,
    strangers,
)
from tests.reliability.forks import log_nowhere
from tests.reliability.outcome import Outcome, table

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "reliability.md"
Run = Callable[..., Awaitable[Outcome]]
"""Called with the count, the seed and a folder, and with what else the harness takes."""

PROCESSES = 2
"""Over how many processes the two longest rows are shared out; the machine of the issue has two cores."""


@dataclass(frozen=True, kw_only=True)
class Harness:
    """One row of the table, with a count for here and a small one for `make test`. A `count` of 0 is all there is.

    `large` and `little` are further arguments: those of the full run and those of the small one.
    """

    name: str
    run: Run
    count: int
    small: int
    large: Mapping[str, float] = field(default_factory=dict)
    little: Mapping[str, float] = field(default_factory=dict)


SHARED_OUT = {"processes": PROCESSES}

HARNESSES = (
    Harness(name="kill", run=kills.run, count=1_000, small=6, little={"chats": 4}),
    Harness(name="power", run=power_cuts.run, count=2_000, small=30, little={"updates": 30}),
    Harness(name="api", run=api_faults.run, count=10_000, small=60),
    Harness(name="sequences", run=sequences.run, count=10_000, small=40, large=SHARED_OUT),
    Harness(name="poison", run=poison.run, count=500, small=15),
    Harness(name="storage", run=storage_trouble.run, count=20, small=3, little={"trouble_seconds": 1.0}),
    Harness(name="clock", run=clock_jumps.run, count=50, small=5),
    Harness(name="flips", run=byte_flips.run, count=2_000, small=36),
    Harness(name="migration", run=migration_kills.run, count=200, small=12),
    Harness(name="backup", run=backups.run, count=100, small=3),
    Harness(name="flood", run=flood.run, count=5, small=1, little={"flood": 600}),
    Harness(name="hostile", run=hostile.run, count=50_000, small=100, large=SHARED_OUT),
    Harness(name="strangers", run=strangers.run, count=10_000, small=400),
    Harness(name="roles", run=roles.run, count=0, small=40),
    Harness(name="removal", run=removals.run, count=100, small=3),
)

INTRODUCTION = """# Reliability

What has to hold when things go wrong, and what was measured. Written by `make soak`; every harness is in
`tests/reliability/`, and `make test` runs the same ones with small counts and fixed seeds.

"""

NOTES = """
## How to read it

- **done** is what was really carried out. **What must be 0** are the promises; one that is not 0 makes the row FAILED.
- A *doubled message* is one that Telegram had accepted when the bot was killed, so that it was sent again: the Bot API
  has no idempotency key. Each accepted message is therefore noted before the next new one may leave, and one kill can
  double one message. Changes to a message and answers to a button cannot be doubled.
- *Power cut*: the calls of the bot at work are recorded with strace and replayed on a strict model of a disk: each
  write since the last fsync is kept, dropped or torn at a sector by itself. The same replay with an fsync that does
  nothing has to find losses, or the harness is blind.
- *Bot API at 20% faults*: the bot's clock runs 60 times as fast as the machine's, so that waiting costs less.
- *Byte flips*: a flip that nothing notices hit a free page or something that is kept in the clear (states and times);
  what is encrypted or sealed is never shown wrong.
- *Duplicate and shuffled updates*, *hostile texts and files*: shared out over two processes. Each sequence and each
  report is drawn from its own number, so that it is the same one in every process.
- *Flood*: all updates of the flood are queued at once, and the other's behind them. The memory is the bot's own, at its
  highest; who floods gets an answer to the sixty messages that fit in a minute, and one to all the others together.
- *Storage*: a full disk is a small file system without a byte left, a lock is another process's, and read-only is the
  bot's connection. The alarm has to end before the next trouble begins, so that each raises its own.
- *Roles*: the buttons are those that people saw who pressed whatever they were shown, from the report to the check-ins.
"""


def main() -> None:
    """Run, print, write. Ends with status 1 when a promise did not hold."""
    asked = _arguments()
    began, outcomes = time.monotonic(), []
    for harness in HARNESSES:
        if asked.only and harness.name not in asked.only:
            continue
        outcome = _run_one(harness, _count(harness, asked), asked.seed)
        outcomes.append(outcome)
        print(outcome.explain(), f"({outcome.seconds:.0f} s)\n", flush=True)
    shown = table(outcomes)
    print(shown)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{minutes:.1f} minutes")
    if not asked.only and not asked.no_write:
        REPORT.write_text(_page(shown, minutes, asked), encoding="utf-8")
        print(f"Written: {REPORT.relative_to(ROOT)}")
    sys.exit(0 if all(one.holds or one.skipped for one in outcomes) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.soak", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=[h.name for h in HARNESSES], help="may be given again"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every count, such as 0.1")
    parser.add_argument(
        "--count", action="append", default=[], metavar="NAME=N", help="for one; may be given again"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", action="store_true", help="leave docs/reliability.md as it is")
    return parser.parse_args()


def _count(harness: Harness, asked: argparse.Namespace) -> int:
    """How often, now: the count of the table, as it was scaled or set."""
    for one in asked.count:
        name, _, number = one.partition("=")
        if name == harness.name:
            return int(number)
    scale: float = asked.scale
    if not harness.count:
        return 0 if scale >= 1 else 100
    return max(1, round(harness.count * scale))


def _run_one(harness: Harness, count: int, seed: int) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix=f"soak-{harness.name}-"))
    print(f"{harness.name} ...", flush=True)
    log_nowhere()  # each time: a harness that reads the log lets it go to stderr at its end
    began = time.monotonic()
    try:
        outcome = asyncio.run(_awaited(harness, count, seed, folder))
        if harness.name != "migration":  # there the count is for each of them
            outcome.asked = max(outcome.asked, harness.count)
        return outcome
    except Exception as error:
        traceback.print_exc()
        failed = Outcome(name=harness.name, fault=harness.name, unit="tries", asked=count)
        failed.wrong[f"the harness broke: {type(error).__name__}"] += 1
        failed.seconds = time.monotonic() - began
        return failed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _awaited(harness: Harness, count: int, seed: int, folder: Path) -> Outcome:
    return await harness.run(count, seed, folder, **harness.large)


def _page(shown: str, minutes: float, asked: argparse.Namespace) -> str:
    scaled = [f"--scale {asked.scale:g}"] if asked.scale != 1 else []
    options = [*scaled, *(f"--count {one}" for one in asked.count)]
    command = " ".join(["python -m tests.reliability.soak", *options]) if options else "make soak"
    when = datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    facts = f"`{command}`, seed {asked.seed}, {when}, {minutes:.0f} minutes. Machine: {machine}.\n\n"
    return INTRODUCTION + facts + shown + "\n" + NOTES
