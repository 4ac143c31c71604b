"""Filling a world with years of cases and check-ins, directly through `storage`.

Owns how many there are and what they look like. Must not know what is measured on them.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.world import GRIFFIER_ID, config_of, reporter_id
from bot.server_keys import load_field_encryption, load_signing_key
from conversations.casework.conversation import Case, CaseState, case_to_json
from storage import cases, check_ins, envelopes
from storage.check_ins import PlannedCheckIn
from storage.database import Database
from storage.envelopes import StoredEnvelope
from storage.field_encryption import FieldEncryption
from storage.sealing import EnvelopeName, SigningKey, sign_envelope

SENT_AT = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
SEALED_BYTES = 6_000
"""About what a report of 14 steps takes, sealed to a griffier, a deputy and the recovery recipient."""

_FAR = datetime(2046, 1, 1, tzinfo=UTC)
_BATCH = 20_000


def fill(folder: Path, *, reports: int = 0, open_cases: int = 0, pending: int = 0) -> None:
    """Add sent reports (closed, but for `open_cases` of them) and check-ins that are due in twenty years."""
    asyncio.run(_fill(folder, max(reports, open_cases), open_cases, pending))


async def _fill(folder: Path, reports: int, open_cases: int, pending: int) -> None:
    config = config_of(folder, "http://127.0.0.1:9")
    fe, signing_key = load_field_encryption(config), load_signing_key(config)
    db = await Database.open(config.database_path)
    try:
        for first in range(0, reports, _BATCH):
            some = range(first, min(reports, first + _BATCH))
            await db.transaction(
                lambda tx, some=some: _add_cases(tx, fe, signing_key, some, open_cases)  # type: ignore[misc]
            )
        for first in range(0, pending, _BATCH):
            some = range(first, min(pending, first + _BATCH))
            await db.transaction(lambda tx, some=some: _add_check_ins(tx, fe, some))  # type: ignore[misc]
        await db.truncate_log()
    finally:
        await db.close()


def _add_cases(
    tx: sqlite3.Connection, fe: FieldEncryption, signing_key: SigningKey, numbers: range, open_cases: int
) -> None:
    sealed = os.urandom(SEALED_BYTES)
    sha256 = hashlib.sha256(sealed).digest()
    for number in numbers:
        at = SENT_AT + timedelta(seconds=number)
        state = CaseState.SENT if number < open_cases else CaseState.CLOSED
        case = Case(
            case_id=f"{number:032x}",
            reference=f"R-{number:07d}",
            kind="report",
            urgent=number % 10 == 0,
            office="raadslid",
            pack_id="maassluis",
            pack_version=1,
            reporter_id=reporter_id(number),
            created_at=at,
            state=state,
            handlers=(GRIFFIER_ID,),
            told=(GRIFFIER_ID,),
        )
        cases.add_case(
            tx,
            fe,
            case_id=case.case_id,
            reference=case.reference,
            state=state,
            urgent=case.urgent,
            at=at,
            body=case_to_json(case),
            told=case.told,
        )
        name = EnvelopeName(report_id=case.case_id, part="report", revision=1)
        envelopes.add_envelope(
            tx,
            StoredEnvelope(
                case_id=case.case_id,
                part=name.part,
                revision=name.revision,
                age_file=sealed,
                sha256=sha256,
                signature=sign_envelope(signing_key, name=name, age_file=sealed, created_at=at),
                recipients=("age1pq1" + "q" * 1900,) * 2,
                created_at=at,
            ),
        )


def _add_check_ins(tx: sqlite3.Connection, fe: FieldEncryption, numbers: range) -> None:
    for number in numbers:
        planned = PlannedCheckIn(
            check_in_id=f"{number:032x}",
            case_id=f"{number // 3:032x}",
            person_id=reporter_id(number // 3),
            kind=("first", "second", "third")[number % 3],
            reference=f"R-{number // 3:07d}",
            due_at=_FAR + timedelta(minutes=number % 10_000),
            rule="far away",
        )
        check_ins.plan_check_in(tx, fe, planned)
