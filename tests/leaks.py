"""Looks for what people wrote, sent and are called in everything that the bot leaves behind.

Owns the search: which bytes are looked for, in which disguises, and where. Must not know how they got there.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.script import Secrets

SHORTEST = 6
"""What is shorter can stand anywhere by chance."""


@dataclass(frozen=True, kw_only=True)
class Leak:
    """Something that should not be there: where, and what, in short."""

    where: str
    what: str


def needles(secrets: Secrets, *more: str) -> list[str]:
    """Every text that may be found nowhere."""
    names = [part for name in secrets.names for part in (name, *name.split())]
    ids = [str(telegram_id) for telegram_id in secrets.telegram_ids]
    files = [content.decode() for content in secrets.files]
    texts = [piece for text in secrets.texts for piece in (text, *text.split(" ⏎ "))]
    wanted = (*texts, *files, *names, *secrets.tokens, *ids, *more)
    return sorted({text for text in wanted if len(text) >= SHORTEST})


def disguises(text: str) -> Iterator[bytes]:
    """The ways in which a text can stand in a file."""
    plain = text.encode()
    yield plain
    yield text.encode("utf-16-le")
    yield json.dumps(text).strip('"').encode()
    yield plain.hex().encode()
    for shift in range(3):  # base64 looks different for each place in a group of three
        whole = base64.b64encode(b"\0" * shift + plain)
        yield whole[(4 if shift else 0) : len(whole) - 4]


@lru_cache(maxsize=4096)
def _long_enough(text: str) -> tuple[bytes, ...]:
    return tuple(d for d in disguises(text) if len(d) >= SHORTEST)


def in_bytes(where: str, data: bytes, wanted: Sequence[str]) -> list[Leak]:
    """What of this stands in these bytes."""
    return [
        Leak(where=where, what=text[:30]) for text in wanted if any(d in data for d in _long_enough(text))
    ]


def in_files(folder: Path, wanted: Sequence[str]) -> list[Leak]:
    """What stands in any file under this folder, or in a file's name."""
    leaks = []
    for path in sorted(folder.rglob("*")):
        leaks += in_bytes(f"the name of {path.suffix or 'a file'}", path.name.encode(), wanted)
        if path.is_file():
            leaks += in_bytes(path.name, path.read_bytes(), wanted)
    return leaks


def in_rows(database: Path, wanted: Sequence[str], telegram_ids: Sequence[int]) -> list[Leak]:
    """What stands in any column of any table; numbers are compared as numbers."""
    leaks = []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                for value in row:
                    leaks += _in_value(table, value, wanted, telegram_ids)
    return leaks


def _in_value(table: str, value: object, wanted: Sequence[str], telegram_ids: Sequence[int]) -> list[Leak]:
    if isinstance(value, int) and value in telegram_ids:
        return [Leak(where=table, what="a Telegram id as a number")]
    if isinstance(value, str | bytes):
        return in_bytes(table, value.encode() if isinstance(value, str) else value, wanted)
    return []
