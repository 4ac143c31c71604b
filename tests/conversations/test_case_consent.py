"""Nothing without a yes: answers, withdrawal, the lock, and no order of events that gets around it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.casework.conversation import NotYoursError, advance_case, case_from_json, case_to_json
from conversations.casework.measures import measure_ids, measure_of
from conversations.casework.model import ActionState, Case, CaseState
from conversations.effects import Bring
from conversations.events import (
    CaseEvent,
    CaseStepTaken,
    CaseTimerRang,
    DossierOpened,
    NewThreatReported,
    ReceiptConfirmed,
    ReportWithdrawn,
    Step,
)
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from tests.conversations.case_desk import DEPUTY, HANDLER, OFFICER, REPORTER, TUESDAY, desk, opened
from tests.conversations.shipped_packs import MAASSLUIS, PACKS, each_pack

# ---- proposing and answering ------------------------------------------------------------------------------------


def test_a_proposal_is_shown_with_who_decides_and_its_explanation_is_delivered_and_sealed() -> None:
    at = opened()
    at.step(HANDLER, Step.PROPOSE, "building-ban", text="Zo voel je je weer vrij in huis.")
    (brought,) = [e for e in at.effects if isinstance(e, Bring)]
    assert brought.text == "Zo voel je je weer vrij in huis."
    assert brought.say.to == REPORTER
    assert {"action-who", "measure-building-ban-explain"} <= set(brought.say.texts)
    assert brought.say.args["decides_keys"] == "role-burgemeester"
    assert [(s.kind, s.text) for s in at.sealed()] == [("explanation", "Zo voel je je weer vrij in huis.")]
    assert "weer vrij" not in case_to_json(at.case).decode()


def test_a_yes_takes_two_taps_and_opens_the_lock() -> None:
    at = opened()
    action = at.proposed()
    assert at.buttons(REPORTER) == {"button-yes", "button-not-yet", "button-no", "button-ask-first"}
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.toasts() == ["toast-locked"]
    at.step(REPORTER, Step.YES_FIRST, action)
    assert at.case.action(action).state is ActionState.PROPOSED
    at.step(REPORTER, Step.YES, action)
    assert at.said(HANDLER) == ["notice-answer-yes"]
    assert "button-carried-out" in at.buttons(HANDLER)
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.case.action(action).state is ActionState.CARRIED_OUT
    assert at.said(REPORTER) == ["action-done-you"]
    assert [(e.what, e.role) for e in at.case.ledger] == [
        ("proposed", "griffier"),
        ("yes", "reporter"),
        ("carried-out", "griffier"),
    ]


@pytest.mark.parametrize("answer", [Step.NOT_YET, Step.NO])
def test_not_yet_and_no_keep_it_locked_and_can_become_a_yes(answer: Step) -> None:
    at = opened()
    action = at.proposed()
    at.step(REPORTER, answer, action)
    assert at.said(HANDLER) == [f"notice-answer-{answer.value}"]
    assert "button-carried-out" not in at.buttons(HANDLER)
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.toasts() == ["toast-locked"]
    at.step(REPORTER, Step.YES, action).step(HANDLER, Step.CARRIED_OUT, action)
    assert at.case.action(action).state is ActionState.CARRIED_OUT


def test_a_yes_can_be_withdrawn_until_it_is_carried_out() -> None:
    at = opened()
    action = at.proposed()
    at.step(REPORTER, Step.YES, action).step(REPORTER, Step.TAKE_BACK, action)
    assert at.said(HANDLER) == ["notice-taken-back"]
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.toasts() == ["toast-locked"]
    at.step(REPORTER, Step.YES, action).step(HANDLER, Step.CARRIED_OUT, action)
    at.step(REPORTER, Step.TAKE_BACK, action)
    assert at.toasts() == ["toast-too-late"]
    assert at.case.action(action).state is ActionState.CARRIED_OUT


def test_a_question_comes_first_and_leaves_the_proposal_as_it_was() -> None:
    at = opened()
    action = at.proposed()
    at.step(REPORTER, Step.QUESTION, action, text="Wie gaat er dan mee?")
    assert at.said(HANDLER) == ["case-question"]
    assert at.case.action(action).state is ActionState.PROPOSED
    assert [s.kind for s in at.sealed()] == ["question"]
    assert "button-yes" in at.buttons(REPORTER)


def test_the_reporter_can_ask_for_an_action_and_that_is_no_yes() -> None:
    at = opened()
    at.step(REPORTER, Step.ASK, "order-talk")
    (action,) = at.case.actions
    assert action.state is ActionState.ASKED
    assert at.said(HANDLER) == ["notice-action-asked"]
    at.step(HANDLER, Step.CARRIED_OUT, action.action_id)
    assert at.toasts() == ["toast-locked"]
    at.step(HANDLER, Step.PROPOSE, "order-talk")
    assert [a.action_id for a in at.case.actions] == [action.action_id]
    at.step(REPORTER, Step.YES, action.action_id).step(HANDLER, Step.CARRIED_OUT, action.action_id)
    assert at.case.action(action.action_id).state is ActionState.CARRIED_OUT


def test_only_writing_it_down_needs_no_yes() -> None:
    at = opened()
    action = at.proposed("register-only")
    assert at.said(REPORTER) == ["action-tells-you"]
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.case.action(action).state is ActionState.CARRIED_OUT


def test_nobody_answers_for_the_reporter() -> None:
    at = opened()
    action = at.proposed()
    for by in (HANDLER, DEPUTY, OFFICER, ""):
        for step in (Step.YES, Step.NO, Step.NOT_YET, Step.TAKE_BACK, Step.YES_FIRST):
            with pytest.raises(NotYoursError):
                at.step(by, step, action)


def test_the_same_press_twice_changes_nothing() -> None:
    at = opened()
    action = at.proposed()
    at.step(HANDLER, Step.PROPOSE, "order-talk")
    assert at.toasts() == ["toast-proposed-already"]
    at.step(REPORTER, Step.YES, action).step(REPORTER, Step.YES, action)
    assert at.toasts() == ["toast-answered-already"]
    at.step(HANDLER, Step.CARRIED_OUT, action)
    before = at.case
    at.step(HANDLER, Step.CARRIED_OUT, action)
    assert (at.toasts(), at.case) == (["toast-carried-out-already"], before)


def test_closing_and_opening_again_asks_for_a_new_yes() -> None:
    at = opened()
    action = at.proposed()
    at.step(REPORTER, Step.YES, action)
    at.step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    assert at.case.state is CaseState.CLOSED
    at.step(HANDLER, Step.REOPEN, text="Hij belt weer.").step(HANDLER, Step.CARRIED_OUT, action)
    assert at.toasts() == ["toast-locked"]
    fresh = at.proposed()
    assert fresh != action
    at.step(HANDLER, Step.CARRIED_OUT, fresh)
    assert at.toasts() == ["toast-locked"]


def test_a_withdrawn_report_locks_everything() -> None:
    at = opened()
    action = at.proposed()
    at.step(REPORTER, Step.YES, action)
    at.event(ReportWithdrawn(at=TUESDAY, nonce=at.nonce(), by=REPORTER))
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.CARRIED_OUT, action)
    assert at.case.action(action).state is ActionState.DROPPED


@each_pack
def test_every_measure_of_every_pack_can_be_proposed_and_agreed(pack: Pack) -> None:
    at = opened(pack)
    for measure in measure_ids(pack):
        at.step(HANDLER, Step.CARD, measure)
        texts = [t for e in at.effects if hasattr(e, "texts") for t in e.texts]
        assert {f"think-of-{item}" for item in measure_of(pack, measure).think_of} <= set(texts)
        action = at.proposed(measure)
        if measure_of(pack, measure).consent_required:
            at.step(HANDLER, Step.CARRIED_OUT, action)
            assert at.toasts() == ["toast-locked"]
            at.step(REPORTER, Step.YES, action)
        at.step(HANDLER, Step.CARRIED_OUT, action)
        assert at.case.action(action).state is ActionState.CARRIED_OUT


# ---- no way around it -------------------------------------------------------------------------------------------

PEOPLE = (REPORTER, HANDLER, DEPUTY, OFFICER, "gijs", "vreemd", "")
PROBED = PACKS["maassluis"]
VALUES = ("", "0", "1", "7", "1200", "declined", "too", "vpt", "mandate", "message", "nonsense")


def standing_yes(case: Case, action_id: str) -> bool:
    """Whether the ledger alone, read from the beginning, ends in a yes of the reporter's for this action."""
    yes = False
    for entry in case.ledger:
        if entry.about != action_id:
            continue
        if entry.what == "yes":
            assert entry.by == case.reporter_id
            yes = True
        elif entry.what in ("no", "not-yet", "taken-back", "dropped", "proposed"):
            yes = False
    return yes


