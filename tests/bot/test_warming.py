"""What is made ready, once and in a thread: the first date that somebody writes is read as quickly as the second."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from bot import warming
from bot.warming import SWITCH_SECONDS, WarmUp, settle
from conversations.moments import read_moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def _as_it_was() -> Iterator[None]:
    threshold, seconds = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    sys.setswitchinterval(seconds)


async def test_it_is_made_ready_once_beside_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    read = read_moment

    def remembered(words: str, *rest: object) -> object:
        begun.append(threading.current_thread().name)
        return read(words, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(warming, "read_moment", remembered)
    warm_up = WarmUp(AMSTERDAM)
    warm_up.begin()
    warm_up.begin()
    await asyncio.get_running_loop().shutdown_default_executor()
    assert len(begun) == len(warming._EXAMPLES)
    assert threading.main_thread().name not in begun


async def test_what_goes_wrong_with_it_keeps_nobody_from_working(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise LookupError

    monkeypatch.setattr(warming, "read_moment", broken)
    warm_up = WarmUp(AMSTERDAM)
    warm_up.begin()
    assert warm_up._task is not None
    await warm_up._task


@pytest.mark.usefixtures("_as_it_was")
def test_what_is_loaded_is_not_looked_through_again() -> None:
    settle()
    assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
