"""Every step in every state by everybody: in the table, or refused with the case unchanged; three taps are enough."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from conversations.actions import Action
from conversations.casework.conversation import STEPS, NotYoursError, Side, advance_case
from conversations.casework.messages import WRITTEN
from conversations.casework.model import CaseState, case_to_json
from conversations.effects import Button, Say
from conversations.events import CaseStepTaken, ReceiptConfirmed, Step, SupplementAdded
from conversations.moves import IllegalTransitionError
from tests.conversations.case_desk import (
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    OFFICER,
    REPORTER,
    TUESDAY,
    Desk,
    desk,
    opened,
)
from tests.conversations.shipped_packs import MAASSLUIS

EVERYBODY = (REPORTER, HANDLER, DEPUTY, OFFICER, COLLEAGUE, "vreemd", "")


def test_every_step_has_a_rule() -> None:
    assert set(STEPS) == set(Step)


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("by", EVERYBODY)
def test_every_pair_is_in_the_table_or_refused_with_the_case_unchanged(state: CaseState, by: str) -> None:
    at = opened()
    at.proposed()
    here = replace(at.case, state=state)
    before = case_to_json(here)
    for step, rule in STEPS.items():
        for subject in ("", here.actions[0].action_id, "first", "order-talk", COLLEAGUE):
            event = CaseStepTaken(
                at=TUESDAY, nonce="a" * 32, by=by, step=step, subject=subject, value="1", text="woorden"
            )
            sides = {Side.HANDLER: (HANDLER,), Side.REPORTER: (REPORTER,), Side.EITHER: (HANDLER, REPORTER)}
            if by not in sides[rule.side]:
                with pytest.raises(NotYoursError):
                    advance_case(here, event, MAASSLUIS)
            elif state not in rule.states:
                with pytest.raises(IllegalTransitionError):
                    advance_case(here, event, MAASSLUIS)
            else:
                with contextlib.suppress(IllegalTransitionError):
                    advance_case(here, event, MAASSLUIS)
            assert case_to_json(here) == before


def test_who_works_on_a_case_has_received_it() -> None:
    at = desk()
    at.step(HANDLER, Step.PROPOSE, "order-talk")
    assert at.case.received_by == HANDLER
    assert at.case.handled_at == TUESDAY
    assert "receipt" not in at.timers
    assert at.said(REPORTER) == ["reporter-received", "action-asks-you"]


def test_looking_is_not_receiving() -> None:
    at = desk()
    for step, subject in (
        (Step.MENU, "main"),
        (Step.CARD, "order-talk"),
        (Step.LEDGER, ""),
        (Step.TALK_CARD, ""),
    ):
        at.step(HANDLER, step, subject)
    assert at.case.received_at is None
    assert "receipt" in at.timers


def test_two_handlers_confirm_at_once_and_the_second_hears_that_it_was_done() -> None:
    at = desk(handlers=(HANDLER, COLLEAGUE))
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=HANDLER))
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=COLLEAGUE))
    assert at.toasts() == ["toast-already-received"]
    assert at.case.received_by == HANDLER


WITHOUT_A_BUTTON = {Step.WRITE, Step.CORRECTION, Step.FILE, Step.FILE_KEPT}
"""What follows from a message or a file by itself."""


# ---- three taps -------------------------------------------------------------------------------------------------


def buttons(at: Desk, to: str) -> Iterator[Button]:
    for effect in at.effects:
        if isinstance(effect, Say) and effect.to == to:
            yield from (b for row in effect.buttons for b in row)


def reached(at: Desk, taps: int) -> set[Step]:
    """Every step that Gerda can take within this many taps from what she sees now."""
    found: set[Step] = set()
    for button in buttons(at, HANDLER):
        if button.action not in (Action.CASE_STEP, Action.CASE_WRITE):
            continue
        step, _, rest = button.argument.partition(":")[2].partition(":")
        subject, _, value = rest.partition(":")
        found.add(Step(step))
        if button.action == Action.CASE_STEP and taps > 1:
            there = Desk(case=at.case, pack=at.pack)
            there.step(HANDLER, Step(step), subject, value)
            found |= reached(there, taps - 1)
    return found


def test_no_step_needs_more_than_three_taps_from_the_notification() -> None:
    within = reached(desk(), 3) | reached(desk(injury=True), 3) | reached(desk(kind="callback"), 3)
    at = opened()
    action = at.proposed("police-report")
    at.step(REPORTER, Step.YES, action)
    within |= reached(at, 3)
    at.step(HANDLER, Step.CARRIED_OUT, action).step(HANDLER, Step.DAMAGE, "d1", text="Fiets")
    at.event(SupplementAdded(at=TUESDAY, nonce=at.nonce(), by=REPORTER))
    within |= reached(at, 3)
    at.step(HANDLER, Step.ASK_CLOSING).passes(days=10)
    at.event(SupplementAdded(at=TUESDAY, nonce=at.nonce(), by=REPORTER))
    within |= reached(at, 3)
    at.step(HANDLER, Step.CLOSE)
    within |= reached(at, 3)
    own = {step for step, rule in STEPS.items() if rule.side is not Side.REPORTER} - WITHOUT_A_BUTTON
    assert own - within == {Step.ACCEPT, Step.BACK_AGAIN, Step.STAND_IN_UNTIL}


def test_the_rest_is_one_tap_from_its_own_message() -> None:
    at = opened()
    at.proposed()
    assert Step.DROP in reached(at, 1)
    at.step(HANDLER, Step.HAND_OVER, COLLEAGUE)
    assert next(b.label for b in buttons(at, COLLEAGUE)) == "button-accept"
    at = opened()
    at.step(HANDLER, Step.STAND_IN, DEPUTY)
    assert {Step.BACK_AGAIN, Step.STAND_IN_UNTIL} <= reached(at, 1)


def test_what_is_made_by_writing_is_asked_for_first() -> None:
    at = opened()
    for step in WRITTEN:
        by = REPORTER if STEPS[step].side is Side.REPORTER else HANDLER
        at.step(by, Step.WRITE, value=step)
        assert at.said(by)[0].startswith(f"write-{step.value}")
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.WRITE, value=Step.OPINION)
    with pytest.raises(IllegalTransitionError):
        at.step(REPORTER, Step.WRITE, value=Step.NOTE)
