"""The table of the check-in: every button in every state is a move, or is refused with the state unchanged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conversations.actions import Action
from conversations.aftercare.conversation import ANYWHERE, MOVES
from conversations.aftercare.questions import CONSENT
from conversations.effects import (
    CancelCheckIns,
    FinishCheckIn,
    Say,
    Toast,
)
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    TextReceived,
)
from conversations.moves import IllegalTransitionError
from conversations.snapshot import CheckInState, Snapshot
from tests.conversations.care_phone import (
    CarePhone,
    answer,
    filed,
)
from tests.conversations.shipped_packs import MAASSLUIS

NIGHT = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)


# ---- the table --------------------------------------------------------------------------------------------------


def at_every_state() -> dict[CheckInState, CarePhone]:
    begun = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes")
    done = answer(CarePhone().due().tap("check-in-button-begin"), ["check-in-safe-yes", *["skip"] * 4])
    later = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "check-in-button-later")
    stopping = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    discarding = CarePhone().due().tap("check-in-button-begin", "check-in-safe-yes", "button-stop")
    discarding.tap("check-in-button-stop-this")
    return {
        CheckInState.INVITED: CarePhone().due(),
        CheckInState.ASKING: begun,
        CheckInState.CONSENT: done,
        CheckInState.LATER: later,
        CheckInState.STOPPING: stopping,
        CheckInState.DISCARDING: discarding,
    }


ARGUMENTS = {Action.CHOOSE: "yes", Action.SNOOZE: "hour", Action.SHARE: "share"}
TRIGGERS: list[Action] = sorted({t for _, t in MOVES if isinstance(t, Action)})


@pytest.mark.parametrize("trigger", TRIGGERS)
@pytest.mark.parametrize("state", CheckInState)
def test_every_button_is_in_the_table_or_refused_with_the_state_unchanged(
    state: CheckInState, trigger: Action
) -> None:
    phone = at_every_state()[state]
    assert phone.snapshot.state is state
    event = phone.pressed(trigger, ARGUMENTS.get(trigger, ""))
    before = phone.snapshot
    if (state, trigger) in MOVES or trigger in set(ANYWHERE) - {Action.RATE}:
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
    assert (state, AttachmentReceived) in MOVES
    assert (state, "/stop") in MOVES
    phone = at_every_state()[state]
    file = AttachmentReceived(
        at=phone.now, nonce=phone.nonce(), message_id=3, kind=AttachmentKind.PHOTO, size_bytes=1
    )
    assert any(isinstance(e, Say) and e.buttons for e in phone.answered(file))
    assert phone.snapshot.check_in is not None
    assert len(phone.snapshot.check_in.files()) == 1


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