steps = st.builds(
    lambda by, step, subject, value: ("step", by, step, subject, value),
    st.sampled_from(PEOPLE),
    st.sampled_from(
        [
            *Step,
            *[Step.PROPOSE, Step.YES, Step.CARRIED_OUT, Step.TAKE_BACK] * 6,
            *[Step.HAND_OVER, Step.ACCEPT, Step.REOPEN, Step.CLOSING_AGREED, Step.ASK_CLOSING] * 2,
        ]
    ),
    st.sampled_from(
        ["0", "1", "2", "order-talk", "police-report", "register-only", *PEOPLE, "first", "main"]
    ),
    st.sampled_from(VALUES),
)
likely = st.builds(
    lambda taken, subject: ("step", *taken[:2], subject if taken[2] == "#" else taken[2], ""),
    st.sampled_from(
        [
            (HANDLER, Step.PROPOSE, "order-talk"),
            (HANDLER, Step.PROPOSE, "police-report"),
            *[(REPORTER, answer, "#") for answer in (Step.YES, Step.YES, Step.NO, Step.NOT_YET)],
            (REPORTER, Step.TAKE_BACK, "#"),
            (REPORTER, Step.ASK, "order-talk"),
            *[(by, Step.CARRIED_OUT, "#") for by in (HANDLER, HANDLER, "gijs")],
            (HANDLER, Step.DROP, "#"),
            (HANDLER, Step.HAND_OVER, "gijs"),
            ("gijs", Step.ACCEPT, ""),
            (HANDLER, Step.STAND_IN, DEPUTY),
            (HANDLER, Step.ASK_CLOSING, ""),
            (REPORTER, Step.CLOSING_AGREED, ""),
            (HANDLER, Step.REOPEN, ""),
        ]
    ),
    st.sampled_from(["0", "0", "0", "1"]),
)
"""Steps as people take them, in any order, so that they get somewhere."""

