"""What the clock brings: each thing once, never at night, and after downtime caught up without a flood."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.effects.executor import Executor
from conversations.aftercare.schedule import is_quiet
from conversations.snapshot import CheckInState as Asking
from storage import check_ins, timers
from storage.check_ins import CheckInState, PlannedCheckIn
from storage.timers import Timer
from tests.bot.people import EVERYBODY, NORA, asked, sends_report
from tests.stage import Stage, open_stage

ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


async def calendar(stage: Stage, case_id: str) -> dict[str, CheckInState]:
    fe = stage.world.field_encryption
    found = await stage.read(lambda tx: check_ins.check_ins_of_case(tx, fe, case_id))
    return {c.kind: c.state for c in found}


def invitations(heard: list[str]) -> list[str]:
    begins = ("Hoe gaat het met je?", "Hoe waren de afgelopen dagen", "Het is nu een paar weken verder")
    return [text for text in heard if text.startswith(begins)]


async def test_nothing_is_due_at_first(stage: Stage) -> None:
    assert (await stage.parts.scheduler.tick()).nothing


async def test_every_check_in_comes_once_in_order_and_never_at_night(stage: Stage) -> None:
    case = await sends_report(stage)
    pack = stage.parts.place.pack
    await stage.clock_moves(weeks=7)
    news = stage.hears("Sanne")
    asked_at = [n.at for n in news if n.message and invitations([n.message.text])]
    assert len(asked_at) == 3
    assert asked_at == sorted(asked_at)
    assert not any(is_quiet(at, pack) for at in asked_at)
    assert set(await calendar(stage, case.case_id)) == {"first", "second", "third"}


async def test_a_check_in_that_is_due_at_night_waits_for_the_morning(stage: Stage) -> None:
    case = await sends_report(stage)
    fe, at = stage.world.field_encryption, stage.clock.now() + timedelta(hours=4)
    odd = PlannedCheckIn(
        check_in_id="x" * 32,
        case_id=case.case_id,
        person_id=case.reporter_id,
        kind="extra",
        reference=case.reference,
        due_at=at,
        rule="test",
    )
    await stage.db.transaction(lambda tx: check_ins.cancel_check_ins(tx, case.case_id) and None)
    await stage.db.transaction(lambda tx: check_ins.plan_check_in(tx, fe, odd))
    await stage.clock_moves(hours=11)
    assert asked(stage, "Sanne") == []
    await stage.clock_moves(hours=1)
    heard = [n for n in stage.hears("Sanne") if n.message]
    assert [n.at.astimezone(ZONE).strftime("%H:%M") for n in heard] == ["08:00"]


@pytest.mark.parametrize("days", [3, 8])
async def test_after_downtime_nothing_comes_double_and_the_handler_hears_it(stage: Stage, days: int) -> None:
    case = await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    stage.hears()
    await stage.stops()
    stage.clock.advance(days * 24 * 3600)
    await stage.starts()
    await stage.ticks()
    news = stage.hears()
    sanne, gerda = (stage.actors[name].telegram_id for name in ("Sanne", "Gerda"))
    to_sanne = [n.message.text for n in news if n.message and n.chat_id == sanne]
    to_gerda = [n.message.text for n in news if n.message and n.chat_id == gerda]
    assert len(invitations(to_sanne)) == 1
    assert invitations(to_sanne)[0].startswith("Hoe waren de afgelopen dagen")
    assert sum("niet op tijd stellen" in text for text in to_gerda) == 1
    states = await calendar(stage, case.case_id)
    assert states == {
        "first": CheckInState.STALE,
        "second": CheckInState.ASKED,
        "third": CheckInState.PLANNED,
    }
    await stage.ticks()
    assert stage.hears() == []


async def test_after_two_months_of_downtime_nothing_is_asked_too_late(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.clock_moves(asleep=True, days=60)
    states = await calendar(stage, case.case_id)
    assert set(states.values()) == {CheckInState.STALE}
    assert invitations(asked(stage, "Sanne")) == []


async def test_a_draft_is_never_thrown_away_without_the_warning(stage: Stage) -> None:
    await stage.says("Sanne", "Iemand volgde me met een auto.")
    stage.hears()
    await stage.clock_moves(asleep=True, days=20)
    assert (await stage.snapshot("Sanne")).draft is not None
    heard = asked(stage, "Sanne")
    assert sum("gooi ik die weg" in text for text in heard) == 1
    await stage.clock_moves(hours=23)
    assert (await stage.snapshot("Sanne")).draft is not None
    await stage.clock_moves(hours=2)
    assert (await stage.snapshot("Sanne")).draft is None


async def test_an_answer_in_time_keeps_the_draft(stage: Stage) -> None:
    await stage.says("Sanne", "Iemand volgde me met een auto.")
    for _ in range(5):
        await stage.clock_moves(days=5)
        await stage.says("Sanne", "Vandaag weer die auto.")
    assert (await stage.snapshot("Sanne")).draft is not None


async def test_a_restart_between_two_ticks_changes_nothing(stage: Stage) -> None:
    await sends_report(stage)
    for _ in range(20):
        await stage.clock_moves(hours=3)
        await stage.restarts()
    assert len(invitations(asked(stage, "Sanne"))) == 2


async def test_a_tick_that_fails_is_done_whole_by_the_next(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sends_report(stage)
    stage.clock.advance(13 * 3600)

    def crash(name: str) -> None:
        if name == "scheduler.before_commit":
            raise sqlite3.OperationalError("no room")

    alarms: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr("bot.scheduler.reach", crash)
        broken.setattr(stage.parts.scheduler, "_alarm", alarms.append)
        await stage.parts.scheduler.tick_until_done()
    assert alarms == ["storage"]
    await stage.settles()
    assert stage.hears() == []
    await stage.ticks()
    assert len(invitations(asked(stage, "Sanne"))) == 1


async def test_a_timer_of_somebody_who_is_gone_does_no_harm(stage: Stage) -> None:
    gone = Timer(timer="draft-reminder", subject_id="x", person_id="nobody", due_at=stage.clock.now())
    await stage.db.transaction(lambda tx: timers.set_timer(tx, gone))
    assert (await stage.parts.scheduler.tick()).rang == 1
    assert (await stage.parts.scheduler.tick()).nothing


async def test_a_withdrawn_report_is_never_asked_about(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.taps("Sanne", "Hoe staat het ermee?")
    await stage.taps("Sanne", "Intrekken")
    await stage.taps("Sanne", "Ja, trek het in")
    stage.hears()
    await stage.clock_moves(weeks=7)
    assert stage.hears() == []
    assert set((await calendar(stage, case.case_id)).values()) == {CheckInState.CANCELLED}


async def test_a_check_in_does_not_break_into_a_report_that_is_being_written(stage: Stage) -> None:
    await sends_report(stage)
    await stage.clock_moves(hours=11, minutes=30)
    stage.hears()
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.says("Sanne", "Het gebeurde vannacht weer.")
    stage.hears()
    await stage.clock_moves(minutes=40)
    assert invitations(asked(stage, "Sanne")) == []
    assert not isinstance((await stage.snapshot("Sanne")).state, Asking)
    await stage.clock_moves(hours=3)
    assert len(invitations(asked(stage, "Sanne"))) == 1


async def test_a_clock_that_fails_keeps_no_other_waiting(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.enrols(NORA)
    await stage.says("Sanne", "Iemand volgde me met een auto.")
    await stage.says("Nora", "Iemand stond in mijn tuin.")
    sanne = await stage.person("Sanne")
    assert sanne is not None
    stage.hears()
    converse = Executor.converse

    def fails_for_sanne(executor: Executor, person: object, event: object) -> None:
        if getattr(person, "person_id", "") == sanne.person_id:
            raise ValueError("a bug")
        converse(executor, person, event)  # type: ignore[arg-type]

    monkeypatch.setattr(Executor, "converse", fails_for_sanne)
    stage.clock.advance(25 * 3600)
    await stage.ticks()
    assert asked(stage, "Nora") != []
