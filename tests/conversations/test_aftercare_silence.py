"""Silence: one gentle reminder, then it ends, and the second time the handler is asked to call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conversations.aftercare.schedule import is_quiet
from conversations.effects import (
    FinishCheckIn,
    Say,
    SealAnswers,
    SetTimer,
)
from conversations.events import (
    CheckInAnswered,
    TimerRang,
)
from conversations.snapshot import CheckInState, MenuState, ReportState
from tests.conversations.care_phone import (
    CASE,
    MORNING,
    CarePhone,
    draft,
)
from tests.conversations.shipped_packs import MAASSLUIS

NIGHT = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)


# ---- silence ----------------------------------------------------------------------------------------------------


def test_one_gentle_reminder_and_then_it_counts_as_unanswered() -> None:
    phone = CarePhone().due()
    phone.ring()
    assert phone.texts()[0] == "check-in-invite-again"
    assert phone.of(FinishCheckIn) == []
    phone.ring()
    assert phone.of(FinishCheckIn) == [FinishCheckIn(check_in_id="first-cccc", outcome="unanswered")]
    assert phone.of(Say) == []
    assert phone.told() == []
    assert (phone.snapshot.state, phone.snapshot.check_in) == (MenuState.IDLE, None)


def test_the_second_time_the_handler_is_asked_to_call_and_hears_nothing_else() -> None:
    phone = CarePhone().due().ring().ring().wait(days=2).due("second").ring().ring()
    (told,) = phone.told()
    assert isinstance(told, CheckInAnswered)
    assert (told.outcome, told.shared) == ("unanswered-twice", False)
    assert phone.texts() == [], "the case knows whether they wrote to each other, and says it"
    phone.wait(days=28).due("third").ring().ring()
    assert phone.told() == []


def test_a_reminder_never_falls_in_the_night() -> None:
    evening = datetime(2026, 11, 18, 19, 0, tzinfo=UTC)
    phone = CarePhone(at=evening).due()
    assert phone.of(SetTimer)[0].due_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    late = TimerRang(at=NIGHT, nonce=phone.nonce(), timer="check-in-silence", subject_id="first-cccc")
    phone.take(late)
    assert phone.of(Say) == []
    assert not is_quiet(phone.of(SetTimer)[0].due_at, MAASSLUIS)


def test_a_reminder_that_comes_late_waits_for_the_morning() -> None:
    phone = CarePhone().due()
    late = TimerRang(at=NIGHT, nonce=phone.nonce(), timer="check-in-silence", subject_id="first-cccc")
    phone.take(late)
    assert phone.of(Say) == []
    assert phone.of(SetTimer)[0].due_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


def test_every_reaction_starts_the_waiting_anew() -> None:
    phone = CarePhone().due().wait(hours=3).tap("check-in-button-begin")
    old = TimerRang(
        at=MORNING + timedelta(hours=4),
        nonce=phone.nonce(),
        timer="check-in-silence",
        subject_id="first-cccc",
    )
    phone.take(old)
    assert phone.of(Say) == []
    assert phone.of(SetTimer)[0].due_at == MORNING + timedelta(hours=7)


def test_what_was_half_answered_ends_without_a_word_to_anybody() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.ring()
    assert phone.texts()[0] == "check-in-where-we-were"
    phone.ring()
    assert phone.of(FinishCheckIn) == [FinishCheckIn(check_in_id="first-cccc", outcome="answered")]
    assert phone.told() == []
    assert phone.of(SealAnswers) == []
    assert phone.snapshot.facts(CASE).unanswered == 0


def test_a_reminder_waits_until_a_report_is_out_of_hand() -> None:
    phone = CarePhone().due()
    phone.writing(phone.now + timedelta(hours=4))
    phone.ring()
    assert phone.of(Say) == []
    assert phone.at(ReportState.EFFECT)
    phone.ring()
    assert phone.at(CheckInState.INVITED)


def test_silence_ends_a_check_in_without_touching_a_report() -> None:
    phone = CarePhone().due().ring().writing(phone_at := MORNING)
    phone.ring()
    assert phone.snapshot.check_in is None
    assert phone.at(ReportState.EFFECT)
    assert phone.snapshot.draft == draft(phone_at)


@pytest.mark.parametrize("subject", ["first-cccc", "another"])
def test_a_timer_of_something_that_is_over_is_nothing(subject: str) -> None:
    phone = CarePhone().due().tap("check-in-button-skip-this")
    before = phone.snapshot
    phone.take(TimerRang(at=phone.now, nonce=phone.nonce(), timer="check-in-silence", subject_id=subject))
    assert (phone.snapshot, phone.effects) == (before, ())


def test_a_timer_while_it_is_put_off_is_nothing() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-days")
    before = phone.snapshot
    phone.wait(days=1)
    phone.take(
        TimerRang(at=phone.now, nonce=phone.nonce(), timer="check-in-silence", subject_id="first-cccc")
    )
    assert (phone.snapshot, phone.effects) == (before, ())
