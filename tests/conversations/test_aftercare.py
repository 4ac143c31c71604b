"""When a check-in is put to a person: on time, one at a time, never in the middle of something, never after a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.actions import Action
from conversations.aftercare import ANYWHERE, MOVES
from conversations.aftercare_questions import CONSENT
from conversations.draft import Draft, Entry
from conversations.effects import (
    BringCheckInForward,
    CancelCheckIns,
    FinishCheckIn,
    MoveCheckIn,
    Say,
    SealAnswers,
    SetTimer,
    TellCase,
    Toast,
)
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    CheckInAnswered,
    Returned,
    TalkCameDue,
    TextReceived,
    TimerRang,
)
from conversations.moves import IllegalTransitionError, Trigger
from conversations.pack import Pack
from conversations.schedule import is_quiet
from conversations.snapshot import CheckInState, ContactState, FiledState, MenuState, ReportState, Snapshot
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
        assert phone.snapshot.state is CheckInState.INVITED
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
    assert phone.snapshot.state is CheckInState.INVITED
    phone.tap("check-in-button-skip-this")
    assert "check-in-draft-waits" in phone.texts()
    phone.tap("button-resume")
    assert phone.snapshot.state is ReportState.EFFECT
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
    assert phone.snapshot.state is CheckInState.INVITED
    phone.tap("check-in-button-skip-this")
    assert phone.snapshot.state is FiledState.SUPPLEMENT
    phone.tap("button-supplement-send")
    assert "supplement-sent" in phone.texts()


def test_a_call_that_was_just_asked_for_is_not_interrupted() -> None:
    phone = CarePhone().press(Action.CALL_ME)
    assert phone.snapshot.state is ContactState.PHONE
    phone.wait(minutes=10).due()
    assert phone.of(MoveCheckIn)[0].rule == "busy"
    assert phone.snapshot.state is ContactState.PHONE
    phone.wait(hours=1).due()
    assert phone.snapshot.state is CheckInState.INVITED


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
    assert phone.snapshot.state is CheckInState.INVITED
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.case_id == OTHER_CASE


def test_one_that_was_put_off_and_never_came_does_not_block_the_next_for_ever() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-morning").wait(days=1, hours=1)
    phone.due("second")
    assert [m.rule for m in phone.of(MoveCheckIn)] == ["combined"]
    phone.now = phone.of(MoveCheckIn)[0].due_at
    phone.due("second")
    assert phone.snapshot.state is CheckInState.INVITED
    assert phone.texts()[0] == "check-in-invite-second"


def test_one_that_was_put_off_and_met_a_busy_hour_keeps_its_answers() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.tap("check-in-button-later", "check-in-snooze-morning").wait(days=1)
    phone.writing(phone.now).due()
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.snoozed_until == phone.of(MoveCheckIn)[0].due_at
    phone.wait(hours=2).due()
    assert phone.question == "company"


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
    assert phone.texts() == ["check-in-unanswered-twice"]
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
    assert phone.snapshot.state is ReportState.EFFECT
    phone.ring()
    assert phone.snapshot.state is CheckInState.INVITED


def test_silence_ends_a_check_in_without_touching_a_report() -> None:
    phone = CarePhone().due().ring().writing(phone_at := MORNING)
    phone.ring()
    assert phone.snapshot.check_in is None
    assert phone.snapshot.state is ReportState.EFFECT
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
    assert phone.snapshot.state is ReportState.SAFETY
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


# ---- the table --------------------------------------------------------------------------------------------------


def at_every_state() -> dict[CheckInState, CarePhone]:
    begun = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    done = answer(CarePhone().due().tap("check-in-button-begin"), ["check-in-safe-yes", *["skip"] * 4])
    later = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "check-in-button-later")
    stopping = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    return {
        CheckInState.INVITED: CarePhone().due(),
        CheckInState.ASKING: begun,
        CheckInState.CONSENT: done,
        CheckInState.LATER: later,
        CheckInState.STOPPING: stopping,
    }


ARGUMENTS = {Action.CHOOSE: "yes", Action.SNOOZE: "hour", Action.SHARE: "share"}
TRIGGERS: list[Trigger] = sorted({t for _, t in MOVES if isinstance(t, Action)})


@pytest.mark.parametrize("trigger", TRIGGERS)
@pytest.mark.parametrize("state", CheckInState)
def test_every_button_is_in_the_table_or_refused_with_the_state_unchanged(
    state: CheckInState, trigger: Action
) -> None:
    phone = at_every_state()[state]
    assert phone.snapshot.state is state
    event = phone.pressed(trigger, ARGUMENTS.get(trigger, ""))
    before = phone.snapshot
    if (state, trigger) in MOVES or trigger in ANYWHERE:
        phone.take(event)
        assert phone.effects
        return
    with pytest.raises(IllegalTransitionError):
        phone.take(event)
    assert phone.snapshot == before
    effects = phone.answered(event)
    assert Toast(text="toast-earlier") in effects
    assert phone.snapshot == before


WRONG = {Action.CHOOSE: "no-such", Action.SNOOZE: "no-such", Action.SHARE: "no-such"}


@pytest.mark.parametrize("trigger", WRONG)
@pytest.mark.parametrize("state", CheckInState)
def test_an_argument_that_means_nothing_changes_nothing(state: CheckInState, trigger: Action) -> None:
    phone = at_every_state()[state]
    before = phone.snapshot
    with pytest.raises(IllegalTransitionError):
        phone.press(trigger, WRONG[trigger])
    assert phone.snapshot == before


@pytest.mark.parametrize("state", CheckInState)
def test_text_and_stop_and_a_file_have_an_answer_everywhere(state: CheckInState) -> None:
    assert (state, TextReceived) in MOVES
    assert (state, "/stop") in MOVES
    phone = at_every_state()[state]
    before = phone.snapshot
    file = AttachmentReceived(
        at=phone.now, nonce=phone.nonce(), message_id=3, kind=AttachmentKind.PHOTO, size_bytes=1
    )
    assert any(isinstance(e, Say) and e.buttons for e in phone.answered(file))
    assert phone.snapshot == before


def test_a_button_of_an_earlier_question_is_stale() -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    scope = phone.of(Say)[-1].scope
    phone.tap("check-in-safe-yes")
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.CHOOSE, "yes", scope)
    assert phone.answered(phone.pressed(Action.CHOOSE, "yes", scope)) == (Toast(text="toast-already"),)


def test_begin_and_stop_of_a_check_in_that_is_not_there() -> None:
    phone = CarePhone(MAASSLUIS, filed())
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.STOP_CHECK_INS, "unknown")
    assert phone.press(Action.BEGIN).texts() == ["check-in-over"]
    assert phone.snapshot == Snapshot(filed=(filed(),), previous_scope=phone.snapshot.previous_scope)


def test_a_stop_by_command_twice_is_a_stop() -> None:
    phone = CarePhone().due().tap("check-in-button-begin").command("stop").command("stop")
    assert phone.snapshot.check_in is None
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["stopped"]
    assert phone.of(CancelCheckIns) == []


def test_the_open_question_is_put_again_after_something_that_fits_nothing() -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    while phone.question != CONSENT:
        phone.tap("button-skip")
        question = phone.question
        phone.answered(phone.pressed(Action.SEND))
        assert phone.question == question
        assert phone.prompts() == 1
