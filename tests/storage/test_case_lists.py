"""Whose list a case is on: whoever it is with, and whoever something in it is sealed to; found by index."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.case_lists import LISTED_SQL, ListedCases, listed_cases
from storage.cases import add_case, save_case
from storage.database import Database
from storage.envelopes import StoredEnvelope, add_envelope, envelopes_of, remove_envelopes, replace_envelope
from storage.field_encryption import FieldEncryption
from storage.migrations import MIGRATIONS, migrate

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GERDA, DORA = ("age1pq1" + secrets.token_hex(976) for _ in range(2))


def keep(
    tx: sqlite3.Connection,
    fe: FieldEncryption,
    number: int,
    *,
    told: list[str],
    readers: list[str],
    state: str = "new",
) -> str:
    """A case with one envelope; its id."""
    case_id = f"case-{number}"
    add_case(
        tx, fe, case_id=case_id, reference=f"R-{number}", state=state, urgent=False,
        at=AT + timedelta(minutes=number), body=b"{}", told=told,
    )  # fmt: skip
    add_envelope(
        tx,
        StoredEnvelope(
            case_id=case_id,
            part="report",
            revision=1,
            age_file=b"age",
            sha256=bytes(32),
            signature=bytes(64),
            recipients=tuple(readers),
            created_at=AT,
        ),
    )
    return case_id


async def test_a_case_is_listed_for_who_it_is_with_and_who_can_open_it(
    db: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> list[ListedCases]:
        keep(tx, fe, 1, told=["gerda"], readers=[GERDA, DORA])
        keep(tx, fe, 2, told=["gerda"], readers=[])
        keep(tx, fe, 3, told=[], readers=[DORA])
        keep(tx, fe, 4, told=["gerda"], readers=[GERDA], state="closed")
        return [
            listed_cases(tx, *who)
            for who in (("gerda", [GERDA]), ("dora", [DORA]), ("mo", []), ("x", ["age1pq1"]))
        ]

    gerda, dora, mo, short = await db.transaction(work)
    assert gerda == ListedCases(open_ids=("case-1", "case-2"), finished_ids=("case-4",))
    assert dora == ListedCases(open_ids=("case-1", "case-3"), finished_ids=())
    assert mo == short == ListedCases(open_ids=(), finished_ids=())


async def test_the_list_follows_what_is_closed_resealed_and_removed(
    db: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> list[ListedCases]:
        seen = []
        case_id = keep(tx, fe, 1, told=[], readers=[GERDA])
        (sealed,) = envelopes_of(tx, case_id)
        replace_envelope(tx, replace(sealed, recipients=(DORA,)))
        seen += [listed_cases(tx, "gerda", [GERDA]), listed_cases(tx, "dora", [DORA])]
        save_case(tx, fe, case_id=case_id, state="closed", urgent=False, body=b"{}")
        seen.append(listed_cases(tx, "dora", [DORA]))
        remove_envelopes(tx, case_id)
        seen.append(listed_cases(tx, "dora", [DORA]))
        assert tx.execute("SELECT count(*) FROM envelope_readers").fetchone()[0] == 0
        return seen

    nothing = ListedCases(open_ids=(), finished_ids=())
    assert await db.transaction(work) == [
        nothing,
        ListedCases(open_ids=("case-1",), finished_ids=()),
        ListedCases(open_ids=(), finished_ids=("case-1",)),
        nothing,
    ]


async def test_envelopes_of_an_older_version_are_on_the_list_after_the_upgrade(
    path: Path, fe: FieldEncryption
) -> None:
    number = [m.name for m in MIGRATIONS].index("m0008_envelope_readers")
    old = await Database.open(path, create=True)
    await migrate(old, migrations=MIGRATIONS[:number])
    await old.transaction(lambda tx: keep(tx, fe, 1, told=[], readers=[GERDA, DORA]))
    await old.close()
    upgraded = await Database.open(path)
    await migrate(upgraded)
    try:
        found = await upgraded.read(lambda tx: listed_cases(tx, "dora", [DORA]))
    finally:
        await upgraded.close()
    assert found.open_ids == ("case-1",)


async def test_no_list_reads_every_case_or_envelope(db: Database) -> None:
    def plan(tx: sqlite3.Connection) -> list[str]:
        values = {"person_id": "gerda", "recipients": "[]", "finished": "[]"}
        return [row["detail"] for row in tx.execute(f"EXPLAIN QUERY PLAN {LISTED_SQL}", values)]

    details = await db.read(plan)
    assert [d for d in details if d.startswith("SCAN") and "json_each" not in d and "CONSTANT" not in d] == []
