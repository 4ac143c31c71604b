"""The clocks of a case over a moved time: labour inspectorate, silence, talks, closing; weekends, holidays and DST."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.aftercare.schedule import add_working_days, talk_due_at
from conversations.casework.clocks import open_clocks
from conversations.casework.model import LabourState, TalkState
from conversations.effects import Bring
from conversations.events import Step, TalkCameDue, TalkHeld
from tests.conversations.case_desk import DEPUTY, HANDLER, OFFICER, REPORTER, TUESDAY, Desk, desk, opened
from tests.conversations.shipped_packs import MAASSLUIS

ZONE = ZoneInfo("Europe/Amsterdam")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE).astimezone(UTC)  # type: ignore[misc,arg-type]


def notices(at: Desk, to: str) -> list[str]:
    return at.said(to, tuple(at.everything))


# ---- the labour inspectorate ------------------------------------------------------------------------------------


def test_an_injury_starts_24_hours_and_reminds_before_they_are_over() -> None:
    at = opened(injury=True)
    assert at.case.labour is LabourState.RUNNING
    assert at.case.labour_due_at == TUESDAY + timedelta(hours=24)
    at.passes(hours=23)
    assert notices(at, HANDLER).count("notice-labour") == 3
    assert "notice-labour-late" not in notices(at, HANDLER)


def test_without_an_answer_the_deputy_and_the_informed_officer_hear_it() -> None:
    at = opened(injury=True).passes(hours=25)
    assert "notice-labour-late" in notices(at, HANDLER)
    assert "notice-labour-late-informed" in notices(at, DEPUTY)
    assert "notice-labour-late-informed" in notices(at, OFFICER)


@pytest.mark.parametrize("answer", [Step.LABOUR_NOTIFIED, Step.LABOUR_NOT_APPLICABLE])
def test_an_answer_stops_the_clock_and_stands_in_the_ledger(answer: Step) -> None:
    at = opened(injury=True).step(HANDLER, answer)
    assert at.case.ledger[-1].what == answer.value
    at.passes(days=2)
    assert "notice-labour-late" not in notices(at, HANDLER)


def test_without_injury_there_is_no_such_clock_until_a_handler_starts_it() -> None:
    at = opened().passes(days=1)
    assert "notice-labour" not in notices(at, HANDLER)
    at.step(HANDLER, Step.INJURY)
    assert at.case.labour_due_at == at.now + timedelta(hours=24)


# ---- silence ----------------------------------------------------------------------------------------------------


def test_five_working_days_of_silence_nudge_the_handler_over_a_weekend() -> None:
    at = opened()
    at.passes(days=6, hours=23)
    assert "notice-silence" not in notices(at, HANDLER)
    at.passes(hours=2)
    assert notices(at, HANDLER).count("notice-silence") == 1
    at.passes(days=7)
    assert notices(at, HANDLER).count("notice-silence") == 2


def test_a_message_to_the_reporter_counts_and_the_reporters_own_does_not() -> None:
    at = opened().passes(days=5)
    at.step(REPORTER, Step.MESSAGE, text="Hoe staat het ermee?")
    before = at.case.silence_due_at
    at.step(HANDLER, Step.NOTE, text="Morgen bellen")
    assert at.case.silence_due_at == before
    at.step(HANDLER, Step.MESSAGE, text="Ik bel je morgen.")
    assert at.case.heard_at == at.now
    assert at.case.silence_due_at == add_working_days(at.now, 5, MAASSLUIS)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (local(2026, 12, 23, 10, 0), local(2026, 12, 31, 10, 0)),  # first and second Christmas day, a weekend
        (local(2026, 3, 26, 10, 0), local(2026, 4, 2, 10, 0)),  # clocks go forward on 29 March
        (local(2026, 10, 22, 10, 0), local(2026, 10, 29, 10, 0)),  # and back on 25 October
        (local(2026, 4, 24, 16, 0), local(2026, 5, 4, 16, 0)),  # the King's birthday, 27 April
    ],
)
def test_silence_counts_working_days(start: datetime, due: datetime) -> None:
    at = desk(created_at=start)
    assert at.case.silence_due_at == due


# ---- talks ------------------------------------------------------------------------------------------------------


def test_the_card_of_a_talk_comes_once_with_its_goals() -> None:
    at = opened()
    at.event(TalkCameDue(at=at.now, nonce=at.nonce(), kind="first"))
    assert at.said(HANDLER) == ["talk-card"]
    at.event(TalkCameDue(at=at.now, nonce=at.nonce(), kind="first"))
    assert at.effects == ()


def test_without_check_ins_the_clock_brings_the_card_and_then_says_that_it_is_late() -> None:
    at = opened().passes(hours=23)
    assert notices(at, HANDLER).count("talk-card") == 1
    at.passes(hours=2)
    assert "notice-talk-late" in notices(at, HANDLER)


def test_a_talk_counts_as_held_only_when_the_reporter_says_so() -> None:
    at = opened().step(HANDLER, Step.TALK_SAID, "first")
    assert at.case.talk("first").state is TalkState.SAID
    assert at.said(REPORTER) == ["talk-said-you"]
    at.step(REPORTER, Step.TALK_DENIED, "first")
    assert at.case.talk("first").state is TalkState.OPEN
    assert at.said(HANDLER) == ["notice-talk-denied"]
    at.step(HANDLER, Step.TALK_SAID, "first").step(REPORTER, Step.TALK_CONFIRMED, "first")
    assert at.case.talk("first").state is TalkState.HELD
    assert "talk-first" not in at.timers


def test_a_check_in_can_confirm_it_too() -> None:
    at = opened().event(TalkHeld(at=TUESDAY, nonce="b" * 32, by=REPORTER, kind="second"))
    assert at.case.talk("second").state is TalkState.HELD
    assert at.case.ledger[-1].what == "talk-held"


def test_a_planned_talk_is_told_to_the_reporter_and_late_only_after_its_day() -> None:
    at = opened().step(HANDLER, Step.TALK_PLANNED, "first", "2")
    assert at.said(REPORTER) == ["talk-planned-you"]
    at.passes(hours=47)
    assert "notice-talk-late" not in notices(at, HANDLER)
    at.passes(hours=30)
    assert "notice-talk-late" in notices(at, HANDLER)


def test_a_talk_that_is_not_wanted_asks_nothing_more() -> None:
    at = opened().step(HANDLER, Step.TALK_OFFERED, "first")
    at.step(REPORTER, Step.TALK_DENIED, "first", "declined")
    assert at.case.talk("first").state is TalkState.DECLINED
    at.passes(days=2)
    assert "notice-talk-late" not in notices(at, HANDLER)


def test_the_windows_are_those_of_the_protocol() -> None:
    week_ago = TUESDAY - timedelta(days=7)
    assert talk_due_at(MAASSLUIS, "first", TUESDAY, TUESDAY) == TUESDAY + timedelta(hours=24)
    assert talk_due_at(MAASSLUIS, "second", TUESDAY, TUESDAY) == TUESDAY + timedelta(days=3)
    assert talk_due_at(MAASSLUIS, "third", TUESDAY, TUESDAY) == TUESDAY + timedelta(days=42)
    assert talk_due_at(MAASSLUIS, "second", TUESDAY, week_ago) == TUESDAY + timedelta(days=3)
    assert talk_due_at(MAASSLUIS, "third", TUESDAY, week_ago) == week_ago + timedelta(days=42)


# ---- the list ---------------------------------------------------------------------------------------------------


def test_every_open_clock_is_in_the_list_soonest_first() -> None:
    at = desk(injury=True)
    names = [c.name for c in open_clocks(at.case)]
    assert names == ["receipt", "labour", "talk-first", "talk-second", "silence", "talk-third"]
    due = [c.due_at for c in open_clocks(at.case)]
    assert due == sorted(due)
    at = opened(injury=True).step(HANDLER, Step.LABOUR_NOTIFIED).step(HANDLER, Step.ASK_CLOSING)
    assert [c.name for c in open_clocks(at.case)] == [
        "talk-first",
        "talk-second",
        "closing",
        "talk-third",
    ]
    at.step(REPORTER, Step.CLOSING_AGREED)
    assert open_clocks(at.case) == ()
    assert at.timers == {}


@pytest.mark.parametrize("kind", ["doubt", "callback"])
def test_doubt_and_callback_run_on_the_same_clocks(kind: str) -> None:
    at = desk(kind=kind)
    assert [c.name for c in open_clocks(at.case)] == ["receipt", "silence"]
    at.passes(days=8)
    assert {"remind", "notice-silence"} <= set(notices(at, HANDLER))


def test_what_is_brought_counts_as_heard() -> None:
    at = opened().step(HANDLER, Step.MESSAGE, text="Dag")
    assert any(isinstance(e, Bring) for e in at.effects)
    assert at.case.heard_at == TUESDAY
