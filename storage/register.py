"""Owns the anonymised register: how many reports of which nature, form, target and response there were in a period.

Must not know: reports, cases or people. There is one encrypted row for a whole period, in which numbers only grow; no
row, order or time says which report a number came from.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from storage.columns import row_beside
from storage.field_encryption import REGISTER_COUNTS_BODY, FieldEncryption

Counts = dict[str, dict[str, int]]
"""How often, by dimension (nature, form, target, response, reports) and what was chosen in it."""


def count(
    tx: sqlite3.Connection, fe: FieldEncryption, period: str, chosen: Mapping[str, Collection[str]]
) -> None:
    """One more for each of these choices, by dimension, in this period."""
    counts = counts_of(tx, fe, period)
    for dimension, options in chosen.items():
        row = counts.setdefault(dimension, {})
        for option in sorted(set(options)):
            row[option] = row.get(option, 0) + 1
    body = json.dumps(counts, sort_keys=True).encode()
    tx.execute(
        "INSERT INTO register_counts (period, body) VALUES (?, ?)"
        " ON CONFLICT (period) DO UPDATE SET body = excluded.body",
        (period, fe.encrypt(REGISTER_COUNTS_BODY, period, body)),
    )


def counts_of(tx: sqlite3.Connection, fe: FieldEncryption, period: str) -> Counts:
    """The numbers of this period, empty when there are none. Raises DamagedFieldError."""
    row = tx.execute("SELECT body FROM register_counts WHERE period = ?", (period,)).fetchone()
    if row is None:
        return {}
    plain = fe.decrypt(REGISTER_COUNTS_BODY, period, row["body"])
    with row_beside(REGISTER_COUNTS_BODY):
        return {
            str(dimension): {str(option): int(number) for option, number in options.items()}
            for dimension, options in json.loads(plain).items()
        }


def periods(tx: sqlite3.Connection) -> list[str]:
    """Every period that has numbers, the oldest first."""
    return [row["period"] for row in tx.execute("SELECT period FROM register_counts ORDER BY period")]
