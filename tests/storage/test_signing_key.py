"""Whether the signing key is that of the database: before anything is signed with another one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.cases import add_case
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.reports import OtherSigningKeyError, Part, Register, check_signing_key
from storage.sealing import Identity, SigningKey
from tests.storage.conftest import NOW

OWN, OTHER = SigningKey.generate(), SigningKey.generate()
RECOVERY = Identity.generate().recipient
REPORT = Part(
    case_id="c" * 32,
    part="report",
    content=b"{}",
    content_type="application/json",
    created_at=NOW + timedelta(milliseconds=417),
    pack_id="standaard",
    pack_version=1,
)


@pytest.fixture
async def db(db: Database, fe: FieldEncryption) -> Database:
    """With the cases to which the reports belong."""

    def work(tx: sqlite3.Connection) -> None:
        for case_id in ("c" * 32, "d" * 32):
            about = {"case_id": case_id, "reference": case_id, "state": "sent", "body": b"{}"}
            add_case(tx, fe, urgent=False, at=NOW, **about)  # type: ignore[arg-type]

    await db.transaction(work)
    return db


def check(tx: sqlite3.Connection, signing_key: SigningKey) -> None:
    check_signing_key(tx, signing_key.verifying_key)


async def test_before_the_first_report_every_key_is_fine(db: Database) -> None:
    await db.read(lambda tx: check(tx, OTHER))


async def test_another_key_than_signed_the_reports_is_refused(db: Database, tmp_path: Path) -> None:
    register = Register(OWN, tmp_path)

    def work(tx: sqlite3.Connection) -> None:
        register.seal(tx, REPORT, [RECOVERY])
        register.seal(tx, REPORT, [RECOVERY])
        check(tx, OWN)
        with pytest.raises(OtherSigningKeyError):
            check(tx, OTHER)

    await db.transaction(work)


@pytest.mark.parametrize("change", ["signature = x'01'", "part = ''", "created_at = 9000000000000000000"])
async def test_a_newest_row_that_was_changed_is_no_other_key(
    db: Database, tmp_path: Path, change: str
) -> None:
    register = Register(OWN, tmp_path)

    def work(tx: sqlite3.Connection) -> None:
        register.seal(tx, replace(REPORT, case_id="d" * 32), [RECOVERY])
        register.seal(tx, REPORT, [RECOVERY])
        tx.execute(f"UPDATE envelopes SET {change} WHERE case_id = '{REPORT.case_id}'")
        check(tx, OWN)
        with pytest.raises(OtherSigningKeyError):
            check(tx, OTHER)

    await db.transaction(work)
