"""Notes in a database of one table, and a file as its bytes: what the tests of the connection work with."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def add(tx: sqlite3.Connection, note: str) -> None:
    """One note more."""
    tx.execute("INSERT INTO notes VALUES (?)", (note,))


def notes(tx: sqlite3.Connection) -> list[str]:
    """Every note, in the order in which they came."""
    return [row["note"] for row in tx.execute("SELECT note FROM notes ORDER BY rowid")]


def add_all(tx: sqlite3.Connection, many: list[str]) -> None:
    """Several notes in one transaction."""
    for note in many:
        add(tx, note)


def read(path: Path) -> bytes:
    """A file as it stands on the disk."""
    return path.read_bytes()


def write(path: Path, content: bytes) -> None:
    """Replace a file as it stands on the disk."""
    path.write_bytes(content)
