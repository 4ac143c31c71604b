"""Who handles a case: handing over, stepping back, standing in; and who can never be chosen for it."""

from __future__ import annotations

import pytest

from conversations.casework.model import Case
from conversations.casework.people import stepped_back
from conversations.effects import EndStandIn, NameStandIn, Say
from conversations.events import Step
from conversations.moves import IllegalTransitionError
from tests.conversations.case_desk import (
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    OFFICER,
    REPORTER,
    WORDS,
    brought,
    case,
    opened,
)


def test_handing_over_leaves_nobody_in_between() -> None:
    at = opened().step(HANDLER, Step.HAND_OVER, COLLEAGUE)
    assert at.said(COLLEAGUE) == ["notice-hand-over"]
    assert HANDLER in at.case.told
    at.step(COLLEAGUE, Step.ACCEPT)
    assert (at.case.told, at.case.received_by) == ((COLLEAGUE,), COLLEAGUE)
    assert COLLEAGUE in at.case.readers
    assert HANDLER not in at.case.readers
    assert at.said(REPORTER) == ["case-accepted-you"]


def test_a_hand_over_that_is_not_accepted_is_reminded_of() -> None:
    at = opened().step(HANDLER, Step.HAND_OVER, COLLEAGUE).passes(hours=8)
    assert "notice-hand-over-waits" in at.said(HANDLER, tuple(at.everything))
    with pytest.raises(IllegalTransitionError):
        at.step(DEPUTY, Step.ACCEPT)


@pytest.mark.parametrize("to", ["vreemd", OFFICER, REPORTER, HANDLER])
def test_a_case_goes_only_to_a_colleague_who_may_know(to: str) -> None:
    with pytest.raises(IllegalTransitionError):
        opened().step(HANDLER, Step.HAND_OVER, to)


def test_who_was_left_out_cannot_be_chosen() -> None:
    at = opened(excluded_roles=("gemeentesecretaris",))
    for step in (Step.HAND_OVER, Step.STAND_IN):
        with pytest.raises(IllegalTransitionError):
            at.step(HANDLER, step, COLLEAGUE)
    at.step(HANDLER, Step.MENU, "hand-over")
    shown = [b.argument for e in at.effects if isinstance(e, Say) for row in e.buttons for b in row]
    assert [a.rpartition(":")[2] for a in shown] == [DEPUTY]


def test_a_case_is_not_offered_to_somebody_who_could_open_nothing_of_it() -> None:
    at = opened(without_recipient=(COLLEAGUE,)).step(HANDLER, Step.MENU, "hand-over")
    (shown,) = [e for e in at.effects if isinstance(e, Say)]
    offered = [b for row in shown.buttons for b in row]
    assert [b.label_args for b in offered] == [
        {"who_person": DEPUTY, "role_key": "role-plaatsvervangend-griffier"}
    ]
    for step in (Step.HAND_OVER, Step.STAND_IN):
        with pytest.raises(IllegalTransitionError):
            at.step(HANDLER, step, COLLEAGUE)


def test_who_steps_back_is_gone_and_the_next_is_told_at_once() -> None:
    at = opened().step(HANDLER, Step.RECUSE)
    case: Case = at.case
    everywhere = (*case.told, *case.handlers, *case.deputies, *case.readers, *case.escalation, *case.informed)
    assert HANDLER not in everywhere
    assert case.told
    assert case.received_at is None
    assert at.said(case.told[0]) == ["notice-recused"]
    assert "receipt" in at.timers
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.MENU, "main")
    at.passes(days=10)
    late = [e for e in at.effects if isinstance(e, Say) and e.to == HANDLER]
    assert late == []


def test_nobody_can_step_back_from_a_case_that_nobody_else_can_take() -> None:
    at = opened(deputies=(), colleagues=(HANDLER,), escalation=(), informed=())
    at.step(HANDLER, Step.RECUSE)
    assert at.said(HANDLER) == ["case-recuse-nobody"]
    assert at.case.told == (HANDLER,)


def test_a_stand_in_has_the_case_too_until_the_other_is_back() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, COLLEAGUE)
    assert [e.deputy_id for e in at.effects if isinstance(e, NameStandIn)] == [COLLEAGUE]
    assert set(at.case.told) == {HANDLER, COLLEAGUE}
    assert COLLEAGUE in at.case.readers
    at.step(REPORTER, Step.MESSAGE, text=WORDS)
    assert {to for to, _ in brought(at)} == {HANDLER, COLLEAGUE}
    at.step(HANDLER, Step.BACK_AGAIN)
    assert [type(e) for e in at.effects].count(EndStandIn) == 1
    assert at.case.told == (HANDLER,)
    assert COLLEAGUE not in at.case.readers


def test_a_holiday_that_ends_by_the_clock_is_nobodys_deed() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, COLLEAGUE)
    at.step(HANDLER, Step.BACK_AGAIN, value="over")
    assert (at.case.ledger[-1].what, at.case.ledger[-1].by) == ("stand-in-over", "")
    assert at.said(COLLEAGUE) == ["notice-stand-in-over"]
    assert at.said(HANDLER) == [], "they hear it once, for all their cases"
    assert (at.case.stand_ins, at.case.told) == ((), (HANDLER,))


def test_who_stepped_back_from_a_request_does_not_get_the_report_that_it_became() -> None:
    fresh = case(told=())
    gone = stepped_back(fresh, (HANDLER,))
    everywhere = (*gone.handlers, *gone.deputies, *gone.escalation, *gone.informed, *gone.readers)
    assert HANDLER not in everywhere
    assert (gone.deputies, gone.recused) == ((DEPUTY,), (HANDLER,))
    alone = case(deputies=(), escalation=(), informed=())
    assert stepped_back(alone, (HANDLER,)).handlers == (DEPUTY, COLLEAGUE)
    nobody = case(deputies=(), escalation=(), informed=(), colleagues=(HANDLER,))
    assert stepped_back(nobody, (HANDLER,)) == nobody
    assert stepped_back(fresh, ()) == fresh
