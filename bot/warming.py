"""Owns what is made ready before somebody waits for it: the process's own settings, and what libraries make once.

Must not know what is asked or answered.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.logging_setup import get_logger
from conversations.aftercare.schedule import is_working_day
from conversations.moments import read_moment

log = get_logger("warming")

SWITCH_SECONDS = 0.001
"""How soon the thread that waits to COMMIT gets its turn while an answer is being worked out; Python's own is 5 ms."""

_YOUNG_OBJECTS = 10_000
_EXAMPLES = (
    "gisteravond rond half negen",
    "vorige week dinsdag om 14:30",
    "12 november",
    "last Tuesday at 3 pm",
)


def settle() -> None:
    """Once everything is loaded: look through it never again for garbage, which would keep an answer waiting."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


class WarmUp:
    """Makes ready what a report will need, beside the first conversation after a start.

    Not at the start itself: a bot to which nobody writes would hold seven megabytes for it.
    """

    def __init__(self, time_zone: ZoneInfo) -> None:
        self._time_zone = time_zone
        self._task: asyncio.Future[None] | None = None

    def begin(self) -> None:
        """Begin when it has not begun; returns at once."""
        if self._task is None:
            self._task = asyncio.get_running_loop().run_in_executor(None, _make_ready, self._time_zone)


def _make_ready(time_zone: ZoneInfo) -> None:
    """dateparser compiles its expressions when it reads the first date (half a second); holidays are of a year."""
    now = datetime.now(UTC)
    try:
        for words in _EXAMPLES:
            read_moment(words, now, time_zone)
        for days in range(60):
            is_working_day((now + timedelta(days=days)).date())
    except Exception as error:  # then it is made ready when it is needed
        log.warning("warming.failed", error_class=type(error).__name__)
