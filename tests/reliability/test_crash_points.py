"""Every crash point in the code is one at which some test kills a process; none is passed over in silence."""

from __future__ import annotations

import re
from pathlib import Path

from tests.reliability import kills, removals

ROOT = Path(__file__).parents[2]
REACHED = re.compile(r'\breach\("([a-z_.]+)"\)')
ELSEWHERE = {
    "migration.applied": "tests/storage/test_migrations.py",
    "migration.committed": "tests/storage/test_migrations.py",
    "rotation.batch_committed": "tests/storage/test_rotation.py",
    "rotation.before_commit": "tests/storage/test_rotation.py",
    "rotation.before_retiring": "tests/bot/test_cli_rotation.py",
    "rotation.key_added": "tests/bot/test_cli_rotation.py",
    "rotation.tokens_committed": "tests/storage/test_rotation.py",
}
"""Crash points of commands, and where a process is killed at them."""


def test_a_process_is_killed_at_each() -> None:
    sources = [path for folder in ("bot", "storage") for path in (ROOT / folder).rglob("*.py")]
    named = {name for path in sources for name in REACHED.findall(path.read_text(encoding="utf-8"))}
    assert named == {*kills.CRASH_POINTS, *removals.CRASH_POINTS, *ELSEWHERE}
    for name, place in ELSEWHERE.items():
        assert f'"{name}"' in (ROOT / place).read_text(encoding="utf-8")
