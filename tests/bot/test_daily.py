"""Once a day: notice first, removal after it, not at night, and not twice."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot.daily import DailyPass, Passed
from bot.demo.world import Character
from bot.logging_setup import configure_logging
from bot.pruning import prune
from conversations.casework.model import Case, CaseState, LedgerEntry, case_to_json
from storage import audit, cases
from storage.people import PersonKind
from tests.stage import Stage, open_stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
GERDA = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    stream = io.StringIO()
    configure_logging(stream=stream)
    yield stream
    structlog.reset_defaults()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA) as opened:
        yield opened


def daily(stage: Stage) -> DailyPass:
    config = stage.world.config
    return DailyPass(
        stage.db,
        stage.parts.place,
        stage.clock,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        wake_delivery=lambda: None,
    )


async def sends(stage: Stage) -> Case:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", "Hij stond weer voor de deur")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    return (await stage.cases())[-1]


async def ends(stage: Stage, case: Case, state: CaseState, what: str) -> None:
    """Let the case have ended, as the casework writes it down."""
    entry = LedgerEntry(at=stage.clock.now(), by=case.reporter_id, role="reporter", what=what)
    body = case_to_json(replace(case, state=state, ledger=(*case.ledger, entry)))
    fe = stage.world.field_encryption

    def work(tx: sqlite3.Connection) -> None:
        cases.save_case(
            tx, fe, case_id=case.case_id, state=str(state), urgent=False, body=body, told=case.told
        )
        tx.execute("DELETE FROM timers")
        tx.execute("UPDATE check_ins SET state = 'cancelled'")

    await stage.db.transaction(work)


async def test_notice_is_given_and_then_it_goes(stage: Stage) -> None:
    case = await sends(stage)
    await ends(stage, case, CaseState.CLOSED, "closed")
    await stage.clock_moves(days=300)
    assert await daily(stage).run() == Passed(noticed=0, removed=0)
    await stage.clock_moves(days=410)
    stage.hears()
    passing = daily(stage)
    assert await passing.run() == Passed(noticed=1, removed=0)
    assert await passing.run() == Passed(noticed=0, removed=0)
    await stage.settles()
    for name in ("Sanne", "Gerda"):
        (told,) = stage.hears(name)
        assert case.reference in str(told)
        assert "verwijder" in str(told)
    await stage.clock_moves(days=29)
    assert await daily(stage).run() == Passed(noticed=0, removed=0)
    await stage.clock_moves(days=2)
    assert await daily(stage).run() == Passed(noticed=0, removed=1)
    assert await stage.cases() == []
    lines = await stage.read(lambda tx: audit.lines_about(tx, case.case_id))
    assert [(line.actor, line.action) for line in lines[-2:]] == [
        ("clock", "retention-noticed"),
        ("clock", "removed"),
    ]
    await stage.says("Sanne", "/mijn")


async def test_a_case_that_is_opened_again_stays(stage: Stage) -> None:
    case = await sends(stage)
    await ends(stage, case, CaseState.WITHDRAWN, "withdrawn")
    await stage.clock_moves(days=710)
    assert (await daily(stage).run()).noticed == 1
    await ends(stage, case, CaseState.OPENED, "reopened")
    await stage.clock_moves(days=60)
    assert await daily(stage).run() == Passed(noticed=0, removed=0)
    assert [c.case_id for c in await stage.cases()] == [case.case_id]


async def test_it_runs_once_a_day_and_not_at_night(stage: Stage, log: io.StringIO) -> None:
    passing = daily(stage)
    day = stage.clock.now().replace(hour=23)  # midnight in the Netherlands
    stage.clock.advance((day - stage.clock.now()).total_seconds())
    await passing.run_when_due()
    assert log.getvalue() == ""
    stage.clock.advance(timedelta(hours=12).total_seconds())
    await passing.run_when_due()
    await passing.run_when_due()
    (line,) = [json.loads(line) for line in log.getvalue().splitlines()]
    head = await stage.read(audit.chain_head)
    assert (line["event"], line["audit_head"]) == ("daily.passed", str(head))
    stage.clock.advance(timedelta(hours=24).total_seconds())
    await passing.run_when_due()
    assert len(log.getvalue().splitlines()) == 2


async def test_what_has_served_its_purpose_is_forgotten(stage: Stage) -> None:
    await sends(stage)
    soon = Character(name="Nora Vals", first_name="Nora", kind=PersonKind.REPORTER, office="raadslid")
    await stage.invites(soon)

    def counts(tx: sqlite3.Connection) -> dict[str, int]:
        tables = ("inbox", "outbox", "invitations", "chat_messages", "audit", "envelopes")
        return {t: tx.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}

    before = await stage.read(counts)
    assert await prune(stage.db, stage.clock.now() + timedelta(days=1)) == 0
    assert await prune(stage.db, stage.clock.now() + timedelta(days=60)) > 0
    after = await stage.read(counts)
    assert (after["inbox"], after["invitations"]) == (0, 0)
    assert after["outbox"] == before["outbox"]
    await prune(stage.db, stage.clock.now() + timedelta(days=800))
    late = await stage.read(counts)
    assert late["outbox"] == 0
    assert late["chat_messages"] == 2, "one of each person, so that wiping stays honest"
    assert (late["audit"], late["envelopes"]) == (before["audit"], before["envelopes"])


async def test_the_daily_pass_forgets_too(stage: Stage, log: io.StringIO) -> None:
    stage.clock.advance(timedelta(days=40, hours=16).total_seconds())
    await daily(stage).run_when_due()
    (line,) = [json.loads(line) for line in log.getvalue().splitlines()]
    assert line["pruned"] > 0
    assert await stage.read(lambda tx: tx.execute("SELECT count(*) FROM inbox").fetchone()[0]) == 0


async def test_a_case_that_cannot_be_read_is_left_alone_and_the_alarm_goes(stage: Stage) -> None:
    case = await sends(stage)
    await ends(stage, case, CaseState.CLOSED, "closed")
    change = "UPDATE cases SET body = x'01020304' WHERE case_id = ?"
    await stage.db.transaction(lambda tx: tx.execute(change, (case.case_id,)).close())
    config, alarms = stage.world.config, list[str]()
    passing = DailyPass(
        stage.db,
        stage.parts.place,
        stage.clock,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        wake_delivery=lambda: None,
        alarm=alarms.append,
    )
    stage.clock.advance(timedelta(days=1000).total_seconds())
    assert await passing.run() == Passed(noticed=0, removed=0)
    assert alarms == ["damaged"]
    assert await stage.read(cases.all_case_ids) == [case.case_id]
