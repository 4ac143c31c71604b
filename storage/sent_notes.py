"""Owns the notes of what has left: one line per new message, written the moment that Telegram accepts it.

A line outlives the death of the process, not a power cut: it is not synced, and says only what the database records a
moment later anyway. So the next new message may leave before the commit, and a crash still doubles at most one. Must
not know what a message is: a line holds a random prompt id and Telegram's message ids.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "sent.notes"
"""The file's name inside the data directory."""

MOST_BYTES = 1024 * 1024
"""A file that has grown this long takes no more notes until it is empty."""


@dataclass(frozen=True, kw_only=True)
class SentNote:
    """A message that Telegram accepted, under which message ids."""

    prompt_id: str
    message_ids: tuple[int, ...]


class SentNotes:
    """The notes of one process. A note is kept until `recorded` says that the database has it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, readable by its owner alone. Raises OSError."""
        self._file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._size_bytes = os.fstat(self._file).st_size
        self._open: set[str] = set()

    def earlier(self) -> list[SentNote]:
        """What a process before this one noted, in order; lines that a power cut has damaged are passed over."""
        lines = os.pread(self._file, self._size_bytes, 0).split(b"\n")
        found = [note for line in lines if (note := _read(line)) is not None]
        self._open.update(note.prompt_id for note in found)
        return found

    def note(self, prompt_id: str, message_ids: Sequence[int]) -> bool:
        """Write a note; False when that is not possible, so that only the database can tell."""
        line = _line(prompt_id, message_ids)
        if self._size_bytes + len(line) > MOST_BYTES:
            return False
        try:
            written = os.write(self._file, line)
        except OSError:
            return False
        self._size_bytes += written
        if written < len(line):
            return False
        self._open.add(prompt_id)
        return True

    def recorded(self, prompt_ids: Sequence[str]) -> None:
        """The database has these; once it has all, the file is emptied."""
        self._open.difference_update(prompt_ids)
        if self._size_bytes and not self._open:
            with contextlib.suppress(OSError):  # an old note only repeats what the database says
                os.ftruncate(self._file, 0)
                self._size_bytes = 0

    def close(self) -> None:
        """Close the file; what is in it stays. Closing twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _line(prompt_id: str, message_ids: Sequence[int]) -> bytes:
    content = f"{prompt_id} {','.join(map(str, message_ids))}".encode("ascii")
    return b"%s %08x\n" % (content, zlib.crc32(content))


def _read(line: bytes) -> SentNote | None:
    """A whole line; None for one that was cut off, or that is damaged."""
    content, _, checksum = line.rpartition(b" ")
    if checksum != b"%08x" % zlib.crc32(content):
        return None
    prompt_id, _, message_ids = content.decode("ascii").partition(" ")
    return SentNote(prompt_id=prompt_id, message_ids=tuple(int(one) for one in message_ids.split(",") if one))
