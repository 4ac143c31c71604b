"""Every harness, small and seeded: each of its promises holds. Shared out over two processes it finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability import hostile, sequences
from tests.reliability.soaking import HARNESSES, Harness


@pytest.mark.parametrize("harness", HARNESSES, ids=[harness.name for harness in HARNESSES])
async def test_what_has_to_hold(harness: Harness, tmp_path: Path) -> None:
    outcome = await harness.run(harness.small, 3, tmp_path, **harness.little)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.holds, outcome.explain()
    assert outcome.done >= harness.small


async def test_sequences_are_the_same_ones_in_two_processes(tmp_path: Path) -> None:
    alone = await sequences.run(6, 3, tmp_path, together=2)
    shared = await sequences.run(6, 3, tmp_path, processes=2, together=2)
    assert shared.holds, shared.explain()
    assert (shared.done, shared.facts) == (6, alone.facts)


async def test_hostile_inputs_are_played_in_two_processes(tmp_path: Path) -> None:
    outcome = await hostile.run(100, 3, tmp_path, processes=2, together=1)
    assert outcome.holds, outcome.explain()
    assert outcome.done == 100
