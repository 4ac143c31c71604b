"""Owns which cases are on a case handler's list, read by index: no case is decrypted to find out.

Must not know: what a case is about, or who may do what in it. A case is on the list of whoever it is with, and of
whoever something in it is sealed to.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from storage.cases import FINISHED_STATES
from storage.migrations.m0008_envelope_readers import RECIPIENT_START

LISTED_SQL = (
    "SELECT case_id, state IN (SELECT value FROM json_each(:finished)) AS is_finished FROM cases"
    " WHERE case_id IN ("
    "  SELECT case_id FROM case_people WHERE person_id = :person_id"
    "  UNION SELECT case_id FROM envelope_readers"
    "  WHERE recipient_start IN (SELECT value FROM json_each(:recipients)))"
    " ORDER BY created_at, case_id"
)


@dataclass(frozen=True, kw_only=True)
class ListedCases:
    """The ids of somebody's cases, the oldest first."""

    open_ids: tuple[str, ...]
    finished_ids: tuple[str, ...]


def listed_cases(tx: sqlite3.Connection, person_id: str, recipients: Collection[str]) -> ListedCases:
    """The cases that are with this person, or have something that is sealed to one of these recipients."""
    values = {
        "person_id": person_id,
        "recipients": json.dumps([recipient[:RECIPIENT_START] for recipient in recipients]),
        "finished": json.dumps(sorted(FINISHED_STATES)),
    }
    found: tuple[list[str], list[str]] = [], []
    for row in tx.execute(LISTED_SQL, values):
        found[row["is_finished"]].append(row["case_id"])
    return ListedCases(open_ids=tuple(found[0]), finished_ids=tuple(found[1]))
