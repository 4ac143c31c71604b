"""Owns the tally of how people found the aftercare, and the sealed lines they added: no person, no case, no day.

Must not know: who answered, or what a line says. What one person says must not be readable from what is shown, so
nothing is shown below five, and from then on only in whole groups of five: between two looks at the tally there are
always five answers, never one. The answers that still wait are encrypted, and their times are not kept; a group that is
full keeps the month in which it filled up. Lines wait for five lines in the same way.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.columns import decrypt_json, encrypt_json
from storage.field_encryption import CARE_TALLY_BODY, DamagedFieldError, FieldEncryption
from storage.sealing import EnvelopeHeader, EnvelopeName, Recipient, seal_envelope

GROUP = 5
"""So many answers are shown at once, and never fewer."""

REMARK_PART = "aftercare-remark"

_WAITING, _SHOWN = "waiting", "shown"


@dataclass(frozen=True, kw_only=True)
class TallyGroup:
    """Five answers (or more, a multiple of five): how often each was given, and the month in which it was complete."""

    month: str
    counts: dict[str, int]


def count_rating(tx: sqlite3.Connection, fe: FieldEncryption, rating: str, at: datetime) -> None:
    """One more answer. It waits until five are complete; then those five are shown together."""
    waiting = {**_body(tx, fe, _WAITING)}
    waiting[rating] = waiting.get(rating, 0) + 1
    if sum(waiting.values()) < GROUP:
        _save(tx, fe, _WAITING, waiting)
        return
    groups = [*_body(tx, fe, _SHOWN).get("groups", ()), {"month": f"{at:%Y-%m}", "counts": waiting}]
    _save(tx, fe, _SHOWN, {"groups": groups})
    _save(tx, fe, _WAITING, {})


def shown_groups(tx: sqlite3.Connection, fe: FieldEncryption) -> list[TallyGroup]:
    """The groups that may be shown, oldest first; empty until five people have answered."""
    groups = _body(tx, fe, _SHOWN).get("groups", ())
    return [TallyGroup(month=g["month"], counts=g["counts"]) for g in groups]


def total_of(groups: Sequence[TallyGroup]) -> dict[str, int]:
    """How often each answer was given in these groups together."""
    ratings = sorted({rating for group in groups for rating in group.counts})
    return {rating: sum(group.counts.get(rating, 0) for group in groups) for rating in ratings}


def _body(tx: sqlite3.Connection, fe: FieldEncryption, batch: str) -> dict[str, Any]:
    row = tx.execute("SELECT body FROM care_tally WHERE batch = ?", (batch,)).fetchone()
    if row is None:
        return {}
    try:
        return decrypt_json(fe, CARE_TALLY_BODY, batch, row["body"])
    except DamagedFieldError:
        return {}


def _save(tx: sqlite3.Connection, fe: FieldEncryption, batch: str, body: dict[str, Any]) -> None:
    tx.execute(
        "INSERT INTO care_tally (batch, body) VALUES (?, ?) ON CONFLICT (batch) DO UPDATE SET body = excluded.body",
        (batch, encrypt_json(fe, CARE_TALLY_BODY, batch, body)),
    )


# ---- lines ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A line as it is kept: an age file, under a random id."""

    remark_id: str
    age_file: bytes


def keep_remark(
    tx: sqlite3.Connection,
    content: bytes,
    recipients: Sequence[Recipient],
    *,
    content_type: str,
    month: datetime,
    pack_id: str,
    pack_version: int,
) -> None:
    """Seal a line to these recipients. `month` is the first of the month, which is all its header says of when.

    With the fifth line that waits, all of them may be shown.
    """
    remark_id = secrets.token_hex(16)
    header = EnvelopeHeader.describe(
        content,
        name=EnvelopeName(report_id=remark_id, part=REMARK_PART, revision=1),
        created_at=month,
        content_type=content_type,
        pack=pack_id,
        pack_version=str(pack_version),
    )
    tx.execute(
        "INSERT INTO care_remarks (remark_id, age_file) VALUES (?, ?)",
        (remark_id, seal_envelope(header, content, recipients)),
    )
    waiting = tx.execute("SELECT count(*) FROM care_remarks WHERE shown = 0").fetchone()[0]
    if waiting >= GROUP:
        tx.execute("UPDATE care_remarks SET shown = 1")


def shown_remarks(tx: sqlite3.Connection) -> list[Remark]:
    """The lines that may be shown, in an order that says nothing."""
    rows = tx.execute("SELECT remark_id, age_file FROM care_remarks WHERE shown = 1 ORDER BY remark_id")
    return [Remark(remark_id=row["remark_id"], age_file=row["age_file"]) for row in rows]
