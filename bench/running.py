"""Starting what is measured: a contender under the load side, or one measurement in a process of its own.

Owns the commands. Each contender and each measurement gets a fresh process; the bot a fresh copy of its world.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

from bench.load import Job, Result
from bench.world import copy_of

AIOGRAM_PYTHON = Path(".venv-bench/bin/python")
_MODULES = {
    "ptb": "ptb_echo",
    "conversation": "ptb_conversation",
    "aiogram": "aiogram_echo",
    "ours": "ruggensteun",
}


def load(contender: str, job: Job, world: Path) -> Result:
    """Play a job against `ours`, `ptb`, `conversation` or `aiogram`."""
    python = str(AIOGRAM_PYTHON) if contender == "aiogram" else sys.executable
    command = [python, "-m", f"bench.contenders.{_MODULES[contender]}"]
    if contender == "ours":
        command.append(str(copy_of(world, world.with_name("run"))))
    whole = replace(job, command=command, buttons=contender in ("ours", "conversation"))
    done = _run([sys.executable, "-m", "bench.load"], json.dumps(asdict(whole)))
    return Result(**json.loads(done))


def measure(name: str, folder: Path, *arguments: str) -> dict[str, float]:
    """One measurement of `bench.measure`."""
    found: dict[str, float] = json.loads(
        _run([sys.executable, "-m", "bench.measure", name, str(folder), *arguments])
    )
    return found


def _run(command: list[str], given: str = "") -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
