"""Crash points do nothing until they are armed, and kill on the chosen turn only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage import crash_points

CHILD = """
import sys
from storage import crash_points
crash_points.reach("sent")
crash_points.arm(*crash_points.parse(sys.argv[1]))
if sys.argv[2:] == ["disarmed"]:
    crash_points.disarm()
for turn in (1, 2, 3):
    crash_points.reach("another")
    print(turn, flush=True)
    crash_points.reach("sent")
"""


def run(*arguments: str) -> tuple[int, str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", CHILD, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.replace("\n", "")


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (["sent"], (-9, "1")),
        (["sent:3"], (-9, "123")),
        (["sent:4"], (0, "123")),
        (["sent", "disarmed"], (0, "123")),
        (["elsewhere"], (0, "123")),
    ],
)
def test_it_kills_on_the_chosen_turn(arguments: list[str], outcome: tuple[int, str]) -> None:
    assert run(*arguments) == outcome


@pytest.mark.parametrize("setting", ["", ":2", "sent:0", "sent:-1", "sent:", "sent:often"])
def test_other_settings_are_refused(setting: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        crash_points.parse(setting)
