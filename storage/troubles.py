"""Owns what an alarm has to remember over a restart: which troubles were told, and until when updates came in.

Must not know: what a trouble is, or who was told of it. Codes and times only.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.columns import from_milliseconds, to_milliseconds


def note_told(tx: sqlite3.Connection, code: str, since: datetime) -> None:
    """Remember that this trouble, there since then, was told; noting it again changes nothing."""
    tx.execute(
        "INSERT INTO troubles (code, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (code, to_milliseconds(since)),
    )


def forget_told(tx: sqlite3.Connection, code: str) -> None:
    """This trouble is over, and that was told too."""
    tx.execute("DELETE FROM troubles WHERE code = ?", (code,))


def told(tx: sqlite3.Connection) -> dict[str, datetime]:
    """The troubles that were told and of which the end was not: since when each was there."""
    rows = tx.execute("SELECT code, since FROM troubles ORDER BY code")
    return {row["code"]: from_milliseconds(row["since"]) for row in rows}


def note_received(tx: sqlite3.Connection, at: datetime) -> None:
    """Everything that Telegram had until this instant has been fetched."""
    tx.execute(
        "INSERT INTO last_received (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at",
        (to_milliseconds(at),),
    )


def last_received(tx: sqlite3.Connection) -> datetime | None:
    """Until when updates were fetched, as far as that was noted; None in a new database."""
    row = tx.execute("SELECT at FROM last_received").fetchone()
    return None if row is None else from_milliseconds(row["at"])
