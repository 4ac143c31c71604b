"""When a check-in is put to a person: on time, one at a time, never in the middle of something, never after a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.actions import Action
from conversations.draft import Draft, Entry
from conversations.effects import (
    BringCheckInForward,
    FinishCheckIn,
    MoveCheckIn,
    Say,
    SealAnswers,
    TellCase,
)
from conversations.events import (
    Returned,
    TalkCameDue,
)
from conversations.packs.pack import Pack
from conversations.snapshot import CheckInState, ContactState, FiledState, ReportState
from tests.conversations.care_phone import (
    CASE,
    MORNING,
    OTHER_CASE,
    OTHER_REFERENCE,
    REFERENCE,
    CarePhone,
    answer,
    draft,
    filed,
)
from tests.conversations.shipped_packs import MAASSLUIS, each_pack

NIGHT = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)


# ---- inviting ---------------------------------------------------------------------------------------------------


@each_pack
def test_the_invitation_comes_first_with_begin_later_skip_stop_and_somebody(pack: Pack) -> None:
    for kind in ("first", "second", "third", "extra"):
        phone = CarePhone(pack).due(kind)
        assert phone.at(CheckInState.INVITED)
        assert phone.texts() == [f"check-in-invite-{kind}", "check-in-about"]
        assert phone.of(Say)[0].args == {"references": REFERENCE}
        assert set(phone.labels()) == {
            "check-in-button-begin",
            "check-in-button-later",
            "check-in-button-skip-this",
            "check-in-button-talk",
            "check-in-button-stop-all",
        }


@each_pack
def test_the_handlers_get_the_card_of_the_talk_when_the_reporter_is_asked(pack: Pack) -> None:
    for kind in ("first", "second", "third"):
        (card,) = CarePhone(pack).due(kind).told()
        assert isinstance(card, TalkCameDue)
        assert (card.kind, card.by) == (kind, "")
    assert CarePhone(pack).due("extra").told() == []


def test_a_check_in_that_is_not_known_is_asked_like_an_extra_one() -> None:
    assert CarePhone().due("fourth").texts()[0] == "check-in-invite-extra"


@pytest.mark.parametrize("state", [ReportState.EFFECT, ReportState.REVIEW, ReportState.STOPPING])
def test_never_in_the_middle_of_a_report(state: ReportState) -> None:
    phone = CarePhone().writing(MORNING - timedelta(minutes=59))
    phone.snapshot = replace(phone.snapshot, state=state)
    before = phone.snapshot
    phone.due()
    (moved,) = phone.effects
    assert moved == MoveCheckIn(check_in_id="first-cccc", due_at=MORNING + timedelta(hours=1), rule="busy")
    assert phone.snapshot == before


def test_an_hour_later_would_be_night_so_it_is_the_morning() -> None:
    late = datetime(2026, 11, 18, 20, 30, tzinfo=UTC)
    phone = CarePhone(at=late).writing(late).due()
    assert phone.of(MoveCheckIn)[0].due_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


def test_a_report_that_lies_waiting_is_set_aside_and_offered_again() -> None:
    phone = CarePhone().writing(MORNING - timedelta(hours=1)).due()
    assert phone.at(CheckInState.INVITED)
    phone.tap("check-in-button-skip-this")
    assert "check-in-draft-waits" in phone.texts()
    phone.tap("button-resume")
    assert phone.at(ReportState.EFFECT)
    assert phone.snapshot.draft == draft(MORNING - timedelta(hours=1))


def supplementing(touched_at: datetime) -> CarePhone:
    added = Draft(
        draft_id="s" * 32,
        started_at=touched_at,
        touched_at=touched_at,
        entries={"supplement": (Entry(message_id=1, text="nog iets", at=touched_at),)},
    )
    phone = CarePhone()
    phone.snapshot = replace(phone.snapshot, state=FiledState.SUPPLEMENT, about=CASE, supplement=added)
    return phone


def test_an_addition_that_is_being_written_is_not_interrupted() -> None:
    phone = supplementing(MORNING - timedelta(minutes=5)).due()
    assert phone.of(MoveCheckIn)[0].rule == "busy"


def test_an_addition_that_lies_waiting_is_not_lost() -> None:
    phone = supplementing(MORNING - timedelta(hours=3)).due()
    assert phone.at(CheckInState.INVITED)
    phone.tap("check-in-button-skip-this")
    assert phone.at(FiledState.SUPPLEMENT)
    phone.tap("button-supplement-send")
    assert "supplement-sent" in phone.texts()


def test_a_call_that_was_just_asked_for_is_not_interrupted() -> None:
    phone = CarePhone().press(Action.CALL_ME)
    assert phone.at(ContactState.PHONE)
    phone.wait(minutes=10).due()
    assert phone.of(MoveCheckIn)[0].rule == "busy"
    assert phone.at(ContactState.PHONE)
    phone.wait(hours=1).due()
    assert phone.at(CheckInState.INVITED)


def test_a_withdrawn_report_is_not_asked_about() -> None:
    phone = CarePhone(MAASSLUIS, replace(filed(), withdrawn=True)).due()
    assert phone.effects == (FinishCheckIn(check_in_id="first-cccc", outcome="stopped"),)


# ---- two at once ------------------------------------------------------------------------------------------------


def test_the_same_check_in_of_two_reports_is_answered_together() -> None:
    phone = CarePhone().due().due("first", OTHER_CASE, OTHER_REFERENCE)
    assert phone.effects == ()
    answer(phone.tap("check-in-button-begin"), ["check-in-safe-yes", *["skip"] * 4])
    assert "check-in-consent-more" in phone.texts()
    assert phone.of(Say)[-1].args["references"] == f"{REFERENCE}, {OTHER_REFERENCE}"
    phone.tap("check-in-consent-share")
    assert [s.case_id for s in phone.of(SealAnswers)] == [CASE, OTHER_CASE]
    assert [f.check_in_id for f in phone.of(FinishCheckIn)] == ["first-cccc", "first-dddd"]
    assert [t.case_id for t in phone.of(TellCase)] == [CASE, OTHER_CASE]


def test_reports_that_different_people_may_read_are_never_joined() -> None:
    other = filed(OTHER_CASE, OTHER_REFERENCE, left_out=("burgemeester",))
    phone = CarePhone(MAASSLUIS, filed(), other).due().due("first", OTHER_CASE, OTHER_REFERENCE)
    (moved,) = phone.of(MoveCheckIn)
    assert (moved.rule, moved.due_at) == ("combined", datetime(2026, 11, 19, 9, 0, tzinfo=UTC))


def test_another_kind_waits_a_day() -> None:
    phone = CarePhone().due().due("third", OTHER_CASE, OTHER_REFERENCE)
    assert [m.rule for m in phone.of(MoveCheckIn)] == ["combined"]
    assert phone.prompts() == 0


def test_one_that_has_begun_is_not_disturbed() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.due("second")
    assert [m.rule for m in phone.of(MoveCheckIn)] == ["combined"]
    assert phone.question == "company"


def test_one_that_was_put_off_comes_first() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-days")
    phone.due("first", OTHER_CASE, OTHER_REFERENCE)
    assert phone.of(MoveCheckIn)[0].due_at > phone.ever(MoveCheckIn)[0].due_at


def test_the_next_one_of_the_same_report_takes_the_place_of_one_without_reaction() -> None:
    phone = CarePhone().due().due("second")
    assert phone.of(FinishCheckIn) == [FinishCheckIn(check_in_id="first-cccc", outcome="unanswered")]
    assert phone.texts()[0] == "check-in-invite-second"
    assert phone.snapshot.facts(CASE).unanswered == 1
    assert phone.prompts() == 1


def test_the_same_one_twice_does_not_join_itself() -> None:
    phone = (
        CarePhone().due().due("first", OTHER_CASE, OTHER_REFERENCE).due("first", OTHER_CASE, OTHER_REFERENCE)
    )
    assert phone.snapshot.check_in is not None
    assert len(phone.snapshot.check_in.joined) == 1


def withdrawn(phone: CarePhone) -> CarePhone:
    phone.press(Action.WITHDRAW, CASE)
    phone.press(Action.CONFIRM)
    return phone


def test_withdrawing_a_report_ends_what_was_being_asked_about_it() -> None:
    phone = withdrawn(CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes"))
    phone.ring()
    assert phone.of(Say) == []
    assert phone.snapshot.check_in is None
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["stopped"]
    again = withdrawn(CarePhone().due().tap("check-in-button-begin"))
    assert again.press(Action.BEGIN).texts() == ["check-in-over"]


def test_a_withdrawn_report_does_not_stand_in_the_way_of_another() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-days")
    withdrawn(phone).due("first", OTHER_CASE, OTHER_REFERENCE)
    assert phone.at(CheckInState.INVITED)
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.case_id == OTHER_CASE


def test_one_that_was_put_off_and_never_came_does_not_block_the_next_for_ever() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-morning").wait(days=1, hours=1)
    phone.due("second")
    assert [m.rule for m in phone.of(MoveCheckIn)] == ["combined"]
    phone.now = phone.of(MoveCheckIn)[0].due_at
    phone.due("second")
    assert phone.at(CheckInState.INVITED)
    assert phone.texts()[0] == "check-in-invite-second"


def test_one_that_was_put_off_and_met_a_busy_hour_keeps_its_answers() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.tap("check-in-button-later", "check-in-snooze-morning").wait(days=1)
    phone.writing(phone.now).due()
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.snoozed_until == phone.of(MoveCheckIn)[0].due_at
    phone.wait(hours=2).due()
    assert phone.question == "company"


# ---- beginning, going on, asking earlier ------------------------------------------------------------------------


def test_begin_again_asks_the_open_question_again() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.press(Action.BEGIN)
    assert phone.question == "company"


def test_begin_when_it_is_over_offers_to_ask_now() -> None:
    phone = CarePhone(MAASSLUIS, filed()).due().ring().ring()
    phone.press(Action.BEGIN)
    assert phone.texts() == ["check-in-over"]
    phone.tap("check-in-button-earlier")
    (wanted,) = phone.of(BringCheckInForward)
    assert (wanted.case_id, wanted.due_at) == (CASE, phone.now)


def test_leaving_for_a_report_and_coming_back() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes").command("melden")
    assert phone.at(ReportState.SAFETY)
    phone.press(Action.BEGIN)
    assert phone.question == "company"
    assert phone.snapshot.draft is not None


@pytest.mark.parametrize("command", ["check_in", "checkin", "nazorg", "aftercare"])
def test_earlier_on_request(command: str) -> None:
    phone = CarePhone(MAASSLUIS, filed()).command(command)
    (wanted,) = phone.of(BringCheckInForward)
    assert (wanted.case_id, wanted.reference, wanted.person_id) == (CASE, REFERENCE, "p1")
    assert phone.texts() == ["check-in-coming"]


def test_earlier_from_the_card_of_a_report() -> None:
    phone = CarePhone().press(Action.SHOW_REPORT, OTHER_CASE).tap("check-in-button-now")
    assert phone.of(BringCheckInForward)[0].case_id == OTHER_CASE


def test_earlier_with_several_reports_asks_which() -> None:
    phone = CarePhone().command("check_in")
    assert phone.texts() == ["check-in-which-report"]
    assert phone.of(BringCheckInForward) == []
    assert phone.labels() == ["check-in-button-earlier"] * 2


def test_earlier_without_a_report_offers_somebody() -> None:
    phone = CarePhone(MAASSLUIS, replace(filed(), withdrawn=True), replace(filed("x"), kind="doubt"))
    assert phone.command("check_in").texts() == ["check-in-no-report"]


def test_earlier_wakes_the_one_that_was_put_off() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.tap("check-in-button-later", "check-in-snooze-days").command("check_in")
    assert phone.question == "company"
    assert phone.texts()[0] == "check-in-where-we-were"


def test_who_asks_after_a_stop_is_asked_again() -> None:
    phone = CarePhone(MAASSLUIS, filed()).due().tap("check-in-button-stop-all").command("check_in")
    assert phone.of(BringCheckInForward)
    assert phone.due("extra").snapshot.state is CheckInState.INVITED


def test_coming_back_after_blocking_finds_the_question_again() -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    phone.take(Returned(at=phone.now, nonce=phone.nonce()))
    assert phone.texts() == ["check-in-returned", "check-in-progress", "check-in-ask-safe"]
    idle = CarePhone()
    idle.take(Returned(at=idle.now, nonce=idle.nonce()))
    assert idle.texts() == ["check-in-returned"]
