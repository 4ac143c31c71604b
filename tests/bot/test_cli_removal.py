"""Removing a case from the command line: asked twice, only what has ended, by the running bot when there is one."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.bootstrap import workplace
from bot.clock import SystemClock
from bot.daily import DailyPass
from bot.server_keys import load_signing_key
from conversations.casework.model import Case, CaseState, case_to_json
from storage import audit, cases
from storage.database import Database
from storage.reports import Part, Register
from tests.bot.cli_testkit import RECOVERY, Installation, install, refused, succeeded

T = TypeVar("T")

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


# ---- while the bot runs -----------------------------------------------------------------------------------------


def case_ids(made: Installation) -> list[str]:
    return in_database(made, cases.all_case_ids)


def audited(made: Installation) -> list[str]:
    return [line.action for line in in_database(made, lambda tx: audit.lines_about(tx, CASE.case_id))]


def in_database(made: Installation, work: Callable[[sqlite3.Connection], T]) -> T:
    async def run() -> T:
        db = await Database.open(made.config.database_path)
        try:
            return await db.transaction(work)
        finally:
            await db.close()

    return asyncio.run(run())


def the_bot_takes_it(made: Installation) -> int:
    """One tick of the running bot, as far as removing goes."""

    async def run() -> int:
        db = await Database.open(made.config.database_path)
        daily = DailyPass(
            db,
            workplace(made.config, made.fe),
            SystemClock(),
            data_directory=made.config.storage.data_directory,
            evidence_folder=made.config.evidence_folder,
            wake_delivery=lambda: None,
        )
        try:
            return await daily.remove_asked()
        finally:
            await db.close()

    return asyncio.run(run())


def test_the_running_bot_removes_what_it_is_asked_to(made: Installation) -> None:
    add(made)
    with made.while_the_bot_runs():
        refused(made.run("remove", "R-7F3K-QM", answers="nee\n"), "niets veranderd")
        assert list(made.spool.glob("*")) == []
        assert "De bot draait" in succeeded(made.run("remove", "R-7F3K-QM", answers="ja\n"))
    assert case_ids(made) == [CASE.case_id]
    (request,) = made.spool.iterdir()
    assert CASE.case_id.encode() not in request.read_bytes()
    assert the_bot_takes_it(made) == 1
    assert case_ids(made) == []
    assert list(made.spool.iterdir()) == []
    assert audited(made)[-1] == "removed"
    everything = [p for p in made.config.storage.data_directory.rglob("*") if p.is_file()]
    assert [p.name for p in everything if b"R-7F3K-QM" in p.read_bytes()] == []


def test_asking_twice_removes_once(made: Installation) -> None:
    add(made)
    with made.while_the_bot_runs():
        for _ in range(2):
            succeeded(made.run("remove", "R-7F3K-QM", answers="ja\n"))
    assert the_bot_takes_it(made) == 1
    assert audited(made).count("removed") == 1
    assert list(made.spool.iterdir()) == []


def test_a_case_that_was_opened_again_meanwhile_stays_and_that_is_noted(made: Installation) -> None:
    add(made)
    with made.while_the_bot_runs():
        succeeded(made.run("remove", "R-7F3K-QM", answers="ja\n"))
    again = replace(CASE, state=CaseState.OPENED)

    def reopen(tx: sqlite3.Connection) -> None:
        cases.save_case(
            tx, made.fe, case_id=CASE.case_id, state="opened", urgent=False, body=case_to_json(again)
        )

    in_database(made, reopen)
    assert the_bot_takes_it(made) == 0
    assert case_ids(made) == [CASE.case_id]
    assert audited(made)[-1] == "removal-refused"
    assert list(made.spool.iterdir()) == []


def test_an_open_case_goes_with_the_option_also_while_the_bot_runs(made: Installation) -> None:
    add(made, replace(CASE, state=CaseState.OPENED))
    with made.while_the_bot_runs():
        refused(made.run("remove", "R-7F3K-QM", answers="ja\n"), "--open")
        succeeded(made.run("remove", "R-7F3K-QM", "--open", answers="ja\n"))
    assert the_bot_takes_it(made) == 1


def test_what_the_bot_did_not_get_to_is_done_by_the_next_command(made: Installation) -> None:
    add(made)
    with made.while_the_bot_runs():
        succeeded(made.run("remove", "R-7F3K-QM", answers="ja\n"))
    succeeded(made.run("rotate-key", answers="ja\n"))
    assert case_ids(made) == []
    assert list(made.spool.iterdir()) == []
