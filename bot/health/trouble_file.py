"""Owns a small file that tells the machine's own watchers how the bot is doing: one code on a line, empty when well.

For when Telegram is what cannot be reached. The bot starts no program and sends no mail: whoever watches the file (a
systemd path unit, say) does, with rights of its own. Must not know what a code means, or who reads it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from bot.logging_setup import get_logger

log = get_logger("health")


class TroubleFile:
    """The file at this path; an empty path is none. It is written when the codes differ from those in it."""

    def __init__(self, path: str) -> None:
        self._path = Path(path) if path else None
        self._shown: tuple[str, ...] | None = None

    def show(self, codes: Iterable[str]) -> None:
        """Let the file hold these codes, whole or as it was; trouble with it is logged and stops nothing."""
        wanted = tuple(sorted(codes))
        if self._path is None or wanted == self._shown:
            return
        unfinished = self._path.with_name(self._path.name + ".unfinished")
        try:
            descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.writelines(f"{code}\n" for code in wanted)
            unfinished.rename(self._path)
        except OSError as error:
            log.error("health.file_not_written", error_class=type(error).__name__)
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
        else:
            self._shown = wanted
