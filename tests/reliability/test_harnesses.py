"""Every harness, small and seeded: each of its promises holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

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
    strangers,
)
from tests.reliability.outcome import Outcome
from tests.reliability.storage_trouble import run as storage_run

SMALL: tuple[tuple[str, Callable[[int, int, Path], Awaitable[Outcome]], int], ...] = (
    ("kill", lambda count, seed, folder: kills.run(count, seed, folder, chats=4), 6),
    ("power", lambda count, seed, folder: power_cuts.run(count, seed, folder, updates=30), 30),
    ("api", api_faults.run, 60),
    ("sequences", sequences.run, 40),
    ("poison", poison.run, 15),
    ("storage", lambda count, seed, folder: storage_run(count, seed, folder, trouble_seconds=1.0), 1),
    ("clock", clock_jumps.run, 5),
    ("flips", byte_flips.run, 36),
    ("migration", migration_kills.run, 12),
    ("flood", lambda count, seed, folder: flood.run(count, seed, folder, flood=600), 1),
    ("hostile", hostile.run, 100),
    ("strangers", strangers.run, 400),
    ("roles", roles.run, 40),
    ("backup", backups.run, 3),
    ("removal", removals.run, 3),
)


@pytest.mark.parametrize(("name", "run", "count"), SMALL, ids=[name for name, _, _ in SMALL])
async def test_what_has_to_hold(
    name: str, run: Callable[[int, int, Path], Awaitable[Outcome]], count: int, tmp_path: Path
) -> None:
    outcome = await run(count, 3, tmp_path)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.holds, outcome.explain()
    assert outcome.done >= count
