"""Owns the named places where a test can make the process die as in a power cut.

Must not know: the environment (the configuration reads it and calls `arm`) or what happens around a crash
point. Unarmed, which is always so outside tests, `reach` does nothing.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from threading import Lock


@dataclass
class _Armed:
    name: str
    remaining: int


_lock = Lock()
_armed: _Armed | None = None


def parse(setting: str) -> tuple[str, int]:
    """The crash point and how many times it is passed, from `name` or `name:3`. Raises ValueError on anything
    else."""
    name, separator, times = setting.partition(":")
    count = int(times) if separator else 1
    if not name or count < 1:
        raise ValueError("a crash point is written as name or name:3")
    return name, count


def arm(name: str, count: int = 1) -> None:
    """Make the process kill itself the `count`-th time it reaches this crash point."""
    global _armed
    with _lock:
        _armed = _Armed(name, count)


def disarm() -> None:
    """Make every crash point harmless again."""
    global _armed
    with _lock:
        _armed = None


def reach(name: str) -> None:
    """Pass a crash point: nothing happens, unless it was armed and its turn has come. Safe from any
    thread."""
    with _lock:
        if _armed is None or _armed.name != name:
            return
        _armed.remaining -= 1
        if _armed.remaining > 0:
            return
    os.kill(os.getpid(), signal.SIGKILL)
