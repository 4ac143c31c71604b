"""How a check-in ends or waits: consent, later, skip, stop. What is not shared is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conversations.actions import Action
from conversations.aftercare.schedule import is_quiet
from conversations.aftercare.times import after_days, silence_ends_at, snooze_options, snoozed_until
from conversations.effects import (
    CancelCheckIns,
    ClearTimers,
    FinishCheckIn,
    MoveCheckIn,
    PlanCheckIn,
    Say,
    SealAnswers,
    TellCase,
)
from conversations.events import CheckInAnswered
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from conversations.snapshot import CheckInState, MenuState, to_json
from tests.conversations.care_phone import CASE, FIRST, MORNING, REFERENCE, CarePhone, answer
from tests.conversations.shipped_packs import MAASSLUIS, each_pack


def finished() -> CarePhone:
    return answer(CarePhone().due().tap("check-in-button-begin"), FIRST)


# ---- consent ----------------------------------------------------------------------------------------------------


def test_shared_answers_are_sealed_and_the_case_hears_that() -> None:
    phone = finished().tap("check-in-consent-share")
    (sealed,) = phone.of(SealAnswers)
    assert (sealed.check_in_id, sealed.case_id, sealed.kind) == ("first-cccc", CASE, "first")
    assert sealed.answers["safe"] == {"chosen": ["yes"], "messages": []}
    assert list(sealed.answers) == ["safe", "company", "arrange", "who", "caller"]
    (told,) = phone.told()
    assert isinstance(told, CheckInAnswered)
    assert (told.kind, told.outcome, told.shared, told.by) == ("first", "answered", True, "p1")
    assert phone.of(FinishCheckIn) == [FinishCheckIn(check_in_id="first-cccc", outcome="answered")]


def test_only_that_i_answered() -> None:
    phone = finished().tap("check-in-consent-answered")
    assert phone.of(SealAnswers) == []
    (told,) = phone.told()
    assert isinstance(told, CheckInAnswered)
    assert (told.outcome, told.shared) == ("answered", False)


def test_nobody_but_me() -> None:
    phone = finished().tap("check-in-consent-nobody")
    assert (phone.of(SealAnswers), phone.told()) == ([], [])
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["answered"]


@pytest.mark.parametrize("consent", ["share", "answered", "nobody"])
def test_afterwards_only_the_few_facts_are_left(consent: str) -> None:
    phone = CarePhone().due().write("iets heel persoonlijks")
    answer(phone, FIRST).tap(f"check-in-consent-{consent}")
    assert (phone.snapshot.state, phone.snapshot.check_in) == (MenuState.IDLE, None)
    kept = to_json(phone.snapshot).decode()
    assert "persoonlijks" not in kept
    assert phone.snapshot.facts(CASE).wanted == ("damage", "work")
    assert "company" not in kept


def test_what_has_to_be_arranged_and_is_not_shared_is_pointed_out() -> None:
    phone = finished().tap("check-in-consent-nobody")
    assert "check-in-not-arranged" in phone.texts()
    assert "check-in-button-call" in phone.labels()
    assert "check-in-not-arranged" not in finished().tap("check-in-consent-share").texts()


def test_nothing_answered_can_not_be_shared() -> None:
    phone = answer(CarePhone().due().tap("check-in-button-begin"), ["skip"] * 5)
    assert "check-in-consent-share" not in phone.labels()
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.SHARE, "share")
    phone.tap("check-in-consent-answered")
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["skipped"]
    (told,) = phone.told()
    assert isinstance(told, CheckInAnswered)
    assert told.outcome == "skipped"


@pytest.mark.parametrize(("again", "days"), [("two-weeks", 14), ("month", 30), ("three-months", 91)])
def test_another_check_in_later(again: str, days: int) -> None:
    phone = answer(CarePhone().due("third").tap("check-in-button-begin"), ["skip"] * 8)
    phone.tap(f"check-in-again-{again}", "check-in-consent-nobody")
    (plan,) = phone.of(PlanCheckIn)
    assert (plan.case_id, plan.reference, plan.person_id, plan.kind) == (CASE, REFERENCE, "p1", "extra")
    assert (plan.due_at.astimezone(phone.setting.time_zone).date() - MORNING.date()).days == days
    assert "check-in-again-planned" in phone.texts()
    assert not is_quiet(plan.due_at, MAASSLUIS)


def test_no_other_check_in() -> None:
    phone = answer(CarePhone().due("third").tap("check-in-button-begin"), ["skip"] * 8)
    assert phone.tap("check-in-again-no", "check-in-consent-nobody").of(PlanCheckIn) == []


# ---- later ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "due_at"),
    [
        ("hour", datetime(2026, 11, 18, 10, 0, tzinfo=UTC)),
        ("tonight", datetime(2026, 11, 18, 19, 0, tzinfo=UTC)),
        ("morning", datetime(2026, 11, 19, 8, 0, tzinfo=UTC)),
        ("days", datetime(2026, 11, 21, 9, 0, tzinfo=UTC)),
    ],
)
def test_later_is_a_moment_of_your_own_choice(option: str, due_at: datetime) -> None:
    phone = CarePhone().due().tap("check-in-button-later", f"check-in-snooze-{option}")
    assert phone.of(MoveCheckIn) == [
        MoveCheckIn(check_in_id="first-cccc", due_at=due_at, rule=f"snoozed: {option}")
    ]
    assert phone.of(ClearTimers)
    assert phone.of(Say)[-1].args["due_at"] == due_at.isoformat()
    assert phone.at(MenuState.IDLE)


def test_what_was_answered_waits_with_it() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.tap("check-in-button-later", "check-in-snooze-morning")
    phone.wait(days=1).due()
    assert phone.texts()[0] == "check-in-where-we-were"
    assert phone.question == "company"
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("safe") == ("yes",)
    assert phone.told() == []


def test_an_invitation_that_was_put_off_is_put_again() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "check-in-snooze-morning").wait(days=1).due()
    assert phone.texts()[0] == "check-in-invite-again"


def test_back_from_later_is_where_it_was() -> None:
    phone = CarePhone().due().tap("check-in-button-later", "button-back")
    assert phone.at(CheckInState.INVITED)
    phone.tap("check-in-button-begin", "check-in-button-later").write("eerst slapen").tap("button-back")
    assert phone.question == "safe"


def test_this_evening_is_offered_only_while_it_is_ahead() -> None:
    def offered(hour: int) -> bool:
        return "tonight" in snooze_options(datetime(2026, 11, 18, hour, 30, tzinfo=UTC), MAASSLUIS)

    assert [offered(h) for h in (6, 12, 17, 18, 19, 20, 22)] == [True, True, True, False, False, False, False]


def test_tomorrow_morning_in_the_night_is_this_morning() -> None:
    night = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
    assert snoozed_until("morning", night, MAASSLUIS) == datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
    ],
    ids=["clock forward", "clock back"],
)
def test_both_days_on_which_the_clock_changes(at: datetime, morning: datetime) -> None:
    assert snoozed_until("morning", at, MAASSLUIS) == morning
    assert after_days(at, 1, MAASSLUIS) == morning + timedelta(hours=1)


@each_pack
def test_no_moment_of_aftercare_falls_in_the_quiet_hours(pack: Pack) -> None:
    for hour in range(0, 24 * 14):
        at = datetime(2026, 10, 20, 0, 20, tzinfo=UTC) + timedelta(hours=hour)
        due = [snoozed_until(o, at, pack) for o in ("hour", "tonight", "morning", "days")]
        due += [
            silence_ends_at(k, at, reminded=r, pack=pack) for k in ("first", "third") for r in (True, False)
        ]
        assert not [d for d in due if is_quiet(d, pack)]
        assert all(d >= at + timedelta(minutes=59) for d in due)


# ---- skip and stop ----------------------------------------------------------------------------------------------


def test_skip_is_only_this_one_and_nobody_is_told() -> None:
    phone = CarePhone().due().tap("check-in-button-skip-this")
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["skipped"]
    assert (phone.told(), phone.of(CancelCheckIns)) == ([], [])
    assert phone.due("second").snapshot.state is CheckInState.INVITED


def test_after_a_skip_all_of_them_can_be_stopped() -> None:
    phone = CarePhone().due().tap("check-in-button-skip-this", "check-in-button-stop-all")
    assert [c.case_id for c in phone.of(CancelCheckIns)] == [CASE]
    phone.tap("check-in-button-stop-all")
    assert phone.of(CancelCheckIns) == []


def test_a_stop_is_a_stop() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all")
    assert [c.case_id for c in phone.of(CancelCheckIns)] == [CASE]
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["stopped"]
    (told,) = phone.told()
    assert isinstance(told, CheckInAnswered)
    assert (told.outcome, told.shared) == ("stopped", False)
    phone.due("second")
    assert phone.effects == (FinishCheckIn(check_in_id="second-cccc", outcome="stopped"),)
    assert phone.due("second", "d" * 32, "R-2B9X-WT").snapshot.state is CheckInState.INVITED


def test_stop_in_the_middle_asks_how_and_forgets() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    assert phone.at(CheckInState.STOPPING)
    phone.tap("check-in-button-stop-this")
    assert phone.at(CheckInState.DISCARDING)
    assert (phone.of(FinishCheckIn), phone.of(TellCase)) == ([], [])
    phone.tap("check-in-button-discard")
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["stopped"]
    assert (phone.of(SealAnswers), phone.of(TellCase), phone.snapshot.check_in) == ([], [], None)


def test_stop_without_an_answer_asks_nothing_more() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "button-stop", "check-in-button-stop-this")
    assert [f.outcome for f in phone.of(FinishCheckIn)] == ["stopped"]


def test_two_stops_in_a_row_destroy_no_answer() -> None:
    phone = (
        CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes").command("stop").command("stop")
    )
    assert phone.at(CheckInState.DISCARDING)
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("safe") == ("yes",)
    phone.tap("check-in-button-who-reads", "check-in-consent-share")
    assert list(phone.of(SealAnswers)[0].answers) == ["safe"]


def test_a_third_stop_is_a_stop() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    phone.command("stop").command("stop").command("stop")
    assert phone.snapshot.check_in is None
    assert (phone.of(SealAnswers), phone.told()) == ([], [])


def test_going_on_after_the_second_stop_loses_nothing() -> None:
    phone = (
        CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes").command("stop").command("stop")
    )
    phone.write("of toch nog dit").tap("button-go-on")
    assert phone.question == "company"
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("safe") == ("yes",)


@pytest.mark.parametrize("decision", ["who-reads", "discard", "silence"])
def test_stopping_all_of_them_asks_first_about_the_answers_and_then_is_a_stop(decision: str) -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    phone.tap("check-in-button-stop-all")
    assert phone.at(CheckInState.DISCARDING)
    assert not phone.snapshot.facts(CASE).stopped
    if decision == "silence":
        phone.ring()
    else:
        phone.tap(f"check-in-button-{decision}")
    if decision == "who-reads":
        phone.tap("check-in-consent-share")
        assert phone.of(SealAnswers)
    assert phone.snapshot.facts(CASE).stopped
    assert [c.case_id for c in phone.of(CancelCheckIns)] == [CASE]
    assert phone.snapshot.check_in is None
    assert "check-in-stopped-all" in phone.texts()


def test_whoever_goes_on_after_all_does_not_stop_all_of_them() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    phone.tap("check-in-button-stop-all", "button-go-on")
    answer(phone, ["skip"] * 4).tap("check-in-consent-nobody")
    assert phone.of(CancelCheckIns) == []
    assert not phone.snapshot.facts(CASE).stopped


def test_stop_in_the_middle_of_all_of_them() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "button-stop", "check-in-button-stop-all")
    assert phone.of(CancelCheckIns)
    assert phone.snapshot.facts(CASE).stopped


def test_stop_and_still_share_what_was_said() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    phone.tap("check-in-button-enough", "check-in-consent-share")
    assert list(phone.of(SealAnswers)[0].answers) == ["safe"]


def test_there_is_nothing_to_share_when_nothing_was_said() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "button-stop")
    assert "check-in-button-enough" not in phone.labels()
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.NEXT)


def test_go_on_after_stop() -> None:
    phone = CarePhone().due().tap("check-in-button-begin", "button-stop").write("of toch").tap("button-go-on")
    assert phone.question == "safe"
    phone.command("stop").tap("check-in-button-talk").tap("button-skip")
    assert phone.question == "safe"


def test_stopping_two_reports_together_stops_both() -> None:
    phone = CarePhone().due().due("first", "d" * 32, "R-2B9X-WT").tap("check-in-button-stop-all")
    assert [c.case_id for c in phone.of(CancelCheckIns)] == [CASE, "d" * 32]
    assert [f.check_in_id for f in phone.of(FinishCheckIn)] == ["first-cccc", "first-dddd"]


def test_stop_from_an_old_button_leaves_a_report_alone() -> None:
    phone = CarePhone().due().tap("check-in-button-skip-this").writing(MORNING)
    phone.tap("check-in-button-stop-all")
    assert phone.snapshot.draft is not None
    assert phone.snapshot.state.startswith("report.")
