"""Removing a case from the command line: asked twice, only what has ended, only while the bot is stopped."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import load_signing_key
from conversations.case_model import Case, CaseState, case_to_json
from storage import cases
from storage.database import Database
from storage.reports import Part, Register
from tests.bot.cli_testkit import RECOVERY, Installation, install, refused, succeeded

AT = datetime(2026, 11, 21, 19, 15, tzinfo=UTC)
CASE = Case(
    case_id="c" * 32,
    reference="R-7F3K-QM",
    kind="report",
    urgent=False,
    office="raadslid",
    pack_id="maassluis",
    pack_version=1,
    reporter_id="p" * 32,
    created_at=AT,
    state=CaseState.CLOSED,
)


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def add(made: Installation, case: Case = CASE) -> None:
    register = Register(load_signing_key(made.config), made.config.evidence_folder)

    def work(tx: sqlite3.Connection) -> None:
        body = case_to_json(case)
        names = {"case_id": case.case_id, "reference": case.reference, "state": str(case.state)}
        cases.add_case(tx, made.fe, **names, urgent=False, at=AT, body=body)
        part = Part(
            case_id=case.case_id,
            part="report",
            content=b"verhaal",
            content_type="application/json",
            created_at=AT,
            pack_id=case.pack_id,
            pack_version=case.pack_version,
        )
        register.seal(tx, part, [RECOVERY.recipient])

    async def write() -> None:
        db = await Database.open(made.config.database_path)
        try:
            await db.transaction(work)
        finally:
            await db.close()

    asyncio.run(write())


def test_a_case_that_has_ended_goes_after_a_yes(made: Installation) -> None:
    add(made)
    refused(made.run("remove", "R-7F3K-QM", answers="nee\n"), "niets veranderd")
    with made.while_the_bot_runs():
        refused(made.run("remove", "R-7F3K-QM", answers="ja\n"), "in gebruik")
    assert "R-7F3K-QM is verwijderd" in succeeded(made.run("remove", " r-7f3k-qm ", answers="ja\n"))
    refused(made.run("remove", "R-7F3K-QM", answers="ja\n"), "R-7F3K-QM")
    shown = succeeded(made.run("audit", "show"))
    assert "removed" in shown
    assert "cccccccc" in shown
    assert "R-7F3K-QM" not in shown
    succeeded(made.run("audit", "verify"))


def test_an_open_case_needs_to_be_asked_for(made: Installation) -> None:
    add(made, replace(CASE, state=CaseState.OPENED))
    refused(made.run("remove", "R-7F3K-QM", answers="ja\n"), "--open")
    assert "is verwijderd" in succeeded(made.run("remove", "R-7F3K-QM", "--open", answers="ja\n"))


def test_the_audit_log_of_one_case_is_shown_by_its_reference(made: Installation) -> None:
    add(made)
    succeeded(made.run("export", "R-7F3K-QM", "--to", made.folder / "uit"))
    shown = succeeded(made.run("audit", "show", "r-7f3k-qm"))
    assert "exported" in shown
    assert "R-7F3K-QM" in shown
    manifest = (made.folder / "uit" / "R-7F3K-QM" / "manifest.json").read_text()
    assert '"audit_head"' in manifest