others = st.sampled_from(
    [
        ("timer", "receipt"),
        ("timer", "silence"),
        ("timer", "closing"),
        ("timer", "talk-first"),
        ("timer", "hand-over"),
        ("confirm", HANDLER),
        ("confirm", DEPUTY),
        ("open", HANDLER),
        ("threat", REPORTER),
        ("withdraw", REPORTER),
        ("restart", ""),
    ]
)


def as_event(what: tuple[str, ...], number: int, case: Case) -> CaseEvent:
    nonce = f"{number:08x}" + "f" * 24
    kind, rest = what[0], what[1:]
    if kind == "timer":
        return CaseTimerRang(at=TUESDAY, nonce=nonce, timer=rest[0])
    if kind == "confirm":
        return ReceiptConfirmed(at=TUESDAY, nonce=nonce, by=rest[0])
    if kind == "open":
        return DossierOpened(at=TUESDAY, nonce=nonce, by=rest[0])
    if kind == "threat":
        return NewThreatReported(at=TUESDAY, nonce=nonce, by=rest[0])
    if kind == "withdraw":
        return ReportWithdrawn(at=TUESDAY, nonce=nonce, by=rest[0])
    by, step, subject, value = rest
    if subject.isdigit():
        subject = case.actions[int(subject)].action_id if int(subject) < len(case.actions) else "none"
    return CaseStepTaken(
        at=TUESDAY, nonce=nonce, by=by, step=Step(step), subject=subject, value=value, text="woorden"
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(likely, likely, likely, steps, others), min_size=30, max_size=60))
def test_no_order_of_events_carries_out_what_needs_consent_without_a_standing_yes(
    events: list[tuple[str, ...]],
) -> None:
    case = desk().case
    for number, what in enumerate(events):
        if what[0] == "restart":
            case = case_from_json(case_to_json(case))
            continue
        before = case_to_json(case)
        try:
            after = advance_case(case, as_event(what, number, case), PROBED).case
        except IllegalTransitionError:
            assert case_to_json(case) == before
            continue
        for action in after.actions:
            was = next((a for a in case.actions if a.action_id == action.action_id), None)
            became = action.state is ActionState.CARRIED_OUT and (
                was is None or was.state is not action.state
            )
            if became and action.needs_consent:
                assert standing_yes(case, action.action_id)
            assert action.needs_consent == measure_of(PROBED, action.measure).consent_required
        assert not set(after.recused) & set(after.told)
        assert after.told
        case = after


def test_the_property_can_fail() -> None:
    at = opened()
    action = at.proposed()
    forged = at.case.with_action(replace(at.case.action(action), state=ActionState.AGREED))
    assert not standing_yes(forged, action)
    carried = advance_case(
        forged,
        CaseStepTaken(at=TUESDAY, nonce="f" * 32, by=HANDLER, step=Step.CARRIED_OUT, subject=action),
        MAASSLUIS,
    ).case
    assert carried.action(action).state is ActionState.CARRIED_OUT
